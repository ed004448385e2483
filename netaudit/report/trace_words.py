"""Packets and how they leave, in words."""

from collections.abc import Iterator

from netaudit.analysis.treatment.words import number, show
from netaudit.model import Exit, Interface, Marking, Packet

NO_PORTS = frozenset({"loopback", "svi"})
"""Kinds of interfaces without trust or queues of their own."""

SENDERS = {"pc": "a PC", "peer": "the network", "phone": "a phone"}


def packet_words(packet: Packet) -> str:
    """``DSCP EF, CoS 5, from a phone, VLAN 110, udp 17000 to 17000, rtp``."""
    return ", ".join(_packet(packet))


def _packet(packet: Packet) -> Iterator[str]:
    """What is known of a packet, part by part."""
    yield show(marking_of(packet))
    yield f"from {SENDERS[packet.sender]}"
    if packet.vlan is not None:
        yield f"VLAN {packet.vlan}"
    ends = (_end(packet.source, packet.source_port), _end(packet.destination, packet.destination_port))
    yield f"{packet.protocol} {ends[0]} to {ends[1]}" if any(ends) else packet.protocol
    if packet.application:
        yield packet.application


def _end(address: str | None, port: int | None) -> str:
    """``10.1.1.1 port 17000``, ``port 17000``, or nothing."""
    return " ".join((*([address] if address else []), *([] if port is None else [f"port {port}"])))


def marking_of(packet: Packet) -> Marking:
    """The marking that a packet comes with."""
    return Marking(dscp=packet.dscp, cos=packet.cos, tagged=packet.cos is not None)


def exit_words(left: Exit) -> str:
    """``DSCP EF, CoS 5; queue 1, strict, no limit; of 1,000,000 kbps``."""
    if left.dropped:
        return "dropped"
    marking = show(Marking(dscp=left.dscp, cos=left.cos, tagged=left.tagged))
    return "; ".join((marking, ", ".join(_queue(left)), *_rates(left)))


def _queue(left: Exit) -> Iterator[str]:
    """The queue, and what it gets."""
    if left.queue is None:
        yield "queue unknown"
    elif left.queue == "fifo":
        yield "one queue for all"
    elif left.queue == "class-default":
        yield left.queue
    else:
        yield f"{'queue' if left.queue.isdecimal() else 'class'} {left.queue}"
    if left.threshold is not None:
        yield f"threshold {left.threshold}"
    if left.strict is None:
        yield "strict or not is unknown"
        return
    yield "strict" if left.strict else "not strict"
    if left.guaranteed_percent == 0:
        yield "nothing guaranteed"
    elif not left.strict:
        yield f"at least {share(left.guaranteed_percent, left.guaranteed_kbps) or 'unknown'}"
    limit = share(left.cap_percent, left.cap_kbps)
    yield f"at most {limit}" if limit else "no limit"


def share(percent: float | None, kbps: float | None) -> str:
    """``25 % (250,000 kbps)``, one of the two, or nothing where neither is known."""
    parts = [] if percent is None else [f"{percent:.3g} %"]
    if kbps is not None:
        parts.append(f"({number(kbps)} kbps)" if parts else f"{number(kbps)} kbps")
    return " ".join(parts)


def _rates(left: Exit) -> Iterator[str]:
    """The link, and the tightest policer."""
    if left.policed_kbps is not None:
        yield f"policed to {number(left.policed_kbps)} kbps"
    if left.link_kbps is not None:
        yield f"link {number(left.link_kbps)} kbps"


def notes(packet: Packet, ingress: Interface, egress: Interface) -> Iterator[str]:
    """What must be known to read a trace of two ports: it is worked out as if they carried the packet."""
    for port in (ingress, egress):
        if not port.enabled:
            yield f"{port.name} is shut down; this is what it would do"
        if port.kind in NO_PORTS:
            yield f"{port.name} is no port: ask for the one that packets really pass"
    if _kept_out(packet, ingress):
        yield f"VLAN {packet.vlan} is not allowed on {ingress.name}, which drops such frames"
    if _kept_out(packet, egress):
        yield f"VLAN {packet.vlan} is not allowed on {egress.name}: only what is routed leaves there"


def _kept_out(packet: Packet, port: Interface) -> bool:
    """Whether a trunk does not carry the VLAN of a packet."""
    return port.mode == "trunk" and packet.vlan is not None and packet.vlan not in port.allowed_vlans
