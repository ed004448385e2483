"""What a port of a line card can be: how many queues, which of them strict, and what goes where by default.

A config does not name the line cards. Its queue lines leave some kinds of ports possible and rule
others out; what all that are left agree on is known.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from netaudit.model import Interface


class PortKind(Struct, frozen=True, kw_only=True):
    """The transmit side of a kind of port, by Cisco's name for it (``X``: whatever number)."""

    name: str
    weighted: int
    """Queues in the weighted round robin, numbered from 1."""
    strict: int | None
    """Number of the strict queue; None where the port has none."""
    queues: tuple[int, ...]
    """Queue of CoS 0-7 until told otherwise."""
    weights: tuple[int, ...] | None = None
    """Until told otherwise; None where documents disagree or are silent."""


KINDS = (
    PortKind(name="1p2qXt", weighted=2, strict=3, queues=(1, 1, 1, 1, 2, 3, 2, 2)),
    PortKind(name="1p3qXt", weighted=3, strict=4, queues=(1, 1, 2, 2, 2, 4, 3, 3), weights=(100, 150, 200)),
    PortKind(name="1p7qXt", weighted=7, strict=8, queues=(1, 1, 2, 2, 2, 8, 3, 3)),
    PortKind(name="2q2t", weighted=2, strict=None, queues=(1, 1, 1, 1, 2, 2, 2, 2)),
)
"""Every kind of Ethernet port with egress queues of its own, from the 6100 to the 6900 series of cards."""


class QueueLine(NamedTuple):
    """A queue line of an interface: where it stands among them from 0, its phrase, the numbers behind."""

    at: int
    phrase: str
    numbers: tuple[int, ...]


def queue_lines(port: Interface) -> Iterator[QueueLine]:
    """The queue lines of an interface, as written."""
    for index, line in enumerate(port.queueing):
        words = line.split()
        numbers = tuple(int(word) for word in words if word.isdecimal())
        yield QueueLine(index, " ".join(word for word in words if not word.isdecimal()), numbers)


def _as_many(kind: PortKind, numbers: tuple[int, ...]) -> bool:
    """A number for each weighted queue."""
    return kind.weighted == len(numbers)


def fits(kind: PortKind, numbers: tuple[int, ...]) -> bool:
    """The first number is that of a weighted queue."""
    return not numbers or 1 <= numbers[0] <= kind.weighted


def _strict(kind: PortKind, _numbers: tuple[int, ...]) -> bool:
    """Only a port with a strict queue takes the line."""
    return kind.strict is not None


SIGNS: Mapping[str, Callable[[PortKind, tuple[int, ...]], bool]] = {
    "priority-queue cos-map": _strict,
    "priority-queue dscp-map": _strict,
    "priority-queue queue-limit": _strict,
    "wrr-queue bandwidth": _as_many,
    "wrr-queue bandwidth percent": _as_many,
    "wrr-queue cos-map": fits,
    "wrr-queue dscp-map": fits,
    "wrr-queue queue-limit": _as_many,
    "wrr-queue random-detect": fits,
    "wrr-queue random-detect max-threshold": fits,
    "wrr-queue random-detect min-threshold": fits,
    "wrr-queue threshold": fits,
}
"""Queue line to whether a kind of port takes it with these numbers; sorted."""


def possible(port: Interface) -> tuple[PortKind, ...]:
    """The kinds that the port may be of; all where its lines rule none out, or contradict each other."""
    told = [(SIGNS[line.phrase], line.numbers) for line in queue_lines(port) if line.phrase in SIGNS]
    return tuple(kind for kind in KINDS if all(takes(kind, numbers) for takes, numbers in told)) or KINDS
