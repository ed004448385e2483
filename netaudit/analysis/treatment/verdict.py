"""Whether what a device does to a packet is what its kind needs, in one sentence.

A device passes voice when it leaves strict and with its marking, signalling when it leaves with its
marking and a guarantee, traffic of PCs when it stays out of the strict queue. What the config does not
tell is unknown, never a pass and never a fail; what fails for sure fails whatever else is unknown.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from netaudit.analysis.treatment.causes import (
    BELIEVING,
    CHOOSING,
    MARKING,
    QUEUEING,
    SCHEDULING,
    deciding,
    delaying,
    doubtful,
    misleading,
    remarking,
)
from netaudit.analysis.treatment.kinds import SIGNALLING_DSCPS, Kind
from netaudit.analysis.treatment.words import dscp_name, number
from netaudit.model import Exit, Reason, Step, Treatment
from netaudit.site.policy import Profile
from netaudit.site.profiles import GUIDES, PRIORITY, Guide

MOST_POLICED_KBPS = 1_000
"""A PC held below this may use the strict queue: auto-QoS polices its phones to 128-1,000 kbps."""

SHARED = "class-default"
"""The class of all that no other class takes: what it is guaranteed, it is not to signalling."""


class Outcome(StrEnum):
    """What is said of a treatment."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    UNKNOWN = "unknown"


ORDER = {Outcome.FAIL: 0, Outcome.UNKNOWN: 1, Outcome.PASS: 2}


class Verdict(NamedTuple):
    """An outcome, what it means for the call, and the step that is the reason."""

    result: Outcome
    says: str
    cause: Step | None = None
    """None for a pass."""
    about: str = ""
    """What failed or is unknown: ``marking``, ``queue``, ``guarantee``, ``drop``."""


def judge(kind: Kind, treated: Treatment, profile: Profile = Profile.SRND4) -> Verdict:
    """Judge a treatment of a packet of this kind, by the design guide in force."""
    worst = _worst(_doubts(kind, treated, profile))
    return worst or Verdict(Outcome.PASS, GOOD_NEWS[kind](treated.exit, treated.packet.dscp))


def judge_marking(kind: Kind, treated: Treatment, profile: Profile = Profile.SRND4) -> Verdict:
    """Judge voice or signalling where no link can be full: what comes from a WAN fits into a LAN."""
    doubts = _doubts(kind, treated, profile)
    worst = _worst(each for each in doubts if each.about not in {"queue", "guarantee", "service"})
    kept = f"{KEPT.get(kind, 'data keeps')} {dscp_name(treated.exit.dscp)}"
    return worst or Verdict(Outcome.PASS, f"{kept}; a LAN is not full of what a WAN brings")


KEPT = {Kind.BEARER: "calls keep", Kind.SIGNALLING: "signalling keeps"}


def _doubts(kind: Kind, treated: Treatment, profile: Profile) -> Iterator[Verdict]:
    """All that is wrong or unknown, the most telling first."""
    if treated.exit.dropped:
        yield DROPPED[kind](treated)
    else:
        yield from CHECKS[kind](treated, GUIDES[profile])


def _worst(doubts: Iterable[Verdict]) -> Verdict | None:
    """The first fail, else the first that is unknown, else whatever else was said."""
    return min(doubts, key=lambda each: ORDER[each.result], default=None)


def _dropped_voice(treated: Treatment) -> Verdict:
    """Voice or signalling that never arrives."""
    return Verdict(Outcome.FAIL, "every packet is dropped: no call gets through", _dropping(treated), "drop")


def _dropped_data(_treated: Treatment) -> Verdict:
    """A PC's packets that can not hurt a call."""
    return Verdict(Outcome.PASS, "every packet is dropped: calls are not touched")


DROPPED: Mapping[Kind, Callable[[Treatment], Verdict]] = {
    Kind.BEARER: _dropped_voice,
    Kind.SIGNALLING: _dropped_voice,
    Kind.CHEATER: _dropped_data,
    Kind.BEST_EFFORT: _dropped_data,
}
"""Kind to what it means that its packets are dropped."""


def _dropping(treated: Treatment) -> Step | None:
    """The step that drops every such packet."""
    return next((step for step in treated.steps if step.reason is Reason.DROP), None)


def _bearer(treated: Treatment, guide: Guide) -> Iterator[Verdict]:
    """Voice keeps its DSCP and is served first."""
    left = treated.exit
    yield from _marking(
        treated, frozenset({treated.packet.dscp}), f"calls need {dscp_name(guide.bearer.dscp)}"
    )
    if left.strict is None:
        says = "whether calls are served first can not be told from this config"
        yield Verdict(Outcome.UNKNOWN, says, doubtful(treated, QUEUEING), "queue")
    elif not left.strict:
        says = f"calls wait behind data{_queue(left)}{_share(left)} when the link is full"
        yield Verdict(Outcome.FAIL, says, misleading(treated) or delaying(treated), "queue")
    elif late := next((step for step in treated.steps if step.reason is Reason.TOO_FAST), None):
        says = (
            "the strict queue never fills: the line is faster than its service, which drops calls with data"
        )
        yield Verdict(Outcome.FAIL, says, late, "service")


def _signalling(treated: Treatment, guide: Guide) -> Iterator[Verdict]:
    """Signalling keeps a marking of signalling and has bandwidth of its own."""
    accepted = SIGNALLING_DSCPS | {guide.signalling.dscp, treated.packet.dscp}
    yield from _marking(treated, accepted, f"signalling needs {dscp_name(guide.signalling.dscp)}")
    left = treated.exit
    if left.strict or (left.queue != SHARED and (left.guaranteed_percent or left.guaranteed_kbps)):
        return
    if left.queue == SHARED:
        says = f"signalling shares {SHARED} with all data: phones seem dead when the link is full"
        yield Verdict(Outcome.FAIL, says, misleading(treated) or deciding(treated, CHOOSING), "guarantee")
    elif left.guaranteed_percent is None and left.guaranteed_kbps is None:
        says = "whether signalling has bandwidth of its own can not be told from this config"
        yield Verdict(Outcome.UNKNOWN, says, doubtful(treated, QUEUEING), "guarantee")
    else:
        says = f"signalling has nothing guaranteed{_queue(left)}: phones seem dead when the link is full"
        yield Verdict(Outcome.FAIL, says, misleading(treated) or deciding(treated, SCHEDULING), "guarantee")


def _marking(treated: Treatment, accepted: frozenset[int], need: str) -> Iterator[Verdict]:
    """Whether the packet leaves with one of the accepted markings."""
    dscp = treated.exit.dscp
    if dscp is None:
        says = "which marking the packet leaves with can not be told from this config"
        yield Verdict(Outcome.UNKNOWN, says, doubtful(treated, MARKING), "marking")
    elif dscp not in accepted:
        came = dscp_name(treated.packet.dscp)
        says = f"{came} is rewritten to {dscp_name(dscp)}; {need} on the rest of the way"
        yield Verdict(Outcome.FAIL, says, remarking(treated), "marking")


def _cheater(treated: Treatment, _guide: Guide) -> Iterator[Verdict]:
    """A PC that marks like voice stays out of the strict queue, or is held to a phone's rate."""
    left = treated.exit
    reset = left.dscp is not None and left.dscp != treated.packet.dscp
    if left.strict is False or (left.strict is None and reset):
        return
    kbps = left.policed_kbps
    if kbps is not None and kbps <= MOST_POLICED_KBPS:
        return
    if left.strict is None or left.dscp is None:
        says = "whether a PC can enter the queue of calls can not be told from this config"
        yield Verdict(Outcome.UNKNOWN, says, doubtful(treated, (*MARKING, *QUEUEING)), "queue")
    else:
        limit = "" if kbps is None else f", up to {number(kbps)} kbps of it"
        says = f"what a PC marks {dscp_name(treated.packet.dscp)} is served with calls{limit}"
        yield Verdict(Outcome.FAIL, says, deciding(treated, BELIEVING), "queue")


def _best_effort(treated: Treatment, guide: Guide) -> Iterator[Verdict]:
    """Unmarked traffic is not served with calls; a class that the guide wants strict may be."""
    left = treated.exit
    wanted = guide.class_of(treated.packet.dscp)
    if left.strict is False or (wanted is not None and wanted.queue == PRIORITY):
        return
    if left.strict is None:
        says = "whether data shares the queue of calls can not be told from this config"
        yield Verdict(Outcome.UNKNOWN, says, doubtful(treated, QUEUEING), "queue")
    else:
        says = f"data shares the strict queue with calls, which wait behind it{_queue(left)}"
        yield Verdict(Outcome.FAIL, says, misleading(treated) or deciding(treated, CHOOSING), "queue")


CHECKS: Mapping[Kind, Callable[[Treatment, Guide], Iterator[Verdict]]] = {
    Kind.BEARER: _bearer,
    Kind.SIGNALLING: _signalling,
    Kind.CHEATER: _cheater,
    Kind.BEST_EFFORT: _best_effort,
}
"""Kind to what is wrong or unknown about a treatment of it, the most telling first."""


def _bearer_passes(left: Exit, _dscp: int) -> str:
    """Voice is served first."""
    cap = _cap(left)
    limit = f", up to {cap}" if cap else ""
    return f"calls are served first{_queue(left)}{limit} and leave as {dscp_name(left.dscp)}"


def _signalling_passes(left: Exit, _dscp: int) -> str:
    """Signalling is guaranteed something."""
    where = _queue(left).removeprefix(" in ") or "its queue"
    return f"signalling leaves as {dscp_name(left.dscp)} from {where}{_share(left)}"


def _cheater_passes(left: Exit, dscp: int) -> str:
    """A PC can not hurt calls."""
    if left.dscp is not None and left.dscp != dscp:
        return f"the mark of the PC is reset to {dscp_name(left.dscp)}: calls are not touched"
    if left.strict is False:
        kept = (
            f"; it keeps {dscp_name(dscp)} and may hurt calls on the next device" if left.dscp == dscp else ""
        )
        return f"the PC gets no strict queue here{kept}"
    rate = number(left.policed_kbps or 0)
    return f"the PC may take {rate} kbps of the queue of calls, what a phone is allowed"


def _best_effort_passes(left: Exit, _dscp: int) -> str:
    """Data is where it belongs."""
    where = _queue(left)
    return f"the packet stays out of the queue of calls{where and ','}{where}{_share(left)}"


GOOD_NEWS: Mapping[Kind, Callable[[Exit, int], str]] = {
    Kind.BEARER: _bearer_passes,
    Kind.SIGNALLING: _signalling_passes,
    Kind.CHEATER: _cheater_passes,
    Kind.BEST_EFFORT: _best_effort_passes,
}
"""Kind to the words for a pass."""


def _queue(left: Exit) -> str:
    """Where a packet waits, in words; empty where nothing is known of it."""
    if left.queue is None:
        return ""
    named = f"{'queue' if left.queue.isdecimal() else 'class'} {left.queue}"
    return f" in {NAMELESS.get(left.queue, named)}"


NAMELESS = {"class-default": "class-default", "fair-queue": "a fair queue", "fifo": "the only queue"}
"""Queues that are no classes, in words."""


def _share(left: Exit) -> str:
    """What a queue is guaranteed and capped to, in words; empty where nothing is known or said."""
    parts = []
    if left.guaranteed_percent:
        parts.append(f"at least {left.guaranteed_percent:.3g} %")
    if left.strict is False and (cap := _cap(left)):
        parts.append(f"at most {cap}")
    return f" ({', '.join(parts)})" if parts else ""


def _cap(left: Exit) -> str:
    """The most that a queue may take, in words; empty without a limit."""
    if left.cap_percent is not None:
        return f"{left.cap_percent:.3g} %"
    return "" if left.cap_kbps is None else f"{number(left.cap_kbps)} kbps"
