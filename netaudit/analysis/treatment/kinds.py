"""The kinds of packets that QoS is judged by, under the design guide of the site.

A **bearer** carries voice, **signalling** sets calls up. A **cheater** is a PC that marks its traffic as
voice and takes ports of voice too, as a worm or a clever user does; only a look into the packet (NBAR)
tells it apart. **Best effort** is a PC that marks nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

from msgspec.structs import replace

from netaudit.analysis.phones import data_vlan_of, voice_vlan_of
from netaudit.model import Interface, Packet
from netaudit.site.policy import Profile
from netaudit.site.profiles import GUIDES, Guide

AF31, CS3 = 26, 24
SIGNALLING_DSCPS = frozenset({AF31, CS3})
"""What phones and gateways, old and new, mark signalling with; the profile's own comes on top."""

RTP_PORT = 17_000
"""Within the range that Cisco devices take for voice, 16384-32767, and even as RTP ports are."""
SCCP_PORT = 2000
HTTP_PORT = 80
EPHEMERAL_PORT = 49_152


class Kind(StrEnum):
    """What a packet is, for a judge of QoS."""

    BEARER = "bearer"
    SIGNALLING = "signalling"
    CHEATER = "cheater"
    BEST_EFFORT = "best-effort"


def _bearer(guide: Guide, sender: str) -> Packet:
    """Voice."""
    return Packet(
        dscp=guide.bearer.dscp,
        cos=guide.bearer.cos,
        protocol="udp",
        source_port=RTP_PORT,
        destination_port=RTP_PORT,
        application="rtp",
        sender=sender,
    )


def _signalling(guide: Guide, sender: str) -> Packet:
    """A phone that talks SCCP with its call control."""
    return Packet(
        dscp=guide.signalling.dscp,
        cos=guide.signalling.cos,
        protocol="tcp",
        source_port=EPHEMERAL_PORT,
        destination_port=SCCP_PORT,
        application="skinny",
        sender=sender,
    )


def _cheater(guide: Guide, sender: str) -> Packet:
    """Anything but voice that looks like it as far as headers go; NBAR finds no RTP in it."""
    return replace(_bearer(guide, sender), application="unknown")


def _best_effort(_guide: Guide, sender: str) -> Packet:
    """A browser."""
    return Packet(
        dscp=0,
        cos=0,
        protocol="tcp",
        source_port=EPHEMERAL_PORT,
        destination_port=HTTP_PORT,
        application="http",
        sender=sender,
    )


MAKERS: Mapping[Kind, Callable[[Guide, str], Packet]] = {
    Kind.BEARER: _bearer,
    Kind.SIGNALLING: _signalling,
    Kind.CHEATER: _cheater,
    Kind.BEST_EFFORT: _best_effort,
}
"""Kind to what makes its packet; frames are tagged until they are put on a port."""

FROM_PC = frozenset({Kind.CHEATER, Kind.BEST_EFFORT})
"""What a PC sends where there is one; a phone or a peer sends the rest."""


def kind_of(packet: Packet, profile: Profile = Profile.SRND4) -> Kind:
    """What a packet is to be judged as; what is neither voice nor marked like it is best effort."""
    guide = GUIDES[profile]
    if packet.dscp in guide.bearer.dscps:
        return Kind.CHEATER if packet.sender == "pc" else Kind.BEARER
    if packet.sender != "pc" and packet.dscp in SIGNALLING_DSCPS | {guide.signalling.dscp}:
        return Kind.SIGNALLING
    return Kind.BEST_EFFORT


def packets(profile: Profile, sender: str) -> Iterator[tuple[Kind, Packet]]:
    """The packet of each kind from one sender, tagged, in no VLAN in particular."""
    for kind, make in MAKERS.items():
        yield kind, make(GUIDES[profile], sender)


def sender_at(kind: Kind, port: Interface) -> str:
    """Who sends packets of a kind into a port: one of ``SENDERS``."""
    if port.role not in {"phone", "user"}:
        return "peer"
    return "pc" if kind in FROM_PC or port.role == "user" else "phone"


def packet_at(kind: Kind, profile: Profile, port: Interface) -> Packet:
    """The packet of a kind as it arrives at a port, framed and in the VLAN of who sends it."""
    packet = MAKERS[kind](GUIDES[profile], sender_at(kind, port))
    return framed(packet, port)


def framed(packet: Packet, port: Interface) -> Packet:
    """A packet with the tag and VLAN that its sender's frames have on a port."""
    tagged, vlan = FRAMES[packet.sender](port)
    return replace(packet, cos=packet.cos if tagged else None, vlan=vlan)


def _of_phone(port: Interface) -> tuple[bool, int | None]:
    """A phone tags with the voice VLAN, or with VLAN 0, the port's own, where told so."""
    vlan = voice_vlan_of(port)
    if vlan is not None:
        return True, vlan
    return port.voice_vlan == "dot1p", data_vlan_of(port)


def _of_pc(port: Interface) -> tuple[bool, int | None]:
    """A PC does not tag."""
    return False, data_vlan_of(port)


def _of_peer(port: Interface) -> tuple[bool, int | None]:
    """A network device tags on trunks and subinterfaces, whatever the VLAN."""
    if port.kind == "subinterface":
        return port.encapsulation_vlan is not None, port.encapsulation_vlan
    trunk = port.mode == "trunk" or (port.mode == "dynamic" and port.role == "uplink")
    return (True, None) if trunk else (False, port.access_vlan)


FRAMES: Mapping[str, Callable[[Interface], tuple[bool, int | None]]] = {
    "pc": _of_pc,
    "peer": _of_peer,
    "phone": _of_phone,
}
"""Sender to whether its frames are tagged on a port, and their VLAN; None: one of many."""
