"""Markings and figures in words."""

import pytest

from netaudit.analysis.treatment.words import number


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (3_000_000 / 7, "428,571"),
        (1000, "1,000"),
        (506.88, "506.9"),
        (84.48, "84.48"),
        (7.68, "7.68"),
        (0, "0"),
    ],
)
def test_figures_are_as_exact_as_of_use(value: float, shown: str) -> None:
    """Three sevenths of a gigabit are 428,571 kbps to people, not 428,571.4286."""
    assert number(value) == shown
