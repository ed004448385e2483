"""Regular expressions of rules: google-re2 where it can, Python's within bounds otherwise."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any as Anything
from typing import TypeAlias

from netaudit.hunt.sigma.signature import Pattern
from netaudit.hunt.sigma.unusable import UnusableError

Tree: TypeAlias = Anything
"""What Python's parser of expressions makes, or a part of it; it publishes no types."""
Found = Callable[[str], bool]
"""Whether it is found in a text of a log."""

LONGEST = 1_024
"""Characters of a text that Python's engine looks at: its time grows with a power of them."""
_ENDLESS = 16
"""A repeat of more than this counts as unbounded."""
_MOST_ENDLESS = 3
"""Unbounded repeats that an expression for Python's engine may have: each is one more power."""

_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}
REPEATS = ("max_repeat", "min_repeat", "possessive_repeat")
"""What the parser calls them; the argument is least, most, what."""


def compiled(pattern: Pattern) -> Found:
    """What looks for the expression in a text of a log, latin-1, a character for each byte.

    Raises:
        UnusableError: neither engine takes it, or Python's could take forever.
    """
    expression = pattern.expression.encode(errors="replace")
    return _linear(expression, pattern.flags) or _backtracking(expression, pattern.flags)


def _linear(expression: bytes, flags: str) -> Found | None:
    """By google-re2: time is linear in the text."""
    try:
        import re2
    except ImportError:
        return None
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.log_errors = False
    try:
        search = re2.compile(_flagged(expression, flags), options).search
    except re2.error:
        return None
    return partial(_found, search)


def _flagged(expression: bytes, flags: str) -> bytes:
    """The flags inside the expression: that is how RE2 takes them."""
    return b"(?%s)%s" % (flags.encode(), expression) if flags else expression


def _backtracking(expression: bytes, flags: str) -> Found:
    """By Python's engine, if nothing in it invites trying exponentially many ways."""
    wanted = re.RegexFlag(0)
    for flag in flags:
        wanted |= _FLAGS[flag]
    try:
        search = re.compile(expression.decode("latin-1"), wanted | re.ASCII).search
        endless = _endless(parsed(expression.decode("latin-1"), wanted))
    except (re.error, OverflowError, RecursionError) as error:
        raise UnusableError(f"the regular expression is not valid: {error}") from error
    if endless > _MOST_ENDLESS:
        raise UnusableError("RE2 does not take the regular expression, and other engines could take forever")
    return partial(_found_early, search)


def parsed(expression: str, flags: int = 0) -> Tree:
    """The tree of an expression, by Python's own parser; ``re.error`` if it is none."""
    from re import _parser  # type: ignore[attr-defined]  # what sre_parse is since Python 3.11

    return _parser.parse(expression, flags)


def _endless(tree: Tree, *, repeated: bool = False) -> int:
    """Unbounded repeats; one more than may be where such a repeat holds another or a choice."""
    count = 0
    for operation, argument in tree:
        name = str(operation).lower()
        if name in REPEATS:
            endless = argument[1] > _ENDLESS
            count += (_MOST_ENDLESS + 1 if repeated else 1) if endless else 0
            count += _endless(argument[2], repeated=repeated or endless)
        elif name == "branch" and repeated:
            return _MOST_ENDLESS + 1
        else:
            count += sum(_endless(part, repeated=repeated) for part in parts(name, argument))
    return count


def parts(name: str, argument: Tree) -> list[Tree]:
    """The trees directly inside an operation of the parser, repeats apart."""
    if name == "subpattern":
        return [argument[3]]
    if name == "branch":
        return list(argument[1])
    if name in {"assert", "assert_not"}:
        return [argument[1]]
    if name == "atomic_group":
        return [argument]
    if name == "groupref_exists":
        return [part for part in argument[1:] if part is not None]
    return []


def _found(search: Callable[[bytes], object], text: str) -> bool:
    """Anywhere in the text."""
    return search(text.encode("latin-1", "replace")) is not None


def _found_early(search: Callable[[str], object], text: str) -> bool:
    """Within its first characters."""
    return search(text[:LONGEST]) is not None
