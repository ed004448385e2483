"""What decides beside access lists: sessions that were inspected, zones, translation, encryption.

None of it is worked out. Each is a condition that packets pass by, so that what does not depend
on it stays certain.

Sources: Cisco, IOS Order of Operation; Configuring Context-Based Access Control; Zone-Based Policy
Firewall Design and Application Guide (document 98628); RFC 3704 on reverse path forwarding.
"""

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from netaudit.analysis.acl.meaning import Entry, Filter
from netaudit.analysis.packetspace.numbers import EMPTY, Numbers
from netaudit.analysis.packetspace.packets import PacketSet, Region
from netaudit.analysis.reach.conditions import opened, pass_while
from netaudit.analysis.reach.stops import Stop, doubt_stops
from netaudit.analysis.subnets import subnets
from netaudit.model import Interface

Stops = Iterable[Stop]


def returning(ingress: Interface | None, egress: Interface | None) -> Callable[[Stops], Stops]:
    """What inspection of the other direction makes of lists: replies to a session pass them."""
    inspects = [
        (port.name, way, name)
        for port, way, name in (
            *(((ingress, "out", ingress.inspect_out),) if ingress else ()),
            *(((egress, "in", egress.inspect_in),) if egress else ()),
        )
        if name
    ]
    if not inspects:
        return lambda stops: stops
    where, way, name = inspects[0]
    condition = f"it answers a session that `ip inspect {name} {way}` on {where} knows"

    def open_all(stops: Stops) -> Stops:
        for stop in stops:
            yield replace(stop, filter=opened(stop.filter, condition)) if stop.filter else stop

    return open_all


def source_check(port: Interface) -> Iterator[Stop]:
    """Unicast reverse path forwarding: sources of the interface's own subnets pass for certain."""
    if port.urpf is None:
        return
    condition = f"a route leads back to the source as `ip verify unicast` on {port.name} asks"
    yield Stop(
        where=port.name,
        kind="not modelled",
        direction="in",
        name="ip verify unicast",
        filter=_or_known(subnets(port, 4), condition),
        lines=port.lines_of("urpf"),
    )


def _or_known(known: Numbers, condition: str) -> Filter:
    """Known sources pass, the others while a condition holds."""
    doubtful = pass_while(4, condition)
    if known is EMPTY:
        return doubtful
    sure = Entry(index=None, action="permit", packets=PacketSet((Region(4, source=known),)))
    return replace(doubtful, entries=(sure, *doubtful.entries))


def between(ingress: Interface, egress: Interface) -> Iterator[Stop]:
    """What may send packets another way, change them, or ask more than their header."""
    if ingress.policy_route_map:
        doubt = f"route-map {ingress.policy_route_map} of {ingress.name} leaves the packet to routing"
        yield from doubt_stops(ingress.name, doubt, "in", ingress.lines_of("policy_route_map"))
    sides = {_side(port) for port in (ingress, egress)}
    if sides == {"inside", "outside"} or "enable" in sides:
        doubt = f"address translation from {ingress.name} to {egress.name} leaves the packet as it is"
        lines = (*ingress.lines_of("nat"), *egress.lines_of("nat"))
        yield from doubt_stops(f"{ingress.name} to {egress.name}", doubt, "through", lines)
    if ingress.zone != egress.zone:
        zones = " to ".join(f"zone {each}" if each else "no zone" for each in (ingress.zone, egress.zone))
        lines = tuple(line for port in (ingress, egress) if port.zone for line in port.lines_of("zone"))
        doubt = f"the zone-based firewall lets it from {zones}"
        yield from doubt_stops(f"{ingress.name} to {egress.name}", doubt, "through", lines, diverts=False)
    if ingress.crypto_map:
        doubt = f"crypto map {ingress.crypto_map} of {ingress.name} does not ask that it be encrypted"
        lines = ingress.lines_of("crypto_map")
        yield from doubt_stops(ingress.name, doubt, "in", lines, diverts=False)


def _side(port: Interface) -> str:
    """The first word behind ``ip nat``."""
    return (port.nat or "").partition(" ")[0]


def arriving(egress: Interface) -> Iterator[Stop]:
    """What may decide where packets leave that have come in nobody knows where."""
    if egress.nat:
        doubt = f"address translation on {egress.name} leaves the packet as it is"
        yield from doubt_stops(egress.name, doubt, "out", egress.lines_of("nat"))
    if egress.zone:
        doubt = f"the zone-based firewall lets it into zone {egress.zone}"
        yield from doubt_stops(egress.name, doubt, "out", egress.lines_of("zone"), diverts=False)


def leaving(egress: Interface) -> Iterator[Stop]:
    """What may take packets out of sight where they leave."""
    if egress.crypto_map:
        doubt = f"crypto map {egress.crypto_map} of {egress.name} lets it leave as it is"
        yield from doubt_stops(egress.name, doubt, "out", egress.lines_of("crypto_map"))
