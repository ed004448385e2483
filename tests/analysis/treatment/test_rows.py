"""The hand-derived rows of each family hold; they were written before the code, by another reader."""

from collections import Counter

import pytest

from netaudit.analysis.treatment.kinds import kind_of
from netaudit.analysis.treatment.verdict import judge
from netaudit.model import Treatment
from tests.analysis.treatment.rows import Row, rows, traced

ROWS = tuple(rows())
FAMILIES = ("c2950", "c3550", "c3k", "c4500l", "c4500m", "c6500", "c6800", "isr", "uadp", "xl")
LEAST = 18


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.path.parent.name}/{row.path.name}:{row.line}")
def test_row_holds(row: Row) -> None:
    """The device does to the packet what the row says."""
    _device, treated = traced(row)
    found = {field: _found(treated, field) for field in row.expected}
    close = {
        field: pytest.approx(value, rel=0.01) if isinstance(value, float) else value
        for field, value in row.expected.items()
    }
    assert found == close, "\n".join(f"{step.stage}: {step.decided_by} {step.says}" for step in treated.steps)


def _found(treated: Treatment, field: str) -> object:
    """What the treatment says in a row's field."""
    if field == "verdict":
        return judge(kind_of(treated.packet), treated).result
    return treated.known if field == "known" else getattr(treated.exit, field)


@pytest.mark.parametrize("family", FAMILIES)
def test_family_has_rows_enough(family: str) -> None:
    """Each family is held to at least eighteen rows (three for the 2900XL, which has no marking at all)."""
    assert Counter(row.path.parent.name for row in ROWS)[family] >= (3 if family == "xl" else LEAST)
