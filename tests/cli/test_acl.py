"""``netaudit acl``: what may be asked, how it is answered, and how it ends."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from netaudit.report.acl import schema
from tests.cli.conftest import Ran, Run
from tests.cli.test_hostile import DANGEROUS

SAMPLES = Path(__file__).parents[2] / "sample_configs"
LEAKY, TIGHT = (str(SAMPLES / f"dist-3850-{name}.cfg") for name in ("leaky", "tight"))

LISTS = """version 15.2
hostname lists
ip access-list extended WEB
 permit tcp any any eq 80 time-range WORK
 deny tcp any any
 permit ip any any
 permit udp any any
ip access-list extended ODD
 permit tcp any any frobnicate
ip access-list extended FINE
 permit tcp any any
 deny ip any any
mac access-list extended FRAMES
 permit any any
ipv6 access-list SIX
 permit tcp any any eq 80
 deny icmp any any echo-request
vlan access-map MAP 10
 match ip address FINE
 action drop
vlan access-map MAP 20
 action forward
interface Vlan10
 ip address 10.1.1.2 255.255.255.0
 ip access-group GONE in
end
"""
WEB = ("--acl", "WEB", "--packet")
PACKET = "tcp 10.1.1.1:1 10.2.2.2:80"


@pytest.fixture
def lists(folder: Path) -> Path:
    """The config above as a file."""
    path = folder / "lists.cfg"
    path.write_text(LISTS, encoding="utf-8")
    return path


def valid(ran: Ran) -> Any:  # noqa: ANN401 - a JSON document
    """The document of a run, if it is as the schema says."""
    document = json.loads(ran.out)
    jsonschema.Draft202012Validator(schema()).validate(document)
    return document


QUESTIONS = {
    "lint": ("lint", "lists.cfg", "gone.cfg"),
    "test": ("test", "lists.cfg", *WEB, PACKET, "--packet", "udp 10.1.1.1:1 10.2.2.2:80"),
    "compare": ("compare", LEAKY, TIGHT),
    "search": ("search", "lists.cfg", "--acl", "WEB", "--action", "permit", "--proto", "tcp"),
}


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("question", QUESTIONS)
def test_json_is_as_the_schema_says(run: Run, question: str) -> None:
    """Each question's document is valid, says which question it answers, and a stray key is refused."""
    document = valid(run("acl", *QUESTIONS[question], "--format", "json"))
    assert (document["schema"], document["question"]) == ("netaudit.acl/1", question)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**document, "stray": 1}, schema())


def test_lint_of_the_leaky_switch(run: Run) -> None:
    """The shadowed line, its blocker and a packet; the line that two cover together; nothing redundant."""
    ran = run("acl", "lint", LEAKY, "--format", "json")
    assert ran.code == 1
    found = {acl["acl"]: acl for acl in valid(ran)["acls"]}
    (shadowed,) = found["VOICE-116-OUT"]["unreachable"]
    (leak,) = shadowed["blocked_by"]
    rows = Path(LEAKY).read_text().splitlines()
    assert rows[leak - 1].endswith("permit tcp 10.10.0.0 0.0.255.255 10.20.116.0 0.0.0.255 gt 1023")
    assert (shadowed["sequence"], shadowed["reason"], shadowed["different_action"]) == (110, "shadowed", True)
    assert shadowed["witness_before"] == "tcp 10.10.16.10:49152 10.20.116.10:5060"
    assert shadowed["decided_by"] == leak
    (joint,) = found["VOICE-117-IN"]["unreachable"]
    assert joint["blocked_by"] == [joint["line"] - 2, joint["line"] - 1]
    assert (joint["sequence"], joint["different_action"]) == (80, False)
    assert not [acl for acl in found.values() if acl["redundant"]]


def test_lint_of_the_tight_switch(run: Run) -> None:
    """0: nothing to say, and how many lists that is said of."""
    ran = run("acl", "lint", TIGHT)
    assert (ran.code, ran.out) == (0, "10 access lists: entries 0 unreachable, 0 redundant\n")


@pytest.mark.usefixtures("lists")
def test_lint_text(run: Run) -> None:
    """Line by line: what is wrong, why, and what was not understood."""
    ran = run("acl", "lint", "lists.cfg")
    assert (ran.code, ran.err) == (1, "")
    assert (
        ran.out
        == """lists  lists.cfg
  WEB  extended, 4 entries
    unreachable  lists.cfg:7  permit udp any any
      line 6 matches all that it matches
      such as: udp 192.0.2.10:49152 198.51.100.10:80, decided by line 6
  ODD  extended, 1 entry
    unread       lists.cfg:9  permit tcp any any frobnicate
      not understood: it may match anything, and do anything
  SIX  ipv6, 2 entries
    redundant    lists.cfg:17  deny icmp any any echo-request
      without it the end of the list would do the same

4 access lists: entries 1 unreachable, 1 redundant, 1 not understood
"""
    )


def test_lint_goes_on_without_what_can_not_be_read(run: Run) -> None:
    """3: a file is missing, the others are judged all the same."""
    ran = run("acl", "lint", "good.cfg", "gone.cfg")
    assert ran.code == 3
    assert "problem: gone.cfg: no such file" in ran.out
    assert "0 access lists" in ran.out


@pytest.mark.parametrize("form", ["text", "json"])
def test_lint_on_several_processes(run: Run, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """Two processes print, byte for byte, what one prints."""
    monkeypatch.setattr("netaudit.syntax.jobs.WORTH_A_PROCESS", 0)
    monkeypatch.setattr("netaudit.syntax.jobs.SMALLEST_CHUNK", 1)
    one, two = (run("acl", "lint", str(SAMPLES), "--format", form, "--jobs", jobs) for jobs in "12")
    assert one == two
    assert "VOICE-116-OUT" in one.out


@pytest.mark.parametrize(
    ("packet", "code", "told"),
    [
        (PACKET, 1, "unknown"),
        ("tcp 10.1.1.1:1 10.2.2.2:81", 1, "deny"),
        ("udp 10.1.1.1:1 10.2.2.2:81", 0, "permit"),
    ],
)
@pytest.mark.usefixtures("lists")
def test_exit_code_of_a_test(run: Run, packet: str, code: int, told: str) -> None:
    """0 where the packet passes for certain, 1 where it is dropped or may be."""
    ran = run("acl", "test", "lists.cfg", *WEB, packet)
    assert (ran.code, ran.out.split()[0]) == (code, told)


@pytest.mark.usefixtures("lists")
def test_the_entries_that_may_decide(run: Run) -> None:
    """In order: the first whose condition holds decides."""
    ran = run("acl", "test", "lists.cfg", *WEB, PACKET)
    assert (
        ran.out
        == f"""unknown  {PACKET}
  lists.cfg:4  permit tcp any any eq 80 time-range WORK  (permit while time-range WORK is active)
  lists.cfg:5  deny tcp any any  (else deny)
"""
    )


@pytest.mark.usefixtures("lists")
def test_what_ios_adds(run: Run) -> None:
    """The end of a list, neighbour discovery and a VLAN access-map decide, too."""
    end = run("acl", "test", "lists.cfg", "--acl", "SIX", "--packet", "udp [2001:db8::1]:1 [2001:db8::2]:53")
    assert "(the end of the list: deny)" in end.out
    nd = run("acl", "test", "lists.cfg", "--acl", "SIX", "--packet", "icmp6 fe80::1 fe80::2 nd-ns")
    assert (nd.code, nd.out.splitlines()[1]) == (0, "  (added by IOS: permit icmp any any nd-na, nd-ns)")
    six, four = "udp [2001:db8::1]:1 [2001:db8::2]:53", PACKET
    mapped = run("acl", "test", "lists.cfg", "--vlan-map", "MAP", "--packet", six, "--packet", four)
    assert "lists.cfg:21  vlan access-map MAP 20: action forward" in mapped.out.partition("deny")[0]
    assert "lists.cfg:18  vlan access-map MAP 10: action drop" in mapped.out.partition("deny")[2]


def test_compare_says_exactly_what_the_correction_changes(run: Run) -> None:
    """One list differs: what the leak let through is denied now, by the end of the list."""
    ran = run("acl", "compare", LEAKY, TIGHT, "--format", "json")
    assert ran.code == 1
    (changed,) = [acl for acl in valid(ran)["acls"] if acl["state"] != "same"]
    assert (changed["acl"], changed["permitted"]) == ("VOICE-116-OUT", None)
    assert changed["denied"]["packets"] == [
        "tcp from 10.10.0.0/16 to 10.20.116.0/24 ports 1024-65535, later fragments too"
    ]
    (change,) = changed["changes"]
    assert (change["old"]["sequence"], change["new"]["sequence"]) == (90, 120)


def test_compare_with_itself(run: Run) -> None:
    """0: nothing differs, all lists are named."""
    ran = run("acl", "compare", LEAKY, LEAKY)
    assert ran.code == 0
    assert ran.out.splitlines()[1].startswith("same: MGMT-IN, SNMP-RO, DATA-16-IN")


def test_a_list_that_only_one_config_has(run: Run, lists: Path) -> None:
    """Where an interface names it everything passes; where nothing does, that is said and no more."""
    renamed = LISTS.replace("extended FINE", "extended GONE").replace("address FINE", "address WEB")
    (lists.parent / "new.cfg").write_text(renamed, encoding="utf-8")
    ran = run("acl", "compare", "lists.cfg", "new.cfg", "--acl", "GONE")
    assert ran.code == 1
    assert (
        "GONE  only in new\n  lists.cfg has no such list and names it on Vlan10: everything passes" in ran.out
    )
    assert "  newly denied\n    all protocols but tcp from any to any\n" in ran.out
    assert "    was  (no such list: everything passes)\n    now  new.cfg:12  deny ip any any\n" in ran.out
    unused = run("acl", "compare", "lists.cfg", "new.cfg", "--acl", "FINE")
    assert unused.out.splitlines()[1:] == [
        "FINE  only in old",
        "  new.cfg has no such list and names it nowhere",
    ]
    assert unused.code == 1


def test_other_hours(run: Run, folder: Path) -> None:
    """A time-range that is defined otherwise makes a list different whose lines are the same."""
    for name, hour in (("old", 8), ("new", 7)):
        clock = f"time-range WORK\n periodic weekdays {hour}:00 to 17:00\n"
        text = LISTS.replace("hostname lists\n", f"hostname lists\n{clock}")
        (folder / f"{name}.cfg").write_text(text, encoding="utf-8")
    ran = run("acl", "compare", "old.cfg", "new.cfg")
    assert ran.code == 1
    assert "WEB\n  other hours: time-range WORK is not the same in both\nsame: ODD, FINE, SIX\n" in ran.out
    assert run("acl", "compare", "old.cfg", "old.cfg").code == 0


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--action", "permit", "--proto", "udp"), 0, "    udp from any to any\n"),
        (
            ("--action", "permit", "--proto", "tcp", "--dport", "443"),
            1,
            "WEB permits no such packet: tcp from any to any port 443",
        ),
        (
            ("--action", "deny", "--from", "10.0.0.0/8", "--dport", "22"),
            0,
            "tcp from 10.0.0.0/8 to any port 22",
        ),
        (
            ("--action", "permit", "--icmp-type", "echo", "--dscp", "ef"),
            0,
            "icmp from any to any, echo, dscp ef",
        ),
        (("--action", "deny", "--icmp-type", "8"), 1, "WEB denies no such packet"),
        (("--action", "permit", "--established"), 0, "while time-range WORK is active"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
@pytest.mark.usefixtures("lists")
def test_search(run: Run, words: tuple[str, ...], code: int, told: str) -> None:
    """0 with the packets where there are any, 1 with the proof that there are none."""
    ran = run("acl", "search", "lists.cfg", "--acl", "WEB", *words)
    assert (ran.code, ran.err) == (code, "")
    assert told in ran.out


SEARCH = ("search", "lists.cfg", "--acl", "WEB", "--action", "permit")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "required: QUESTION"),
        (("test", "lists.cfg", "--packet", PACKET), "one of the arguments --acl --vlan-map is required"),
        (
            ("test", "lists.cfg", "--acl", "web", "--packet", PACKET),
            "no access list web; did you mean WEB? It has",
        ),
        (("test", "lists.cfg", "--acl", "FRAMES", "--packet", PACKET), "a list of kind mac"),
        (("test", "lists.cfg", "--acl", "SIX", "--packet", PACKET), "SIX filters IPv6: it does not see tcp"),
        (
            ("test", "lists.cfg", "--vlan-map", "map", "--packet", PACKET),
            "no VLAN access-map map; did you mean MAP?",
        ),
        (("test", "lists.cfg", *WEB, "tcp 10.1.1.1 10.2.2.2"), "is no packet"),
        (("test", "good.cfg", *WEB, PACKET), "no access list WEB; there is none at all"),
        (("compare", "lists.cfg", "good.cfg", "--acl", "OTHER"), "no access list OTHER"),
        ((*SEARCH, "--from", "10.0.0.0/33"), "'10.0.0.0/33' is no network"),
        ((*SEARCH, "--from", "10.0.0.0/8", "--to", "::/0"), "are of two IP versions"),
        ((*SEARCH, "--from", "::/0"), "WEB filters IPv4"),
        ((*SEARCH, "--icmp-type", "echo", "--proto", "tcp"), "--icmp-type goes with icmp"),
        ((*SEARCH, "--icmp-type", "ping"), "no such message"),
        ((*SEARCH, "--icmp-type", "256"), "types are 0-255"),
        ((*SEARCH, "--proto", "icmp", "--dport", "80"), "has no ports"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
@pytest.mark.usefixtures("lists")
def test_usage(run: Run, words: tuple[str, ...], why: str) -> None:
    """2: what can not be asked is refused with a reason, and nothing is printed."""
    ran = run("acl", *words)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err


def test_a_config_that_can_not_be_read(run: Run) -> None:
    """3: nothing to ask."""
    ran = run("acl", "test", "gone.cfg", *WEB, PACKET)
    assert (ran.code, ran.out) == (3, "")
    assert "gone.cfg" in ran.err


@pytest.mark.usefixtures("lists")
def test_too_tangled(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """3: a list that has no exact answer within the bound is named, the others are served."""
    monkeypatch.setattr("netaudit.analysis.acl.order.ordered.MOST_CUTS", 0)
    ran = run("acl", "compare", "lists.cfg", "good.cfg")
    assert ran.code == 1
    ran = run("acl", "search", "lists.cfg", "--acl", "WEB", "--action", "permit")
    assert ran.code == 3
    assert "problem: lists.cfg: access list WEB: what the entries" in ran.out


NASTY = """version 15.2
hostname \x1b[31mred
ip access-list extended \u202eLIST
 permit tcp any any eq 80 \x1b]0;x
 remark ::error::x
 permit ip any any
 deny udp any any
end
"""


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_control_character(run: Run, folder: Path, form: str) -> None:
    """Nothing in a config acts on a terminal."""
    (folder / "nasty.cfg").write_text(NASTY, encoding="utf-8")
    for words in (
        ("lint", "nasty.cfg"),
        ("compare", "nasty.cfg", "good.cfg"),
        ("test", "nasty.cfg", "--acl", "LIST", "--packet", PACKET),
    ):
        ran = run("acl", *words, "--format", form, "--color", "never")
        assert "LIST" in ran.out + ran.err
        assert not DANGEROUS & set(ran.out + ran.err)


@pytest.mark.usefixtures("lists")
def test_colour(run: Run) -> None:
    """Colour is there when asked for."""
    for question in QUESTIONS.values():
        assert "\x1b[" in run("acl", *question, "--color", "always").out
        assert "\x1b[" not in run("acl", *question).out
