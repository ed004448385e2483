"""``netaudit capacity`` from the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROUTER = """version 15.7
hostname {name}
class-map match-any VOICE
 match dscp ef
policy-map THIRD
 class VOICE
  priority percent 33
interface Serial0/0/0
 bandwidth 768
 ip address 192.0.2.1 255.255.255.252
 encapsulation ppp
 service-policy output THIRD
end
"""


def test_each_link_in_text_and_json(run: Run, folder: Path) -> None:
    """Text names the link; JSON holds the same; devices without WAN links are left out."""
    (folder / "r.cfg").write_text(ROUTER.format(name="r-1"), encoding="utf-8")
    text = run("capacity", ".")
    assert text.code == 0
    assert "Serial0/0/0: pass" in text.out
    assert "good" not in text.out
    (device,) = json.loads(run("capacity", ".", "--format", "json").out)["devices"]
    assert device["hostname"] == "r-1"


def test_unreadable_input_makes_it_three(run: Run) -> None:
    """A path without a file is a problem in the document, and the exit code says so."""
    ran = run("capacity", "gone.cfg", "--format", "json")
    assert ran.code == 3
    assert json.loads(ran.out)["problems"][0]["source"] == "gone.cfg"


def test_calls_of_the_site_policy_count(run: Run, folder: Path) -> None:
    """A policy file with calls makes the command say whether they fit."""
    (folder / "r.cfg").write_text(ROUTER.format(name="r-1"), encoding="utf-8")
    (folder / "netaudit.yaml").write_text("calls: {codec: g729, calls: 10}\n", encoding="utf-8")
    assert "declared  268 kbps: does not fit" in run("capacity", "r.cfg").out


def test_jobs_change_nothing(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes print, byte for byte, what one prints."""
    monkeypatch.setattr("netaudit.syntax.jobs.WORTH_A_PROCESS", 0)
    monkeypatch.setattr("netaudit.syntax.jobs.SMALLEST_CHUNK", 1)
    for number in range(5):
        (folder / f"r{number}.cfg").write_text(ROUTER.format(name=f"r-{number}"), encoding="utf-8")
    one, two = (run("capacity", ".", "--format", "json", "--jobs", jobs) for jobs in ("1", "2"))
    assert one == two
    assert [each["hostname"] for each in json.loads(one.out)["devices"]] == [f"r-{n}" for n in range(5)]
