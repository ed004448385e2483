"""Names of objects in few words: ports the way ``interface range`` writes them."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from netaudit.parsers.names import TYPES
from netaudit.rules.verdicts import natural

_INTERFACE = re.compile(rf"((?:{'|'.join(map(re.escape, TYPES.values()))})(?:\d+/)*)(\d+)", re.ASCII)
"""A canonical interface name: all but the last number, and that. Subinterfaces form no ranges."""


def compress(subjects: Iterable[str]) -> str:
    """``GigabitEthernet1/0/1-24,48, Vlan10``: runs of interfaces joined, other names as they are."""
    ports: dict[str, set[int]] = {}
    for name in sorted(set(subjects), key=natural):
        match = _INTERFACE.fullmatch(name)
        numbers = ports.setdefault(match[1] if match else name, set())
        if match:
            numbers.add(int(match[2]))
    return ", ".join(prefix + ",".join(_spans(numbers)) for prefix, numbers in ports.items())


def _spans(numbers: Iterable[int]) -> Iterator[str]:
    """``7`` or ``7-9`` for each run of numbers."""
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        first, *others = [number for _, number in run]
        yield f"{first}-{others[-1]}" if others else str(first)
