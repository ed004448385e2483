"""Every exit code means what the help says it means."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from netaudit.cli import main
from tests.cli.conftest import BAD, Run

RULE = ("--select", "shared-voice-vlan")


def test_clean(run: Run) -> None:
    """0: nothing at or above --fail-on."""
    assert run("audit", "good.cfg", *RULE).code == 0


def test_findings(run: Run) -> None:
    """1: a finding as bad as --fail-on or worse."""
    assert run("audit", "bad.cfg", *RULE).code == 1


@pytest.mark.parametrize(
    ("limit", "code"),
    [("critical", 0), ("high", 1), ("medium", 1), ("info", 1), ("never", 0)],
)
def test_fail_on(run: Run, limit: str, code: int) -> None:
    """A high finding fails at high and below, never with never."""
    assert run("audit", "bad.cfg", *RULE, "--fail-on", limit).code == code


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("frobnicate",),
        ("audit",),
        ("audit", "bad.cfg", "--format", "pdf"),
        ("audit", "bad.cfg", "--jobs", "0"),
        ("audit", "bad.cfg", "--jobs", "many"),
        ("audit", "bad.cfg", "--max-unread", "101"),
        ("audit", "bad.cfg", "--select", "no-such-rule"),
        ("audit", "bad.cfg", "-o", "report.pdf"),
        ("audit", "bad.cfg", "-o", "nowhere/report.json"),
        ("audit", "bad.cfg", "--policy", "missing.yaml"),
        ("audit", "bad.cfg", "--baseline", "bad.cfg"),
        ("facts",),
        ("facts", "bad.cfg", "--format", "sarif"),
        ("capacity",),
        ("capacity", "bad.cfg", "--overhead", "201"),
        ("capacity", "bad.cfg", "--overhead", "few"),
        ("explain", "Z-99"),
        ("policy", "--policy", "missing.yaml"),
    ],
    ids=" ".join,
)
def test_usage(run: Run, words: tuple[str, ...]) -> None:
    """2: the command line, the policy or the baseline can not be used; one line says why."""
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("netaudit: ")


def test_policy_error_names_file_and_line(run: Run, folder: Path) -> None:
    """A misspelt key of the policy ends the run with its file and line."""
    (folder / "netaudit.yaml").write_text("profile: srnd4\nwavers: []\n", encoding="utf-8")
    ran = run("audit", "bad.cfg")
    assert ran.code == 2
    assert "netaudit.yaml:2" in ran.err


def test_missing_file(run: Run) -> None:
    """3: an input is missing, the rest is audited all the same and named."""
    ran = run("audit", "gone.cfg", "bad.cfg", *RULE)
    assert ran.code == 3
    assert "shared-voice-vlan" in ran.out
    assert "gone.cfg: no such file" in ran.out


def test_no_config(run: Run, folder: Path) -> None:
    """3: a file holds nothing that looks like a config."""
    (folder / "photo.cfg").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    assert run("audit", "photo.cfg").code == 3


def test_unsupported_platform(run: Run, folder: Path) -> None:
    """3: the dialect is known and not read yet; the report says which."""
    (folder / "r1.conf").write_text(
        "set system host-name r1\nset interfaces ge-0/0/0 unit 0\n", encoding="utf-8"
    )
    ran = run("audit", "r1.conf")
    assert ran.code == 3
    assert "platform junos is not read yet" in ran.out


def test_max_unread(run: Run, folder: Path) -> None:
    """3: more was not understood than --max-unread allows."""
    (folder / "odd.cfg").write_text(BAD.replace("vlan 10\n", "frobnicate the gizmo\n", 1), encoding="utf-8")
    assert run("audit", "odd.cfg", "--fail-on", "never").code == 0
    assert run("audit", "odd.cfg", "--fail-on", "never", "--max-unread", "1").code == 3


def test_facts_of_a_missing_file(run: Run) -> None:
    """3 for facts too, and the problem is part of the document."""
    ran = run("facts", "gone.cfg", "good.cfg", "--format", "json")
    assert ran.code == 3
    assert '"source":"gone.cfg"' in ran.out


@pytest.mark.parametrize("words", [("--version",), ("--help",), ("rules",), ("policy",), ("explain", "V-01")])
def test_asking_is_clean(run: Run, words: tuple[str, ...]) -> None:
    """0: what was asked for is printed, nothing else."""
    ran = run(*words)
    assert ran.code == 0
    assert ran.out
    assert not ran.err


def test_waived_findings_do_not_count(run: Run, folder: Path) -> None:
    """A waiver turns 1 into 0 and the finding stays visible with its reason."""
    (folder / "netaudit.yaml").write_text(
        "waivers:\n  - rule: shared-voice-vlan\n    reason: lobby phones have no PC\n", encoding="utf-8"
    )
    ran = run("audit", "bad.cfg", *RULE)
    assert ran.code == 0
    assert "waived: lobby phones have no PC" in ran.out


def test_an_expired_waiver_counts_again(run: Run, folder: Path) -> None:
    """After its last day a waiver hides nothing and is a finding itself."""
    (folder / "netaudit.yaml").write_text(
        "waivers:\n  - rule: shared-voice-vlan\n    reason: later\n    until: 2020-01-01\n", encoding="utf-8"
    )
    ran = run("audit", "bad.cfg")
    assert ran.code == 1
    assert "expired-waiver" in ran.out


def test_an_unused_waiver_is_a_finding(run: Run, folder: Path) -> None:
    """A waiver that covers nothing on an audited device is reported; for a device not seen it is not."""
    (folder / "netaudit.yaml").write_text(
        "waivers:\n"
        "  - {rule: V-01, reason: old, device: good}\n"
        "  - {rule: V-01, reason: away, device: other}\n",
        encoding="utf-8",
    )
    ran = run("audit", ".", "--format", "csv")
    assert ran.out.count("unused-waiver") == 1
    assert "its reason was: old" in ran.out
    assert "unused-waiver" not in run("audit", ".", "--format", "csv", "--select", "V-*").out


def test_baseline(run: Run, folder: Path) -> None:
    """With a baseline only new findings count; fixed ones are named."""
    (folder / "second.cfg").write_text(BAD.replace("hostname bad", "hostname second"), encoding="utf-8")
    assert run("audit", "bad.cfg", *RULE, "-o", "old.json").code == 1
    again = run("audit", "bad.cfg", *RULE, "--baseline", "old.json")
    assert again.code == 0
    assert "0 new, 1 unchanged, 0 fixed" in again.out
    assert run("audit", "bad.cfg", "second.cfg", *RULE, "--baseline", "old.json").code == 1
    (folder / "bad.cfg").write_text(BAD.replace("voice vlan 10", "voice vlan 20"), encoding="utf-8")
    mended = run("audit", "bad.cfg", *RULE, "--baseline", "old.json")
    assert mended.code == 0
    assert "fixed      shared-voice-vlan on bad GigabitEthernet1/0/1" in mended.out


def test_unwritable_output(run: Run, folder: Path) -> None:
    """2: an output file can not be written."""
    (folder / "taken.json").mkdir()
    ran = run("audit", "good.cfg", "-o", "taken.json")
    assert ran.code == 2
    assert "taken.json: can not be written" in ran.err


def test_interrupt(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """130: Ctrl-C ends the program without a traceback."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("netaudit.cli.audit.expand", interrupted)
    assert run("audit", "good.cfg") == (130, "", "")


@pytest.mark.skipif(os.name == "nt", reason="pipes of Windows raise no BrokenPipeError")
def test_closed_pipe(folder: Path) -> None:
    """A reader that goes away ends the program quietly."""
    program = [sys.executable, "-m", "netaudit", "facts", *["bad.cfg"] * 3, "--format", "json"]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        program, stdout=writer, stderr=subprocess.PIPE, cwd=folder, env=environment, check=False, timeout=60
    )
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_full_disk(folder: Path) -> None:
    """2: the output can not be written; one line says so, at the end of the process too."""
    program = [sys.executable, "-m", "netaudit", "rules"]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            program, stdout=full, stderr=subprocess.PIPE, cwd=folder, env=environment, check=False, timeout=60
        )
    assert ended.returncode == 2
    assert ended.stderr.startswith(b"netaudit: standard output can not be written")
    assert ended.stderr.count(b"\n") == 1


def test_version_imports_next_to_nothing() -> None:
    """``--version`` loads neither argparse nor msgspec."""
    code = (
        "import sys; from netaudit.cli import main; main(['--version']); "
        "sys.exit(int(bool({'argparse', 'msgspec', 're'} & set(sys.modules))))"
    )
    program = [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, {str(Path.cwd())!r}); {code}"]
    assert subprocess.run(program, capture_output=True, check=False, timeout=60).returncode == 0


def test_main_takes_the_arguments_of_the_process(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Without arguments of its own ``main`` reads those of the process."""
    monkeypatch.setattr(sys, "argv", ["netaudit", "--version"])
    assert main() == 0
    assert capfd.readouterr().out.startswith("netaudit ")


def test_a_waiver_is_unused_while_other_rules_are_ignored(run: Run, folder: Path) -> None:
    """Ignoring a rule silences only the waivers that speak of it."""
    (folder / "netaudit.yaml").write_text(
        "rules:\n  ignore: Q-01\n"
        "waivers:\n"
        "  - {rule: V-01, reason: asked, device: good}\n"
        "  - {rule: Q-*, reason: partly silent, device: good}\n",
        encoding="utf-8",
    )
    ran = run("audit", ".", "--format", "csv")
    assert ran.out.count("unused-waiver") == 1
    assert "its reason was: asked" in ran.out


def test_no_report_is_written_over_a_config(run: Run, folder: Path) -> None:
    """2: an output file that is also an input is left alone."""
    before = (folder / "good.cfg").read_bytes()
    ran = run("audit", ".", "-o", "text:good.cfg")
    assert ran.code == 2
    assert "one of the files to read" in ran.err
    assert (folder / "good.cfg").read_bytes() == before


def test_full_disk_is_no_traceback() -> None:
    """What can not be written ends with 2, even where it is only the version."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "netaudit", "--version"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, "")
