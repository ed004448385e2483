"""What is searched for in logs of one format, and the search for it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from netaudit.hunt.engine.engine import Engine, Search, Spans
from netaudit.hunt.engine.signs import signs
from netaudit.hunt.engine.variants import variants
from netaudit.hunt.formats.format import Format
from netaudit.hunt.sigma.signature import Signature


def candidates(engine: Engine, kinds: Sequence[Format], signatures: Sequence[Signature]) -> Search:
    """The search for lines that could concern a signature, or change the layout, in logs of some formats."""
    literals = {literal for signature in signatures for literal in signature.literals or ()}
    own = [text.lower() for kind in kinds for text in (*kind.marks, *kind.anchors)]
    return search(engine, [*_sought(literals), *own])


def _sought(literals: Iterable[str]) -> list[bytes]:
    """Variants of literals, and signs of encoding if there are any."""
    found = [variant for literal in literals for variant in variants(literal)]
    return [*found, *signs()] if found else []


def search(engine: Engine, literals: Iterable[bytes]) -> Search:
    """One search for literals; those beyond ASCII, which are slow, only where there are such bytes."""
    needed = _needed(literals)
    plain = tuple(literal for literal in needed if literal.isascii())
    find_plain = _compiled(engine, plain)
    find_all = cache(lambda: _compiled(engine, needed))

    def find(buffer: bytearray, end: int) -> Iterable[tuple[int, int]]:
        return (find_plain if buffer.isascii() else find_all())(buffer, end)

    return find if plain != needed else find_plain


def _compiled(engine: Engine, literals: tuple[bytes, ...]) -> Search:
    """A search, also for nothing."""
    return engine.compile(literals) if literals else _none


def _needed(literals: Iterable[bytes]) -> tuple[bytes, ...]:
    """Sorted, without literals that hold another one: the lines are the same."""
    kept: dict[int, set[bytes]] = {}
    for literal in sorted(set(literals), key=len):
        if all(known.isdisjoint(_parts(literal, size)) for size, known in kept.items()):
            kept.setdefault(len(literal), set()).add(literal)
    return tuple(sorted(each for known in kept.values() for each in known))


def _parts(literal: bytes, size: int) -> Iterator[bytes]:
    """All parts of that size."""
    return (literal[start : start + size] for start in range(len(literal) - size + 1))


def every(buffer: bytearray, end: int) -> Iterator[tuple[int, int]]:
    """Each line is a candidate."""
    at = 0
    while at < end:
        close = buffer.find(b"\n", at, end)
        stop = end if close < 0 else close
        yield at, stop
        at = stop + 1


def _none(buffer: bytearray, end: int) -> Spans:  # noqa: ARG001 - as every search
    """No line is a candidate."""
    return []
