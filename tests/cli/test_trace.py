"""``netaudit trace``: what may be asked, how it is answered, and how it ends."""

import io
import json
import sys
from collections import Counter
from pathlib import Path

import jsonschema
import pytest

from netaudit.cli.trace import grade
from netaudit.model import Problem
from netaudit.report.trace_run import Rest
from tests.cli.conftest import Run
from tests.cli.test_hostile import CONFIG as NASTY
from tests.cli.test_hostile import DANGEROUS, SECRETS

SWITCH = """version 15.0
hostname acc-1
switch 1 provision ws-c3750x-24p
interface GigabitEthernet1/0/1
 switchport mode access
 switchport access vlan 10
 switchport voice vlan 110
interface GigabitEthernet1/0/2
 switchport mode access
 switchport access vlan 10
 switchport voice vlan 110
 shutdown
interface GigabitEthernet1/1/1
 switchport mode trunk
end
"""
WAYS = ("--from", "Gi1/0/1", "--to", "Gi1/1/1")

SAMPLES = sorted((Path(__file__).parents[2] / "sample_configs").glob("*.cfg"))


@pytest.fixture
def switch(folder: Path) -> Path:
    """The config above as a file."""
    path = folder / "acc-1.cfg"
    path.write_text(SWITCH, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--dscp", "af99"), "'af99' is no DSCP"),
        (("--dscp", "64"), "'64' is no DSCP"),
        (("--cos", "8"), "'8' is no CoS"),
        (("--vlan", "0"), "'0' is no VLAN"),
        (("--vlan", "00000000000000000004095"), "is no VLAN"),
        (("--dport", "65536"), "'65536' is no port number"),
        (("--sport", "sip"), "'sip' is no port number"),
        (("--src", "10.1.1"), "'10.1.1' is no IP address"),
        (("--dst", "host"), "'host' is no IP address"),
        (("--sender", "fax"), "invalid choice"),
        (("--proto", "ipx"), "invalid choice"),
        (("--proto", "icmp", "--dport", "1"), "--proto icmp has no ports"),
        (("--all",), "leave out --from"),
        (("--format", "csv"), "invalid choice"),
        (("--policy", "missing.yaml"), "missing.yaml"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
@pytest.mark.usefixtures("switch")
def test_usage(run: Run, words: tuple[str, ...], why: str) -> None:
    """2: what can not be asked is refused with a reason, and nothing is printed."""
    ran = run("trace", "acc-1.cfg", *WAYS, *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("netaudit: ")
    assert why in ran.err


@pytest.mark.usefixtures("switch")
@pytest.mark.parametrize(
    "words", [(), WAYS[:2], WAYS[2:], ("--dscp", "ef"), ("--format", "json")], ids=" ".join
)
def test_choices_are_named(run: Run, words: tuple[str, ...]) -> None:
    """2: without two ports the error names those that there are."""
    ran = run("trace", "acc-1.cfg", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "netaudit: say --from and --to, or --all; acc-1 has phone ports GigabitEthernet1/0/1 "
        "and uplinks GigabitEthernet1/1/1\n"
    )


def test_no_choices(run: Run) -> None:
    """2: where no config can be read the error says what is missing all the same."""
    ran = run("trace", "gone.cfg")
    assert (ran.code, ran.out, ran.err) == (2, "", "netaudit: say --from and --to, or --all\n")


@pytest.mark.usefixtures("switch")
@pytest.mark.parametrize("form", ["text", "json"])
def test_unknown_interface(run: Run, form: str) -> None:
    """2: an interface that the device lacks is refused, with those that are near."""
    ran = run("trace", "acc-1.cfg", "--from", "gi1/0/7", "--to", "gi1/1/1", "--format", form)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "netaudit: acc-1 has no interface GigabitEthernet1/0/7; it has GigabitEthernet1/0/1-2\n"
    )


@pytest.mark.usefixtures("switch")
def test_one_of_several_lacks_the_interface(run: Run) -> None:
    """2: the others are traced all the same, and the JSON tells which was not."""
    ran = run("trace", "good.cfg", "acc-1.cfg", *WAYS, "--format", "json")
    shown = json.loads(ran.out)
    assert ran.code == 2
    assert [each["device"] for each in shown["traces"]] == ["acc-1"]
    assert [each["source"] for each in shown["problems"]] == ["good.cfg"]
    assert "good has no interface GigabitEthernet1/0/1; it has Loopback0" in ran.err


def test_many_that_lack_the_interface(run: Run, folder: Path) -> None:
    """The first of many are named on stderr, the others counted."""
    for number in range(8):
        (folder / f"r{number}.cfg").write_text(f"hostname r{number}\ninterface Loopback0\n", encoding="utf-8")
    ran = run("trace", *(f"r{number}.cfg" for number in range(8)), *WAYS)
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 6
    assert ran.err.endswith("and 3 more devices without one of the interfaces\n")


@pytest.mark.usefixtures("switch")
@pytest.mark.parametrize("name", ["gi1/0/1", "GIGABITETHERNET1/0/1", "Gig 1/0/1", "GigabitEthernet 1/0/1"])
def test_any_spelling_of_a_port(run: Run, name: str) -> None:
    """Interfaces may be written in any way that IOS takes."""
    assert run("trace", "acc-1.cfg", "--from", name, "--to", "Gi1/1/1") == run("trace", "acc-1.cfg", *WAYS)


@pytest.mark.usefixtures("switch")
def test_text_names_ports_packet_and_verdict(run: Run) -> None:
    """The text has the ports with their roles, the packet, and the verdict in capitals."""
    ran = run("trace", "acc-1.cfg", *WAYS, "--dscp", "cs3", "--sender", "pc")
    assert ran.out.startswith("acc-1  acc-1.cfg  (ios, c3k)\n")
    assert "  GigabitEthernet1/0/1 (phone) -> GigabitEthernet1/1/1 (uplink)\n" in ran.out
    assert "DSCP CS3, untagged, from a PC, VLAN 10, " in ran.out
    assert [word for word in ("\n  PASS ", "\n  FAIL ", "\n  UNKNOWN ") if word in ran.out]


@pytest.mark.usefixtures("switch")
def test_a_port_that_is_shut_down(run: Run) -> None:
    """It is traced as if it were not, and the text says so."""
    ran = run("trace", "acc-1.cfg", "--from", "gi1/0/2", "--to", "gi1/1/1")
    assert "note: GigabitEthernet1/0/2 is shut down; this is what it would do\n" in ran.out


@pytest.mark.usefixtures("switch")
def test_the_packet_is_in_the_json(run: Run) -> None:
    """Every option finds its key."""
    options = (
        "--dscp 34 --cos none --sender peer --proto tcp --sport 1 --dport 65535 --src 10.0.0.1 "
        "--dst 2001:DB8::1 --vlan 4094 --app sip"
    )
    ran = run("trace", "acc-1.cfg", *WAYS, *options.split(), "--format", "json")
    (traced,) = json.loads(ran.out)["traces"]
    assert traced["packet"] == {
        "dscp": 34, "cos": None, "sender": "peer", "protocol": "tcp", "source_port": 1,
        "destination_port": 65535, "source": "10.0.0.1", "destination": "2001:db8::1", "vlan": 4094,
        "application": "sip",
    }  # fmt: skip


@pytest.mark.usefixtures("switch")
def test_the_profile_decides_what_signalling_is(run: Run, folder: Path) -> None:
    """CS5 is data for Cisco's guide and signalling for RFC 4594."""
    words = ("trace", "acc-1.cfg", *WAYS, "--dscp", "cs5", "--format", "json")
    (folder / "rfc.yaml").write_text("profile: rfc4594\n", encoding="utf-8")
    kinds = [
        json.loads(run(*words, *more).out)["traces"][0]["kind"] for more in ((), ("--policy", "rfc.yaml"))
    ]
    assert kinds == ["best-effort", "signalling"]


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash reads a config from standard input."""

    class Stdin:
        buffer = io.BytesIO(SWITCH.encode())

    monkeypatch.setattr(sys, "stdin", Stdin())
    assert run("trace", "-", *WAYS).out.startswith("acc-1  -  (ios, c3k)\n")


@pytest.mark.usefixtures("switch")
@pytest.mark.parametrize("form", ["text", "json"])
def test_what_can_not_be_read(run: Run, form: str) -> None:
    """3: an input that is missing is told in the end, the rest is traced."""
    ran = run("trace", "gone.cfg", "acc-1.cfg", *WAYS, "--format", form)
    assert ran.code == 3
    assert "acc-1" in ran.out
    assert "no such file" in ran.out


@pytest.mark.parametrize(
    ("verdicts", "refused", "problems", "code"),
    [
        ({"pass": 3}, 0, 0, 0),
        ({"pass": 3, "unknown": 1}, 0, 0, 0),
        ({"pass": 3, "fail": 1}, 0, 0, 1),
        ({"fail": 1}, 1, 0, 2),
        ({"fail": 1}, 1, 1, 3),
        ({}, 0, 0, 0),
    ],
)
def test_exit_codes(verdicts: dict[str, int], refused: int, problems: int, code: int) -> None:
    """A failed call is 1, an unknown one is none; the highest code that applies wins."""
    problem = Problem(source="x", message="y")
    assert grade(Rest(Counter(verdicts), [problem] * refused, [problem] * problems)) == code


def test_unknown_verdicts_are_told(run: Run, folder: Path) -> None:
    """0, and a line on stderr, where the hardware can not be told from the config."""
    text = (
        SWITCH.replace("switch 1 provision ws-c3750x-24p\n", "").replace("1/0/", "5/").replace("1/1/", "6/")
    )
    (folder / "some.cfg").write_text(text, encoding="utf-8")
    ran = run("trace", "some.cfg", "--from", "gi5/1", "--to", "gi6/1")
    assert (ran.code, ran.err) == (0, "netaudit: 1 of 1 verdicts are unknown\n")
    assert run("trace", "some.cfg", "--all").code == 0


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_way_of_every_sample(run: Run, path: Path) -> None:
    """JSON follows its schema with a trace for each pair and kind, once; the text counts as many."""
    schema = json.loads((path.parents[1] / "docs" / "netaudit.trace.schema.json").read_text(encoding="utf-8"))
    shown = json.loads(run("trace", str(path), "--all", "--format", "json").out)
    jsonschema.Draft202012Validator(schema).validate(shown)
    traces = [
        (each["ingress"], each["egress"], each["kind"], each["packet"]["sender"]) for each in shown["traces"]
    ]
    assert traces
    assert len(traces) == len(set(traces))
    assert not [each for each in traces if each[0] == each[1]]
    assert f"\n  {len(traces)} traces: " in run("trace", str(path), "--all").out


def test_phone_ports_by_uplinks(run: Run) -> None:
    """Every phone port has a trace of each kind to each uplink, as the matrix of the issue wants."""
    (path,) = (path for path in SAMPLES if path.stem == "acc-9300-good")
    shown = json.loads(run("trace", str(path), "--all", "--format", "json").out)["traces"]
    told = {(each["ingress"], each["egress"], each["kind"]) for each in shown}
    phones = [f"GigabitEthernet1/0/{number}" for number in range(1, 14)]
    uplinks = ["TenGigabitEthernet1/1/1", "TenGigabitEthernet1/1/2"]
    kinds = ["bearer", "signalling", "cheater", "best-effort"]
    assert {(phone, uplink, kind) for phone in phones for uplink in uplinks for kind in kinds} <= told


@pytest.mark.parametrize("form", ["text", "json"])
def test_jobs_change_nothing(run: Run, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """Two processes print, byte for byte, what one prints."""
    monkeypatch.setattr("netaudit.syntax.jobs.WORTH_A_PROCESS", 0)
    monkeypatch.setattr("netaudit.syntax.jobs.SMALLEST_CHUNK", 1)
    folder = str(SAMPLES[0].parent)
    one, two = (run("trace", folder, "gone.cfg", "--all", "--format", form, "--jobs", jobs) for jobs in "12")
    assert one == two
    assert "acc-9300-good" in one.out


@pytest.mark.usefixtures("switch")
def test_colour(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Colour is there when asked for, and not where the output is no terminal."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    for words in (WAYS, ("--all",)):
        assert "\x1b[" in run("trace", "acc-1.cfg", *words, "--color", "always").out
        assert "\x1b[" not in run("trace", "acc-1.cfg", *words).out


WAN = f"""{NASTY.partition("end")[0]} service-policy output x
interface GigabitEthernet1/0/2
 switchport mode trunk
"""


@pytest.mark.parametrize("words", [("--all",), ("--from", "gi1/0/1", "--to", "gi1/0/2")], ids=" ".join)
@pytest.mark.parametrize("form", ["text", "json"])
def test_no_control_character(run: Run, folder: Path, words: tuple[str, ...], form: str) -> None:
    """Nothing in a config acts on a terminal or a build server."""
    (folder / "nasty.cfg").write_text(WAN, encoding="utf-8")
    ran = run("trace", "nasty.cfg", *words, "--format", form, "--color", "never")
    assert "GigabitEthernet1/0/2" in ran.out
    assert not DANGEROUS & set(ran.out + ran.err)
    assert not [line for line in ran.out.splitlines() if line.lstrip().startswith("::")]


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret(run: Run, folder: Path, form: str) -> None:
    """No password, community or key is in any output."""
    text = SECRETS.replace("line vty", "interface GigabitEthernet1/0/2\n switchport mode trunk\nline vty")
    (folder / "secrets.cfg").write_text(text, encoding="utf-8")
    for words in (("--all",), ("--from", "gi1/0/1", "--to", "gi1/0/2")):
        ran = run("trace", "secrets.cfg", *words, "--format", form)
        assert "GigabitEthernet1/0/1" in ran.out
        assert "SECRET" not in ran.out + ran.err
