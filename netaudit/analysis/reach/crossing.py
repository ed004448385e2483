"""The filters that packets meet on one device, in order, and what they make of the packets.

Routed packets meet the list of the layer-2 port, the VLAN access-map of the VLAN they come from, the
input list, then routing, the output list, the VLAN access-map of the VLAN they go to and the list
of the port they leave by. Packets within a VLAN meet its map once, and the lists of ports. What a
device sends itself meets no output list; what is sent to it meets all of the input side.

Sources: Catalyst 3560, 4500 and 6500 Software Configuration Guides, Using VLAN Maps with Router
ACLs, Using PACL with VLAN Maps and Router ACLs, Configuring VLAN ACLs.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from netaudit.analysis.acl.decide import Part, decide, passed, with_action
from netaudit.analysis.packetspace.packets import NOTHING, PacketSet
from netaudit.analysis.reach.conditions import beginning, for_certain, names, whatever_holds, widened
from netaudit.analysis.reach.doubts import arriving, between, leaving, returning, source_check
from netaudit.analysis.reach.ports import beside_port
from netaudit.analysis.reach.stops import Stop, apart_stops, called, list_stops, map_stops
from netaudit.model import Device, Interface


class Crossing(Struct, frozen=True, kw_only=True):
    """The stops on one device in the order that packets meet them.

    The filters of all stops have the same conditions in the same order.
    """

    device: str
    """Hostname, or the file where it has none."""
    source: str
    ingress: str
    """Interface that packets come in by; empty: the device sends them itself."""
    egress: str
    """Interface that they leave by; empty: they are for the device itself."""
    stops: tuple[Stop, ...]
    conditions: tuple[str, ...] = ()
    """What no header tells, by the bits of the field ``condition`` from the lowest."""


class Decided(Struct, frozen=True, kw_only=True):
    """What came to a stop, parted by the entry that decides."""

    stop: Stop
    parts: tuple[Part, ...]


class Passed(Struct, frozen=True, kw_only=True):
    """What gets through all stops."""

    sure: PacketSet
    """Passes whatever conditions hold."""
    possible: PacketSet
    """Passes while some conditions hold, here or elsewhere."""
    through: PacketSet
    """What passes here, with the conditions under which it does."""
    elsewhere: PacketSet
    """What may be changed or sent another way before the other stops, with the conditions for that."""
    decided: tuple[Decided, ...]
    """Each stop that packets came to."""


def crossing(
    device: Device,
    ingress: Interface | None,
    egress: Interface | None,
    ingress_port: Interface | None = None,
    egress_port: Interface | None = None,
) -> Crossing:
    """The stops between two routed interfaces; a switch port may stand before an SVI.

    Without ingress the device sends the packets itself, without egress they are for it.

    Raises:
        ComplexityError: a filter is more tangled than the bound allows.
    """
    stops = [
        *_entering(device, ingress, egress, ingress_port),
        *_routed(ingress, egress),
        *_exiting(device, ingress, egress, egress_port),
    ]
    return of_stops(device, ingress, egress, stops)


def outward(device: Device, egress: Interface, egress_port: Interface | None = None) -> Crossing:
    """The output side of a routed interface, for packets that have come in by an unknown one.

    Raises:
        ComplexityError: a filter is more tangled than the bound allows.
    """
    stops = [*arriving(egress), *leaving(egress)]
    stops += returning(None, egress)(list_stops(device, egress, "out"))
    stops += map_stops(device, vlan_of(egress), "out")
    stops += list_stops(device, egress_port, "out") if egress_port else ()
    return of_stops(device, None, egress, stops)


def bridged(
    device: Device, vlan: int, ingress_port: Interface | None, egress_port: Interface | None = None
) -> Crossing:
    """The stops between two ports of a VLAN: packets meet the VLAN's map once, and no router's list.

    Raises:
        ComplexityError: a filter is more tangled than the bound allows.
    """
    inner = list(map_stops(device, vlan, "in"))
    stops = [*beside_port(device, ingress_port, inner), *_kept_apart(ingress_port, egress_port)]
    stops += list_stops(device, egress_port, "out") if egress_port else ()
    return of_stops(device, ingress_port, egress_port, stops)


def _kept_apart(ingress: Interface | None, egress: Interface | None) -> Iterator[Stop]:
    """Protected ports of a switch send nothing to each other."""
    if ingress and egress and ingress.protected and egress.protected:
        yield from apart_stops(egress.name, "both are protected ports", egress.lines_of("protected"))


def _entering(
    device: Device, ingress: Interface | None, egress: Interface | None, port: Interface | None
) -> Iterator[Stop]:
    """What stands before routing."""
    if ingress is None:
        return
    returns = returning(ingress, egress)
    inner = [*map_stops(device, vlan_of(ingress), "in"), *returns(list_stops(device, ingress, "in"))]
    yield from beside_port(device, port, inner)
    yield from source_check(ingress)


def _routed(ingress: Interface | None, egress: Interface | None) -> Iterator[Stop]:
    """Routing itself, and what decides there."""
    if ingress is not None and egress is not None:
        yield from between(ingress, egress)
    for each in (ingress, egress):
        if each is not None and not each.enabled:
            yield from apart_stops(each.name, f"{each.name} is shut down", each.lines_of("enabled"))
    if ingress is None or egress is None:
        return
    if ingress.vrf != egress.vrf:
        tables = " and ".join(
            f"VRF {each.vrf}" if each.vrf else "the global table" for each in (ingress, egress)
        )
        lines = (*ingress.lines_of("vrf"), *egress.lines_of("vrf"))
        yield from apart_stops(f"{ingress.name} to {egress.name}", f"{tables} are apart", lines)


def _exiting(
    device: Device, ingress: Interface | None, egress: Interface | None, port: Interface | None
) -> Iterator[Stop]:
    """What stands behind routing."""
    if egress is None:
        return
    if ingress is not None:
        yield from leaving(egress)
        yield from returning(ingress, egress)(list_stops(device, egress, "out"))
    yield from map_stops(device, vlan_of(egress), "out")
    if port is not None:
        yield from list_stops(device, port, "out")


def vlan_of(port: Interface) -> int | None:
    """The VLAN of an SVI; maps filter VLANs of a switch, not the tags of a router's subinterfaces."""
    return int(port.name[4:]) if port.kind == "svi" and port.name[4:].isdecimal() else None


def of_stops(
    device: Device, ingress: Interface | None, egress: Interface | None, stops: Sequence[Stop]
) -> Crossing:
    """The crossing of some stops, their filters with the same conditions."""
    conditions = names(stop.filter for stop in stops)
    return Crossing(
        device=called(device),
        source=device.source,
        ingress=ingress.name if ingress else "",
        egress=egress.name if egress else "",
        stops=tuple(widened_stop(stop, conditions) for stop in stops),
        conditions=conditions,
    )


def widened_stop(stop: Stop, conditions: tuple[str, ...], prefix: str = "") -> Stop:
    """The stop with its conditions as they are in a longer list."""
    return replace(stop, filter=widened(stop.filter, conditions, prefix)) if stop.filter else stop


def opening(way: Crossing) -> Crossing:
    """The same way for packets that answer nothing: what lets sessions back counts for none of them."""
    stops = (replace(s, filter=beginning(s.filter)) if s.filter else s for s in way.stops)
    return replace(way, stops=tuple(stops)) if way.conditions else way


def passing(way: Crossing, packets: PacketSet) -> Passed:
    """What of some packets gets through.

    Raises:
        ComplexityError: the sets are more tangled than the bound allows.
    """
    left = packets
    elsewhere = NOTHING
    decided: list[Decided] = []
    for stop in way.stops:
        if stop.filter is None:
            continue
        parts = tuple(decide(stop.filter, left))
        if parts:
            decided.append(Decided(stop=stop, parts=parts))
            if stop.diverts:
                elsewhere = elsewhere | with_action("deny", parts)
            left = passed(stop.filter, left, parts)
    return Passed(
        sure=for_certain(left, packets),
        possible=whatever_holds(left) | whatever_holds(elsewhere),
        through=left,
        elsewhere=elsewhere,
        decided=tuple(decided),
    )
