"""Users reach the call-control servers on ports that they have no business with.

The subnet of the servers is routed here, and between it and data VLANs stands no filter, or one
that lets more pass than the table of services (docs/segmentation.md).

Why it matters
    The call manager is the one machine whose loss silences every phone. A worm in the data VLAN
    finds its database, its file shares and its remote desktop as open as anybody's.

How to fix
    A stateful firewall before the call-control segment, or at least an outbound list on its
    interface that permits signalling, web pages and what administrators need.

Not reported
    Signalling (softphones), web pages, CTI and the loading of configurations. Servers that
    neither the site policy (`voice.call_control`) nor DHCP option 150 or 66 names. Servers within a
    VLAN of phones or users, and lines that let users reach phones as well: other rules speak of
    them. Unknown where a condition that no config tells decides.

Bad
    ip routing
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
    interface Vlan10
     ip address 10.20.10.1 255.255.255.0
    interface Vlan50
     ip address 10.1.1.1 255.255.255.0
    ip dhcp pool PHONES
     network 10.20.110.0 255.255.255.0
     option 150 ip 10.1.1.20
    ip dhcp pool USERS
     network 10.20.10.0 255.255.255.0

Good
    ip routing
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
    interface Vlan10
     ip address 10.20.10.1 255.255.255.0
    interface Vlan50
     ip address 10.1.1.1 255.255.255.0
     ip access-group SERVERS-OUT out
    ip access-list extended SERVERS-OUT
     permit tcp 10.20.10.0 0.0.0.255 host 10.1.1.20 range 5060 5061
     permit tcp 10.20.10.0 0.0.0.255 host 10.1.1.20 eq 443
     deny ip any any
    ip dhcp pool PHONES
     network 10.20.110.0 255.255.255.0
     option 150 ip 10.1.1.20
    ip dhcp pool USERS
     network 10.20.10.0 255.255.255.0
"""

from collections.abc import Iterator

from netaudit.analysis.gateways import gateways, routes
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy

OPEN = "call control is here, and users of data VLANs reach all of its ports"


def routes_vlans(device: Device) -> bool:
    """The rule speaks of devices that route for VLANs."""
    return bool(gateways(device)) and routes(device)


@rule(
    "F-22",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("DISA VVoIP 5520 (V-19632)", "Cisco SAFE IP telephony axioms"),
    applies=routes_vlans,
)
def open_call_control(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each interface of call control that is open to users, and each line that opens it."""
    from netaudit.analysis.segmentation.leaks import leaks
    from netaudit.analysis.segmentation.outward import to_call_control
    from netaudit.rules.passage import leak_hit, tangled_hits

    found = to_call_control(device, policy)
    for name in found.unfiltered:
        if port := device.interface(name):
            yield on_port(port, OPEN, "addresses")
    told = {leak.line for leak in leaks(device, policy).to_voice} if found.leaks else set()
    for leak in found.leaks:
        if leak.line not in told:
            yield leak_hit(leak, "lets users reach call control", Severity.MEDIUM)
    yield from tangled_hits(device, found.tangled)
