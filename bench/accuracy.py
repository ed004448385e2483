"""What an audit found of the faults that were put in, and what it found besides."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct, json

from bench.defects import Truth

GRAVE = frozenset({"critical", "high", "medium"})


class Score(Struct, frozen=True, kw_only=True):
    """How one rule did; ``code`` is ``all`` for the sum."""

    code: str
    seeded: int
    missed: tuple[Truth, ...] = ()
    invented: tuple[Truth, ...] = ()

    @property
    def recall(self) -> float:
        """Share of the seeded faults that were found."""
        return 1 - len(self.missed) / self.seeded if self.seeded else 1.0

    @property
    def precision(self) -> float:
        """Share of what was said that is true."""
        found = self.seeded - len(self.missed)
        said = found + len(self.invented)
        return found / said if said else 1.0


def said(report: Path) -> set[Truth]:
    """Every fault of medium severity or worse that a JSON report is sure of."""
    findings: list[dict[str, Any]] = json.decode(report.read_bytes())["findings"]
    return {
        Truth(finding["device"], finding["code"], subject)
        for finding in findings
        if finding["result"] == "fail" and finding["severity"] in GRAVE
        for subject in finding["subjects"]
    }


def score(truth: Iterable[Truth], found: set[Truth]) -> tuple[Score, ...]:
    """Score each rule that was seeded or that spoke, then all of them together."""
    seeded = set(truth)
    codes = sorted({fault.code for fault in seeded | found})
    rows = [_score(code, _of(seeded, code), _of(found, code)) for code in codes]
    return (*rows, _score("all", seeded, found))


def _of(faults: set[Truth], code: str) -> set[Truth]:
    return {fault for fault in faults if fault.code == code}


def _score(code: str, seeded: set[Truth], found: set[Truth]) -> Score:
    missed, invented = tuple(sorted(seeded - found)), tuple(sorted(found - seeded))
    return Score(code=code, seeded=len(seeded), missed=missed, invented=invented)
