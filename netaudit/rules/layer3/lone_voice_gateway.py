"""The voice VLAN has one gateway only, while other VLANs here have a standby.

The other SVIs of the device take part in HSRP, VRRP or GLBP; the voice SVI does not.

Why it matters
    When this device fails or is reloaded, PCs carry on and phones lose their gateway.

How to fix
    The same redundancy group on the voice SVI as on the others, here and on the peer.

Not reported
    Devices without any redundancy group: a stack, a VSS pair or a single router at a branch.
    SVIs that are shut down.

Bad
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan10
     ip address 10.20.10.2 255.255.255.0
     standby 10 ip 10.20.10.1
    interface Vlan110
     ip address 10.20.110.2 255.255.255.0

Good
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan10
     ip address 10.20.10.2 255.255.255.0
     standby 10 ip 10.20.10.1
    interface Vlan110
     ip address 10.20.110.2 255.255.255.0
     standby 110 ip 10.20.110.1
"""

from collections.abc import Iterator

from netaudit.analysis.gateways import gateways, voice_gateways
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy


def has_standby(device: Device) -> bool:
    """The rule speaks of devices with a redundant gateway."""
    return any(port.fhrp for port in gateways(device).values())


@rule(
    "V-36",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    references=("Cisco SRND: campus gateway redundancy",),
    applies=has_standby,
)
def lone_voice_gateway(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each voice gateway without redundancy group."""
    for port in voice_gateways(device, policy).values():
        if not port.fhrp:
            yield on_port(port, "the voice gateway has no standby, unlike other VLANs here", "addresses")
