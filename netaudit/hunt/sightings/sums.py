"""In the parent: the tallies of all slices put together."""

from collections.abc import Sequence
from functools import partial

from msgspec import msgpack
from msgspec.structs import replace

from netaudit.hunt.sightings.correlations import settled, watches
from netaudit.hunt.sightings.counts import Counts
from netaudit.hunt.sightings.order import Sightings, ranked
from netaudit.hunt.sightings.row import Label, Line, Pack, Row, Shown, joined
from netaudit.hunt.sightings.tally import MOMENTS
from netaudit.hunt.sightings.verdicts import Naming, judged, sighting
from netaudit.hunt.terms import Terms
from netaudit.model import Sighting, SignatureSummary, Verdict

MOST_LABELS = 10_000
"""Different signatures that are told apart; logs of an IDS can claim any number."""

MOST_ROWS = 8
"""Of an address, kept apart."""

FURTHER = Label("further-claims", Verdict.ATTACKER, "Claims of more kinds than are told apart", "medium")

_ROW: msgpack.Decoder[Row] = msgpack.Decoder(Row)
_PACK: msgpack.Decoder[Pack] = msgpack.Decoder(Pack)


class Sum:
    """All addresses. Each is kept packed, in some hundred bytes, until it is asked for."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._watches = watches(terms.signatures.correlations)
        self._rows: dict[str, tuple[bytes, ...]] = {}
        """What each slice said of an address; put together when it is asked for, or has become long."""
        self._paths: dict[str, int] = {}
        self._names: list[str] = []
        self._texts: dict[str, int] = {}
        self._labels: dict[Label, int] = {}
        self._sets: dict[tuple[int, ...], int] = {}

    def absorb(self, packed: bytes, source: str, lines_before: int) -> None:
        """Add what ``Tally.pack`` gave, of a slice of this path that begins after so many lines."""
        pack = _PACK.decode(packed)
        path = self._path(source)
        texts = [self._texts.setdefault(text, len(self._texts)) for text in pack.texts]
        sets = self._sets_of(pack)
        for address, row in pack.rows.items():
            for shown in row.shown.values():
                shown.evidence = [
                    replace(each, source=path, line=each.line + lines_before, text=texts[each.text])
                    for each in shown.evidence
                ]
            self._add(address, self._moved(row, sets))

    def _path(self, source: str) -> int:
        """The number of a path."""
        if source not in self._paths:
            self._paths[source] = len(self._names)
            self._names.append(source)
        return self._paths[source]

    def _sets_of(self, pack: Pack) -> list[int]:
        """The numbers that sets of signatures have here."""
        labels = [self._label(label) for label in pack.labels]
        mine = [tuple(sorted({labels[number] for number in each})) for each in pack.sets]
        return [self._sets.setdefault(each, len(self._sets)) for each in mine]

    def _label(self, label: Label) -> int:
        """The number of a label here."""
        if label not in self._labels and len(self._labels) >= MOST_LABELS:
            label = replace(FURTHER, verdict=label.verdict)
        return self._labels.setdefault(label, len(self._labels))

    def _moved(self, row: Row, sets: list[int]) -> Row:
        """A row with the numbers that sets have here; different claims may have become one."""
        shown: dict[int, Shown] = {}
        for number, each in row.shown.items():
            self._join(shown, sets[number], each)
        return Row(shown, row.moments, row.fired)

    def _join(self, shown: dict[int, Shown], number: int, more: Shown) -> None:
        """Add lines to those of the same set."""
        one = shown.get(number)
        shown[number] = joined(one, more, self._terms.evidence, self._order) if one else more

    def _order(self, line: Line) -> tuple[float, str, int]:
        """Time, path, line."""
        return line.time, self._names[line.source], line.line

    def _add(self, address: str, more: Row) -> None:
        """Add a row to what is known of its address."""
        rows = (*self._rows.get(address, ()), msgpack.encode(more))
        if len(rows) > MOST_ROWS:
            rows = (msgpack.encode(self._whole(rows)),)
        self._rows[address] = rows

    def _whole(self, rows: Sequence[bytes]) -> Row:
        """The rows of one address as one."""
        whole, *others = map(_ROW.decode, rows)
        for more in others:
            for number, shown in more.shown.items():
                self._join(whole.shown, number, shown)
            whole.fired |= more.fired
            for correlation, moments in more.moments.items():
                whole.moments.setdefault(correlation, []).extend(moments)
        self._settle(whole, MOMENTS)
        return whole

    def _settle(self, row: Row, least: int) -> None:
        """Decide correlations that have at least so many moments."""
        for number in list(row.moments):
            if number in row.fired:
                del row.moments[number]
            elif len(row.moments[number]) >= least:
                left = settled(self._watches[number], row.moments.pop(number))
                if left is None:
                    row.fired.add(number)
                else:
                    row.moments[number] = left

    def sightings(self, min_count: int = 1) -> Sightings:
        """Addresses with at least so many lines, worst first, then most lines, then by number."""
        return self.told(min_count)[0]

    def summaries(self, min_count: int = 1) -> tuple[SignatureSummary, ...]:
        """What was seen of each signature among the same addresses, sorted by name."""
        return self.told(min_count)[1]

    def told(self, min_count: int = 1) -> tuple[Sightings, tuple[SignatureSummary, ...]]:
        """Both, at half the price."""
        naming, counts = self._naming(), Counts()
        kept = []
        for address in self._rows:
            found = judged(self._row(address), naming)
            if found and found.lines >= min_count:
                counts.add(found)
                kept.append(ranked(address, found.verdict, found.lines))
        make = partial(self._sighting, naming=naming)
        return Sightings(kept, make), counts.summaries(naming)

    def _naming(self) -> Naming:
        """What numbers stand for."""
        return Naming(
            tuple(self._labels),
            tuple(self._sets),
            tuple(self._texts),
            tuple(self._paths),
            self._terms,
        )

    def _sighting(self, address: str, naming: Naming) -> Sighting:
        """All that is said of an address."""
        return sighting(address, self._row(address), naming)

    def _row(self, address: str) -> Row:
        """What is known of an address, with all correlations decided."""
        row = self._whole(self._rows[address])
        self._settle(row, 0)
        return row
