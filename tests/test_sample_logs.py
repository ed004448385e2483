"""A hunt over the sample logs finds what their index says, and nothing else."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest

from tests.hunt.hunting import SAMPLES, hunted, unproved

ROW = re.compile(
    r"^\| (?P<address>[\d.]+) \| (?P<verdict>\w+) \| (?P<of>[^|]+) \| (?P<all>\d+) \| (?P<lines>[^|]+) \|$",
    re.MULTILINE,
)
LOGS = sorted(path.name for path in SAMPLES.iterdir() if path.suffix != ".md")


class Row(NamedTuple):
    """An address as the index has it."""

    verdict: str
    signatures: tuple[str, ...]
    all: int
    lines: frozenset[tuple[str, int]]
    """File and line."""


def index() -> dict[str, Row]:
    """The table of the index."""
    return {
        row["address"]: Row(
            row["verdict"],
            tuple(row["of"].split(", ")),
            int(row["all"]),
            frozenset(_lines(row["lines"])),
        )
        for row in ROW.finditer((SAMPLES / "README.md").read_text())
    }


def _lines(cell: str) -> Iterator[tuple[str, int]]:
    """``asa.log 395-397, 402; http.log 40``."""
    for part in cell.split("; "):
        name, _, numbers = part.partition(" ")
        for span in numbers.split(", "):
            first, _, last = span.partition("-")
            yield from ((name, number) for number in range(int(first), int(last or first) + 1))


@cache
def report(*options: str) -> dict[str, Any]:
    """A hunt as the index asks for it; every address has evidence of all its lines."""
    code, found = hunted([SAMPLES], "--tz", "Europe/Berlin", "--evidence", "100", *options)
    assert code == 1
    return found


def test_hunt_finds_what_the_index_says() -> None:
    """Addresses, verdicts, signatures, counts and lines are those of the index, in its order."""
    found = {
        each["address"]: Row(
            each["verdict"],
            tuple(each["signatures"]),
            each["count"],
            frozenset((line["source"].rpartition("/")[2], line["line"]) for line in each["evidence"]),
        )
        for each in report()["sightings"]
    }
    assert found == index()
    assert list(found) == list(index())


def test_every_log_is_recognised() -> None:
    """No sample is of an unknown format, and no line of interest in one is skipped."""
    assert [source["path"].rpartition("/")[2] for source in report()["sources"]] == LOGS
    assert all(source["format"] for source in report()["sources"])
    assert not [source["skipped"] for source in report()["sources"] if source["skipped"]]
    assert not report()["problems"]


@pytest.mark.parametrize("name", LOGS)
def test_evidence_can_be_checked_by_hand(name: str) -> None:
    """Each hash is that of the line of the file, as ``sed`` and ``sha256sum`` tell it."""
    here = [
        {**each, "evidence": [line for line in each["evidence"] if line["source"].endswith(f"/{name}")]}
        for each in report()["sightings"]
    ]
    assert any(each["evidence"] for each in here)
    assert not unproved({"sightings": here}, (SAMPLES / name).read_bytes())


def test_number_of_processes_changes_nothing() -> None:
    """Two processes find the same as one."""
    assert report("--jobs", "2") == report()


@pytest.mark.parametrize("engine", ["hyperscan", "re2", "aho-corasick"])
def test_engine_changes_nothing(engine: str) -> None:
    """Each engine finds the same candidates, so the reports are equal."""
    assert report("--engine", engine) == report()


@pytest.mark.parametrize("name", LOGS)
def test_samples_are_small_and_of_documentation(name: str) -> None:
    """Samples have no address but private ones and those of documentation, and stay under 200 KB."""
    text = (SAMPLES / name).read_bytes().decode("latin-1")
    assert len(text) < 200_000
    found = set(re.findall(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])", text))
    foreign = re.compile(r"(?!10\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|0\.0\.0\.0|127\.)")
    assert not [address for address in found if foreign.match(address)]
