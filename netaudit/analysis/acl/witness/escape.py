"""Whether a region has a packet that none of some other regions has: the question behind every lint.

Most answers cost next to nothing: one region covers the other, or a packet at its edge is in none.
Where regions cover it in all fields but one (the halves of a network, hosts, ranges of ports), these
are taken out of that field at once. Only what is left is cut, depth first, by the first region
that has the packet at the edge. All of it is exact; what it costs is counted and bounded.
"""

from functools import reduce

from netaudit.analysis.acl.witness.rows import (
    Row,
    first_with,
    highest,
    holds,
    lowest,
    meets,
    numbers_at,
    row_of,
)
from netaudit.analysis.packetspace.numbers import Numbers, covers, difference, union
from netaudit.analysis.packetspace.packets import Region, put, without
from netaudit.errors import ComplexityError

_FIELDS = range(1, len(Region._fields))
"""Places of the sets of numbers in a region."""


class Work:
    """Steps that are left; a step is one region looked at."""

    def __init__(self, steps: int, at_once: int) -> None:
        """So many in all, and so many for one question."""
        self._left, self._at_once, self._used = steps, at_once, 0

    def begin(self) -> None:
        """The next entry's turn."""
        self._used = 0

    def spend(self, steps: int) -> None:
        """Count some steps.

        Raises:
            ComplexityError: there are none left.
        """
        self._left -= steps
        self._used += steps
        if self._left < 0 or self._used > self._at_once:
            raise ComplexityError("the bound on work is reached")


def escape(row: Row, others: list[Row], work: Work) -> int | None:
    """A packet of a row that none of the others has; None where they cover it.

    The others all meet the row.

    Raises:
        ComplexityError: it takes too many steps.
    """
    if not others:
        return highest(row)
    work.spend(len(others))
    for other in others:
        if holds(other, row):
            return None
    for packet in (highest(row), lowest(row)):
        if first_with(others, packet) is None:
            return packet
    return _search(row, others, work)


def _search(row: Row, others: list[Row], work: Work) -> int | None:
    """The same where a first look does not tell."""
    todo = [(row, others)]
    while todo:
        piece, near = todo.pop()
        work.spend(len(near) + 1)
        if (left := _thinned(piece, near)) is None:
            continue
        piece, near = left
        packet = highest(piece)
        cut = first_with(near, packet)
        if cut is None:
            return packet
        rest = [other for other in near if other is not cut]
        for region in without(piece.region, cut.region):
            part = row_of(region, row.owner)
            todo.append((part, [other for other in rest if meets(other, part)]))
    return None


def decided(row: Row) -> int:
    """How many bits a row decides: the fewer, the wider it is."""
    return (row.ones | row.zeros).bit_count()


def _thinned(piece: Row, near: list[Row]) -> tuple[Row, list[Row]] | None:
    """The piece without those that cover it in all fields but one, and the others; None for nothing."""
    while True:
        slabs: dict[int, list[Numbers]] = {}
        rest = []
        for other in near:
            outside = [place for place in _FIELDS if not _covers(other.region, piece.region, place)]
            if not outside:
                return None
            if len(outside) == 1:
                slabs.setdefault(outside[0], []).append(numbers_at(other.region, outside[0]))
            else:
                rest.append(other)
        if not slabs:
            return piece, rest
        region = piece.region
        for place, numbers in slabs.items():
            left = difference(numbers_at(region, place), reduce(union, numbers))
            if left is False:
                return None
            region = put(region, Region._fields[place], left)
        piece = row_of(region, piece.owner)
        near = [other for other in rest if meets(other, piece)]


def _covers(a: Region, b: Region, place: int) -> bool:
    """Whether a field of one region has all of that of another."""
    return covers(numbers_at(a, place), numbers_at(b, place))
