"""A policy matches call signalling by the old marking only.

Phones and gateways marked signalling AF31 until about 2006 and mark it CS3 since. A class for
signalling that matches AF31 alone, in a policy that knows no CS3, sees nothing of a phone of
today.

Why it matters
    Signalling falls into class-default: under load phones lose their registration, dial tone
    comes late, keys seem dead.

How to fix
    Match both: `match dscp cs3 af31`.

Not reported
    Policies where any class matches CS3; classes whose name does not speak of signalling, as
    AF31 is a class for streaming as well; sites with the legacy AVVID profile, or that of RFC 4594,
    whose signalling is CS5.

Bad
    class-map match-any CALL-SIGNALLING
     match dscp af31
    policy-map WAN-EDGE
     class CALL-SIGNALLING
      bandwidth percent 5

Good
    class-map match-any CALL-SIGNALLING
     match dscp cs3 af31
    policy-map WAN-EDGE
     class CALL-SIGNALLING
      bandwidth percent 5
"""

import re
from collections.abc import Iterator

from netaudit.model import ClassMap, Confidence, Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.evidence import on_class
from netaudit.site.policy import Policy, Profile

CS3, AF31, CS3_AS_PRECEDENCE = 24, 26, 3
SIGNALLING = re.compile(r"sig|control|sccp|skinny|sip\b|h323|mgcp|setup", re.IGNORECASE)

OTHER_MARKINGS = frozenset({Profile.AVVID, Profile.RFC4594})
"""Design guides in which CS3 is no marking of signalling."""


@rule(
    "Q-15",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    references=("Enterprise QoS SRND 4.0, call signalling CS3",),
    fix="match_cs3",
)
def half_matched_signalling(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each signalling class that matches AF31 in a policy that never matches CS3."""
    if not device.policy_maps or policy.profile in OTHER_MARKINGS:
        return
    matched = {class_map.name: _dscps(class_map) for class_map in device.class_maps}
    for policy_map in device.policy_maps:
        known = frozenset().union(*(matched.get(part.name, ()) for part in policy_map.classes))
        if AF31 not in known or CS3 in known:
            continue
        for part in policy_map.classes:
            if AF31 in matched.get(part.name, ()) and SIGNALLING.search(part.name):
                yield on_class(
                    policy_map, part, "matches signalling marked AF31, but not CS3, which phones use"
                )


def _dscps(class_map: ClassMap) -> frozenset[int | str]:
    """The DSCPs that a class-map names; precedence or CoS 3 covers both markings."""
    found: set[int | str] = set()
    for criterion in class_map.criteria:
        if criterion.field == "dscp":
            found.update(criterion.values)
        elif criterion.field in {"precedence", "cos"} and CS3_AS_PRECEDENCE in criterion.values:
            found.update((CS3, AF31))
        elif criterion.field not in {"dscp", "precedence", "cos"}:
            found.add(CS3)
    return frozenset(found)
