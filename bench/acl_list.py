"""A long access list of a campus edge, the same for the same seed, with faults whose truth is known.

Attackers are denied host by host, with the addresses in clusters as they come; some hosts and services of
the inner networks are let out, the rest of them is not; the list ends as such lists do. Every block of
entries speaks of addresses of its own, so that nothing but what is planted is in the way of anything. Faults
are planted with their blocks torn apart: a thousand lines may stand between a line and what makes it useless.
"""

from collections.abc import Callable, Iterator
from random import Random

from msgspec import Struct

from bench.acl_entry import ANY, Entry, host, network, text
from bench.acl_faults import FAULTS, Block, service

HOSTS = 0.6
"""Share of entries that name one host and any destination."""
FAULTY, FAULTY_CLUSTERS = 0.06, 0.25
"""Shares of services and of clusters of attackers with a planted fault, copies of a line not counted."""
COPIED = 0.01
"""Share of entries that are there twice."""
REMARKED = 0.02
CLUSTER = 16
"""Attackers in a /24, on average."""
AT_ONCE = 0.5
"""Share of clusters whose attackers stand one below the other."""
INSIDE = 0xAC100000
"""172.16.0.0/12: hosts that are let out as a whole in its lower half, networks in its upper half."""
PRIVATE = {10, 100, 127, 169, 172, 192}
MULTICAST = 224


class AccessList(Struct, frozen=True, kw_only=True):
    """A list, and what is wrong with which of its entries (counted from 0)."""

    name: str
    entries: tuple[Entry, ...]
    remarks: tuple[int, ...] = ()
    """Entries with a remark above them."""
    unreachable: tuple[int, ...] = ()
    conflicting: tuple[int, ...] = ()
    """Those of the unreachable whose packets get the other action."""
    joint: tuple[int, ...] = ()
    """Those of the unreachable that no single line covers."""
    redundant: tuple[int, ...] = ()
    """Reachable, but the list does the same without them."""

    def lines(self) -> Iterator[str]:
        """The list as a section of a config."""
        yield f"ip access-list extended {self.name}"
        remarked = set(self.remarks)
        for number, entry in enumerate(self.entries):
            if number in remarked:
                yield f" remark change {4000 + number}, see the ticket"
            yield f" {text(entry)}"

    def line_numbers(self) -> tuple[int, ...]:
        """The line of each entry below the line that names the list, which is line 1."""
        remarked = set(self.remarks)
        numbers: list[int] = []
        line = 1
        for number in range(len(self.entries)):
            line += 1 + (number in remarked)
            numbers.append(line)
        return tuple(numbers)


def long_list(entries: int, seed: int = 1, name: str = "EDGE-IN") -> AccessList:
    """A list of as many entries."""
    random = Random(f"acl/{seed}/{entries}")
    wanted = entries - len(TAIL)
    blocks: list[Block] = list(_blocks(wanted, random))
    placed = sorted(_placed(blocks, random), key=lambda item: item[0])
    marked = [(entry, mark) for _, entry, mark in placed]
    marked += [(entry, "") for entry in TAIL]
    remarks = tuple(n for n in range(len(marked)) if random.random() < REMARKED)
    return AccessList(
        name=name,
        entries=tuple(entry for entry, _ in marked),
        remarks=remarks,
        unreachable=_with(marked, lambda mark: mark in UNREACHABLE),
        conflicting=_with(marked, lambda mark: "conflict" in mark),
        joint=_with(marked, lambda mark: mark.startswith("joint")),
        redundant=_with(marked, lambda mark: mark == "redundant"),
    )


UNREACHABLE = {"shadowed", "shadowed conflict", "joint", "joint conflict"}
TAIL = (
    Entry(action="permit", protocol="icmp", icmp="echo-reply"),
    Entry(action="permit", protocol="icmp", icmp="unreachable"),
    Entry(action="permit", protocol="icmp", icmp="time-exceeded"),
    Entry(action="permit", protocol="tcp", established=True),
    Entry(action="deny", protocol="icmp"),
    Entry(action="deny", protocol="tcp", destination_ports=("eq", (445,))),
    Entry(action="deny", protocol="udp", destination_ports=("range", (135, 139))),
    Entry(action="deny", source=network(INSIDE, 12)),
    Entry(action="deny", source=network(10 << 24, 8)),
    Entry(action="permit"),
)
"""How the list ends: answers, what never leaves, the inner networks, everybody else."""


def _with(marked: list[tuple[Entry, str]], chosen: Callable[[str], bool]) -> tuple[int, ...]:
    return tuple(number for number, (_, mark) in enumerate(marked) if chosen(mark))


def _placed(blocks: list[Block], random: Random) -> Iterator[tuple[float, Entry, str]]:
    """Each entry with its place: blocks stay together, those with a fault are torn apart."""
    for block in blocks:
        torn = any(mark for _, mark in block)
        place = random.random()
        places = sorted(random.random() for _ in block) if torn else [place] * len(block)
        for where, (entry, mark) in zip(places, block, strict=True):
            yield where, entry, mark


def _blocks(wanted: int, random: Random) -> Iterator[Block]:
    """Blocks until there are as many entries as wanted, hosts in their share."""
    hosts, services = _hosts(random), _services(random)
    used, named = 0, 0
    while used < wanted:
        block = next(hosts if named < HOSTS * used else services)
        whole = not any(mark for _, mark in block)
        if whole and random.random() < COPIED * len(block):
            block = [*block, (block[-1][0], "shadowed")]
        if len(block) <= wanted - used:
            used += len(block)
            named += sum(1 for entry, _ in block if _names_a_host(entry))
            yield block


def _names_a_host(entry: Entry) -> bool:
    return entry.protocol == "ip" and entry.source[1] == 0


def _hosts(random: Random) -> Iterator[Block]:
    """Clusters of attackers, found at once or one by one, and now and then hosts that are let out."""
    inner = iter(random.sample(range(1, 2**19), 2**16))
    for where in _clusters(random):
        if random.random() < FAULTY_CLUSTERS:
            yield random.choice(FAULTS["attackers"])(where, ANY, random)
            continue
        members = random.sample(range(1, 255), random.randrange(1, 2 * CLUSTER))
        found: Block = [(Entry(action="deny", source=host(where[0] | member)), "") for member in members]
        yield from [found] if random.random() < AT_ONCE else ([one] for one in found)
        yield [(Entry(action="permit", source=host(INSIDE | next(inner))), "") for _ in range(2)]


def _clusters(random: Random) -> Iterator[tuple[int, int]]:
    """Public networks of 256 addresses, each once."""
    for number in random.sample(range(2**24), 2**16):
        if number >> 16 not in PRIVATE and 1 <= number >> 16 < MULTICAST:
            yield network(number << 8, 24)


def _services(random: Random) -> Iterator[Block]:
    """What the inner networks may reach; no two blocks have both source and destination in common."""
    sources = random.sample(range(2**11), 2**11)
    for turn in range(6 * 2**11):
        source = network(INSIDE | 1 << 19 | sources[turn % 2**11] << 8, random.choice((24, 24, 25, 26)))
        site = turn // 2**11 * 40 + random.randrange(40)
        target = network(10 << 24 | site << 16 | random.randrange(2**8) << 8, 24)
        kind = random.choice(FAULTS["services"]) if random.random() < FAULTY else service
        yield kind(source, target, random)
