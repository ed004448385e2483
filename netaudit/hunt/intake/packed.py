"""Packed logs: whatever can be unpacked before the damage is, whatever the damage."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from netaudit.hunt.intake.stream import READ, Stream

PIECE = 128 * 1024
"""Text unpacked at once: so much is lost where damage shows in the middle of it."""


class Unpacker(Protocol):
    """One member of a packed file, as the decompressors of ``bz2``, ``lzma`` and isal behave."""

    @property
    def eof(self) -> bool:
        """Whether its end was reached."""

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes without more packed bytes."""

    @property
    def unused_data(self) -> bytes:
        """What follows its end."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Text, at most so much."""


class Packing(NamedTuple):
    """One way to pack files."""

    name: str
    magic: tuple[bytes, ...]
    """First bytes of every member."""
    begin: Callable[[], Unpacker]
    errors: tuple[type[Exception], ...]
    """What the unpacker raises on damage."""


class Unpacked:
    """Text of a packed log of any number of members."""

    def __init__(self, packed: Stream, packing: Packing) -> None:
        self.damage = ""
        self._packed = packed
        self._packing = packing
        self._unpacker = packing.begin()
        self._input = memoryview(bytearray(READ))
        self._ended = False

    def readinto(self, view: memoryview, /) -> int:
        """Unpack up to the size of the view; 0 at the end, or at the damage."""
        while not self._ended:
            text = self._step(min(len(view), PIECE))
            if text:
                view[: len(text)] = text
                return len(text)
        return 0

    def _step(self, size: int) -> bytes:
        """Unpack a piece; nothing if there is more to read first, or if this is the end."""
        if self._unpacker.eof:
            return self._next(self._unpacker.unused_data, size)
        packed = self._more() if self._unpacker.needs_input else b""
        if not packed and self._unpacker.needs_input:
            return self._end(self._packed.damage or "it ends in the middle (truncated); copy it again")
        return self._unpack(packed, size)

    def _unpack(self, packed: bytes, size: int) -> bytes:
        """Unpack a piece of the member at hand."""
        try:
            return self._unpacker.decompress(packed, size)
        except self._packing.errors as error:
            return self._end(f"{self._packing.name} {_remedy(str(error))}")

    def _next(self, rest: bytes, size: int) -> bytes:
        """Begin the member after this one; padding with zeros is passed over."""
        rest = rest.lstrip(b"\0")
        while len(rest) < max(map(len, self._packing.magic)) and (more := self._more()):
            rest = (rest + more).lstrip(b"\0")
        if not rest:
            return self._end(self._packed.damage)
        if not rest.startswith(self._packing.magic):
            return self._end(f"bytes behind its end are no {self._packing.name} and were not read")
        self._unpacker = self._packing.begin()
        return self._unpack(rest, size)

    def _more(self) -> bytes:
        """More packed bytes; none at the end of the file."""
        return bytes(self._input[: self._packed.readinto(self._input)])

    def _end(self, damage: str) -> bytes:
        """There is no more."""
        self.damage = damage
        self._ended = True
        return b""


def _remedy(trouble: str) -> str:
    """What a library said, and what to do."""
    if "memory" in trouble.lower():
        return "data that takes too much memory to unpack; unpack it with its own program first"
    return f"data is damaged ({trouble}); copy it again"
