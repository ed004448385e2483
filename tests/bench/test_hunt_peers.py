"""The peers of the hunt do their work, and the limits are those that were asked for."""

import sys
from pathlib import Path

import pytest

from bench.hunt_measurements import Hunts, Run, Timing, in_turns
from bench.hunt_peers import BUFFER, PEERS, chunks, look
from bench.hunt_score import Score
from bench.hunt_verdict import HuntLimits, hunt_targets
from bench.hunt_watch import watched
from bench.verdict import Target

LITERALS = (b"root.exe", b"%c0%af")
TEXT = b"GET /\nGET /Root.EXE and root.exe\n" + b"x" * BUFFER + b"\nGET /..%C0%AF\n"


@pytest.mark.parametrize(("name", "found"), [("hyperscan", 3), ("re", 2), ("read", len(TEXT))])
def test_peers_find_the_literals(name: str, found: int, tmp_path: Path) -> None:
    """Hyperscan counts matches, the script counts lines, reading counts bytes; case does not matter."""
    if name == "hyperscan":
        pytest.importorskip("hyperscan", reason="hyperscan has no wheel for this platform")
    path = tmp_path / "log"
    path.write_bytes(TEXT)
    told = look(name, LITERALS, [path])
    assert (told.found, told.size) == (found, len(TEXT))


def test_unpacking_is_counted_in_text(tmp_path: Path) -> None:
    """Rates of packed logs are of what comes out."""
    import gzip

    import zstandard

    (tmp_path / "a.gz").write_bytes(gzip.compress(TEXT))
    (tmp_path / "a.zst").write_bytes(zstandard.compress(TEXT))
    assert look("isal", (), [tmp_path / "a.gz"]).size == len(TEXT)
    assert look("zstandard", (), [tmp_path / "a.zst"]).size == len(TEXT)


def test_chunks_are_the_file(tmp_path: Path) -> None:
    """The buffer is used again, so each chunk is looked at before the next is asked for."""
    path = tmp_path / "log"
    path.write_bytes(TEXT)
    assert b"".join(bytes(chunk) for chunk in chunks(path)) == TEXT


def test_every_peer_has_a_function() -> None:
    """What is named on the command line of a process is in the table."""
    assert set(PEERS) == {"hyperscan", "hyperscan-ascii", "read", "isal", "zstandard", "re"}


def test_the_fastest_run_counts() -> None:
    """Runs take turns; the best of each is kept with what it found."""
    seconds = iter([(3.0, 1), (7.0, 2), (2.0, 1), (9.0, 2)])
    runs = [Run(key, key, 10, 1, lambda: next(seconds)) for key in ("a", "b")]
    told = in_turns(runs, 2)
    assert [(key, each.seconds, each.found) for key, each in told.items()] == [("a", 2.0, 1), ("b", 7.0, 2)]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_children_are_watched() -> None:
    """A process that starts one of 100 MB is as large as that one."""
    child = "b = bytearray(100_000_000); b[::4096] = b'x' * len(b[::4096]); import time; time.sleep(0.3)"
    parent = (
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True); print(1)"
    )
    told = watched((sys.executable, "-c", parent))
    assert told.printed.strip() == b"1"
    assert 100e6 < told.peak_bytes < 160e6


SECONDS = {
    "one": 2.0,
    "two": 1.25,
    "single": 1.0,
    "rg": 3.0,
    "hyperscan": 1.0,
    "iis": 1.0,
    "isal": 1.25,
    "gzip": 1.5625,
}


def hunts(**seconds: float) -> Hunts:
    """Measurements in which every limit is just reached; ``iis``, ``isal`` and ``gzip`` go through half."""
    half = {"iis", "isal", "gzip"}
    timings = {
        key: Timing(what=key, size=500 if key in half else 1000, seconds=taken)
        for key, taken in {**SECONDS, **seconds}.items()
    }
    perfect = Score(kind="all", lines=1, candidates=1, attacks=1, decoys=1, missed=(), invented=())
    return Hunts(
        signatures=100,
        literals=300,
        timings=timings,
        identical=True,
        peak_bytes={"1": 50_000_000, "2": 64_000_000},
        scores=(perfect,),
    )


def missed(**seconds: float) -> list[str]:
    """Required numbers that are missed with these times."""
    targets = hunt_targets(hunts(**seconds), HuntLimits())
    return [target.name for target in targets if target.required and not target.reached]


def test_limits_are_just_reached() -> None:
    """1.5 times ripgrep, half of hyperscan, 1.6 for two cores, twice one signature, 0.8 of isal, 64 MB."""
    assert missed() == []


@pytest.mark.parametrize(
    ("key", "seconds", "name"),
    [
        ("rg", 2.9, "hunt, times ripgrep"),
        ("hyperscan", 0.9, "hunt, times bare hyperscan"),
        ("two", 1.3, "hunt, gain of two cores"),
        ("single", 0.9, "hunt, slower with 100 signatures than with one, times"),
        ("gzip", 1.6, "hunt in gzip, times the slower of isal and plain"),
    ],
)
def test_each_limit_can_be_missed(key: str, seconds: float, name: str) -> None:
    """A little slower, or a peer a little faster, and it is."""
    assert missed(**{key: seconds}) == [name]


def test_gzip_is_held_against_the_slower() -> None:
    """Where isal is faster than the plain hunt, the plain hunt is the measure."""
    assert missed(isal=0.5, gzip=1.25) == []
    assert missed(isal=0.5, gzip=1.3) == ["hunt in gzip, times the slower of isal and plain"]


def test_without_ripgrep_its_limit_is_left_out() -> None:
    """It is a program of the system and may not be there."""
    measured = hunts()
    del measured.timings["rg"]
    names = [target.name for target in hunt_targets(measured, HuntLimits())]
    assert "hunt, times ripgrep" not in names
    assert isinstance(next(iter(hunt_targets(measured, HuntLimits()))), Target)
