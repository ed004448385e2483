"""Call signalling has no bandwidth of its own on an uplink or WAN link.

Voice is served first, but the messages that set calls up share class-default with everything that
has no class, or a queue for which nothing is kept free.

Why it matters
    When the link is full, phones lose their registration, dial tone comes late and keys seem dead,
    while calls in progress sound perfect. A strict queue without limit makes it worse.

How to fix
    A class that matches CS3 and AF31 with `bandwidth percent 5` (or `bandwidth remaining percent`);
    a queue with a share on switches.

Not reported
    Links on which voice is not served first either: Q-10 speaks of them. Unknown guarantees. The
    2900XL and 3500XL, which have two queues.

Bad
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

Good
    class-map match-any VOICE
     match dscp ef
    class-map match-any SIGNALLING
     match dscp cs3 af31
    policy-map WAN-OUT
     class VOICE
      priority percent 30
     class SIGNALLING
      bandwidth percent 5
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
from netaudit.rules.behaviour import blames, by_profile, hit, owner, served_first
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy

TWO_QUEUES = frozenset({"xl"})
"""Families whose hardware has no third queue to give to signalling."""


@rule(
    "Q-35",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    references=("Enterprise QoS SRND 4.0, call signalling is guaranteed 2 to 5 percent",),
    fix="guarantee_signalling",
)
def unguaranteed_signalling(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each link that serves voice first and keeps nothing for signalling."""
    if device.family in TWO_QUEUES:
        return
    first = served_first(device, policy)

    def wanted(group: Group, cause: Step) -> bool:
        told = group.kind is Kind.SIGNALLING and group.verdict.about == "guarantee"
        return told and not owner(group, cause) and all(port.name in first for port in group.egresses)

    for blame in blames(device, policy, wanted):
        if blame.port.role in {"uplink", "wan"}:
            yield hit(device, blame, blame.group.verdict.says + by_profile(policy))
