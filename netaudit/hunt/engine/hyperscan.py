"""Hyperscan: all literals at once, at the speed of memory."""

from collections.abc import Callable
from typing import Any

from netaudit.hunt.engine.engine import Engine, Search, Spans

ENOUGH = 16
"""Matches within one line before the search goes on behind it: a line full of them must not be slow."""

_ESCAPED = tuple(rb"\x%02x" % byte for byte in range(256))


def engine() -> Engine | None:
    """Hyperscan, where there is a wheel of it and the processor can run it."""
    try:
        import hyperscan  # noqa: F401 - whether it is there
    except ImportError:
        return None
    return Engine("hyperscan", compile_literals)


def compile_literals(literals: tuple[bytes, ...]) -> Search:
    """One database of all literals."""
    import hyperscan

    database = hyperscan.Database()
    database.compile(
        expressions=list(map(_escaped, literals)),
        ids=list(range(len(literals))),
        elements=len(literals),
        flags=[hyperscan.HS_FLAG_CASELESS] * len(literals),
    )
    scan, stopped = database.scan, hyperscan.ScanTerminated

    def search(buffer: bytearray, end: int) -> Spans:
        view: Any = memoryview(buffer)  # its types know of text only
        spans: Spans = []
        at = 0
        while at < end:
            try:
                scan(view[at:end], match_event_handler=_lines(buffer, at, end, spans))
            except stopped:
                at = spans[-1][1] + 1
            else:
                break
        return spans

    return search


def _escaped(literal: bytes) -> bytes:
    """A literal as an expression; what the library takes as a literal ends at its first zero byte."""
    return b"".join(map(_ESCAPED.__getitem__, literal))


def _lines(
    buffer: bytearray, base: int, end: int, spans: Spans
) -> Callable[[int, int, int, int, object], bool]:
    """What is told of matches, in the order of their ends, and keeps the lines that they are in."""
    find, rfind, add = buffer.find, buffer.rfind, spans.append
    behind, seen = base, 0

    def on(_id: int, _start: int, stop: int, _flags: int, _context: object) -> bool:
        nonlocal behind, seen
        stop += base
        if stop <= behind:
            seen += 1
            return seen > ENOUGH
        start = rfind(b"\n", behind, stop) + 1 or behind
        close = find(b"\n", stop, end)
        behind = (end if close < 0 else close) + 1
        seen = 0
        add((start, behind - 1))
        return False

    return on
