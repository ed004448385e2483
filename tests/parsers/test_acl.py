"""What access lists mean."""

from ipaddress import IPv4Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.model import ANY4, ANY6, Ace, Acl, Address, Ports
from netaudit.parsers import read
from netaudit.parsers.ios.acl import read_ace
from netaudit.parsers.ios.keywords import protocol_number


def acls(text: str) -> dict[str, Acl]:
    """The access lists of a text that is wholly understood."""
    (device,) = read(f"hostname r\n{text}")
    assert device.unread == ()
    return {acl.name: acl for acl in device.acls}


def ace(text: str, kind: str = "extended") -> Ace:
    """One entry."""
    return read_ace(text, kind)


def net(base: str, wildcard: str) -> Address:
    """An address pair as integers."""
    return Address(int(IPv4Address(base)), int(IPv4Address(wildcard)))


def test_extended_entry() -> None:
    """Protocol, addresses, ports and options are told apart."""
    entry = ace("10 permit tcp 10.1.0.0 0.0.255.255 gt 1023 host 10.1.1.20 eq www 443 established log")
    assert (entry.sequence, entry.action, entry.protocol) == (10, "permit", "tcp")
    assert entry.source == net("10.1.0.0", "0.0.255.255")
    assert entry.source_ports == Ports("gt", (1023,))
    assert entry.destination == net("10.1.1.20", "0.0.0.0")  # noqa: S104 - a wildcard mask, not a socket
    assert entry.destination_ports == Ports("eq", (80, 443))
    assert entry.options == ("established", "log")


def test_port_names_depend_on_no_protocol() -> None:
    """Named ports are numbers: tftp is 69, bootps is 67."""
    assert ace("permit udp any any eq tftp").destination_ports == Ports("eq", (69,))
    assert ace("permit udp any eq bootpc any eq bootps").source_ports == Ports("eq", (68,))


def test_noncontiguous_wildcard() -> None:
    """A wildcard with holes is kept bit for bit, and the base has no bit that it ignores."""
    entry = ace("deny ip 10.7.3.9 0.255.0.255 any")
    assert entry.source == net("10.0.3.0", "0.255.0.255")
    assert entry.destination == ANY4


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("permit 10.1.1.1", net("10.1.1.1", "0.0.0.0")),  # noqa: S104 - a wildcard mask
        ("permit host 10.1.1.1", net("10.1.1.1", "0.0.0.0")),  # noqa: S104 - a wildcard mask
        ("deny any log", ANY4),
        ("permit 10.0.0.0 0.0.0.255", net("10.0.0.0", "0.0.0.255")),
    ],
)
def test_standard_entry(text: str, source: Address) -> None:
    """A standard entry speaks of the source only."""
    assert ace(text, "standard").source == source


def test_object_groups() -> None:
    """Groups are named, not resolved, and their members are kept."""
    entry = ace("permit object-group PHONE-PORTS object-group PHONES host 10.1.1.20")
    assert (entry.service_group, entry.source.group) == ("PHONE-PORTS", "PHONES")
    (device,) = read("hostname r\nobject-group network PHONES\n host 10.1.1.1\n 10.2.0.0 255.255.0.0\n")
    assert device.object_groups[0].members == ("host 10.1.1.1", "10.2.0.0 255.255.0.0")


def test_options_take_their_words() -> None:
    """Options with an argument keep it; ICMP types are options."""
    assert ace("permit udp any any dscp ef time-range OFFICE").options == ("dscp ef", "time-range OFFICE")
    assert ace("permit icmp any any echo-reply").options == ("echo-reply",)
    assert ace("permit ip any any ttl range 1 5").options == ("ttl range 1 5",)


@pytest.mark.parametrize(
    "text",
    [
        "permit tcp any",
        "permit frob any any",
        "permit ip any any frobnicate",
        "permit tcp any any eq nosuchport",
        "permit tcp any any eq 70000",
        "allow ip any any",
        "permit ip 10.0.0.0 0.0.0.300 any",
    ],
)
def test_nonsense_is_unread(text: str) -> None:
    """An entry that makes no sense is reported, and a doubt stands in its place."""
    (device,) = read(f"hostname r\nip access-list extended A\n {text}\n permit ip any any\n")
    assert [u.text for u in device.unread] == [text]
    assert [(e.action, e.text) for e in device.acls[0].entries] == [
        ("unread", text),
        ("permit", "permit ip any any"),
    ]


def test_numbered_list_gathers_its_lines() -> None:
    """Numbered lines make one list; offsets count from its first line."""
    lists = acls(
        "access-list 101 remark phones\naccess-list 101 permit udp any any range 16384 32767\n!\n"
        "access-list 101 deny ip any any\naccess-list 10 permit 10.0.0.1\n"
    )
    numbered = lists["101"]
    assert (numbered.kind, numbered.line, numbered.remarks) == ("extended", 2, ("phones",))
    assert [entry.offset for entry in numbered.entries] == [1, 3]
    assert lists["10"].kind == "standard"


def test_sequence_numbers_order_the_list() -> None:
    """An entry goes where its sequence number says."""
    lists = acls("ip access-list extended A\n 20 permit ip any any\n 10 deny tcp any any\n")
    assert [entry.text for entry in lists["A"].entries] == ["10 deny tcp any any", "20 permit ip any any"]


@pytest.mark.parametrize("refused", ["20 deny udp any any", "10 deny udp any any", "5 permit IP any any"])
def test_numbers_and_entries_that_are_taken(refused: str) -> None:
    """IOS refuses a number that another entry has, and an entry that another number has."""
    lists = acls(f"ip access-list extended A\n 10 deny tcp any any\n 20 permit ip any any\n {refused}\n")
    assert [entry.text for entry in lists["A"].entries] == ["10 deny tcp any any", "20 permit ip any any"]


def test_entries_without_numbers_have_them_too() -> None:
    """IOS counts 10, 20, 30: a later entry 15 goes between the first two, ``no 20`` takes the second."""
    lists = acls(
        "ip access-list extended A\n permit tcp any any\n permit udp any any\n!\n"
        "ip access-list extended A\n 15 deny ip host 10.0.0.1 any\n no 20\n permit icmp any any\n"
    )
    assert [entry.text for entry in lists["A"].entries] == [
        "permit tcp any any",
        "15 deny ip host 10.0.0.1 any",
        "permit icmp any any",
    ]


def test_list_that_appears_twice() -> None:
    """A later section goes on with the list, ``no N`` takes an entry out."""
    lists = acls(
        "ip access-list extended A\n 10 permit tcp any any\n 20 permit udp any any\n!\n"
        "ip access-list extended A\n no 10\n 30 deny ip any any\n"
    )
    assert [(e.offset, e.text) for e in lists["A"].entries] == [
        (2, "20 permit udp any any"),
        (6, "30 deny ip any any"),
    ]


def test_numbered_list_goes_on_in_a_section() -> None:
    """Lines and sections of one numbered list add up, whichever come first."""
    lists = acls(
        "access-list 101 permit tcp any any\nip access-list extended 101\n permit udp any any\n!\n"
        "ip access-list extended 101\n deny ip any any\n"
    )
    assert [(e.offset, e.text) for e in lists["101"].entries] == [
        (0, "permit tcp any any"),
        (2, "permit udp any any"),
        (5, "deny ip any any"),
    ]


def test_removed_list_is_gone() -> None:
    """``no ip access-list`` and ``no access-list`` remove the list."""
    assert acls("ip access-list standard A\n permit any\nno ip access-list standard A\n") == {}
    assert acls("access-list 7 permit any\nno access-list 7\n") == {}


def test_ipv6_and_mac() -> None:
    """IPv6 prefixes are exact; MAC entries keep their text."""
    lists = acls(
        "ipv6 access-list V6\n permit tcp 2001:DB8::/32 host 2001:DB8::1 eq 443 sequence 10\n"
        "mac access-list extended M\n permit any host 0011.2233.4455\n"
    )
    (entry,) = lists["V6"].entries
    assert (entry.source.version, entry.source.wildcard) == (6, 2**96 - 1)
    assert entry.destination.wildcard == 0
    assert lists["M"].entries[0].text == "permit any host 0011.2233.4455"


def test_users_elsewhere() -> None:
    """Lists that irrelevant sections name are remembered with their line."""
    (device,) = read(
        "hostname r\nip nat inside source list NAT interface Gi0/0 overload\nroute-map X permit 10\n"
        " match ip address 10 20\nsnmp-server community c1 RO 99\nline vty 0 4\n access-class 23 in\n"
    )
    assert {(a.acl, a.line) for a in device.access_classes} >= {("NAT", 2), ("10", 4), ("20", 4), ("99", 5)}
    assert device.ttys[0].acl_in == "23"


@pytest.mark.parametrize(
    ("line", "users"),
    [
        ("ip verify unicast source reachable-via rx 101", ["101"]),
        ("ip verify unicast source reachable-via any allow-default EXEMPT", ["EXEMPT"]),
        ("ip verify unicast source reachable-via rx allow-default", []),
        ("ip verify unicast reverse-path 101", ["101"]),
        ("ip verify unicast reverse-path", []),
        ("ip directed-broadcast 101", ["101"]),
        ("ip directed-broadcast", []),
        ("ip igmp access-group 10", ["10"]),
    ],
)
def test_users_on_an_interface(line: str, users: list[str]) -> None:
    """Lists that lines of an interface name which filter otherwise than by ``ip access-group``."""
    (device,) = read(f"hostname r\ninterface Vlan10\n {line}\n")
    assert [(a.acl, a.line) for a in device.access_classes] == [(user, 3) for user in users]


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_base_never_has_ignored_bits(base: int, wildcard: int) -> None:
    """Whatever is written, the stored base is zero where the wildcard is one."""
    entry = ace(f"permit ip {IPv4Address(base)} {IPv4Address(wildcard)} any")
    assert entry.source.base & entry.source.wildcard == 0
    assert entry.source.base == base & ~wildcard


def test_lock_and_key_entry_of_a_named_list() -> None:
    """``dynamic NAME`` before an entry is kept: it matches after a login only."""
    entry = read_ace("dynamic GUEST timeout 30 permit tcp any host 10.1.1.1 eq 22", "extended")
    assert (entry.action, entry.protocol, entry.dynamic) == ("permit", "tcp", "GUEST")


def entries_of(text: str) -> list[tuple[str, str, int]]:
    """Action, text and offset of the entries of the one list in a text, unread lines included."""
    (device,) = read(f"hostname r\n{text}")
    return [(e.action, e.text, e.offset) for e in device.acls[0].entries]


def test_unread_line_stands_where_its_number_says() -> None:
    """A line that is not understood takes the place of its number, in either spelling."""
    assert entries_of(
        "ip access-list extended A\n 10 permit tcp any any\n 30 deny ip any any\n 20 permit frob any any\n"
    ) == [
        ("permit", "10 permit tcp any any", 1),
        ("unread", "20 permit frob any any", 3),
        ("deny", "30 deny ip any any", 2),
    ]
    assert entries_of(
        "ipv6 access-list V\n sequence 20 deny ipv6 any any\n sequence 10 permit frob any any\n"
    ) == [
        ("unread", "sequence 10 permit frob any any", 2),
        ("deny", "sequence 20 deny ipv6 any any", 1),
    ]


def test_unread_line_of_a_numbered_list() -> None:
    """``access-list N`` with words that make no sense is unread, and an entry of list N."""
    (device,) = read(
        "hostname r\naccess-list 101 permit tcp any any\naccess-list 101 permit frob any any\n"
        "access-list 101 deny ip any any\naccess-list 1000 permit 1\n"
    )
    assert [u.line for u in device.unread] == [3, 5]
    assert [acl.name for acl in device.acls] == ["101"]
    assert [(e.action, e.offset) for e in device.acls[0].entries] == [
        ("permit", 0),
        ("unread", 1),
        ("deny", 2),
    ]
    (coverage,) = (each for each in device.coverage if each.section == "acl")
    assert (coverage.read, coverage.unread) == (2, 2)


def test_no_line_that_is_not_understood() -> None:
    """What an unread ``no`` takes out is not known, so the doubt stands before all entries."""
    assert entries_of("ip access-list extended A\n permit tcp any any\n no permit frob any any\n") == [
        ("unread", "no permit frob any any", 2),
        ("permit", "permit tcp any any", 1),
    ]


def test_no_line_takes_out_an_unread_one() -> None:
    """A line that is not understood is gone when ``no`` repeats it."""
    assert entries_of(
        "ip access-list extended A\n permit frob any any\n permit tcp any any\n no permit frob any any\n"
    ) == [("permit", "permit tcp any any", 2)]


def test_no_line_knows_an_entry_by_its_meaning() -> None:
    """``no`` with the words of an entry takes it out, whatever its number and its spelling."""
    assert entries_of(
        "ip access-list extended A\n 10 permit tcp any any eq www\n 20 deny ip any any\n"
        " no permit tcp any any eq 80\n"
    ) == [("deny", "20 deny ip any any", 2)]


def test_no_numbered_entry_takes_out_the_list() -> None:
    """``no access-list 101 permit …`` removes all of list 101, as IOS does."""
    assert acls("access-list 101 permit tcp any any\nno access-list 101 permit tcp any any\n") == {}


@pytest.mark.parametrize("kind", ["ip access-list extended", "ipv6 access-list"])
def test_evaluate(kind: str) -> None:
    """``evaluate`` is an entry of its own, with the reflexive list that it looks into."""
    lists = acls(f"{kind} A\n permit tcp any any eq 22 reflect OUT timeout 120\n evaluate OUT\n")
    first, second = lists["A"].entries
    assert first.options == ("reflect OUT", "timeout 120")
    assert (second.action, second.reflexive, second.offset) == ("evaluate", "OUT", 2)
    assert second.source == (ANY6 if "6" in kind else ANY4)


def test_numbered_evaluate() -> None:
    """``evaluate`` may have a sequence number in front, or in IPv6 behind."""
    assert ace("20 evaluate OUT").sequence == 20
    assert ace("evaluate OUT sequence 30", "ipv6").sequence == 30


def test_ipv6_sequence() -> None:
    """The number of an IPv6 entry stands before or behind it, and orders the list."""
    lists = acls(
        "ipv6 access-list V\n sequence 30 permit ipv6 any any\n permit icmp any any nd-na sequence 10\n"
        " sequence 20 permit 50 any any\n"
    )
    assert [(e.sequence, e.protocol, e.options) for e in lists["V"].entries] == [
        (10, "icmp", ("nd-na",)),
        (20, "50", ()),
        (30, "ipv6", ()),
    ]


@pytest.mark.parametrize("message", ["nd-na", "nd-ns", "router-advertisement", "mld-query", "135"])
def test_ipv6_messages(message: str) -> None:
    """ICMPv6 has messages of its own, which IPv4 does not know by name."""
    assert ace(f"permit icmp any any {message}", "ipv6").options == (message,)
    if message.startswith("nd-"):
        with pytest.raises(KeyError):
            ace(f"permit icmp any any {message}")


@pytest.mark.parametrize("line", ["statistics per-entry", "hardware statistics", "counters per-entry"])
def test_lines_that_are_no_entries(line: str) -> None:
    """Counters of a list change nothing that it does."""
    assert [
        e.text for e in acls(f"ip access-list extended A\n {line}\n permit ip any any\n")["A"].entries
    ] == ["permit ip any any"]


def test_tcp_flags() -> None:
    """``match-any`` and ``match-all`` take their flags along, and nothing behind them."""
    entry = ace("permit tcp any any match-all +syn -ack log")
    assert entry.options == ("match-all +syn -ack", "log")
    assert ace("permit tcp any any match-any +ack +rst").options == ("match-any +ack +rst",)
    with pytest.raises(ValueError, match="frob"):
        ace("permit tcp any any match-any +frob")


@pytest.mark.parametrize(
    ("text", "kind", "source"),
    [
        ("permit 10.0.0.0/24", "standard", net("10.0.0.0", "0.0.0.255")),
        ("permit ip 10.0.0.0/24 any", "extended", net("10.0.0.0", "0.0.0.255")),
        ("permit 10.0.0.0 0.255.255.255 log", "standard", net("10.0.0.0", "0.255.255.255")),
        ("permit ip 0.0.0.0 255.255.255.255 any", "extended", ANY4),
        ("permit ip 10.1.1.0 255.255.255.0 any", "extended", net("0.0.0.0", "255.255.255.0")),  # noqa: S104
    ],
)
def test_addresses(text: str, kind: str, source: Address) -> None:
    """Prefixes in any list; a netmask is taken as the wildcard that IOS takes it for."""
    assert ace(text, kind).source == source


@pytest.mark.parametrize(
    ("name", "port"),
    [
        ("biff", 512), ("cmd", 514), ("discard", 9), ("dnsix", 195), ("drip", 3949), ("exec", 512),
        ("login", 513), ("mobile-ip", 434), ("msrpc", 135), ("nameserver", 42), ("non500-isakmp", 4500),
        ("onep-plain", 15001), ("onep-tls", 15002), ("pim-auto-rp", 496), ("rip", 520), ("snmptrap", 162),
        ("sunrpc", 111), ("syslog", 514), ("talk", 517), ("who", 513),
    ],
)  # fmt: skip
def test_port_names(name: str, port: int) -> None:
    """The port that a name stands for."""
    assert ace(f"permit udp any any eq {name}").destination_ports == Ports("eq", (port,))


@pytest.mark.parametrize(
    ("name", "version", "number"),
    [
        ("ahp", 4, 51), ("eigrp", 4, 88), ("esp", 4, 50), ("gre", 4, 47), ("icmp", 4, 1), ("icmp", 6, 58),
        ("igmp", 4, 2), ("igrp", 4, 9), ("ip", 4, None), ("ipinip", 4, 4), ("ipv6", 6, None), ("nos", 4, 94),
        ("ospf", 4, 89), ("pcp", 4, 108), ("pim", 4, 103), ("sctp", 4, 132), ("hbh", 6, 0), ("112", 4, 112),
    ],
)  # fmt: skip
def test_protocol_numbers(name: str, version: int, number: int | None) -> None:
    """The number of a protocol; ``icmp`` depends on the version, ``ip`` is any."""
    assert protocol_number(name, version) == number


def test_protocol_out_of_range() -> None:
    """There are 256 protocols."""
    with pytest.raises(ValueError, match="256"):
        protocol_number("256")
    with pytest.raises(ValueError, match="256"):
        ace("permit 256 any any")


def test_keywords_in_capitals() -> None:
    """IOS takes keywords in any case; they are kept in small letters."""
    assert ace("permit TCP any any ESTABLISHED LOG").options == ("established", "log")
    assert ace("permit icmp any any Echo-Reply").options == ("echo-reply",)
    assert ace("permit tcp any any MATCH-ANY +ACK").options == ("match-any +ack",)


def test_remarks_inside() -> None:
    """Remarks are kept apart, with a number or without, and do not move entries."""
    lists = acls(
        "ip access-list extended A\n 10 remark one\n 20 permit tcp any any\n remark two\n"
        " permit udp any any\n"
    )
    assert lists["A"].remarks == ("one", "two")
    assert [e.offset for e in lists["A"].entries] == [2, 4]


def test_resequencing_keeps_the_order() -> None:
    """``ip access-list resequence`` renames the numbers and changes nothing that the list does."""
    lists = acls(
        "ip access-list extended A\n 5 permit tcp any any\n 7 deny ip any any\n!\n"
        "ip access-list resequence A 10 10\n"
    )
    assert [e.action for e in lists["A"].entries] == ["permit", "deny"]
