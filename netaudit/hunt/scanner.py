"""From blocks of a log to hits: candidates are found, read, judged and counted."""

from collections.abc import Callable
from typing import Final, NamedTuple

from netaudit.hunt.formats.clock import Clock
from netaudit.hunt.formats.format import Format, Layout
from netaudit.hunt.formats.record import Record, Unreadable
from netaudit.hunt.intake.blocks import SIZE, Block
from netaudit.hunt.intake.slices import written
from netaudit.hunt.kit import Kit
from netaudit.hunt.sightings.tally import Tally

CUT: Final = f"line longer than {SIZE} bytes, only its beginning was looked at"
KEPT: Final = 256 * 1024
"""Bytes of lines that are kept."""
OVERHEAD: Final = 48
"""Bytes that keeping a line takes besides."""
NO_TIME: Final = "no time in the line, and --since or --until asks for one"
_NEWLINE: Final = ord("\n")

Tell = Callable[[int | bytes], None]
"""Hears of bytes taken from disk, as numbers, and of hits, as packed tallies."""


class Part(NamedTuple):
    """What a slice came to, besides its hits."""

    format: str | None = None
    """None where none was recognised."""
    layout: Layout = Layout()
    """At its end."""
    lines: int = 0
    candidates: int = 0
    skipped: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
    problem: str = ""
    """What was wrong with the log, and what to do."""
    stopped: bool = False
    """It was not read to its end: the user wanted no more."""
    kept: tuple[tuple[int | None, bytes], ...] | None = None
    """All candidates with the numbers of their lines, and without a number the lines that tell the date, if
    they are few: all that it takes to read the slice again with another layout at its start."""


class Scanner:
    """Reads the blocks of one slice."""

    def __init__(self, kit: Kit, source: str, kind: Format, layout: Layout, tell: Tell) -> None:
        self._kit = kit
        self._kind, self._search, self._judge, self._marks = kit.tools(kind.name)
        self._layout = layout
        self._notes = dict.fromkeys(layout.notes)
        self._clock = Clock(kit.terms.zone, written(source))
        self._tally = Tally(kit.terms)
        self._tell = tell
        self._lines = 0
        self._candidates = 0
        self._kept: list[tuple[int | None, bytes]] | None = []
        self._room = KEPT

    def part(self, *, stopped: bool) -> Part:
        """What it came to; the last hits are told."""
        self._tell(self._tally.pack())
        return Part(
            format=self._kind.name,
            layout=self._layout,
            lines=self._lines,
            candidates=self._candidates,
            skipped=tuple(sorted(self._tally.skipped.items())),
            notes=tuple(self._notes),
            stopped=stopped,
            kept=None if self._kept is None or stopped or self._layout.undated else tuple(self._kept),
        )

    def again(self, line: int | None, text: bytes) -> None:
        """Read what was kept of a slice that was read before."""
        if line is None:
            self._turn(text)
        else:
            self._lines = line
            self._candidate(text, cut=False)

    def block(self, block: Block) -> None:
        """Read what its buffer holds."""
        buffer, count = block.buffer, self._kit.count
        at = 0
        for start, stop in self._search(buffer, block.end):
            self._pass(buffer, at, start)
            self._lines += count(buffer, at, start) + 1
            self._candidate(bytes(memoryview(buffer)[start:stop]).removesuffix(b"\r"), cut=block.cut)
            at = stop + 1
        self._pass(buffer, at, block.end)
        self._lines += count(buffer, at, block.end)
        if at < block.end and buffer[block.end - 1] != _NEWLINE:
            self._lines += 1
        if block.cut:
            self._tally.skip(CUT)

    def _pass(self, buffer: bytearray, start: int, end: int) -> None:
        """Pass over lines that are no candidates; if times tell the date, by those that may change it."""
        while self._layout.rolling and start < end:
            close = buffer.find(b"\n", start, end)
            stop = end if close < 0 else close
            self._passed(bytes(memoryview(buffer)[start:stop]))
            change = self._kind.steady(self._layout).search(buffer, stop, end)
            start = change.start() + 1 if change else end

    def _passed(self, line: bytes) -> None:
        """Go on with the layout after a line that is no candidate."""
        before = self._layout
        self._turn(line)
        if self._layout != before:
            self._keep(None, line)

    def _candidate(self, line: bytes, *, cut: bool) -> None:
        """Read a line, judge it and count what it shows."""
        self._candidates += 1
        self._keep(self._lines, line)
        if cut:
            self._kept = None
        if self._layout.rolling or (self._marks and self._marked(line)):
            self._turn(line)
        try:
            record = self._read(line)
        except Unreadable as reason:
            if not cut:  # which is a reason by itself
                self._tally.skip(str(reason))
            return
        if record is not None:
            self._tally.add(record, self._judge(record), self._lines, line)
            if self._tally.full:
                self._tell(self._tally.pack())

    def _keep(self, number: int | None, line: bytes) -> None:
        """Keep a line, as long as there is room, and the date on which others may hang is known."""
        self._room -= len(line) + OVERHEAD
        if self._room < 0 or self._layout.undated:
            self._kept = None
        if self._kept is not None:
            self._kept.append((number, line))

    def _marked(self, line: bytes) -> bool:
        """Whether a line may change the layout."""
        lowered = line.lower()
        return any(mark in lowered for mark in self._marks)

    def _turn(self, line: bytes) -> None:
        """Go on with the layout after a line."""
        self._layout = self._kind.turn(self._layout, line)
        self._notes.update(dict.fromkeys(self._layout.notes))

    def _read(self, line: bytes) -> Record | None:
        """What a line says, if it is an event of the time asked for.

        Raises:
            Unreadable: it says nothing that can be used.
        """
        record = self._kind.read(self._layout, line, self._clock)
        if record is None or not self._timely(record):
            return None
        return self._kit.origins(record)

    def _timely(self, record: Record) -> bool:
        """Whether it is of the time asked for.

        Raises:
            Unreadable: it has no time.
        """
        since, until = self._kit.terms.since, self._kit.terms.until
        if since is None and until is None:
            return True
        if record.time is None:
            raise Unreadable(NO_TIME)
        return (since is None or record.time >= since) and (until is None or record.time < until)
