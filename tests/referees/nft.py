"""Entries of an access list as an nftables ruleset for the router in the middle.

How fragments are matched is Cisco's "Access Control Lists and IP Fragments" (document 8014) and the
table of ``fragments`` in the IOS command reference: an entry without layer 4 conditions matches every
fragment; one with them matches whole packets and first fragments on all it says, and if it permits,
later fragments on layer 3 alone; if it denies, later fragments go on to the next entry. ``fragments``
matches later fragments only.

The ruleset never asks for connection tracking, which would put the fragments together first.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from tests.referees.ios_text import ALL_ONES, Addresses, Entry, Flags, Ports
from tests.referees.ios_words import SCTP, TCP, UDP

MARKER_PROTOCOL = 253
"""Protocol of the packets that end a batch (RFC 3692: for experiments); no list is asked about them."""

WHOLE_OR_FIRST = "ip frag-off & 0x1fff == 0"
LATER = "ip frag-off & 0x1fff != 0"
PORTED = {TCP: "tcp", UDP: "udp", SCTP: "sctp"}
OPERATORS = {"gt": ">", "lt": "<"}
HIGHEST_PORT = 65535

Statement = Callable[[int, Entry], str]
"""What to do with a packet that an entry, counted from 1, decides."""


def filtering(entries: Sequence[Entry]) -> str:
    """The ruleset that drops what the list denies."""
    return _ruleset(entries, lambda _number, entry: "accept" if entry.action == "permit" else "drop", "drop")


def naming(entries: Sequence[Entry]) -> str:
    """The ruleset that lets everything pass and writes the number of the deciding entry into the IP id.

    Entries count from 1; 0 stands for the deny at the end of every list.
    """
    return _ruleset(entries, lambda number, _entry: f"ip id set {number} accept", "ip id set 0 accept")


def _ruleset(entries: Sequence[Entry], statement: Statement, end: str) -> str:
    """One table, made anew; a list without entries passes everything."""
    rules = [
        rule for number, entry in enumerate(entries, 1) for rule in _rules(entry, statement(number, entry))
    ]
    return "\n".join(
        (
            "table ip acl",
            "delete table ip acl",
            "table ip acl {",
            "chain forward {",
            "type filter hook forward priority 0; policy accept;",
            f"ip protocol {MARKER_PROTOCOL} accept",
            *rules,
            *([end] if entries else []),
            "}",
            "}\n",
        )
    )


def _rules(entry: Entry, statement: str) -> tuple[str, ...]:
    """An entry as one rule, or two where later fragments are matched on less."""
    layer3, layer4 = _layer3(entry), _layer4(entry)
    if entry.fragments and layer4:
        raise ValueError("IOS refuses fragments in an entry with layer 4 conditions")
    if entry.fragments:
        return (_rule(*layer3, LATER, statement),)
    if not layer4:
        return (_rule(*layer3, statement),)
    whole = _rule(*layer3, WHOLE_OR_FIRST, *layer4, statement)
    later = _rule(*layer3, LATER, statement)
    return (whole, later) if entry.action == "permit" else (whole,)


def _rule(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _layer3(entry: Entry) -> tuple[str, ...]:
    """What every fragment can be asked."""
    return (
        "" if entry.protocol is None else f"ip protocol {entry.protocol}",
        _addresses("saddr", entry.source),
        _addresses("daddr", entry.destination),
        "" if entry.dscp is None else f"ip dscp {entry.dscp}",
        # The three highest bits of the byte that follows version and length.
        "" if entry.precedence is None else f"@nh,8,3 == {entry.precedence}",
    )


def _addresses(field: str, addresses: Addresses) -> str:
    mask = ALL_ONES & ~addresses.wildcard
    return f"ip {field} & {mask:#010x} == {addresses.base:#010x}" if mask else ""


def _layer4(entry: Entry) -> tuple[str, ...]:
    """What only whole packets and first fragments can be asked."""
    return (
        *_ports(entry, "sport", entry.source_ports),
        *_ports(entry, "dport", entry.destination_ports),
        *_flags(entry.flags),
        *(() if entry.icmp_type is None else (f"icmp type {entry.icmp_type}",)),
        *(() if entry.icmp_code is None else (f"icmp code {entry.icmp_code}",)),
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
