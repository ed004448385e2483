"""A policy-map has a class for which there is no class-map.

Without a class-map nothing is ever sorted into the class. What it should have caught falls
into class-default.

Why it matters
    If it is the voice class, calls have no priority although the policy reserves it.

How to fix
    Define the class-map, or correct the name; upper and lower case count.

Not reported
    `class-default`, which is built in, classes that IOS-XE builds in for its control plane, and
    policy-maps of a type other than QoS. Unknown in a piece of a config without
    hostname, where `auto qos global compact` hides generated classes, and where a line that
    was not understood names the class.

Bad
    class-map match-any VOICE
     match dscp ef
    policy-map WAN-EDGE
     class VOICE-RTP
      priority percent 30

Good
    class-map match-any VOICE
     match dscp ef
    policy-map WAN-EDGE
     class VOICE
      priority percent 30
"""

from collections.abc import Iterator

from netaudit.analysis.usage import is_builtin
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.evidence import dangling, on_class
from netaudit.site.policy import Policy


@rule(
    "Q-24",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("Cisco IOS, Modular QoS CLI: creating a traffic policy",),
)
def undefined_class_map(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each class of a QoS policy-map that has no class-map."""
    if not device.policy_maps:
        return
    defined = {class_map.name for class_map in device.class_maps} | {"class-default"}
    for policy in device.policy_maps:
        for part in policy.classes if policy.kind == "qos" else ():
            if part.name not in defined and not is_builtin(part.name):
                why = f"class-map {part.name} is not defined: nothing is sorted into the class"
                yield on_class(policy, part, why, result=dangling(device, part.name))
