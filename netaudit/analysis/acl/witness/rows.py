"""Regions as rows of a table: all fields of a header side by side in one integer.

Of every region the bits that are 0 throughout, and those that are 1, say at once that most pairs have
nothing in common, and for prefixes, wildcards and single ports that is the whole truth. Sets that are
more than such bits (port ranges, groups) are kept as tangled and asked after that.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, cast

from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH, WIDTHS
from netaudit.analysis.packetspace.header import Header
from netaudit.analysis.packetspace.numbers import Numbers, contains, count, covers, disjoint, greatest, least
from netaudit.analysis.packetspace.packets import Region

_SHIFTS = (0, 8, 24, 40, 46, 47)
"""Lowest bits of the fields from the protocol to the DSCP, as ``WIDTHS`` has them."""

ADDRESSES = 53
"""Lowest bit of the source; the destination stands above it, the conditions above both."""

_CONDITION = 9
"""Place of the conditions in a region."""

_OPEN = {
    version: (1 << ADDRESSES + 2 * width) - 1 & ~(1 << _SHIFTS[4]) for version, width in ADDRESS_WIDTH.items()
}
"""IP version to the bits of all fields but the fragment and the conditions."""

_BITS = {
    version: {1: width, 2: width, **dict(enumerate(WIDTHS.values(), start=3))}
    for version, width in ADDRESS_WIDTH.items()
}
"""IP version to the width of the fields by their places in a region; that of conditions is not fixed."""


class Row(NamedTuple):
    """A region with its decided bits."""

    region: Region
    owner: int
    """Place of its entry in the filter."""
    ones: int
    zeros: int
    tangled: tuple[tuple[int, int], ...]
    """Place in the region and lowest bit of each field that these bits do not say all of."""


def row_of(region: Region, owner: int) -> Row:
    """The row of a region."""
    ones, zeros, tangled = _tail(region[3:9])
    shift, width = ADDRESSES, ADDRESS_WIDTH[region[0]]
    for place in (1, 2, _CONDITION):
        numbers = region[place]
        if not isinstance(numbers, int):
            ones |= numbers.ones << shift
            zeros |= numbers.zeros << shift
            if not numbers.cube:
                tangled = (*tangled, (place, shift))
        shift += width
    return Row(region, owner, ones, zeros, tangled)


@lru_cache(maxsize=8192)
def _tail(fields: tuple[Numbers, ...]) -> tuple[int, int, tuple[tuple[int, int], ...]]:
    """The bits of all fields but addresses and conditions: a fleet has few such combinations."""
    ones, zeros = 0, 0
    tangled: list[tuple[int, int]] = []
    for place, (shift, numbers) in enumerate(zip(_SHIFTS, fields, strict=True), start=3):
        if not isinstance(numbers, bool):
            ones |= numbers.ones << shift
            zeros |= numbers.zeros << shift
            tangled += () if numbers.cube else ((place, shift),)
    return ones, zeros, tuple(tangled)


def meets(a: Row, b: Row) -> bool:
    """Whether any packet is in both."""
    if a.ones & b.zeros or a.zeros & b.ones:
        return False
    return not any(
        _apart(numbers_at(a.region, place), numbers_at(b.region, place))
        for place, _ in (*a.tangled, *b.tangled)
    )


def _apart(a: Numbers, b: Numbers) -> bool:
    """Whether two sets have nothing in common: ranges, as most tangled sets are, by their ends."""
    if isinstance(a, bool) or isinstance(b, bool):
        return disjoint(a, b)
    width = max(a.bit, b.bit) + 1
    first, last, whole = _ends(a, width)
    other_first, other_last, other_whole = _ends(b, width)
    if last < other_first or other_last < first:
        return True
    return not (whole and other_whole) and disjoint(a, b)


@lru_cache(maxsize=1 << 16)
def _ends(numbers: Numbers, width: int) -> tuple[int, int, bool]:
    """The least and the greatest number of a set, and whether it has all between them."""
    first, last = least(numbers), greatest(numbers, width)
    return first, last, count(numbers, width) == last - first + 1


def holds(a: Row, b: Row) -> bool:
    """Whether all of the second is in the first."""
    if a.ones & ~b.ones or a.zeros & ~b.zeros:
        return False
    return all(covers(numbers_at(a.region, place), numbers_at(b.region, place)) for place, _ in a.tangled)


def first_with(rows: Iterable[Row], packet: int) -> Row | None:
    """The first of some rows that a packet, its fields side by side, is in."""
    for row in rows:
        region, _, ones, zeros, tangled = row
        if packet & zeros or ones & ~packet:
            continue
        if all(contains(numbers_at(region, place), packet >> shift) for place, shift in tangled):
            return row
    return None


def numbers_at(region: Region, place: int) -> Numbers:
    """A field of a region that is a set of numbers."""
    return cast("Numbers", region[place])


def highest(row: Row) -> int:
    """The packet at the upper end of a row: the others of a list seldom reach there.

    Conditions do not hold where they need not, and fragments are the first.
    """
    version = row.region.version
    packet = row.ones | _OPEN[version] & ~row.zeros
    for place, shift in row.tangled:
        numbers = numbers_at(row.region, place)
        if place == _CONDITION:
            packet = packet & ~(-1 << shift) | least(numbers) << shift
        else:
            width = _BITS[version][place]
            packet = packet & ~((1 << width) - 1 << shift) | greatest(numbers, width) << shift
    return packet


def lowest(row: Row) -> int:
    """The packet at the lower end of a row."""
    packet = row.ones
    for place, shift in row.tangled:
        packet |= least(numbers_at(row.region, place)) << shift
    return packet


def is_later(row: Row) -> bool:
    """Whether a row is of later fragments only."""
    return bool(row.ones >> _SHIFTS[4] & 1)


def header(packet: int, version: int) -> Header:
    """A packet as a header of its own."""
    width = ADDRESS_WIDTH[version]
    values = {
        field: packet >> shift & (1 << bits) - 1
        for shift, (field, bits) in zip(_SHIFTS, WIDTHS.items(), strict=True)
    }
    return Header(
        version=version,
        source=packet >> ADDRESSES & (1 << width) - 1,
        destination=packet >> ADDRESSES + width & (1 << width) - 1,
        condition=packet >> ADDRESSES + 2 * width,
        **values,
    )


def packed(packet: Header) -> int:
    """The fields of a header side by side."""
    width = ADDRESS_WIDTH[packet.version]
    number = packet.source << ADDRESSES | packet.destination << ADDRESSES + width
    number |= packet.condition << ADDRESSES + 2 * width
    for shift, field in zip(_SHIFTS, WIDTHS, strict=True):
        number |= getattr(packet, field) << shift
    return number
