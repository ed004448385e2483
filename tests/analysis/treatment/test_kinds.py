"""The four kinds of packets: how they are marked, framed and told apart."""

import pytest

from netaudit.analysis.treatment.kinds import Kind, kind_of, packet_at, packets, sender_at
from netaudit.model import Interface, Packet, VlanSet
from netaudit.site.policy import Profile


def port(role: str = "phone", **fields: object) -> Interface:
    """An access port of VLAN 10 unless told otherwise."""
    given = {"mode": "access", "access_vlan": 10, **fields}
    return Interface(name="GigabitEthernet1/0/5", line=1, role=role, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("profile", list(Profile))
@pytest.mark.parametrize("sender", ["phone", "peer"])
def test_kind_of_made_packets(profile: Profile, sender: str) -> None:
    """What is made as voice, signalling or data is recognised as such under the same profile."""
    made = dict(packets(profile, sender))
    for kind in (Kind.BEARER, Kind.SIGNALLING, Kind.BEST_EFFORT):
        assert kind_of(made[kind], profile) is kind


@pytest.mark.parametrize(
    ("packet", "kind"),
    [
        (Packet(dscp=46, sender="pc"), Kind.CHEATER),
        (Packet(dscp=44, sender="phone"), Kind.BEARER),
        (Packet(dscp=26, sender="phone"), Kind.SIGNALLING),
        (Packet(dscp=24, sender="pc"), Kind.BEST_EFFORT),
        (Packet(dscp=34, sender="peer"), Kind.BEST_EFFORT),
    ],
)
def test_kind_by_dscp_and_sender(packet: Packet, kind: Kind) -> None:
    """EF of a PC is a cheat, voice-admit is voice, AF31 is old signalling, the rest is data."""
    assert kind_of(packet) is kind


def test_signalling_of_rfc_4594() -> None:
    """CS5 is signalling where the site follows RFC 4594, and video where it follows Cisco."""
    packet = Packet(dscp=40, sender="phone")
    assert kind_of(packet, Profile.RFC4594) is Kind.SIGNALLING
    assert kind_of(packet, Profile.SRND4) is Kind.BEST_EFFORT


@pytest.mark.parametrize(
    ("voice_vlan", "cos", "vlan"),
    [(110, 5, 110), ("dot1p", 5, 10), ("untagged", None, 10), (None, None, 10)],
)
def test_frames_of_a_phone(voice_vlan: int | str | None, cos: int | None, vlan: int) -> None:
    """A phone tags with the voice VLAN, with VLAN 0 for dot1p, and not at all where nothing tells it to."""
    packet = packet_at(Kind.BEARER, Profile.SRND4, port(voice_vlan=voice_vlan))
    assert (packet.cos, packet.vlan, packet.sender) == (cos, vlan, "phone")


def test_frames_of_a_phone_on_a_trunk() -> None:
    """On an old trunk to a phone the one VLAN that is not native is tagged."""
    trunk = port(mode="trunk", native_vlan=10, allowed_vlans=VlanSet((10, 110)))
    packet = packet_at(Kind.SIGNALLING, Profile.SRND4, trunk)
    assert (packet.cos, packet.vlan) == (3, 110)


def test_frames_of_a_pc() -> None:
    """A PC behind a phone sends without tag, into the access VLAN, whatever it marks."""
    packet = packet_at(Kind.CHEATER, Profile.SRND4, port(voice_vlan=110))
    assert (packet.dscp, packet.cos, packet.vlan, packet.sender) == (46, None, 10, "pc")


def test_a_cheater_looks_like_speech_but_is_none() -> None:
    """Ports and mark of a cheater are those of voice; only NBAR sees the difference."""
    voice, cheat = (packet_at(kind, Profile.SRND4, port()) for kind in (Kind.BEARER, Kind.CHEATER))
    assert (voice.dscp, voice.destination_port) == (cheat.dscp, cheat.destination_port)
    assert (voice.application, cheat.application) == ("rtp", "unknown")


@pytest.mark.parametrize(
    ("fields", "cos"),
    [
        ({"mode": "trunk"}, 5),
        ({"mode": "routed"}, None),
        ({"mode": "dynamic"}, 5),
        ({"kind": "subinterface", "mode": "subinterface", "encapsulation_vlan": 110}, 5),
        ({"kind": "subinterface", "mode": "subinterface"}, None),
    ],
)
def test_frames_of_a_peer(fields: dict[str, object], cos: int | None) -> None:
    """A network device tags on trunks and 802.1Q subinterfaces only."""
    packet = packet_at(Kind.BEARER, Profile.SRND4, port(role="uplink", **fields))
    assert (packet.cos, packet.sender) == (cos, "peer")


@pytest.mark.parametrize(
    ("role", "kind", "sender"),
    [
        ("phone", Kind.BEARER, "phone"),
        ("phone", Kind.BEST_EFFORT, "pc"),
        ("user", Kind.CHEATER, "pc"),
        ("uplink", Kind.BEST_EFFORT, "peer"),
        ("wan", Kind.SIGNALLING, "peer"),
    ],
)
def test_who_sends(role: str, kind: Kind, sender: str) -> None:
    """Phones send voice, PCs send data, and everything else comes from the network."""
    assert sender_at(kind, port(role=role)) == sender
