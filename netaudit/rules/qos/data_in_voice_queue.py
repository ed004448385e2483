"""Data leaves by the strict queue, together with calls.

A class that matches too much, or a map that sends DSCP 0 or CoS 0 to the strict queue, puts
unmarked traffic where calls are. A strict class that names CS1 does so with scavenger traffic.

Why it matters
    The strict queue is served first whatever is in it. A file copy there delays every call, and
    starves all that is in the other queues.

How to fix
    Match EF alone (and what the design guide wants strict) in the priority class; keep DSCP 0 and
    CS1 out of the strict queue's map.

Not reported
    What the design guide of the site puts into a strict queue, such as CS4 and CS5 video.

Bad
    class-map match-any VOICE
     match any
    policy-map WAN-OUT
     class VOICE
      priority percent 30
    interface GigabitEthernet0/0
     ip address 10.1.1.1 255.255.255.0
    interface Serial0/0/0
     ip address 10.9.9.1 255.255.255.252
     service-policy output WAN-OUT

Good
    class-map match-any VOICE
     match dscp ef
    policy-map WAN-OUT
     class VOICE
      priority percent 30
    interface GigabitEthernet0/0
     ip address 10.1.1.1 255.255.255.0
    interface Serial0/0/0
     ip address 10.9.9.1 255.255.255.252
     service-policy output WAN-OUT
"""

from collections.abc import Iterator

from netaudit.model import ClassMap, Confidence, Device, Severity
from netaudit.rules.behaviour import blames, by_profile, hit, shared
from netaudit.rules.engine import Hit, rule
from netaudit.rules.evidence import on_class
from netaudit.site.policy import Policy

SCAVENGER = {"cos": 1, "dscp": 8, "precedence": 1}
"""Field that a class matches by to its value for scavenger traffic."""


@rule(
    "Q-36",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    references=("Enterprise QoS SRND 4.0, what belongs into the strict queue",),
    fix="narrow_priority_class",
)
def data_in_voice_queue(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each port where unmarked traffic is served with calls."""
    for blame in blames(device, policy, shared):
        yield hit(device, blame, f"{blame.group.verdict.says}{by_profile(policy)}")
    scavenging = frozenset(each.name for each in device.class_maps if _takes_scavenger(each))
    for policy_map in device.policy_maps if scavenging else ():
        for part in policy_map.classes:
            if part.priority and part.name in scavenging:
                why = f"scavenger traffic, CS1, is served with calls{by_profile(policy)}"
                yield on_class(policy_map, part, why, "priority")


def _takes_scavenger(class_map: ClassMap) -> bool:
    """Whether a class names CS1, or the precedence or CoS of it."""
    return any(SCAVENGER.get(each.field) in each.values and not each.negated for each in class_map.criteria)
