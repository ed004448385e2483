"""``netaudit hunt`` from the command line."""

import csv
import gzip
import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from netaudit.cli import rate
from netaudit.cli.hunt_arguments import ENGINES, LOG_FORMATS, VERDICTS
from netaudit.hunt import hunt
from netaudit.hunt.engine.choice import AUTO, NAMES
from netaudit.hunt.formats.detect import FORMATS
from netaudit.hunt.scan import scan
from netaudit.hunt.scanner import Part
from netaudit.model import Verdict
from netaudit.report.hunt import schema
from tests.cli.conftest import Run

PAYLOAD = (
    "X" * 224
    + "%u9090%u6858%ucbd3%u7801" * 3
    + "%u9090%u9090%u8190%u00c3%u0003%u8b00%u531b%u53ff%u0078%u0000%u00=a"
)


def line(client: str, url: str, time: str = "05/Aug/2001:12:00:00 +0000", status: int = 404) -> str:
    """A line of a common log."""
    return f'{client} - - [{time}] "GET {url} HTTP/1.0" {status} 310'


WORM = line("192.0.2.66", f"/default.ida?{PAYLOAD}")
HARMLESS = [line("10.0.0.7", f"/page{n}.html", status=200) for n in range(20)]


@pytest.fixture
def log(folder: Path) -> Path:
    """A log with one worm among ordinary lines."""
    path = folder / "access.log"
    path.write_text("\n".join([*HARMLESS, WORM, *HARMLESS]) + "\n", encoding="ascii")
    return path


def found(run: Run, *words: str) -> dict[str, Any]:
    """The JSON report."""
    read: dict[str, Any] = json.loads(run("hunt", *words, "--format", "json").out)
    jsonschema.validate(read, schema())
    return read


def addresses(run: Run, *words: str) -> list[str]:
    """Who was found."""
    return [each["address"] for each in found(run, *words)["sightings"]]


@pytest.mark.usefixtures("log")
def test_sightings(run: Run) -> None:
    """1: the worm's host, with its line, and nobody else."""
    ran = run("hunt", "access.log", "--format", "json")
    assert (ran.code, ran.err) == (1, "")
    (sighting,) = json.loads(ran.out)["sightings"]
    assert (sighting["address"], sighting["verdict"]) == ("192.0.2.66", "infected")
    assert {each["line"] for each in sighting["evidence"]} == {21}


def test_nothing(run: Run, folder: Path) -> None:
    """0: ordinary lines only."""
    (folder / "access.log").write_text("\n".join(HARMLESS), encoding="ascii")
    ran = run("hunt", "access.log")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("0 infected, 0 attackers, 0 scanners, 0 vulnerable")


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("access.log", "--since", "yesterday"),
        ("access.log", "--since", "2001-08-06", "--until", "2001-08-06"),
        ("access.log", "--tz", "Mars/Olympus"),
        ("access.log", "--tz", "../../etc/passwd"),
        ("access.log", "--tz", "Europe"),
        ("access.log", "--inside", "10.0.0.0/33"),
        ("access.log", "--trusted-proxy", "any"),
        ("access.log", "--min-count", "0"),
        ("access.log", "--evidence", "101"),
        ("access.log", "--verdict", "ill"),
        ("access.log", "--format", "sarif"),
        ("access.log", "--log-format", "w3"),
        ("access.log", "--engine", "grep"),
        ("access.log", "--rules", "nowhere"),
        ("access.log", "--no-shipped-rules"),
        ("access.log", "-o", "report.pdf"),
        ("access.log", "-o", "csv:nowhere/report"),
        ("access.log", "-o", "text:access.log"),
        ("access.log", "--policy", "missing.yaml"),
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("log")
def test_usage(run: Run, words: tuple[str, ...]) -> None:
    """2: the command line can not be used; a line says why, and the log is left alone."""
    ran = run("hunt", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("netaudit: ")


@pytest.mark.usefixtures("log")
def test_missing_and_unknown_logs(run: Run, folder: Path) -> None:
    """3: some log is missing or is none; the rest is read and told."""
    (folder / "photo").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    for other in ("gone.log", "photo"):
        ran = run("hunt", other, "access.log")
        assert ran.code == 3
        assert f"problem: {other}: " in ran.out
        assert "INFECTED    192.0.2.66" in ran.out


@pytest.mark.usefixtures("log")
def test_folders_hold_logs_of_any_ending(run: Run, folder: Path) -> None:
    """Packed ones, .json and .csv too; notes, policies and hidden files are passed over."""
    inner = folder / "logs" / "deep"
    inner.mkdir(parents=True)
    (inner / "b.csv").write_bytes((folder / "access.log").read_bytes())
    (inner / "a.gz").write_bytes(gzip.compress((folder / "access.log").read_bytes()))
    (inner / "README.md").write_text("no log", encoding="ascii")
    (inner / ".hidden").write_text("no log", encoding="ascii")
    read = found(run, "logs")
    assert [each["path"] for each in read["sources"]] == [
        str(Path("logs/deep/a.gz")),
        str(Path("logs/deep/b.csv")),
    ]
    assert read["sightings"][0]["count"] == 2


def test_stdin(run: Run, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """- is standard input."""
    with log.open("rb") as stream:
        kept = os.dup(0)
        os.dup2(stream.fileno(), 0)
        try:
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.FileIO(0, closefd=False)))
            assert addresses(run, "-") == ["192.0.2.66"]
        finally:
            os.dup2(kept, 0)


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        (("--evidence", "1"), True),
        (("--since", "2001-08-05"), True),
        (("--since", "2001-08-05T12:00"), True),
        (("--since", "2001-08-05T12:00:01"), False),
        (("--since", "2001-08-05T13:00+01:00"), True),
        (("--since", "2001-08-05T12:00:01Z"), False),
        (("--since", "2001-08-05T14:00", "--tz", "Europe/Berlin"), True),
        (("--since", "2001-08-05T14:00:01", "--tz", "Europe/Berlin"), False),
        (("--since", "2001-08-05T14:00", "--tz", "+02:00"), True),
        (("--since", "2001-08-05T12:00", "--tz", "utc"), True),
        (("--until", "2001-08-05T12:00"), False),
        (("--until", "2001-08-05T12:00:01"), True),
        (("--until", "2001-08-06"), True),
        (("--until", "24h"), True),
        (("--since", "7d"), False),
        (("--since", "9999w"), True),
        (("--since", "1970-01-01", "--until", "30min"), True),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
@pytest.mark.usefixtures("log")
def test_times(run: Run, words: tuple[str, ...], seen: bool) -> None:
    """--since is inclusive, --until is not; both go by --tz, which is UTC unless it is said."""
    assert addresses(run, "access.log", *words) == ["192.0.2.66"] * seen


@pytest.mark.usefixtures("log")
def test_verdicts(run: Run) -> None:
    """Others are left out, of the exit code too."""
    assert run("hunt", "access.log", "--verdict", "infected").code == 1
    ran = run("hunt", "access.log", "--verdict", "scanner", "--verdict", "attacker", "--format", "json")
    assert ran.code == 0
    assert json.loads(ran.out)["sightings"] == []


@pytest.mark.usefixtures("log")
def test_min_count_and_evidence(run: Run, folder: Path) -> None:
    """Addresses with fewer lines are left out; so many lines are kept for each signature."""
    (folder / "two.log").write_text("\n".join([WORM] * 5), encoding="ascii")
    assert addresses(run, "access.log", "--min-count", "2") == []
    (sighting,) = found(run, "two.log", "--evidence", "2", "--min-count", "5")["sightings"]
    names = [each["signature"] for each in sighting["evidence"]]
    assert all(names.count(name) == 2 for name in names)


def test_only_the_worst_two_verdicts_are_listed(run: Run, folder: Path) -> None:
    """A server that can be attacked is not to be blocked unless it is asked for."""
    (folder / "ex.log").write_text(
        "#Software: Microsoft Internet Information Services 5.0\n#Date: 2001-08-05 00:00:00\n"
        "#Fields: date time c-ip s-ip cs-method cs-uri-stem cs-uri-query sc-status\n"
        "2001-08-05 12:00:00 192.0.2.66 10.1.1.20 GET /scripts/root.exe /c+dir 200\n",
        encoding="ascii",
    )
    listed = run("hunt", "ex.log", "--format", "list").out.splitlines()
    assert [each.split()[0] for each in listed] == ["192.0.2.66"]
    every = run("hunt", "ex.log", "--format", "list", *(w for v in VERDICTS for w in ("--verdict", v))).out
    assert "10.1.1.20 # vulnerable 1 root-exe-back-door-answered" in every.splitlines()


def test_the_site_policy_names_call_control(run: Run, folder: Path, log: Path) -> None:
    """An infected CallManager comes before all else, and what the policy names is inside."""
    (folder / "netaudit.yaml").write_text(
        "voice:\n  call_control: [192.0.2.66]\nnetworks:\n  protected: [192.0.2.0/24]\n", encoding="ascii"
    )
    shown = run("hunt", log.name).out.splitlines()
    assert shown[1] == "CALL-CONTROL SERVER INFECTED: 192.0.2.66"
    read = found(run, log.name)
    assert read["concerns"] == [
        {"address": "192.0.2.66", "verdict": "infected", "role": "call-control server"}
    ]
    assert read["sightings"][0]["inside"] is True


@pytest.mark.usefixtures("log")
def test_inside(run: Run) -> None:
    """Private addresses are inside, unless --inside says what is."""
    assert found(run, "access.log")["sightings"][0]["inside"] is False
    assert found(run, "access.log", "--inside", "192.0.2.0/24")["sightings"][0]["inside"] is True


def test_trusted_proxy(run: Run, folder: Path) -> None:
    """The client behind a declared proxy is found, behind others the header counts for nothing."""
    (folder / "ex.log").write_text(
        "#Software: Microsoft Internet Information Services 7.5\n#Date: 2001-08-05 00:00:00\n"
        "#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status X-Forwarded-For\n"
        "2001-08-05 12:00:00 10.0.0.5 GET /scripts/root.exe /c+dir 404 198.51.100.9\n",
        encoding="ascii",
    )
    assert addresses(run, "ex.log") == ["10.0.0.5"]
    assert addresses(run, "ex.log", "--trusted-proxy", "10.0.0.5") == ["198.51.100.9"]


@pytest.mark.usefixtures("log")
def test_files(run: Run, folder: Path) -> None:
    """-o writes every format beside what is printed."""
    options = [word for name in ("a.txt", "a.json", "a.csv", "a.list", "list:block") for word in ("-o", name)]
    assert run("hunt", "access.log", "--format", "list", *options).code == 1
    assert (folder / "a.txt").read_text().startswith("1 infected")
    assert json.loads((folder / "a.json").read_text())["schema"] == "netaudit.sightings/1"
    assert len(list(csv.reader(io.StringIO((folder / "a.csv").read_text())))) == 2
    assert (folder / "a.list").read_text() == (folder / "block").read_text()
    assert (folder / "block").read_text().startswith("192.0.2.66 # infected 1 ")


RULE = """title: Asks for the page
id: 6f1c2a77-0d6e-4a29-9f0f-0d7f3f5d8a10
name: asks-for-the-page
status: test
logsource:
  category: webserver
detection:
  selection:
    cs-uri-query|contains: page3.html
  condition: selection
level: low
"""


@pytest.mark.usefixtures("log")
def test_rules_of_the_user(run: Run, folder: Path) -> None:
    """--rules adds to ours, alone it goes without; a rule that can not be used is named, the others are."""
    (folder / "rules").mkdir()
    (folder / "rules" / "page.yml").write_text(RULE, encoding="ascii")
    assert addresses(run, "access.log", "--rules", "rules") == ["192.0.2.66", "10.0.0.7"]
    assert addresses(run, "access.log", "--rules", "rules", "--no-shipped-rules") == ["10.0.0.7"]
    (folder / "rules" / "odd.yml").write_text(
        RULE.replace("cs-uri-query|contains", "Image|frobnicate").replace("asks-", "odd-\x1b-"),
        encoding="ascii",
    )
    ran = run("hunt", "access.log", "--rules", "rules", "--no-shipped-rules")
    assert "odd.yml" in ran.err
    assert "\x1b" not in ran.err + ran.out
    assert ran.code == 1


def test_refused_rules_are_summarised(run: Run, folder: Path, log: Path) -> None:
    """Of many some are named on stderr, all of them in JSON; a folder of nothing else can not be used."""
    (folder / "rules").mkdir()
    for number in range(9):
        odd = RULE.replace("cs-uri-query|contains", "Image|frobnicate").replace("asks-", f"odd{number}-")
        (folder / "rules" / f"{number}.yml").write_text(odd, encoding="ascii")
    ran = run("hunt", log.name, "--rules", "rules")
    assert ran.code == 2
    (folder / "rules" / "page.yml").write_text(RULE, encoding="ascii")
    ran = run("hunt", log.name, "--rules", "rules", "--format", "json")
    assert ran.err.count("\n") == 6
    assert "and 4 more rules" in ran.err
    assert len(json.loads(ran.out)["refused"]) == 9


@pytest.mark.usefixtures("log")
def test_interrupt(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """130: Ctrl-C prints what was found so far and says that it is partial."""

    def pressed(*given: Any) -> Part:  # noqa: ANN401
        os.kill(os.getpid(), signal.SIGINT)
        return scan(*given)

    monkeypatch.setattr(hunt, "scan", pressed)
    ran = run("hunt", "access.log", "access.log.1", "access.log", "--format", "json")
    assert ran.code == 130
    assert "partial" in ran.err
    assert json.loads(ran.out)["partial"] is True


NASTY = (
    b"\x1b]0;owned\x07\x9b31m<script>alert(1)</script>{{7*7}}\xe2\x80\xae=cmd()::error::x\r192.0.2.250\x00"
)


@pytest.mark.parametrize("name", ["csv", "json", "list", "text"])
def test_hostile_requests(run: Run, folder: Path, name: str) -> None:
    """A URL full of escape sequences, HTML and template syntax stays text in every output."""
    worm = f"GET /default.ida?{PAYLOAD}".encode()
    rows = [
        b'192.0.2.66 - =cmd() [05/Aug/2001:12:00:00 +0000] "%s HTTP/1.0" 404 310'
        % worm.replace(b"?XX", b"?" + NASTY),
        b'192.0.2.67 - - [05/Aug/2001:12:00:00 +0000] "GET /scripts/root.exe?/c+dir+%s HTTP/1.0" 404 3'
        % NASTY,
    ]
    (folder / "=nasty\x1b.log").write_bytes(b"\n".join([*rows, *(each.encode() for each in HARMLESS)]))
    ran = run("hunt", "=nasty\x1b.log", "--format", name)
    assert "192.0.2.67" in ran.out
    shown = ran.out.replace("\r\n", "\n") + ran.err
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)
    assert not [each for each in shown.splitlines() if each.startswith(("=", "::", "192.0.2.250"))]


class Screen(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        """So it says."""
        return True


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize(
    ("words", "much", "moves"), [((), 0, True), (("--no-progress",), 0, False), ((), 10**9, False)]
)
def test_progress(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], much: int, moves: bool
) -> None:
    """On a terminal a bar tells bytes and rate, if there is enough to wait for and nobody minds."""
    screen = Screen()
    monkeypatch.setattr(rate, "MUCH", much)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    assert run("hunt", "access.log", *words).code == 1
    assert ("3.5/3.5 kB" in screen.getvalue()) == moves


def test_choices_are_what_there_is() -> None:
    """The command line names formats, engines and verdicts without loading them."""
    assert set(LOG_FORMATS) == set(FORMATS)
    assert (AUTO, *NAMES) == ENGINES
    assert tuple(Verdict) == VERDICTS


def test_version_tells_engines(run: Run) -> None:
    """--version --verbose names Python, each engine, and which one is chosen."""
    ran = run("--version", "--verbose")
    assert ran.code == 0
    for name in ("netaudit ", "python ", *(f"engine   {name} " for name in NAMES), "chosen "):
        assert re.search(f"^{name}", ran.out, re.MULTILINE)
    assert run("-V", "--verbose").out == run("--verbose", "--version").out == ran.out
    assert run("--verbose", "rules").code == 2


def test_other_commands_load_nothing_of_it() -> None:
    """Searching logs costs the other commands nothing at start."""
    code = (
        "import sys; from netaudit.cli import main; main(['rules']); "
        "heavy = ('netaudit.hunt', 'sigma', 'hyperscan', 'zoneinfo'); "
        "sys.exit(' '.join(name for name in sys.modules if name.startswith(heavy)) or 0)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, b"")
