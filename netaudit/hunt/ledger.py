"""What came of each log, while its slices come in, in whatever order."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from netaudit.hunt.intake.slices import Slice
from netaudit.hunt.scanner import Part
from netaudit.hunt.sightings.sums import Sum
from netaudit.model import LogSource, Problem

if TYPE_CHECKING:
    from netaudit.hunt.formats.format import Layout


class Task(NamedTuple):
    """A slice to be read, and where its result belongs."""

    log: int
    number: int
    """Of the slice within its log, from 0."""
    piece: Slice


Again = Callable[[Slice, Part, Callable[[int | bytes], None]], Part]
"""What a slice comes to with another layout, from what was kept of it; its hits are told."""


class Log:
    """One log. A slice counts once all before it do and it was read with the layout they ended with."""

    def __init__(self, pieces: Sequence[Slice], hits: Sum, again: Again) -> None:
        self.source = pieces[0].source
        self._again = again
        self.stopped = False
        self.pieces = pieces
        self._sum = hits
        self._next = 0
        self._layout: Layout | None = pieces[0].layout
        """Known at the start of the next slice."""
        self._in_order = False
        """Dates hang on so many lines before them that no slice can be read before its turn."""
        self._parts: dict[int, tuple[Slice, Part]] = {}
        self._packs: dict[int, list[bytes]] = {}
        self._format: str | None = None
        self._lines = 0
        self._candidates = 0
        self._skipped: Counter[str] = Counter()
        self._notes: dict[str, None] = {}
        self._problems: dict[str, None] = {}

    def piece(self, number: int) -> Slice:
        """A slice, to be read with the layout that is most likely."""
        piece, layout = self.pieces[number], self._layout
        if layout is None or not number:
            return piece
        return piece._replace(layout=layout if self.awaits(number) else layout._replace(last=""))

    def hit(self, number: int, piece: Slice, packed: bytes) -> None:
        """Hits of a slice that is being read; kept until it is clear that they count."""
        if number == self._next and self._right(piece):
            self._sum.absorb(packed, self.source, self._lines)
        else:
            self._packs.setdefault(number, []).append(packed)

    def done(self, number: int, piece: Slice, part: Part) -> int | None:
        """A slice was read; gives the number of one that has to be read again, with its right layout."""
        self._parts[number] = piece, part
        while self._next in self._parts:
            read, found = self._parts.pop(self._next)
            packs = self._packs.pop(self._next, [])
            if not self._right(read):
                if not self._tells(read, found):
                    return self._next
                packs.clear()
                found = self._again(read._replace(layout=self._layout), found, partial(_hits, packs))
            for packed in packs:
                self._sum.absorb(packed, self.source, self._lines)
            self._add(found)
            # Behind a place that can not be read nobody knows the numbers of lines.
            self._next = len(self.pieces) if found.problem else self._next + 1
        return None

    def awaits(self, number: int) -> bool:
        """Whether a slice is the next one that counts: its layout is known."""
        return number == self._next

    def may_read(self, number: int) -> bool:
        """Whether it makes sense to read a slice now: its layout is known, or a wrong guess costs little."""
        return self.awaits(number) or not self._in_order

    def _tells(self, piece: Slice, part: Part) -> bool:
        """Whether what was kept of a slice tells what it comes to with the layout at its start."""
        guess, layout = piece.layout, self._layout
        if part.kept is None or guess is None or layout is None:
            return False
        return not layout.rolling or guess._replace(date=layout.date, last=layout.last) == layout

    def _right(self, piece: Slice) -> bool:
        """Whether a slice that is next was read with the layout at its start."""
        return not self._next or piece.layout == self._layout

    def _add(self, part: Part) -> None:
        """Count a slice."""
        self._format = part.format or self._format
        self._layout = part.layout
        self._in_order = part.layout.rolling and not part.layout.undated and part.kept is None
        self._lines += part.lines
        self._candidates += part.candidates
        self._skipped.update(dict(part.skipped))
        self._notes.update(dict.fromkeys(part.notes))
        self._problems.update(dict.fromkeys([part.problem] if part.problem else []))
        self.stopped |= part.stopped

    @property
    def begun(self) -> bool:
        """Whether anything of it was read."""
        return self._next > 0

    @property
    def through(self) -> bool:
        """Whether all of it was read."""
        return self._next == len(self.pieces) and not self.stopped

    def found(self) -> LogSource:
        """What came of it."""
        return LogSource(
            path=self.source,
            format=self._format,
            lines=self._lines,
            candidates=self._candidates,
            skipped=dict(sorted(self._skipped.items())),
            notes=tuple(self._notes),
        )

    def problems(self) -> list[Problem]:
        """What was wrong with it."""
        return [Problem(source=self.source, message=message) for message in self._problems]


def _hits(packs: list[bytes], told: int | bytes) -> None:
    """Keep packed hits."""
    if isinstance(told, bytes):
        packs.append(told)
