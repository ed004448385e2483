"""Each engine, run in a process of its own so that none finds another's memory warm.

``python -m bench.engines NAME FOLDER DEVICES`` reads that many files of the folder once and
prints one ``Reading`` as JSON. Importing the engine is not timed, reading the files is.
"""

import logging
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from pathlib import Path

from msgspec import Struct, json

Run = Callable[[Sequence[Path]], None]
"""Reads all the files."""

AUDIT = ("audit", "--format", "json", "--fail-on", "never", "--no-progress")


class Reading(Struct, frozen=True, kw_only=True):
    """What one engine took for one look at the fleet."""

    engine: str
    devices: int
    lines: int
    seconds: float
    peak_bytes: int
    """Largest resident set of the process."""

    @property
    def speed(self) -> float:
        """Lines a second."""
        return self.lines / self.seconds


def _each(read_text: Callable[[str], object]) -> Run:
    """An engine that is given one text after the other."""

    def run(paths: Sequence[Path]) -> None:
        for path in paths:
            read_text(path.read_text(encoding="utf-8"))

    return run


def floor() -> Run:
    """The least that anything can do: cut into lines and see how deep each is."""
    return _each(lambda text: [(len(row) - len(row.lstrip()), row) for row in text.splitlines()])


def netutils() -> Run:
    """Bare parse: each line with its parents."""
    from netutils.config.parser import IOSConfigParser

    return _each(lambda text: IOSConfigParser(text).build_config_relationship())


def hier_config() -> Run:
    """Bare parse: the tree."""
    from hier_config import HConfig, Host

    host = Host("switch", "ios")
    return _each(lambda text: HConfig(host).load_from_string(text))


def ciscoconfparse2() -> Run:
    """Bare parse: the tree of line objects."""
    from ciscoconfparse2 import CiscoConfParse
    from loguru import logger

    logger.remove()
    return _each(lambda text: CiscoConfParse(text.splitlines(), syntax="ios"))


def netaudit() -> Run:
    """The whole audit: read, judge by every rule, print the JSON report."""
    from netaudit.cli import main

    def run(paths: Sequence[Path]) -> None:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
            code = main([*AUDIT, "--jobs", "1", *map(str, paths)])
        if code:
            raise SystemExit(code)

    return run


ENGINES = {
    "netaudit": netaudit,
    "netutils": netutils,
    "hier_config": hier_config,
    "ciscoconfparse2": ciscoconfparse2,
    "floor": floor,
}


def read(engine: str, folder: Path, devices: int) -> Reading:
    """Let an engine read the first files of a folder, once."""
    logging.disable()
    paths = sorted(folder.glob("*.cfg"))[:devices]
    lines = sum(path.read_bytes().count(b"\n") for path in paths)
    run = ENGINES[engine]()
    start = time.perf_counter()
    run(paths)
    seconds = time.perf_counter() - start
    return Reading(engine=engine, devices=len(paths), lines=lines, seconds=seconds, peak_bytes=peak_bytes())


def peak_bytes() -> int:
    """Largest resident set so far of this process."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would tell the parent's where that was larger
        rows = dict(row.split(":", 1) for row in status.read_text(encoding="ascii").splitlines())
        return int(rows["VmHWM"].split()[0]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    sys.stdout.write(json.encode(read(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))).decode())
