"""Aho-Corasick by ahocorasick_rs, of which there are wheels for nearly everything."""

from netaudit.hunt.engine.engine import Engine, Search, Spans

PIECE = 64 * 1024
"""Bytes searched at once, about: all matches in them are listed."""


def engine() -> Engine | None:
    """Aho-Corasick, where there is a wheel of it."""
    try:
        import ahocorasick_rs  # noqa: F401 - whether it is there
    except ImportError:
        return None
    return Engine("aho-corasick", compile_literals)


def compile_literals(literals: tuple[bytes, ...]) -> Search:
    """One automaton; it knows no case, so that a copy in lower case is searched."""
    from ahocorasick_rs import BytesAhoCorasick, Implementation

    automaton = BytesAhoCorasick([literal.lower() for literal in literals], implementation=Implementation.DFA)
    find = automaton.find_matches_as_indexes

    def search(buffer: bytearray, end: int) -> Spans:
        spans: Spans = []
        at = 0
        while at < end:
            close = buffer.find(b"\n", min(at + PIECE, end), end)
            stop = end if close < 0 else close + 1
            piece = bytes(memoryview(buffer)[at:stop]).lower()
            _add(spans, piece, at, [start for _, start, _ in find(piece)])
            at = stop
        return spans

    return search


def _add(spans: Spans, piece: bytes, base: int, matches: list[int]) -> None:
    """Keep the lines around places in a piece of the buffer, in order, each once."""
    behind = -1
    for at in matches:
        if at < behind:
            continue
        start = piece.rfind(b"\n", 0, at) + 1
        close = piece.find(b"\n", at)
        behind = (len(piece) if close < 0 else close) + 1
        spans.append((base + start, base + behind - 1))
