"""Ports by which voice is told."""

from netaudit.analysis.treatment.mqc.logic import Truth
from netaudit.model import Packet


def is_rtp(packet: Packet, first: int, extent: int) -> Truth:
    """Whether a packet goes to an even UDP port from ``first`` to ``first + extent``, as in ``ip rtp``."""
    if packet.protocol not in {"17", "udp"}:
        return False
    port = packet.destination_port
    return None if port is None else first <= port <= first + extent and port % 2 == 0
