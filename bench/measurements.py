"""The runs themselves: engines, parallel work, cold start."""

import os
import subprocess
import sys
import time
from collections.abc import Collection, Sequence
from pathlib import Path

from msgspec import Struct, json, structs

from bench.engines import AUDIT, Reading
from bench.stack import Ways

PEER_DEVICES = {"floor": 1000, "netutils": 300, "hier_config": 60, "ciscoconfparse2": 30}
"""Most devices that a peer is given: each is at a steady speed long before."""


SECONDS = ("json_seconds", "read_seconds", "trace_seconds")
"""What is timed of a stack."""


class Parallel(Struct, frozen=True, kw_only=True):
    """One audit by one process and by as many as there are cores."""

    jobs: int
    one_seconds: float
    all_seconds: float
    identical: bool
    """Whether both wrote the same bytes."""
    report: Path


class Start(Struct, frozen=True, kw_only=True):
    """Seconds from starting a command to its end; the best of many."""

    python: float
    version: float
    one_file: float


def measure(engine: str, folder: Path, devices: int) -> Reading:
    """One reading in a fresh process."""
    command = (sys.executable, "-m", "bench.engines", engine, str(folder), str(devices))
    return json.decode(printed(command), type=Reading)


def engines(folder: Path, devices: int, rounds: int) -> tuple[Reading, ...]:
    """Every engine over the same files, the fastest of its readings.

    netaudit also reads as few as its slowest peer gets. They take turns, so that what else the
    machine does meets all of them.
    """
    few = min(devices, PEER_DEVICES["ciscoconfparse2"])
    asked = [("netaudit", devices), ("netaudit", few)]
    asked += [(name, min(devices, most)) for name, most in PEER_DEVICES.items()]
    turns = [[measure(name, folder, count) for name, count in asked] for _ in range(rounds)]
    return tuple(min(readings, key=lambda reading: reading.seconds) for readings in zip(*turns, strict=True))


def parallel(folder: Path, work: Path, jobs: int, rounds: int) -> Parallel:
    """Audit the folder with the program itself, in turns by one process and by all, and compare."""
    one, every = work / "one.json", work / "all.json"
    seconds = [(_audit(folder, one, 1), _audit(folder, every, jobs)) for _ in range(rounds)]
    return Parallel(
        jobs=jobs,
        one_seconds=min(first for first, _ in seconds),
        all_seconds=min(second for _, second in seconds),
        identical=one.read_bytes() == every.read_bytes(),
        report=one,
    )


def ways(members: int, seed: int, rounds: int) -> Ways:
    """Every way through a stack, each time in a fresh process; the best of each."""
    command = (sys.executable, "-m", "bench.stack", str(members), str(seed))
    readings = [json.decode(printed(command), type=Ways) for _ in range(rounds)]
    best = {field: min(getattr(each, field) for each in readings) for field in SECONDS}
    return structs.replace(readings[0], **best)


def _audit(folder: Path, report: Path, jobs: int) -> float:
    """Seconds that the program takes to write the JSON report of a folder."""
    begin = time.perf_counter()
    output = printed((*program(), *AUDIT, "--jobs", str(jobs), str(folder)))
    seconds = time.perf_counter() - begin
    report.write_bytes(output)
    return seconds


def start(sample: Path, rounds: int) -> Start:
    """Time the shortest commands, in turns so that all meet the same noise."""
    commands = (
        (sys.executable, "-c", "pass"),
        (*program(), "--version"),
        (*program(), "audit", "--fail-on", "never", str(sample)),
    )
    best = [min(times) for times in zip(*(map(_seconds, commands) for _ in range(rounds)), strict=True)]
    return Start(python=best[0], version=best[1], one_file=best[2])


def program() -> tuple[str, ...]:
    """How a user starts netaudit: the installed script, or the module where there is none."""
    script = Path(sys.executable).with_name("netaudit")
    return (str(script),) if script.exists() else (sys.executable, "-m", "netaudit")


def _seconds(command: Sequence[str]) -> float:
    begin = time.perf_counter()
    printed(command)
    return time.perf_counter() - begin


def printed(command: Sequence[str], fine: Collection[int] = (0,)) -> bytes:
    """What a command prints.

    Raises:
        CalledProcessError: its exit code is none of the fine ones; why was printed.
    """
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False, env=as_installed())
    if done.returncode not in fine:
        raise subprocess.CalledProcessError(done.returncode, command)
    return done.stdout


def as_installed() -> dict[str, str]:
    """The environment of a user: modules are compiled once, not at every start."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
