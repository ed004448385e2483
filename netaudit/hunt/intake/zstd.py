"""Zstandard, unpacked block by block.

A block is at most 128 KiB of text (RFC 8878, 3.1.1.2), so that memory stays bounded whatever a
hostile file claims, all blocks before the damage are read, and a frame without its end is noticed.
"""

from collections.abc import Callable
from typing import Final

MAGIC: Final = b"\x28\xb5\x2f\xfd"
SKIPPABLE: Final = tuple(bytes((low, 0x2A, 0x4D, 0x18)) for low in range(0x50, 0x60))
"""Frames of something else, to be passed over (RFC 8878, 3.1.2)."""
WINDOW: Final = 32 * 1024 * 1024
"""Bytes; a frame that refers further back is refused, to keep within memory."""
_RLE: Final = 1
_DICTIONARY_BYTES: Final = (0, 1, 2, 4)
_SIZE_BYTES: Final = (0, 2, 4, 8)
_BLOCK_HEADER: Final = 3
_CHECKSUM: Final = 4


class Zstd:
    """One frame."""

    def __init__(self) -> None:
        from zstandard import ZstdDecompressor

        self._frame = ZstdDecompressor(max_window_size=WINDOW).decompressobj()
        self._packed = bytearray()
        self._text = b""
        self._step: Callable[[], None] = self._descriptor
        self._needed = len(MAGIC) + 1
        """Bytes that the step takes."""
        self._passed_over = 0
        self._checksum = False
        self._ended = False

    @property
    def eof(self) -> bool:
        """Whether all of its text was given."""
        return self._ended and not self._text

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes without more packed bytes."""
        return not self._text and not self._ended and len(self._packed) < self._needed

    @property
    def unused_data(self) -> bytes:
        """What follows its end."""
        return bytes(self._packed)

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Text of the next block, at most so much."""
        self._packed += data
        while not self._text and not self._ended and len(self._packed) >= self._needed:
            self._step()
        text, self._text = self._text[:max_length], self._text[max_length:]
        return text

    def _descriptor(self) -> None:
        """See how long the header is (3.1.1.1.1)."""
        if self._packed.startswith(SKIPPABLE):
            self._then(self._skippable, len(MAGIC) + 4)
            return
        flags = self._packed[len(MAGIC)]
        single = flags >> 5 & 1
        self._checksum = bool(flags >> 2 & 1)
        length = _DICTIONARY_BYTES[flags & 3] + (_SIZE_BYTES[flags >> 6] or single) + (1 - single)
        self._then(self._header, len(MAGIC) + 1 + length)

    def _header(self) -> None:
        """Tell the library what frame it is."""
        self._feed()
        self._then(self._block, _BLOCK_HEADER)

    def _block(self) -> None:
        """See how long the block is (3.1.1.2)."""
        header = int.from_bytes(self._packed[:_BLOCK_HEADER], "little")
        size = 1 if header >> 1 & 3 == _RLE else header >> 3
        last = header & 1
        end = self._last if last else self._content
        self._then(end, _BLOCK_HEADER + size + (_CHECKSUM if last and self._checksum else 0))

    def _content(self) -> None:
        """Unpack a block that others follow."""
        self._feed()
        self._then(self._block, _BLOCK_HEADER)

    def _last(self) -> None:
        """Unpack the last block."""
        self._feed()
        self._ended = True

    def _skippable(self) -> None:
        """See how long the frame of something else is."""
        self._passed_over = int.from_bytes(self._packed[len(MAGIC) : self._needed], "little")
        del self._packed[: self._needed]
        self._then(self._skip, min(1, self._passed_over))

    def _skip(self) -> None:
        """Pass over as much of it as is there."""
        size = min(len(self._packed), self._passed_over)
        del self._packed[:size]
        self._passed_over -= size
        self._ended = not self._passed_over

    def _then(self, step: Callable[[], None], needed: int) -> None:
        """What is done once so many bytes are there."""
        self._step = step
        self._needed = needed

    def _feed(self) -> None:
        """Unpack what was seen to be one part of the frame."""
        self._text = self._frame.decompress(bytes(self._packed[: self._needed]))
        del self._packed[: self._needed]
