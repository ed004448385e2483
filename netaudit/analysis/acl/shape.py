"""What lists have in common that differ in nothing but the networks they name.

The lists of a fleet come of one template: on every switch the same entries, with the subnets of that
switch. What is unreachable or redundant depends on how the addresses lie to each other and not on what
they are. Where any two of the sources are apart or one holds the other, and the same goes for the
destinations, all there is to know of how they lie is who holds whom, and which are made up of those
they hold: then no packet tells one list from the other but for the addresses in it.
"""

from collections.abc import Iterable
from typing import Any

from netaudit.analysis.acl.meaning import Filter
from netaudit.analysis.packetspace.numbers import EMPTY, EVERY, Numbers, covers, disjoint, union

MOST_ENTRIES = 64
"""In a list that is worth the comparison of all its addresses."""

Shape = tuple[Any, ...]


class Alike:
    """A filter that equals all others of the same shape."""

    __slots__ = ("_shape", "filter")

    def __init__(self, filter_: Filter) -> None:
        self.filter = filter_
        self._shape = _shape(filter_) or (id(filter_),)

    def __hash__(self) -> int:
        """That of the shape."""
        return hash(self._shape)

    def __eq__(self, other: object) -> bool:
        """Whether the other has the same shape."""
        return isinstance(other, Alike) and self._shape == other._shape


def _shape(filter_: Filter) -> Shape | None:
    """The filter without its addresses and how these lie; None where that does not tell all."""
    if len(filter_.entries) > MOST_ENTRIES:
        return None
    sources: dict[Numbers, int] = {EVERY: 0}
    destinations: dict[Numbers, int] = {EVERY: 0}
    entries: list[Any] = []
    for entry in filter_.entries:
        entries += (entry.index, entry.action, entry.effects, entry.layer4)
        for region in entry.packets.regions:
            source = sources.setdefault(region[1], len(sources))
            entries += (source, destinations.setdefault(region[2], len(destinations)), region[3:])
    lying = _lie(tuple(sources)), _lie(tuple(destinations))
    return None if None in lying else (filter_.version, *lying, *entries)


def _lie(sets: tuple[Numbers, ...]) -> Shape | None:
    """Of each set those before and after it that it holds, and whether they make it up; None if any cross."""
    held: list[list[int]] = [[*range(1, len(sets))], *([] for _ in sets[1:])]
    for place, one in enumerate(sets[1:], start=1):
        for other in range(1, place):
            if not disjoint(one, sets[other]):
                inside, around = covers(one, sets[other]), covers(sets[other], one)
                if inside is around:
                    return None
                held[place] += (other,) * inside
                held[other] += (place,) * around
    made_up = [covers(_union(sets[i] for i in each), sets[n]) for n, each in enumerate(held)]
    return (tuple(map(tuple, held)), tuple(made_up))


def _union(sets: Iterable[Numbers]) -> Numbers:
    """What is in any of some sets."""
    found: Numbers = EMPTY
    for each in sets:
        found = union(found, each)
    return found
