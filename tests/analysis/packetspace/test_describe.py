"""Descriptions of packet sets: exact, few, and as people would say it."""

from ipaddress import ip_network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.analysis.packetspace import EVERYTHING, NOTHING, PacketSet, Region
from netaudit.analysis.packetspace.describe import describe
from netaudit.analysis.packetspace.header import has
from netaudit.analysis.packetspace.numbers import (
    EVERY,
    Numbers,
    between,
    complement,
    difference,
    matching,
    of,
    union,
)
from netaudit.analysis.packetspace.packets import put
from tests.analysis.packetspace.reader import says
from tests.analysis.packetspace.universe import CONDITIONS, packets, sets

MANY = 10**6


@settings(max_examples=40, deadline=None)
@given(st.one_of(sets(4), sets(6)), st.integers(0, 2**32))
def test_exact(found: PacketSet, seed: int) -> None:
    """A packet is in the set where the text says so, and nowhere else."""
    lines = describe(found, CONDITIONS, MANY)
    version = found.regions[0].version if found else 4
    for header in packets(version, 80, seed):
        assert says(lines, header, CONDITIONS) == has(found, header), (lines, header)


def numbers(text: str) -> Numbers:
    """A prefix as numbers."""
    network = ip_network(text)
    return matching(int(network.network_address), int(network.hostmask), network.max_prefixlen)


D, V, SERVER = numbers("10.20.10.0/24"), numbers("10.20.110.0/24"), numbers("10.1.1.20/32")
TCP, UDP, ICMP = of((6,), 8), of((17,), 8), of((1,), 8)
FIRST, LATER = of((0,), 1), of((1,), 1)
ESTABLISHED = union(matching(16, 47, 6), matching(4, 59, 6))


def region(
    protocol: Numbers = EVERY, source: Numbers = EVERY, destination: Numbers = EVERY, **more: Numbers
) -> Region:
    """A product of IPv4."""
    found = Region(4, source, destination, protocol)
    for field, value in more.items():
        found = put(found, field, value)
    return found


def port(first: int, last: int | None = None) -> Numbers:
    """A port, or a range."""
    return between(first, first if last is None else last, 16)


def whole(found: Region) -> PacketSet:
    """Its packets that are whole, and first fragments."""
    return PacketSet((put(found, "fragment", FIRST),))


CALLS = union(port(2000), port(5060, 5061))
D_TO_V = region(source=D, destination=V)
ALL_D_TO_V = PacketSet((D_TO_V,))

CASES: dict[str, tuple[PacketSet, tuple[str, ...]]] = {
    "nothing": (NOTHING, ()),
    "everything": (EVERYTHING, ("ip from any to any", "ipv6 from any to any")),
    "all ports but": (
        whole(region(TCP, D, V, destination_port=complement(CALLS))),
        ("tcp from 10.20.10.0/24 to 10.20.110.0/24, all ports but 2000 and 5060-5061",),
    ),
    "a prefix": (PacketSet((region(destination=V),)), ("ip from any to 10.20.110.0/24",)),
    "ports on both sides": (
        whole(region(UDP, D, SERVER, source_port=port(1024, 65535), destination_port=port(69))),
        ("udp from 10.20.10.0/24 ports 1024-65535 to host 10.1.1.20 port 69",),
    ),
    "source ports but": (
        whole(region(UDP, D, V, source_port=complement(port(53)))),
        ("udp from 10.20.10.0/24, all ports but 53, to 10.20.110.0/24",),
    ),
    "protocols": (
        PacketSet((region(of((6, 17), 8), D, V),)),
        ("tcp and udp from 10.20.10.0/24 to 10.20.110.0/24",),
    ),
    "other protocols": (
        PacketSet((region(complement(of((6, 200), 8)), D),)),
        ("all protocols but tcp and protocol 200 from 10.20.10.0/24 to any",),
    ),
    "messages": (
        whole(region(ICMP, D, source_port=of((0, 8, 99), 16))),
        ("icmp from 10.20.10.0/24 to any, echo-reply, echo and type 99",),
    ),
    "a code": (
        whole(region(ICMP, D, source_port=of((3,), 16), destination_port=of((4, 77), 16))),
        ("icmp from 10.20.10.0/24 to any, packet-too-big and type 3 code 77",),
    ),
    "all messages but": (
        whole(region(ICMP, D, source_port=complement(of((5,), 16)))),
        ("icmp from 10.20.10.0/24 to any, all types but redirect",),
    ),
    "established": (
        whole(region(TCP, D, flags=ESTABLISHED)),
        ("tcp from 10.20.10.0/24 to any, established only",),
    ),
    "new connections": (
        whole(region(TCP, D, flags=complement(ESTABLISHED))),
        ("tcp from 10.20.10.0/24 to any, without ACK and RST (new connections)",),
    ),
    "flags": (
        whole(region(TCP, D, flags=matching(2, 45, 6))),
        ("tcp from 10.20.10.0/24 to any, with SYN without ACK",),
    ),
    "later fragments": (
        PacketSet((region(TCP, D, fragment=LATER),)),
        ("tcp from 10.20.10.0/24 to any, later fragments",),
    ),
    "no later fragments": (
        PacketSet((region(TCP, D, fragment=FIRST),)),
        ("tcp from 10.20.10.0/24 to any, without later fragments",),
    ),
    "marked": (PacketSet((region(UDP, D, dscp=of((46,), 6)),)), ("udp from 10.20.10.0/24 to any, dscp ef",)),
    "a host less": (
        PacketSet((region(source=difference(D, numbers("10.20.10.5/32"))),)),
        ("ip from 10.20.10.0/24 but 10.20.10.5 to any",),
    ),
    "outside": (PacketSet((region(source=complement(D)),)), ("ip from any but 10.20.10.0/24 to any",)),
    "a wildcard with holes": (
        PacketSet((region(source=matching(0x0A000001, 0xFFFF00, 32)),)),
        ("ip from 10.0.0.1 wildcard 0.255.255.0 to any",),
    ),
    "a range": (
        PacketSet((region(source=between(0x0A000005, 0x0A000009, 32)),)),
        ("ip from 10.0.0.5-10.0.0.9 to any",),
    ),
    "two prefixes": (
        PacketSet((region(source=union(D, V)),)),
        ("ip from 10.20.10.0/24 and 10.20.110.0/24 to any",),
    ),
    "a leak": (
        ALL_D_TO_V - whole(region(TCP, D, V, destination_port=CALLS)),
        ("ip from 10.20.10.0/24 to 10.20.110.0/24, but not: tcp to ports 2000 and 5060-5061",),
    ),
    "a deny of one network": (
        PacketSet((region(destination=V),)) - whole(region(UDP, D, V, destination_port=port(16384, 32767))),
        ("ip from any to 10.20.110.0/24, but not: udp from 10.20.10.0/24 to ports 16384-32767",),
    ),
    "a permit with ports": (
        whole(region(UDP, D, SERVER, destination_port=port(69)))
        | PacketSet((region(UDP, D, SERVER, fragment=LATER),)),
        ("udp from 10.20.10.0/24 to host 10.1.1.20 port 69, later fragments too",),
    ),
    "some permits with ports": (
        whole(region(UDP, D, SERVER, destination_port=port(69)))
        | whole(region(TCP, D, V, destination_port=port(22)))
        | PacketSet.of((region(UDP, D, SERVER, fragment=LATER), region(TCP, D, V, fragment=LATER))),
        (
            "tcp from 10.20.10.0/24 to 10.20.110.0/24 port 22",
            "udp from 10.20.10.0/24 to host 10.1.1.20 port 69",
            "later fragments of all these too",
        ),
    ),
    "later fragments of one": (
        whole(region(UDP, D, SERVER, destination_port=port(69)))
        | whole(region(TCP, D, V, destination_port=port(22)))
        | PacketSet((region(UDP, D, SERVER, fragment=LATER),)),
        (
            "tcp from 10.20.10.0/24 to 10.20.110.0/24 port 22",
            "udp from 10.20.10.0/24 to host 10.1.1.20 port 69, later fragments too",
        ),
    ),
    "later fragments beside a line with exceptions": (
        PacketSet.of(
            (
                *(ALL_D_TO_V - whole(region(TCP, D, V, destination_port=CALLS))).regions,
                region(UDP, D, SERVER, destination_port=port(69), fragment=FIRST),
                region(TCP, V, SERVER, destination_port=port(22), fragment=FIRST),
                region(UDP, D, SERVER, fragment=LATER),
                region(TCP, V, SERVER, fragment=LATER),
            )
        ),
        (
            "ip from 10.20.10.0/24 to 10.20.110.0/24, but not: tcp to ports 2000 and 5060-5061",
            "tcp from 10.20.110.0/24 to host 10.1.1.20 port 22, later fragments too",
            "udp from 10.20.10.0/24 to host 10.1.1.20 port 69, later fragments too",
        ),
    ),
    "a condition": (
        PacketSet((put(region(UDP, D), "condition", matching(0, 2, 2)),)),
        ("udp from 10.20.10.0/24 to any unless time-range WORK is active",),
    ),
    "two versions": (
        PacketSet((Region(6, protocol=TCP), region(TCP, D), Region(6, numbers("2001:db8::/32")))),
        (
            "tcp from 10.20.10.0/24 to any",
            "tcp over ipv6 from any to any",
            "ipv6 from 2001:db8::/32 to any",
        ),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_words(case: str) -> None:
    """What people read: a line a product, what is usual unsaid."""
    found, lines = CASES[case]
    assert describe(found, CONDITIONS) == lines


def test_more() -> None:
    """Of many lines the largest are shown, and how many there are more."""
    found = PacketSet.of(
        region(UDP, numbers(f"10.{n}.0.0/{30 - n}"), numbers(f"172.16.{n}.1/32")) for n in range(6)
    )
    assert describe(found, most=2) == (
        "udp from 10.5.0.0/25 to host 172.16.5.1",
        "udp from 10.4.0.0/26 to host 172.16.4.1",
        "and 4 more",
    )
    assert len(describe(found, most=6)) == 6


def test_nothing_that_can_be() -> None:
    """Ports of a protocol that has none are no packets: there is nothing to say."""
    assert describe(whole(region(of((89,), 8), D, destination_port=port(80)))) == ()
