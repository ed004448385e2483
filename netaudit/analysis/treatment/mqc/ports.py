"""Conditions on TCP and UDP ports."""

from collections.abc import Callable, Mapping

from netaudit.analysis.treatment.mqc.logic import Truth
from netaudit.model import Packet, Ports

HIGHEST = 65535

_Test = Callable[[int, tuple[int, ...]], bool]

_TESTS: Mapping[str, _Test] = {
    "eq": lambda port, values: port in values,
    "gt": lambda port, values: port > values[0],
    "lt": lambda port, values: port < values[0],
    "neq": lambda port, values: port not in values,
    "range": lambda port, values: min(values) <= port <= max(values),
}
"""Operator of a condition to its test; sorted."""


def port_matches(wanted: Ports | None, port: int | None) -> Truth:
    """Whether a port meets a condition; no condition is always met, a port that nobody stated may."""
    if wanted is None:
        return True
    if wanted.operator == "range" and (min(wanted.values), max(wanted.values)) == (0, HIGHEST):
        return True
    return None if port is None else _TESTS[wanted.operator](port, wanted.values)


def is_rtp(packet: Packet, first: int, extent: int) -> Truth:
    """Whether a packet goes to an even UDP port from ``first`` to ``first + extent``, as in ``ip rtp``."""
    if packet.protocol not in {"17", "udp"}:
        return False
    port = packet.destination_port
    return None if port is None else first <= port <= first + extent and port % 2 == 0
