"""A port has a trust line and an input policy, of which one does less than it seems to.

Up to 12.2(25)SE the two exclude each other on these Catalysts: the line that is typed later takes
the other away. Since then the policy is looked at first, and trust counts for what no class takes.

Why it matters
    A switch that is set up again from this text may end with one of the two only, and nobody sees
    which. Where both hold, a class without `set` or `trust` falls back to the port's trust.

How to fix
    Decide on one: trust where the device is known, a policy that marks and polices elsewhere. What
    auto-QoS writes is meant to have both.

Not reported
    Ports of auto-QoS; 15.0 and later; families whose policies and trust are independent.

Bad
    version 12.2
    switch 1 provision ws-c3750x-24p
    mls qos
    policy-map MARK
     class class-default
      set dscp default
    interface GigabitEthernet1/0/5
     switchport mode access
     mls qos trust cos
     service-policy input MARK

Good
    version 12.2
    switch 1 provision ws-c3750x-24p
    mls qos
    policy-map MARK
     class class-default
      set dscp default
    interface GigabitEthernet1/0/5
     switchport mode access
     service-policy input MARK
"""

from collections.abc import Iterator

from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy

EXCLUSIVE_FAMILIES = frozenset({"c2950", "c3550", "c3k"})


@rule(
    "Q-39",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    references=("Cisco Catalyst 3750 command reference, mls qos trust and service-policy",),
    fix="choose_trust_or_policy",
)
def trust_beside_input_policy(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live port of an old release that has both by hand."""
    if device.family not in EXCLUSIVE_FAMILIES or not (device.version or "12").startswith("12"):
        return
    for port in device.interfaces:
        if port.enabled and port.trust and port.policy_in and not port.auto_qos:
            why = "trust line and input policy exclude each other before 12.2(25)SE; later the policy decides"
            yield on_port(port, why, "trust", "policies")
