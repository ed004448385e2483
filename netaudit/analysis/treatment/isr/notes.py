"""What a reader wants to know of a line beside its queues: interleaving, compression, its true rate."""

from collections.abc import Iterator

from netaudit.analysis.service_rate import bought
from netaudit.analysis.treatment.bundles import type_of
from netaudit.analysis.treatment.isr.circuit import circuit_of
from netaudit.analysis.treatment.isr.way import Hop
from netaudit.analysis.treatment.link import link_kbps, wire_kbps
from netaudit.analysis.treatment.words import number
from netaudit.model import Device, Interface

SLOW_KBPS = 768
"""Up to here a data packet of full size holds voice up for longer than 15 ms."""

FULL_BYTES = 1500


def notes_of(device: Device, hop: Hop, kbps: float | None, *, shaped: bool) -> str:
    """What is to be said of the line, each behind a comma; empty where nothing is.

    ``kbps`` is the rate of the service, ``shaped`` whether a shaper holds the traffic to it.
    """
    found = [*_interleaving(device, hop.port, kbps), *_compression(hop.port)]
    if not shaped:
        found += _too_fast(device, hop.port)
    return "".join(f", {note}" for note in found)


def _interleaving(device: Device, port: Interface, kbps: float | None) -> Iterator[str]:
    """Fragments between which voice goes out, or how long it waits where there are none."""
    circuit = circuit_of(device, port)
    fragment = circuit.record.fragment_bytes if circuit and circuit.record else port.frame_relay_fragment
    if fragment is not None:
        yield f"FRF.12 fragments of {fragment} bytes"
    elif port.multilink_interleave and port.multilink_fragmentation:
        size = f" of {port.multilink_fragment_bytes} bytes" if port.multilink_fragment_bytes else ""
        yield f"MLP interleaves between fragments{size or f' of {port.fragment_delay_ms or 30} ms'}"
    elif kbps is not None and 0 < kbps <= SLOW_KBPS:
        wait = FULL_BYTES * 8 / kbps
        yield f"no interleaving: waits up to {wait:.3g} ms for a packet of {FULL_BYTES} bytes"


def _compression(port: Interface) -> Iterator[str]:
    if port.rtp_header_compression or port.frame_relay_header_compression:
        yield "RTP headers compressed"


def is_too_fast(device: Device, port: Interface) -> bool:
    """Whether an Ethernet line runs faster than the service that its bandwidth or description tells of."""
    return bought(device, port) is not None


def _too_fast(device: Device, port: Interface) -> Iterator[str]:
    """A line that is faster than what its ``bandwidth`` says: its queues never fill. Or slower."""
    said, wire = link_kbps(device, port).kbps, wire_kbps(device, port).kbps
    if said is None or wire is None:
        return
    if is_too_fast(device, port):
        yield f"but the line runs at {number(wire)} kbps and nothing shapes it: its queues fill too late"
    elif wire < said and type_of(port.name) == "Serial":
        yield f"but the line runs at {number(wire)} kbps: percentages are of more than there is"
