"""Gzip: inflated by isal where there is one, else by zlib in the same manner."""

import zlib
from typing import Final, cast

from netaudit.hunt.intake.packed import Unpacker

_GZIP_WINDOW: Final = 16 + zlib.MAX_WBITS


class Zlib:
    """One member, by the standard library."""

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(_GZIP_WINDOW)

    @property
    def eof(self) -> bool:
        """Whether its end was reached."""
        return self._inflate.eof

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes without more packed bytes."""
        return not self._inflate.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """What follows its end."""
        return self._inflate.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Text, at most so much."""
        return self._inflate.decompress(self._inflate.unconsumed_tail + data, max_length)


def begin() -> Unpacker:
    """What inflates one member."""
    try:
        from isal.igzip_lib import DECOMP_GZIP, IgzipDecompressor
    except ImportError:
        return Zlib()
    return IgzipDecompressor(flag=DECOMP_GZIP)


def errors() -> tuple[type[Exception], ...]:
    """What inflating raises on damage."""
    try:
        from isal.igzip_lib import IsalError
    except ImportError:
        return (zlib.error,)
    return (zlib.error, cast("type[Exception]", IsalError))
