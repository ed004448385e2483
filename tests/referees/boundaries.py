"""Packets that stand at the boundaries of the entries of a list, from a seeded ``random.Random``."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from tests.referees.crafted import Crafted
from tests.referees.ios_text import ANY, Addresses, Entry, Ports
from tests.referees.ios_words import FLAGS, ICMP, ICMP6, TCP, UDP

HOSTS = (0, 1, 10, 127, 254)


class Neighbourhood(Struct, frozen=True, kw_only=True):
    """Where the packets of one IP version cluster, so that entries overlap."""

    version: int
    networks: tuple[int, ...]
    protocols: tuple[int, ...]
    """Of packets for entries that take any."""
    messages: tuple[tuple[int, int], ...]
    """Types and codes of packets for entries that take any."""


IPV4 = Neighbourhood(
    version=4,
    networks=tuple(
        int(IPv4Address(base))
        for base in "10.20.10.0 10.20.110.0 10.20.111.64 10.21.8.0 172.16.4.0 192.168.255.0".split()
    ),
    protocols=(TCP, UDP, ICMP, 47, 89),
    messages=((8, 0), (0, 0), (3, 3), (3, 4), (11, 0)),
)
IPV6 = Neighbourhood(
    version=6,
    networks=tuple(
        int(IPv6Address(base))
        for base in "2001:db8:20:10:: 2001:db8:20:11:: 2001:db8:20:8000:: 2001:db8:21:: fd00:1:2:3::".split()
    ),
    protocols=(TCP, UDP, ICMP6, 47, 89),
    messages=((128, 0), (135, 0), (136, 0), (1, 4), (2, 0)),
)

BLURRED = (
    *("none", "none", "source", "source", "destination", "destination"),
    *("source_port", "destination_port", "destination_port", "flags", "dscp", "offset", "icmp"),
)
"""Where a packet is moved beside an entry, the likelier ones more than once."""


def near(chance: Random, where: Neighbourhood = IPV4) -> int:
    """An address of the neighbourhood."""
    return chance.choice(where.networks) + chance.choice(HOSTS)


def packets_beside(
    chance: Random, entries: Sequence[Entry], number: int, where: Neighbourhood = IPV4
) -> list[Crafted]:
    """Packets that an entry matches or misses by one bit, one port, one flag or one marking."""
    chosen = [chance.choice(entries) for _ in range(number)]
    return [_blurred(chance, entry, _matching(chance, entry, where)) for entry in chosen]


def _matching(chance: Random, entry: Entry, where: Neighbourhood) -> Crafted:
    """A packet that an entry matches, at an edge of what it allows."""
    protocol = chance.choice(where.protocols) if entry.protocol is None else entry.protocol
    kind, code = chance.choice(where.messages)
    return _sensible(
        Crafted(
            version=where.version,
            source=_in(chance, entry.source, where),
            destination=_in(chance, entry.destination, where),
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
    return packet if packet.protocol in {ICMP, ICMP6} else replace(packet, icmp_type=0, icmp_code=0)


def _in(chance: Random, addresses: Addresses, where: Neighbourhood) -> int:
    """An address of the set: its first, its last, or any; of ``any`` one of the neighbourhood."""
    if addresses == ANY:
        return near(chance, where)
    wildcard = addresses.wildcard
    return addresses.base | chance.choice((0, wildcard, wildcard & chance.getrandbits(128)))


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
    free = addresses.wildcard
    lowest = 1 if addresses == ANY else ~free & (free + 1)
    return chance.choice((1, lowest, 1 << chance.randrange(18)))
