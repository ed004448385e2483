"""The strict class takes calls by the three bits of IP precedence or CoS only.

Precedence 5 is DSCP 40 to 47: EF is among them, and so are CS5 video and six values that nobody
should send. CoS 5 is the same, and gone wherever a frame crosses a link without tags.

Why it matters
    Broadcast video marked CS5 enters the queue of calls. A match on CoS sees nothing on routed
    links.

How to fix
    `match dscp ef`.

Not reported
    Classes that match DSCP, ports or access lists as well; classes that only mark.

Bad
    class-map match-all VOICE
     match ip precedence 5
    policy-map WAN-EDGE
     class VOICE
      priority percent 30

Good
    class-map match-all VOICE
     match dscp ef
    policy-map WAN-EDGE
     class VOICE
      priority percent 30
"""

from collections.abc import Iterator

from netaudit.model import ClassMap, Confidence, Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy

VOICE = 5
COARSE = frozenset({"cos", "precedence"})


@rule(
    "Q-14",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    references=("RFC 2474, class selector code points", "Enterprise QoS SRND 4.0, DSCP from end to end"),
    fix="match_ef",
)
def coarse_bearer_class(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each class-map of a strict class that knows precedence or CoS 5 alone."""
    strict = {part.name for policy in device.policy_maps for part in policy.classes if part.priority}
    for class_map in device.class_maps if strict else ():
        if class_map.name in strict and _is_coarse(class_map):
            lines = tuple(class_map.line + each.offset for each in class_map.criteria)
            why = "the strict class takes precedence or CoS 5, which is DSCP 40 to 47 and not EF alone"
            yield Hit(class_map.name, lines, why)


def _is_coarse(class_map: ClassMap) -> bool:
    """Whether all criteria are of three bits, and one of them takes calls."""
    criteria = class_map.criteria
    coarse = all(each.field in COARSE and not each.negated for each in criteria)
    return coarse and any(VOICE in each.values for each in criteria)
