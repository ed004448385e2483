"""Lists that stand the wrong way round: their entries speak of packets that never come by there."""

from collections.abc import Iterator
from typing import NamedTuple

from netaudit.analysis.acl.meaning import Entry
from netaudit.analysis.packetspace.numbers import EVERY, Numbers, covers, disjoint, matching, union
from netaudit.analysis.packetspace.packets import Region
from netaudit.analysis.reach.crossing import Crossing
from netaudit.analysis.reach.stops import Stop
from netaudit.analysis.segmentation.arriving import arriving, leaving
from netaudit.analysis.segmentation.pairs import guards
from netaudit.analysis.subnets import subnets
from netaudit.model import Device, Interface

_EVERYWHERE = union(matching(0, 0, 32), matching(0xE0000000, 0x1FFFFFFF, 32))
"""Addresses that say nothing of where packets are: 0.0.0.0, multicast and broadcast."""


class Misdirected(NamedTuple):
    """A list and the lines of its entries that never match where it is."""

    name: str
    lines: tuple[int, ...]


def turned_round(device: Device, port: Interface) -> Iterator[tuple[str, Misdirected]]:
    """The lists at a gateway that stand the wrong way round, by their direction."""
    for direction, way in (("in", arriving(device, port)), ("out", leaving(device, port))):
        if way and (found := misdirected(way, subnets(port, 4), direction)):
            yield direction, found


def misdirected(way: Crossing, local: Numbers, direction: str) -> Misdirected | None:
    """The list on one side of an interface with the addresses ``local``, if it is the wrong way round.

    It is where no entry that names the near side can match there, and one of these names addresses
    of the interface on the far side.
    """
    for stop in guards(way, 4):
        if stop.kind == "access list" and stop.direction == direction and stop.filter:
            named = [entry for entry in stop.filter.entries if _names_near(entry, direction)]
            strays = all(_is_stray(entry, local, direction) for entry in named)
            if named and strays and any(_turned(entry, local, direction) for entry in named):
                return Misdirected(stop.name, tuple(sorted(set(_lines(stop, named)))))
    return None


def _near(region: Region, direction: str) -> Numbers:
    """Addresses of the hosts behind the interface, where the list is the right way round."""
    return region.source if direction == "in" else region.destination


def _far(region: Region, direction: str) -> Numbers:
    return region.destination if direction == "in" else region.source


def _names_near(entry: Entry, direction: str) -> bool:
    """Whether an entry is written and asks for addresses of the near side."""
    return entry.index is not None and any(
        _near(region, direction) is not EVERY and not _says_nothing(_near(region, direction))
        for region in entry.packets.regions
    )


def _says_nothing(near: Numbers) -> bool:
    """Whether addresses are those of packets everywhere, such as multicast."""
    return union(near, _EVERYWHERE) is _EVERYWHERE


def _is_stray(entry: Entry, local: Numbers, direction: str) -> bool:
    """Whether no host behind the interface has the addresses that an entry asks for.

    Nothing is routed out of an interface that comes from its own subnets.
    """
    return all(
        disjoint(_near(region, direction), local) or (direction == "out" and covers(local, region.source))
        for region in entry.packets.regions
    )


def _turned(entry: Entry, local: Numbers, direction: str) -> bool:
    """Whether an entry names hosts behind the interface on the far side."""
    return any(
        _far(region, direction) is not EVERY and not disjoint(_far(region, direction), local)
        for region in entry.packets.regions
    )


def _lines(stop: Stop, entries: list[Entry]) -> list[int]:
    """The lines of some entries."""
    return [line for entry in entries if entry.index is not None for line in stop.entries[entry.index]]
