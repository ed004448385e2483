"""What an audit found of the faults that were put in, and what it found besides."""

from collections.abc import Iterable, Mapping
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


def said(report: Path) -> tuple[set[Truth], Mapping[str, int]]:
    """Every fault a JSON report names, and how many subjects grave findings have by rule."""
    findings: list[dict[str, Any]] = json.decode(report.read_bytes())["findings"]
    faults: set[Truth] = set()
    grave: dict[str, int] = {}
    for finding in findings:
        if finding["result"] == "fail":
            faults |= {Truth(finding["device"], finding["code"], subject) for subject in finding["subjects"]}
        if finding["severity"] in GRAVE:
            rule = f"{finding['code']} {finding['rule']}"
            grave[rule] = grave.get(rule, 0) + len(finding["subjects"])
    return faults, grave


def score(truth: Iterable[Truth], faults: set[Truth]) -> tuple[Score, ...]:
    """Score each seeded rule, then all of them together."""
    seeded = set(truth)
    codes = sorted({fault.code for fault in seeded})
    relevant = {fault for fault in faults if fault.code in codes}
    rows = [_score(code, _of(seeded, code), _of(relevant, code)) for code in codes]
    return (*rows, _score("all", seeded, relevant))


def _of(faults: set[Truth], code: str) -> set[Truth]:
    return {fault for fault in faults if fault.code == code}


def _score(code: str, seeded: set[Truth], found: set[Truth]) -> Score:
    missed, invented = tuple(sorted(seeded - found)), tuple(sorted(found - seeded))
    return Score(code=code, seeded=len(seeded), missed=missed, invented=invented)
