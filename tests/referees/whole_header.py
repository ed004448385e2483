"""Sets of IPv4 packets as one decision diagram over all bits of the header, by oxidd.

netaudit has a diagram for each field and products of them; this is the textbook's other way, with code
that others wrote. Reading and meaning of the lists are those of ``ios_text``, which netaudit never met.
"""

from collections.abc import Iterable, Iterator, Sequence

from oxidd.bdd import BDDFunction, BDDManager

from tests.referees.ios_text import Addresses, Entry, Ports

WIDTHS = {
    "fragment": 1,
    "protocol": 8,
    "destination": 32,
    "source": 32,
    "destination_port": 16,
    "source_port": 16,
    "flags": 6,
    "dscp": 6,
}
"""Bits of each field in the order of the diagram; ICMP has its type and code in place of the ports."""

NODES = 1 << 22


class Headers:
    """All packets that there are; sets of packets are made of it."""

    def __init__(self) -> None:
        self._manager = BDDManager(NODES, 1 << 18, 1)
        self._manager.add_vars(sum(WIDTHS.values()))
        self.none = self._manager.false()
        self.every = self._manager.true()
        self._bits: dict[str, tuple[BDDFunction, ...]] = {}
        first = 0
        for field, width in WIDTHS.items():  # bits are asked highest first, and kept lowest first
            self._bits[field] = tuple(self._manager.var(first + width - 1 - bit) for bit in range(width))
            first += width

    def bit(self, field: str, number: int) -> BDDFunction:
        """The packets in whose field a bit is 1; bits count from the lowest."""
        return self._bits[field][number]

    def matching(self, field: str, base: int, wildcard: int = 0) -> BDDFunction:
        """The packets whose field equals a number wherever the wildcard has a 0."""
        found = self.every
        for bit, variable in enumerate(self._bits[field]):
            if not wildcard >> bit & 1:
                found &= variable if base >> bit & 1 else ~variable
        return found

    def from_on(self, field: str, least: int) -> BDDFunction:
        """The packets whose field is not less than a number."""
        found = self.every
        for bit, variable in enumerate(self._bits[field]):
            found = variable & found if least >> bit & 1 else variable | found
        return found

    def between(self, field: str, first: int, last: int) -> BDDFunction:
        """The packets whose field is in a range, both ends included."""
        above = self.from_on(field, last + 1) if last + 1 < 1 << WIDTHS[field] else self.none
        return self.from_on(field, first) & ~above

    def matched(self, entry: Entry) -> BDDFunction:
        """The packets that an entry matches.

        An entry that looks at ports, flags or types sees them in whole packets and first fragments. If it
        permits, it permits later fragments between its addresses as well (Cisco, document 8014).
        """
        layer3 = self._layer3(entry)
        layer4 = self._layer4(entry)
        later = self.bit("fragment", 0)
        if entry.fragments:
            return layer3 & later
        if not says_layer4(entry):
            return layer3
        return layer3 & (~later & layer4 | (later if entry.action == "permit" else self.none))

    def _layer3(self, entry: Entry) -> BDDFunction:
        found = self._addresses("source", entry.source) & self._addresses("destination", entry.destination)
        if entry.protocol is not None:
            found &= self.matching("protocol", entry.protocol)
        if entry.dscp is not None:
            found &= self.matching("dscp", entry.dscp)
        if entry.precedence is not None:
            found &= self.matching("dscp", entry.precedence << 3, 7)
        return found

    def _layer4(self, entry: Entry) -> BDDFunction:
        found = self._ports("source_port", entry.source_ports)
        found &= self._ports("destination_port", entry.destination_ports)
        if entry.flags is not None:
            flags = self.matching("flags", entry.flags.value, ~entry.flags.mask)
            found &= flags if entry.flags.equal else ~flags
        if entry.icmp_type is not None:
            found &= self.matching("source_port", entry.icmp_type)
        if entry.icmp_code is not None:
            found &= self.matching("destination_port", entry.icmp_code)
        return found

    def _addresses(self, field: str, addresses: Addresses) -> BDDFunction:
        return self.matching(field, addresses.base, addresses.wildcard)

    def _ports(self, field: str, ports: Ports | None) -> BDDFunction:
        if ports is None:
            return self.every
        first, last = ports.numbers[0], ports.numbers[-1]
        match ports.operator:
            case "range":
                return self.between(field, first, last)
            case "gt":
                return self.between(field, first + 1, 65535)
            case "lt":
                return self.between(field, 0, first - 1)
        named = self.none
        for number in ports.numbers:
            named |= self.matching(field, number)
        return named if ports.operator == "eq" else ~named


def says_layer4(entry: Entry) -> bool:
    """Whether an entry has words on ports, flags or types, even if they leave nothing out."""
    return any(
        said is not None
        for said in (entry.source_ports, entry.destination_ports, entry.flags, entry.icmp_type)
    )


def permitted(headers: Headers, entries: Sequence[Entry]) -> BDDFunction:
    """The packets that a list lets through; what no entry matches is denied."""
    found = headers.none
    for entry in reversed(entries):
        found = (
            headers.matched(entry) | found if entry.action == "permit" else found & ~headers.matched(entry)
        )
    return found


def decided(headers: Headers, entries: Iterable[Entry]) -> Iterator[BDDFunction]:
    """The packets that each entry decides."""
    left = headers.every
    for entry in entries:
        matched = headers.matched(entry)
        yield matched & left
        left &= ~matched


def unreachable(headers: Headers, entries: Sequence[Entry]) -> tuple[int, ...]:
    """The entries, counted from 0, that decide no packet."""
    return tuple(n for n, own in enumerate(decided(headers, entries)) if not own.satisfiable())


def redundant(headers: Headers, entries: Sequence[Entry]) -> tuple[int, ...]:
    """The entries, counted from 0, without which a list does what it did: each for itself."""
    found: list[int] = []
    after = headers.none
    owned = list(decided(headers, entries))
    for number in range(len(entries) - 1, -1, -1):
        entry, own = entries[number], owned[number]
        if not (own & ~after if entry.action == "permit" else own & after).satisfiable():
            found.append(number)
        matched = headers.matched(entry)
        after = matched | after if entry.action == "permit" else after & ~matched
    return tuple(reversed(found))
