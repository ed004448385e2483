"""A service-policy names a policy-map that does not exist.

The interface or class is meant to queue, mark or police, but there is nothing to do it with.
Names are compared letter by letter: IOS tells `WAN` from `Wan`.

Why it matters
    Packets pass without any treatment: voice shares one queue with everything else.

How to fix
    Define the policy-map, or correct the name.

Not reported
    Interfaces that are shut down, attachments of a type other than QoS, and policies that IOS-XE
    builds in. Unknown in a piece of a config without hostname, where `auto qos global compact`
    hides generated policies, for the policies of autoconf (`AutoConf-…`), and where a line that was
    not understood names the policy.

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

from netaudit.analysis.usage import is_builtin, named_policies, policy_uses
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.evidence import dangling
from netaudit.site.policy import Policy


@rule(
    "Q-23",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    references=("Cisco IOS, Modular QoS CLI: attaching a traffic policy",),
)
def undefined_policy_map(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each place that attaches a QoS policy-map which is not defined."""
    missing = named_policies(device) - {policy.name for policy in device.policy_maps}
    for use in policy_uses(device) if missing else ():
        if use.kind == "qos" and use.name in missing and not is_builtin(use.name):
            why = f"policy-map {use.name} is attached but not defined: packets pass untreated"
            yield Hit(use.where, use.lines, why, dangling(device, use.name))
