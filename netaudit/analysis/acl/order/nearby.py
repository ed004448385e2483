"""Which entries of a long list may have packets in common with a region, without looking at all.

Every region of an entry is filed under the leading bits of its addresses that are decided. What
may overlap has leading bits that begin with those of the other, one way or the other round.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH
from netaudit.analysis.packetspace.numbers import Numbers
from netaudit.analysis.packetspace.packets import PacketSet, Region


class Prefix(NamedTuple):
    """The leading bits that all addresses of a set have: the first such address, and how many bits."""

    first: int
    length: int


def prefix(numbers: Numbers, width: int) -> Prefix:
    """The prefix that holds a set; of a wildcard with holes the part before the first hole."""
    if isinstance(numbers, bool):
        return Prefix(0, 0)
    below = (~(numbers.zeros | numbers.ones) & (1 << width) - 1).bit_length()
    return Prefix(numbers.ones >> below << below, width - below)


class _Shelf(Struct, frozen=True):
    """Entries by the prefixes of one field."""

    width: int
    places: Mapping[Prefix, tuple[int, ...]]
    """Places of the entries in the list."""
    lengths: tuple[int, ...]
    """The lengths that occur."""
    prefixes: tuple[Prefix, ...]
    """Ascending."""

    def near(self, numbers: Numbers) -> "_Near":
        """The prefixes that may overlap a set."""
        first, length = prefix(numbers, self.width)
        wider = (Prefix(first >> self.width - n << self.width - n, n) for n in self.lengths if n <= length)
        low = bisect_left(self.prefixes, Prefix(first, length + 1))
        high = bisect_right(self.prefixes, Prefix(first + (1 << self.width - length) - 1, self.width))
        return _Near(self, tuple(each for each in wider if each in self.places), low, high)


class _Near(NamedTuple):
    """Prefixes that may overlap a set: those that hold it, and a run of those that it holds."""

    shelf: _Shelf
    wider: tuple[Prefix, ...]
    low: int
    high: int

    def size(self) -> int:
        """How many entries these have, at the least."""
        return self.high - self.low + sum(len(self.shelf.places[each]) for each in self.wider)

    def entries(self) -> list[int]:
        """The places of these entries, ascending."""
        prefixes = (*self.wider, *self.shelf.prefixes[self.low : self.high])
        return sorted({place for each in prefixes for place in self.shelf.places[each]})


class Nearby(Struct, frozen=True):
    """A list of sets of packets, filed by source and by destination."""

    shelves: Mapping[str, _Shelf]

    def places(self, region: Region) -> list[int]:
        """Places in the list, ascending, of all sets that may have packets in common with a region."""
        near = (shelf.near(getattr(region, field)) for field, shelf in self.shelves.items())
        return min(near, key=_Near.size).entries()


def filed(sets: Sequence[PacketSet], version: int) -> Nearby:
    """File the sets of a list, all of one IP version."""
    width = ADDRESS_WIDTH[version]
    return Nearby({field: _shelf(_under(sets, field, width), width) for field in ("source", "destination")})


def _under(sets: Sequence[PacketSet], field: str, width: int) -> Iterator[tuple[Prefix, int]]:
    """Each region's prefix and the place of its set."""
    for place, packets in enumerate(sets):
        for region in packets.regions:
            yield prefix(getattr(region, field), width), place


def _shelf(filed_under: Iterator[tuple[Prefix, int]], width: int) -> _Shelf:
    """The entries of one field."""
    found: dict[Prefix, list[int]] = {}
    for key, place in filed_under:
        found.setdefault(key, []).append(place)
    return _Shelf(
        width,
        {key: tuple(places) for key, places in found.items()},
        tuple(sorted({key.length for key in found})),
        tuple(sorted(found)),
    )
