"""The left margin: captures that are indented as a whole, and headers that slipped to the right."""

import re
from collections.abc import Sequence

_FIRST_INDENTED = re.compile(r"\n* +\S")
_INDENT = re.compile(r"^( *)\S", re.MULTILINE)

_KEEPS_HEADERS = re.compile(
    r"(?:area|dynamic-template|l2vpn|lisp|lldp|mpls|multicast-routing|qos|router|rsvp|telemetry|vrf)\b"
)
"""Sections of IOS relatives in which ``interface`` or ``router`` lines belong."""


def dedent(text: str) -> str:
    """Text moved to the left as far as its leftmost line allows."""
    if not _FIRST_INDENTED.match(text):
        return text
    margin = min((len(found) for found in _INDENT.findall(text)), default=0)
    return re.sub(rf"^ {{{margin}}}", "", text, flags=re.MULTILINE) if margin else text


def pull_back(text: str, strays: Sequence[int]) -> str:
    """Move headers that slipped to the right, and what follows at their depth or deeper, to the margin.

    ``strays`` are the numbers of lines that look like such headers, ascending, 1 the first.
    """
    lines = text.split("\n")
    for stray in strays:
        index = stray - 1
        depth = _depth(lines[index])
        if depth and not _KEEPS_HEADERS.match(_section(lines, index)):
            _shift(lines, index, depth)
    return "\n".join(lines)


def _depth(line: str) -> int:
    """How many blanks a line begins with."""
    return len(line) - len(line.lstrip(" "))


def _section(lines: Sequence[str], index: int) -> str:
    """The nearest line above at the margin."""
    above = (lines[number] for number in range(index - 1, -1, -1))
    return next((line for line in above if line and line[0] not in " !"), "")


def _shift(lines: list[str], start: int, depth: int) -> None:
    """Take depth blanks off the lines from start up to one that is less deep."""
    for index in range(start, len(lines)):
        if lines[index]:
            if _depth(lines[index]) < depth:
                return
            lines[index] = lines[index][depth:]
