"""A call-control server stands in a VLAN of phones or users.

The address of a server that phones register with is in the subnet of a voice or data VLAN.

Why it matters
    Nothing can stand between the server and its neighbours: what is in one VLAN talks without a
    router. One infected computer, or one visitor at a phone's socket, is next to the call manager.

How to fix
    A VLAN and subnet of its own for call control, behind a stateful firewall.

Not reported
    Addresses of this device itself (call manager express, SRST). Servers that neither the site
    policy (`voice.call_control`) nor DHCP option 150 or 66 names.

Bad
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
    ip dhcp pool PHONES
     network 10.20.110.0 255.255.255.0
     option 150 ip 10.20.110.20

Good
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
    ip dhcp pool PHONES
     network 10.20.110.0 255.255.255.0
     option 150 ip 10.1.1.20
"""

from collections.abc import Iterator

from netaudit.analysis.gateways import gateways
from netaudit.analysis.segmentation.plan import phone_vlans, servers_behind, user_vlans
from netaudit.model import Device, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy


def has_gateways(device: Device) -> bool:
    """The rule speaks of devices that are gateways of VLANs."""
    return bool(gateways(device))


@rule(
    "F-03",
    severity=Severity.HIGH,
    references=("DISA VVoIP 5520 (V-19632)", "Cisco SAFE IP telephony axioms"),
    applies=has_gateways,
)
def call_control_in_user_segment(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each gateway of phones or users whose subnet holds a call-control server."""
    voice = phone_vlans(device, policy)
    for vlan, port in {**user_vlans(device, policy), **voice}.items():
        if servers := servers_behind(device, policy, port):
            others = "phones" if vlan in voice else "users"
            yield on_port(
                port, f"call control {', '.join(servers)} is in the subnet of {others}", "addresses"
            )
