"""Data leaves by the strict queue, together with calls.

A class that matches too much, or a map that sends DSCP 0 or CoS 0 to the strict queue, puts
unmarked traffic where calls are.

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

from netaudit.analysis.treatment.kinds import Kind
from netaudit.analysis.treatment.matrix import Group
from netaudit.model import Confidence, Device, Severity, Step
from netaudit.rules.behaviour import blames, by_profile, hit
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy


def _shared(group: Group, _cause: Step) -> bool:
    """Whether unmarked traffic is served with calls."""
    return group.kind is Kind.BEST_EFFORT


@rule(
    "Q-36",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    references=("Enterprise QoS SRND 4.0, what belongs into the strict queue",),
    fix="narrow_priority_class",
)
def data_in_voice_queue(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each port where unmarked traffic is served with calls."""
    for blame in blames(device, policy, _shared):
        yield hit(device, blame, f"{blame.group.verdict.says}{by_profile(policy)}")
