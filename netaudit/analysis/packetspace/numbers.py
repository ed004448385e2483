"""Exact sets of unsigned integers, whatever their shape: prefixes, ranges, wildcards with holes.

A set is a reduced binary decision diagram over the bits of a number, the highest bit first:
``EMPTY``, ``EVERY`` (all numbers, however wide), or a branch on one bit. What a wildcard leaves
open is a bit that no branch asks for, so that holes cost nothing. A prefix or wildcard is told by
the bits that it decides, and has its branches made only where something cuts it. Diagrams share
their parts, and answers are remembered, as the same few addresses meet again and again. Nothing
depends on that memory: a set is empty or complete where it is ``EMPTY`` or ``EVERY``, and never
otherwise.

Sources: R. Bryant, Graph-Based Algorithms for Boolean Function Manipulation (1986).
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from netaudit.analysis.packetspace.diagrams import Branch, Cube, Diagram, branch, cube, paths, split

Numbers: TypeAlias = Diagram
"""A set of unsigned integers."""

EMPTY = False
EVERY = True

_REMEMBERED = 1 << 12
"""Answers of each operation: enough for one list at a time. More took memory and saved no time."""

_LEAVES = 1 << 12
"""Ranges kept: each holds a branch for each of its bits."""


def matching(base: int, wildcard: int, width: int) -> Numbers:
    """The numbers that equal ``base`` in every bit that ``wildcard`` leaves 0."""
    decided = (1 << width) - 1 & ~wildcard
    return cube(decided & ~base, decided & base)


@lru_cache(maxsize=_LEAVES)
def between(first: int, last: int, width: int) -> Numbers:
    """The numbers from ``first`` to ``last``, both inclusive; none where first is greater."""
    if first > last:
        return EMPTY
    same = (first ^ last).bit_length()
    if not same:
        return matching(first, 0, width)
    inside = branch(same - 1, _upward(first, same - 1), _downward(last, same - 1))
    return intersection(matching(first, (1 << same) - 1, width), inside)


def _upward(first: int, width: int) -> Numbers:
    """The numbers not less than one."""
    found: Numbers = EVERY
    for bit in range(width):
        found = branch(bit, EMPTY, found) if first >> bit & 1 else branch(bit, found, EVERY)
    return found


def _downward(last: int, width: int) -> Numbers:
    """The numbers not greater than one."""
    found: Numbers = EVERY
    for bit in range(width):
        found = branch(bit, EVERY, found) if last >> bit & 1 else branch(bit, found, EMPTY)
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
    bit, (a0, a1), (b0, b1) = split(a, b)
    return branch(bit, union(a0, b0), union(a1, b1))


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
    if a.cube and b.cube:
        return cube(a.zeros | b.zeros, a.ones | b.ones)
    bit, (a0, a1), (b0, b1) = split(a, b)
    return branch(bit, intersection(a0, b0), intersection(a1, b1))


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
    if b.cube and not (b.ones & ~a.ones or b.zeros & ~a.zeros):
        return False
    bit, (a0, a1), (b0, b1) = split(a, b)
    return branch(bit, difference(a0, b0), difference(a1, b1))


@lru_cache(maxsize=_REMEMBERED)
def complement(a: Numbers) -> Numbers:
    """What is not in it."""
    if isinstance(a, bool):
        return not a
    return branch(a.bit, complement(a.zero), complement(a.one))


def disjoint(a: Numbers, b: Numbers) -> bool:
    """Whether nothing is in both."""
    if a is False or b is False:
        return True
    if a is True or b is True:
        return False
    if a.ones & b.zeros or a.zeros & b.ones:
        return True
    return False if a.cube and b.cube else _disjoint(a, b)


@lru_cache(maxsize=_REMEMBERED)
def _disjoint(a: Branch | Cube, b: Branch | Cube) -> bool:
    """The same of two sets whose bits do not tell."""
    if a is b:
        return False
    _bit, (a0, a1), (b0, b1) = split(a, b)
    return disjoint(a0, b0) and disjoint(a1, b1)


def covers(a: Numbers, b: Numbers) -> bool:
    """Whether all of the second is in the first."""
    if a is b or a is True or b is False:
        return True
    if a is False or b is True or a.ones & ~b.ones or a.zeros & ~b.zeros:
        return False
    return True if a.cube else _covers(a, b)


@lru_cache(maxsize=_REMEMBERED)
def _covers(a: Branch | Cube, b: Branch | Cube) -> bool:
    """The same of two sets whose bits do not tell."""
    _bit, (a0, a1), (b0, b1) = split(a, b)
    return covers(a0, b0) and covers(a1, b1)


def contains(numbers: Numbers, value: int) -> bool:
    """Whether a number is in the set."""
    if isinstance(numbers, bool):
        return numbers
    if value & numbers.zeros or ~value & numbers.ones:
        return False
    if numbers.cube:
        return True
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
    if isinstance(numbers, Cube):
        return numbers.ones
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
    if isinstance(numbers, Cube):
        return value & ~numbers.zeros
    while not isinstance(numbers, bool):
        value ^= 0 if numbers.one is not False else 1 << numbers.bit
        numbers = numbers.zero if numbers.one is False else numbers.one
    return value


@lru_cache(maxsize=_REMEMBERED)
def count(numbers: Numbers, width: int) -> int:
    """How many numbers of ``width`` bits are in the set."""
    if isinstance(numbers, bool):
        return numbers << width
    if isinstance(numbers, Cube):
        return 1 << width - (numbers.zeros | numbers.ones).bit_count()
    inside = count(numbers.zero, numbers.bit) + count(numbers.one, numbers.bit)
    return inside << (width - numbers.bit - 1)


def ternaries(numbers: Numbers, width: int) -> Iterator[tuple[int, int]]:
    """The set as disjoint bases and wildcards, in ascending order of their bases' decisive bits."""
    return paths(numbers, 0, (1 << width) - 1)


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
