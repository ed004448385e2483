"""Whole lines of a log, in buffers that are used again and again."""

from collections.abc import Callable, Generator, Sequence
from itertools import cycle
from typing import Final, NamedTuple

from netaudit.hunt.intake.stream import Stream, fill

SIZE: Final = 512 * 1024
"""Bytes of a buffer: it stays in the cache of a core, which is half of the speed."""
BUFFERS: Final = 8
"""Where blocks are made ahead of the search: now one side is faster, now the other, and waiting is dear."""

Count = Callable[[bytearray, int, int], int]


class Block(NamedTuple):
    """What a buffer holds from its start."""

    buffer: bytearray
    end: int
    r"""Bytes; just behind a ``\n``, except at the end of a log and in a line that is cut."""
    cut: bool = False
    """This is the head of one line that is longer than the buffer; its rest is passed over."""


def blocks(stream: Stream, buffers: Sequence[bytearray]) -> Generator[Block]:
    r"""Fill buffers, in turn, with the next whole lines; each is the caller's until its turn comes again.

    They are of one size. Lines end with ``\n`` (``\r\n`` too, the ``\r`` is left on them). The last one
    may end without.
    """
    turns = cycle(buffers)
    buffer, tail = next(turns), 0
    while size := fill(stream, memoryview(buffer)[tail:]):
        filled = tail + size
        end = buffer.rfind(b"\n", 0, filled) + 1
        then = next(turns)
        if not end and filled == len(buffer):
            yield Block(buffer, filled, cut=True)
            tail = _pass_over(stream, memoryview(then))
        else:
            if end:
                yield Block(buffer, end)
            tail = filled - end
            memoryview(then)[:tail] = memoryview(buffer)[end:filled]
        buffer = then
    if tail:
        yield Block(buffer, tail)


def _pass_over(stream: Stream, view: memoryview) -> int:
    """Read on to the end of a line; how many bytes behind it are in the buffer now."""
    while size := stream.readinto(view):
        end = bytes(view[:size]).find(b"\n") + 1
        if end:
            view[: size - end] = view[end:size]
            return size - end
    return 0


def counter() -> Count:
    r"""What counts the ``\n`` in a part of a buffer, as fast as this machine can."""
    try:
        from stringzilla import count  # type: ignore[import-not-found] # publishes no types
    except ImportError:
        return _count
    return lambda buffer, start, end: int(count(memoryview(buffer)[start:end], b"\n"))


def _count(buffer: bytearray, start: int, end: int) -> int:
    """Eight times slower."""
    return buffer.count(b"\n", start, end)
