"""How many calls links carry, for people: a paragraph for each link."""

from collections.abc import Iterator, Sequence

from netaudit.analysis.capacity.capacity import Capacity
from netaudit.analysis.treatment.words import number
from netaudit.model import Device
from netaudit.report.escape import terminal

STRICT = {True: "served first", False: "not served first", None: "unknown whether served first"}

NAMELESS = {"class-default": "class-default", "fair-queue": "a fair queue", "fifo": "one queue for all"}
"""Queues that are called otherwise than by ``class NAME``."""


def as_text(device: Device, links: Sequence[Capacity]) -> str:
    """One device with its links; empty where it has none."""
    if not links:
        return ""
    head = f"{device.hostname or '(no hostname)'}  {device.source}"
    lines = [head, *(line for link in links for line in _link(link))]
    return "\n".join(map(terminal, lines)) + "\n"


def _link(link: Capacity) -> Iterator[str]:
    """The lines of one link."""
    yield f"  {link.interface}: {link.verdict}, {link.says}"
    yield f"    link      {_kbps(link.link_kbps)}, {_framing(link)}"
    yield f"    voice     {_voice(link)}"
    yield f"    calls     {_calls(link)}"
    if link.declared_kbps != 0:
        yield f"    declared  {_declared(link)}"
    yield f"    delay     {_delay(link)}"


def _framing(link: Capacity) -> str:
    """Layer 2."""
    if link.overhead_bytes is None:
        return "layer 2 unknown"
    compressed = ", RTP headers compressed" if link.compressed_headers else ""
    return f"{link.framing or 'layer 2'} (+{link.overhead_bytes} bytes a packet){compressed}"


def _voice(link: Capacity) -> str:
    """The class of voice and what it gets."""
    share = "" if link.voice_percent is None else f" ({link.voice_percent:.4g} %)"
    queue = NAMELESS.get(link.voice_class or "", f"class {link.voice_class or 'unknown'}")
    return f"{queue}, {STRICT[link.strict]}, {_kbps(link.voice_kbps)}{share}"


def _calls(link: Capacity) -> str:
    """How many of each codec fit."""
    return ", ".join(f"{fit.codec} {_number(fit.calls)}" for fit in link.calls)


def _declared(link: Capacity) -> str:
    """What the site policy wants of the link."""
    wanted, there = link.declared_kbps, link.voice_kbps
    if wanted is None or there is None:
        return f"{_kbps(wanted)}: unknown whether they fit"
    return f"{_kbps(wanted)}: {'fits' if wanted <= there else 'does not fit'}"


def _delay(link: Capacity) -> str:
    """What voice waits for."""
    piece = f"a {'fragment' if link.fragmented else 'packet'} of {link.largest_bytes} bytes"
    if link.serialization_ms is None:
        return f"{piece} takes an unknown time"
    return f"{piece} takes {link.serialization_ms:.1f} ms; voice waits {_most(link)}"


def _most(link: Capacity) -> str:
    """The longest wait."""
    if link.worst_wait_ms is not None:
        return f"at most {link.worst_wait_ms:.1f} ms"
    return "an unknown time" if link.strict is None else "without bound"


def _kbps(rate: float | None) -> str:
    """A rate in words."""
    return "unknown rate" if rate is None else f"{number(rate)} kbps"


def _number(calls: int | None) -> str:
    """A number of calls in words."""
    return "?" if calls is None else f"{calls:,}"
