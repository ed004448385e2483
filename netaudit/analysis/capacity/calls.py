"""What one call takes of a link in one direction: codecs, headers and layer 2, all as tables.

Published tables differ because they count preambles, flags and checksums differently. So the overhead is
a parameter everywhere, and this module only holds the usual values (domain of the per-call tables:
20 ms of voice in a packet, 50 packets a second).
"""

from collections.abc import Mapping
from math import ceil, floor

from msgspec import Struct

IP_UDP_RTP = 40
"""Bytes of IPv4, UDP and RTP headers."""
CRTP_HEADER = 2
"""Bytes that compressed RTP leaves of them, without UDP checksum."""
CELL, CELL_PAYLOAD = 53, 48
"""Bytes of an ATM cell, and how many of them carry something."""
AAL5_TRAILER = 8


class Codec(Struct, frozen=True, kw_only=True):
    """How a codec packs voice."""

    payload: int
    """Bytes of voice in a packet."""
    packets: int = 50
    """Packets a second."""

    @property
    def interval_ms(self) -> float:
        """Time between two packets of a call."""
        return 1000 / self.packets


CODECS: Mapping[str, Codec] = {
    "g711": Codec(payload=160),
    "g722": Codec(payload=160),
    "g726-32": Codec(payload=80),
    "g729": Codec(payload=20),
    "ilbc": Codec(payload=38),
}
"""Codec to how it packs voice, 20 ms a packet; sorted. ``site.policy.CODECS`` has the same names."""


class Framing(Struct, frozen=True, kw_only=True):
    """What layer 2 adds to a packet."""

    overhead: int
    """Bytes of headers and trailers on each packet."""
    cells: bool = False
    """Whether the packet is cut into ATM cells."""
    compresses: bool = False
    """Whether RTP headers can be compressed on such a link."""

    def frame(self, packet: int) -> int:
        """Bytes on the wire for a packet of so many bytes."""
        size = packet + self.overhead
        return ceil(size / CELL_PAYLOAD) * CELL if self.cells else size


FRAMINGS: Mapping[str, Framing] = {
    "atm": Framing(overhead=AAL5_TRAILER, cells=True),
    "dot1q": Framing(overhead=22),
    "dot1q-wire": Framing(overhead=42),
    "ethernet": Framing(overhead=18),
    "frame-relay": Framing(overhead=4, compresses=True),
    "frf12": Framing(overhead=8, compresses=True),
    "hdlc": Framing(overhead=7, compresses=True),
    "mlp": Framing(overhead=7, compresses=True),
    "mlp-long": Framing(overhead=13, compresses=True),
    "ppp": Framing(overhead=7, compresses=True),
    "pppoe": Framing(overhead=26),
}
"""Layer 2 to what it adds; sorted. Ethernet with FCS, ``-wire`` with preamble and gap too; PPP, MLP and HDLC
with one flag; ``mlp-long`` is MLP without any header compression, its flags and checksum counted."""

TUNNELS: Mapping[str, int] = {"gre": 24, "ipsec": 56}
"""Bytes that a tunnel adds before layer 2: GRE with its IP header; ESP in tunnel mode with AES and SHA,
about that, as padding depends on the size of the packet."""


def call_kbps(codec: Codec, framing: Framing, *, crtp: bool = False, tunnel: int = 0) -> float:
    """One direction of one call; ``tunnel`` is bytes that a tunnel adds to each packet."""
    headers = CRTP_HEADER if crtp else IP_UDP_RTP
    return framing.frame(codec.payload + headers + tunnel) * 8 * codec.packets / 1000


def calls_that_fit(kbps: float, one: float) -> int:
    """How many calls of ``one`` kbps fit; rounding errors do not cost a call."""
    return max(0, floor(kbps / one + 1e-9))
