"""What routers say to each other on an interface: redundancy groups and routing protocols.

Sources: RFC 2281 (HSRP), RFC 9568 (VRRP), Cisco GLBP and HSRP version 2 configuration guides, RFC
2328 (OSPF), RFC 7868 (EIGRP), RFC 2453 (RIP), RFC 4271 (BGP); IANA, IPv4 multicast addresses.
"""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Interface

from netaudit.analysis.packetspace.fields import TCP, WHOLE
from netaudit.analysis.packetspace.numbers import EVERY, Numbers, between, difference, of
from netaudit.analysis.packetspace.packets import PacketSet, Region
from netaudit.analysis.segmentation.arriving import address, over_ip, udp
from netaudit.analysis.subnets import numbers, subnets
from netaudit.model import Device, Fhrp, Interface

VRRP, OSPF, EIGRP, PIM = 112, 89, 88, 103
"""IP protocol numbers."""

HSRP_PORT, GLBP_PORT, RIP_PORT, BGP_PORT = 1985, 3222, 520, 179

HSRP_GROUPS = {1: "224.0.0.2", 2: "224.0.0.102"}
"""HSRP version to where its hellos go."""


def peers(port: Interface) -> Numbers:
    """Addresses of other routers in the subnets of an interface."""
    own = tuple(f"{IPv4Interface(each).ip}/32" for each in (*port.addresses, *port.secondary_addresses))
    return difference(subnets(port, 4), numbers(own, 4))


def standby_hellos(port: Interface, group: Fhrp) -> PacketSet:
    """What the other routers of a redundancy group send."""
    others = peers(port)
    if group.protocol == "vrrp":
        return over_ip(others, _to("224.0.0.18"), VRRP)
    if group.protocol == "glbp":
        return udp(others, _to("224.0.0.102"), EVERY, of((GLBP_PORT,), 16))
    return udp(others, _to(HSRP_GROUPS.get(port.hsrp_version, "224.0.0.2")), EVERY, of((HSRP_PORT,), 16))


def routing_hellos(device: Device, port: Interface, protocol: str) -> PacketSet:
    """What neighbours in a routing protocol must be able to send; empty for others than are known."""
    others = peers(port)
    match protocol:
        case "ospf":
            return over_ip(others, _to("224.0.0.5"), OSPF)
        case "eigrp":
            return over_ip(others, _to("224.0.0.10"), EIGRP)
        case "rip":
            return udp(others, EVERY, EVERY, of((RIP_PORT,), 16))
        case "bgp":
            return PacketSet.of(_bgp(device, port))
    return PacketSet()


def _bgp(device: Device, port: Interface) -> Iterator[Region]:
    """Either side may have opened the connection of two BGP neighbours."""
    texts = {text for process in device.routing_processes for text in process.neighbors}
    known = numbers(tuple(sorted(text for text in texts if _is_address(text))), 4)
    others = difference(known, difference(EVERY, peers(port)))
    if others is not False:
        tcp, at = of((TCP,), 8), of((BGP_PORT,), 16)
        whole = of((WHOLE,), 1)
        opener = between(1024, 65535, 16)
        yield Region(4, others, EVERY, tcp, opener, at, fragment=whole)
        yield Region(4, others, EVERY, tcp, at, opener, fragment=whole)


def _is_address(text: str) -> bool:
    """Whether a text is an IPv4 address."""
    return text.replace(".", "").isdecimal() and text.count(".") == 3  # noqa: PLR2004 - four numbers


def _to(text: str) -> Numbers:
    """One IPv4 address."""
    return address(int(IPv4Address(text)))
