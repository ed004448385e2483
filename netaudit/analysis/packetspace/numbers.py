"""Exact sets of unsigned integers, whatever their shape: prefixes, ranges, wildcards with holes.

A set is a reduced binary decision diagram over the bits of a number, the highest bit first:
``EMPTY``, ``EVERY`` (all numbers, however wide), or a branch on one bit. What a wildcard leaves
open is a bit that no branch asks for, so that holes cost nothing; a prefix of N bits has N
branches. Diagrams share their parts, and answers are remembered, as the same few addresses meet
again and again. Nothing depends on that memory: a set is empty or complete where it is
``EMPTY`` or ``EVERY``, and never otherwise.

Sources: R. Bryant, Graph-Based Algorithms for Boolean Function Manipulation (1986).
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import TypeAlias

from msgspec import Struct


class Branch(Struct, frozen=True, eq=False, gc=False):
    """The numbers of ``zero`` where a bit is 0, those of ``one`` where it is 1.

    ``bit`` counts from the lowest, 0. Both sides ask for lower bits only, and they differ.
    """

    bit: int
    zero: "Numbers"
    one: "Numbers"
    zeros: int
    """The bits that are 0 in every number of the set."""
    ones: int
    """The bits that are 1 in every number of the set."""
    cube: bool
    """Whether these bits say all: a prefix or a wildcard, with holes or without."""

    def __repr__(self) -> str:
        """Short: a diagram may have as many paths as the set has numbers."""
        first = islice(_ternaries(self, 0, (1 << self.bit + 1) - 1), 4)
        shown = [f"{base:#x}" if not wildcard else f"{base:#x}/{wildcard:#x}" for base, wildcard in first]
        return f"<{self.bit + 1} bits: {' '.join(shown[:3])}{' …' if shown[3:] else ''}>"


Numbers: TypeAlias = Branch | bool
"""A set of unsigned integers."""

EMPTY = False
EVERY = True

_REMEMBERED = 1 << 17
"""Branches kept, and answers of each operation."""

_LEAVES = 1 << 14
"""Wildcards and ranges kept: each holds a branch for each of its bits, about 3 kB for a host of IPv4."""


@lru_cache(maxsize=_REMEMBERED)
def _shared(bit: int, zero: Numbers, one: Numbers) -> Branch:
    """The one branch of this shape."""
    zeros, ones, cube = _decided(zero)
    more_zeros, more_ones, other = _decided(one)
    if zero is False:
        return Branch(bit, zero, one, more_zeros, more_ones | 1 << bit, other)
    if one is False:
        return Branch(bit, zero, one, zeros | 1 << bit, ones, cube)
    return Branch(bit, zero, one, zeros & more_zeros, ones & more_ones, False)


def _decided(numbers: Numbers) -> tuple[int, int, bool]:
    """The bits that are 0 and 1 throughout a set that is not empty, and whether they say all."""
    return (0, 0, True) if isinstance(numbers, bool) else (numbers.zeros, numbers.ones, numbers.cube)


def _branch(bit: int, zero: Numbers, one: Numbers) -> Numbers:
    """A branch, or what stands on both of its sides."""
    return zero if zero is one else _shared(bit, zero, one)


@lru_cache(maxsize=_LEAVES)
def matching(base: int, wildcard: int, width: int) -> Numbers:
    """The numbers that equal ``base`` in every bit that ``wildcard`` leaves 0."""
    found: Numbers = EVERY
    for bit in range(width):
        if not wildcard >> bit & 1:
            found = _shared(bit, EMPTY, found) if base >> bit & 1 else _shared(bit, found, EMPTY)
    return found


@lru_cache(maxsize=_LEAVES)
def between(first: int, last: int, width: int) -> Numbers:
    """The numbers from ``first`` to ``last``, both inclusive; none where first is greater."""
    return intersection(_upward(first, width), _downward(last, width)) if first <= last else EMPTY


def _upward(first: int, width: int) -> Numbers:
    """The numbers not less than one."""
    found: Numbers = EVERY
    for bit in range(width):
        found = _branch(bit, EMPTY, found) if first >> bit & 1 else _branch(bit, found, EVERY)
    return found


def _downward(last: int, width: int) -> Numbers:
    """The numbers not greater than one."""
    found: Numbers = EVERY
    for bit in range(width):
        found = _branch(bit, EVERY, found) if last >> bit & 1 else _branch(bit, found, EMPTY)
    return found


@lru_cache(maxsize=_REMEMBERED)
def union(a: Numbers, b: Numbers) -> Numbers:
    """What is in either."""
    if a is True or b is True:
        return True
    if a is b or b is False:
        return a
    if a is False:
        return b
    bit, (a0, a1), (b0, b1) = _split(a, b)
    return _branch(bit, union(a0, b0), union(a1, b1))


@lru_cache(maxsize=_REMEMBERED)
def intersection(a: Numbers, b: Numbers) -> Numbers:
    """What is in both."""
    if a is False or b is False:
        return False
    if a is b or b is True:
        return a
    if a is True:
        return b
    if a.ones & b.zeros or a.zeros & b.ones:
        return False
    bit, (a0, a1), (b0, b1) = _split(a, b)
    return _branch(bit, intersection(a0, b0), intersection(a1, b1))


@lru_cache(maxsize=_REMEMBERED)
def difference(a: Numbers, b: Numbers) -> Numbers:
    """What is in the first and not in the second."""
    if a is False or b is True or a is b:
        return False
    if b is False:
        return a
    if a is True:
        return complement(b)
    if a.ones & b.zeros or a.zeros & b.ones:
        return a
    bit, (a0, a1), (b0, b1) = _split(a, b)
    return _branch(bit, difference(a0, b0), difference(a1, b1))


@lru_cache(maxsize=_REMEMBERED)
def complement(a: Numbers) -> Numbers:
    """What is not in it."""
    if isinstance(a, bool):
        return not a
    return _branch(a.bit, complement(a.zero), complement(a.one))


@lru_cache(maxsize=_REMEMBERED)
def disjoint(a: Numbers, b: Numbers) -> bool:
    """Whether nothing is in both."""
    if a is False or b is False:
        return True
    if a is b or a is True or b is True:
        return False
    if a.ones & b.zeros or a.zeros & b.ones:
        return True
    if a.cube and b.cube:
        return False
    _bit, (a0, a1), (b0, b1) = _split(a, b)
    return disjoint(a0, b0) and disjoint(a1, b1)


@lru_cache(maxsize=_REMEMBERED)
def covers(a: Numbers, b: Numbers) -> bool:
    """Whether all of the second is in the first."""
    if b is False or a is True or a is b:
        return True
    if a is False or b is True or a.ones & ~b.ones or a.zeros & ~b.zeros:
        return False
    if a.cube:
        return True
    _bit, (a0, a1), (b0, b1) = _split(a, b)
    return covers(a0, b0) and covers(a1, b1)


def _split(a: Branch, b: Branch) -> tuple[int, tuple[Numbers, Numbers], tuple[Numbers, Numbers]]:
    """The highest bit that either asks for, and both sides of both."""
    if a.bit == b.bit:
        return a.bit, (a.zero, a.one), (b.zero, b.one)
    if a.bit > b.bit:
        return a.bit, (a.zero, a.one), (b, b)
    return b.bit, (a, a), (b.zero, b.one)


def contains(numbers: Numbers, value: int) -> bool:
    """Whether a number is in the set."""
    if isinstance(numbers, bool):
        return numbers
    if value & numbers.zeros or ~value & numbers.ones:
        return False
    while not isinstance(numbers, bool):
        numbers = numbers.one if value >> numbers.bit & 1 else numbers.zero
    return numbers


def least(numbers: Numbers) -> int:
    """The smallest number of a set that is not empty; bits that it leaves open are 0.

    Raises:
        ValueError: the set is empty.
    """
    if numbers is False:
        raise ValueError("an empty set has no number")
    value = 0
    while not isinstance(numbers, bool):
        value |= 0 if numbers.zero is not False else 1 << numbers.bit
        numbers = numbers.one if numbers.zero is False else numbers.zero
    return value


def greatest(numbers: Numbers, width: int) -> int:
    """The greatest number of a set that is not empty; bits that it leaves open are 1.

    Raises:
        ValueError: the set is empty.
    """
    if numbers is False:
        raise ValueError("an empty set has no number")
    value = (1 << width) - 1
    while not isinstance(numbers, bool):
        value ^= 0 if numbers.one is not False else 1 << numbers.bit
        numbers = numbers.zero if numbers.one is False else numbers.one
    return value


@lru_cache(maxsize=_REMEMBERED)
def count(numbers: Numbers, width: int) -> int:
    """How many numbers of ``width`` bits are in the set."""
    if isinstance(numbers, bool):
        return numbers << width
    inside = count(numbers.zero, numbers.bit) + count(numbers.one, numbers.bit)
    return inside << (width - numbers.bit - 1)


def ternaries(numbers: Numbers, width: int) -> Iterator[tuple[int, int]]:
    """The set as disjoint bases and wildcards, in ascending order of their bases' decisive bits."""
    return _ternaries(numbers, 0, (1 << width) - 1)


def _ternaries(numbers: Numbers, base: int, wildcard: int) -> Iterator[tuple[int, int]]:
    if isinstance(numbers, bool):
        if numbers:
            yield base, wildcard
        return
    bit = 1 << numbers.bit
    yield from _ternaries(numbers.zero, base, wildcard & ~bit)
    yield from _ternaries(numbers.one, base | bit, wildcard & ~bit)


def intervals(numbers: Numbers, width: int) -> Iterator[tuple[int, int]]:
    """The set as ascending ranges, both ends inclusive, that do not touch.

    A wildcard with holes may have as many as it has numbers: take no more than you need.
    """
    start: int | None = None
    last = -1
    for first, end in _pieces(numbers, width, 0):
        if start is None or first != last + 1:
            if start is not None:
                yield start, last
            start = first
        last = end
    if start is not None:
        yield start, last


def _pieces(numbers: Numbers, width: int, base: int) -> Iterator[tuple[int, int]]:
    """Ascending ranges that may touch."""
    if numbers is False:
        return
    if numbers is True:
        yield base, base + (1 << width) - 1
        return
    side = width - 1
    same = numbers.bit != side
    yield from _pieces(numbers if same else numbers.zero, side, base)
    yield from _pieces(numbers if same else numbers.one, side, base + (1 << side))


def of(values: tuple[int, ...], width: int) -> Numbers:
    """Exactly these numbers."""
    found: Numbers = EMPTY
    for value in values:
        found = union(found, matching(value, 0, width))
    return found
