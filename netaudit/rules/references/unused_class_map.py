"""A class-map is defined, but no policy-map or class-map uses it.

It classifies nothing.

Why it matters
    Mostly litter of old changes. Now and then it is the class that should have been in the
    policy: then the traffic it describes is treated as best effort.

How to fix
    Add the class to the policy that is meant to treat it, or remove the class-map.

Not reported
    Class-maps of a type other than QoS, those IOS-XE makes for its control plane, those that auto-QoS
    keeps in store, and pieces of a config without any policy-map. Unknown in a piece without hostname,
    where a policy-map of a type that is not read may use it, and where a line that was not understood
    names the class.

Bad
    class-map match-any VOICE
     match dscp ef
    policy-map WAN-EDGE
     class class-default
      fair-queue

Good
    class-map match-any VOICE
     match dscp ef
    policy-map WAN-EDGE
     class VOICE
      priority percent 30
"""

from collections.abc import Iterator

from netaudit.analysis.usage import is_builtin, is_generated, used_classes
from netaudit.model import Confidence, Device, Result, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.evidence import dangling
from netaudit.site.policy import Policy

WITHOUT_QOS_CLASSES = frozenset({"qos", "control subscriber", "inspect"})
"""Types of policy-map that are read, or that have class-maps of their own type."""


@rule(
    "Q-27",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    references=("Cisco IOS, Modular QoS CLI: creating a traffic policy",),
)
def unused_class_map(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each QoS class-map that nothing refers to."""
    if not device.class_maps or not device.policy_maps:
        return
    typed = any(policy.kind not in WITHOUT_QOS_CLASSES for policy in device.policy_maps)
    used = used_classes(device)
    for class_map in device.class_maps:
        made = is_builtin(class_map.name) or is_generated(device, class_map.name)
        if class_map.kind == "qos" and class_map.name not in used and not made:
            yield Hit(
                class_map.name,
                (class_map.line,),
                "defined, but used by no policy-map",
                Result.UNKNOWN if typed else dangling(device, class_map.name),
            )
