"""The four transmit queues of a port of a 4500: their shares, shapes, and the one that may be strict."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from netaudit.analysis.treatment.mls.leaving import Service
from netaudit.model import Interface, Place, Reason

QUEUES = 4
STRICT = 3
"""The only queue that takes ``priority high``."""

WHOLE = 100.0
DEFAULT_PERCENT = WHOLE / QUEUES

_RATE = re.compile(r"(\d+(?:\.\d+)?) ?([kmg]?)")
_UNITS = {"": 0.001, "g": 1e6, "k": 1.0, "m": 1e3}
"""What a rate's unit is in kbps; a bare number is bits per second."""


class Amount(NamedTuple):
    """A share of the link or a rate, as written."""

    percent: float | None
    kbps: float | None
    line: int
    """Where it stands among the queue lines of the port, from 0."""


class Queue(Struct, frozen=True, kw_only=True):
    """What the lines of a port say of one transmit queue."""

    bandwidth: Amount | None = None
    shape: Amount | None = None
    high: int | None = None
    """Where ``priority high`` stands."""


def queue_of(port: Interface, number: int) -> Queue:
    """The settings of a transmit queue, 1-4."""
    settings: dict[str, Amount] = {}
    high = None
    for at, words in _settings(port, number):
        match words:
            case ["bandwidth" | "shape" as what, *rest]:
                settings[what] = amount(rest, at)
            case ["priority", level]:
                high = at if level == "high" else None
    return Queue(bandwidth=settings.get("bandwidth"), shape=settings.get("shape"), high=high)


def _settings(port: Interface, number: int) -> Iterator[tuple[int, list[str]]]:
    """The lines below ``tx-queue N``: where they stand, and their words."""
    for at, line in enumerate(port.queueing):
        words = line.split()
        if words[:2] == ["tx-queue", str(number)] and len(words) > 2:  # noqa: PLR2004 - more than the header
            yield at, words[2:]


def amount(words: list[str], at: int) -> Amount:
    """``percent 33``, ``15000000``, ``100 m``; nothing where it is neither."""
    if words[:1] == ["percent"] and words[1:] and words[1].isdecimal():
        return Amount(float(words[1]), None, at)
    found = _RATE.fullmatch(" ".join(words))
    return Amount(None, float(found[1]) * _UNITS[found[2]] if found else None, at)


def percent(of: Amount | None, kbps: float | None) -> float | None:
    """An amount as percent of a link, at most 100; None where it is not set or not to be told."""
    if of is None:
        return None
    if of.percent is not None:
        return min(WHOLE, of.percent)
    return min(WHOLE, WHOLE * of.kbps / kbps) if of.kbps is not None and kbps else None


def service(port: Interface, number: int, kbps: float | None) -> Service:
    """What the scheduler does for a transmit queue, 1-4, of a busy port."""
    own = queue_of(port, number)
    strict = number == STRICT and own.high is not None
    cap = percent(own.shape, kbps)
    share = WHOLE if strict else _share(port, number, own, kbps)
    known = share is not None and (own.shape is None or cap is not None)
    least = None if share is None or not known else min(share, WHOLE if cap is None else cap)
    return Service(
        decided_by=_text(port, own, strict=strict),
        says=_says(least, cap, strict=strict),
        places=tuple(Place("egress", fields=("queueing",), index=at) for at in _lines(own, strict=strict)),
        strict=strict,
        guaranteed_percent=least,
        cap_percent=cap,
        link_kbps=kbps,
        known=known,
        reason=None if strict or queue_of(port, STRICT).high is None else Reason.LEFT_OVER,
    )


def _share(port: Interface, number: int, own: Queue, kbps: float | None) -> float | None:
    """The share of a queue that is not strict."""
    return percent(own.bandwidth, kbps) if own.bandwidth else _rest(port, number, kbps)


def _rest(port: Interface, number: int, kbps: float | None) -> float | None:
    """The share of a queue without a bandwidth of its own: a quarter, if the others leave that much."""
    others: Mapping[int, Queue] = {n: queue_of(port, n) for n in range(1, QUEUES + 1) if n != number}
    taken = [percent(queue.bandwidth, kbps) for queue in others.values() if queue.bandwidth]
    if None in taken:
        return None
    left = WHOLE - sum(value for value in taken if value is not None)
    return max(0.0, min(DEFAULT_PERCENT, left / (QUEUES - len(taken))))


def _lines(own: Queue, *, strict: bool) -> list[int]:
    """Where the lines stand that make the queue what it is: a strict one needs no share."""
    first = own.high if strict else own.bandwidth and own.bandwidth.line
    return sorted(at for at in (first, own.shape and own.shape.line) if at is not None)


def _text(port: Interface, own: Queue, *, strict: bool) -> str:
    """The lines in normal form."""
    lines = [port.queueing[at] for at in _lines(own, strict=strict)]
    return ", ".join(lines) or "default: four queues share the link"


def _says(least: float | None, cap: float | None, *, strict: bool) -> str:
    """The service in words."""
    if strict:
        return "strict, no limit" if cap is None else f"strict, at most {cap:.4g} %"
    share = "share unknown" if least is None else f"at least {least:.4g} %"
    return f"not strict, {share}" + ("" if cap is None else f", at most {cap:.4g} %")
