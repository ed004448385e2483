"""Whole lines of a log, in one buffer that is used again and again."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from netaudit.hunt.intake.stream import Stream, fill

SIZE: Final = 512 * 1024
"""Bytes of the buffer: it stays in the cache of a core, which is half of the speed."""

Count = Callable[[bytearray, int, int], int]


class Block(NamedTuple):
    """What the buffer holds from its start."""

    end: int
    r"""Bytes; just behind a ``\n``, except at the end of a log and in a line that is cut."""
    cut: bool = False
    """This is the head of one line that is longer than the buffer; its rest is passed over."""


def blocks(stream: Stream, buffer: bytearray) -> Iterator[Block]:
    r"""Fill the buffer with the next whole lines; it is the caller's until the next block is asked for.

    Lines end with ``\n`` (``\r\n`` too, the ``\r`` is left on them). The last one may end without.
    """
    view = memoryview(buffer)
    tail = 0
    while size := fill(stream, view[tail:]):
        filled = tail + size
        end = buffer.rfind(b"\n", 0, filled) + 1
        if not end and filled == len(buffer):
            yield Block(filled, cut=True)
            tail = _pass_over(stream, view)
            continue
        if end:
            yield Block(end)
        tail = filled - end
        view[:tail] = view[end:filled]
    if tail:
        yield Block(tail)


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
