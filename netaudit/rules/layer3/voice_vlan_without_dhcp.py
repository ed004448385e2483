"""Phones have no way to an address: the voice SVI relays no DHCP and no pool is here.

The data VLANs routed here have helpers or pools, the voice VLAN has neither.

Why it matters
    Phones broadcast for an address, nobody forwards it, and they keep restarting.

How to fix
    `ip helper-address` on the voice SVI for each DHCP server, or a local `ip dhcp pool` with
    option 150.

Not reported
    SVIs that are shut down, switches that do not route. Unknown where no VLAN here has helpers
    or pools: a DHCP server may stand in the voice VLAN itself. Unknown, too, where only its name
    makes the VLAN a voice VLAN.

Bad
    ip routing
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan10
     ip address 10.20.10.1 255.255.255.0
     ip helper-address 10.1.1.10
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0

Good
    ip routing
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan10
     ip address 10.20.10.1 255.255.255.0
     ip helper-address 10.1.1.10
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip helper-address 10.1.1.10
"""

from collections.abc import Iterator

from netaudit.analysis.gateways import (
    data_gateways,
    gateways,
    gives_addresses,
    presumed_voice_gateways,
    routes,
    voice_gateways,
)
from netaudit.model import Confidence, Device, Result, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.rules.wording import BY_NAME
from netaudit.site.policy import Policy

ALONE = "no helper and no pool: phones need a DHCP server within their VLAN"


def routes_vlans(device: Device) -> bool:
    """The rule speaks of devices that route between VLANs."""
    return bool(gateways(device)) and routes(device)


@rule(
    "V-32",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("Cisco SRND: DHCP for phones",),
    fix="voice_helper",
    applies=routes_vlans,
)
def voice_vlan_without_dhcp(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each voice gateway without helper and local pool."""
    data = data_gateways(device, policy).values()
    for port in voice_gateways(device, policy).values():
        if gives_addresses(device, port):
            continue
        if any(gives_addresses(device, other) for other in data):
            yield on_port(port, "no DHCP for phones: no helper and no pool, unlike the data VLANs here")
        else:
            yield on_port(port, ALONE, result=Result.UNKNOWN)
    for port in presumed_voice_gateways(device, policy).values():
        if not gives_addresses(device, port):
            yield on_port(port, ALONE + BY_NAME, result=Result.UNKNOWN)
