"""A packet, and the marking that a device holds of it on its way through."""

from msgspec import Struct

SENDERS = ("phone", "pc", "peer")
"""Who put a packet on the wire: a phone, the PC behind it (or alone on the port), a device of the network."""


class Packet(Struct, frozen=True, kw_only=True):
    """A packet as it arrives at an interface. None in an address or port: not stated."""

    dscp: int = 0
    """0-63."""
    cos: int | None = None
    """802.1p priority 0-7; None where the frame has no tag."""
    protocol: str = "udp"
    """``tcp``, ``udp``, ``icmp`` or an IP protocol by IOS's name for it."""
    source: str | None = None
    destination: str | None = None
    source_port: int | None = None
    destination_port: int | None = None
    vlan: int | None = None
    sender: str = "phone"
    """One of ``SENDERS``."""
    application: str | None = None
    """What NBAR would call it (``rtp``, ``sip``, ``skinny``, …); None where nobody said."""


class Marking(Struct, frozen=True, kw_only=True):
    """What a packet is marked with at some point inside a device.

    On MLS Catalysts ``dscp`` is the internal DSCP that queues are chosen by; whether it is written
    into the packet is decided when the packet leaves.
    """

    dscp: int | None
    """0-63; None: not known."""
    cos: int | None = None
    """0-7; None: no tag or, where ``tagged``, not known."""
    tagged: bool = False
    """Whether the frame has an 802.1Q tag here."""
    qos_group: int | None = None
    """None: none was set."""
