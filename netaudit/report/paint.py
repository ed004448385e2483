"""The looks of text on a terminal."""

from collections.abc import Callable

Paint = Callable[[str, str], str]
"""Gives a text the look of a style: one of ``STYLES``."""

WIDTH = 100
"""Columns that prose is wrapped to; source lines never are."""

STYLES = {
    "critical": "1;97;41",
    "high": "1;31",
    "info": "34",
    "low": "36",
    "medium": "33",
    "pass": "32",
    "quiet": "2",
    "title": "1",
    "unknown": "35",
}
"""Style to the parameters of the ANSI sequence that begins it."""


def plain(_style: str, text: str) -> str:
    """The text as it is."""
    return text


def ansi(style: str, text: str) -> str:
    """The text in colour."""
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m"


def many(count: int, noun: str) -> str:
    """``1 device``, ``2 devices``."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
