"""The referee's own reading and translation, without a kernel."""

from random import Random

import pytest

from tests.referees import chance, ios_text, nft
from tests.referees.boundaries import packets_beside
from tests.referees.ios_text import ANY, Addresses, Entry, Flags, Ports


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("permit ip any any log", Entry(action="permit")),
        (
            "20 deny tcp host 10.0.0.1 eq www 443 10.1.1.7 0.0.0.255 neq bgp",
            Entry(
                action="deny",
                protocol=6,
                source=Addresses(base=0x0A000001, wildcard=0),
                source_ports=Ports(operator="eq", numbers=(80, 443)),
                destination=Addresses(base=0x0A010100, wildcard=0xFF),
                destination_ports=Ports(operator="neq", numbers=(179,)),
            ),
        ),
        (
            "access-list 101 permit udp 10.0.0.0/8 any range 16384 32767 dscp ef",
            Entry(
                action="permit",
                protocol=17,
                source=Addresses(base=0x0A000000, wildcard=0xFFFFFF),
                destination_ports=Ports(operator="range", numbers=(16384, 32767)),
                dscp=46,
            ),
        ),
        (
            "permit tcp any any established",
            Entry(action="permit", protocol=6, flags=Flags(mask=20, equal=False, value=0)),
        ),
        (
            "permit tcp any any match-all +syn -ack",
            Entry(action="permit", protocol=6, flags=Flags(mask=18, equal=True, value=2)),
        ),
        (
            "deny icmp any any 3 4 precedence critical",
            Entry(action="deny", protocol=1, icmp_type=3, icmp_code=4, precedence=5),
        ),
        (
            "deny icmp any any ttl-exceeded",
            Entry(action="deny", protocol=1, icmp_type=11, icmp_code=0),
        ),
        (
            "access-list 10 permit 10.0.0.1",
            Entry(action="permit", source=Addresses(base=0x0A000001, wildcard=0)),
        ),
        (
            "20 deny 10.0.0.9 0.0.0.255 log",
            Entry(action="deny", source=Addresses(base=0x0A000000, wildcard=0xFF)),
        ),
        ("deny 47 any any fragments", Entry(action="deny", protocol=47, fragments=True)),
    ],
)
def test_reading(line: str, expected: Entry) -> None:
    """Each form of an entry is read as the command reference says."""
    assert ios_text.entries(line) == (expected,)


def test_order() -> None:
    """Sequence numbers order the entries; remarks and headings are none."""
    text = """ip access-list extended X
 remark first
 20 permit ip any any
 10 deny udp any any
 deny ip any any
"""
    assert [(entry.action, entry.protocol) for entry in ios_text.entries(text)] == [
        ("deny", 17),
        ("permit", None),
        ("deny", None),
    ]


def test_unknown_word() -> None:
    """What the referee does not know is an error, never a guess."""
    with pytest.raises(KeyError, match="time-range"):
        ios_text.entries("permit ip any any time-range WORK")


@pytest.mark.parametrize(
    ("line", "rules"),
    [
        ("permit ip any any", ["accept"]),
        (
            "permit udp any 10.0.1.0 0.255.0.255 eq 53 69",
            [
                "ip protocol 17 ip daddr & 255.0.255.0 == 10.0.1.0 ip frag-off & 0x1fff == 0 "
                "udp dport { 53, 69 } accept",
                "ip protocol 17 ip daddr & 255.0.255.0 == 10.0.1.0 ip frag-off & 0x1fff != 0 accept",
            ],
        ),
        ("deny udp any any eq 53", ["ip protocol 17 ip frag-off & 0x1fff == 0 udp dport { 53 } drop"]),
        (
            "deny udp any neq 0 any neq 53",
            [
                "ip protocol 17 ip frag-off & 0x1fff == 0 "
                "udp sport { 1-65535 } udp dport { 0-52, 54-65535 } drop"
            ],
        ),
        ("deny ip any any fragments", ["ip frag-off & 0x1fff != 0 drop"]),
    ],
)
def test_translation(line: str, rules: list[str]) -> None:
    """A permit on layer 4 has a second rule for later fragments, a deny has none."""
    lines = nft.filtering(ios_text.entries(line)).splitlines()
    assert lines[lines.index("ip protocol 253 accept") + 1 : -2] == [*rules, "drop"]


def test_list_without_entries() -> None:
    """A list without entries passes everything, so nothing is dropped at its end."""
    assert "drop" not in nft.filtering(ios_text.entries("ip access-list extended EMPTY\n remark none yet"))


@pytest.mark.parametrize("line", ["permit tcp any any eq 80 fragments", "permit ip any any eq 80"])
def test_refused(line: str) -> None:
    """What IOS refuses is refused here."""
    with pytest.raises(ValueError, match="IOS"):
        nft.filtering(ios_text.entries(line))


def test_no_connection_tracking() -> None:
    """No ruleset asks for connection tracking, which would reassemble fragments before the list sees them."""
    text = chance.access_list(Random(1), 300)  # noqa: S311 - a test must be the same each time
    assert " ct " not in nft.naming(ios_text.entries(text))


def test_seeded() -> None:
    """The same seed gives the same list and the same packets."""
    first, second = (Random(7) for _ in range(2))  # noqa: S311 - a test must be the same each time
    assert chance.access_list(first, 30) == chance.access_list(second, 30)
    entries = (Entry(action="permit", source=ANY),)
    assert packets_beside(first, entries, 50) == packets_beside(second, entries, 50)
