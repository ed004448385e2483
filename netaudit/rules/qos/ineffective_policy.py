"""A policy is attached where the hardware does not act on it.

IOS often takes a `service-policy` line that then does nothing: on a port-channel whose members do the
queueing, on a member of a bundle, as an output policy on hardware that has input policies only, as a
queueing policy on a subinterface or tunnel without a shaper.

Why it matters
    The config says that calls are protected. They are not, and no counter moves.

How to fix
    Attach the policy where packets are queued: on the member ports of a Catalyst's port-channel, on
    the Multilink interface and not on its serial lines, below a shaper on subinterfaces and tunnels.
    An SVI's policy on a 2960-3750 or 6500 takes `mls qos vlan-based` on the ports of the VLAN.

Not reported
    Interfaces that are shut down; policies that only mark or police on subinterfaces.

Bad
    policy-map WAN-OUT
     class VOICE
      priority percent 30
    interface GigabitEthernet0/0
     no ip address
    interface GigabitEthernet0/0.10
     encapsulation dot1Q 10
     ip address 10.9.9.1 255.255.255.252
     service-policy output WAN-OUT

Good
    policy-map WAN-OUT
     class VOICE
      priority percent 30
    policy-map WAN-SHAPER
     class class-default
      shape average 20000000
      service-policy WAN-OUT
    interface GigabitEthernet0/0
     no ip address
    interface GigabitEthernet0/0.10
     encapsulation dot1Q 10
     ip address 10.9.9.1 255.255.255.252
     service-policy output WAN-SHAPER
"""

from collections.abc import Iterator

from netaudit.analysis.attachment import why_ineffective
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy


@rule(
    "Q-38",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=(
        "Catalyst 3850 QoS configuration guide 16.3, restrictions on port-channels",
        "Cisco 118629, QoS of the 3750 and 3850",
        "Cisco IOS QoS, policies on subinterfaces and tunnels",
    ),
    fix="move_policy",
)
def ineffective_policy(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live interface with a QoS policy that does nothing there."""
    for port in device.interfaces:
        if port.policies and port.enabled and (port.kind != "physical" or port.policy_out):
            for why in why_ineffective(device, port):
                yield on_port(port, why, "policies")
