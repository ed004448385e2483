"""A service-policy names a policy-map that does not exist.

The interface or class is meant to queue, mark or police, but there is nothing to do it with.
Names are compared letter by letter: IOS tells `WAN` from `Wan`.

Why it matters
    Packets pass without any treatment: voice shares one queue with everything else.

How to fix
    Define the policy-map, or correct the name.

Not reported
    Attachments of a type other than QoS, policies that IOS-XE builds in, and fragments that
    define no policy-map at all are unknown rather than wrong. Unknown as well where `auto qos
    global compact` hides generated policies, or a line that was not understood names it.

Bad
    policy-map WAN-EDGE
     class class-default
      fair-queue
    interface GigabitEthernet0/0
     service-policy output WAN-EGDE

Good
    policy-map WAN-EDGE
     class class-default
      fair-queue
    interface GigabitEthernet0/0
     service-policy output WAN-EDGE
"""

from collections.abc import Iterator

from netaudit.analysis.usage import is_builtin, policy_uses
from netaudit.analysis.visibility import unread_words
from netaudit.model import Confidence, Device, Result, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy


@rule(
    "Q-23",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    references=("Cisco IOS, Modular QoS CLI: attaching a traffic policy",),
)
def undefined_policy_map(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each place that attaches a QoS policy-map which is not defined."""
    defined = {policy.name for policy in device.policy_maps}
    mentioned = unread_words(device)
    unsure = device.globals.auto_qos_compact or not defined
    for use in policy_uses(device):
        if use.kind == "qos" and use.name not in defined and not is_builtin(use.name):
            result = Result.UNKNOWN if unsure or use.name in mentioned else Result.FAIL
            why = f"policy-map {use.name} is attached but not defined: packets pass untreated"
            yield Hit(use.where, use.lines, why, result)
