"""Indented text to a tree of lines, and back.

IOS and its relatives say by indentation what belongs to what: a line deeper than the one
before it is its child. ``sections`` cuts a config at its unindented lines without looking
further, for readers that remember what a section means; ``grow`` makes the whole tree.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

_SECTION = re.compile(r"\n(?=[^\s!])")


class Line(Struct, frozen=True):
    """A line without its indentation, its number in the source, and what stands below it."""

    text: str
    number: int
    children: tuple["Line", ...] = ()


def cut(text: str) -> list[str]:
    """A config cut at its unindented lines; joined by line feeds the parts are the text again.

    Comments go with the section above them: to IOS they are not there.
    """
    return _SECTION.split(text)


def sections(text: str, first: int = 1) -> Iterator[tuple[int, str]]:
    """Yield each unindented line with all that is indented below it, and its line number."""
    number = first
    for section in cut(text):
        yield number, section
        number += section.count("\n") + 1


def grow(text: str, first: int = 1) -> tuple[Line, ...]:
    """Read indented text into a tree; blank lines and ``!`` comments are left out."""
    rows = [
        (len(row) - len(bare), bare.rstrip(), number)
        for number, row in enumerate(text.split("\n"), first)
        if (bare := row.lstrip()) and bare[0] != "!"
    ]
    return _siblings(rows, 0, len(rows))


def _siblings(rows: list[tuple[int, str, int]], start: int, stop: int) -> tuple[Line, ...]:
    """The lines between start and stop that no other of them encloses."""
    lines: list[Line] = []
    while start < stop:
        depth, text, number = rows[start]
        end = start + 1
        while end < stop and rows[end][0] > depth:
            end += 1
        children = _siblings(rows, start + 1, end) if end > start + 1 else ()
        lines.append(Line(text, number, children))
        start = end
    return tuple(lines)


def render(lines: Iterable[Line], depth: int = 0) -> str:
    """Print a tree the way IOS does: one space a level."""
    return "".join(f"{' ' * depth}{line.text}\n{render(line.children, depth + 1)}" for line in lines)


def walk(lines: Iterable[Line]) -> Iterator[Line]:
    """Every line of a tree, parents before their children."""
    for line in lines:
        yield line
        yield from walk(line.children)
