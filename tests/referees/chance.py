"""Random access lists, and packets that stand at the boundaries of their entries.

Everything follows from a seeded ``random.Random``, so the same seed gives the same bytes.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address
from random import Random

from msgspec.structs import replace

from tests.referees.crafted import Crafted
from tests.referees.ios_text import ALL_ONES, Addresses, Entry, Ports
from tests.referees.ios_words import FLAGS, ICMP, ICMP_TYPES, TCP, TCP_PORTS, UDP, UDP_PORTS

BASES = ("10.20.10.0", "10.20.110.0", "10.20.111.64", "10.21.8.0", "172.16.4.0", "192.168.255.0")
"""Where the addresses of lists and packets cluster, so that entries overlap."""

WILDCARDS = (0xFF, 0xFF, 0x3F, 0x1FF, 0xFFFF, 0x3, 0xFE, 0xFF00, 0x10007, 0x100AF, 0x1FF00FF)
"""Usual ones, and ones with holes."""

NUMBERED = ("0", "80", "443", "1023", "2000", "5060", "16384", "32767", "65535")
PORT_WORDS = {"tcp": (*NUMBERED, *TCP_PORTS), "udp": (*NUMBERED, *UDP_PORTS), "6": NUMBERED, "17": NUMBERED}
"""Protocol to the words for its ports."""
PROTOCOL_WORDS = (*["tcp"] * 5, *["udp"] * 5, *["icmp"] * 2, *["ip"] * 3, "gre", "eigrp", "89", "6", "17")
MARKINGS = ("dscp ef", "dscp cs3", "dscp 26", "dscp default", "precedence critical", "precedence 3")
FLAG_WORDS = (
    "established",
    "syn",
    "ack rst",
    "match-all +syn -ack",
    "match-any +rst +fin",
    "match-any +ack -syn",
)
BLURRED = (
    *("none", "none", "source", "source", "destination", "destination"),
    *("source_port", "destination_port", "destination_port", "flags", "dscp", "offset", "icmp"),
)
"""Where a packet is moved beside an entry, the likelier ones more than once."""
CODED = tuple(sorted(ICMP_TYPES))


def access_list(chance: Random, size: int) -> str:
    """An extended list of as many entries; the later, the wider, so that few are out of reach."""
    lines = (f" {10 * n} {_entry(chance, (n / size) ** 4)}\n" for n in range(1, size + 1))
    return "ip access-list extended REFEREE\n" + "".join(lines)


def standard_list(chance: Random, size: int) -> str:
    """A standard list of as many entries, numbered as lists were before they had names."""
    sources = (_addresses(chance, (n / size) ** 4).removeprefix("host ") for n in range(1, size + 1))
    return "".join(f"access-list 10 {chance.choice(('permit', 'deny'))} {source}\n" for source in sources)


GROUPS = """object-group network PHONES
 10.20.110.0 255.255.255.0
 host 10.20.111.64
object-group network SERVERS
 range 10.21.8.3 10.21.8.129
 172.16.4.0/25
object-group network BOTH
 group-object PHONES
 group-object SERVERS
 host 192.168.255.1
object-group service CALLS
 udp range 16384 32767
 tcp-udp eq 5060
 tcp 2000
object-group service REPLIES
 udp source eq domain
 tcp source range 80 443 gt 1023
 icmp echo-reply
object-group service ANY-OF-IT
 group-object CALLS
 group-object REPLIES
 gre
"""
"""Groups of each kind of member, two of them nested."""


def grouped_list(chance: Random, size: int) -> str:
    """A list of as many entries with object groups, and the groups."""
    lines = (f" {10 * n} {_grouped_entry(chance)}\n" for n in range(1, size + 1))
    return f"{GROUPS}ip access-list extended GROUPED\n" + "".join(lines)


def _grouped_entry(chance: Random) -> str:
    action = chance.choice(("permit", "deny"))
    service = chance.choice(
        ("ip", "udp", "object-group CALLS", "object-group REPLIES", "object-group ANY-OF-IT")
    )
    source, destination = (
        f"object-group {chance.choice(('PHONES', 'SERVERS', 'BOTH'))}"
        if chance.random() < 0.5
        else _addresses(chance, 0.0)
        for _ in range(2)
    )
    return f"{action} {service} {source} {destination}"


def _entry(chance: Random, width: float) -> str:
    protocol = chance.choice(PROTOCOL_WORDS)
    ports = [_ports(chance, protocol) if chance.random() < likely else "" for likely in (0.25, 0.75)]
    if protocol == "ip" and chance.random() < 0.8:  # an entry for everything would end the list early
        width = 0.0
    words = (
        chance.choice(("permit", "deny")),
        protocol,
        _addresses(chance, width),
        ports[0],
        _addresses(chance, width),
        ports[1],
        _options(chance, protocol, layer4=any(ports)),
    )
    return " ".join(word for word in words if word)


def _addresses(chance: Random, width: float) -> str:
    if chance.random() < 0.05 + 0.35 * width:
        return "any"
    if chance.random() < 0.2:
        return f"host {IPv4Address(_near(chance))}"
    if chance.random() < 0.1:
        return f"{IPv4Address(_near(chance) & 0xFFFFFF00)}/24"
    return f"{IPv4Address(_near(chance))} {IPv4Address(chance.choice(WILDCARDS))}"


def _near(chance: Random) -> int:
    return int(IPv4Address(chance.choice(BASES))) | chance.choice((0, 1, 10, 127, 254))


def _ports(chance: Random, protocol: str) -> str:
    if protocol not in PORT_WORDS:
        return ""
    operator = chance.choice(("eq", "eq", "eq", "neq", "gt", "lt", "range"))
    if operator == "range":
        first = chance.randrange(65536)
        return f"range {first} {min(first + chance.choice((0, 1, 100, 16383)), 65535)}"
    several = chance.choice((1, 1, 2, 4)) if operator == "eq" else 1
    words = chance.sample(PORT_WORDS[protocol], several)
    if operator in {"gt", "lt"} and words[0] in {"0", "65535"}:  # no port is under 0 or over 65535
        return f"{operator} 1024"
    return f"{operator} {' '.join(words)}"


def _options(chance: Random, protocol: str, *, layer4: bool) -> str:
    words = []
    if protocol == "icmp" and chance.random() < 0.8:
        words.append(chance.choice((*CODED, "8", "3 4", "11 1", "200")))
        layer4 = True
    if protocol == "tcp" and chance.random() < 0.25:
        words.append(chance.choice(FLAG_WORDS))
        layer4 = True
    if chance.random() < 0.15:
        words.append(chance.choice(MARKINGS))
    if not layer4 and chance.random() < 0.3:
        words.append("fragments")
    return " ".join(words)


def packets(chance: Random, entries: Sequence[Entry], number: int) -> list[Crafted]:
    """Packets that an entry matches or misses by one bit, one port, one flag or one marking."""
    chosen = [chance.choice(entries) for _ in range(number)]
    return [_blurred(chance, entry, _matching(chance, entry)) for entry in chosen]


def _matching(chance: Random, entry: Entry) -> Crafted:
    """A packet that an entry matches, at an edge of what it allows."""
    protocol = chance.choice((TCP, UDP, ICMP, 47, 89)) if entry.protocol is None else entry.protocol
    kind, code = chance.choice(((8, 0), (0, 0), (3, 3), (3, 4), (11, 0)))
    return _sensible(
        Crafted(
            source=_in(chance, entry.source),
            destination=_in(chance, entry.destination),
            protocol=protocol,
            source_port=_port(chance, entry.source_ports),
            destination_port=_port(chance, entry.destination_ports),
            flags=_set_flags(chance, entry),
            icmp_type=kind if entry.icmp_type is None else entry.icmp_type,
            icmp_code=code if entry.icmp_code is None else entry.icmp_code,
            dscp=_dscp(chance, entry),
            offset=chance.choice((1, 185, 0x1FFF)) if entry.fragments or chance.random() < 0.1 else 0,
            more=chance.random() < 0.1,
        )
    )


def _sensible(packet: Crafted) -> Crafted:
    """The packet without what its protocol has no field for; a later fragment keeps its false header."""
    if packet.protocol not in {TCP, UDP}:
        packet = replace(packet, source_port=0, destination_port=0)
    if packet.protocol != TCP:
        packet = replace(packet, flags=0)
    return packet if packet.protocol == ICMP else replace(packet, icmp_type=0, icmp_code=0)


def _in(chance: Random, addresses: Addresses) -> int:
    """An address of the set: its first, its last, or any; of ``any`` one of the neighbourhood."""
    if addresses.wildcard == ALL_ONES:
        return _near(chance)
    return addresses.base | addresses.wildcard & chance.choice((0, ALL_ONES, chance.getrandbits(32)))


def _port(chance: Random, ports: Ports | None) -> int:
    if ports is None:
        return chance.choice((80, 443, 5060, 2000, chance.randrange(65536)))
    number = chance.choice(ports.numbers)
    return (number + {"gt": 1, "lt": -1, "neq": 1}.get(ports.operator, 0)) % 65536


def _set_flags(chance: Random, entry: Entry) -> int:
    flags = chance.choice((0, 2, 18, 16, 4, chance.getrandbits(6)))
    if entry.flags is None:
        return flags
    return flags & ~entry.flags.mask | (entry.flags.value if entry.flags.equal else flags & entry.flags.mask)


def _dscp(chance: Random, entry: Entry) -> int:
    if entry.dscp is not None:
        return entry.dscp
    if entry.precedence is not None:
        return entry.precedence << 3 | chance.getrandbits(3)
    return chance.choice((0, 0, 46, 24, 26, 40))


def _blurred(chance: Random, entry: Entry, packet: Crafted) -> Crafted:
    """The packet itself, or one beside it."""
    field = chance.choice(BLURRED)
    changes: dict[str, object] = {}
    if field in {"source", "destination"}:
        changes[field] = getattr(packet, field) ^ _edge(chance, getattr(entry, field))
    elif field.endswith("port"):
        changes[field] = (getattr(packet, field) + chance.choice((-1, 1))) % 65536
    elif field == "flags":
        changes[field] = packet.flags ^ chance.choice(tuple(FLAGS.values()))
    elif field == "dscp":
        changes[field] = packet.dscp ^ 1 << chance.randrange(6)
    elif field == "offset":
        changes |= {"offset": 0 if packet.offset else 1, "more": not packet.more}
    elif field == "icmp":
        changes |= {"icmp_code": packet.icmp_code ^ 1, "icmp_type": packet.icmp_type ^ chance.choice((0, 1))}
    return _sensible(replace(packet, **changes))


def _edge(chance: Random, addresses: Addresses) -> int:
    """One bit of an address: the lowest, the lowest that counts, or one of the lower half."""
    counting = ~addresses.wildcard & ALL_ONES
    return chance.choice((1, counting & -counting, 1 << chance.randrange(18)))
