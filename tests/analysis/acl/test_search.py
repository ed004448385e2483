"""Which packets of a kind have a fate, and which entry decides one packet."""

from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.analysis.acl.decide import first
from netaudit.analysis.acl.meaning import Filter, meaning
from netaudit.analysis.acl.search import result, search, verdicts
from netaudit.analysis.packetspace.describe import describe
from netaudit.analysis.packetspace.header import has
from netaudit.analysis.packetspace.packets import EVERYTHING, PacketSet
from netaudit.analysis.packetspace.phrases import conditions_text
from netaudit.analysis.packetspace.words import parse_header
from tests.analysis.acl.test_compare import UNIVERSE, entries, listed


def filter_of(*lines: str) -> Filter:
    """What a list does."""
    return meaning(*listed(list(lines)))


def decided(filter_: Filter, packet: str) -> list[tuple[int | None, str, str]]:
    """The entries that may decide a packet: place, action and when."""
    return [
        (each.entry.index, each.entry.action, conditions_text(each.matches, filter_.conditions))
        for each in verdicts(filter_, parse_header(packet))
    ]


@settings(max_examples=100, deadline=None)
@given(entries, entries, st.sampled_from(["permit", "deny"]))
def test_a_packet_is_found_exactly_where_it_has_the_fate(
    lines: list[str], kind: list[str], action: str
) -> None:
    """Packet by packet, the search has those of the kind with the action, under the entry that decides."""
    filter_ = filter_of(*lines)
    asked = PacketSet.of(region for entry in filter_of(*kind).entries[:1] for region in entry.packets.regions)
    parts = tuple(search(filter_, action, asked))
    for header in UNIVERSE:
        entry = first(filter_, header)
        assert entry
        told = [part.entry for part in parts if has(part.packets, header)]
        assert told == ([entry] if entry.action == action and has(asked, header) else [])
        assert [each.entry for each in verdicts(filter_, header)] == [entry]


def test_the_proof_that_there_is_none() -> None:
    """Nothing is found where earlier entries take every packet of the kind."""
    filter_ = filter_of(
        "deny tcp any any lt 1024", "deny tcp any any gt 1023", "permit tcp any any", "permit udp any any"
    )
    found = [describe(part.packets) for part in search(filter_, "permit", EVERYTHING)]
    assert found == [("tcp from any to any, later fragments",), ("udp from any to any",)]
    assert not list(search(filter_of("deny ip any any", "permit tcp any any"), "permit", EVERYTHING))


def test_no_packet_that_can_not_be() -> None:
    """Types are a byte: what all 256 leave of ICMP is no packet, and not found."""
    every_type = [f"permit icmp any any {kind}" for kind in range(256)]
    filter_ = filter_of(*every_type, "permit icmp any any")
    assert 256 not in [part.entry.index for part in search(filter_, "permit", EVERYTHING)]
    fewer = filter_of(*every_type[1:], "permit icmp any any")
    assert 255 in [part.entry.index for part in search(fewer, "permit", EVERYTHING)]


def test_one_packet_one_entry() -> None:
    """The first entry that matches decides; what nothing matches is denied by the end of the list."""
    filter_ = filter_of("permit tcp any host 10.2.2.2 eq 80", "deny tcp any any", "permit ip any any")
    assert decided(filter_, "tcp 10.1.1.1:1 10.2.2.2:80") == [(0, "permit", "")]
    assert decided(filter_, "tcp 10.1.1.1:1 10.2.2.2:81") == [(1, "deny", "")]
    assert decided(filter_of("permit tcp any any"), "udp 10.1.1.1:1 10.2.2.2:81") == [(None, "deny", "")]


def test_open_conditions() -> None:
    """With a time-range in front two entries may decide: the result is unknown, unless both do the same."""
    filter_ = filter_of("permit tcp any any eq 80 time-range WORK", "deny tcp any any", "permit ip any any")
    packet = "tcp 10.1.1.1:1 10.2.2.2:80"
    assert decided(filter_, packet) == [(0, "permit", " while time-range WORK is active"), (1, "deny", "")]
    assert result(verdicts(filter_, parse_header(packet))) == "unknown"
    same = filter_of("permit tcp any any eq 80 time-range WORK", "permit ip any any")
    assert result(verdicts(same, parse_header(packet))) == "permit"


def test_the_other_ip_version() -> None:
    """A list says nothing of packets of the other IP version."""
    assert decided(filter_of("permit ip any any"), "tcp [2001:db8::1]:1 [2001:db8::2]:80") == []
    assert not list(
        search(filter_of("permit ip any any"), "permit", EVERYTHING - PacketSet(EVERYTHING.regions[:1]))
    )
