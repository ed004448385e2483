"""Where a device sends packets: its connected subnets and its static routes, the longest match first.

What routing protocols learn is in no config: where one runs, a destination without a connected
subnet may go elsewhere, and one without any route is not known to have none.
"""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from itertools import groupby
from typing import Literal, NamedTuple

from msgspec import Struct

from netaudit.analysis.gateways import in_service
from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH
from netaudit.analysis.packetspace.numbers import EMPTY, Numbers, difference, intersection, matching
from netaudit.analysis.reach.addresses import addresses
from netaudit.model import Device, Interface, StaticRoute

MOST_RECURSION = 4
"""Static routes that are looked up one by the next hop of another."""

CONNECTED = 0
"""Administrative distance of a subnet of the device itself."""

End = Literal["", "dropped", "leaves"]


class Route(Struct, frozen=True, kw_only=True):
    """One route of a table."""

    base: int
    length: int
    """Of the prefix."""
    distance: int
    egress: Interface | None
    """None: Null0, or it is not known."""
    next_hop: str | None = None
    """None: hosts are on the interface itself, or behind it without a next hop."""
    end: End = ""
    says: str
    lines: tuple[int, ...]
    doubt: str = ""


class Way(NamedTuple):
    """Destinations that a device sends the same way."""

    destinations: Numbers
    route: Route


def ways(device: Device, vrf: str | None, version: int, destinations: Numbers) -> Iterator[Way]:
    """Part some destinations by the route that they take; equal routes are all taken."""
    left = destinations
    width = ADDRESS_WIDTH[version]
    routes = sorted(_table(device, vrf, version), key=lambda r: (-r.length, r.base, r.distance))
    for _, alike in groupby(routes, key=lambda r: (r.length, r.base)):
        first, *others = alike
        wildcard = (1 << width - first.length) - 1
        part = intersection(left, matching(first.base, wildcard, width))
        if part is EMPTY:
            continue
        for route in (first, *(r for r in others if r.distance == first.distance)):
            yield Way(part, route)
        left = difference(left, part)
    if left is not EMPTY:
        yield Way(left, _no_route(device, vrf, version))


def _no_route(device: Device, vrf: str | None, version: int) -> Route:
    """What becomes of packets without a route."""
    learned = dynamic(device, vrf, version)
    told = f"has no connected or static route; what {learned} learns is in no config"
    says = told if learned else "has no route"
    end: End = "leaves" if learned else "dropped"
    return Route(base=0, length=0, distance=0, egress=None, end=end, says=says, lines=())


def dynamic(device: Device, vrf: str | None, version: int) -> str:
    """The routing protocols of a table: ``ospf 1 and bgp 65000``; empty where none runs."""
    running = {
        f"{each.protocol} {each.name or ''}".strip()
        for each in device.routing_processes
        if each.enabled and each.vrf == vrf and each.version == version
    }
    for port in device.interfaces:
        if port.vrf == vrf and port.enabled:
            turned_on = (each for each in port.routed_by if each.version == version)
            running |= {f"{each.protocol} {each.process or ''}".strip() for each in turned_on}
    return " and ".join(sorted(running))


def _table(device: Device, vrf: str | None, version: int) -> Iterator[Route]:
    """The routes of one table."""
    yield from _connected(device, vrf, version)
    for route in device.static_routes:
        if (route.vrf, route.version) == (vrf, version):
            yield from _static(device, route)


def _connected(device: Device, vrf: str | None, version: int) -> Iterator[Route]:
    """The subnets of interfaces in service."""
    for port in device.interfaces:
        if in_service(device, port) and port.vrf == vrf:
            for address in addresses(port):
                if address.version == version:
                    yield Route(
                        base=int(address.network.network_address),
                        length=address.network.prefixlen,
                        distance=CONNECTED,
                        egress=port,
                        says=f"{address.network} is connected",
                        lines=port.lines_of("addresses", "secondary_addresses", "ipv6_addresses"),
                    )


def _static(device: Device, route: StaticRoute) -> Iterator[Route]:
    """A static route, unless its interface or next hop is not there."""
    network = ip_network(route.prefix)
    egress, next_hop = _leads(device, route)
    learned = dynamic(device, route.vrf, route.version)
    end: End = ""
    if route.interface is not None and route.interface.startswith("Null"):
        end = "dropped"
    elif egress is None:
        port = device.interface(route.interface)
        if (port is not None and not port.enabled) or not (learned or route.next_hop is None):
            return
        end = "leaves"
    yield Route(
        base=int(network.network_address),
        length=network.prefixlen,
        distance=route.distance,
        egress=egress,
        next_hop=next_hop,
        end=end,
        says=f"{route.prefix} goes to {route.next_hop or route.interface or 'what DHCP says'}",
        lines=(route.line,),
        doubt=_doubt(route, learned),
    )


def _doubt(route: StaticRoute, learned: str) -> str:
    """The condition under which a static route is the one that counts."""
    parts = [f"no better route comes from {learned}"] if learned else []
    if " track " in f" {route.text} ":
        parts.append("the object that it tracks is up")
    return " and ".join(parts)


def _leads(device: Device, route: StaticRoute) -> tuple[Interface | None, str | None]:
    """The interface by which a static route leaves, and the next hop on it."""
    vrf = None if route.next_hop_global else route.next_hop_vrf or route.vrf
    next_hop = route.next_hop
    if route.interface is not None:
        port = device.interface(route.interface)
        return (port if port is not None and port.enabled else None), next_hop
    for _ in range(MOST_RECURSION):
        if next_hop is None:
            break
        target = ip_address(next_hop)
        if (port := _facing(device, vrf, target)) is not None:
            return port, next_hop
        next_hop = _via(device, vrf, target)
    return None, None


def _facing(device: Device, vrf: str | None, target: IPv4Address | IPv6Address) -> Interface | None:
    """The interface in whose subnet an address is."""
    found = (
        (address.network.prefixlen, port)
        for port in device.interfaces
        if in_service(device, port) and port.vrf == vrf
        for address in addresses(port)
        if target in address.network
    )
    return max(found, key=lambda pair: pair[0], default=(0, None))[1]


def _via(device: Device, vrf: str | None, target: IPv4Address | IPv6Address) -> str | None:
    """The next hop of the static route that an address takes."""
    found = (
        (ip_network(route.prefix).prefixlen, -route.distance, route.next_hop)
        for route in device.static_routes
        if route.vrf == vrf and route.next_hop and target in ip_network(route.prefix)
    )
    return max(found, default=(0, 0, None))[2]
