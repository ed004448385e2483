"""Work is spread without changing its results."""

import os
from pathlib import Path

import pytest
from msgspec import json

from netaudit.errors import InputError
from netaudit.syntax import jobs
from netaudit.syntax.jobs import Chunk, Wire, spread

JSON = Wire(json.encode, json.decode)


def named(chunk: Chunk) -> tuple[str, int]:
    """The names in a chunk and the process that was given it."""
    return " ".join(Path(name).name for name in chunk), os.getpid()


def dies(_chunk: Chunk) -> None:
    """Work that kills its process."""
    os._exit(1)


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Five files of 100 bytes, with limits so small that they matter."""
    monkeypatch.setattr(jobs, "WORTH_A_PROCESS", 400)
    monkeypatch.setattr(jobs, "SMALLEST_CHUNK", 200)
    paths = [tmp_path / f"{number}" for number in range(5)]
    for path in paths:
        path.write_bytes(b"x" * 100)
    return [str(path) for path in paths]


@pytest.mark.parametrize("count", [1, 2, 7])
def test_order_and_chunks_do_not_depend_on_jobs(sources: list[str], count: int) -> None:
    """Chunks of at least the target size come back in the order of the sources."""
    assert [result[0] for _, result in spread(named, sources, count, JSON)] == ["0 1", "2 3", "4"]


def test_two_jobs_are_other_processes(sources: list[str]) -> None:
    """Enough bytes are worth processes of their own."""
    assert os.getpid() not in {result[1] for _, result in spread(named, sources, 2, JSON)}


@pytest.mark.parametrize("extra", [["-"], []])
def test_standard_input_and_little_work_stay_here(sources: list[str], extra: list[str]) -> None:
    """Standard input belongs to this process, and a few bytes are not worth another."""
    some = [*sources, *extra] if extra else sources[:3]
    assert {result[1] for _, result in spread(named, some, 2, JSON)} == {os.getpid()}


def test_a_missing_source_has_no_size_and_stays_in_the_order() -> None:
    """What can not be measured is handed on, for the reader to say why."""
    assert [chunk for chunk, _ in spread(named, ["gone", "bad\0name"], 1, JSON)] == [("gone", "bad\0name")]


def test_no_sources_no_work() -> None:
    """Nothing comes of nothing."""
    assert list(spread(named, [], 2, JSON)) == []


def test_a_killed_process_is_an_input_error(sources: list[str]) -> None:
    """The message says what to try next."""
    with pytest.raises(InputError, match="fewer --jobs"):
        list(spread(dies, sources, 2, JSON))
