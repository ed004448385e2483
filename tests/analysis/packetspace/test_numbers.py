"""Sets of numbers, against Python's own sets of every number of a small width."""

from collections.abc import Callable, Iterable
from functools import lru_cache, reduce
from itertools import pairwise
from operator import and_, or_, sub

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.analysis.packetspace import diagrams
from netaudit.analysis.packetspace import numbers as module
from netaudit.analysis.packetspace.numbers import (
    EMPTY,
    EVERY,
    Numbers,
    between,
    complement,
    contains,
    count,
    covers,
    difference,
    disjoint,
    intersection,
    intervals,
    least,
    matching,
    of,
    ternaries,
    union,
)

WIDTH = 6
UNIVERSE = frozenset(range(1 << WIDTH))
VALUES = st.integers(0, (1 << WIDTH) - 1)

Set = frozenset[int]
Pair = tuple[Numbers, Set]

CACHED = (
    "between",
    "union",
    "intersection",
    "difference",
    "complement",
    "_disjoint",
    "_covers",
    "count",
)

OPERATIONS: tuple[tuple[str, Callable[[Set, Set], Set]], ...] = (
    ("union", or_),
    ("intersection", and_),
    ("difference", sub),
)
"""By name: a test may put other functions in their place."""


def match(base: int, wildcard: int) -> Pair:
    """A wildcard match both ways."""
    fixed = ~wildcard
    return matching(base, wildcard, WIDTH), frozenset(n for n in UNIVERSE if n & fixed == base & fixed)


def span(first: int, last: int) -> Pair:
    """A range both ways."""
    return between(first, last, WIDTH), frozenset(range(first, last + 1))


def combined(operation: int, a: Pair, b: Pair) -> Pair:
    """Two sets put together both ways."""
    name, theirs = OPERATIONS[operation]
    return getattr(module, name)(a[0], b[0]), theirs(a[1], b[1])


LEAVES = st.one_of(
    st.builds(match, VALUES, VALUES),
    st.builds(span, VALUES, VALUES),
    st.sampled_from([(EMPTY, frozenset[int]()), (EVERY, UNIVERSE)]),
)
PAIRS = st.recursive(LEAVES, lambda inner: st.builds(combined, st.integers(0, 2), inner, inner), max_leaves=5)


def members(numbers: Numbers) -> Set:
    """What the set says of every number."""
    return frozenset(n for n in UNIVERSE if contains(numbers, n))


@settings(max_examples=200, deadline=None)
@given(PAIRS, PAIRS)
def test_operations(a: Pair, b: Pair) -> None:
    """Every operation and every question answers as it does for Python's sets."""
    (ours, theirs), (our_other, their_other) = a, b
    assert members(ours) == theirs
    assert members(union(ours, our_other)) == theirs | their_other
    assert members(intersection(ours, our_other)) == theirs & their_other
    assert members(difference(ours, our_other)) == theirs - their_other
    assert members(complement(ours)) == UNIVERSE - theirs
    assert disjoint(ours, our_other) == theirs.isdisjoint(their_other)
    assert covers(ours, our_other) == (theirs >= their_other)


@settings(max_examples=200, deadline=None)
@given(PAIRS)
def test_shape(pair: Pair) -> None:
    """Count, least number, ranges and wildcards are those of the numbers in the set."""
    ours, theirs = pair
    assert count(ours, WIDTH) == len(theirs)
    if theirs:
        assert least(ours) == min(theirs)
    spans = list(intervals(ours, WIDTH))
    assert [n for first, last in spans for n in range(first, last + 1)] == sorted(theirs)
    assert all(last + 1 < first for (_, last), (first, _) in pairwise(spans))
    found = [match(base, wildcard)[1] for base, wildcard in ternaries(ours, WIDTH)]
    assert sum(map(len, found)) == len(theirs)
    assert frozenset[int]().union(*found) == theirs


@settings(max_examples=200, deadline=None)
@given(PAIRS)
def test_decided_bits(pair: Pair) -> None:
    """What a branch says of its bits is what all of its numbers have in common."""
    ours, theirs = pair
    if not isinstance(ours, bool):
        assert ours.ones == reduce(and_, theirs)
        assert ours.zeros == reduce(and_, (~n for n in theirs)) & (1 << WIDTH) - 1
        assert ours.cube == (len(theirs) == 1 << WIDTH - (ours.ones | ours.zeros).bit_count())
    else:
        assert theirs == (UNIVERSE if ours else frozenset())


@settings(max_examples=120, deadline=None)
@given(PAIRS, PAIRS, PAIRS)
def test_laws(a: Pair, b: Pair, c: Pair) -> None:
    """The algebra of sets holds."""
    x, y, z = a[0], b[0], c[0]
    assert same(complement(complement(x)), x)
    assert same(complement(union(x, y)), intersection(complement(x), complement(y)))
    assert same(intersection(x, union(y, z)), union(intersection(x, y), intersection(x, z)))
    assert same(union(difference(x, y), intersection(x, y)), x)
    assert same(difference(x, y), intersection(x, complement(y)))
    assert same(union(x, y), union(y, x))
    assert disjoint(x, y) == (intersection(x, y) is EMPTY)
    assert covers(x, y) == (difference(y, x) is EMPTY)


def same(a: Numbers, b: Numbers) -> bool:
    """Whether two sets have the same numbers; their diagrams may be two where one was forgotten."""
    return covers(a, b) and covers(b, a)


@settings(max_examples=100, deadline=None)
@given(st.sets(VALUES, max_size=12))
def test_of(values: set[int]) -> None:
    """A set of listed numbers has these and no others."""
    assert members(of(tuple(values), WIDTH)) == values


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([16, 32, 128]), st.data())
def test_width(width: int, data: st.DataObject) -> None:
    """Ranges and wildcards are as exact at the ends of wide numbers as in between."""
    value = st.one_of(st.integers(0, (1 << width) - 1), st.sampled_from([0, (1 << width) - 1]))
    first, last = sorted((data.draw(value), data.draw(value)))
    found = between(first, last, width)
    assert list(intervals(found, width)) == [(first, last)]
    assert count(found, width) == last - first + 1
    assert [contains(found, n) for n in (first, last)] == [True, True]
    assert not (first and contains(found, first - 1))
    assert not (last + 1 < 1 << width and contains(found, last + 1))
    wildcard = data.draw(value)
    assert list(ternaries(matching(first, wildcard, width), width)) == [(first & ~wildcard, wildcard)]


def test_any_width() -> None:
    """The set of all numbers has as many as the width asks for, and a set of none has no least."""
    assert [count(EVERY, width) for width in (1, 6, 128)] == [2, 64, 2**128]
    assert count(EMPTY, 32) == 0
    assert between(5, 4, 8) is EMPTY
    with pytest.raises(ValueError, match="empty set"):
        least(EMPTY)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        (matching(0x0A000000, 0xFF, 32), "<32 bits: 0xa000000/0xff>"),
        (of((1, 2, 4), 8), "<8 bits: 0x1 0x2 0x4>"),
        (of((1, 2, 4, 7, 19), 8), "<8 bits: 0x1 0x2 0x4 …>"),
    ],
)
def test_repr(numbers: Numbers, text: str) -> None:
    """A set shows its first wildcards, not its whole diagram."""
    assert repr(numbers) == text


def _expression(steps: Iterable[tuple[int, int, int]]) -> tuple[Numbers, Set]:
    """A set built in some steps."""
    found: Pair = (EMPTY, frozenset())
    for operation, a, b in steps:
        leaf = match(a, b) if a & 1 else span(a, b)
        found = combined(operation, found, leaf) if operation else combined(0, leaf, found)
    return found


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 3),
    st.lists(st.tuples(st.integers(0, 2), VALUES, VALUES), max_size=6),
    st.lists(st.tuples(st.integers(0, 2), VALUES, VALUES), max_size=6),
)
def test_forgetting(size: int, first: list[tuple[int, int, int]], second: list[tuple[int, int, int]]) -> None:
    """With memories of almost nothing every answer is the same, also for sets of before."""
    before, theirs_before = _expression(first)
    with pytest.MonkeyPatch.context() as patch:
        for name in CACHED:
            patch.setattr(module, name, lru_cache(maxsize=size)(getattr(module, name).__wrapped__))
        patch.setattr(diagrams, "_shared", lru_cache(maxsize=size)(diagrams._shared.__wrapped__))  # noqa: SLF001
        patch.setattr(diagrams, "cube", lru_cache(maxsize=size)(diagrams.cube.__wrapped__))
        patch.setattr(module, "cube", diagrams.cube)
        later, theirs_later = _expression(second)
        again, _ = _expression(first)
        assert module.covers(before, again)
        assert module.covers(again, before)
        assert members(module.union(before, later)) == theirs_before | theirs_later
        assert members(module.intersection(before, later)) == theirs_before & theirs_later
        assert members(module.difference(later, before)) == theirs_later - theirs_before
        assert module.difference(before, again) is EMPTY
        assert module.union(before, module.complement(again)) is EVERY
        assert module.disjoint(before, later) == theirs_before.isdisjoint(theirs_later)
        assert module.count(later, WIDTH) == len(theirs_later)
