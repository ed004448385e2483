"""The laboratory and the translation, against answers worked out by hand from Cisco's documents."""

from ipaddress import IPv4Address
from random import Random

import pytest

from tests.referees import chance, ios_text, nft
from tests.referees.boundaries import packets_beside
from tests.referees.crafted import Crafted
from tests.referees.laboratory import Laboratory, arrivals, load
from tests.referees.netaudit_says import answers, filter_of

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
    assert len(arrivals(lab, packets_beside(random, entries, 3000))) == number


def test_no_filter(lab: Laboratory) -> None:
    """A list without entries passes everything."""
    load(lab, NO_FILTER)
    assert arrivals(lab, [web()]) == {0: 0xFFFF}


MANUAL = """access-list 102 permit tcp any host 10.1.1.1 eq smtp
access-list 102 deny tcp any host 10.1.1.2 eq telnet
access-list 102 permit tcp any host 10.1.1.2
access-list 102 deny tcp any any
"""
"""The example of Cisco's Catalyst configuration guides (2960-X, 15.2(4)E, "ACEs and Fragmented and
Unfragmented Traffic"), with packets A, B and C of its text."""
FRAGMENTS = """ip access-list extended FRAGMENTS
 10 permit tcp any host 10.1.1.1 eq www
 20 deny tcp any host 10.1.1.2 eq telnet
 30 permit udp any host 10.1.1.2
 40 deny ip any any fragments
 50 permit udp any neq tftp any neq domain
"""
ODD_HOSTS = """ip access-list extended ODD-HOSTS
 10 deny ip 10.0.0.1 0.0.255.254 any
 20 permit tcp any gt 65534 any lt 1
 30 permit ip any 10.0.3.0 0.255.0.255 precedence critical
 40 permit ip any any dscp af31
"""
MESSAGES = """ip access-list extended MESSAGES
 10 permit icmp any any echo
 20 deny icmp any any unreachable
 30 permit tcp any any established
 40 permit tcp any any match-all +syn -ack
 50 permit icmp any any 11 1
 60 permit tcp any any psh urg
"""
FOR_THE_LOG = """ip access-list extended FOR-THE-LOG
 10 deny tcp any any range 0 65535 log
 20 permit udp any any gt 65535
 30 permit ip any host 10.1.1.1
"""
"""Words on ports that leave none out, as people write them to have ports in the log, or that leave none in:
the entry has layer 4 information all the same, and that is what Cisco's table goes by."""
CASES = {
    MANUAL: [
        (packet("10.2.2.2", "10.1.1.1", 6, source_port=65000, destination_port=25, more=1), 1),
        (packet("10.2.2.2", "10.1.1.1", 6, offset=185), 1),
        (packet("10.2.2.2", "10.1.1.2", 6, source_port=65001, destination_port=23, more=1), 2),
        (packet("10.2.2.2", "10.1.1.2", 6, source_port=65001, destination_port=23, offset=185), 3),
        (packet("10.2.2.2", "10.1.1.3", 6, source_port=65001, destination_port=21, more=1), 4),
        (packet("10.2.2.2", "10.1.1.3", 6, source_port=65001, destination_port=21, offset=185), 4),
    ],
    FRAGMENTS: [
        (web(), 1),
        (web(destination_port=81), 0),
        (web(more=1), 1),  # a first fragment has its ports
        (web(destination_port=81, offset=1), 1),  # a later one does not: permit on layer 3
        (packet("10.20.10.7", "10.1.1.2", 6, destination_port=23), 2),
        (packet("10.20.10.7", "10.1.1.2", 6, destination_port=23, offset=0x1FFF), 4),
        (packet("10.20.10.7", "10.1.1.3", 17, destination_port=70, offset=185), 4),
        (packet("10.20.10.7", "10.1.1.3", 17, destination_port=70, more=1), 5),
        (packet("10.20.10.7", "10.1.1.3", 17, destination_port=53), 0),
        (packet("10.20.10.7", "10.1.1.3", 17, source_port=69, destination_port=54), 0),
    ],
    ODD_HOSTS: [
        (packet("10.0.9.3", "10.0.3.1", 17), 1),
        (packet("10.0.9.2", "10.0.3.1", 17, dscp=40), 3),
        (packet("10.0.9.2", "10.9.3.1", 17, dscp=47), 3),
        (packet("10.0.9.2", "10.9.3.1", 17, dscp=39), 0),
        (packet("10.0.9.2", "10.9.4.1", 17, dscp=40), 0),
        (packet("10.0.9.2", "10.9.4.1", 17, dscp=26), 4),
        (packet("10.0.9.2", "10.9.4.1", 6, source_port=65535), 2),
        (packet("10.0.9.2", "10.9.4.1", 6, source_port=65534), 0),
    ],
    MESSAGES: [
        (packet("10.0.0.1", "10.1.1.1", 1, icmp_type=8), 1),
        (packet("10.0.0.1", "10.1.1.1", 1, icmp_type=3, icmp_code=4), 2),
        (packet("10.0.0.1", "10.1.1.1", 1, icmp_type=11, icmp_code=0), 0),
        (packet("10.0.0.1", "10.1.1.1", 1, icmp_type=11, icmp_code=1), 5),
        (packet("10.0.0.1", "10.1.1.1", 1, icmp_type=3, offset=1), 1),
        (web(flags=16), 3),
        (web(flags=4), 3),
        (web(flags=2), 4),
        (web(flags=3), 4),
        (web(flags=1), 0),
        (web(flags=8), 6),
        (web(flags=33), 6),
        (web(flags=1, offset=1), 3),
    ],
    FOR_THE_LOG: [
        (web(), 1),
        (web(offset=1), 3),
        (packet("10.0.0.1", "10.1.1.1", 17, destination_port=65535), 3),
        (packet("10.0.0.1", "10.1.1.3", 17, destination_port=65535, more=1), 0),
        (packet("10.0.0.1", "10.1.1.3", 17, destination_port=65535, offset=1), 2),
    ],
}
"""Of each list: packets, and the entry that decides each, from 1; 0 is the deny at the end."""
NAMES = ("manual", "fragments", "odd-hosts", "messages", "for-the-log")


@pytest.mark.parametrize("text", CASES, ids=NAMES)
def test_entry_that_decides(lab: Laboratory, text: str) -> None:
    """The router names the entry that a reader of Cisco's documents would name."""
    load(lab, nft.naming(ios_text.entries(text)))
    expected = dict(enumerate(entry for _, entry in CASES[text]))
    assert arrivals(lab, [packet for packet, _ in CASES[text]]) == expected


@pytest.mark.parametrize("text", CASES, ids=NAMES)
def test_what_is_dropped(lab: Laboratory, text: str) -> None:
    """What arrives is what the deciding entry permits."""
    entries = ios_text.entries(text)
    load(lab, nft.filtering(entries))
    permitted = {
        index
        for index, (_, entry) in enumerate(CASES[text])
        if entry and entries[entry - 1].action == "permit"
    }
    assert set(arrivals(lab, [packet for packet, _ in CASES[text]])) == permitted


@pytest.mark.parametrize("text", CASES, ids=NAMES)
def test_netaudit_agrees(text: str) -> None:
    """What a reader of Cisco's documents would say, netaudit says; this needs no router."""
    answered = answers(filter_of(text), [packet for packet, _ in CASES[text]])
    assert [answer.entry for answer in answered] == [entry for _, entry in CASES[text]]
