"""Ends of a way: two queues in a row, a queue in a circuit, a way that can not be followed."""

from collections.abc import Callable

from msgspec.structs import replace

from netaudit.analysis.treatment.family import Carried, Sent
from netaudit.model import Exit, Step


def rescaled(left: Exit, link_kbps: float) -> Exit:
    """An exit whose percentages are of another rate; those of a class without limit stay."""
    return replace(
        left,
        link_kbps=link_kbps,
        guaranteed_percent=_scaled(left.guaranteed_percent, left.guaranteed_kbps, link_kbps),
        cap_percent=_scaled(left.cap_percent, left.cap_kbps, link_kbps),
    )


def _scaled(percent: float | None, kbps: float | None, link_kbps: float) -> float | None:
    return percent if percent is None or kbps is None or not link_kbps else 100 * kbps / link_kbps


def both(first: Sent | None, second: Exit) -> Exit:
    """A packet that passes two queues: strict if both are, and the smaller of each amount."""
    if first is None:
        return second
    one = first.exit
    link = _least(one.link_kbps, second.link_kbps)
    merged = replace(
        second,
        queue=one.queue,
        strict=None if None in {one.strict, second.strict} else one.strict and second.strict,
        guaranteed_kbps=_both(one.guaranteed_kbps, second.guaranteed_kbps, min),
        guaranteed_percent=_both(one.guaranteed_percent, second.guaranteed_percent, min),
        cap_kbps=_least(one.cap_kbps, second.cap_kbps),
        cap_percent=_least(one.cap_percent, second.cap_percent),
    )
    return replace(merged, link_kbps=link) if link is None else rescaled(merged, link)


def _least(one: float | None, other: float | None) -> float | None:
    """The smaller; None stands for no limit."""
    return min((each for each in (one, other) if each is not None), default=None)


def _both(one: float | None, other: float | None, pick: Callable[[float, float], float]) -> float | None:
    """One of two; None stands for what is not known."""
    return None if one is None or other is None else pick(one, other)


def doubtful(sent: Sent, why: str) -> Sent:
    """A queue that the packet passes only if the router takes the policy."""
    exit_ = replace(
        sent.exit,
        queue=None,
        strict=None,
        guaranteed_percent=None,
        guaranteed_kbps=None,
        cap_percent=None,
        cap_kbps=None,
    )
    steps = tuple(
        replace(step, says=f"{step.says}; unknown: {why}", known=False) if step.stage == "scheduler" else step
        for step in sent.steps
    )
    return Sent(exit=exit_, steps=steps)


def open_end(why: str, carried: Carried) -> Sent:
    """A packet that is lost sight of before the wire."""
    marking = carried.marking
    step = Step(
        stage="queue",
        decided_by=f"unknown: {why}",
        marking=marking,
        says="unknown",
        known=False,
    )
    return Sent(exit=carried.exit(), steps=(*carried.steps, step))
