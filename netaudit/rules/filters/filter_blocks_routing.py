"""A filter drops the routing protocol that speaks on its interface.

A routing process is active on a link between routers, and the list on the link's way in drops
what the neighbour sends.

Why it matters
    The neighbours never become adjacent, or lose each other when the list is attached. The routes
    to call control and to other sites go with them.

How to fix
    Permit the protocol before any deny: `permit ospf any any`, `permit eigrp any any`, `permit udp any
    any eq rip`, TCP port 179 from the BGP neighbour, both ways round.

Not reported
    VLANs of hosts: no neighbour is wanted there, and `passive-interface` says it better than a
    filter. A VLAN is a link where it neither relays DHCP nor has a pool, and its subnet is a /29 or
    smaller or `no passive-interface` names it. Interfaces on which the protocol is passive. IS-IS,
    which is no IP protocol. Unknown where a condition that no config tells decides.

Bad
    interface GigabitEthernet0/0/0
     ip address 10.0.0.1 255.255.255.252
     ip access-group WAN-IN in
    router ospf 1
     network 10.0.0.0 0.0.0.255 area 0
    ip access-list extended WAN-IN
     permit tcp any any
     permit udp any any

Good
    interface GigabitEthernet0/0/0
     ip address 10.0.0.1 255.255.255.252
     ip access-group WAN-IN in
    router ospf 1
     network 10.0.0.0 0.0.0.255 area 0
    ip access-list extended WAN-IN
     permit ospf any any
     permit tcp any any
     permit udp any any
"""

from collections.abc import Iterator

from netaudit.analysis.gateways import gateways, gives_addresses, networks
from netaudit.model import Confidence, Device, Interface, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy

LINK = 29
"""Length of the shortest prefix that is taken for a link between routers."""


def routes_and_filters(device: Device) -> bool:
    """The rule speaks of devices with routing protocols and lists at interfaces."""
    return any(port.acl_in for port in device.interfaces) and (
        bool(device.routing_processes) or any(port.routed_by for port in device.interfaces)
    )


@rule(
    "F-26",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    references=("RFC 2328", "RFC 7868", "RFC 2453", "RFC 4271"),
    applies=routes_and_filters,
)
def filter_blocks_routing(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each link between routers whose filter drops a protocol that speaks there."""
    from netaudit.analysis.segmentation.arriving import arriving, dropped
    from netaudit.analysis.segmentation.hellos import routing_hellos
    from netaudit.analysis.speakers import speakers
    from netaudit.rules.passage import drop_hit

    hosts = {port.name for port in gateways(device).values() if not _is_link(device, port)}
    for port in device.interfaces:
        if not (port.acl_in and port.addresses) or port.name in hosts or port.is_switchport:
            continue
        way = arriving(device, port)
        for speaker in speakers(device, port) if way else ():
            hellos = routing_hellos(device, port, speaker.protocol)
            if way and speaker.version == 4 and (drop := dropped(way, hellos)):  # noqa: PLR2004 - IP version
                what = f"{speaker.protocol.upper()} of neighbours"
                yield drop_hit(port, drop, what, Severity.HIGH)


def _is_link(device: Device, port: Interface) -> bool:
    """Whether a VLAN joins routers: too small for hosts, or the only ones that a protocol speaks in."""
    if gives_addresses(device, port):
        return False
    small = all(network.prefixlen >= LINK for network in networks(port))
    return small or any(port.name in process.active for process in device.routing_processes)
