"""How a log is packed, told from its first bytes, whatever its name."""

from collections.abc import Callable
from typing import Final, NamedTuple

from netaudit.hunt.intake.packed import Packing, Unpacked, Unpacker
from netaudit.hunt.intake.stream import Begun, Plain, Raw, Stream, Wide, fill
from netaudit.hunt.intake.zstd import MAGIC, SKIPPABLE, Zstd

GZIP: Final = b"\x1f\x8b"
BOM: Final = b"\xef\xbb\xbf"
WIDE: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
"""Byte order marks of UTF-16, which some shells of Windows write."""
XZ_MEMORY: Final = 40 * 1024 * 1024
"""Bytes that unpacking xz may take; what was packed with ``xz -9`` takes 65 MiB."""
_HEAD: Final = 6
"""Bytes that tell all packings apart."""


class Opened(NamedTuple):
    """A log ready to be read."""

    stream: Stream
    whole: bool
    """It has to be read as a whole: it is packed, or recoded."""
    notes: tuple[str, ...] = ()


def opened(raw: Raw) -> Opened:
    """The text in raw bytes, without a byte order mark, as UTF-8 where it was UTF-16."""
    plain = Plain(raw)
    head = _head(plain, _HEAD)
    packing = _packing(head)
    begun = Begun(head, plain)
    return _recoded(Unpacked(begun, packing) if packing else begun, whole=packing is not None)


def _recoded(stream: Stream, *, whole: bool) -> Opened:
    """Text in an encoding whose bytes can be searched."""
    head = _head(stream, len(BOM))
    if wide := WIDE.get(head[:2]):
        return Opened(Wide(Begun(head[2:], stream), wide), True, (f"{wide}, read as UTF-8",))
    return Opened(Begun(head.removeprefix(BOM), stream), whole)


def _head(stream: Stream, size: int) -> bytes:
    """The first bytes."""
    head = bytearray(size)
    return bytes(head[: fill(stream, memoryview(head))])


def _packing(head: bytes) -> Packing | None:
    """How a file that begins like this is packed; None if it is not."""
    return next((known() for magic, known in _PACKINGS if head.startswith(magic)), None)


def _gzip() -> Packing:
    """Isal inflates twice as fast as zlib."""
    from netaudit.hunt.intake.inflate import begin, errors

    return Packing("gzip", (GZIP,), begin, errors())


def _zstd() -> Packing:
    """Zstandard."""
    from zstandard import ZstdError

    return Packing("zstd", (MAGIC, *SKIPPABLE), Zstd, (ZstdError,))


def _bz2() -> Packing:
    """Bzip2, by the standard library."""
    from bz2 import BZ2Decompressor

    return Packing("bzip2", (b"BZh",), BZ2Decompressor, (OSError, ValueError))


def _xz() -> Packing:
    """Xz, by the standard library."""
    from lzma import FORMAT_XZ, LZMADecompressor, LZMAError

    def begin() -> Unpacker:
        return LZMADecompressor(FORMAT_XZ, memlimit=XZ_MEMORY)

    return Packing("xz", (b"\xfd7zXZ\0",), begin, (LZMAError,))


_PACKINGS: Final[tuple[tuple[bytes | tuple[bytes, ...], Callable[[], Packing]], ...]] = (
    (GZIP, _gzip),
    ((MAGIC, *SKIPPABLE), _zstd),
    (b"BZh", _bz2),
    (b"\xfd7zXZ\0", _xz),
)
