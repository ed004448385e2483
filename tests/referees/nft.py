"""Entries of an access list as an nftables ruleset for the router in the middle.

How fragments are matched is Cisco's "Access Control Lists and IP Fragments" (document 8014) and the
table of ``fragments`` in the IOS command reference: an entry without layer 4 conditions matches every
fragment; one with them matches whole packets and first fragments on all it says, and if it permits,
later fragments on layer 3 alone; if it denies, later fragments go on to the next entry. ``fragments``
matches later fragments only.

The ruleset never asks for connection tracking, which would put the fragments together first.
"""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address
from itertools import pairwise

from msgspec import Struct

from tests.referees.ios_text import ANY, Addresses, Entry, Flags, Ports
from tests.referees.ios_words import SCTP, TCP, UDP

MARKER_PROTOCOL = 253
"""Protocol of the packets that end a batch (RFC 3692: for experiments); no list is asked about them."""


class Family(Struct, frozen=True, kw_only=True):
    """How nftables says things of one IP version."""

    name: str
    address: type[IPv4Address | IPv6Address]
    protocol: str
    messages: str
    number: str
    """A field that no list looks at and that has room for the number of an entry."""
    first: str
    """Whole packets and first fragments."""
    later: str
    prelude: str = ""
    """A rule before all others."""
    added: str = ""
    """A rule that IOS adds before the deny at the end."""


IPV4 = Family(
    name="ip",
    address=IPv4Address,
    protocol="ip protocol",
    messages="icmp",
    number="ip id",
    first="ip frag-off & 0x1fff == 0",
    later="ip frag-off & 0x1fff != 0",
)
IPV6 = Family(
    name="ip6",
    address=IPv6Address,
    protocol="meta l4proto",
    messages="icmpv6",
    number="ip6 flowlabel",
    first="meta mark 0",
    later="meta mark 1",
    prelude="frag frag-off != 0 meta mark set 1",  # a packet without the header has no offset to compare
    added="icmpv6 type { 135, 136 } meta mark 0 accept",  # neighbour discovery
)

PORTED = {TCP: "tcp", UDP: "udp", SCTP: "sctp"}
OPERATORS = {"gt": ">", "lt": "<"}
HIGHEST_PORT = 65535


def filtering(entries: Sequence[Entry], family: Family = IPV4) -> str:
    """The ruleset that drops what the list denies."""
    fates = ("accept" if entry.action == "permit" else "drop" for entry in entries)
    return _ruleset(
        family, zip(entries, fates, strict=True), f"{family.added}\ndrop".strip() if entries else ""
    )


def naming(entries: Sequence[Entry], family: Family = IPV4) -> str:
    """The ruleset that lets everything pass and writes the number of the deciding entry into the packet.

    Entries count from 1; 0 stands for the deny at the end of every list.
    """
    names = (f"{family.number} set {number} accept" for number in range(1, len(entries) + 1))
    return _ruleset(family, zip(entries, names, strict=True), f"{family.number} set 0 accept")


def _ruleset(family: Family, entries: Iterable[tuple[Entry, str]], end: str) -> str:
    """One table, made anew: entries with what is done to the packets that each decides, and to the rest."""
    table = f"table {family.name} acl"
    lines = (
        *(table, f"delete {table}", f"{table} {{", "chain forward {"),
        "type filter hook forward priority 0; policy accept;",
        family.prelude,
        f"{family.protocol} {MARKER_PROTOCOL} accept",
        *(rule for entry, statement in entries for rule in _rules(family, entry, statement)),
        *(end, "}", "}"),
    )
    return "".join(f"{line}\n" for line in lines if line)


def _rules(family: Family, entry: Entry, statement: str) -> tuple[str, ...]:
    """An entry as one rule, or two where later fragments are matched on less."""
    layer3, layer4 = _layer3(family, entry), _layer4(family, entry)
    if entry.fragments and layer4:
        raise ValueError("IOS refuses fragments in an entry with layer 4 conditions")
    if entry.fragments:
        return (_rule(*layer3, family.later, statement),)
    if not layer4:
        return (_rule(*layer3, statement),)
    whole = _rule(*layer3, family.first, *layer4, statement)
    later = _rule(*layer3, family.later, statement)
    return (whole, later) if entry.action == "permit" else (whole,)


def _rule(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _layer3(family: Family, entry: Entry) -> tuple[str, ...]:
    """What every fragment can be asked."""
    return (
        "" if entry.protocol is None else f"{family.protocol} {entry.protocol}",
        _addresses(family, "saddr", entry.source),
        _addresses(family, "daddr", entry.destination),
        "" if entry.dscp is None else f"{family.name} dscp {entry.dscp}",
        # The three highest bits of the byte that follows version and length.
        "" if entry.precedence is None else f"@nh,8,3 == {entry.precedence}",
    )


def _addresses(family: Family, field: str, addresses: Addresses) -> str:
    if addresses == ANY:
        return ""
    mask = family.address(2 ** family.address(0).max_prefixlen - 1 & ~addresses.wildcard)
    return f"{family.name} {field} & {mask} == {family.address(addresses.base)}"


def _layer4(family: Family, entry: Entry) -> tuple[str, ...]:
    """What only whole packets and first fragments can be asked."""
    return (
        *_ports(entry, "sport", entry.source_ports),
        *_ports(entry, "dport", entry.destination_ports),
        *_flags(entry.flags),
        *(() if entry.icmp_type is None else (f"{family.messages} type {entry.icmp_type}",)),
        *(() if entry.icmp_code is None else (f"{family.messages} code {entry.icmp_code}",)),
    )


def _ports(entry: Entry, field: str, ports: Ports | None) -> tuple[str, ...]:
    if ports is None:
        return ()
    if entry.protocol not in PORTED:
        raise ValueError("IOS takes ports only of tcp, udp and sctp")
    return (_rule(PORTED[entry.protocol], field, _operand(ports)),)


def _operand(ports: Ports) -> str:
    """``neq`` is said as a set of ranges: of two ``!=`` in a row nft 1.0.6 makes one, of both together."""
    numbers = ports.numbers
    match ports.operator:
        case "eq":
            return f"{{ {', '.join(map(str, numbers))} }}"
        case "range":
            return "-".join(map(str, numbers))
        case "neq":
            edges = [-1, *sorted(set(numbers)), HIGHEST_PORT + 1]
            gaps = [(low + 1, high - 1) for low, high in pairwise(edges) if high - low > 1]
            return f"{{ {', '.join(f'{low}-{high}' for low, high in gaps)} }}"
    return f"{OPERATORS[ports.operator]} {numbers[0]}"


def _flags(flags: Flags | None) -> tuple[str, ...]:
    if flags is None:
        return ()
    return (f"tcp flags & {flags.mask:#04x} {'==' if flags.equal else '!='} {flags.value:#04x}",)
