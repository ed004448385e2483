"""Sets of packets, against packets asked one by one, and against the laws of sets."""

from collections.abc import Callable
from itertools import product
from operator import and_, or_, sub

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.analysis.packetspace import EVERYTHING, NOTHING, PacketSet, Region, numbers, packets
from netaudit.analysis.packetspace.fields import LATER, WHOLE
from netaudit.analysis.packetspace.header import has, size, within, witness
from netaudit.analysis.packetspace.header import sensible as kinds
from netaudit.analysis.packetspace.numbers import EVERY, between, matching, of
from netaudit.analysis.packetspace.packets import apart, includes, meet, merged, uncovered, without
from netaudit.errors import ComplexityError
from tests.analysis.packetspace import universe
from tests.analysis.packetspace.universe import odd_packets, regions, sensible, sets

SETS = st.one_of(sets(4), sets(6))
PAIRS = st.one_of(*(st.tuples(sets(version), sets(version)) for version in (4, 6)))
THREES = st.one_of(*(st.tuples(sets(version, 2), sets(version, 2), sets(version, 2)) for version in (4, 6)))
SEEDS = st.integers(0, 2**32)


def count_packets(packets: PacketSet) -> int:
    """How many different headers are in a set, whatever the conditions: those that hold at times too."""
    timeless = PacketSet.of(region._replace(condition=EVERY) for region in packets.regions)
    met = (meet(region, kind) for region in timeless.regions for kind in kinds(region.version))
    return sum(size(region) for region in met if region is not None)


@settings(max_examples=80, deadline=None)
@given(st.lists(regions(4), max_size=4), SEEDS)
def test_of(some: list[Region], seed: int) -> None:
    """A set made of regions that overlap has each packet of any of them, in one region only."""
    found = PacketSet.of(some)
    assert all(apart(a, b) for n, a in enumerate(found.regions) for b in found.regions[:n])
    for header in odd_packets(4, 60, seed):
        assert has(found, header) == any(within(region, header) for region in some)


@settings(max_examples=60, deadline=None)
@given(PAIRS, SEEDS)
def test_operations(pair: tuple[PacketSet, PacketSet], seed: int) -> None:
    """A packet is in what an operation gives where the operation on truths says so."""
    a, b = pair
    version = next((region.version for region in (*a.regions, *b.regions)), 4)
    found = (a | b, a & b, a - b, ~a)
    for header in odd_packets(version, 60, seed):
        one, other = has(a, header), has(b, header)
        truths = (one or other, one and other, one and not other, not one)
        assert tuple(has(some, header) for some in found) == truths


@settings(max_examples=30, deadline=None)
@given(PAIRS)
def test_laws(pair: tuple[PacketSet, PacketSet]) -> None:
    """De Morgan's laws, the parts of a set make it up again, and comparisons agree with each other."""
    a, b = pair
    assert ~~a == a
    assert ~(a | b) == ~a & ~b
    assert ~(a & b) == ~a | ~b
    assert (a - b) | (a & b) == a
    assert not (a - b) & b
    assert a.meets(b) == bool(a & b)
    assert (a <= b) == (not a - b)
    assert (a == b) == (a <= b <= a)
    assert a & b <= a <= a | b


@settings(max_examples=40, deadline=None)
@given(THREES)
def test_distributive(three: tuple[PacketSet, PacketSet, PacketSet]) -> None:
    """Intersection distributes over union, and union over intersection."""
    a, b, c = three
    assert a & (b | c) == (a & b) | (a & c)
    assert a | (b & c) == (a | b) & (a | c)


@settings(max_examples=80, deadline=None)
@given(regions(4), regions(4), SEEDS)
def test_regions(a: Region, b: Region, seed: int) -> None:
    """What two regions share, and what one leaves of the other, is what their packets say."""
    rest, shared = tuple(without(a, b)), meet(a, b)
    assert (shared is None) == apart(a, b)
    assert includes(a, b) == (uncovered(b, (a,)) is None)
    assert all(apart(one, other) for n, one in enumerate(rest) for other in rest[:n])
    for header in odd_packets(4, 40, seed):
        inside, other = within(a, header), within(b, header)
        assert any(within(region, header) for region in rest) == (inside and not other)
        assert (shared is not None and within(shared, header)) == (inside and other)


@settings(max_examples=80, deadline=None)
@given(SETS)
def test_witness(found: PacketSet) -> None:
    """The example of a set is in it; only the empty set has none."""
    header = witness(found)
    assert (header is None) == (not found)
    assert header is None or has(found, header)


PLAIN = (0x0A000000, 0x0A000001)
FEW = ((0, 1, 8), (0, 1))
"""Source ports or types, destination ports or codes."""


@settings(max_examples=25, deadline=None)
@given(st.lists(regions(4), max_size=3).map(PacketSet.of))
def test_count(found: PacketSet) -> None:
    """The count is that of the packets that there can be, whatever the conditions."""
    few = Region(
        4,
        source=of(PLAIN, 32),
        destination=of(PLAIN[:1], 32),
        protocol=of(universe.PROTOCOLS, 8),
        source_port=of(FEW[0], 16),
        destination_port=of(FEW[1], 16),
        flags=of(universe.FLAGS, 6),
        dscp=of((0, 46), 6),
    )
    by_hand = sum(
        any(has(found, universe.with_fields(header, **places, condition=bits)) for bits in range(4))
        for header in sensible(4)
        if header.source_port in FEW[0] and header.destination_port in FEW[1]
        for places in _places()
    )
    assert count_packets(PacketSet((few,)) & found) == by_hand


def _places() -> list[dict[str, int]]:
    """Both sources, the one destination, both markings."""
    return [
        {"source": source, "destination": PLAIN[0], "dscp": dscp} for source, dscp in product(PLAIN, (0, 46))
    ]


@pytest.mark.parametrize(
    ("region", "number"),
    [
        (
            Region(4, source=of((1,), 32), destination=of((1, 2), 32), protocol=of((17,), 8)),
            2 * 64 * (2**32 + 1),
        ),
        (Region(4, of((1,), 32), of((1,), 32), of((1,), 8), dscp=of((0,), 6)), 256 * 256 + 1),
        (Region(4, of((1,), 32), of((1,), 32), of((2,), 8), dscp=of((0,), 6)), 256 + 1),
        (Region(6, of((1,), 128), of((1,), 128), of((6,), 8), fragment=of((WHOLE,), 1)), 2**32 * 64 * 64),
        (Region(6, of((1,), 128), of((1,), 128), of((1, 89), 8), fragment=of((LATER,), 1)), 2 * 64),
        (Region(4, of((1,), 32), of((1,), 32), of((89,), 8), between(80, 90, 16)), 0),
    ],
)
def test_count_of_kinds(region: Region, number: int) -> None:
    """A packet without ports, type or flags counts once; ports of a protocol that has none are no packets."""
    assert count_packets(PacketSet((region,))) == number


def test_ends() -> None:
    """Everything and nothing are each other's complement, and versions are apart."""
    assert ~NOTHING == EVERYTHING
    assert not ~EVERYTHING
    assert PacketSet((Region(4),)) == EVERYTHING - PacketSet((Region(6),))
    assert NOTHING <= PacketSet((Region(4),)) <= EVERYTHING
    assert (witness(NOTHING), count_packets(NOTHING)) == (None, 0)


def test_merged() -> None:
    """Regions that differ in one field become one: two halves of the ports are all ports."""
    low, high = between(0, 1023, 16), between(1024, 65535, 16)
    halves = (Region(4, destination_port=low), Region(4, destination_port=high))
    assert merged(halves) == (Region(4),)


@settings(max_examples=20, deadline=None)
@given(PAIRS)
def test_forgetting(pair: tuple[PacketSet, PacketSet]) -> None:
    """Sets from before the memory of diagrams was lost compare with sets from after."""
    a, b = pair
    before = (a | b, a & b, a - b)
    for function in _memories():
        function()
    again = tuple(PacketSet.of(region for region in some.regions) for some in before)
    assert again == before
    assert (a | b, a & b, a - b) == before
    assert not before[0] - again[0]
    assert ~again[0] | before[0] == EVERYTHING


def _memories() -> list[Callable[[], None]]:
    """What empties each memory of the module of numbers."""
    return [function.cache_clear for function in vars(numbers).values() if hasattr(function, "cache_clear")]


ODD = tuple(0x55555555 << n & 0xFFFFFFFF ^ 0x10101 * n for n in range(16))
"""Wildcards with holes, unlike each other."""


def _tangled(number: int, first: int = 0) -> PacketSet:
    """Odd wildcards with overlapping ranges: each meets all others, and none covers another."""
    return PacketSet.of(
        Region(
            4,
            source=matching(0, ODD[n % 16], 32),
            destination=matching(0, ODD[(n * 7 + 3) % 16], 32),
            source_port=between(n * 64, n * 64 + 30_000, 16),
            destination_port=between(n * 32, n * 32 + 40_000, 16),
        )
        for n in range(first, first + number)
    )


@pytest.mark.parametrize("operation", [or_, and_, sub, PacketSet.meets])
def test_bound(monkeypatch: pytest.MonkeyPatch, operation: Callable[[PacketSet, PacketSet], object]) -> None:
    """Every operation on sets that are too tangled stops with a message that says what is too much."""
    a, b = _tangled(5), _tangled(5, 9)
    monkeypatch.setattr(packets, "MOST_STEPS", 20)
    with pytest.raises(ComplexityError, match="more than 20 steps"):
        operation(a, b)


def test_bound_of_comparing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for a comparison that cuts a region to pieces to see that all of them are covered."""
    a = _tangled(6)
    halves = PacketSet.of(region for part in (1, 2, 3) for region in _tangled(part).regions)
    monkeypatch.setattr(packets, "MOST_STEPS", 20)
    with pytest.raises(ComplexityError, match="more than 20 steps"):
        assert halves <= a


def test_bound_of_regions(monkeypatch: pytest.MonkeyPatch) -> None:
    """A set is not made of more regions than are allowed: the complement of odd wildcards cuts to pieces."""
    monkeypatch.setattr(packets, "MOST_REGIONS", 100)
    with pytest.raises(ComplexityError, match="more than 100 regions"):
        ~_tangled(9)


def test_bound_of_making(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does making one from many regions go on for ever."""
    monkeypatch.setattr(packets, "MOST_STEPS", 100)
    with pytest.raises(ComplexityError, match="more than 100 steps"):
        _tangled(12)


def test_all_of_a_field() -> None:
    """A field that is cut in two and put together again is no longer asked for."""
    tcp = of((6,), 8)
    (region,) = (
        PacketSet((Region(4, protocol=tcp),)) | (EVERYTHING - PacketSet((Region(4, protocol=tcp), Region(6))))
    ).regions
    assert region == Region(4)
    assert region.protocol is EVERY
