"""Several devices in one file: where one ends and the next begins."""

import re
from collections.abc import Iterator
from itertools import pairwise

_NAME = re.compile(r"^(?:hostn(?:a(?:me?)?)?|switchname) +(\S+)", re.MULTILINE)
_END = re.compile(r"^end$", re.MULTILINE)
_VERSION = re.compile(r"^version \S", re.MULTILINE)


def devices(text: str) -> list[tuple[int, str]]:
    """The configs of each device in clean text, with the number of their first line.

    A device begins after the ``end`` of the one before; where that is missing at its ``version``
    line, else at its ``hostname``. The same name again without an ``end`` between is one device.
    Joining the parts with newlines gives the text.
    """
    first = text.find("hostn")
    if text.find("\nhostn", first + 1) < 0 and (first >= 0 or "switchname " not in text):
        return [(1, text)]
    starts = [0, *_boundaries(text)]
    if len(starts) == 1:
        return [(1, text)]
    stops = [start - 1 for start in starts[1:]] + [len(text)]
    return [
        (text.count("\n", 0, start) + 1, text[start:stop]) for start, stop in zip(starts, stops, strict=True)
    ]


def _boundaries(text: str) -> Iterator[int]:
    """Offsets at which the second, third, … device begins."""
    for before, after in pairwise(_NAME.finditer(text)):
        between = before.end(), after.start()
        if ends := [end.end() + 1 for end in _END.finditer(text, *between)]:
            yield ends[-1]
        elif before[1] != after[1]:
            versions = [version.start() for version in _VERSION.finditer(text, *between)]
            yield versions[-1] if versions else after.start()
