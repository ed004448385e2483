"""Committed access rate: ``rate-limit`` lines, the policers of IOS before MQC."""

from msgspec import Struct
from msgspec.structs import replace

from netaudit.analysis.treatment.family import Carried
from netaudit.analysis.treatment.words import number
from netaudit.model import Interface, Marking, Place, Step

CONDITIONS = frozenset({"access-group", "dscp", "qos-group"})
"""Words behind the direction that make a line hold for some packets only."""


class Limit(Struct, frozen=True, kw_only=True):
    """One ``rate-limit`` line."""

    line: str
    kbps: float | None
    """None: not understood."""
    conditional: bool
    conform: str
    """What is done with what keeps to the rate: ``transmit``, ``set-dscp-transmit 46``, …"""


def rate_limited(port: Interface, direction: str, carried: Carried, place: Place) -> Carried:
    """A packet that keeps to the rates of an interface; ``place`` is that of its raw queueing lines."""
    for line in port.queueing:
        if line.startswith(f"rate-limit {direction} "):
            carried = _limited(_read(line), carried, place)
    return carried


def _read(line: str) -> Limit:
    """``rate-limit {input|output} [CONDITION N] BPS BURST BURST conform-action A exceed-action A``."""
    words = line.split()[2:]
    conditional = words[0] in CONDITIONS
    numbers = [word for word in words[2:] if word.isdecimal()] if conditional else words
    conform = line.partition("conform-action ")[2].partition(" exceed-action")[0]
    kbps = int(numbers[0]) / 1000 if numbers and numbers[0].isdecimal() else None
    return Limit(line=line, kbps=kbps, conditional=conditional, conform=conform)


def _limited(limit: Limit, carried: Carried, place: Place) -> Carried:
    """A packet after one line; whom a condition is about is not looked into."""
    plain = limit.conform == "transmit"
    marking = carried.marking if plain else Marking(dscp=None, tagged=carried.marking.tagged)
    sure = plain and not limit.conditional and limit.kbps is not None
    step = Step(
        stage="policer",
        decided_by=limit.line,
        marking=marking,
        says=f"up to {number(limit.kbps)} kbps" if limit.kbps is not None else "unknown",
        places=(place,),
        known=sure,
    )
    rates = [each for each in (limit.kbps if sure else None, carried.policed_kbps) if each is not None]
    tightest = min(rates, default=None)
    return replace(carried, marking=marking, policed_kbps=tightest, steps=(*carried.steps, step))
