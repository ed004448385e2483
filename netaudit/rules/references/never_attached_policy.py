"""A policy-map is defined and never put to work.

No interface, control plane, map-class, template or other policy-map that is itself attached
refers to it. Its classes read like protection, but no packet ever meets them.

Why it matters
    Usually the last step of a change was forgotten, or the policy went away with an interface
    that was replaced. Calls have no priority where everybody believes they do.

How to fix
    Attach it with `service-policy`, or remove it.

Not reported
    Policy-maps of a type other than QoS, those IOS-XE makes for its control plane, those that
    auto-QoS keeps in store where a port has an `auto qos` line, and pieces of a config without any
    interface. Unknown in a piece without hostname, and where a line that was not understood names
    the policy.

Bad
    policy-map WAN-EDGE
     class class-default
      fair-queue
    interface GigabitEthernet0/0
     ip address 192.0.2.1 255.255.255.252

Good
    policy-map WAN-EDGE
     class class-default
      fair-queue
    interface GigabitEthernet0/0
     ip address 192.0.2.1 255.255.255.252
     service-policy output WAN-EDGE
"""

from collections.abc import Iterator

from netaudit.analysis.usage import attached_policies, is_builtin, is_generated
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.evidence import dangling
from netaudit.site.policy import Policy


def has_policies(device: Device) -> bool:
    """The rule speaks of devices that define policies and have interfaces to attach them to."""
    return bool(device.policy_maps and device.interfaces)


@rule(
    "Q-20",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    references=("Cisco IOS, Modular QoS CLI: attaching a traffic policy",),
    applies=has_policies,
)
def never_attached_policy(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each QoS policy-map that no packet meets."""
    attached = attached_policies(device)
    for policy in device.policy_maps:
        made = is_builtin(policy.name) or is_generated(device, policy.name)
        if policy.kind == "qos" and policy.name not in attached and not made:
            yield Hit(
                policy.name,
                (policy.line,),
                "defined, but attached nowhere: no packet meets it",
                dangling(device, policy.name),
            )
