"""Sigma strings with wildcards as functions of a text."""

import re
from collections.abc import Callable
from functools import partial, reduce

from netaudit.hunt.sigma.pieces import WILDCARDS, plain
from netaudit.hunt.sigma.signature import Pieces

Says = Callable[[str], bool]
Shape = str | Says
"""A word that is anywhere in a text, or what else says so of one."""


def shape(pieces: Pieces, *, cased: bool) -> Shape:
    """What says whether a text looks so."""
    pieces = _merged(pieces)
    words = tuple(piece for piece in pieces if piece not in WILDCARDS)
    if "?" in pieces or len(words) != 1 or not words[0].isascii():
        return _pattern(pieces, cased=cased)
    word = plain(words[0]) if cased else plain(words[0]).lower()
    match pieces[0] == "*", pieces[-1] == "*":
        case True, True:
            return word
        case True, False:
            return lambda text: text.endswith(word)
        case False, True:
            return lambda text: text.startswith(word)
    return word.__eq__


def _merged(pieces: Pieces) -> Pieces:
    """Asterisks in a row as one."""
    return tuple(
        piece for piece, before in zip(pieces, ("", *pieces), strict=False) if (piece, before) != ("*", "*")
    )


def _pattern(pieces: Pieces, *, cased: bool) -> Says:
    """Any shape: its runs one behind the other, so that the time is linear in the text."""
    *runs, last = _runs(_merged(pieces))
    first = [_run(run, cased=cased) for run in runs]
    return partial(_in_order, tuple(first), _run(last, cased=cased, end=r"\Z"))


def _runs(pieces: Pieces) -> list[Pieces]:
    """What stands between asterisks."""
    return reduce(
        lambda runs, piece: [*runs, ()] if piece == "*" else [*runs[:-1], (*runs[-1], piece)],
        pieces,
        [()],
    )


def _run(pieces: Pieces, *, cased: bool, end: str = "") -> re.Pattern[str]:
    """Text and question marks."""
    source = "".join("." if piece == "?" else _literal(plain(piece), cased=cased) for piece in pieces)
    return re.compile(source + end, re.DOTALL | (re.NOFLAG if cased else re.IGNORECASE | re.ASCII))


def _literal(text: str, *, cased: bool) -> str:
    """Text; beyond ASCII each letter in both its cases, as UTF-8."""
    if cased or text.isascii():
        return re.escape(text)
    letters = text.encode("latin-1").decode(errors="replace")
    return "".join(f"(?:{'|'.join(sorted({_bytes(c.lower()), _bytes(c.upper())}))})" for c in letters)


def _bytes(letter: str) -> str:
    """A letter as a log has it, escaped."""
    return re.escape(letter.encode().decode("latin-1"))


def _in_order(runs: tuple[re.Pattern[str], ...], last: re.Pattern[str], text: str) -> bool:
    """The first run begins the text, the last ends it, the others are found between: greedy is right."""
    if not runs:
        return last.match(text) is not None
    at = runs[0].match(text)
    for run in runs[1:]:
        at = at and run.search(text, at.end())
    return at is not None and last.search(text, at.end()) is not None
