"""What one link carries: the rate that voice really gets, the calls that fit, how long a packet waits."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from netaudit.analysis.capacity.calls import CODECS, FRAMINGS, Framing, call_kbps, calls_that_fit
from netaudit.analysis.capacity.delay import BUDGET, DEFAULT_MTU, serialization_ms, worst_wait_ms
from netaudit.analysis.capacity.layer2 import (
    compresses_headers,
    fragments_of,
    framing_of,
    line_rate,
    tunnel_bytes,
)
from netaudit.analysis.capacity.links import links
from netaudit.analysis.service_rate import Service, bought
from netaudit.analysis.treatment.families import family_of
from netaudit.analysis.treatment.family import Carried, Sent
from netaudit.analysis.treatment.kinds import Kind, packets
from netaudit.analysis.treatment.places import lines_of
from netaudit.model import Device, Exit, Interface, Marking
from netaudit.site.policy import Policy

Verdict = Literal["pass", "fail", "unknown"]


_LATE: tuple[Verdict, str] = (
    "fail",
    "the port sends faster than the service behind it: its queues never fill, the provider drops calls too",
)
"""What is said of a port without a shaper in front of a slower service."""


class Fit(Struct, frozen=True, kw_only=True):
    """How many calls of one codec fit."""

    codec: str
    kbps: float | None
    """One call in one direction, layer 2 included; None where that is not known."""
    calls: int | None


class Capacity(Struct, frozen=True, kw_only=True):
    """One link. None: not to be told from the config."""

    interface: str
    framing: str | None
    """Name of the layer 2, one of ``FRAMINGS``."""
    overhead_bytes: int | None
    """Layer 2 and tunnels on each packet; with ``atm`` before it is cut into cells."""
    compressed_headers: bool
    link_kbps: float | None
    """What traffic of this kind can get: of the parent shaper, the interface, the circuit, or the service
    behind a port that is faster."""
    line_kbps: float | None
    """The rate at which a packet is put on the wire: of the slowest line of a bundle, of a circuit's CIR, of
    the service behind a shaper."""
    voice_class: str | None
    """The queue or class that voice goes to."""
    strict: bool | None
    voice_kbps: float | None
    """What voice gets on a full link, after nesting, percentages and policers; None too where the link
    fills up behind the port."""
    voice_percent: float | None
    """The same of ``link_kbps``."""
    calls: tuple[Fit, ...]
    declared_kbps: float | None
    """What the calls of the site policy take; 0 where it declares none."""
    largest_bytes: int
    """The longest packet or fragment that voice has to wait for."""
    fragmented: bool
    serialization_ms: float | None
    """How long that takes to send."""
    worst_wait_ms: float | None
    """The longest that voice waits; None too where it is not served first."""
    verdict: Verdict
    says: str
    lines: tuple[int, ...]
    """The lines that decided on queue and rate."""


def capacities(device: Device, policy: Policy, overhead: int | None = None) -> tuple[Capacity, ...]:
    """All links of a device; ``overhead`` replaces the bytes of layer 2 that the encapsulation stands for."""
    return tuple(capacity(device, port, policy, overhead) for port in links(device))


def capacity(device: Device, port: Interface, policy: Policy, overhead: int | None = None) -> Capacity:
    """One link, on its way out."""
    sent = _sent(device, port, policy, Kind.BEARER)
    service = _late(device, port)
    left = sent.exit if service is None else replace(sent.exit, link_kbps=service.kbps)
    voice_kbps = None if service else 0.0 if _shared(device, port, policy, left) else voice_rate(left)
    name, framing = _framing(device, port, overhead)
    compressed = bool(framing and framing.compresses and compresses_headers(device, port, left.queue))
    tunnel = tunnel_bytes(port)
    fits = tuple(_fits(framing, voice_kbps, compressed=compressed, tunnel=tunnel))
    waits = _waits(device, port, left, voice_kbps)
    verdict, says = _judged(left, voice_kbps, waits.worst_ms) if service is None else _LATE
    places = [place for step in sent.steps for place in step.places]
    return Capacity(
        interface=port.name,
        framing=name,
        overhead_bytes=framing.overhead + tunnel if framing else None,
        compressed_headers=compressed,
        link_kbps=left.link_kbps,
        line_kbps=_line_kbps(device, port, left),
        voice_class=left.queue,
        strict=left.strict,
        voice_kbps=voice_kbps,
        voice_percent=_share(voice_kbps, left.link_kbps),
        calls=fits,
        declared_kbps=_declared(device, port, policy, fits),
        largest_bytes=waits.largest,
        fragmented=waits.fragmented,
        serialization_ms=waits.serialization_ms,
        worst_wait_ms=waits.worst_ms,
        verdict=verdict,
        says=says,
        lines=lines_of(device, (port, port), places),
    )


def _sent(device: Device, port: Interface, policy: Policy, kind: Kind) -> Sent:
    """How the port sends a packet of a kind that the device was handed well marked."""
    packet = dict(packets(policy.profile, "peer"))[kind]
    marking = Marking(dscp=packet.dscp, cos=packet.cos, tagged=packet.cos is not None)
    return family_of(device.family).egress(device, port, Carried(packet=packet, marking=marking))


def _shared(device: Device, port: Interface, policy: Policy, left: Exit) -> bool:
    """Whether speech waits in the queue of best effort: what that is guaranteed, is not for calls."""
    if left.strict is not False or left.queue is None:
        return False
    return _sent(device, port, policy, Kind.BEST_EFFORT).exit.queue == left.queue


def _late(device: Device, port: Interface) -> Service | None:
    """The service behind a port that sends faster than it: queues fill there, where nobody knows of calls."""
    service = bought(device, port) if port.kind == "physical" else None
    if service is None or _holds_back(device, port, service):
        return None
    return service


def _holds_back(device: Device, port: Interface, service: Service) -> bool:
    """Whether the output policy shapes all traffic to the service; percentages are of that rate."""
    policy = device.policy_map(port.policy_out)
    part = next((each for each in policy.classes if each.name == "class-default"), None) if policy else None
    if part is None:
        return False
    return part.shape_percent is not None or 0 < (part.shape_bps or 0) <= 1000 * service.kbps


def voice_rate(left: Exit) -> float | None:
    """What voice gets on a full link, in kbps."""
    if left.dropped:
        return 0.0
    if left.strict is None:
        return None
    limit = left.cap_kbps if left.cap_kbps is not None else left.link_kbps
    rate = limit if left.strict else left.guaranteed_kbps
    return rate if rate is None or left.policed_kbps is None else min(rate, left.policed_kbps)


def _framing(device: Device, port: Interface, overhead: int | None) -> tuple[str | None, Framing | None]:
    """Layer 2 of the link with its name."""
    name = framing_of(device, port)
    framing = FRAMINGS[name] if name else None
    if overhead is None:
        return name, framing
    return name, replace(framing or Framing(overhead=0), overhead=overhead)


def _fits(framing: Framing | None, kbps: float | None, *, compressed: bool, tunnel: int) -> Iterator[Fit]:
    """Each codec on a link where voice gets so much."""
    for name, codec in CODECS.items():
        one = call_kbps(codec, framing, crtp=compressed, tunnel=tunnel) if framing else None
        number = calls_that_fit(kbps, one) if kbps is not None and one is not None else None
        yield Fit(codec=name, kbps=one, calls=number)


def _declared(device: Device, port: Interface, policy: Policy, fits: tuple[Fit, ...]) -> float | None:
    """What the declared calls take of the link; None where the size of one call is not known."""
    sizes = {fit.codec: fit.kbps for fit in fits}
    wanted = [each for each in policy.calls if each.concern(device.hostname, port.name)]
    known = [each.calls * size for each in wanted if (size := sizes[each.codec]) is not None]
    return sum(known) if len(known) == len(wanted) else None


class _Waits(Struct, frozen=True, kw_only=True):
    """What voice waits for, and how long."""

    largest: int
    fragmented: bool
    serialization_ms: float | None
    worst_ms: float | None


def _waits(device: Device, port: Interface, left: Exit, voice_kbps: float | None) -> _Waits:
    """The wait behind one packet of data and one of every other call."""
    line, mtu = _line_kbps(device, port, left), port.mtu or DEFAULT_MTU
    cut = fragments_of(device, port)
    if line is None:
        return _Waits(largest=mtu, fragmented=cut is not None, serialization_ms=None, worst_ms=None)
    largest = min(mtu, cut.bytes_at(line)) if cut else mtu
    share = _share(voice_kbps, left.link_kbps)
    worst = worst_wait_ms(largest, line, share / 100) if share is not None and left.strict else None
    alone = serialization_ms(largest, line)
    return _Waits(largest=largest, fragmented=cut is not None, serialization_ms=alone, worst_ms=worst)


def _line_kbps(device: Device, port: Interface, left: Exit) -> float | None:
    """The rate at which packets go out: of the slowest line, or of the service behind a shaper."""
    rates = [rate for rate in (line_rate(device, port).kbps, left.link_kbps) if rate]
    return min(rates, default=None)


def _share(kbps: float | None, link: float | None) -> float | None:
    """Percent of the link."""
    return 100 * kbps / link if kbps is not None and link else None


def _judged(left: Exit, voice_kbps: float | None, worst_ms: float | None) -> tuple[Verdict, str]:
    """The verdict, and a sentence on what it means for calls."""
    if left.dropped:
        return "fail", "voice is dropped"
    if left.strict is False:
        return "fail", "voice waits behind data: neither delay nor loss has a bound"
    if left.strict is None or voice_kbps is None or worst_ms is None:
        return "unknown", "the config does not tell what voice gets on this link"
    within = f"{worst_ms:.1f} ms of {BUDGET.jitter_ms:g} ms of jitter and {BUDGET.delay_ms:g} ms of delay"
    if worst_ms > BUDGET.jitter_ms:
        return "fail", f"voice may wait {within}"
    return "pass", f"voice waits at most {within}"
