"""The program run on logs as a user runs it, and what it says checked against the bytes of the logs."""

import contextlib
import gzip
import io
import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from netaudit.cli import main

SAMPLES = Path(__file__).parents[2] / "sample_configs" / "logs"


def hunted(paths: Sequence[Path], *options: str) -> tuple[int, dict[str, Any]]:
    """The exit code and the JSON report of a hunt."""
    printed, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(said):
        code = main(["hunt", *map(str, paths), "--format", "json", "--jobs", "1", *options])
    assert "Traceback" not in said.getvalue()
    return code, json.loads(printed.getvalue())


def addresses(report: dict[str, Any]) -> dict[str, list[str]]:
    """Who was found, and the signatures."""
    return {each["address"]: each["signatures"] for each in report["sightings"]}


def evidence(report: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Address and line of all evidence."""
    for sighting in report["sightings"]:
        for line in sighting["evidence"]:
            yield sighting["address"], line


def lines(data: bytes) -> list[bytes]:
    """The lines of a log as evidence counts them, without their ends."""
    return [line.removesuffix(b"\r") for line in data.split(b"\n")]


def unproved(report: dict[str, Any], data: bytes) -> list[tuple[str, dict[str, Any]]]:
    """Evidence whose line of the log has another hash."""
    rows = lines(gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data)
    return [
        (address, line)
        for address, line in evidence(report)
        if line["line"] > len(rows) or sha256(rows[line["line"] - 1]).hexdigest() != line["sha256"]
    ]
