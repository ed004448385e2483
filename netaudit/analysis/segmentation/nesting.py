"""How networks lie to each other, whatever they are.

Of any two networks one holds the other or they are apart. So who holds whom and how many addresses each
has tells all of some networks: two families that agree in this differ in nothing but the numbers, and what
is made of one by union, intersection and difference is as empty or as large as what is made of the other.
"""

from collections.abc import Hashable, Iterator

from netaudit.analysis.subnets import cidr
from netaudit.errors import ComplexityError

Network = tuple[int, int]
"""First address and wildcard of an IPv4 network."""

Places = dict[Network, int]
"""Networks in the order in which they were named first."""

MOST_NETWORKS = 256
"""Networks whose comparison is worth the time."""

MOST_PARTS = 5
"""Bits of a wildcard above its last zero: it stands for up to 2 to the power of this networks."""


def place(places: Places, base: int, wildcard: int) -> int | tuple[int, ...]:
    """The place of a network, the next one where it is new; those of its parts for addresses with gaps.

    Raises:
        ComplexityError: these are too many.
    """
    if wildcard & wildcard + 1:
        return tuple(places.setdefault(part, len(places)) for part in _parts(base, wildcard))
    return places.setdefault((base & ~wildcard, wildcard), len(places))


def _parts(base: int, wildcard: int) -> Iterator[Network]:
    """The networks that a wildcard with gaps stands for."""
    inner = (wildcard ^ wildcard + 1) >> 1
    gaps = wildcard & ~inner
    if gaps.bit_count() > MOST_PARTS:
        raise ComplexityError(f"a wildcard of more than {1 << MOST_PARTS} networks")
    chosen = gaps
    while True:
        yield base & ~wildcard | chosen, inner
        if not chosen:
            return
        chosen = chosen - 1 & gaps


def parsed(text: str) -> Network:
    """The address of ``A`` or ``A/N`` with its host bits, and the wildcard of its network.

    Raises:
        ValueError: it is no IPv4 address.
    """
    version, address, wildcard = cidr(text)
    if version != 4:  # noqa: PLR2004 - IP version
        raise ValueError(f"{text} is no IPv4 address")
    return address, wildcard


def nesting(places: Places) -> Hashable | None:
    """How some networks lie to each other; None where they are too many."""
    if len(places) > MOST_NETWORKS:
        return None
    holders = [-1] * len(places)
    above: list[tuple[int, int]] = []
    for base, negative in sorted([(base, -wildcard) for base, wildcard in places]):
        while above and above[-1][0] < base:
            above.pop()
        own = places[base, -negative]
        holders[own] = above[-1][1] if above else -1
        above.append((base - negative, own))
    return tuple(wildcard for _, wildcard in places), tuple(holders)
