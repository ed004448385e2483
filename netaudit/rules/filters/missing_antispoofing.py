"""Hosts of a VLAN may send with addresses that are not theirs.

The gateway of a voice or data VLAN forwards packets from any source: neither uRPF nor a list
drops those with a foreign address.

Why it matters
    A worm or an attacker hides behind forged addresses, floods come from nowhere, and a forged
    address of call control is trusted by phones. Filters between voice and data that go by
    source addresses can be walked around.

How to fix
    `ip verify unicast source reachable-via rx` where the platform has it, else a list on the way
    in that permits the VLAN's own subnet (and DHCP before it) and denies the rest. On access
    switches `ip verify source` on the ports does it closer to the host.

Not reported
    Lists that let single services pass from any source. VLANs whose ports all have IP source
    guard. Links on which static routes lead to another router. IPv6. Lists that depend on a
    condition that no config tells.

Bad
    ip routing
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0

Good
    ip routing
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip access-group VOICE-IN in
    ip access-list extended VOICE-IN
     permit udp any eq bootpc any eq bootps
     permit ip 10.20.110.0 0.0.0.255 any
"""

from collections.abc import Iterator

from netaudit.analysis.gateways import routes
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy

WHY = "packets of hosts with foreign source addresses are forwarded: no uRPF, and no list that drops them"


@rule(
    "F-29",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    references=("RFC 2827", "Cisco SAFE IP telephony axioms"),
    applies=routes,
)
def missing_antispoofing(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each gateway of hosts that forwards any source."""
    from netaudit.analysis.segmentation.sources import forwarders, guarded_by_ports

    for vlan, port in forwarders(device, policy):
        if not guarded_by_ports(device, vlan):
            yield on_port(port, WHY, "acl_in")
