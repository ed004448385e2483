"""The manual page of a rule, cut at its headings.

A rule's manual is its module docstring: a title line, a paragraph on the behaviour, then the
headings below, each alone on its line. ``Bad`` and ``Good`` hold a piece of config, indented.
"""

from collections.abc import Iterator
from textwrap import dedent

from netaudit.rules.engine import Rule

HEADINGS = ("Why it matters", "How to fix", "Not reported", "Bad", "Good")
"""What every manual page has, in this order."""


def sections(manual: str) -> dict[str, str]:
    """Heading to the text below it; the title and first paragraphs are under ``""``."""
    texts: dict[str, list[str]] = {"": []}
    for heading, line in _under_headings(manual):
        texts.setdefault(heading, []).append(line)
    return {heading: dedent("\n".join(lines)).strip() for heading, lines in texts.items()}


def _under_headings(manual: str) -> Iterator[tuple[str, str]]:
    """Each line that is not a heading, after the heading that it stands under."""
    heading = ""
    for line in manual.splitlines():
        if line in HEADINGS:
            heading = line
        else:
            yield heading, line


def examples(rule: Rule) -> tuple[str, str]:
    """The bad and the good config that the manual page shows; empty where it shows none."""
    parts = sections(rule.manual)
    return parts.get("Bad", ""), parts.get("Good", "")
