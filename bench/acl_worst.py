"""An access list that no set of packets likes: everything overlaps everything else.

Each entry leaves some addresses open by wildcards with holes and takes a wide range of source and of
destination ports. Cutting one entry's packets by another leaves up to a dozen pieces, each of which the next
entry cuts again; decision diagrams of whole headers grow alike.
"""

from random import Random

from bench.acl_entry import Entry
from bench.acl_list import AccessList

HOLES = 6
"""Bits that each wildcard leaves open, anywhere in an address."""
NETWORK, OPEN = 0x0A000000, 0x00FFFFFF


def worst_list(entries: int, seed: int = 1) -> AccessList:
    """As many entries, permits and denies in no order."""
    random = Random(f"acl/worst/{seed}/{entries}")
    return AccessList(name="WORST", entries=tuple(_entry(random) for _ in range(entries)))


def _entry(random: Random) -> Entry:
    return Entry(
        action=random.choice(("permit", "deny")),
        protocol=random.choice(("tcp", "udp")),
        source=_scattered(random),
        source_ports=_range(random),
        destination=_scattered(random),
        destination_ports=_range(random),
    )


def _scattered(random: Random) -> tuple[int, int]:
    """Addresses of 10.0.0.0/8 that agree in a few bits here and there."""
    asked = sum(1 << bit for bit in random.sample(range(24), HOLES))
    return NETWORK | random.getrandbits(24) & asked, OPEN & ~asked


def _range(random: Random) -> tuple[str, tuple[int, ...]]:
    first, last = sorted(random.sample(range(65536), 2))
    return "range", (first, last)
