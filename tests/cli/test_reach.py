"""``netaudit reach``: what may be asked, how it is answered, and how it ends."""

import json
from pathlib import Path

import jsonschema
import pytest

from netaudit.analysis.reach import trails
from netaudit.report import schemas
from tests.cli.conftest import Run
from tests.cli.test_hostile import DANGEROUS, NASTY

SWITCH = """version 15.2
hostname dist1
ip routing
vlan 110
 name VOICE
interface Vlan10
 ip address 10.0.10.1 255.255.255.0
 ip access-group PC in
interface Vlan110
 ip address 10.0.110.1 255.255.255.0
ip access-list extended PC
 deny udp any 10.0.110.0 0.0.0.255
 permit tcp any any eq 5060
 permit icmp any any time-range WORK
end
"""
PLACES = ("--from", "10", "--to", "110")


@pytest.fixture
def switch(folder: Path) -> Path:
    """The config above as a file."""
    path = folder / "dist1.cfg"
    path.write_text(SWITCH, encoding="utf-8")
    return path


@pytest.mark.usefixtures("switch")
@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ((), "partly"),
        (("--proto", "udp"), "blocked"),
        (("--proto", "17"), "blocked"),
        (("--dport", "5060"), "partly"),
        (("--dport", "TFTP"), "blocked"),
        (("--proto", "tcp", "--dport", "5060"), "passes"),
        (("--proto", "tcp", "--dport", "5060-5061"), "partly"),
        (("--proto", "tcp", "--sport", "5060"), "partly"),
        (("--established", "--dport", "22"), "blocked"),
        (("--established", "--dport", "5060"), "passes"),
        (("--proto", "icmp"), "unknown"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_options_narrow_the_packets(run: Run, words: tuple[str, ...], verdict: str) -> None:
    """UDP is denied, one port of TCP permitted, ICMP in working hours; ports alone are TCP and UDP."""
    ran = run("reach", "dist1.cfg", *PLACES, *words, "--format", "json")
    assert (ran.code, json.loads(ran.out)["verdict"]) == (0, verdict)


@pytest.mark.usefixtures("switch")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--proto", "udp", "--expect", "blocked"), 0),
        (("--proto", "udp", "--expect", "passes"), 1),
        (("--proto", "tcp", "--dport", "5060", "--expect", "passes"), 0),
        (("--expect", "passes"), 1),
        (("--expect", "blocked"), 1),
        (("--proto", "icmp", "--expect", "passes"), 1),
        (("--proto", "icmp", "--expect", "blocked"), 1),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_what_is_expected_grades_the_answer(run: Run, words: tuple[str, ...], code: int) -> None:
    """0 as expected, 1 otherwise; what is in part so or unknown is not as expected."""
    assert run("reach", "dist1.cfg", *PLACES, *words).code == code


@pytest.mark.usefixtures("switch")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--from", "10"), "the following arguments are required: --to"),
        (("--from", "10", "--to", "120"), "no config has VLAN 120; VLANs with a gateway: 10,110"),
        (("--from", "10", "--to", "VOISE"), "did you mean VOICE?"),
        (("--from", "192.0.2.1", "--to", "110"), "no config has an interface in 192.0.2.1"),
        (("--from", "10", "--to", "2001:db8::1"), "they have no IP version in common"),
        ((*PLACES, "--proto", "icmp", "--dport", "80"), "--proto icmp has no ports"),
        ((*PLACES, "--proto", "udp", "--established"), "--established goes with tcp"),
        ((*PLACES, "--proto", "teleport"), "'teleport' is no IP protocol"),
        ((*PLACES, "--dport", "90-80"), "'90-80' runs backwards"),
        ((*PLACES, "--dport", "65536"), "'65536' is no port number"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_can_not_be_asked(run: Run, words: tuple[str, ...], told: str) -> None:
    """2, and a sentence that says what was wrong."""
    ran = run("reach", "dist1.cfg", *words)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


@pytest.mark.usefixtures("switch")
def test_an_input_that_can_not_be_read(run: Run) -> None:
    """3: the others are answered for, and the answer names it."""
    ran = run("reach", "dist1.cfg", "missing.cfg", *PLACES, "--expect", "blocked")
    assert ran.code == 3
    assert "problem: missing.cfg: no such file" in ran.out


def test_nothing_to_answer_from(run: Run) -> None:
    """3 as well where the place may have been in what could not be read, which is told."""
    ran = run("reach", "missing.cfg", *PLACES)
    assert ran.code == 3
    assert "no config has VLAN 10" in ran.err
    assert "missing.cfg: no such file" in ran.err


@pytest.mark.usefixtures("switch")
def test_too_many_ways_are_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """3: no answer instead of a part of it."""
    monkeypatch.setattr(trails, "MOST_TRAILS", 0)
    ran = run("reach", "dist1.cfg", *PLACES)
    assert (ran.code, ran.out) == (3, "")
    assert "more than 0 ways from 10 to 110" in ran.err


@pytest.mark.usefixtures("switch")
def test_the_answer_names_the_deciding_lines(run: Run) -> None:
    """Each entry that decides is quoted with its line, and the end of the list is told."""
    shown = run("reach", "dist1.cfg", *PLACES, "--proto", "tcp").out
    assert "   13 |  permit tcp any any eq 5060\n" in shown
    assert "(the end of the list: deny)" in shown
    assert "deny udp" not in shown


@pytest.mark.usefixtures("switch")
def test_json_keeps_the_contract(run: Run) -> None:
    """The document is as its schema says, with sets in words and a packet of each."""
    document = json.loads(run("reach", "dist1.cfg", *PLACES, "--format", "json").out)
    jsonschema.validate(document, json.loads(schemas.text("netaudit.reach.schema.json")))
    (path,) = document["paths"]
    assert path["passes"] == {
        "packets": ["tcp from 10.0.10.0/24 to 10.0.110.0/24 port 5060, later fragments too"],
        "witness": "tcp 10.0.10.10:49152 10.0.110.10:5060",
    }
    assert path["conditional"] == {
        "packets": ["icmp from 10.0.10.0/24 to 10.0.110.0/24 while time-range WORK is active"],
        "witness": "icmp 10.0.10.10 10.0.110.10 echo while time-range WORK is active",
    }
    (stop,) = path["hops"][0]["stops"]
    assert (stop["where"], stop["direction"], stop["name"], stop["lines"]) == ("Vlan10", "in", "PC", [8])
    assert [(d["action"], d["lines"]) for d in stop["decided"]] == [
        ("deny", [12]),
        ("permit", [13]),
        ("permit", [14]),
        ("deny", []),
    ]


@pytest.mark.parametrize("form", ["json", "text"])
def test_no_control_character_gets_out(run: Run, folder: Path, form: str) -> None:
    """Hostnames, lists, maps and lines of a config are shown as text."""
    evil = NASTY.replace(" ", "")
    text = SWITCH.replace("dist1", f"::error::{evil}").replace(" PC", f" {evil}")
    text = text.replace("time-range WORK", f"frobnicate {evil}")
    (folder / "nasty.cfg").write_text(text, encoding="utf-8")
    ran = run("reach", "nasty.cfg", *PLACES, "--format", form, "--color", "never")
    assert ran.code == 0
    assert not DANGEROUS & set(ran.out)
    assert not [line for line in ran.out.splitlines() if line.lstrip().startswith("::")]


def test_several_processes_give_the_same_answer(run: Run, folder: Path) -> None:
    """A large folder is read by several processes; the answer does not tell."""
    for number in range(3):
        text = SWITCH.replace("dist1", f"dist{number}") + "! filler\n" * 120_000
        (folder / f"dist{number}.cfg").write_text(text, encoding="utf-8")
    asked = ("reach", "dist0.cfg", "dist1.cfg", "dist2.cfg", *PLACES)
    one, two = run(*asked, "--jobs", "1"), run(*asked, "--jobs", "2")
    assert one.out == two.out
    assert "3 ways" in one.out
