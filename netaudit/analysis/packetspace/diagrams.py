"""Decision diagrams over the bits of a number: what sets of numbers are made of.

There is one object for each prefix or wildcard and for each branch, as far as memory goes.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import ClassVar, TypeAlias

from msgspec import Struct


class Cube(Struct, frozen=True, eq=False, gc=False):
    """A prefix or a wildcard, with holes or without: all numbers with certain bits."""

    bit: int
    """The highest bit that it decides, counted from 0."""
    zeros: int
    """The bits that are 0 in every number of the set."""
    ones: int
    """The bits that are 1 in every number of the set."""

    cube: ClassVar[bool] = True

    @property
    def zero(self) -> "Diagram":
        """The numbers whose bit is 0, without that bit."""
        return False if self.ones >> self.bit else cube(self.zeros ^ 1 << self.bit, self.ones)

    @property
    def one(self) -> "Diagram":
        """The numbers whose bit is 1, without that bit."""
        return cube(self.zeros, self.ones ^ 1 << self.bit) if self.ones >> self.bit else False

    def __repr__(self) -> str:
        """As the diagram that it is."""
        return _shown(self)


class Branch(Struct, frozen=True, eq=False, gc=False):
    """The numbers of ``zero`` where a bit is 0, those of ``one`` where it is 1; no prefix or wildcard.

    ``bit`` counts from the lowest, 0. Both sides ask for lower bits only, and they differ.
    """

    bit: int
    zero: "Diagram"
    one: "Diagram"
    zeros: int
    """The bits that are 0 in every number of the set."""
    ones: int
    """The bits that are 1 in every number of the set."""

    cube: ClassVar[bool] = False

    def __repr__(self) -> str:
        """Short: a diagram may have as many paths as the set has numbers."""
        return _shown(self)


Diagram: TypeAlias = Branch | Cube | bool
"""A set of unsigned integers: none where it is False, all where it is True."""

_REMEMBERED = 1 << 14
"""Prefixes, wildcards and branches kept."""


def _shown(numbers: Branch | Cube) -> str:
    first = islice(paths(numbers, 0, (1 << numbers.bit + 1) - 1), 4)
    shown = [f"{base:#x}" if not wildcard else f"{base:#x}/{wildcard:#x}" for base, wildcard in first]
    return f"<{numbers.bit + 1} bits: {' '.join(shown[:3])}{' …' if shown[3:] else ''}>"


@lru_cache(maxsize=_REMEMBERED)
def cube(zeros: int, ones: int) -> Diagram:
    """The one set of the numbers with these bits."""
    decided = zeros | ones
    return Cube(decided.bit_length() - 1, zeros, ones) if decided else True


@lru_cache(maxsize=_REMEMBERED)
def _shared(bit: int, zero: Diagram, one: Diagram) -> Branch:
    """The one branch of this shape."""
    zeros, ones, _full = _decided(zero)
    more_zeros, more_ones, _full = _decided(one)
    if zero is False:
        return Branch(bit, zero, one, more_zeros, more_ones | 1 << bit)
    if one is False:
        return Branch(bit, zero, one, zeros | 1 << bit, ones)
    return Branch(bit, zero, one, zeros & more_zeros, ones & more_ones)


def _decided(numbers: Diagram) -> tuple[int, int, bool]:
    """The bits that are 0 and 1 throughout a set that is not empty, and whether they say all."""
    return (0, 0, True) if isinstance(numbers, bool) else (numbers.zeros, numbers.ones, numbers.cube)


def branch(bit: int, zero: Diagram, one: Diagram) -> Diagram:
    """A branch, or what stands on both of its sides."""
    if zero is one:
        return zero
    if zero is False or one is False:
        zeros, ones, full = _decided(one if zero is False else zero)
        if full:
            return cube(zeros, ones | 1 << bit) if zero is False else cube(zeros | 1 << bit, ones)
    return _shared(bit, zero, one)


def split(a: Branch | Cube, b: Branch | Cube) -> tuple[int, tuple[Diagram, Diagram], tuple[Diagram, Diagram]]:
    """The highest bit that either asks for, and both sides of both."""
    if a.bit == b.bit:
        return a.bit, (a.zero, a.one), (b.zero, b.one)
    if a.bit > b.bit:
        return a.bit, (a.zero, a.one), (b, b)
    return b.bit, (a, a), (b.zero, b.one)


def paths(numbers: Diagram, base: int, wildcard: int) -> Iterator[tuple[int, int]]:
    """The numbers of a diagram below a base as disjoint bases and wildcards."""
    if isinstance(numbers, bool):
        if numbers:
            yield base, wildcard
        return
    bit = 1 << numbers.bit
    yield from paths(numbers.zero, base, wildcard & ~bit)
    yield from paths(numbers.one, base | bit, wildcard & ~bit)
