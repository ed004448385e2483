"""How a log is packed, and what can still be read of it when it is damaged."""

import bz2
import gzip
import lzma
import random
from collections.abc import Callable
from io import BytesIO

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.hunt.intake import inflate, magic
from netaudit.hunt.intake.magic import opened
from netaudit.hunt.intake.packed import PIECE

LINES = b"".join(b"%d GET /page/%d\n" % (number, number * 7919 % 10007) for number in range(6_000))

PACKED: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "gzip": gzip.compress,
    "zstd": zstandard.compress,
    "zstd-streamed": lambda data: b"".join(_streamed(data)),
    "bz2": bz2.compress,
    "xz": lzma.compress,
}


def _streamed(data: bytes) -> list[bytes]:
    """A frame that does not tell its size, with a checksum, in several blocks."""
    packer = zstandard.ZstdCompressor(write_checksum=True).compressobj()
    parts = [
        packer.compress(data[at : at + 20_000]) + packer.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
        for at in range(0, len(data), 20_000)
    ]
    return [*parts, packer.flush()]


def unpack(data: bytes) -> tuple[bytes, str]:
    """All that can be read, and what was wrong."""
    stream = opened(BytesIO(data)).stream
    view = memoryview(bytearray(100_000))
    text = bytearray()
    while size := stream.readinto(view):
        text += view[:size]
    return bytes(text), stream.damage


@pytest.mark.parametrize("packing", PACKED)
def test_a_log_is_the_same_however_it_is_packed(packing: str) -> None:
    """First bytes tell the packing; no name is asked."""
    assert unpack(PACKED[packing](LINES)) == (LINES, "")


@pytest.mark.parametrize("packing", PACKED)
def test_an_empty_log_is_empty(packing: str) -> None:
    """Also when it is packed."""
    assert unpack(PACKED[packing](b"")) == (b"", "")


@pytest.mark.parametrize("packing", sorted(set(PACKED) - {"plain"}))
def test_members_follow_each_other(packing: str) -> None:
    """Logs that were packed day by day and joined."""
    pack = PACKED[packing]
    assert unpack(pack(LINES) + pack(b"") + pack(b"more\n")) == (LINES + b"more\n", "")


def test_a_frame_of_something_else_is_passed_over() -> None:
    """Zstandard lets programs add frames of their own, of any size."""
    own = b"\x5a\x2a\x4d\x18" + (300_000).to_bytes(4, "little") + bytes(300_000)
    assert unpack(own + zstandard.compress(b"text\n") + own) == (b"text\n", "")


def test_zeros_behind_a_member_are_padding() -> None:
    """Tapes and some tools fill up with zeros."""
    assert unpack(gzip.compress(b"text\n") + bytes(1000)) == (b"text\n", "")


def test_other_bytes_behind_a_member_are_told() -> None:
    """They are not read, and nobody should believe that they were."""
    text, damage = unpack(gzip.compress(b"text\n") + b"something else")
    assert text == b"text\n"
    assert "no gzip" in damage


@pytest.mark.parametrize("packing", sorted(set(PACKED) - {"plain"}))
@given(part=st.floats(0.001, 0.999))
@settings(max_examples=25, deadline=None)
def test_a_log_cut_anywhere_is_read_up_to_the_cut(packing: str, part: float) -> None:
    """What comes is the beginning of the log, and it is told that it is cut."""
    packed = PACKED[packing](LINES)
    text, damage = unpack(packed[: max(8, int(len(packed) * part))])
    assert LINES.startswith(text)
    assert "truncated" in damage


def test_nothing_before_a_cut_is_lost() -> None:
    """Half of a gzip file gives all that zlib gives of it."""
    import zlib

    packed = gzip.compress(LINES)
    half = packed[: len(packed) // 2]
    text, _ = unpack(half)
    assert text == zlib.decompressobj(31).decompress(half)
    assert len(text) > len(LINES) // 3


@pytest.mark.parametrize("packing", sorted(set(PACKED) - {"plain"}))
@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_a_damaged_log_ends_with_words(packing: str, seed: int) -> None:
    """Whatever bytes are wrong: some text, perhaps a reason, never an exception."""
    chance = random.Random(seed)  # noqa: S311 - the same damage for the same seed
    packed = bytearray(PACKED[packing](LINES))
    for _ in range(chance.randrange(1, 10)):
        packed[chance.randrange(6, len(packed))] = chance.randrange(256)
    text, damage = unpack(bytes(packed))
    assert damage or text == LINES or packing == "zstd"  # which has no checksum unless it is asked for


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"BZh9", b"\xfd7zXZ\0"]),
)
def test_any_bytes_are_read(data: bytes, start: bytes) -> None:
    """Rubbish that looks packed ends with a reason at worst."""
    text, damage = unpack(start + data)
    assert damage or isinstance(text, bytes)


def test_damage_costs_no_more_than_a_piece() -> None:
    """Of what zlib reads before damage in the middle, all but the last piece comes."""
    packed = bytearray(gzip.compress(LINES))
    middle = len(packed) // 2
    packed[middle : middle + 200] = b"\xff" * 200
    text, damage = unpack(bytes(packed))
    good = gzip.compress(LINES)[:middle]
    import zlib

    assert len(text) >= len(zlib.decompressobj(31).decompress(good)) - PIECE
    assert "copy it again" in damage


def test_what_would_take_much_memory_is_refused() -> None:
    """A frame that refers back further than 32 MiB, and xz at its highest level."""
    wide = zstandard.ZstdCompressor(
        compression_params=zstandard.ZstdCompressionParameters(window_log=27, enable_ldm=True)
    ).compressobj()
    packed = wide.compress(LINES) + wide.flush()
    assert "memory" in unpack(packed)[1]
    assert "memory" in unpack(lzma.compress(LINES, preset=9))[1]


def test_a_byte_order_mark_is_no_text() -> None:
    """The first line of a log begins behind it, packed or not."""
    assert unpack(b"\xef\xbb\xbf#Fields: date\n") == (b"#Fields: date\n", "")
    assert unpack(gzip.compress(b"\xef\xbb\xbf#Fields: date\n")) == (b"#Fields: date\n", "")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_as_utf_8(encoding: str) -> None:
    """Shells of Windows write it when output is redirected to a file."""
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[encoding]
    text = "GET /caf\u00e9 \U0001f600\r\n" * 100_000
    assert unpack(mark + text.encode(encoding)) == (text.encode(), "")
    assert opened(BytesIO(mark + b"a\0")).notes == (f"{encoding}, read as UTF-8",)


def test_zlib_serves_where_isal_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no wheel of isal for everything; whole and cut files are read the same."""
    monkeypatch.setitem(__import__("sys").modules, "isal.igzip_lib", None)
    assert isinstance(inflate.begin(), inflate.Zlib)
    assert unpack(gzip.compress(LINES) * 2) == (LINES * 2, "")
    assert "truncated" in unpack(gzip.compress(LINES)[:-100])[1]


def test_a_bomb_is_unpacked_piece_by_piece() -> None:
    """A gigabyte of zeros in a megabyte comes no faster than it is asked for."""
    stream = opened(BytesIO(gzip.compress(bytes(50_000_000)))).stream
    assert stream.readinto(memoryview(bytearray(1000))) <= 1000
    assert magic.GZIP == b"\x1f\x8b"
