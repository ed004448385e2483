"""Small access lists of which every packet can be tried: what an entry has is worked out from its own words.

The packets are one of each kind that the words can tell apart, so that what holds for them holds for all.
"""

from collections.abc import Iterator
from itertools import product
from random import Random
from typing import NamedTuple

SOURCES = range(9)
"""10.0.0.0 to 10.0.0.7, and one outside."""
TARGETS = range(5)
PORTS = range(6)
ACK = (False, True)
PROTOCOLS = ("tcp", "udp", "other")
WORKING = (False, True)
"""Whether the time-range WORK is active."""


class Packet(NamedTuple):
    """One packet; ports and flags mean something in whole TCP and UDP packets only."""

    source: int
    target: int
    protocol: str
    port: int
    ack: bool
    later: bool
    working: bool


def packets() -> tuple[Packet, ...]:
    """One of each kind."""
    whole = product(SOURCES, TARGETS, ("tcp", "udp"), PORTS, ACK, (False,), WORKING)
    other = product(SOURCES, TARGETS, ("other",), (0,), (False,), (False,), WORKING)
    later = product(SOURCES, TARGETS, PROTOCOLS, (0,), (False,), (True,), WORKING)
    return tuple(Packet(*each) for each in (*whole, *other, *later) if each[2] == "tcp" or not each[4])


class Said(NamedTuple):
    """An entry of a small list."""

    action: str
    protocol: str
    source: tuple[int, int]
    """Base and wildcard of the last octet."""
    target: tuple[int, int]
    ports: tuple[int, int] | None
    established: bool
    working: bool
    fragments: bool
    log: bool

    @property
    def layer4(self) -> bool:
        """Whether later fragments lack what it asks for."""
        return self.ports is not None or self.established

    def has(self, packet: Packet) -> bool:
        """Whether a packet matches, by Cisco's rules for fragments."""
        if not (_in(packet.source, self.source) and _in(packet.target, self.target)):
            return False
        if self.protocol not in {"ip", packet.protocol} or (self.working and not packet.working):
            return False
        if packet.later:
            return not self.layer4 or self.action == "permit"
        in_range = self.ports is None or self.ports[0] <= packet.port <= self.ports[1]
        return in_range and not self.fragments and (packet.ack or not self.established)

    def text(self) -> str:
        """The entry as IOS has it."""
        words = [self.action, self.protocol, _text("10.0.0", self.source), _text("10.9.0", self.target)]
        words += [f"range {self.ports[0]} {self.ports[1]}"] if self.ports else []
        words += ["established"] * self.established + ["fragments"] * self.fragments + ["log"] * self.log
        return " ".join(words + ["time-range WORK"] * self.working)


def _in(number: int, address: tuple[int, int]) -> bool:
    return not (number ^ address[0]) & 0xFF & ~address[1]


def _text(network: str, address: tuple[int, int]) -> str:
    base, wildcard = address
    return f"{network}.{base} 0.0.0.{wildcard}" if wildcard < 255 else "any"


def entry(random: Random) -> Said:
    """An entry with words in no order; each word is there in a part of all entries."""
    protocol = random.choice(("tcp", "tcp", "udp", "ip"))
    first, last = sorted(random.choices(range(1, 5), k=2))
    ports = (first, last) if protocol != "ip" and random.random() < 0.5 else None
    established = protocol == "tcp" and random.random() < 0.15
    return Said(
        action=random.choice(("permit", "deny")),
        protocol=protocol,
        source=_address(random, 3),
        target=_address(random, 2),
        ports=ports,
        established=established,
        working=random.random() < 0.1,
        fragments=ports is None and not established and random.random() < 0.1,
        log=random.random() < 0.1,
    )


def _address(random: Random, bits: int) -> tuple[int, int]:
    """Any, or numbers that agree in some bits: not always the highest."""
    if random.random() < 0.35:
        return 0, 255
    wildcard = random.choice((0, 1, (1 << bits) - 1, random.getrandbits(bits)))
    return random.getrandbits(bits) & ~wildcard, wildcard


def lists(seed: str, number: int, entries: tuple[int, int] = (2, 8)) -> Iterator[tuple[Said, ...]]:
    """Some lists of as many entries (least and most), the same for the same seed."""
    random = Random(seed)  # noqa: S311 - the same lists each time
    for _ in range(number):
        yield tuple(entry(random) for _ in range(random.randint(*entries)))
