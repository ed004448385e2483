"""What lists have in common that differ in nothing but the networks they name.

The lists of a fleet come of one template: on every switch the same entries, with the subnets of that
switch. What is unreachable or redundant depends on how the addresses lie to each other and not on what
they are. Where any two of the sources are apart or one holds the other, and the same goes for the
destinations, all there is to know of how they lie is who holds whom, and which are made up of those
they hold: then no packet tells one list from the other but for the addresses in it.
"""

from collections.abc import Hashable, Iterable

from netaudit.analysis.acl.entry.drafts import is_plain
from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH
from netaudit.model import Acl, Address

MOST_ENTRIES = 64
"""In a list that is worth the comparison of all its addresses."""

Cube = tuple[int, int]
"""Base and wildcard; the base is 0 in every bit that the wildcard leaves open."""


def shape(acl: Acl, version: int) -> Hashable | None:
    """A list without its addresses and how these lie; None where that does not tell all."""
    if len(acl.entries) > MOST_ENTRIES or not all(is_plain(ace, version) for ace in acl.entries):
        return None
    width = ADDRESS_WIDTH[version]
    sources: dict[Cube, int] = {(0, (1 << width) - 1): 0}
    destinations = dict(sources)
    entries = [
        (
            ace.action,
            ace.protocol,
            sources.setdefault(_cube(ace.source), len(sources)),
            ace.source_ports,
            destinations.setdefault(_cube(ace.destination), len(destinations)),
            ace.destination_ports,
            ace.options,
            ace.dynamic,
        )
        for ace in acl.entries
    ]
    lying = _lie(tuple(sources)), _lie(tuple(destinations))
    return None if None in lying else (version, *lying, *entries)


def _cube(address: Address) -> Cube:
    return address.base & ~address.wildcard, address.wildcard


def _lie(cubes: tuple[Cube, ...]) -> Hashable | None:
    """Of each those that it holds, and whether they make it up; None if any two cross.

    The first holds all.
    """
    held: list[list[int]] = [[*range(1, len(cubes))], *([] for _ in cubes[1:])]
    for place, (base, wildcard) in enumerate(cubes[1:], start=1):
        for other in range(1, place):
            other_base, other_wildcard = cubes[other]
            if not (base ^ other_base) & ~(wildcard | other_wildcard):
                if not other_wildcard & ~wildcard:
                    held[place].append(other)
                elif not wildcard & ~other_wildcard:
                    held[other].append(place)
                else:
                    return None
    made_up = [each and _size(cubes[place]) == _sum(cubes, held, each) for place, each in enumerate(held)]
    return (tuple(map(tuple, held)), tuple(map(bool, made_up)))


def _sum(cubes: tuple[Cube, ...], held: list[list[int]], among: Iterable[int]) -> int:
    """The addresses in some cubes of which any two are apart or one holds the other."""
    inner = {each for one in among for each in held[one]}
    return sum(_size(cubes[each]) for each in among if each not in inner)


def _size(cube: Cube) -> int:
    return 1 << cube[1].bit_count()
