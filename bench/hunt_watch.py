"""A command run while the memory of each of its processes is watched."""

import subprocess
import tempfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.measurements import as_installed

PAUSE = 0.02
"""Seconds between two looks."""
PROC = Path("/proc")


class Watched(NamedTuple):
    """What a command printed, and how large its largest process grew."""

    printed: bytes
    peak_bytes: int
    """0 where the system does not tell."""


def watched(command: Sequence[str], fine: Collection[int] = (0,)) -> Watched:
    """Run a command to its end.

    Raises:
        CalledProcessError: its exit code is none of the fine ones; why was printed.
    """
    peak = 0
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, env=as_installed())
        while True:
            peak = max(peak, *map(_peak, _family(process.pid)), 0)
            try:
                code = process.wait(PAUSE)
            except subprocess.TimeoutExpired:
                continue
            break
        if code not in fine:
            raise subprocess.CalledProcessError(code, command)
        output.seek(0)
        return Watched(output.read(), peak)


def _family(pid: int) -> Iterator[int]:
    """A process with all that it started and that still run."""
    yield pid
    for thread in (PROC / str(pid) / "task").glob("*/children"):
        for child in _text(thread).split():
            yield from _family(int(child))


def _peak(pid: int) -> int:
    """Largest resident set so far, bytes; 0 for a process that is gone."""
    rows = (line.split() for line in _text(PROC / str(pid) / "status").splitlines())
    return next((int(row[1]) * 1024 for row in rows if row[0] == "VmHWM:"), 0)


def _text(path: Path) -> str:
    """A file of /proc; empty if the process has ended meanwhile."""
    try:
        return path.read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return ""
