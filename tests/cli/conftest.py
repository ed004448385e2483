"""A folder of its own for each test, and the program as a function."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from netaudit.cli import main

GOOD = """version 15.2
hostname good
no ip http server
interface Loopback0
 ip address 10.0.0.1 255.255.255.255
end
"""

BAD = """version 15.2
hostname bad
vlan 10
interface GigabitEthernet1/0/1
 switchport mode access
 switchport access vlan 10
 switchport voice vlan 10
end
"""
"""Phone and PC share VLAN 10: ``shared-voice-vlan``, high."""


class Ran(NamedTuple):
    """How a run of the program ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory with two configs; no policy is found above it."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "good.cfg").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.cfg").write_text(BAD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run the program in that directory."""
    assert folder.is_dir()

    def runs(*words: str) -> Ran:
        code = main(words)
        shown = capfd.readouterr()
        return Ran(code, shown.out, shown.err)

    return runs


def lines(text: str, *starts: str) -> Sequence[str]:
    """The lines of a text that begin with one of these."""
    return [line for line in text.splitlines() if line.startswith(starts)]
