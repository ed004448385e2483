"""What a log is read from, whatever it is packed in."""

from codecs import getincrementaldecoder
from typing import Protocol

READ = 128 * 1024
"""Bytes asked of a file at once where its bytes are not its text."""


class Raw(Protocol):
    """Bytes as they lie on disk: a file opened without a buffer, or something that behaves like it."""

    def readinto(self, view: memoryview, /) -> int | None:
        """Fill the view from its start; how many bytes there were, 0 at the end."""


class Stream(Protocol):
    """Text of a log, unpacked."""

    @property
    def damage(self) -> str:
        """Why it ended before its end, and what to do; empty while all is well. Known once it gave 0."""

    def readinto(self, view: memoryview, /) -> int:
        """Fill the view from its start, not always whole; how many bytes, 0 at the end. Raises nothing."""


class Counted:
    """Raw bytes, counted as they are taken: what a progress bar goes by."""

    def __init__(self, raw: Raw) -> None:
        self._raw = raw
        self._size = 0
        self._told = 0

    def readinto(self, view: memoryview, /) -> int:
        """Bytes as they are."""
        size = self._raw.readinto(view) or 0
        self._size += size
        return size

    def taken(self) -> int:
        """How many since this was asked last, which need not be in the thread that reads."""
        size = self._size - self._told
        self._told += size
        return size


class Plain:
    """Text as it is: a log that is not packed, or a slice of one."""

    def __init__(self, raw: Raw, size: int | None = None) -> None:
        self.damage = ""
        self._raw = raw
        self._left = size

    def readinto(self, view: memoryview, /) -> int:
        """Bytes as they are, up to the end of the slice."""
        size = self._take(view if self._left is None else view[: self._left])
        if self._left is not None:
            self._left -= size
        return size

    def _take(self, view: memoryview) -> int:
        """Read; a disk that fails is the end of the log."""
        try:
            return (self._raw.readinto(view) or 0) if len(view) else 0
        except OSError as error:
            self.damage = f"can not be read further ({error.strerror}); what came before was read"
            return 0


class Begun:
    """A stream of which the first bytes were read already, from its start."""

    def __init__(self, head: bytes, rest: Stream) -> None:
        self._head = head
        self._rest = rest

    def readinto(self, view: memoryview, /) -> int:
        """First what was read, then the rest."""
        if not self._head:
            return self._rest.readinto(view)
        size = min(len(view), len(self._head))
        view[:size] = self._head[:size]
        self._head = self._head[size:]
        return size

    @property
    def damage(self) -> str:
        """Of the rest."""
        return self._rest.damage


class Wide:
    """UTF-16 as UTF-8, in which signatures can be found."""

    def __init__(self, stream: Stream, encoding: str) -> None:
        self._stream = stream
        self._decode = getincrementaldecoder(encoding)("replace").decode
        self._input = memoryview(bytearray(READ))
        self._text = b""

    def readinto(self, view: memoryview, /) -> int:
        """Recoded text."""
        while not self._text and (size := self._stream.readinto(self._input)):
            self._text = self._decode(bytes(self._input[:size])).encode(errors="replace")
        size = min(len(view), len(self._text))
        view[:size] = self._text[:size]
        self._text = self._text[size:]
        return size

    @property
    def damage(self) -> str:
        """Of what it was made from."""
        return self._stream.damage


def fill(stream: Stream, view: memoryview) -> int:
    """Fill a view as far as the stream goes; how many bytes."""
    filled = 0
    while filled < len(view) and (size := stream.readinto(view[filled:])):
        filled += size
    return filled
