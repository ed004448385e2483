"""Everything that the hunt is measured with, written in a process of its own so that the bench stays small.

``python -m bench.hunt_make FOLDER WHAT MEGABYTES SEED`` writes one log, or a few small ones, and prints the
truth about them as JSON.
"""

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, json

from bench.hunt_crowds import write_denies, write_dense
from bench.hunt_events import write_events
from bench.hunt_lines import APACHE, ZEEK_HTTP
from bench.hunt_logs import SECTIONS, Log, write_log

ZEEK_BYTES = 4_000_000
CROWD_BYTES = 200
"""About so many bytes has a line of a crowded log."""
COPY = 1 << 20
LEVEL_GZIP, LEVEL_ZSTD = 3, 3


class Made(Struct, frozen=True, kw_only=True):
    """All logs."""

    iis: Log
    apache: Log
    small: tuple[Log, ...]
    """Only scored, not timed."""
    gzip: Path
    """The IIS log, packed."""
    zstd: Path
    dense: Path
    denies: Path
    crowd: int
    """Lines in each of the last two."""


class Asked(NamedTuple):
    """What a process is asked for."""

    folder: Path
    megabytes: float
    seed: int


def _iis(asked: Asked) -> list[Log]:
    path, size = asked.folder / "ex260302.log", int(asked.megabytes * 1e6)
    return [write_log(path, SECTIONS, size, 1, asked.seed)]


def _apache(asked: Asked) -> list[Log]:
    path, size = asked.folder / "access.log", int(asked.megabytes * 1e6)
    return [write_log(path, ((APACHE, 1.0),), size, 20_000, asked.seed)]


def _small(asked: Asked) -> list[Log]:
    size = min(ZEEK_BYTES, int(asked.megabytes * 1e6))
    zeek = write_log(asked.folder / "http.log", ((ZEEK_HTTP, 1.0),), size, 40_000, asked.seed)
    return [zeek, *write_events(asked.folder, asked.seed)]


def _crowds(asked: Asked) -> list[Log]:
    lines = crowd(asked.megabytes)
    write_dense(asked.folder / "dense.log", lines, asked.seed)
    write_denies(asked.folder / "denies.log", lines, asked.seed)
    return []


def crowd(megabytes: float) -> int:
    """Lines in logs of which every line is a candidate: a fortieth of the others' size."""
    return int(megabytes * 1e6 / 40 / CROWD_BYTES)


def _gzip(asked: Asked) -> list[Log]:
    from isal import isal_zlib

    packer = isal_zlib.compressobj(LEVEL_GZIP, wbits=31)
    path = asked.folder / "ex260302.log"
    with path.open("rb") as plain, path.with_suffix(".log.gz").open("wb") as packed:
        while chunk := plain.read(COPY):
            packed.write(packer.compress(chunk))
        packed.write(packer.flush())
    return []


def _zstd(asked: Asked) -> list[Log]:
    import zstandard

    path = asked.folder / "ex260302.log"
    with path.open("rb") as plain, path.with_suffix(".log.zst").open("wb") as packed:
        zstandard.ZstdCompressor(LEVEL_ZSTD).copy_stream(plain, packed)
    return []


WRITERS: Mapping[str, Callable[[Asked], list[Log]]] = {
    "iis": _iis,
    "apache": _apache,
    "small": _small,
    "crowds": _crowds,
    "gzip": _gzip,
    "zstd": _zstd,
}


def make(folder: Path, megabytes: float, seed: int) -> Made:
    """Write all logs, two at a time."""
    folder.mkdir(parents=True)
    asked = Asked(folder, megabytes, seed)
    (iis,), (apache,) = _together(asked, "iis", "apache")
    small, _ = _together(asked, "small", "crowds")
    _together(asked, "gzip", "zstd")
    plain = Path(iis.path)
    return Made(
        iis=iis,
        apache=apache,
        small=tuple(small),
        gzip=plain.with_suffix(".log.gz"),
        zstd=plain.with_suffix(".log.zst"),
        dense=folder / "dense.log",
        denies=folder / "denies.log",
        crowd=crowd(megabytes),
    )


def _together(asked: Asked, *what: str) -> list[list[Log]]:
    """Processes side by side.

    Raises:
        CalledProcessError: one failed; why was printed.
    """
    words = (str(asked.folder), str(asked.megabytes), str(asked.seed))
    commands = [(sys.executable, "-m", "bench.hunt_make", words[0], each, *words[1:]) for each in what]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE) for command in commands]
    printed = [process.communicate()[0] for process in started]
    for process, command in zip(started, commands, strict=True):
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
    return [json.decode(text, type=list[Log]) for text in printed]


if __name__ == "__main__":
    order = Asked(Path(sys.argv[1]), float(sys.argv[3]), int(sys.argv[4]))
    sys.stdout.buffer.write(json.encode(WRITERS[sys.argv[2]](order)))
