"""Where the output goes, and that it is always the same."""

import io
import json
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netaudit.cli import main
from netaudit.cli.output import Target, target
from netaudit.errors import UsageError
from netaudit.report.formats import FORMATS
from tests.cli.conftest import BAD, Run


def test_several_files_at_once(run: Run, folder: Path) -> None:
    """Each -o is written in its format, and the screen has its own."""
    ran = run("audit", "bad.cfg", "--format", "csv", "-o", "a.json", "-o", "junit:b.txt", "-o", "c.sarif")
    assert ran.out.startswith("severity,code,rule")
    assert json.loads((folder / "a.json").read_text(encoding="utf-8"))["schema"] == "netaudit.audit/1"
    assert ET.parse(folder / "b.txt").getroot().tag == "testsuites"  # noqa: S314 - our own document
    assert json.loads((folder / "c.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


@pytest.mark.usefixtures("folder")
def test_target_by_format_or_ending() -> None:
    """A known format before the colon decides, else the ending; a drive letter is no format."""
    assert target("text:x.json") == Target("text", "x.json")
    assert target("x.md") == Target("markdown", "x.md")
    with pytest.raises(UsageError, match="no such folder"):
        target("C:/x.json")


@pytest.mark.parametrize("name", FORMATS)
def test_jobs_change_nothing(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Two processes print, byte for byte, what one prints."""
    monkeypatch.setattr("netaudit.syntax.jobs.WORTH_A_PROCESS", 0)
    monkeypatch.setattr("netaudit.syntax.jobs.SMALLEST_CHUNK", 1)
    for number in range(7):
        text = BAD.replace("hostname bad", f"hostname sw{number}")
        (folder / f"sw{number}.cfg").write_text(text, encoding="utf-8")
    one, two = (run("audit", ".", "gone.cfg", "--format", name, "--jobs", jobs) for jobs in ("1", "2"))
    assert one == two
    assert "sw6" in one.out


def test_jobs_change_no_facts(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts are the same from two processes as from one."""
    monkeypatch.setattr("netaudit.syntax.jobs.WORTH_A_PROCESS", 0)
    monkeypatch.setattr("netaudit.syntax.jobs.SMALLEST_CHUNK", 1)
    one, two = (run("facts", ".", "--format", "json", "--jobs", jobs) for jobs in ("1", "2"))
    assert one == two
    assert [each["hostname"] for each in json.loads(one.out)["devices"]] == ["bad", "good"]


class Stdin:
    """Standard input that holds bytes."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash reads a config from standard input."""
    monkeypatch.setattr(sys, "stdin", Stdin(BAD.encode()))
    ran = run("audit", "-", "--select", "V-01", "--format", "json")
    assert ran.code == 1
    assert json.loads(ran.out)["devices"][0]["source"] == "-"


def test_a_file_counts_once(run: Run) -> None:
    """The same file named twice is audited once."""
    shown = json.loads(run("audit", "bad.cfg", "bad.cfg", ".", "--format", "json").out)
    assert shown["summary"]["devices"] == 2


def test_colour(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Colour is there when asked for, and not where the output is no terminal."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in run("audit", "bad.cfg", "--color", "always").out
    assert "\x1b[" not in run("audit", "bad.cfg").out


def test_policy_is_found_and_named(run: Run, folder: Path) -> None:
    """With a policy the report names its file, without one it says what was assumed."""
    assert "no site policy (netaudit.yaml) was found" in run("audit", "good.cfg").out
    (folder / "netaudit.yaml").write_text("profile: rfc4594\n", encoding="utf-8")
    assert "site policy: netaudit.yaml" in run("audit", "good.cfg").out


def test_the_printed_policy_can_be_its_file(run: Run, folder: Path) -> None:
    """What ``netaudit policy`` prints is a policy file that says the same."""
    (folder / "netaudit.yaml").write_text(
        "voice:\n  vlans: 110-119\n  subnets: [10.20.0.0/16]\n"
        "waivers:\n  - {rule: V-01, reason: lab, until: 2031-12-31}\n",
        encoding="utf-8",
    )
    first = run("policy").out
    (folder / "netaudit.yaml").write_text(first, encoding="utf-8")
    assert run("policy").out == first
    assert "vlans: 110-119" in first


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(st.binary(max_size=400), st.text(max_size=300).map(lambda text: f"{BAD}{text}".encode()))
)
def test_any_bytes_end_with_a_code(folder: Path, data: bytes) -> None:
    """Whatever a file holds, no traceback and an exit code of the list."""
    (folder / "any.cfg").write_bytes(data)
    for command in (
        ("audit", "--format", "json"),
        ("audit",),
        ("facts", "--format", "json"),
        ("facts", "--unread"),
    ):
        assert main([command[0], "any.cfg", *command[1:]]) in {0, 1, 2, 3}
