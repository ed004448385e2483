"""The laboratory and the translation, against answers worked out by hand from Cisco's documents."""

from ipaddress import IPv4Address
from random import Random

import pytest

from tests.referees import chance, ios_text, nft
from tests.referees.crafted import Crafted
from tests.referees.laboratory import Laboratory, arrivals, load

NO_FILTER = nft.filtering(())


def packet(source: str, destination: str, protocol: int, **fields: int) -> Crafted:
    """A packet, addresses as people write them."""
    return Crafted(
        source=int(IPv4Address(source)),
        destination=int(IPv4Address(destination)),
        protocol=protocol,
        **fields,  # type: ignore[arg-type] # `more` takes 0 and 1 as well
    )


def web(**fields: int) -> Crafted:
    """A packet of TCP to port 80."""
    return packet("10.20.10.7", "10.1.1.1", 6, source_port=40000, **{"destination_port": 80, **fields})


@pytest.mark.parametrize(("text", "number"), [("permit ip any any", 3000), ("deny ip any any", 0)])
def test_every_packet_can_arrive(lab: Laboratory, text: str, number: int) -> None:
    """No packet of the generator is lost for another reason than the list, and none slips by."""
    random = Random(11)  # noqa: S311 - a test must be the same each time
    entries = ios_text.entries(chance.access_list(random, 100))
    load(lab, nft.filtering(ios_text.entries(text)))
    assert len(arrivals(lab, chance.packets(random, entries, 3000))) == number


def test_no_filter(lab: Laboratory) -> None:
    """A list without entries passes everything."""
    load(lab, NO_FILTER)
    assert arrivals(lab, [web()]) == {0: 0xFFFF}


FRAGMENTED_SERVER = """
 10 permit tcp any host 10.1.1.1 eq www
 20 deny tcp any host 10.1.1.2 eq telnet
 30 permit tcp any host 10.1.1.2
 40 deny ip any any fragments
 50 permit udp any any neq 53
"""
ODD_HOSTS = """
 10 deny ip 10.0.0.1 0.0.255.254 any
 20 permit tcp any gt 65534 any lt 1
 30 permit ip any 10.0.3.0 0.255.0.255 precedence critical
 40 permit ip any any dscp af31
"""
MESSAGES = """
 10 permit icmp any any echo
 20 deny icmp any any unreachable
 30 permit tcp any any established
 40 permit tcp any any match-all +syn -ack
 50 permit icmp any any 11 1
"""
CASES = [
    (FRAGMENTED_SERVER, web(), 1),
    (FRAGMENTED_SERVER, web(destination_port=81), 0),
    (FRAGMENTED_SERVER, web(more=1), 1),  # a first fragment has its ports
    (FRAGMENTED_SERVER, web(destination_port=81, offset=1), 1),  # a later one does not: permit on layer 3
    (FRAGMENTED_SERVER, packet("10.20.10.7", "10.1.1.2", 6, destination_port=23), 2),
    (FRAGMENTED_SERVER, packet("10.20.10.7", "10.1.1.2", 6, destination_port=23, more=1), 2),
    (FRAGMENTED_SERVER, packet("10.20.10.7", "10.1.1.2", 6, destination_port=23, offset=185), 3),
    (FRAGMENTED_SERVER, packet("10.20.10.7", "10.1.1.3", 17, destination_port=69, offset=185), 4),
    (FRAGMENTED_SERVER, packet("10.20.10.7", "10.1.1.3", 17, destination_port=69, more=1), 5),
    (FRAGMENTED_SERVER, packet("10.20.10.7", "10.1.1.3", 17, destination_port=53), 0),
    (ODD_HOSTS, packet("10.0.9.3", "10.0.3.1", 17), 1),
    (ODD_HOSTS, packet("10.0.9.2", "10.0.3.1", 17, dscp=40), 3),
    (ODD_HOSTS, packet("10.0.9.2", "10.9.3.1", 17, dscp=47), 3),
    (ODD_HOSTS, packet("10.0.9.2", "10.9.3.1", 17, dscp=39), 0),
    (ODD_HOSTS, packet("10.0.9.2", "10.9.4.1", 17, dscp=40), 0),
    (ODD_HOSTS, packet("10.0.9.2", "10.9.4.1", 17, dscp=26), 4),
    (ODD_HOSTS, packet("10.0.9.2", "10.9.4.1", 6, source_port=65535), 2),
    (ODD_HOSTS, packet("10.0.9.2", "10.9.4.1", 6, source_port=65534), 0),
    (MESSAGES, packet("10.0.0.1", "10.1.1.1", 1, icmp_type=8), 1),
    (MESSAGES, packet("10.0.0.1", "10.1.1.1", 1, icmp_type=3, icmp_code=4), 2),
    (MESSAGES, packet("10.0.0.1", "10.1.1.1", 1, icmp_type=11, icmp_code=0), 0),
    (MESSAGES, packet("10.0.0.1", "10.1.1.1", 1, icmp_type=11, icmp_code=1), 5),
    (MESSAGES, packet("10.0.0.1", "10.1.1.1", 1, icmp_type=3, offset=1), 1),
    (MESSAGES, web(flags=16), 3),
    (MESSAGES, web(flags=4), 3),
    (MESSAGES, web(flags=2), 4),
    (MESSAGES, web(flags=3), 4),
    (MESSAGES, web(flags=1), 0),
    (MESSAGES, web(flags=1, offset=1), 3),
]
"""A list, a packet, and the entry that decides it, from 1; 0 is the deny at the end."""


@pytest.mark.parametrize(
    "text", [FRAGMENTED_SERVER, ODD_HOSTS, MESSAGES], ids=["fragments", "odd", "messages"]
)
def test_entry_that_decides(lab: Laboratory, text: str) -> None:
    """The router names the entry that a reader of Cisco's documents would name."""
    cases = [(packet, entry) for case, packet, entry in CASES if case == text]
    load(lab, nft.naming(ios_text.entries(text)))
    assert arrivals(lab, [packet for packet, _ in cases]) == dict(enumerate(entry for _, entry in cases))


@pytest.mark.parametrize(
    "text", [FRAGMENTED_SERVER, ODD_HOSTS, MESSAGES], ids=["fragments", "odd", "messages"]
)
def test_what_is_dropped(lab: Laboratory, text: str) -> None:
    """What arrives is what the deciding entry permits."""
    entries = ios_text.entries(text)
    cases = [(packet, entry) for case, packet, entry in CASES if case == text]
    load(lab, nft.filtering(entries))
    arrived = set(arrivals(lab, [packet for packet, _ in cases]))
    assert arrived == {
        index for index, (_, entry) in enumerate(cases) if entry and entries[entry - 1].action == "permit"
    }
