"""Ways to damage a log, from a seeded ``random.Random``."""

from collections.abc import Callable
from random import Random

TOKENS = (
    *(bytes([code]) for code in b'"\\ \t-[]%\0\xff,{}:\r\n\x85\x1c'),
    *(b"\r\n", b"\x0b\x0c", b"9" * 400, b"1e999", b"NaN", b"null", b"+9999", b"[" * 2000, b'{"a":' * 500),
    *(b"#Fields:", b"#Fields: c-ip\n", b"#Date: 0000-00-00\n", b"9999-12-31", b"24:00:00"),
    *(b"\xc0\xaf", b"&#x0;", b"\\u0000", b"\xef\xbb\xbf", b"\x1f\x8b\x08", b"(\xb5/\xfd", b"=cmd|"),
    *(b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"%ASA-4-106023: "),
)


def _flip(chance: Random, data: bytearray) -> None:
    data[chance.randrange(len(data))] = chance.randrange(256)


def _insert(chance: Random, data: bytearray) -> None:
    at = chance.randrange(len(data))
    data[at:at] = chance.choice(TOKENS)


def _overwrite(chance: Random, data: bytearray) -> None:
    at, token = chance.randrange(len(data)), chance.choice(TOKENS)
    data[at : at + len(token)] = token


def _cut_out(chance: Random, data: bytearray) -> None:
    first, last = sorted(chance.randrange(len(data)) for _ in range(2))
    del data[first : min(last, first + chance.choice((1, 10, 300, 10_000)))]


def _repeat(chance: Random, data: bytearray) -> None:
    at = chance.randrange(len(data))
    data[at:at] = data[at : at + chance.choice((1, 20, 500, 5000))]


def _noise(chance: Random, data: bytearray) -> None:
    at = chance.randrange(len(data))
    data[at:at] = chance.randbytes(chance.choice((1, 30, 3000)))


def _move(chance: Random, data: bytearray) -> None:
    first, last = sorted(chance.randrange(len(data)) for _ in range(2))
    part = data[first:last]
    del data[first:last]
    at = chance.randrange(len(data) + 1)
    data[at:at] = part


def _end(chance: Random, data: bytearray) -> None:
    del data[chance.randrange(1, len(data)) :]


DAMAGES: tuple[Callable[[Random, bytearray], None], ...] = (
    _flip, _insert, _overwrite, _cut_out, _repeat, _noise, _move, _end,
)  # fmt: skip


def damaged(chance: Random, whole: bytes) -> bytes:
    """The bytes with one to thirty damages."""
    data = bytearray(whole)
    for _ in range(chance.choice((1, 2, 3, 8, 30))):
        chance.choice(DAMAGES)(chance, data)
        if len(data) < 2:
            data += whole[:100]
    return bytes(data)
