"""The runs of the hunt: the program beside its peers, on the same logs in the same session."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, json

from bench.hunt_literals import Searched
from bench.hunt_logs import Log
from bench.hunt_make import Made, make
from bench.hunt_peers import Pass
from bench.hunt_score import Score, read, scores
from bench.hunt_watch import watched
from bench.measurements import printed, program

HUNT = ("hunt", "--format", "json", "--no-progress")
FINE = (0, 1)
"""Exit codes of a hunt: nothing found, something found."""
ONE = "code-red-ii"
"""The signature that is looked for alone."""
FALLBACKS = ("re2", "aho-corasick")
MEGABYTES, SMOKE_MEGABYTES = 1000, 2
SCRIPT_BYTES = 100_000
"""As much of the IIS log as a script of Python with one regular expression is given."""
GREP_BYTES = 10_000_000
"""As much of it as GNU grep is given."""
PART = 100
"""At most this share of it."""
COUNTING = frozenset({"hyperscan", "hyperscan-ascii", "re"})
"""Peers that find something."""
BYTES = {**os.environ, "LC_ALL": "C"}
"""grep is much faster where characters are bytes."""


class Timing(Struct, frozen=True, kw_only=True):
    """The fastest of several runs of one tool."""

    what: str
    size: int
    """Bytes of text."""
    seconds: float
    lines: int = 0
    found: int | None = None
    """What it says that it found, as it counts."""

    @property
    def rate(self) -> float:
        """Bytes of text a second."""
        return self.size / self.seconds


class Hunts(Struct, frozen=True, kw_only=True):
    """All that was measured of the hunt."""

    signatures: int
    literals: int
    """In the one search; each peer gets the same."""
    timings: dict[str, Timing]
    identical: bool
    """Whether one core and two wrote the same bytes."""
    peak_bytes: dict[str, int]
    """Largest process by number of jobs."""
    scores: tuple[Score, ...]


class Run(NamedTuple):
    """Something to be timed."""

    key: str
    what: str
    size: int
    lines: int
    take: Callable[[], tuple[float, int | None]]
    """Seconds, and what was found."""


def measure(work: Path, megabytes: float, seed: int, rounds: int) -> Hunts:
    """Write the logs, score what a hunt says of them, and time it beside the peers."""
    made = make(work / "hunt", megabytes, seed)
    words = work / "literals.txt"
    searched = json.decode(printed((sys.executable, "-m", "bench.hunt_literals", str(words))), type=Searched)
    scored = [made.iis, made.apache, *made.small]
    one, two = (watched(command(jobs, _paths(scored)), FINE) for jobs in (1, 2))
    timings = in_turns((*hunts(made), *peers(made, words)), rounds)
    timings |= in_turns((*slow_hunts(made), *slow_peers(made, words, work)), 1)
    return Hunts(
        signatures=searched.signatures,
        literals=searched.literals,
        timings=timings,
        identical=one.printed == two.printed,
        peak_bytes={"1": one.peak_bytes, "2": two.peak_bytes},
        scores=scores(scored, read(one.printed)),
    )


def in_turns(runs: Sequence[Run], rounds: int) -> dict[str, Timing]:
    """The fastest of several runs of each; they take turns, so that all meet the same noise."""
    turns = [[run.take() for run in runs] for _ in range(rounds)]
    best = [min(taken, key=itemgetter(0)) for taken in zip(*turns, strict=True)]
    return {
        run.key: Timing(what=run.what, size=run.size, lines=run.lines, seconds=seconds, found=found)
        for run, (seconds, found) in zip(runs, best, strict=True)
    }


def command(jobs: int, paths: Sequence[str], *more: str) -> tuple[str, ...]:
    """A hunt as a user starts it."""
    return (*program(), *HUNT, "--jobs", str(jobs), *more, *paths)


def hunts(made: Made) -> Iterator[Run]:
    """netaudit, from the start of the program to the end of its report."""
    both, iis = (made.iis, made.apache), (made.iis,)
    yield _hunt("one", "netaudit, one core", both, command(1, _paths(both)))
    yield _hunt("two", "netaudit, two cores", both, command(2, _paths(both)))
    alone = (sys.executable, "-m", "bench.hunt_single", ONE, *_paths(both))
    yield _hunt("single", "netaudit, one signature", both, alone)
    yield _hunt("iis", "netaudit, IIS", iis, command(1, _paths(iis)))
    yield _hunt("apache", "netaudit, Apache", (made.apache,), command(1, [made.apache.path]))
    yield _hunt("gzip", "netaudit, IIS in gzip", iis, command(1, [str(made.gzip)]))
    yield _hunt("zstd", "netaudit, IIS in zstd", iis, command(1, [str(made.zstd)]))


def slow_hunts(made: Made) -> Iterator[Run]:
    """What is run once: engines that are there for want of a better one, logs that leave nothing to skip."""
    iis = (made.iis,)
    for engine in FALLBACKS:
        yield _hunt(engine, f"netaudit, {engine}, IIS", iis, command(1, _paths(iis), "--engine", engine))
    for key, what, path in (
        ("dense", "netaudit, every line an attack", made.dense),
        ("denies", "netaudit, every line a denial", made.denies),
    ):
        crowd = Log(path=str(path), kind=key, lines=made.crowd, size=path.stat().st_size, planted=())
        yield _hunt(key, what, (crowd,), command(1, [str(path)]))


def peers(made: Made, words: Path) -> Iterator[Run]:
    """What else could look for the same literals, or unpack the same bytes."""
    both = (made.iis, made.apache)
    if shutil.which("rg"):
        yield _search("rg", "`rg -c -iF -j1`", both, ("rg", "-c", "-iF", "-j1", "-f", str(_text(words))))
    yield _peer("hyperscan", "hyperscan, bare", both, words, _paths(both))
    yield _peer("hyperscan-ascii", "hyperscan, bare, ASCII only", both, _text(words), _paths(both))
    yield _peer("isal", "isal, IIS unpacked", (made.iis,), words, [str(made.gzip)])
    yield _peer("zstandard", "zstandard, IIS unpacked", (made.iis,), words, [str(made.zstd)])
    yield _peer("read", "reading, nothing else", both, words, _paths(both))


def slow_peers(made: Made, words: Path, work: Path) -> Iterator[Run]:
    """Those that get a part of the IIS log."""
    for key, what, size in (
        ("grep", "`grep -c -iF`", GREP_BYTES),
        ("re", "`re`, line by line", SCRIPT_BYTES),
    ):
        part = _part(made.iis, min(size, made.iis.size // PART), work / f"{key}.log")
        if key == "re":
            yield _peer(key, what, (part,), words, [part.path])
        elif shutil.which(key):
            yield _search(key, what, (part,), (key, "-c", "-iF", "-f", str(_text(words))))


def _hunt(key: str, what: str, logs: Sequence[Log], words: Sequence[str]) -> Run:
    """A hunt to be timed."""

    def take() -> tuple[float, int | None]:
        begin = time.perf_counter()
        output = printed(words, FINE)
        seconds = time.perf_counter() - begin
        return seconds, len(read(output).sightings)

    return Run(key, what, _size(logs), _lines(logs), take)


def _search(key: str, what: str, logs: Sequence[Log], words: Sequence[str]) -> Run:
    """A program that counts lines to be timed; that it found none is no failure of it."""

    def take() -> tuple[float, int | None]:
        begin = time.perf_counter()
        done = subprocess.run((*words, *_paths(logs)), stdout=subprocess.PIPE, check=False, env=BYTES)
        seconds = time.perf_counter() - begin
        counts = [int(line.rpartition(b":")[2]) for line in done.stdout.split()]
        return seconds, sum(counts)

    return Run(key, what, _size(logs), _lines(logs), take)


def _peer(key: str, what: str, logs: Sequence[Log], words: Path, paths: Sequence[str]) -> Run:
    """A library to be timed, in a process of its own."""

    def take() -> tuple[float, int | None]:
        output = printed((sys.executable, "-m", "bench.hunt_peers", key, str(words), *paths))
        done = json.decode(output, type=Pass)
        return done.seconds, done.found if key in COUNTING else None

    return Run(key, what, _size(logs), _lines(logs), take)


def _part(log: Log, size: int, path: Path) -> Log:
    """The first lines of a log."""
    with Path(log.path).open("rb") as file:
        data = file.read(min(size, log.size))
    data = data[: data.rfind(b"\n") + 1]
    path.write_bytes(data)
    return Log(path=str(path), kind=log.kind, lines=data.count(b"\n"), size=len(data), planted=())


def _text(words: Path) -> Path:
    """The literals without those that are no text: ripgrep refuses such a file."""
    lines = words.read_bytes().splitlines(keepends=True)
    text = words.with_suffix(".ascii")
    text.write_bytes(b"".join(line for line in lines if line.isascii()))
    return text


def _paths(logs: Sequence[Log]) -> list[str]:
    return [log.path for log in logs]


def _size(logs: Sequence[Log]) -> int:
    return sum(log.size for log in logs)


def _lines(logs: Sequence[Log]) -> int:
    return sum(log.lines for log in logs)
