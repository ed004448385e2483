"""A strict queue has no limit.

`priority` alone, without a rate, a percentage or a policer, is served for as long as it holds
packets. What is marked EF, by whom ever, may take the whole link.

Why it matters
    More calls than planned, a video system or a worm that marks EF starve everything else: routing,
    signalling, data. A limit would have kept it to calls.

How to fix
    `priority percent 30`, `priority level 1 percent 30`, or `police cir percent 30` in the class.

Not reported
    `priority-queue out` of MLS Catalysts and `priority` in a lan-queuing policy of a 6800, which can
    not be limited; phone ports.

Bad
    class-map match-any VOICE
     match dscp ef
    policy-map WAN-OUT
     class VOICE
      priority
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

from netaudit.analysis.treatment.causes import SCHEDULING, deciding
from netaudit.analysis.treatment.kinds import Kind
from netaudit.analysis.treatment.matrix import Group, complete, matrix
from netaudit.analysis.treatment.places import lines_of
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy

LIMITING_FAMILIES = frozenset({"c4500m", "isr", "uadp"})
"""Families on which a strict queue can be limited."""


@rule(
    "Q-37",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    references=("Enterprise QoS SRND 4.0, the 33 percent LLQ rule", "RFC 3246, section 2.8: EF is limited"),
    fix="limit_priority",
)
def uncapped_priority(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each uplink and WAN link whose strict queue may take all of it."""
    if device.family not in LIMITING_FAMILIES or not device.policy_maps:
        return
    told: set[str] = set()
    for group in matrix(device, policy.profile):
        cause = deciding(group.treatment, SCHEDULING)
        if cause is None or not cause.places or not _unlimited(group):
            continue
        for port in group.egresses:
            if port.name not in told:
                told.add(port.name)
                lines = lines_of(complete(device), (group.ingresses[0], port), cause.places)
                why = f"{cause.decided_by}: the strict queue has no limit and may take the whole link"
                yield Hit(port.name, lines, why)


def _unlimited(group: Group) -> bool:
    """Whether voice leaves by a strict queue that nothing bounds."""
    out = group.treatment.exit
    toward_network = group.egresses[0].role in {"uplink", "wan"}
    return (
        group.kind is Kind.BEARER
        and toward_network
        and bool(out.strict)
        and out.cap_percent is None
        and out.cap_kbps is None
    )
