"""A class stands below one that already takes every packet.

The classes of a policy-map are tried from top to bottom and the first match wins. After a
class that matches any packet, nothing is left for those below.

Why it matters
    A voice class below it never sees a call, whatever it reserves.

How to fix
    Move the class that matches everything to the end, or use class-default for it.

Not reported
    Policy-maps of a type other than QoS, and class-default, which always comes last.

Bad
    class-map match-any ALL
     match any
    class-map match-any VOICE
     match dscp ef
    policy-map WAN-EDGE
     class ALL
     class VOICE

Good
    class-map match-any ALL
     match any
    class-map match-any VOICE
     match dscp ef
    policy-map WAN-EDGE
     class VOICE
     class ALL
"""

from collections.abc import Iterator

from netaudit.model import ClassMap, Confidence, Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.evidence import on_class
from netaudit.site.policy import Policy


@rule(
    "Q-29",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    references=("Cisco IOS, Modular QoS CLI: order of classes",),
)
def unreachable_class(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each class below one that takes every packet."""
    greedy = {class_map.name for class_map in device.class_maps if _takes_all(class_map)}
    for policy in device.policy_maps if greedy else ():
        above = None
        for part in policy.classes:
            if above and part.name != "class-default":
                yield on_class(policy, part, f"stands below class {above}, which takes every packet")
            above = above or (part.name if part.name in greedy else None)


def _takes_all(class_map: ClassMap) -> bool:
    """Whether every packet is in the class."""
    catches = [criterion.field == "any" and not criterion.negated for criterion in class_map.criteria]
    return any(catches) if class_map.match == "any" else bool(catches) and all(catches)
