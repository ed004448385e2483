"""What a hunt reported, beside the truth about every line."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from msgspec import Struct, json

from bench.hunt_lines import SERVER
from bench.hunt_logs import Log, Planted
from bench.hunt_names import ACCEPTED

OK = 200


class Evidence(Struct, frozen=True):
    """Of a report only what is compared."""

    source: str
    line: int
    sha256: str
    signature: str


class Sighting(Struct, frozen=True):
    """One address of a report."""

    address: str
    count: int
    evidence: tuple[Evidence, ...]


class Source(Struct, frozen=True):
    """One log of a report."""

    path: str
    lines: int
    candidates: int = 0


class Report(Struct, frozen=True):
    """``netaudit.sightings/1``."""

    sightings: tuple[Sighting, ...]
    sources: tuple[Source, ...]


class Wrong(NamedTuple):
    """One thing that was missed, or that was said and is not so."""

    path: str
    line: int
    """0 where a host is meant and no line."""
    address: str
    why: str
    text: str


class Score(Struct, frozen=True, kw_only=True):
    """How a hunt did on one log, or on all."""

    kind: str
    lines: int
    candidates: int
    attacks: int
    decoys: int
    missed: tuple[Wrong, ...]
    invented: tuple[Wrong, ...]

    @property
    def recall(self) -> float:
        """Share of the attacks that were found, by their line, digest and address."""
        return 1 - len(self.missed) / self.attacks if self.attacks else 1.0

    @property
    def precision(self) -> float:
        """Share of what was said that is true."""
        found = self.attacks - len(self.missed)
        said = found + len(self.invented)
        return found / said if said else 1.0


Said = Mapping[int, list[tuple[str, Evidence]]]
"""For each line of a log the addresses that it was held against."""


def scores(logs: Sequence[Log], report: Report) -> tuple[Score, ...]:
    """Each log, then all together."""
    said: dict[str, dict[int, list[tuple[str, Evidence]]]] = defaultdict(lambda: defaultdict(list))
    for sighting in report.sightings:
        for each in sighting.evidence:
            said[each.source][each.line].append((sighting.address, each))
    candidates = {source.path: source.candidates for source in report.sources}
    rows = [_score(log, said[log.path], candidates.get(log.path, 0), report) for log in logs]
    return (*rows, total(rows))


def total(rows: Sequence[Score]) -> Score:
    """The sum."""
    return Score(
        kind="all",
        lines=sum(row.lines for row in rows),
        candidates=sum(row.candidates for row in rows),
        attacks=sum(row.attacks for row in rows),
        decoys=sum(row.decoys for row in rows),
        missed=tuple(wrong for row in rows for wrong in row.missed),
        invented=tuple(wrong for row in rows for wrong in row.invented),
    )


def _score(log: Log, said: Said, candidates: int, report: Report) -> Score:
    attacks = [planted for planted in log.planted if planted.attack]
    compared = _hosts if any(planted.line == 0 for planted in log.planted) else _lines
    missed, invented = compared(log, attacks, said)
    return Score(
        kind=log.kind,
        lines=log.lines,
        candidates=candidates,
        attacks=len(attacks),
        decoys=len(log.planted) - len(attacks),
        missed=(*missed, *_miscounted(log, attacks, report)) if compared is _lines else missed,
        invented=invented,
    )


def _lines(log: Log, attacks: Sequence[Planted], said: Said) -> tuple[tuple[Wrong, ...], tuple[Wrong, ...]]:
    """A truth about lines: what was missed, what was invented."""
    true = {planted.line: planted for planted in attacks}
    missed = [_missed(log, planted, said.get(planted.line, [])) for planted in attacks]
    decoys = {planted.line: planted for planted in log.planted if not planted.attack}
    invented = [
        _invented(log, evidence, address, decoys.get(line))
        for line, found in said.items()
        for address, evidence in found
        if line not in true or address not in _concerned(true[line])
    ]
    return tuple(filter(None, missed)), tuple(invented)


def _concerned(planted: Planted) -> tuple[str, ...]:
    """Who may be held to an attack: who sent it, and the server that answered as if it were open to it."""
    return (planted.address, SERVER) if planted.status == OK else (planted.address,)


def _missed(log: Log, planted: Planted, found: Sequence[tuple[str, Evidence]]) -> Wrong | None:
    """None if the line was held against its address, with its digest, under a name that fits."""
    digest = sha256(planted.text.encode("latin-1")).hexdigest()
    names = {each.signature for address, each in found if (address, each.sha256) == (planted.address, digest)}
    fitting = ACCEPTED.get(planted.attack)
    if names and (fitting is None or names & fitting):
        return None
    why = f"{planted.attack}, {planted.says}: " + (f"named {', '.join(sorted(names))}" if names else "missed")
    return Wrong(log.path, planted.line, planted.address, why, planted.text)


def _invented(log: Log, evidence: Evidence, address: str, decoy: Planted | None) -> Wrong:
    why = f"{evidence.signature} in {f'a decoy ({decoy.says})' if decoy else 'an ordinary line'}"
    return Wrong(log.path, evidence.line, address, why, decoy.text if decoy else "")


def _hosts(log: Log, attacks: Sequence[Planted], said: Said) -> tuple[tuple[Wrong, ...], tuple[Wrong, ...]]:
    """A truth about hosts."""
    found = {address: each for lines in said.values() for address, each in lines}
    true = {planted.address for planted in attacks}
    missed = (
        Wrong(log.path, 0, planted.address, f"{planted.attack}: missed", "")
        for planted in attacks
        if planted.address not in found
    )
    invented = (
        Wrong(log.path, each.line, address, f"{each.signature} of a harmless host", "")
        for address, each in found.items()
        if address not in true
    )
    return tuple(missed), tuple(invented)


def _miscounted(log: Log, attacks: Sequence[Planted], report: Report) -> Iterator[Wrong]:
    """Addresses with all lines found whose count says otherwise."""
    lines: dict[str, int] = defaultdict(int)
    for planted in attacks:
        lines[planted.address] += 1
    for sighting in report.sightings:
        if lines[sighting.address] not in {0, sighting.count}:
            why = f"{sighting.count} lines counted, {lines[sighting.address]} planted"
            yield Wrong(log.path, 0, sighting.address, why, "")


def read(printed: bytes) -> Report:
    """A report as the program prints it."""
    return json.decode(printed, type=Report)
