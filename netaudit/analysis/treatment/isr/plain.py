"""The queue of an interface without a queueing policy: FIFO, fair queueing, or what came before MQC."""

from msgspec.structs import replace

from netaudit.analysis.treatment.bundles import type_of
from netaudit.analysis.treatment.family import Carried, Sent
from netaudit.analysis.treatment.isr.release import has_hqf
from netaudit.analysis.treatment.isr.way import Hop
from netaudit.analysis.treatment.link import Rate
from netaudit.analysis.treatment.mqc.ports import is_rtp
from netaudit.model import Device, Exit, MapClass, Place, Step

FASTEST_FAIR_KBPS = 2048
"""Serial lines up to an E1 queue fairly by default, before hierarchical queueing."""

NEVER_FAIR = frozenset({"frame-relay", "lapb", "sdlc", "x25"})
"""Encapsulations whose lines never do so by default."""

LEGACY = ("custom-queue-list", "priority-group", "traffic-shape")
"""Queueing from before MQC, whose lists are not looked into."""


def plain_queue(
    device: Device, hop: Hop, carried: Carried, rate: Rate, record: MapClass | None = None
) -> Sent:
    """How a packet leaves by the interface's own queue; ``record`` is the map-class of its circuit."""
    legacy = next((line for line in hop.port.queueing if line.startswith(LEGACY)), None)
    if legacy is not None:
        return _unknown(hop, carried, rate, legacy)
    return served_first(hop, carried, rate, record) or _shared(device, hop, carried, rate, record)


def served_first(hop: Hop, carried: Carried, rate: Rate, record: MapClass | None = None) -> Sent | None:
    """The strict queue of ``ip rtp priority``, which goes before any policy; None of other packets."""
    reserved = _rtp_priority(hop, record)
    truth = is_rtp(carried.packet, *reserved[0][:2]) if reserved else False
    if reserved is None or truth is False:
        return None
    if truth is None:
        return _unknown(hop, carried, rate, f"ip rtp priority {' '.join(map(str, reserved[0]))}")
    return _reserved(carried, rate, reserved)


def _exit(carried: Carried, rate: Rate, queue: str | None, *, strict: bool | None) -> Exit:
    """How a packet leaves by a queue in which nothing is reserved, or nothing is known."""
    nothing = None if strict is None else 0.0
    return replace(
        carried.exit(),
        queue=queue,
        strict=strict,
        guaranteed_percent=nothing,
        guaranteed_kbps=nothing,
        link_kbps=rate.kbps,
    )


def _unknown(hop: Hop, carried: Carried, rate: Rate, line: str) -> Sent:
    """Queueing that can not be told."""
    step = Step(
        stage="scheduler",
        decided_by=line,
        marking=carried.marking,
        says="unknown: whether this packet is meant is not looked into",
        places=(hop.place("queueing", "rtp_priority"),),
        known=False,
    )
    return Sent(exit=_exit(carried, rate, None, strict=None), steps=(step,))


_Reserved = tuple[tuple[int, int, int], Place, str]
"""First port, range and kbps of ``ip rtp priority``; where it stands; the line's first words."""


def _rtp_priority(hop: Hop, record: MapClass | None) -> _Reserved | None:
    """The ports that are served first, with their rate."""
    for words, place, line in (
        (hop.port.rtp_priority, hop.place("rtp_priority"), "ip rtp priority"),
        (
            record.rtp_priority if record else None,
            Place("map-class", record.name if record else "", ("rtp_priority",)),
            "frame-relay ip rtp priority",
        ),
    ):
        numbers = [int(word) for word in (words or "").split() if word.isdecimal()]
        if len(numbers) >= 3:  # noqa: PLR2004 - first port, range, kbps
            return (numbers[0], numbers[1], numbers[2]), place, line
    return None


def _reserved(carried: Carried, rate: Rate, reserved: _Reserved) -> Sent:
    """Voice in the strict queue of ``ip rtp priority``, held to its rate when the line is full."""
    (first, extent, kbps), place, line = reserved
    percent = None if not rate.kbps else min(100.0, 100 * kbps / rate.kbps)
    step = Step(
        stage="scheduler",
        decided_by=f"{line} {first} {extent} {kbps}",
        marking=carried.marking,
        says=f"strict for even UDP ports {first} to {first + extent}, at most {kbps} kbps",
        places=(place,),
    )
    exit_ = replace(
        _exit(carried, rate, "rtp", strict=True),
        guaranteed_percent=percent,
        guaranteed_kbps=float(kbps),
        cap_percent=percent,
        cap_kbps=float(kbps),
    )
    return Sent(exit=exit_, steps=(step,))


def _shared(device: Device, hop: Hop, carried: Carried, rate: Rate, record: MapClass | None) -> Sent:
    """One queue for all, or one for each flow."""
    fair = _fair_line(device, hop, rate, record)
    wred = ", WRED drops early" if hop.port.random_detect else ""
    step = Step(
        stage="queue",
        decided_by=fair or ("random-detect" if wred else "default: fifo"),
        marking=carried.marking,
        says=(
            "a queue for each flow, weighted by precedence, none strict"
            if fair
            else f"one queue for all{wred}"
        ),
        places=_fair_places(hop, record) if fair else (hop.place("random_detect"),) if wred else (),
    )
    queue = "fair-queue" if fair else "fifo"
    return Sent(exit=_exit(carried, rate, queue, strict=False), steps=(step,))


def _fair_line(device: Device, hop: Hop, rate: Rate, record: MapClass | None) -> str:
    """The line or default that makes the queue a fair one; empty where it is not."""
    port = hop.port
    if record is not None:
        return "frame-relay fair-queue" if record.fair_queue else ""
    if "no fair-queue" in port.queueing:
        return ""
    if port.fair_queue:
        return "fair-queue"
    slow = rate.kbps is not None and rate.kbps <= FASTEST_FAIR_KBPS
    kind = type_of(port.name) in {"Multilink", "Serial"} and port.encapsulation not in NEVER_FAIR
    if slow and kind and not port.random_detect and has_hqf(device) is not True:
        return "default: fair-queue"
    return ""


def _fair_places(hop: Hop, record: MapClass | None) -> tuple[Place, ...]:
    if record is not None:
        return (Place("map-class", record.name, ("fair_queue",)),)
    return (hop.place("fair_queue"),) if hop.port.fair_queue else ()
