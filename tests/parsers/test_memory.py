"""What is remembered of one device says nothing of another."""

import subprocess
import sys
from pathlib import Path

import pytest
from msgspec import json

from netaudit.parsers import read
from netaudit.parsers.memory import Memory

ROOT = Path(__file__).parents[2]
FILES = sorted([*ROOT.glob("sample_configs/*.cfg"), *ROOT.glob("tests/rules/*/*.cfg")])


def facts(paths: list[Path]) -> dict[str, object]:
    """What a fresh process understands of the files, read in this order."""
    command = [sys.executable, "-m", "netaudit", "facts", "--format", "json", "--jobs", "1"]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, check=False, cwd=ROOT)
    return {f"{d['source']}:{d['first_line']}": d for d in json.decode(done.stdout)["devices"]}


def test_order_of_devices_changes_nothing(tmp_path: Path) -> None:
    """Every device is the same whatever was read before it."""
    for name, below in (("a", "   exceed-action drop\n"), ("b", "")):
        (tmp_path / name).write_text(f"hostname {name}\npolicy-map P\n class C\n  police cir 64000\n{below}")
    files = [*FILES, tmp_path / "a", tmp_path / "b"]
    forwards, backwards = facts(files), facts(files[::-1])
    assert len(forwards) >= len(files)
    assert forwards == backwards


def test_policers_do_not_mix() -> None:
    """A policer written in the same words elsewhere keeps its own actions."""
    line = "hostname {0}\npolicy-map P\n class C\n  police cir 128000 bc 8000\n"
    (first,) = read(line.format("a") + "   exceed-action set-dscp-transmit dscp table MARKDOWN\n")
    (second,) = read(line.format("b"))
    policers = [device.policy_maps[0].classes[0].police for device in (first, second)]
    assert [police and police.exceed for police in policers] == [
        ("set-dscp-transmit dscp table MARKDOWN",),
        (),
    ]


def test_memory_starts_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A full memory forgets everything rather than grow."""
    monkeypatch.setattr("netaudit.parsers.memory.MOST", 3)
    memory = Memory(str.upper)
    assert [memory[letter] for letter in "abcda"] == ["A", "B", "C", "D", "A"]
    assert sorted(memory) == ["a", "d"]


def test_memory_of_long_texts_starts_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few texts fill a memory as well if they are long; one that is longer than all is kept alone."""
    monkeypatch.setattr("netaudit.parsers.memory.MOST_LETTERS", 5)
    memory = Memory(str.upper)
    assert [memory[text] for text in ("ab", "abc", "ab", "x", "abcdefg")] == [
        "AB",
        "ABC",
        "AB",
        "X",
        "ABCDEFG",
    ]
    assert sorted(memory) == ["abcdefg"]
    assert memory["y"] == "Y"
    assert sorted(memory) == ["y"]
