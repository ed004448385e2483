"""A queueing policy leaves class-default too little.

What class-default gets is either said in its own `bandwidth` line or is what the other
classes leave over. Most applications have no class of their own and live there.

Why it matters
    Everything that nobody classified is squeezed, which users notice before anything else;
    the usual reaction is to turn QoS off.

How to fix
    Give class-default at least a quarter: `bandwidth percent 25` or `bandwidth remaining
    percent 25`, and shrink the other classes. The limit is
    `thresholds.class_default_percent` of the site policy.

Not reported
    Policies that only mark or shape, and amounts in kbps.

Bad
    policy-map WAN-EDGE
     class VOICE
      priority percent 33
     class VIDEO
      bandwidth percent 50
     class class-default
      fair-queue

Good
    policy-map WAN-EDGE
     class VOICE
      priority percent 33
     class VIDEO
      bandwidth percent 40
     class class-default
      fair-queue
"""

from collections.abc import Iterator

from netaudit.analysis.priority import priority_share
from netaudit.model import Confidence, Device, PolicyClass, PolicyMap, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.evidence import lines_of_class
from netaudit.site.policy import Policy

FIELDS = ("bandwidth_percent", "bandwidth_remaining_percent")


@rule(
    "Q-12",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    references=("Enterprise QoS SRND 4.0, 25 percent for best effort",),
    fix="feed_class_default",
)
def starved_class_default(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each QoS policy-map whose class-default falls below the limit."""
    limit = policy.thresholds.class_default_percent
    for policy_map in device.policy_maps:
        if policy_map.kind != "qos":
            continue
        default = next((part for part in policy_map.classes if part.name == "class-default"), None)
        percent = _stated(default) if default else None
        if percent is None:
            percent = _left(policy_map)
        if percent is not None and percent < limit:
            lines = lines_of_class(policy_map, default, *FIELDS) if default else (policy_map.line,)
            yield Hit(
                policy_map.name, lines, f"class-default is left with {percent:.4g} %; the least is {limit} %"
            )


def _stated(default: PolicyClass) -> float | None:
    """What class-default's own line says, in percent."""
    return default.bandwidth_percent or default.bandwidth_remaining_percent


def _left(policy_map: PolicyMap) -> float | None:
    """What the other classes leave, in percent; None where they do not speak in percent."""
    others = [part for part in policy_map.classes if part.name != "class-default"]
    if any(part.bandwidth_remaining_percent for part in others):
        return 100 - sum(part.bandwidth_remaining_percent or 0 for part in others)
    taken = sum((part.bandwidth_percent or 0) + priority_share(part, None) for part in others)
    return 100 - taken if taken else None
