"""Voice and data VLANs are routed to each other without any filter.

Both have their gateway here, in the same routing table and zone, and no access list or VLAN
filter stands between them.

Why it matters
    The VLANs are apart on layer 2 only: any PC can reach the web server, signalling and media
    ports of any phone. A worm in the data VLAN scans the phones at line rate.

How to fix
    An inbound access list on the voice SVI that permits DHCP, call control and RTP between
    phones and denies the rest, and one on the data SVIs; or a firewall between the two.

Not reported
    VLANs in different VRFs or zones, switches that do not route, data VLANs that are filtered
    themselves, by an access list or by a VLAN access-map that matches IP addresses. What these
    permit is for `leaky-voice-filter`. Voice gateways whose own list is not defined or has no entry:
    `undefined-acl` speaks of them; on a data gateway such a list is no filter.
    Unknown where the voice gateway has policy routing, and where only its name makes a VLAN a
    voice VLAN.

Bad
    ip routing
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan10
     ip address 10.20.10.1 255.255.255.0
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
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip access-group VOICE-IN in
    ip access-list extended VOICE-IN
     permit udp any eq bootpc any eq bootps
     permit ip 10.20.110.0 0.0.0.255 10.1.1.0 0.0.0.255
     deny ip any any
"""

from collections.abc import Iterator

from netaudit.analysis.gateways import (
    data_gateways,
    gateways,
    lacks_entries,
    presumed_voice_gateways,
    routes,
    unfiltered_vlans,
    voice_gateways,
)
from netaudit.model import NO_VLANS, Device, Interface, Result, Severity, VlanSet, format_vlans
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.rules.wording import BY_NAME
from netaudit.site.policy import Policy


def routes_vlans(device: Device) -> bool:
    """The rule speaks of devices that route between VLANs."""
    return len(gateways(device)) > 1 and routes(device)


@rule(
    "V-10",
    severity=Severity.MEDIUM,
    references=("DISA VVoIP 5605 (V-19636)", "Cisco SAFE IP telephony axioms"),
    fix="filter_voice",
    applies=routes_vlans,
)
def unfiltered_voice_vlan(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each voice gateway that is routed to an unfiltered data gateway."""
    data, mapped = data_gateways(device, policy), _mapped(device)
    for vlan, port in voice_gateways(device, policy).items():
        open_to = NO_VLANS if vlan in mapped else unfiltered_vlans(device, port, data) - mapped
        if open_to and not lacks_entries(device, port):
            yield _hit(port, open_to)
    presumed = presumed_voice_gateways(device, policy)
    others = {vlan: port for vlan, port in gateways(device).items() if vlan not in presumed}
    for port in presumed.values():
        if open_to := unfiltered_vlans(device, port, others):
            why = f"routed to VLAN {format_vlans(open_to)} without any filter{BY_NAME}"
            yield on_port(port, why, result=Result.UNKNOWN)


def _hit(port: Interface, open_to: VlanSet) -> Hit:
    """Certain as far as no policy route may lead past what is routed here."""
    why = f"voice is routed to data VLAN {format_vlans(open_to)} without any filter"
    if not port.policy_route_map:
        return on_port(port, why, "acl_in", "acl_out")
    return on_port(port, why + "; a policy route may stand between", result=Result.UNKNOWN)


def _mapped(device: Device) -> VlanSet:
    """VLANs with an access-map that looks at IPv4."""
    looking = {step.name for step in device.vlan_access_maps if step.ip_acls}
    return frozenset().union(*(vlans for name, vlans in device.vlan_filters if name in looking))
