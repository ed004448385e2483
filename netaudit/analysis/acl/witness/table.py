"""The rows of a list, and for each of them which earlier and later ones have packets in common with it."""

from netaudit.analysis.acl.meaning import Filter
from netaudit.analysis.acl.witness.escape import Work
from netaudit.analysis.acl.witness.rows import ADDRESSES, Row, meets, row_of
from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH

FEW = 64
"""Rows that are held against each other one by one; where there are more, an index is asked."""

_ONES, _ZEROS = 2, 3
"""Places in a row."""


class Table:
    """The rows of a filter in order, those of an entry in turn."""

    def __init__(self, filter_: Filter, work: Work) -> None:
        self._work = work
        self.rows: list[Row] = []
        self.gone: set[int] = set()
        """Entries, by their places in the filter, that are as good as removed."""
        self._first: list[int] = []
        for owner, entry in enumerate(filter_.entries):
            self._first.append(len(self.rows))
            self.rows += [row_of(region, owner) for region in entry.packets.regions]
        self._first.append(len(self.rows))
        self._width = ADDRESSES + 2 * ADDRESS_WIDTH[filter_.version] + len(filter_.conditions)
        self._texts: dict[int, str] = {}
        """Of ``ones`` and of ``zeros``, the binary digits of the last row to the first."""
        self._columns: dict[tuple[int, int], int] = {}
        self._told: dict[tuple[int, int, int], int] = {}
        self._sides: dict[int, tuple[list[Row], list[Row]]] = {}
        """Place of a row to the earlier and the later rows that meet it."""
        if len(self.rows) <= FEW:
            self._hold_all()

    def of(self, owner: int) -> list[Row]:
        """The rows of an entry."""
        return self.rows[self._first[owner] : self._first[owner + 1]]

    def places(self, owner: int) -> range:
        """Where the rows of an entry are."""
        return range(self._first[owner], self._first[owner + 1])

    def before(self, place: int) -> list[Row]:
        """The rows of earlier entries that meet a row."""
        return self._left(self._both(place)[0])

    def after(self, place: int) -> list[Row]:
        """The rows of later entries that meet a row."""
        return self._left(self._both(place)[1])

    def ahead(self, row: Row) -> list[Row]:
        """The rows of entries before a row's owner that meet it; the row itself need not be of the table."""
        near = self.rows if len(self.rows) <= FEW else self._near(row)
        return self._left([each for each in near if each.owner < row.owner and meets(each, row)])

    def _left(self, rows: list[Row]) -> list[Row]:
        return [row for row in rows if row.owner not in self.gone] if self.gone else rows

    def _hold_all(self) -> None:
        """Hold every row against the earlier ones."""
        sides: list[tuple[list[Row], list[Row]]] = [([], []) for _ in self.rows]
        for place, row in enumerate(self.rows):
            _, owner, ones, zeros, tangled = row
            before = sides[place][0]
            for near, (_, after) in zip(self.rows[: self._first[owner]], sides, strict=False):
                if not (ones & near[3] or zeros & near[2]) and (not (tangled or near[4]) or meets(row, near)):
                    before.append(near)
                    after.append(row)
        self._sides = dict(enumerate(sides))

    def _both(self, place: int) -> tuple[list[Row], list[Row]]:
        """Earlier and later rows that meet one."""
        if place not in self._sides:
            row = self.rows[place]
            near = [each for each in self._near(row) if meets(each, row)]
            before = [each for each in near if each.owner < row.owner]
            self._sides[place] = before, [each for each in near if each.owner > row.owner]
        return self._sides[place]

    def _near(self, row: Row) -> list[Row]:
        """The rows that no bit tells apart from one.

        Raises:
            ComplexityError: looking at them would be too much work.
        """
        apart, shift = 0, 0
        ones, zeros = row.ones, row.zeros
        while bits := (ones | zeros) >> shift:
            if bits & 0xFF:
                apart |= self._apart(shift, ones >> shift & 0xFF, zeros >> shift & 0xFF)
            shift += 8
        digits = f"{~apart & (1 << len(self.rows)) - 1:b}"[::-1]
        self._work.spend(digits.count("1"))
        found, place = [], digits.find("1")
        while place >= 0:
            found.append(self.rows[place])
            place = digits.find("1", place + 1)
        return found

    def _apart(self, shift: int, ones: int, zeros: int) -> int:
        """The rows, as bits at their places, that eight bits tell apart from those that have these."""
        key = shift, ones, zeros
        if key not in self._told:
            found = 0
            for bit in range(8):
                if ones >> bit & 1:
                    found |= self._column(_ZEROS, shift + bit)
                elif zeros >> bit & 1:
                    found |= self._column(_ONES, shift + bit)
            self._told[key] = found
        return self._told[key]

    def _column(self, field: int, bit: int) -> int:
        """The rows, as bits at their places, that have a bit among their ones or zeros."""
        if (field, bit) not in self._columns:
            width = self._width
            if field not in self._texts:
                rows = reversed(self.rows)
                self._texts[field] = "".join([f"{row[field]:0{width}b}" for row in rows])
            self._columns[field, bit] = int(self._texts[field][width - 1 - bit :: width], 2)
        return self._columns[field, bit]
