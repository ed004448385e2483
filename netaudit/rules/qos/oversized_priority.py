"""The priority classes of a policy-map may take more of the link than is sound.

All of them are added up, voice and video, level 1 and level 2. What they use is taken from
every other class, and a priority class is policed to its amount when the link is full.

Why it matters
    Above a third of the link the other classes, call signalling among them, no longer get
    what they were promised, and data suffers in bursts.

How to fix
    Size the priority class from the number of calls; let call admission control keep calls
    within it. The limit is `thresholds.priority_percent` of the site policy, 33 by default.

Not reported
    Amounts in kbps where the rate of the link is not known. The policies that router auto-QoS
    writes (70 %) are an info, not a fault.

Bad
    policy-map WAN-EDGE
     class VOICE
      priority percent 40
     class class-default
      fair-queue

Good
    policy-map WAN-EDGE
     class VOICE
      priority percent 30
     class class-default
      fair-queue
"""

from collections.abc import Iterator

from netaudit.analysis.priority import link_rates, priority_share
from netaudit.model import Confidence, Device, PolicyMap, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.evidence import lines_of_class
from netaudit.site.policy import Policy

GENERATED = ("AutoQoS-Policy-Trust", "AutoQoS-Policy-UnTrust")
"""What router auto-QoS calls its policies; they give 70 % to voice on purpose."""


@rule(
    "Q-11",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    references=("Enterprise QoS SRND 4.0, the 33 percent LLQ rule",),
    fix="shrink_priority",
)
def oversized_priority(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each QoS policy-map whose priority classes sum up to more than the limit."""
    limit = policy.thresholds.priority_percent
    rates = link_rates(device) if device.policy_maps else {}
    for policy_map in device.policy_maps:
        kbps = rates.get(policy_map.name)
        total = sum(priority_share(part, kbps) for part in policy_map.classes)
        if total > limit and policy_map.kind == "qos":
            yield _hit(policy_map, total, limit)


def _hit(policy_map: PolicyMap, total: float, limit: int) -> Hit:
    """Point at the priority lines."""
    fields = ("priority", "priority_level", "priority_percent", "priority_kbps")
    lines = {
        n for part in policy_map.classes if part.priority for n in lines_of_class(policy_map, part, *fields)
    }
    severity = Severity.INFO if policy_map.name in GENERATED else None
    why = f"priority classes may take {total:.4g} % of the link together; the limit is {limit} %"
    return Hit(policy_map.name, tuple(sorted(lines)), why, severity=severity)
