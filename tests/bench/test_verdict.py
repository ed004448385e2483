"""Limits are judged on the right side, and pages are written between their marks."""

from pathlib import Path

import pytest

from bench.tables import BEGIN, END, table, write_between_marks
from bench.verdict import Target


@pytest.mark.parametrize(
    ("measured", "at_most", "reached"),
    [(15.0, False, True), (14.9, False, False), (15.0, True, True), (15.1, True, False)],
)
def test_limits_are_inclusive(measured: float, at_most: bool, reached: bool) -> None:
    """Exactly the limit is good enough, from either side."""
    assert Target(name="n", measured=measured, limit=15, at_most=at_most).reached is reached


def test_table() -> None:
    """A table is Markdown, all columns but the first to the right."""
    assert table(("a", "b"), [("x", "1")]) == "| a | b |\n| --- | ---: |\n| x | 1 |\n"


def test_page_keeps_what_is_outside_the_marks(tmp_path: Path) -> None:
    """Writing twice leaves one copy, and the prose around it alone."""
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    write_between_marks(page, "new\n")
    write_between_marks(page, "newer\n")
    assert page.read_text() == f"before\n{BEGIN}\n\nnewer\n\n{END}\nafter\n"


def test_page_without_marks_is_refused(tmp_path: Path) -> None:
    """A page that lost a mark is not overwritten."""
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\n")
    with pytest.raises(ValueError, match="needs a line"):
        write_between_marks(page, "new")
    assert page.read_text() == f"before\n{BEGIN}\n"
