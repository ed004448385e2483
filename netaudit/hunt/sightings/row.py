"""What is kept of an address while logs are read: small, mergeable, and the same however logs are cut.

A line shows a set of signatures, and lines are counted by that set. Whatever is decided later (a
signature that only counts in correlations, one that a correlation explains), each line counts once.
"""

from collections.abc import Callable
from math import inf
from typing import Any

from msgspec import Struct

from netaudit.model import Verdict

MOST_TARGETS = 1000
"""Different targets kept of an address and a set of signatures; whoever has so many has them at least."""

MOST_STATUSES = 20
OTHER_STATUS = "other"

Moment = tuple[str, float, str]
"""Of a correlation: group beside the address, seconds since 1970, value."""


class Label(Struct, frozen=True, array_like=True):
    """What an address can be said to show."""

    name: str
    verdict: Verdict
    title: str
    level: str
    references: tuple[str, ...] = ()
    silent: bool = False


class Line(Struct, frozen=True, array_like=True, gc=False):
    """A line of a log."""

    time: float
    """Infinity where it is not told: such lines come last."""
    source: int
    """Index of the path."""
    line: int
    digest: bytes
    status: str
    text: int
    """Index of the excerpt: a worm sends the same a million times."""


class Shown(Struct, array_like=True, gc=False):
    """Lines of one address that show the same set of signatures."""

    lines: int = 0
    first: float = inf
    last: float = -inf
    statuses: dict[str, int] = {}
    targets: set[str] = set()
    evidence: list[Line] = []
    """The first few lines by time, path and line."""


class Row(Struct, array_like=True, gc=False):
    """One address."""

    shown: dict[int, Shown] = {}
    """By index of the set of signatures."""
    moments: dict[int, list[Moment]] = {}
    """By index of the correlation, as long as it is not decided."""
    fired: set[int] = set()
    """Correlations that it showed."""


class Pack(Struct, array_like=True):
    """What a worker tells of a slice, or of a piece of it."""

    labels: list[Label]
    sets: list[list[int]]
    """Signatures that lines showed together: indices of labels, ascending."""
    texts: list[str]
    rows: dict[str, Row]
    """By address."""


def add_status(statuses: dict[str, int], status: str, lines: int) -> None:
    """Count a status; a log in which each line has another can not fill the memory."""
    key = status if status in statuses or len(statuses) < MOST_STATUSES else OTHER_STATUS
    statuses[key] = statuses.get(key, 0) + lines


def least_targets(targets: set[str]) -> set[str]:
    """So many of the targets as are kept: the same ones however they came in."""
    return targets if len(targets) <= MOST_TARGETS else set(sorted(targets)[:MOST_TARGETS])


def joined(one: Shown, other: Shown, evidence: int, order: Callable[[Line], Any]) -> Shown:
    """The lines of both."""
    statuses = dict(one.statuses)
    for status, lines in other.statuses.items():
        add_status(statuses, status, lines)
    return Shown(
        lines=one.lines + other.lines,
        first=min(one.first, other.first),
        last=max(one.last, other.last),
        statuses=statuses,
        targets=least_targets(one.targets | other.targets),
        evidence=sorted(one.evidence + other.evidence, key=order)[:evidence],
    )
