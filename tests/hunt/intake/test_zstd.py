"""A frame of zstd is unpacked to its last byte."""

import zstandard

from netaudit.hunt.intake.zstd import Zstd


def unpacked(data: bytes, piece: int) -> bytes:
    """The text of one frame, asked for in pieces of at most so many bytes."""
    frame = Zstd()
    text = bytearray(frame.decompress(data, piece))
    while not frame.eof:
        text += frame.decompress(b"", piece)
    return bytes(text)


def test_the_last_block_is_given_in_pieces() -> None:
    """The frame has not ended while text of its last block waits to be asked for."""
    text = bytes(range(256)) * 400
    assert unpacked(zstandard.compress(text), 1000) == text
