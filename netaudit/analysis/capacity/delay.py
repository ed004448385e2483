"""How long a voice packet may wait at one link, and the budget that it is compared with."""

from msgspec import Struct

DEFAULT_MTU = 1500
"""Bytes."""
SLOW_KBPS = 768
"""Up to here a link needs fragmentation and interleaving (LFI) under voice."""
MEDIUM_KBPS = 2000
"""From here on header compression costs more CPU than it saves."""
TARGET_MS = 10
"""How long one fragment may take."""
ROUNDING = 0.1
"""Part of the target by which a fragment may be longer: people round to 80, 160, 960 bytes."""


class Budget(Struct, frozen=True, kw_only=True):
    """What a call stands from mouth to ear, one way (ITU-T G.114 and Cisco's practice with it)."""

    delay_ms: float = 150
    jitter_ms: float = 30
    loss_percent: float = 1


BUDGET = Budget()


def serialization_ms(size: int, kbps: float) -> float:
    """How long a link takes to put so many bytes on the wire."""
    return size * 8 / kbps


def fragment_bytes(kbps: float, milliseconds: float = TARGET_MS) -> int:
    """The longest fragment that a link sends in this time."""
    return int(kbps * milliseconds / 8)


def worst_wait_ms(largest: int, kbps: float, strict_share: float, interval_ms: float = 20) -> float:
    """The longest that a voice packet waits and is sent on a full link.

    One packet or fragment of another class is on the wire already (``largest`` bytes), and in the worst
    case one packet of every other call arrives at the same moment: together they are what the strict
    queue may send in one packet interval. ``strict_share`` is its part of the link, 0 to 1.
    """
    return serialization_ms(largest, kbps) + strict_share * interval_ms
