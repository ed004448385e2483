"""Single packets in words, both ways."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.analysis.packetspace import EVERYTHING, NOTHING, PacketSet, Region
from netaudit.analysis.packetspace.fields import LATER, PORTED, TCP, TYPED, WHOLE
from netaudit.analysis.packetspace.header import Header
from netaudit.analysis.packetspace.names import condition_text
from netaudit.analysis.packetspace.numbers import EVERY, Numbers, matching, of
from netaudit.analysis.packetspace.words import header_text, parse_header, witness_text
from netaudit.errors import UsageError
from tests.analysis.packetspace.universe import CONDITIONS

A, B = 0x0A010101, 0x0A020202
A6, B6 = (0x20010DB8 << 96) + 1, (0x20010DB8 << 96) + 2


def packet(protocol: int, ports: tuple[int, int] = (0, 0), **fields: int) -> Header:
    """A packet from A to B."""
    version = fields.get("version", 4)
    source, destination = (A, B) if version == 4 else (A6, B6)
    kind, code = ports
    return Header(
        **{"source": source, "destination": destination, **fields},
        protocol=protocol,
        source_port=kind,
        destination_port=code,
    )


WRITTEN = [
    ("tcp 10.1.1.1:1234 10.2.2.2:80", packet(6, (1234, 80), flags=2)),
    ("tcp 10.1.1.1:1234 10.2.2.2:80 established", packet(6, (1234, 80), flags=16)),
    ("tcp 10.1.1.1:1234 10.2.2.2:80 flags fin+syn", packet(6, (1234, 80), flags=3)),
    ("tcp 10.1.1.1:1234 10.2.2.2:80 flags none", packet(6, (1234, 80))),
    ("udp 10.1.1.1:68 255.255.255.255:67", packet(17, (68, 67), destination=0xFFFFFFFF)),
    ("sctp 10.1.1.1:1 10.2.2.2:2905 dscp ef", packet(132, (1, 2905), dscp=46)),
    ("icmp 10.1.1.1 10.2.2.2 echo", packet(1, (8, 0))),
    ("icmp 10.1.1.1 10.2.2.2 administratively-prohibited", packet(1, (3, 13))),
    ("icmp 10.1.1.1 10.2.2.2 net-unreachable", packet(1, (3, 0))),
    ("icmp 10.1.1.1 10.2.2.2 type 3 code 77", packet(1, (3, 77))),
    ("icmp 10.1.1.1 10.2.2.2 type 8 code 5", packet(1, (8, 5))),
    ("icmp 10.1.1.1 10.2.2.2 type 99 code 0", packet(1, (99, 0))),
    ("igmp 10.1.1.1 224.0.0.1 host-query", packet(2, (17, 0), destination=0xE0000001)),
    ("igmp 10.1.1.1 10.2.2.2 type 99", packet(2, (99, 0))),
    ("ospf 10.1.1.1 224.0.0.5 dscp cs6", packet(89, destination=0xE0000005, dscp=48)),
    ("protocol 200 10.1.1.1 10.2.2.2 dscp 45", packet(200, dscp=45)),
    ("tcp 10.1.1.1 10.2.2.2 fragment", packet(6, fragment=LATER)),
    ("icmp6 10.1.1.1 10.2.2.2", packet(58)),
    ("tcp [2001:db8::1]:1234 [2001:db8::2]:80", packet(6, (1234, 80), flags=2, version=6)),
    ("icmp6 2001:db8::1 2001:db8::2 echo-request", packet(58, (128, 0), version=6)),
    ("protocol 1 2001:db8::1 2001:db8::2", packet(1, version=6)),
]


@pytest.mark.parametrize(("text", "header"), WRITTEN)
def test_written(text: str, header: Header) -> None:
    """Each kind of packet has one form, which is read and printed."""
    assert parse_header(text) == header
    assert header_text(header) == text


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("TCP 10.1.1.1:1234  10.2.2.2:www", packet(6, (1234, 80), flags=2)),
        ("6 10.1.1.1:1234 10.2.2.2:80 flags syn", packet(6, (1234, 80), flags=2)),
        ("200 10.1.1.1 10.2.2.2", packet(200)),
        ("protocol ospf 10.1.1.1 10.2.2.2", packet(89)),
        ("icmp 10.1.1.1 10.2.2.2 type 3 code 13", packet(1, (3, 13))),
        ("icmp 10.1.1.1 10.2.2.2 type 8", packet(1, (8, 0))),
        ("icmp 2001:db8::1 [2001:db8::2] nd-ns", packet(58, (135, 0), version=6)),
        ("udp 10.1.1.1 10.2.2.2 fragments dscp 46", packet(17, fragment=LATER, dscp=46)),
        ("tcp 10.1.1.1:1 10.2.2.2:2 dscp AF31 established", packet(6, (1, 2), flags=16, dscp=26)),
    ],
)
def test_also_read(text: str, header: Header) -> None:
    """Other ways to write a packet are understood too."""
    assert parse_header(text) == header


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "it takes a protocol, a source and a destination"),
        ("tcp 10.1.1.1:1", "it takes a protocol, a source and a destination"),
        ("tcp 10.1.1.1 10.2.2.2:80", "tcp takes a port behind both addresses"),
        ("udp 10.1.1.1 10.2.2.2", "udp takes a port behind both addresses"),
        ("tcp 10.1.1.1:1 10.2.2.2:70000", "'70000' is no port: 0-65535"),
        ("tcp 10.1.1.1:1 10.2.2.2:http-alt", "'http-alt' is no port: 0-65535"),
        ("tcp 10.1.1.1:1 10.2.2.256:80", "'10.2.2.256:80' is no IP address, nor one with a port"),
        ("tcp [fe80::1%eth0]:1 [::2]:80", "is no IP address"),
        ("tcp 10.1.1.1:1 [::2]:80", "its addresses are of two IP versions"),
        ("ip 10.1.1.1 10.2.2.2", "ip is every protocol, a packet has one"),
        ("tpc 10.1.1.1:1 10.2.2.2:80", "'tpc' is no IP protocol"),
        ("256 10.1.1.1 10.2.2.2", "'256' is no IP protocol"),
        ("icmp 10.1.1.1 10.2.2.2", "icmp takes the type of its message"),
        ("icmp 10.1.1.1:8 10.2.2.2:0 echo", "icmp has no ports"),
        ("icmp 10.1.1.1 10.2.2.2 type 256", "'256' is no type: 0-255"),
        ("icmp 10.1.1.1 10.2.2.2 echo type 3", "it states the message twice"),
        ("ospf 10.1.1.1 10.2.2.2 type 3", "ospf has no message type"),
        ("udp 10.1.1.1:1 10.2.2.2:2 established", "udp has no TCP flags"),
        ("tcp 10.1.1.1:1 10.2.2.2:2 flags ack+none", "'ack+none' are no TCP flags"),
        ("tcp 10.1.1.1:1 10.2.2.2:2 flags ece", "'ece' are no TCP flags"),
        ("tcp 10.1.1.1:1 10.2.2.2:2 established flags syn", "it states the flags twice"),
        ("tcp 10.1.1.1:1 10.2.2.2:2 fragment", "a later fragment has no ports"),
        ("tcp 10.1.1.1 10.2.2.2 fragment established", "a later fragment has no TCP flags"),
        ("icmp 10.1.1.1 10.2.2.2 echo fragment", "a later fragment has no message type"),
        ("udp 10.1.1.1:1 10.2.2.2:2 dscp 64", "'64' is no DSCP"),
        ("udp 10.1.1.1:1 10.2.2.2:2 dscp", "'dscp' is not known behind the addresses"),
        ("udp 10.1.1.1:1 10.2.2.2:2 echo", "'echo' is not known behind the addresses"),
    ],
)
def test_wrong(text: str, wrong: str) -> None:
    """A text that is no packet is told so with what is wrong and an example that is one."""
    with pytest.raises(UsageError) as caught:
        parse_header(text)
    message = str(caught.value)
    assert message.startswith(repr(text))
    assert wrong in message
    example = message.rpartition("Write it like ")[2].strip("'")
    assert header_text(parse_header(example)) == example


ADDRESSES = {
    version: st.one_of(st.integers(0, 2**width - 1), st.integers(0, 300))
    for version, width in ((4, 32), (6, 128))
}


@st.composite
def headers(draw: st.DrawFn) -> Header:
    """Any packet that there can be."""
    version = draw(st.sampled_from([4, 6]))
    protocol = draw(st.one_of(st.sampled_from([*PORTED, *TYPED[version]]), st.integers(0, 255)))
    fragment = draw(st.sampled_from([WHOLE, WHOLE, LATER]))
    most = 65535 if protocol in PORTED else 255 if protocol in TYPED[version] else 0
    source_most, destination_most = (0, 0) if fragment == LATER else (most, 0 if protocol == 2 else most)
    return Header(
        version=version,
        source=draw(ADDRESSES[version]),
        destination=draw(ADDRESSES[version]),
        protocol=protocol,
        source_port=draw(st.integers(0, source_most)),
        destination_port=draw(st.integers(0, destination_most)),
        flags=draw(st.integers(0, 63)) if protocol == TCP and fragment == WHOLE else 0,
        fragment=fragment,
        dscp=draw(st.integers(0, 63)),
    )


@settings(max_examples=200, deadline=None)
@given(headers())
def test_round_trip(header: Header) -> None:
    """What is printed of a packet is read as the same packet."""
    assert parse_header(header_text(header)) == header


WORDS = "tcp icmp 10.1.1.1 10.2.2.2:80 [::1]:1 flags syn type 3 code % : [ dscp".split()


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from("tcp icmp 10.1.1.1 10.2.2.2:80 [::1]:1 flags syn type 3 code % : [ dscp".split())
    )
)
def test_any_words(words: list[str]) -> None:
    """Whatever words come, they are a packet or an error that can be read."""
    try:
        header = parse_header(" ".join(words))
    except UsageError:
        return
    assert parse_header(header_text(header)) == header


@pytest.mark.parametrize(
    ("hold", "fail", "text"),
    [
        (0, 0, ""),
        (1, 0, " while time-range WORK is active"),
        (3, 0, " while time-range WORK is active and list R has a session"),
        (0, 1, " unless time-range WORK is active"),
        (2, 1, " while list R has a session unless time-range WORK is active"),
    ],
)
def test_conditions(hold: int, fail: int, text: str) -> None:
    """Conditions that hold and that do not are said behind the packet."""
    assert condition_text(hold, fail, CONDITIONS) == text


def test_conditions_of_a_packet() -> None:
    """A packet tells the conditions that hold for it."""
    header = packet(17, (1, 2), condition=2)
    assert header_text(header, CONDITIONS) == "udp 10.1.1.1:1 10.2.2.2:2 while list R has a session"


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (EVERY, "udp 192.0.2.10:49152 198.51.100.10:80"),
        (of((1, 3), 2), "udp 192.0.2.10:49152 198.51.100.10:80 while time-range WORK is active"),
        (of((0, 2), 2), "udp 192.0.2.10:49152 198.51.100.10:80 unless time-range WORK is active"),
    ],
)
def test_witness(condition: Numbers, text: str) -> None:
    """The example of a set tells the conditions without which it would not be in it, and no others."""
    found = PacketSet((Region(4, protocol=matching(17, 0, 8), condition=condition),))
    assert witness_text(found, CONDITIONS) == text


def test_witness_of_nothing() -> None:
    """The empty set has no example, and that of all packets is a new connection."""
    assert witness_text(NOTHING) is None
    assert witness_text(EVERYTHING) == "tcp 192.0.2.10:49152 198.51.100.10:80"
