"""Few values for each field: sets of packets over them, and the packets to ask about."""

from functools import lru_cache
from itertools import product
from random import Random

from hypothesis import strategies as st

from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH, ICMP6, LATER, PORTED, TCP, TYPED, WHOLE
from netaudit.analysis.packetspace.header import Header
from netaudit.analysis.packetspace.numbers import (
    EVERY,
    Numbers,
    between,
    complement,
    matching,
    of,
    union,
)
from netaudit.analysis.packetspace.packets import PacketSet, Region

BASES = {4: 0x0A000000, 6: 0x20010DB8 << 96}
"""What the few addresses begin with."""

PORTS = (0, 1, 8, 79, 80, 81, 2000, 65535)
TYPES = (0, 1, 3, 8, 128, 135, 255)
PROTOCOLS = (1, 2, 6, 17, 58, 89, 132, 200)
FLAGS = (0, 2, 4, 16, 18, 63)
DSCPS = (0, 46, 47)
CONDITIONS = ("time-range WORK is active", "list R has a session")


def addresses(version: int) -> tuple[int, ...]:
    """A few neighbours, and two that are far off."""
    return (*(BASES[version] + n for n in (0, 1, 2, 3, 5, 256)), 1, (1 << ADDRESS_WIDTH[version]) - 1)


def _networks(version: int) -> list[Numbers]:
    """Prefixes, ranges, wildcards with holes, two of them together, and what they leave."""
    width, base = ADDRESS_WIDTH[version], BASES[version]
    found = [matching(base, wildcard, width) for wildcard in (1, 3, 7, 255)]
    found += (matching(base + n, 0, width) for n in (0, 1, 2, 3, 5))
    found += (matching(base + 1, wildcard, width) for wildcard in (0x102, 0xFF00, 5))
    found += (between(base + first, base + last, width) for first, last in ((0, 2), (1, 4), (2, 300)))
    pairs = [union(a, b) for a, b in zip(found, found[4:], strict=False)]
    return [EVERY, EVERY, *found, *pairs, *map(complement, found)]


def _some(values: tuple[int, ...], width: int) -> list[Numbers]:
    """Everything, a few values, or all but these."""
    few = [of(values[first : first + size], width) for first in range(len(values)) for size in (1, 2)]
    return [EVERY] * len(few) + few + [complement(numbers) for numbers in few]


def _services() -> list[Numbers]:
    """A few ports, ranges, and what they leave."""
    spans = [between(first, last, 16) for first, last in product(PORTS, PORTS) if first < last][::3]
    pieces = [*_some(PORTS, 16), *spans, *map(complement, spans)]
    return [EVERY] * (len(pieces) // 2) + [numbers for numbers in pieces if numbers]


NETWORKS = {version: _networks(version) for version in (4, 6)}
SERVICES = _services()
FLAG_SETS = [*_some(FLAGS, 6), complement(matching(0, ~20 & 63, 6)), matching(0, ~20 & 63, 6)]


def regions(version: int) -> st.SearchStrategy[Region]:
    """Any product, also of what no packet can be."""
    return st.builds(
        Region,
        st.just(version),
        st.sampled_from(NETWORKS[version]),
        st.sampled_from(NETWORKS[version]),
        st.sampled_from(_some(PROTOCOLS, 8)),
        st.sampled_from(SERVICES),
        st.sampled_from(SERVICES),
        st.sampled_from(FLAG_SETS),
        st.sampled_from([EVERY, EVERY, of((WHOLE,), 1), of((LATER,), 1)]),
        st.sampled_from([EVERY] * 5 + _some(DSCPS, 6)),
        st.sampled_from([EVERY] * 3 + [matching(1, 2, 2), matching(0, 1, 2), of((1, 2), 2)]),
    )


def _entry(region: Region) -> tuple[Region, ...]:
    """What an access list's entry matches, with the later fragments that it lets pass."""
    later = of((LATER,), 1)
    layer3 = region._replace(source_port=EVERY, destination_port=EVERY, flags=EVERY, fragment=later)
    return (region._replace(fragment=of((WHOLE,), 1)), layer3)


@lru_cache
def sets(version: int, most: int = 3) -> st.SearchStrategy[PacketSet]:
    """Sets of a few products, some of them less another."""
    one = regions(version)
    some = st.lists(one, max_size=most).map(PacketSet.of)
    entries = st.lists(one, max_size=2).map(lambda found: PacketSet.of(r for e in found for r in _entry(e)))
    return st.one_of(some, entries, st.builds(PacketSet.__sub__, some, entries))


def sensible(version: int) -> tuple[Header, ...]:
    """Packets that there can be, over the few values: addresses and marking apart."""
    found: list[Header] = []
    for protocol in PROTOCOLS:
        found.append(_header(version, protocol, (0, 0, 0), LATER))
        typed = protocol in TYPED[version]
        codes = TYPES[:3] if protocol in {1, ICMP6} else (0,)
        kinds = (PORTS, PORTS) if protocol in PORTED else (TYPES, codes) if typed else ((0,), (0,))
        flags = FLAGS if protocol == TCP else (0,)
        found += (_header(version, protocol, fields) for fields in product(*kinds, flags))
    return tuple(found)


def _header(version: int, protocol: int, fields: tuple[int, ...], fragment: int = WHOLE) -> Header:
    kind, code, flags = fields
    return Header(
        version=version,
        source=0,
        destination=0,
        protocol=protocol,
        source_port=kind,
        destination_port=code,
        flags=flags,
        fragment=fragment,
    )


_SENSIBLE = {version: sensible(version) for version in (4, 6)}


def with_fields(header: Header, **fields: int) -> Header:
    """The packet with other values."""
    own = {name: getattr(header, name) for name in header.__struct_fields__}
    return Header(**{**own, **fields})


def packets(version: int, number: int, seed: int) -> list[Header]:
    """A sample of packets that there can be, always the same for a seed."""
    draw = Random(seed)  # noqa: S311 - a sample, no secret
    places = addresses(version)
    return [
        with_fields(
            draw.choice(_SENSIBLE[version]),
            source=draw.choice(places),
            destination=draw.choice(places),
            dscp=draw.choice(DSCPS),
            condition=draw.randrange(4),
        )
        for _ in range(number)
    ]


def odd_packets(version: int, number: int, seed: int) -> list[Header]:
    """A sample of all headers over the few values, whether there can be such a packet or not."""
    draw = Random(seed)  # noqa: S311 - a sample, no secret
    return [
        with_fields(
            header,
            protocol=draw.choice(PROTOCOLS),
            source_port=draw.choice(PORTS),
            destination_port=draw.choice(PORTS),
            flags=draw.choice(FLAGS),
            fragment=draw.randrange(2),
        )
        for header in packets(version, number, seed)
    ]
