"""A class-map matches an access list or a class-map that does not exist.

The platform decides what happens: some match nothing, some everything, most refuse to attach
the policy. In no case is it what the author meant.

Why it matters
    A voice class that matches nothing has no calls in it; one that matches everything fills
    the priority queue with data.

How to fix
    Define the access list or class-map, or correct the name; upper and lower case count.

Not reported
    Class-maps of a type other than QoS. Unknown in a piece without hostname, where `auto qos
    global compact` hides generated lists, and where a line that was not understood names it.

Bad
    class-map match-any VOICE
     match access-group name RTP
    policy-map WAN-EDGE
     class VOICE
      priority percent 30

Good
    ip access-list extended RTP
     permit udp any any range 16384 32767
    class-map match-any VOICE
     match access-group name RTP
    policy-map WAN-EDGE
     class VOICE
      priority percent 30
"""

from collections.abc import Iterator

from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.evidence import dangling
from netaudit.site.policy import Policy


@rule(
    "Q-25",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("Cisco IOS, Modular QoS CLI: defining a traffic class",),
)
def undefined_class_criterion(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each match line that refers to something undefined."""
    if not device.class_maps:
        return
    defined = {
        "access-group": {acl.name for acl in device.acls},
        "class-map": {class_map.name for class_map in device.class_maps},
    }
    for class_map in device.class_maps:
        for criterion in class_map.criteria if class_map.kind == "qos" else ():
            known = defined.get(criterion.field)
            for name in criterion.values if known is not None else ():
                if known is not None and name not in known:
                    why = f"matches {criterion.field} {name}, which is not defined"
                    line = class_map.line + criterion.offset
                    yield Hit(class_map.name, (line,), why, dangling(device, str(name)))
