"""Blocks of entries that belong together, and what goes wrong in them as lists grow over the years."""

from collections.abc import Callable, Mapping
from random import Random
from typing import TypeAlias

from bench.acl_entry import ANY, Entry, host, network

Block: TypeAlias = list[tuple[Entry, str]]
"""Entries in their order, each with what is wrong with it: ``shadowed`` by one line, ``joint`` by several,
either with ``conflict`` where the other action is taken; ``redundant``; nothing."""

Network: TypeAlias = tuple[int, int]
Ports: TypeAlias = tuple[str, tuple[int, ...]]

SERVICES: tuple[tuple[str, Ports | None], ...] = (
    ("tcp", ("eq", (22,))),
    ("tcp", ("eq", (80,))),
    ("tcp", ("eq", (443,))),
    ("tcp", ("eq", (1433,))),
    ("tcp", ("range", (5060, 5061))),
    ("tcp", ("range", (8000, 8099))),
    ("tcp", ("gt", (49151,))),
    ("udp", ("eq", (53,))),
    ("udp", ("eq", (123,))),
    ("udp", ("range", (161, 162))),
    ("udp", ("range", (16384, 32767))),
    ("icmp", None),
)
"""What is let through between networks; no two have a packet in common."""


def service(source: Network, target: Network, random: Random) -> Block:
    """Some services, now and then with a host that must not use one, or one source in every network."""
    if random.random() < PRINTERS:
        return _printers(source, random)
    block: Block = []
    for protocol, ports in random.sample(SERVICES, random.randrange(2, 7)):
        allowed = Entry(
            action="permit",
            protocol=protocol,
            source=source,
            source_ports=("gt", (1023,)) if protocol == "tcp" and random.random() < CLIENTS else None,
            destination=target,
            destination_ports=ports,
            icmp="echo" if protocol == "icmp" else "",
        )
        if random.random() < EXCEPTIONS and protocol != "icmp":
            block.append((_but(allowed, random), ""))
        block.append((allowed, ""))
    return block


PRINTERS, CLIENTS, EXCEPTIONS = 0.05, 0.2, 0.15
"""Shares: of blocks that name one host in many networks, of services with a source port, of denied hosts."""


def _but(allowed: Entry, random: Random) -> Entry:
    """A host of the source that is denied what the others may."""
    return Entry(
        action="deny",
        protocol=allowed.protocol,
        source=host(_one_of(allowed.source, random)),
        source_ports=allowed.source_ports,
        destination=allowed.destination,
        destination_ports=allowed.destination_ports,
    )


def _one_of(where: Network, random: Random) -> int:
    return where[0] | random.randrange(1, where[1])


def _printers(source: Network, random: Random) -> Block:
    """The hosts of one number in many networks, to one server: a wildcard with a hole."""
    every = (0xAC180000 | random.randrange(1, 255), 0x0007FF00)
    server = 0x0AFA0000 | (source[0] >> 8 & 0x7FF) << 3 | random.randrange(8)
    return [(_tcp(every, host(server), ("eq", (9100,))), "")]


def _tcp(source: Network, target: Network, ports: Ports | None = None, action: str = "permit") -> Entry:
    return Entry(action=action, protocol="tcp", source=source, destination=target, destination_ports=ports)


def _deny(source: Network) -> Entry:
    return Entry(action="deny", source=source)


def _halves(where: Network) -> tuple[Network, Network]:
    half = where[1] >> 1
    return (where[0], half), (where[0] | half + 1, half)


def _host_in_network(where: Network, _target: Network, random: Random) -> Block:
    return [(_deny(where), ""), (_deny(host(_one_of(where, random))), "shadowed")]


def _host_before_network(where: Network, _target: Network, random: Random) -> Block:
    return [(_deny(host(_one_of(where, random))), "redundant"), (_deny(where), "")]


def _allowed_too_late(where: Network, _target: Network, random: Random) -> Block:
    attacker = host(_one_of(where, random))
    return [(_deny(attacker), ""), (_tcp(attacker, ANY, ("eq", (443,))), "shadowed conflict")]


def _both_halves(where: Network, _target: Network, _random: Random) -> Block:
    low, high = _halves(where)
    return [(_deny(low), ""), (_deny(high), ""), (_deny(where), "joint")]


def _every_host(where: Network, _target: Network, random: Random) -> Block:
    four = network(_one_of(where, random), 30)
    members: Block = [(_deny(host(four[0] | last)), "") for last in range(4)]
    return [*members, (_deny(four), "joint")]


def _port_in_range(source: Network, target: Network, random: Random) -> Block:
    port = random.randrange(8000, 8100)
    return [
        (_tcp(source, target, ("range", (8000, 8099))), ""),
        (_tcp(source, target, ("eq", (port,))), "shadowed"),
    ]


def _port_before_range(source: Network, target: Network, random: Random) -> Block:
    port = random.randrange(8000, 8100)
    return [
        (_tcp(source, target, ("eq", (port,))), "redundant"),
        (_tcp(source, target, ("range", (8000, 8099))), ""),
    ]


def _between_ranges(source: Network, target: Network, _random: Random) -> Block:
    return [
        (_tcp(source, target, ("range", (1000, 1999))), ""),
        (_tcp(source, target, ("range", (2000, 2999))), ""),
        (_tcp(source, target, ("range", (1500, 2500))), "joint"),
    ]


def _below_and_above(source: Network, target: Network, _random: Random) -> Block:
    return [
        (_tcp(source, target, ("lt", (1024,))), ""),
        (_tcp(source, target, ("gt", (1023,))), ""),
        (_tcp(source, target), "joint"),
    ]


def _answers(source: Network, target: Network, _random: Random) -> Block:
    answer = Entry(action="permit", protocol="tcp", source=source, destination=target, established=True)
    return [(_tcp(source, target), ""), (answer, "shadowed")]


def _denied_too_late(source: Network, target: Network, _random: Random) -> Block:
    low, high = _halves(source)
    ports = ("eq", (3389,))
    return [
        (_tcp(low, target, ports), ""),
        (_tcp(high, target, ports), ""),
        (_tcp(source, target, ports, "deny"), "joint conflict"),
    ]


Planting: TypeAlias = Callable[[Network, Network, Random], Block]

FAULTS: Mapping[str, tuple[Planting, ...]] = {
    "attackers": (_host_in_network, _host_before_network, _allowed_too_late, _both_halves, _every_host),
    "services": (
        _port_in_range,
        _port_before_range,
        _between_ranges,
        _below_and_above,
        _answers,
        _denied_too_late,
    ),
}
"""What is planted where."""
