"""Whole lines in one buffer."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.hunt.intake.ahead import ahead
from netaudit.hunt.intake.blocks import BUFFERS, Block, _count, blocks, counter
from netaudit.hunt.intake.stream import Plain

TEXT = st.lists(st.sampled_from([b"a", b"bc", b"\n", b"\r\n", b"\0", b"\xc0", b"long enough"])).map(b"".join)


def read(data: bytes, size: int) -> list[tuple[bytes, bool]]:
    """What the buffer held, block by block, and whether it was cut."""
    return list(map(_text, blocks(Plain(BytesIO(data)), [bytearray(size)])))


@given(TEXT, st.integers(16, 64))
def test_blocks_of_short_lines_are_the_log(data: bytes, size: int) -> None:
    """Where no line is as long as the buffer, all blocks together are the log, cut at ends of lines."""
    if max(map(len, data.split(b"\n"))) >= size:
        return
    found = read(data, size)
    assert b"".join(text for text, _ in found) == data
    assert all(text.endswith(b"\n") for text, _ in found[:-1])
    assert not any(cut for _, cut in found)


@given(TEXT, st.integers(1, 12))
def test_every_line_is_there_once_whatever_the_buffer(data: bytes, size: int) -> None:
    """Lines come in order, each once: whole, or as their first bytes if they fill the buffer."""
    lines = [
        line.removesuffix(b"\n")
        for text, cut in read(data, size)
        for line in ([text] if cut else text.splitlines(keepends=True) if b"\r" not in text else _split(text))
    ]
    assert lines == [line[:size] for line in _plain(data)]


def _split(text: bytes) -> list[bytes]:
    """Lines with their ends; a carriage return ends none."""
    return [line + b"\n" for line in text.split(b"\n")[:-1]] + [text.rpartition(b"\n")[2]] * (
        not text.endswith(b"\n")
    )


def _plain(data: bytes) -> list[bytes]:
    """Lines of a log without their ends; what follows the last end is one if it is anything."""
    lines = data.split(b"\n")
    return lines if lines[-1] else lines[:-1]


def test_a_line_longer_than_the_buffer_is_cut() -> None:
    """Of a line of 25 bytes a buffer of 10 holds the first 10; the lines around it are whole."""
    assert read(b"ab\n" + b"x" * 25 + b"\ncd\nef", 10) == [
        (b"ab\n", False),
        (b"x" * 10, True),
        (b"cd\n", False),
        (b"ef", False),
    ]


@given(TEXT, st.integers(1, 20))
def test_a_block_stays_until_the_turn_of_its_buffer_comes(data: bytes, size: int) -> None:
    """Two more blocks are asked for before each is looked at; cut lines do no harm either."""
    buffers = [bytearray(size) for _ in range(BUFFERS)]
    held: deque[Block] = deque()
    found = []
    for block in blocks(Plain(BytesIO(data)), buffers):
        held.append(block)
        if len(held) == BUFFERS:
            found.append(_text(held.popleft()))
    assert found + list(map(_text, held)) == read(data, size)


@given(TEXT, st.integers(1, 20))
@settings(max_examples=50)
def test_blocks_made_ahead_are_the_same(data: bytes, size: int) -> None:
    """Whatever the thread is at meanwhile."""
    buffers = [bytearray(size) for _ in range(BUFFERS)]
    assert list(map(_text, ahead(blocks(Plain(BytesIO(data)), buffers)))) == read(data, size)


def test_who_stops_early_leaves_no_thread() -> None:
    """Also while more is being made."""
    before = threading.active_count()
    with closing(ahead(blocks(Plain(BytesIO(b"ab\n" * 100)), [bytearray(4)] * BUFFERS))) as parts:
        assert next(parts).end == 3
        assert threading.active_count() == before + 1
    assert threading.active_count() == before


def test_what_goes_wrong_in_the_thread_is_raised() -> None:
    """A log is never taken for shorter than it is."""

    def parts() -> Iterator[Block]:
        yield Block(bytearray(b"a\n"), 2)
        raise MemoryError

    found = ahead(parts())
    assert next(found).end == 2
    with pytest.raises(MemoryError):
        next(found)


def _text(block: Block) -> tuple[bytes, bool]:
    """What it holds, and whether it is cut."""
    return bytes(block.buffer[: block.end]), block.cut


@given(TEXT, st.integers(0, 50), st.integers(0, 50))
def test_line_ends_are_counted_in_a_part_of_the_buffer(data: bytes, start: int, end: int) -> None:
    """The fast count, the slow count and Python agree."""
    start, end = sorted((min(start, len(data)), min(end, len(data))))
    buffer = bytearray(data)
    assert counter()(buffer, start, end) == _count(buffer, start, end) == data[start:end].count(b"\n")


def test_a_disk_that_fails_ends_the_log() -> None:
    """What came before is read, and the trouble is told."""

    class Failing:
        """Gives one line, then fails."""

        given = False

        def readinto(self, view: memoryview, /) -> int:
            """One line, then trouble."""
            if self.given:
                raise OSError(5, "Input/output error")
            self.given = True
            view[:3] = b"ab\n"
            return 3

    stream = Plain(Failing())
    buffer = bytearray(10)
    assert [bytes(block.buffer[: block.end]) for block in blocks(stream, [buffer])] == [b"ab\n"]
    assert "Input/output error" in stream.damage


@pytest.mark.parametrize("size", [0, 3, 7, 100])
def test_a_slice_ends_where_it_should(size: int) -> None:
    """A stream of so many bytes gives no more, whatever follows."""
    data = b"ab\ncd\nef\n"
    view = memoryview(bytearray(100))
    stream = Plain(BytesIO(data), size)
    assert stream.readinto(view) == min(size, len(data))
