"""What gets past the lists where hosts of a VLAN send, and what the network needs to get past them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from netaudit.analysis.acl.meaning import Filter
from netaudit.analysis.packetspace.fields import UDP
from netaudit.analysis.packetspace.numbers import EVERY, Numbers, covers, of
from netaudit.analysis.packetspace.packets import PacketSet, Region
from netaudit.analysis.packetspace.values import WHOLE_ONLY
from netaudit.analysis.reach.crossing import Crossing, Passed, crossing, of_stops, passing, vlan_of
from netaudit.analysis.reach.stops import list_stops, map_stops
from netaudit.analysis.segmentation.pairs import LISTS, guards
from netaudit.analysis.segmentation.tight import first_passes
from netaudit.analysis.subnets import numbers, subnets
from netaudit.errors import ComplexityError
from netaudit.model import Device, Interface

BROADCAST = 0xFFFFFFFF


class Dropped(NamedTuple):
    """All of some packets are dropped: for certain, or where conditions are so."""

    name: str
    """Of the list or map that drops them."""
    lines: tuple[int, ...]
    """Of the entries that do, or of the line that attaches the list where that is its end."""
    sure: bool
    kind: str = "access list"


def arriving(device: Device, port: Interface) -> Crossing | None:
    """The input side of an interface; None where no list or map with entries for IPv4 is on it.

    A filter that is beyond the bound of exact answers counts as none, and so does a VLAN map that
    lets nothing pass at all: other rules tell of these.
    """
    key = f"{__name__}.arriving {port.name}"
    known = device.__dict__
    if key not in known:
        try:
            way = crossing(device, port, None)
        except ComplexityError:
            way = None
        known[key] = way if way is not None and _is_filtered(way) else None
    found: Crossing | None = known[key]
    return found


def leaving(device: Device, port: Interface) -> Crossing | None:
    """The output side of an interface for what comes from anywhere; None where no filter is on it."""
    try:
        stops = (*list_stops(device, port, "out"), *map_stops(device, vlan_of(port), "out"))
    except ComplexityError:
        return None
    way = of_stops(device, None, port, stops)
    return way if _is_filtered(way) else None


def _is_filtered(way: Crossing) -> bool:
    """Whether a list or map tells packets of IPv4 apart."""
    filters = guards(way, 4)
    return bool(filters) and not any(stop.kind == "vlan map" and _is_shut(stop.filter) for stop in filters)


def passes_nothing(device: Device, port: Interface) -> bool:
    """Whether the map of an interface's VLAN drops all packets of IPv4."""
    stops = map_stops(device, vlan_of(port), "in")
    return any(s.filter is not None and s.filter.version == 4 and _is_shut(s.filter) for s in stops)  # noqa: PLR2004 - IP version


def _is_shut(filter_: Filter | None) -> bool:
    """Whether no entry permits anything."""
    return filter_ is not None and all(entry.action == "deny" for entry in filter_.entries)


def dropped(way: Crossing, packets: PacketSet) -> Dropped | None:
    """Who drops all of some packets; None where any of them gets through for certain, or there are none."""
    alone = _alone(way)
    if not packets or (alone and first_passes(alone, packets)):
        return None
    try:
        passed = passing(way, packets)
    except ComplexityError:
        return None
    return None if passed.sure else _who(passed)


def _alone(way: Crossing) -> Filter | None:
    """The one filter that looks at IPv4, if there is no other."""
    filters = [stop.filter for stop in way.stops if stop.filter and stop.filter.version == 4]  # noqa: PLR2004 - IP version
    return filters[0] if len(filters) == 1 else None


def _who(passed: Passed) -> Dropped:
    """The last list that drops something, and its lines that do."""
    for each in reversed(passed.decided):
        denies = [part.entry for part in each.parts if part.entry.action == "deny"]
        if denies and each.stop.kind in LISTS:
            written = [e.index for e in denies if e.index is not None and e.index < len(each.stop.entries)]
            lines = tuple(sorted({line for index in written for line in each.stop.entries[index]}))
            return Dropped(each.stop.name, lines or each.stop.lines, not passed.possible, each.stop.kind)
    return Dropped("", (), sure=False)


def udp(source: Numbers, destination: Numbers, source_port: Numbers, port: Numbers) -> PacketSet:
    """UDP packets over IPv4."""
    protocol = of((UDP,), 8)
    return PacketSet((Region(4, source, destination, protocol, source_port, port, EVERY, WHOLE_ONLY),))


def over_ip(source: Numbers, destination: Numbers, protocol: int) -> PacketSet:
    """Packets of another protocol over IPv4."""
    return PacketSet((Region(4, source, destination, of((protocol,), 8), fragment=WHOLE_ONLY),))


def address(value: int) -> Numbers:
    """One IPv4 address."""
    return of((value,), 32)


def leads_on(device: Device, port: Interface) -> bool:
    """Whether a static route goes through another router in a subnet of this interface.

    Packets of anywhere then arrive there, and hosts may have that router as their gateway.
    """
    local = subnets(port, 4)
    hops = (route.next_hop for route in device.static_routes if route.version == 4 and route.next_hop)  # noqa: PLR2004 - IP version
    return any(covers(local, numbers((hop,), 4)) for hop in hops)


def served(device: Device, ports: Iterable[Interface]) -> Iterator[tuple[Interface, Crossing]]:
    """Those of some gateways with a filter on their input side that are the way out of their VLAN."""
    for port in ports:
        if (way := arriving(device, port)) and not leads_on(device, port):
            yield port, way
