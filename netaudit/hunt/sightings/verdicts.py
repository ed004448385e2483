"""What an address is, by all that it showed."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from netaudit.hunt.sightings.addresses import Ranges, rank
from netaudit.hunt.sightings.row import Label, Line, Row, Shown, add_status, least_targets
from netaudit.hunt.sigma.signature import Correlation
from netaudit.hunt.terms import Terms
from netaudit.model import Evidence, Sighting, Verdict

MOST_LISTED = 100
"""Targets that a sighting lists."""

EARLIEST, LATEST = -62135596800.0, 253402300800.0
"""Seconds since 1970 of the years 1 and 10000: what RFC 3339 can write, the second exclusive."""


class Named(NamedTuple):
    """A signature that an address is said to show."""

    name: str
    verdict: Verdict
    sets: frozenset[int]
    """The sets of signatures whose lines show it."""


class Meaning(NamedTuple):
    """What sets of signatures and correlations come to together."""

    verdict: Verdict
    named: tuple[Named, ...]
    """Sorted by name."""
    counting: frozenset[int]
    """Sets whose lines count."""


class Judged(NamedTuple):
    """An address in short."""

    verdict: Verdict
    lines: int
    named: tuple[tuple[str, int], ...]
    """Signature and its lines."""


class Naming:
    """What the numbers in rows stand for."""

    def __init__(
        self,
        labels: tuple[Label, ...],
        sets: tuple[tuple[int, ...], ...],
        texts: tuple[str, ...],
        paths: tuple[str, ...],
        terms: Terms,
    ) -> None:
        self.labels, self.sets = labels, sets
        self.texts, self.paths = texts, paths
        self.correlations = terms.signatures.correlations
        self.evidence = terms.evidence
        self.inside = Ranges(terms.inside)
        self._meanings: dict[tuple[frozenset[int], frozenset[int]], Meaning | None] = {}

    def meaning(self, row: Row) -> Meaning | None:
        """What a row comes to; None if nothing counts. A million hosts of a worm share one answer."""
        key = frozenset(row.shown), frozenset(row.fired)
        if key not in self._meanings:
            self._meanings[key] = self._weighed(*key)
        return self._meanings[key]

    def order(self, line: Line) -> tuple[float, str, int]:
        """Time, path, line."""
        return line.time, self.paths[line.source], line.line

    def _weighed(self, shown: AbstractSet[int], fired: AbstractSet[int]) -> Meaning | None:
        """Take away what is explained, name the rest."""
        correlations = [self.correlations[number] for number in sorted(fired)]
        explained = {name for each in correlations for name in each.explains}
        told: dict[str, set[Verdict]] = {}
        for label in self._labels(shown):
            if not label.silent and label.name not in explained:
                told.setdefault(label.name, set()).add(label.verdict)
        for each in correlations:
            if each.name not in explained:
                told.setdefault(each.name, set()).add(each.verdict)
        if not told:
            return None
        named = tuple(
            Named(name, _worst(told[name]), self._showing(name, correlations, shown)) for name in sorted(told)
        )
        return Meaning(_worst({each.verdict for each in named}), named, self._counting(correlations, shown))

    def _labels(self, shown: Iterable[int]) -> list[Label]:
        """All that was shown."""
        return [self.labels[number] for each in shown for number in self.sets[each]]

    def _showing(
        self, name: str, correlations: Sequence[Correlation], shown: Iterable[int]
    ) -> frozenset[int]:
        """The sets that hold a signature, or one that a correlation of this name counts."""
        names = {name}.union(*(each.signatures for each in correlations if each.name == name))
        return frozenset(each for each in shown if any(label.name in names for label in self._labels([each])))

    def _counting(self, correlations: Sequence[Correlation], shown: Iterable[int]) -> frozenset[int]:
        """The sets that hold a signature which is not silent, or that a correlation counts."""
        counted = {name for each in correlations for name in each.signatures}
        return frozenset(
            each
            for each in shown
            if any(not label.silent or label.name in counted for label in self._labels([each]))
        )


def _worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of them."""
    return min(verdicts, key=lambda verdict: verdict.rank)


def judged(row: Row, naming: Naming) -> Judged | None:
    """An address in short; None if nothing counts against it."""
    meaning = naming.meaning(row)
    if meaning is None:
        return None
    return Judged(
        meaning.verdict,
        _lines(row, meaning.counting),
        tuple((each.name, _lines(row, each.sets)) for each in meaning.named),
    )


def _lines(row: Row, sets: Iterable[int]) -> int:
    """Lines of these sets."""
    return sum(row.shown[each].lines for each in sets)


def sighting(address: str, row: Row, naming: Naming) -> Sighting:
    """All that is said of an address against which something counts.

    Raises:
        ValueError: nothing does.
    """
    meaning = naming.meaning(row)
    if meaning is None:
        raise ValueError(address)
    counted = [row.shown[each] for each in sorted(meaning.counting)]
    targets = least_targets(set().union(*(each.targets for each in counted)))
    return Sighting(
        address=address,
        inside=naming.inside.holds(address),
        verdict=meaning.verdict,
        signatures=tuple(each.name for each in meaning.named),
        count=sum(each.lines for each in counted),
        first_seen=utc(min(each.first for each in counted)),
        last_seen=utc(max(each.last for each in counted)),
        targets=tuple(sorted(sorted(targets, key=rank)[:MOST_LISTED], key=rank)),
        target_count=len(targets),
        statuses=_statuses(counted),
        evidence=_evidence(row, meaning, naming),
    )


def _statuses(counted: Iterable[Shown]) -> dict[str, int]:
    """Status to how often, sorted."""
    statuses: dict[str, int] = {}
    for each in counted:
        for status, lines in each.statuses.items():
            add_status(statuses, status, lines)
    return dict(sorted(statuses.items()))


def _evidence(row: Row, meaning: Meaning, naming: Naming) -> tuple[Evidence, ...]:
    """The first lines of each signature."""
    kept: list[tuple[tuple[float, str, int], str, Line]] = []
    for each in meaning.named:
        lines = [line for number in each.sets for line in row.shown[number].evidence]
        kept += [
            (naming.order(line), each.name, line)
            for line in sorted(lines, key=naming.order)[: naming.evidence]
        ]
    return tuple(_told(line, name, naming) for _, name, line in sorted(kept, key=lambda one: one[:2]))


def _told(line: Line, name: str, naming: Naming) -> Evidence:
    """One line of a log."""
    return Evidence(
        source=naming.paths[line.source],
        line=line.line,
        sha256=line.digest.hex(),
        signature=name,
        time=utc(line.time),
        status=line.status,
        excerpt=naming.texts[line.text],
    )


@lru_cache(maxsize=8192)  # a worm is seen many times in a second
def utc(seconds: float) -> str | None:
    """Seconds since 1970 as RFC 3339 writes them, in whole seconds; None for what is no time."""
    if not EARLIEST <= seconds < LATEST:
        return None
    return datetime.fromtimestamp(seconds // 1, UTC).replace(tzinfo=None).isoformat() + "Z"
