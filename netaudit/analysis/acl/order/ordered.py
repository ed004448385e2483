"""A list as first match sees it: what comes as far as an entry, told without going through all before it."""

from collections.abc import Iterator

from msgspec import Struct

from netaudit.analysis.acl.meaning import Entry, Filter
from netaudit.analysis.acl.order.keys import Key, Keys
from netaudit.analysis.acl.order.nearby import Nearby, filed
from netaudit.analysis.packetspace.packets import (
    MOST_REGIONS,
    PacketSet,
    Region,
    apart,
    meet,
    merged,
    without,
)
from netaudit.errors import ComplexityError

FEW = 64
"""Regions that are not worth joining."""

MOST_CUTS = 2_000_000
"""Pairs of a piece and what may be cut from it that are looked at for one answer: some seconds."""


class Ordered(Struct, frozen=True, eq=False):
    """The entries that can decide anything, in order. One that says what an earlier one said is left out."""

    entries: tuple[Entry, ...]
    keys: tuple[Key, ...]
    """What each matches and does."""
    nearby: Nearby

    def before(self, place: int, region: Region) -> Iterator[Region]:
        """What the entries before a place have of a region."""
        for near in self.nearby.places(region):
            if near < place:
                for other in self.entries[near].packets.regions:
                    if (met := meet(region, other)) is not None:
                        yield met


def reaching(packets: PacketSet, *places: tuple[Ordered, int]) -> PacketSet:
    """Those of some packets that come as far as a place in each of some lists.

    Raises:
        ComplexityError: they are more tangled than the bound allows.
    """
    left = (part for region in packets.regions for part in _left(region, places))
    return PacketSet(merged(tuple(left)))


def _left(region: Region, places: tuple[tuple[Ordered, int], ...]) -> tuple[Region, ...]:
    """What is left of a region without all that stands before some places."""
    met = dict.fromkeys(each for side, place in places for each in side.before(place, region))
    taken = merged(tuple(met))
    left: tuple[Region, ...] = (region,)
    joined, cuts = FEW, 0
    for other in taken:
        cuts += len(left)
        left = tuple(
            part for piece in left for part in ((piece,) if apart(piece, other) else without(piece, other))
        )
        if len(left) > 2 * joined:
            left = merged(left)
            joined = max(len(left), FEW)
        if len(left) > MOST_REGIONS or cuts > MOST_CUTS:
            raise ComplexityError("what the entries before it leave of a set is too tangled")
    return left


def ordered(filter_: Filter, register: Keys) -> Ordered:
    """The entries of a filter, filed by their addresses; keys from the same register can be compared."""
    first: dict[Key, Entry] = {}
    for entry in filter_.entries:
        if entry.packets:
            first.setdefault(register.key(entry.packets), entry)
    keys = tuple((entry.action, *key) for key, entry in first.items())
    return Ordered(tuple(first.values()), keys, filed([e.packets for e in first.values()], filter_.version))
