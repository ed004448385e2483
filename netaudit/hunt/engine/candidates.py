"""What is searched for in logs of one format, and the search for it."""

from collections.abc import Iterable, Iterator, Sequence

from netaudit.hunt.engine.engine import Engine, Search, Spans
from netaudit.hunt.engine.signs import signs
from netaudit.hunt.engine.variants import variants
from netaudit.hunt.formats.format import Format
from netaudit.hunt.sigma.signature import Signatures


def candidates(engine: Engine, kinds: Sequence[Format], texts: Iterable[bytes]) -> Search:
    """The search for lines that hold one of some texts, or change the layout, in logs of some formats."""
    return search(
        engine, [*texts, *(text.lower() for kind in kinds for text in (*kind.marks, *kind.anchors))]
    )


def sought(signatures: Signatures, categories: frozenset[str]) -> tuple[bytes, ...]:
    """Texts, sorted, one of which is in every line that shows a signature of one of the categories.

    Taken from the table where there is one beside the signatures: working it out takes a quarter of a second.
    """
    known = signatures.searched.get(searched_for(categories))
    if known is not None:
        return tuple(text.encode("latin-1") for text in known)
    mine = [each for each in signatures.signatures if each.categories & categories]
    found = {variant for each in mine for literal in each.literals or () for variant in variants(literal)}
    return _needed([*found, *signs()]) if found else ()


def searched_for(categories: frozenset[str]) -> str:
    """The name of a set of categories in the table."""
    return " ".join(sorted(categories))


def search(engine: Engine, texts: Iterable[bytes]) -> Search:
    """One search for texts; the few beyond ASCII, which are slow, by another where such bytes are."""
    needed = sorted(set(texts))
    ascii_texts = tuple(text for text in needed if text.isascii())
    find_ascii = _compiled(engine, ascii_texts)
    if len(ascii_texts) == len(needed):
        return find_ascii
    find_others = _compiled(engine, tuple(text for text in needed if not text.isascii()))

    def find(buffer: bytearray, end: int) -> Iterable[tuple[int, int]]:
        found = find_ascii(buffer, end)
        others = () if buffer.isascii() else find_others(buffer, end)
        return sorted({*found, *others}) if others else found

    return find


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
