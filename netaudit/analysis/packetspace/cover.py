"""A few lines that say together exactly what a set of packets holds, for people to read.

The regions of a set are disjoint, and cut as the computation went. Here each is widened as far as
the set lets it, so that the products overlap; then the fewest and shortest that still cover the set
are kept. Where it is shorter, a line is a wide product and what is missing from it.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import reduce

from msgspec import Struct

from netaudit.analysis.packetspace.fields import LAYER4, WIDTHS
from netaudit.analysis.packetspace.header import sensible, size
from netaudit.analysis.packetspace.numbers import EVERY, count, union
from netaudit.analysis.packetspace.packets import (
    PacketSet,
    Region,
    apart,
    includes,
    is_layer3,
    meet,
    uncovered,
)
from netaudit.analysis.packetspace.widen import (
    ORDERS,
    later_fragments,
    lifted,
    products,
)
from netaudit.errors import ComplexityError

MOST_WIDENED = 400
"""Regions of a set that are widened; of one with more each is a product."""

MOST_COMPARED = 4_000
"""Regions times regions outside that are compared to find the best products; above, one order is tried."""

MOST_EXCEPTIONS = 4
"""Exceptions that one line may have."""

_MOST_LINES = 60
"""Lines that are left out one by one, the dearest first, to find the fewest."""

_MOST_STEPS = 5_000
"""Regions that are compared to see whether a line is superfluous; it stays where that is not enough."""

_MOST_HULLS, _MOST_MISSING = 12, 40
"""Wide products that are looked at for one with few exceptions, and regions that may be missing from it."""


class Line(Struct, frozen=True, kw_only=True):
    """One product, without its exceptions."""

    region: Region
    regions: tuple[Region, ...]
    """All that it covers."""
    later: bool = False
    """Whether that includes the later fragments between these addresses, of these protocols."""
    exceptions: "tuple[Line, ...]" = ()


Cost = Callable[[Line], int]
"""How long a line is to read."""


def cover(packets: PacketSet, cost: Cost) -> tuple[Line, ...]:
    """Lines that have together exactly the packets of a set that there can be, few and short ones."""
    return tuple(line for version in (4, 6) for line in _cover(packets, version, cost))


def _cover(packets: PacketSet, version: int, cost: Cost) -> tuple[Line, ...]:
    """The lines of one IP version."""
    inside = tuple(region for region in packets.regions if region.version == version)
    real = sensible(version)
    seeds = lifted(inside, real)
    if not seeds:
        return ()
    outside = _outside(inside, real) if len(inside) <= MOST_WIDENED else None
    if outside is None:
        return tuple(Line(region=seed, regions=(seed,)) for seed in seeds)
    pieces = _met(inside, real)
    if len(seeds) * len(outside) > MOST_COMPARED:
        lines = _lines(products(seeds, outside, ORDERS[:1]), outside)
        return _plain(_enough(sorted(lines, key=lambda line: -size(line.region)), pieces), pieces)
    lines = _lines(products(seeds, outside, ORDERS), outside)
    wide = tuple(_with_exceptions(lines, seeds, pieces, outside, cost))
    return _plain(_chosen((*lines, *wide), pieces, cost), pieces)


def _outside(inside: tuple[Region, ...], real: tuple[Region, ...]) -> tuple[Region, ...] | None:
    """The packets that there can be and the set has not; None where that is too tangled."""
    try:
        return (PacketSet(real) - PacketSet(inside)).regions
    except ComplexityError:
        return None


def _met(regions: Iterable[Region], others: tuple[Region, ...]) -> tuple[Region, ...]:
    """What is in any of both."""
    return tuple(met for region in regions for other in others if (met := meet(region, other)) is not None)


def _lines(regions: Iterable[Region], outside: tuple[Region, ...]) -> tuple[Line, ...]:
    """A line for each product, with later fragments where all of them are in the set."""
    return tuple(_line(region, outside) for region in regions)


def _line(region: Region, outside: tuple[Region, ...]) -> Line:
    """The line of one product."""
    fragments = later_fragments(region)
    if is_layer3(region) or not all(apart(fragments, other) for other in outside):
        return Line(region=region, regions=(region,))
    return Line(region=region, regions=(region, fragments), later=True)


def _with_exceptions(
    lines: tuple[Line, ...],
    seeds: tuple[Region, ...],
    pieces: tuple[Region, ...],
    outside: tuple[Region, ...],
    cost: Cost,
) -> Iterator[Line]:
    """Wide products of which the set has all but a few."""
    for hull in _hulls(lines, seeds):
        missing = _met((hull,), outside)
        if 0 < len(missing) <= _MOST_MISSING:
            inside = _met((hull,), pieces)
            exceptions = _exceptions(missing, inside, cost)
            if len(exceptions) <= MOST_EXCEPTIONS and not any(_negative(line.region) for line in exceptions):
                yield Line(region=hull, regions=inside, exceptions=exceptions)


def _negative(region: Region) -> bool:
    """Whether it would be said by what is not in it: "but not all ports but 80" is no help."""
    fields = ("protocol", *LAYER4[:2])
    return any(
        (numbers := getattr(region, field)) is not EVERY
        and count(numbers, WIDTHS[field]) << 1 > 1 << WIDTHS[field]
        for field in fields
    )


def _exceptions(missing: tuple[Region, ...], inside: tuple[Region, ...], cost: Cost) -> tuple[Line, ...]:
    """Lines that have all that is missing and nothing that is inside."""
    real = sensible(missing[0].version)
    seeds = lifted(missing, real)
    return _plain(_chosen(_lines(products(seeds, inside, ORDERS), inside), missing, cost), missing)


def _hulls(lines: tuple[Line, ...], seeds: tuple[Region, ...]) -> Iterator[Region]:
    """All seeds together, then those between the same addresses: whatever their ports."""
    pairs = dict.fromkeys((line.region.source, line.region.destination) for line in lines)
    places = (Region(seeds[0].version), *(Region(seeds[0].version, *pair) for pair in pairs))
    hulls = (_hull(_met((place,), seeds)) for place in places[:_MOST_HULLS])
    yield from dict.fromkeys(hulls)


def _hull(regions: tuple[Region, ...]) -> Region:
    """The smallest product of layer 3 that has all of some regions."""
    fields = (reduce(union, numbers) for numbers in zip(*(region[1:] for region in regions), strict=True))
    return Region(regions[0].version, *fields)._replace(**dict.fromkeys(LAYER4, EVERY))


_EACH, _LESS = 20, 25
"""Characters that a line, and an exception, count as longer than they are."""


def _effort(lines: Iterable[Line], costs: dict[Line, int]) -> int:
    """How long lines are to read."""
    return sum(costs[line] + _EACH + _LESS * len(line.exceptions) for line in lines)


def _chosen(candidates: tuple[Line, ...], pieces: tuple[Region, ...], cost: Cost) -> tuple[Line, ...]:
    """The one of some covers that is the shortest to read."""
    costs = {line: cost(line) for line in candidates}
    ordered = sorted(candidates, key=lambda line: _effort((line,), costs))
    efforts = [_effort((line,), costs) for line in ordered]
    having = {line: frozenset(n for n, piece in enumerate(pieces) if _has(line, piece)) for line in ordered}
    some = (_greedy(ordered, having, weights) for weights in ([1] * len(ordered), efforts))
    every = [ordered] if len(ordered) <= _MOST_LINES else []
    found = [_needed(lines, having, pieces) for lines in (*some, *every)]
    return min(found, key=lambda lines: _effort(lines, costs))


Having = dict[Line, frozenset[int]]
"""The pieces that a line has all of, by their places."""


def _greedy(lines: list[Line], having: Having, weights: list[int]) -> list[Line]:
    """Always the line that has most of what is left for its weight; the first of equals."""
    left = frozenset[int]().union(*having.values())
    found: list[int] = []
    while left:
        best = max(range(len(lines)), key=lambda n: len(having[lines[n]] & left) / weights[n])
        found.append(best)
        left -= having[lines[best]]
    return [lines[n] for n in sorted(found)]


def _has(line: Line, piece: Region) -> bool:
    """Whether a line has all of a piece."""
    return any(includes(region, piece) for region in line.regions)


def _needed(lines: list[Line], having: Having, pieces: tuple[Region, ...]) -> tuple[Line, ...]:
    """The lines without those that the others make superfluous, the dearest first."""
    kept = list(lines)
    for line in reversed(lines):
        others = [other for other in kept if other is not line]
        had = frozenset[int]().union(*(having[other] for other in others))
        if _cover_all(others, tuple(piece for n, piece in enumerate(pieces) if n not in had)):
            kept = others
    return tuple(kept)


def _cover_all(lines: Iterable[Line], pieces: tuple[Region, ...]) -> bool:
    """Whether lines have all of some pieces."""
    regions = tuple(region for line in lines for region in line.regions)
    try:
        return all(uncovered(piece, regions, _MOST_STEPS) is None for piece in pieces)
    except ComplexityError:
        return False


def _enough(lines: Iterable[Line], pieces: tuple[Region, ...]) -> tuple[Line, ...]:
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
    plain = tuple(
        line if not line.later else Line(region=line.region, regions=line.regions[:1]) for line in lines
    )
    return plain if any(line.later for line in lines) and _cover_all(plain, pieces) else lines
