"""A class-map can not match any packet.

It has no `match` line, or it is match-all, the default of IOS, and asks for two different
values of the same field: no packet is EF and CS3 at once. Values on one line are alternatives,
values on two lines of a match-all class are not.

Why it matters
    The class is empty for ever. What it describes falls into class-default.

How to fix
    `class-map match-any`, or put the values on one `match` line.

Not reported
    Class-maps of a type other than QoS, and those that IOS-XE makes itself (`system-cpp-…`).
    Unknown where lines of a class-map were not understood.

Bad
    class-map match-all VOICE-AND-SIGNALLING
     match ip dscp ef
     match ip dscp cs3

Good
    class-map match-all VOICE-AND-SIGNALLING
     match ip dscp ef cs3
"""

from collections.abc import Iterator

from netaudit.analysis.usage import is_builtin
from netaudit.model import ClassMap, Confidence, Criterion, Device, Result, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy


@rule(
    "Q-28",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("Cisco IOS, class-map match-all and match-any",),
    fix="match_any",
)
def unmatchable_class(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each QoS class-map that stays empty."""
    doubtful = any(unread.section == "class-map" for unread in device.unread)
    for class_map in device.class_maps:
        if class_map.kind != "qos" or is_builtin(class_map.name):
            continue
        if not class_map.criteria:
            result = Result.UNKNOWN if doubtful else Result.FAIL
            yield Hit(class_map.name, (class_map.line,), "has no match line: no packet is in it", result)
        elif class_map.match == "all" and (clash := _contradiction(class_map)):
            lines = tuple(class_map.line + criterion.offset for criterion in clash)
            words = " and ".join(criterion.text for criterion in clash)
            yield Hit(class_map.name, lines, f"asks for {words} in the same packet: no packet is in it")


def _contradiction(class_map: ClassMap) -> tuple[Criterion, Criterion] | None:
    """Two match lines on one field that have no value in common."""
    seen: dict[str, Criterion] = {}
    for criterion in class_map.criteria:
        if criterion.negated or criterion.field not in {"cos", "dscp", "precedence"}:
            continue
        first = seen.setdefault(criterion.field, criterion)
        if not set(first.values) & set(criterion.values):
            return first, criterion
    return None
