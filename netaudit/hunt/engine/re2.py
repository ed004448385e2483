"""Google RE2: one alternation of all literals, matched by a DFA."""

from netaudit.hunt.engine.engine import Engine, Search, Spans

MEMORY = 16 * 1024 * 1024
"""Bytes for the states of the automaton."""
_ASCII = 0x7F


def engine() -> Engine | None:
    """RE2, where there is a wheel of it."""
    try:
        import re2  # noqa: F401 - whether it is there
    except ImportError:
        return None
    return Engine("re2", compile_literals)


def compile_literals(literals: tuple[bytes, ...]) -> Search:
    """One expression; each match is followed by a search behind its line."""
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.encoding = re2.Options.Encoding.LATIN1
    options.log_errors = False
    options.max_mem = MEMORY
    options.never_capture = True
    find = re2.compile(b"|".join(map(_escaped, literals)), options).search

    def search(buffer: bytearray, end: int) -> Spans:
        spans: Spans = []
        at = 0
        while at < end and (match := find(buffer, at, end)):
            at = _add(spans, buffer, match.start(), end)
        return spans

    return search


def _add(spans: Spans, buffer: bytearray, at: int, end: int) -> int:
    """Keep the line around a place; gives where the next one begins."""
    start = buffer.rfind(b"\n", 0, at) + 1
    close = buffer.find(b"\n", at, end)
    spans.append((start, end if close < 0 else close))
    return spans[-1][1] + 1


def _escaped(literal: bytes) -> bytes:
    """A literal as an expression; case is that of ASCII, bytes beyond it have none."""
    return b"".join(rb"(?-i:\x%02x)" % byte if byte > _ASCII else rb"\x%02x" % byte for byte in literal)
