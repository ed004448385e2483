"""A few products that say together exactly what a set of packets holds, for people to read.

The regions of a set are disjoint, and cut as the computation went. Here each is widened as far as
the set lets it, in several orders, so that the products overlap; then the fewest and shortest
that still cover the set are kept (R. Rudell, Multiple-Valued Logic Minimization for PLA
Synthesis, 1986: expand, then irredundant cover). What no packet can be (ports in a later
fragment, TCP flags in UDP) counts neither as in the set nor as out of it.
"""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from netaudit.analysis.packetspace.fields import LATER, PORTED, TCP, UDP
from netaudit.analysis.packetspace.header import SENSIBLE, size
from netaudit.analysis.packetspace.numbers import (
    EVERY,
    Numbers,
    complement,
    covers,
    intersection,
    of,
    union,
)
from netaudit.analysis.packetspace.packets import (
    PacketSet,
    Region,
    apart,
    includes,
    meet,
    merged,
    put,
    uncovered,
)
from netaudit.errors import ComplexityError

LAYER4 = ("source_port", "destination_port", "flags")
"""Fields that later fragments do not have."""

_LATER, _PORTED, _USUAL = of((LATER,), 1), of(PORTED, 8), of((TCP, UDP), 8)

_BEFORE = ("condition", "dscp")
ORDERS = (
    (*_BEFORE, "flags", "source_port", "destination_port", "fragment", "protocol", "source", "destination"),
    (*_BEFORE, "source", "destination", "flags", "destination_port", "source_port", "fragment", "protocol"),
    ("flags", "destination", "source", "source_port", "destination_port", "protocol", "fragment", *_BEFORE),
)
"""Orders to widen the fields in: what comes first becomes widest."""

MOST_WIDENED = 400
"""Regions of a set that are widened; of one with more each is a product."""

MOST_COMPARED = 4_000
"""Regions times regions outside that are compared to find the best products; above, one order is tried."""


class Line(Struct, frozen=True):
    """One product. ``later``: also the later fragments between these addresses, of these protocols."""

    region: Region
    later: bool = False

    @property
    def regions(self) -> tuple[Region, ...]:
        """What it covers."""
        return (self.region, later_fragments(self.region)) if self.later else (self.region,)


def is_layer3(region: Region) -> bool:
    """Whether nothing is asked of ports, flags or types."""
    return all(getattr(region, field) is EVERY for field in LAYER4)


def later_fragments(region: Region) -> Region:
    """The later fragments between the addresses of a region."""
    return region._replace(fragment=_LATER, **dict.fromkeys(LAYER4, EVERY))


def cover(packets: PacketSet, cost: Callable[[Line], int]) -> tuple[Line, ...]:
    """Products whose union has exactly the packets of a set that there can be, few and cheap ones."""
    return tuple(line for version in (4, 6) for line in _cover(packets, version, cost))


def _cover(packets: PacketSet, version: int, cost: Callable[[Line], int]) -> tuple[Line, ...]:
    """The products of one IP version."""
    inside = tuple(region for region in packets.regions if region.version == version)
    real = [part for part in SENSIBLE if part.version == version]
    pieces = tuple(met for part in real for region in inside if (met := meet(region, part)) is not None)
    seeds = merged(tuple(dict.fromkeys(_lifted(inside, real))))
    outside = _outside(real, inside)
    if len(inside) > MOST_WIDENED or (outside := _outside(real, inside)) is None:
        return tuple(Line(seed) for seed in seeds)
    if len(seeds) * len(outside) > MOST_COMPARED:
        lines = _enough(_by_size(_candidates(seeds, outside, ORDERS[:1])), pieces)
    else:
        lines = _chosen(_candidates(seeds, outside, ORDERS), pieces, cost)
    return _plain(lines, pieces)


def _outside(real: list[Region], inside: tuple[Region, ...]) -> tuple[Region, ...] | None:
    """The packets that there can be and the set has not; None where that is too tangled."""
    try:
        return (PacketSet(tuple(real)) - PacketSet(inside)).regions
    except ComplexityError:
        return None


def _by_size(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The largest first."""
    return tuple(sorted(lines, key=lambda line: -size(line.region)))


def _lifted(regions: tuple[Region, ...], real: list[Region]) -> Iterator[Region]:
    """The regions without conditions on what their packets have no field for."""
    for region in regions:
        if is_layer3(region):
            yield region
            continue
        for part in real:
            if (met := meet(region, part)) is not None:
                yield _lift(met, part)


def _lift(met: Region, part: Region) -> Region:
    """Without conditions on fields that packets of this kind have not, or that hold for all of them."""
    whole = {field: EVERY for field in LAYER4 if covers(getattr(met, field), getattr(part, field))}
    return met._replace(**whole)


def _candidates(
    seeds: tuple[Region, ...], outside: tuple[Region, ...], orders: Iterable[tuple[str, ...]]
) -> tuple[Line, ...]:
    """Each seed as it is, and widened in each order: field by field as far as can be, or all or nothing."""
    found: dict[Region, None] = {}
    for seed in seeds:
        found[seed] = None
        for order in orders:
            for widen in (_all_of, _most_of):
                found[_widened(seed, outside, order, widen)] = None
    return tuple(Line(region, _with_later(region, outside)) for region in found)


def _with_later(region: Region, outside: tuple[Region, ...]) -> bool:
    """Whether all later fragments of a product of layer 4 are in the set."""
    fragments = later_fragments(region)
    return not is_layer3(region) and all(apart(fragments, other) for other in outside)


Widen = Callable[[Numbers, Numbers], Numbers]
"""A field's numbers and the most that it may be to what it becomes."""


def _all_of(own: Numbers, most: Numbers) -> Numbers:
    """All numbers, or as it was."""
    return most if most is EVERY else own


def _most_of(_own: Numbers, most: Numbers) -> Numbers:
    """As many as can be."""
    return most


def _widened(region: Region, outside: tuple[Region, ...], order: tuple[str, ...], widen: Widen) -> Region:
    """A product with wider fields, still apart from everything outside."""
    for field in order:
        own = getattr(region, field)
        limit = _limit(region, field)
        if own is EVERY or covers(own, limit):
            continue
        most = intersection(complement(_touched(region, outside, field)), limit)
        region = put(region, field, widen(own, most))
    return region


def _limit(region: Region, field: str) -> Numbers:
    """What a field may be widened to while the others are as they are."""
    if is_layer3(region) or field not in {"fragment", "protocol"}:
        return EVERY
    if field == "fragment" or region.flags is not EVERY or not covers(_PORTED, region.protocol):
        return getattr(region, field)  # type: ignore[no-any-return]
    return union(_USUAL, region.protocol)


def _touched(region: Region, outside: tuple[Region, ...], field: str) -> Numbers:
    """The numbers of a field with which some packet of the region would be outside."""
    wide = put(region, field, EVERY)
    found: Numbers = False
    for other in outside:
        if not apart(wide, other):
            found = union(found, getattr(other, field))
    return found


def _chosen(
    lines: tuple[Line, ...], pieces: tuple[Region, ...], cost: Callable[[Line], int]
) -> tuple[Line, ...]:
    """The best of some covers: fewest lines, then the shortest."""
    costs = {line: cost(line) for line in lines}
    ordered = sorted(lines, key=costs.__getitem__)
    covers_found = (_needed(ordered, pieces), _needed(_greedy(ordered, pieces), pieces))
    return min(covers_found, key=lambda found: (len(found), sum(costs[line] for line in found)))


def _greedy(lines: list[Line], pieces: tuple[Region, ...]) -> list[Line]:
    """Always the line that has most of what is left; the cheapest of equals."""
    having = [frozenset(n for n, piece in enumerate(pieces) if _has(line, piece)) for line in lines]
    left = frozenset(range(len(pieces)))
    found: list[int] = []
    while left and (best := max(range(len(lines)), key=lambda n: len(having[n] & left))) not in found:
        found.append(best)
        left -= having[best]
    return [lines[n] for n in sorted(found)] if not left else lines


def _has(line: Line, piece: Region) -> bool:
    """Whether a line has all of a piece."""
    return any(includes(region, piece) for region in line.regions)


def _needed(lines: list[Line], pieces: tuple[Region, ...]) -> tuple[Line, ...]:
    """The lines without those that the others make superfluous, the dearest first."""
    kept = list(lines)
    for line in reversed(lines):
        others = [other for other in kept if other is not line]
        if _cover_all(others, pieces):
            kept = others
    return tuple(kept)


def _cover_all(lines: Iterable[Line], pieces: tuple[Region, ...]) -> bool:
    """Whether lines have all of some pieces."""
    regions = tuple(region for line in lines for region in line.regions)
    try:
        return all(uncovered(piece, regions) is None for piece in pieces)
    except ComplexityError:
        return False


def _enough(lines: tuple[Line, ...], pieces: tuple[Region, ...]) -> tuple[Line, ...]:
    """Lines in their order, without those whose pieces others had before."""
    kept: list[Line] = []
    left = pieces
    for line in lines:
        rest = tuple(piece for piece in left if not _has(line, piece))
        if len(rest) < len(left):
            kept.append(line)
            left = rest
    return tuple(kept)


def _plain(lines: tuple[Line, ...], pieces: tuple[Region, ...]) -> tuple[Line, ...]:
    """The lines without their later fragments, where other lines have these anyhow."""
    plain = tuple(Line(line.region) for line in lines)
    return plain if any(line.later for line in lines) and _cover_all(plain, pieces) else lines
