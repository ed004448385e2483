"""In the worker: hits of a slice, by address."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from math import inf

from msgspec import msgpack

from netaudit.hunt.formats.record import Claim, Record
from netaudit.hunt.sightings.addresses import address
from netaudit.hunt.sightings.correlations import moments, settled, watches
from netaudit.hunt.sightings.excerpt import excerpt
from netaudit.hunt.sightings.row import (
    MOST_TARGETS,
    Label,
    Line,
    Pack,
    Row,
    Shown,
    add_status,
    least_targets,
)
from netaudit.hunt.sightings.verdicts import EARLIEST, LATEST
from netaudit.hunt.sigma.signature import Signature
from netaudit.hunt.terms import Terms

LINES = 8192
"""After which a tally is full: about 10 MB if each is of another address and has all that is kept."""

MOMENTS = 256
"""Of an address and a correlation, after which it is looked whether all must be kept."""

LONGEST_NAME = 200
"""Characters of what a log calls a signature."""

LONGEST_STATUS = 16

MOST_REASONS = 50


class Tally:
    """Counts hits until it is packed. Each line is to be added once, with all that it shows."""

    def __init__(self, terms: Terms) -> None:
        self.skipped: Counter[str] = Counter()
        """Why candidate lines could not be judged."""
        self._evidence = terms.evidence
        self._watches = watches(terms.signatures.correlations)
        self._counting = lru_cache(maxsize=1024)(self._numbers)
        self._empty()

    def _empty(self) -> None:
        """Begin anew."""
        self._added = 0
        self._rows: dict[str, Row] = {}
        self._labels: dict[Label, int] = {}
        self._sets: dict[tuple[int, ...], int] = {}
        self._known: dict[tuple[tuple[str, ...], tuple[Claim, ...]], int] = {}
        self._texts: dict[str, int] = {}

    @property
    def full(self) -> bool:
        """Whether it is time to pack: a slice may be told in any number of packs."""
        return self._added >= LINES

    def skip(self, reason: str) -> None:
        """Count a candidate line that could not be judged."""
        self.skipped[reason if reason in self.skipped or len(self.skipped) < MOST_REASONS else "other"] += 1

    def add(self, record: Record, signatures: Sequence[Signature], line: int, raw: bytes) -> None:
        """Count a line that shows something.

        ``record`` comes from ``Origins``, ``line`` counts within the slice from 1, and ``raw`` is the line
        without its line ending. A line that shows nothing is not counted.
        """
        if not signatures and not record.claims:
            return
        self._added += 1
        if record.time is not None and not EARLIEST <= record.time < LATEST:
            record = record._replace(time=None)
        row = self._row(record.source)
        target = address(record.target)
        names = tuple([each.name for each in signatures])
        shown = self._shown(row, self._set(names, signatures, record.claims))
        self._count(shown, record, line, raw)
        if target and target != record.source:
            shown.targets.add(target)
            if len(shown.targets) > 2 * MOST_TARGETS:
                shown.targets = least_targets(shown.targets)
        self._watch(row, record, names)
        if target and record.status.startswith("2"):
            self._answer(target, record, signatures, line, raw)

    def pack(self) -> bytes:
        """All hits so far, for ``Sum.absorb``; the tally begins anew, but for what was skipped."""
        for row in self._rows.values():
            for number in list(row.moments):
                self._settle(row, number)
            for shown in row.shown.values():
                shown.targets = least_targets(shown.targets)
        packed = msgpack.encode(
            Pack(list(self._labels), [list(each) for each in self._sets], list(self._texts), self._rows)
        )
        self._empty()
        return packed

    def _row(self, place: str) -> Row:
        """The row of an address."""
        row = self._rows.get(place)
        if row is None:
            row = self._rows[place] = Row()
        return row

    def _shown(self, row: Row, number: int) -> Shown:
        """The lines of a row that show a set of signatures."""
        shown = row.shown.get(number)
        if shown is None:
            shown = row.shown[number] = Shown()
        return shown

    def _set(self, names: tuple[str, ...], signatures: Sequence[Signature], claims: tuple[Claim, ...]) -> int:
        """The number of a set of signatures and claims."""
        key = names, claims
        number = self._known.get(key)
        if number is None:
            labels = [*map(labelled, signatures), *map(_claimed, claims)]
            number = self._known[key] = self._number(labels)
        return number

    def _number(self, labels: Sequence[Label]) -> int:
        """The number of a set of labels."""
        numbers = {self._labels.setdefault(label, len(self._labels)) for label in labels}
        return self._sets.setdefault(tuple(sorted(numbers)), len(self._sets))

    def _count(self, shown: Shown, record: Record, line: int, raw: bytes) -> None:
        """Count a line, and keep it if it is one of the first."""
        time = inf if record.time is None else record.time
        shown.lines += 1
        if time != inf:
            shown.first = min(shown.first, time)
            shown.last = max(shown.last, time)
        if record.status:
            add_status(shown.statuses, record.status[:LONGEST_STATUS], 1)
        kept = shown.evidence
        if len(kept) < self._evidence or (kept and (time, line) < (kept[-1].time, kept[-1].line)):
            text = self._texts.setdefault(excerpt(record, raw), len(self._texts))
            status = record.status[:LONGEST_STATUS]
            kept.append(Line(time, 0, line, sha256(raw).digest(), status, text))
            if len(kept) > 1:
                kept.sort(key=_order)
                del kept[self._evidence :]

    def _answer(
        self, target: str, record: Record, signatures: Sequence[Signature], line: int, raw: bytes
    ) -> None:
        """Count a line for the server too, if its answer says what it is."""
        labels = [label for each in signatures if (label := answered(each))]
        if labels:
            self._count(self._shown(self._row(target), self._number(labels)), record, line, raw)

    def _watch(self, row: Row, record: Record, names: tuple[str, ...]) -> None:
        """Keep what correlations could need."""
        for number in self._counting(names):
            if number in row.fired:
                continue
            kept = row.moments.setdefault(number, [])
            before = len(kept)
            kept += moments(self._watches[number], record, names)
            if before // MOMENTS != len(kept) // MOMENTS:
                self._settle(row, number)

    def _numbers(self, names: tuple[str, ...]) -> tuple[int, ...]:
        """The correlations that count one of these signatures."""
        return tuple(
            number for number, each in enumerate(self._watches) if not each.signatures.isdisjoint(names)
        )

    def _settle(self, row: Row, number: int) -> None:
        """Decide a correlation for an address, if it can be."""
        left = settled(self._watches[number], row.moments.pop(number))
        if left is None:
            row.fired.add(number)
        elif left:
            row.moments[number] = left


def _order(line: Line) -> tuple[float, int]:
    """Lines of one log: by time, then as they stand."""
    return line.time, line.line


def labelled(signature: Signature) -> Label:
    """What one who sends it shows."""
    return Label(
        signature.name,
        signature.verdict,
        signature.title,
        signature.level,
        signature.references,
        signature.silent,
    )


def answered(signature: Signature) -> Label | None:
    """What a server shows that answered it with a 2xx status; None if that tells nothing."""
    if signature.answered is None:
        return None
    return Label(
        f"{signature.name}-answered",
        signature.answered,
        f"{signature.title}: the server answered",
        signature.level,
        signature.references,
    )


def _claimed(claim: Claim) -> Label:
    """What a log itself says."""
    return Label(
        claim.signature[:LONGEST_NAME],
        claim.verdict,
        claim.title[:LONGEST_NAME],
        claim.level[:LONGEST_STATUS],
        tuple(each[:LONGEST_NAME] for each in claim.references[:10]),
    )
