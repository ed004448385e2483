"""Exact sets of IP packets.

A set is a tuple of disjoint regions; a region is a product, one set of numbers for each field.
What a filter can not see in the header (the hour of a time-range, a reflexive list's memory, a
line that was not understood) is a field like the others: ``condition``, one bit for each. A
packet is in the set for certain where it is in with every value of that field.

All operations are exact. Their cost grows with the number of regions; where that passes
``MOST_REGIONS``, or the pairs of regions ``MOST_STEPS``, they raise ``ComplexityError`` instead of
running on.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple, Self

from msgspec import Struct

from netaudit.analysis.packetspace.fields import LAYER4
from netaudit.analysis.packetspace.numbers import (
    EVERY,
    Numbers,
    covers,
    difference,
    disjoint,
    intersection,
    union,
)
from netaudit.errors import ComplexityError

MOST_REGIONS = 20_000
"""Disjoint regions that a set may have."""

MOST_STEPS = 10_000_000
"""Pairs of regions that one operation may look at: some seconds where most have nothing in common."""


class Region(NamedTuple):
    """All packets of one IP version whose every field is in the set given for it; none is empty."""

    version: int
    """4 or 6."""
    source: Numbers = EVERY
    destination: Numbers = EVERY
    protocol: Numbers = EVERY
    source_port: Numbers = EVERY
    """Or the type of an ICMP or IGMP message."""
    destination_port: Numbers = EVERY
    """Or the code of an ICMP message."""
    flags: Numbers = EVERY
    fragment: Numbers = EVERY
    dscp: Numbers = EVERY
    condition: Numbers = EVERY


_PLACES = range(1, len(Region._fields))
"""Of the sets of numbers in a region."""


def put(region: Region, field: str, numbers: Numbers) -> Region:
    """The region with another set for one field."""
    return region._replace(**{field: numbers})  # type: ignore[arg-type]


def is_layer3(region: Region) -> bool:
    """Whether nothing is asked of ports, flags or types."""
    return all(getattr(region, field) is EVERY for field in LAYER4)


def meet(a: Region, b: Region) -> Region | None:
    """What is in both; None where that is nothing."""
    if apart(a, b):
        return None
    return Region(a[0], *map(intersection, a[1:], b[1:]))


def apart(a: Region, b: Region) -> bool:
    """Whether nothing is in both."""
    return (
        a[0] != b[0]
        or disjoint(a[1], b[1])
        or disjoint(a[2], b[2])
        or any(map(_remembered_disjoint, a[3:], b[3:]))
    )


_remembered_disjoint = lru_cache(maxsize=1 << 14)(disjoint)
"""For fields of few values, in which the same two sets meet again and again. Addresses differ."""


def includes(a: Region, b: Region) -> bool:
    """Whether all of the second is in the first."""
    return a[0] == b[0] and all(map(covers, a[1:], b[1:]))


def without(a: Region, b: Region) -> Iterator[Region]:
    """The first without the second, in disjoint pieces, at most one for each field."""
    if apart(a, b):
        yield a
    else:
        yield from _around(a, b)


def _around(a: Region, b: Region) -> Iterator[Region]:
    """The first without the second, which it meets."""
    inside: list[Any] = list(a)
    for place in _PLACES:
        own, other = inside[place], b[place]
        outside = difference(own, other)
        if outside is not False:
            inside[place] = outside
            yield Region(*inside)
            inside[place] = intersection(own, other)


def uncovered(region: Region, others: tuple[Region, ...], most: int | None = None) -> Region | None:
    """A piece of a region that none of the others touches; None where they cover all of it.

    Raises:
        ComplexityError: more than ``most`` regions (``MOST_STEPS``) were compared without an answer.
    """
    return _uncovered((region,), others, most)


def _uncovered(
    regions: Iterable[Region], others: tuple[Region, ...], most: int | None = None
) -> Region | None:
    """A piece of any of some regions that none of the others touches."""
    todo = [(region, 0) for region in regions]
    steps = 0
    while todo:
        piece, start = todo.pop()
        place = start
        while place < len(others) and apart(piece, others[place]):
            place += 1
        if place == len(others):
            return piece
        todo += ((part, place + 1) for part in without(piece, others[place]))
        steps += place + 1 - start
        _affordable(steps, most)
    return None


class PacketSet(Struct, frozen=True, eq=False):
    """A set of packets: disjoint regions, none empty. Made of regions that overlap with ``of``."""

    regions: tuple[Region, ...] = ()

    __hash__: ClassVar[None]  # type: ignore[assignment]

    @classmethod
    def of(cls, regions: Iterable[Region]) -> Self:
        """The packets of any of some regions, which may overlap.

        Raises:
            ComplexityError: it would have more than ``MOST_REGIONS`` regions, or take too long.
        """
        found: list[Region] = []
        steps = 0
        for region in merged(tuple(regions)):
            steps += len(found)
            _affordable(steps)
            met = [other for other in found if not apart(region, other)]
            found += _cut((region,), met) if met else (region,)
        return cls(merged(_bounded(iter(found))))

    def __bool__(self) -> bool:
        """Whether there is any packet in it."""
        return bool(self.regions)

    def __or__(self, other: "PacketSet") -> "PacketSet":
        """What is in either."""
        if not self.regions or not other.regions:
            return self if self.regions else other
        return PacketSet(merged((*self.regions, *_cut(other.regions, self.regions))))

    def __and__(self, other: "PacketSet") -> "PacketSet":
        """What is in both."""
        _affordable(len(self.regions) * len(other.regions))
        met = (meet(a, b) for a in self.regions for b in other.regions)
        return PacketSet(_bounded(region for region in met if region is not None))

    def __sub__(self, other: "PacketSet") -> "PacketSet":
        """What is in the first and not in the second."""
        return PacketSet(merged(_cut(self.regions, other.regions)))

    def __invert__(self) -> "PacketSet":
        """All other packets."""
        return EVERYTHING - self

    def __le__(self, other: "PacketSet") -> bool:
        """Whether the other has all that this has."""
        return _uncovered(self.regions, other.regions) is None

    def __eq__(self, other: object) -> bool:
        """Whether both have the same packets, however they are cut into regions."""
        return isinstance(other, PacketSet) and self <= other and other <= self

    def meets(self, other: "PacketSet") -> bool:
        """Whether any packet is in both."""
        _affordable(len(self.regions) * len(other.regions))
        return any(not apart(a, b) for a in self.regions for b in other.regions)


def _cut(regions: Iterable[Region], others: Iterable[Region]) -> tuple[Region, ...]:
    """Regions without what is in others."""
    left = tuple(regions)
    steps = 0
    for other in others:
        if not left:
            break
        steps += len(left)
        _affordable(steps)
        if not all(apart(region, other) for region in left):
            left = _bounded(piece for region in left for piece in without(region, other))
    return left


def _affordable(steps: int, most: int | None = None) -> None:
    """Stop where an operation looks at too many pairs of regions."""
    if steps > (limit := MOST_STEPS if most is None else most):
        raise ComplexityError(f"packet sets that take more than {limit} steps to combine or compare")


def _bounded(regions: Iterator[Region]) -> tuple[Region, ...]:
    """All of the regions, if they are not too many."""
    found: list[Region] = []
    for region in regions:
        found.append(region)
        if len(found) > MOST_REGIONS:
            raise ComplexityError(f"a packet set of more than {MOST_REGIONS} regions")
    return tuple(found)


def merged(regions: tuple[Region, ...]) -> tuple[Region, ...]:
    """The same packets in fewer regions: those that differ in one field become one."""
    while len(regions) > 1:
        fewer = regions
        for place in _PLACES:
            fewer = _merge(fewer, place)
        if len(fewer) == len(regions):
            break
        regions = fewer
    return regions


def _merge(regions: tuple[Region, ...], place: int) -> tuple[Region, ...]:
    """Join the regions that are alike in all fields but one."""
    alike: dict[tuple[Any, ...], Numbers] = {}
    for region in regions:
        rest = region[:place] + region[place + 1 :]
        alike[rest] = union(alike.get(rest, False), region[place])
    if len(alike) == len(regions):
        return regions
    return tuple(Region._make((*rest[:place], own, *rest[place:])) for rest, own in alike.items())


EVERYTHING = PacketSet((Region(4), Region(6)))
NOTHING = PacketSet()
