"""Few values for each field: sets of packets over them, and the packets to ask about."""

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


def _networks(version: int) -> st.SearchStrategy[Numbers]:
    """Prefixes, ranges, wildcards with holes, and what they leave."""
    width, base = ADDRESS_WIDTH[version], BASES[version]
    leaves: st.SearchStrategy[Numbers] = st.one_of(
        st.just(EVERY),
        st.sampled_from([0, 1, 3, 7, 255]).map(lambda wildcard: matching(base, wildcard, width)),
        st.integers(0, 5).map(lambda n: matching(base + n, 0, width)),
        st.sampled_from([0x102, 0xFF00, 5]).map(lambda wildcard: matching(base + 1, wildcard, width)),
        st.tuples(st.integers(0, 3), st.integers(3, 300)).map(
            lambda ends: between(base + ends[0], base + ends[1], width)
        ),
    )
    return st.one_of(leaves, st.builds(union, leaves, leaves), leaves.map(complement)).filter(bool)


def _some(values: tuple[int, ...], width: int) -> st.SearchStrategy[Numbers]:
    """Everything, a few values, or all but these."""
    few = st.sets(st.sampled_from(values), min_size=1, max_size=3).map(lambda found: of(tuple(found), width))
    return st.one_of(st.just(EVERY), st.just(EVERY), few, few.map(complement))


SPANS: st.SearchStrategy[Numbers] = (
    st.tuples(st.sampled_from(PORTS), st.sampled_from(PORTS)).map(sorted).map(lambda ends: between(*ends, 16))
)
SERVICES = st.one_of(_some(PORTS, 16), SPANS, SPANS.map(complement)).filter(bool)


def regions(version: int) -> st.SearchStrategy[Region]:
    """Any product, also of what no packet can be."""
    return st.builds(
        Region,
        st.just(version),
        _networks(version),
        _networks(version),
        _some(PROTOCOLS, 8),
        SERVICES,
        SERVICES,
        st.one_of(_some(FLAGS, 6), st.just(complement(matching(0, ~20 & 63, 6)))),
        st.sampled_from([EVERY, EVERY, of((WHOLE,), 1), of((LATER,), 1)]),
        st.one_of(st.just(EVERY), _some(DSCPS, 6)),
        st.sampled_from([EVERY, EVERY, matching(1, 2, 2), matching(0, 1, 2), of((1, 2), 2)]),
    ).filter(lambda region: False not in region[1:])


def _entry(region: Region) -> tuple[Region, ...]:
    """What an access list's entry matches, with the later fragments that it lets pass."""
    later = of((LATER,), 1)
    layer3 = region._replace(source_port=EVERY, destination_port=EVERY, flags=EVERY, fragment=later)
    return (region._replace(fragment=of((WHOLE,), 1)), layer3)


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
