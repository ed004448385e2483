"""Unpacking ahead of the search, in a thread: the libraries for both let other threads run meanwhile."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Final

from netaudit.hunt.intake.stream import Stream, Taken, fill

SIZE: Final = 512 * 1024
"""Bytes of text unpacked at once: as much as is searched at once."""


class Ahead:
    """A stream of which the next piece is unpacked while this one is searched."""

    def __init__(
        self, stream: Stream, taken: Taken, advance: Callable[[int], None], thread: ThreadPoolExecutor
    ) -> None:
        self._stream = stream
        self._taken = taken
        self._advance = advance
        self._thread = thread
        self._text = memoryview(b"")
        self._used = memoryview(bytearray(SIZE))
        self._next: Future[tuple[memoryview, int, int]] | None = None
        self._ended = False

    @property
    def damage(self) -> str:
        """Of what is unpacked, once all of it was given."""
        return self._stream.damage if self._ended else ""

    def readinto(self, view: memoryview, /) -> int:
        """Text that is there already, or is waited for."""
        if not self._text and not self._ended:
            self._turn()
        size = min(len(view), len(self._text))
        view[:size] = self._text[:size]
        self._text = self._text[size:]
        return size

    def _turn(self) -> None:
        """Take the piece that was unpacked, and have the next one unpacked where the last one was.

        How many bytes on disk it took is told here, not in the thread: who hears it knows of one only.
        """
        coming = self._next or self._thread.submit(self._unpacked, memoryview(bytearray(SIZE)))
        buffer, size, taken = coming.result()
        self._advance(taken)
        self._text, self._ended = buffer[:size], not size
        if size:
            self._next = self._thread.submit(self._unpacked, self._used)
            self._used = buffer

    def _unpacked(self, buffer: memoryview) -> tuple[memoryview, int, int]:
        """Fill a buffer; how far, and how many bytes on disk that took."""
        return buffer, fill(self._stream, buffer), self._taken()


@contextmanager
def ahead(stream: Stream, taken: Taken, advance: Callable[[int], None]) -> Iterator[Ahead]:
    """Unpack a stream ahead of who reads it; ``advance`` is told of bytes taken from disk."""
    with ThreadPoolExecutor(1) as thread:
        yield Ahead(stream, taken, advance, thread)
