"""What else could look through a log, each in a process of its own.

``python -m bench.hunt_peers NAME LITERALS LOG…`` does it once and prints one ``Pass`` as JSON. Importing the
library and compiling the literals is not timed, reading the logs is.
"""

import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Protocol, cast

from msgspec import Struct, json

from bench.engines import peak_bytes

BUFFER = 512 * 1024
"""Bytes read at a time: fits the second cache."""

Scan = Callable[[Path], int]
"""Looks through one log; returns how much it found."""


class Pass(Struct, frozen=True, kw_only=True):
    """One look of one tool."""

    seconds: float
    size: int
    """Bytes of text; of packed logs those that come out."""
    found: int
    """Lines or matches, as the tool counts."""
    peak_bytes: int


def chunks(path: Path) -> Iterator[memoryview]:
    """The bytes of a log, in one buffer that is used again."""
    buffer = bytearray(BUFFER)
    view = memoryview(buffer)
    with path.open("rb", buffering=0) as file:
        while count := file.readinto(buffer):
            yield view[:count]


def bare_hyperscan(literals: Sequence[bytes]) -> Scan:
    """Nothing but the library: literals in chunks, no lines, no records."""
    import hyperscan

    database = hyperscan.Database()
    database.compile(
        expressions=list(literals),
        ids=list(range(len(literals))),
        elements=len(literals),
        flags=[hyperscan.HS_FLAG_CASELESS] * len(literals),
        literal=True,
    )

    def scan(path: Path) -> int:
        found: list[int] = []

        def on_match(number: int, _start: int, _end: int, _flags: int, _context: object) -> None:
            found.append(number)

        search = cast("Callable[..., None]", database.scan)
        for chunk in chunks(path):
            search(chunk, match_event_handler=on_match)
        return len(found)

    return scan


def only_read(_: Sequence[bytes]) -> Scan:
    """The floor."""
    return lambda path: sum(map(len, chunks(path)))


def only_inflate(_: Sequence[bytes]) -> Scan:
    """isal, no hunt."""
    from isal.igzip import IGzipFile

    return lambda path: _drain(cast("Callable[..., Unpacked]", IGzipFile)(str(path), "rb"))


def only_unpack_zstd(_: Sequence[bytes]) -> Scan:
    """zstandard, no hunt."""
    import zstandard

    return lambda path: _drain(zstandard.open(path, "rb"))


class Unpacked(Protocol):
    """A packed file, opened."""

    def readinto(self, buffer: bytearray, /) -> int:
        """Fill the buffer; 0 at the end."""

    def close(self) -> None:
        """Done with it."""


def _drain(file: Unpacked) -> int:
    """Bytes that come out, all into the same buffer."""
    buffer = bytearray(BUFFER)
    size = 0
    with closing(file):
        while count := file.readinto(buffer):
            size += count
    return size


def python_re(literals: Sequence[bytes]) -> Scan:
    """What a script would do: one alternation, line by line."""
    pattern = re.compile(b"|".join(map(re.escape, literals)), re.IGNORECASE)

    def scan(path: Path) -> int:
        with path.open("rb") as file:
            return sum(pattern.search(line) is not None for line in file)

    return scan


PEERS = {
    "hyperscan": bare_hyperscan,
    "hyperscan-ascii": bare_hyperscan,
    "read": only_read,
    "isal": only_inflate,
    "zstandard": only_unpack_zstd,
    "re": python_re,
}
PACKED = frozenset({"isal", "zstandard"})


def look(name: str, literals: Sequence[bytes], paths: Sequence[Path]) -> Pass:
    """Let a peer look at logs, once."""
    scan = PEERS[name](literals)
    begin = time.perf_counter()
    found = sum(map(scan, paths))
    seconds = time.perf_counter() - begin
    size = found if name in PACKED else sum(path.stat().st_size for path in paths)
    return Pass(seconds=seconds, size=size, found=found, peak_bytes=peak_bytes())


if __name__ == "__main__":
    words = Path(sys.argv[2]).read_bytes().splitlines()
    sys.stdout.buffer.write(json.encode(look(sys.argv[1], words, list(map(Path, sys.argv[3:])))))
