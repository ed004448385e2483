"""A port for phones or users is trusted by DHCP snooping or ARP inspection.

`ip dhcp snooping trust` and `ip arp inspection trust` are meant for uplinks. On an edge port
they let whatever is plugged in act as DHCP server or claim any address.

Why it matters
    The guard of the whole VLAN is open at this one socket.

How to fix
    Remove the line from the port and keep it on the uplinks.

Not reported
    Ports that are shut down or may negotiate a trunk; switches where the function is off,
    as the line is without effect there. The code V-45 is netaudit's own.

Bad
    ip dhcp snooping
    ip dhcp snooping vlan 10,110
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
     ip dhcp snooping trust

Good
    ip dhcp snooping
    ip dhcp snooping vlan 10,110
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
"""

from collections.abc import Iterator

from netaudit.analysis.visibility import edges
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy


@rule(
    "V-45",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    references=("DISA CISC-L2-000130 (V-220633, V-220659)", "DISA CISC-L2-000150 (V-220635, V-220661)"),
    fix="distrust_edge_port",
)
def trusted_edge_port(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live edge port that a working guard trusts."""
    snooping, inspection = device.globals.dhcp_snooping, device.globals.arp_inspection_vlans
    if not snooping and not inspection:
        return
    for port in edges(device):
        if snooping and port.dhcp_snooping_trust:
            why = "DHCP snooping trusts this edge port: whatever is plugged in may act as DHCP server"
            yield on_port(port, why, "dhcp_snooping_trust")
        if inspection and port.arp_inspection_trust:
            why = "ARP inspection trusts this edge port: whatever is plugged in may claim any address"
            yield on_port(port, why, "arp_inspection_trust")
