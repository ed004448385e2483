"""Sets of packets as the contracts of questions about filters have them."""

from msgspec import Struct

from netaudit.analysis.packetspace.describe import describe
from netaudit.analysis.packetspace.packets import PacketSet
from netaudit.analysis.packetspace.words import witness_text
from netaudit.syntax.secrets import redact

MOST_LINES = 8
"""Lines that describe one set of packets; the last counts what more there is."""


class Packets(Struct, frozen=True, kw_only=True):
    """A set of packets in words, and one of them."""

    packets: tuple[str, ...]
    witness: str


def in_words(packets: PacketSet, conditions: tuple[str, ...]) -> tuple[str, ...]:
    """A set in lines of words; ``conditions`` are the names of the bits of the field ``condition``."""
    return tuple(map(redact, describe(packets, conditions, MOST_LINES)))


def told(packets: PacketSet, conditions: tuple[str, ...]) -> Packets | None:
    """A set in words, and one of its packets; None where it is empty."""
    witness = witness_text(packets, conditions)
    if witness is None:
        return None
    return Packets(packets=in_words(packets, conditions), witness=redact(witness))
