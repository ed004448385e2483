"""Texts that whatever matches a regular expression must hold.

After the method of RE2's prefilter (R. Cox, "Regular Expression Matching with a Trigram Index", 2012):
of each part of an expression either all texts are known, being few, or a choice, one of which it holds.
"""

import re
from collections.abc import Iterable
from functools import reduce
from itertools import repeat
from operator import or_
from typing import NamedTuple

from netaudit.hunt.sigma.regexes import REPEATS, Tree, parsed
from netaudit.hunt.sigma.selective import SHOWN, Choice, best, fewest

_MANY = 32
"""Texts that are multiplied out at most."""
_LONG = 64
"""Characters after which a text is long enough."""


class _Known(NamedTuple):
    """What is known of a part."""

    exact: Choice | None
    """All that it matches; None where that is too much."""
    holds: Choice | None = None
    """Otherwise: one of these is in whatever it matches."""


_ANYTHING = _Known(None)
_NOTHING = _Known(frozenset({""}))


def required(expression: str) -> Choice | None:
    """Lower-case texts, one of which is in every text in which the expression is found.

    Upper and lower case are alike; None where there are none or Python does not know the syntax.
    """
    try:
        tree = parsed(expression)
    except (re.error, OverflowError, RecursionError):
        return None
    choice = _choice(_chain(_part(*step) for step in tree))
    return None if choice is None else fewest(choice)


def _choice(known: _Known) -> Choice | None:
    """What to look for where a part must be."""
    return known.holds if known.exact is None else best([known.exact])


def _chain(steps: Iterable[_Known]) -> _Known:
    """Parts one behind the other."""
    holds, run, whole = None, frozenset({""}), True
    for step in steps:
        joined = _times(run, step.exact)
        if joined is not None:
            run = joined
            continue
        holds, whole = best([holds, run, step.holds]), False
        run = step.exact or frozenset({""})
    return _Known(run) if whole else _Known(None, best([holds, run]))


def _times(run: Choice, more: Choice | None) -> Choice | None:
    """Every text with every other behind it; None if that is too much."""
    if more is None or len(run) * len(more) > _MANY or max(map(len, run)) > _LONG:
        return None
    return frozenset(head + tail for head in run for tail in more)


def _part(operation: object, argument: Tree) -> _Known:  # noqa: PLR0911 - one case for each kind
    """One step of the parser's tree."""
    match str(operation).lower():
        case "literal":
            return _letters([argument])
        case "in":
            return _set(argument)
        case "branch":
            return _one_of([_chain(_part(*step) for step in tree) for tree in argument[1]])
        case "subpattern":
            return _chain(_part(*step) for step in argument[3])
        case "atomic_group":
            return _chain(_part(*step) for step in argument)
        case "at" | "assert" | "assert_not":
            return _NOTHING
        case name if name in REPEATS:
            return _repeated(*argument)
    return _ANYTHING


def _letters(codes: Iterable[int]) -> _Known:
    """One of some characters; nothing is said of those that no line shows as they are."""
    found = frozenset(chr(code).lower() for code in codes)
    return _Known(found) if all(letter in SHOWN for letter in found) else _ANYTHING


def _set(items: Tree) -> _Known:
    """A character class, if it is small."""
    codes: set[int] = set()
    for operation, argument in items:
        match str(operation).lower():
            case "literal":
                codes.add(argument)
            case "range" if argument[1] - argument[0] < _MANY:
                codes.update(range(argument[0], argument[1] + 1))
            case _:
                return _ANYTHING
    return _letters(codes) if len(codes) <= _MANY else _ANYTHING


def _one_of(parts: list[_Known]) -> _Known:
    """A choice of parts."""
    exact = [part.exact for part in parts if part.exact is not None]
    if len(exact) == len(parts) and sum(map(len, exact)) <= _MANY:
        return _Known(reduce(or_, exact, frozenset()))
    choices = [choice for choice in map(_choice, parts) if choice is not None]
    return _Known(None, reduce(or_, choices, frozenset())) if len(choices) == len(parts) else _ANYTHING


def _repeated(least: int, most: int, tree: Tree) -> _Known:
    """A part so and so often."""
    once = _chain(_part(*step) for step in tree)
    if (least, most) == (0, 1) and once.exact is not None:
        return _Known(once.exact | {""})
    rest = [] if least == most <= _LONG else [_ANYTHING]
    return _chain([*repeat(once, min(least, _LONG)), *rest])
