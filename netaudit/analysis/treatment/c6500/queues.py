"""Which transmit queue of a line card a packet gets, and what that queue is worth."""

from typing import Any, NamedTuple

from netaudit.analysis.treatment.c6500.ports import PortKind, QueueLine, fits, queue_lines
from netaudit.model import Interface

BY_DSCP = "mls qos queue-mode mode-dscp"
"""The line that makes a 10-gigabit port queue by DSCP; without it a port queues by CoS."""

WEIGHTS = frozenset({"wrr-queue bandwidth", "wrr-queue bandwidth percent"})


class Queued(NamedTuple):
    """A queue and its schedule; None: it depends on what the line card is."""

    queue: int | None = None
    threshold: int | None = None
    """Only where a line names it."""
    strict: bool | None = None
    share: float | None = None
    """Percent of what the strict queue leaves; 100 for the strict queue itself."""
    map_line: int | None = None
    """Index of the queue line that put the packet there; None for a default."""
    weight_line: int | None = None


def by_dscp(port: Interface) -> bool:
    """Whether the port chooses queues by DSCP."""
    return BY_DSCP in port.queueing


def queued(port: Interface, kinds: tuple[PortKind, ...], cos: int | None, dscp: int | None) -> Queued:
    """Where a packet of this egress CoS and internal DSCP is queued, as far as the kinds of ports agree."""
    label, value = ("dscp", dscp) if by_dscp(port) else ("cos", cos)
    if value is None:
        return Queued()
    lines = tuple(queue_lines(port))
    return _agreed([_on(kind, lines, label, value) for kind in kinds])


def _agreed(found: list[Queued]) -> Queued:
    """What is the same in all of them."""
    fields: list[Any] = [values[0] if len(set(values)) == 1 else None for values in zip(*found, strict=True)]
    return Queued(*fields)


def _on(kind: PortKind, lines: tuple[QueueLine, ...], label: str, value: int) -> Queued:
    """What becomes of a packet on one kind of port."""
    queue, threshold, index = _placed(kind, lines, label, value)
    if queue is None:
        return Queued()
    if queue == kind.strict:
        return Queued(queue, None, strict=True, share=100.0, map_line=index)
    weights, line = _weights(kind, lines)
    return Queued(queue, threshold, False, _share(weights, queue), index, line)


def _placed(
    kind: PortKind, lines: tuple[QueueLine, ...], label: str, value: int
) -> tuple[int | None, int | None, int | None]:
    """Queue, threshold and the line that says so: the last that has the value, else the default of CoS."""
    for line in reversed(lines):
        if line.phrase == f"wrr-queue {label}-map" and value in line.numbers[2:] and fits(kind, line.numbers):
            return line.numbers[0], line.numbers[1], line.at
        if line.phrase == f"priority-queue {label}-map" and value in line.numbers[1:]:
            return kind.strict, None, line.at
    return (kind.queues[value] if label == "cos" else None), None, None


def _weights(kind: PortKind, lines: tuple[QueueLine, ...]) -> tuple[tuple[int, ...] | None, int | None]:
    """The weights of the round robin, and the line that sets them."""
    for line in reversed(lines):
        if line.phrase in WEIGHTS:
            return line.numbers, line.at
    return kind.weights, None


def _share(weights: tuple[int, ...] | None, queue: int) -> float | None:
    """Percent of all weights."""
    if not weights or queue > len(weights) or not sum(weights):
        return None
    return 100 * weights[queue - 1] / sum(weights)
