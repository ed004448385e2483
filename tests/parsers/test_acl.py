"""What access lists mean."""

from ipaddress import IPv4Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.model import ANY4, Ace, Acl, Address, Ports
from netaudit.parsers import read
from netaudit.parsers.ios.acl import read_ace


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
    """An entry that makes no sense is reported and not part of the list."""
    (device,) = read(f"hostname r\nip access-list extended A\n {text}\n permit ip any any\n")
    assert [u.text for u in device.unread] == [text]
    assert len(device.acls[0].entries) == 1


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
    """An entry goes where its sequence number says; the same number replaces."""
    lists = acls(
        "ip access-list extended A\n 20 permit ip any any\n 10 deny tcp any any\n 20 deny udp any any\n"
    )
    assert [entry.text for entry in lists["A"].entries] == ["10 deny tcp any any", "20 deny udp any any"]


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


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_base_never_has_ignored_bits(base: int, wildcard: int) -> None:
    """Whatever is written, the stored base is zero where the wildcard is one."""
    entry = ace(f"permit ip {IPv4Address(base)} {IPv4Address(wildcard)} any")
    assert entry.source.base & entry.source.wildcard == 0
    assert entry.source.base == base & ~wildcard


def test_lock_and_key_entry_of_a_named_list() -> None:
    """``dynamic NAME`` before an entry leaves the entry what it is."""
    entry = read_ace("dynamic GUEST timeout 30 permit tcp any host 10.1.1.1 eq 22", "extended")
    assert (entry.action, entry.protocol) == ("permit", "tcp")
