"""What a hunt found reads the same in every format, and nothing that a log says acts anywhere."""

import csv
import io
import json
import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

import jsonschema
import pytest
from msgspec import json as msgjson
from msgspec.structs import replace

from netaudit.hunt.sightings.order import Sightings, ranked
from netaudit.hunt.sigma.signature import Refused
from netaudit.model import Evidence, LogSource, Problem, Sighting, SignatureSummary, Verdict
from netaudit.report.hunt import Concern, Document, Hunted, as_json, schema
from netaudit.report.hunt_rows import COLUMNS, as_csv, as_list
from netaudit.report.hunt_text import EVERYTHING, SENSIBLE, as_text
from netaudit.report.paint import ansi, plain

NASTY = (
    "\x1b]0;owned\x07\x1b[2J\x9b31m=cmd|' /C calc'!A0<script>alert(1)</script>{{7*7}}${7*7}"
    "\u202egnp\u2066\r\n::error::x\n192.0.2.250 # infected\n\x00\ufeff%n$(reboot)`reboot`"
)
"""What a log may hold: escape sequences, a formula, HTML, templates, direction marks, line ends, commands."""

DANGEROUS = set("\x1b\x07\x9b\u202e\u2066\x00\ufeff\r")

LINE = Evidence(
    source="ex010805.log",
    line=41,
    sha256="ab" * 32,
    signature="code-red-ii",
    time="2001-08-05T02:41:55Z",
    status="404",
    excerpt="GET /default.ida?XXXX",
)

ONE = Sighting(
    address="192.0.2.66",
    inside=False,
    verdict=Verdict.INFECTED,
    signatures=("code-red-ii",),
    count=2,
    first_seen="2001-08-05T02:41:55Z",
    last_seen="2001-08-05T03:00:00Z",
    targets=("10.1.1.20", "10.1.1.21"),
    target_count=2,
    statuses={"404": 2},
    evidence=(LINE,),
)

SUMMARY = SignatureSummary(
    name="code-red-ii",
    title="Code Red II",
    verdict=Verdict.INFECTED,
    level="critical",
    references=("https://example.org/",),
    count=2,
    addresses=1,
)

LOG = LogSource(path="ex010805.log", format="iis-w3c", lines=592, candidates=34, skipped={})


def hunted(*sightings: Sighting, **more: Any) -> Hunted:  # noqa: ANN401
    """A hunt that found these."""
    known = {each.address: each for each in sightings}
    kept = (ranked(each.address, each.verdict, each.count) for each in sightings)
    found = Hunted(Sightings(kept, known.__getitem__), (LOG,), (SUMMARY,), rules=3)
    return found._replace(**more)


def text(found: Hunted, limits: Any = SENSIBLE) -> str:  # noqa: ANN401
    """The text without colour."""
    return "\n".join(as_text(found, plain, limits))


def rows(found: Hunted) -> list[dict[str, str]]:
    """The table."""
    return list(csv.DictReader(io.StringIO("".join(as_csv(found)), newline="")))


NASTY_ONE = replace(
    ONE,
    verdict=Verdict.ATTACKER,
    signatures=(NASTY,),
    statuses={NASTY: 1},
    evidence=(replace(LINE, source=NASTY, signature=NASTY, status=NASTY, excerpt=NASTY),),
)
WORST = hunted(
    NASTY_ONE,
    sources=(
        LogSource(path=NASTY, format="ncsa", lines=1, candidates=1, skipped={NASTY: 1}, notes=(NASTY,)),
    ),
    signatures=(replace(SUMMARY, name=NASTY, title=NASTY, references=(NASTY,)),),
    concerns=(Concern(address="192.0.2.66", verdict=Verdict.ATTACKER, role="call-control server"),),
    refused=(Refused(source=NASTY, rule=NASTY, reason=NASTY),),
    problems=(Problem(source=NASTY, message=NASTY),),
)


def outputs() -> Iterator[Any]:
    """What each format makes of it."""
    yield pytest.param("".join(as_json(WORST)), id="json")
    yield pytest.param("".join(as_csv(WORST)).replace("\r\n", "\n"), id="csv")
    yield pytest.param("".join(as_list(WORST)), id="list")
    yield pytest.param(text(WORST), id="text")
    yield pytest.param(text(WORST, EVERYTHING), id="full")


@pytest.mark.parametrize("shown", list(outputs()))
def test_nothing_of_a_log_acts(shown: str) -> None:
    """No escape sequence, direction mark or carriage return gets through, and no line becomes a command."""
    assert not DANGEROUS & set(shown)
    assert all(each.isprintable() or each == "\n" for each in shown)
    assert not [line for line in shown.splitlines() if line.lstrip().startswith(("::", "192.0.2.250"))]


def test_hostile_text_is_still_there_to_be_seen() -> None:
    """It is made visible, not thrown away."""
    assert r"\x1b]0;owned\x07" in text(WORST, EVERYTHING)
    read = json.loads("".join(as_json(WORST)))
    assert read["sightings"][0]["evidence"][0]["excerpt"] == NASTY


@pytest.mark.parametrize("first", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\uff1d1"])
def test_no_formula(first: str) -> None:
    """No cell of the table begins a formula."""
    one = replace(ONE, signatures=(first,), evidence=(replace(LINE, source=first, excerpt=first),))
    (row,) = rows(hunted(one))
    for column in ("signatures", "evidence", "excerpt"):
        assert row[column].startswith("'")


def test_a_row_of_the_table_is_a_line() -> None:
    """Quotes, commas and line ends of a log stay within their cell."""
    one = replace(ONE, evidence=(replace(LINE, excerpt='a","b\r\nc'),))
    (row,) = rows(hunted(one))
    assert row["excerpt"] == 'a","b\\r\\nc'
    assert None not in row


def test_each_line_of_the_list_is_an_address_and_a_comment() -> None:
    """Behind the comment sign stand harmless characters alone."""
    for line in "".join(as_list(WORST)).splitlines():
        address, _, comment = line.partition(" # ")
        assert str(ip_address(address)) == address
        assert set(comment) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._- ")


def test_list() -> None:
    """Address, verdict, lines, signatures; partial is a comment of its own."""
    assert "".join(as_list(hunted(ONE))) == "192.0.2.66 # infected 2 code-red-ii\n"
    assert "".join(as_list(hunted(ONE, partial=True))).startswith("# partial")


def test_table() -> None:
    """A row for each address; of the evidence the first line."""
    (row,) = rows(hunted(ONE))
    assert tuple(row) == COLUMNS
    assert (row["address"], row["inside"], row["targets"]) == ("192.0.2.66", "no", "10.1.1.20 10.1.1.21")
    assert (row["statuses"], row["evidence"]) == ("404 2", "ex010805.log:41")


@pytest.mark.parametrize("found", [WORST, hunted(ONE), hunted(), hunted(ONE, partial=True)])
def test_json_is_the_contract(found: Hunted) -> None:
    """The document is what its schema says, and what its record says."""
    shown = "".join(as_json(found))
    jsonschema.validate(json.loads(shown), schema())
    read = msgjson.decode(shown, type=Document)
    assert read.sightings == tuple(found.sightings)
    assert read.partial == found.partial


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: one.pop("partial"),
        lambda one: one.pop("sources"),
        lambda one: one.update(more=1),
        lambda one: one["sightings"][0].update(verdict="ill"),
        lambda one: one["sightings"][0].pop("evidence"),
        lambda one: one["sightings"][0]["evidence"][0].pop("sha256"),
        lambda one: one.update(schema="netaudit.sightings/2"),
    ],
)
def test_the_schema_refuses_anything_else(spoil: Any) -> None:  # noqa: ANN401
    """Missing and unknown keys, and unknown verdicts."""
    document = json.loads("".join(as_json(hunted(ONE))))
    spoil(document)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema())


def test_text() -> None:
    """The whole story of one host."""
    shown = text(
        hunted(ONE, concerns=(Concern(address="192.0.2.66", verdict=Verdict.INFECTED, role="TFTP server"),))
    )
    assert shown.splitlines()[:9] == [
        "1 infected, 0 attackers, 0 scanners, 0 vulnerable  (1 log, 592 lines, 3 signatures)",
        "TFTP SERVER INFECTED: 192.0.2.66",
        "",
        "INFECTED    192.0.2.66  (outside, TFTP server)  2 lines, "
        "2001-08-05T02:41:55Z to 2001-08-05T03:00:00Z",
        "            code-red-ii: Code Red II",
        "            went to 10.1.1.20, 10.1.1.21; result 404 (2)",
        "            ex010805.log:41 | GET /default.ida?XXXX",
        "",
        "logs",
    ]
    assert "  ex010805.log: iis-w3c, 592 lines, 34 looked at" in shown


def test_call_control_comes_first() -> None:
    """Whatever else is hit."""
    concerns = (
        Concern(address="192.0.2.66", verdict=Verdict.INFECTED, role="DHCP server"),
        Concern(address="10.1.1.20", verdict=Verdict.VULNERABLE, role="call-control server"),
        Concern(address="10.1.1.21", verdict=Verdict.INFECTED, role="call-control server"),
    )
    assert text(hunted(ONE, concerns=concerns)).splitlines()[1:4] == [
        "CALL-CONTROL SERVER INFECTED: 10.1.1.21",
        "CALL-CONTROL SERVER VULNERABLE: 10.1.1.20",
        "DHCP SERVER INFECTED: 192.0.2.66",
    ]


def test_long_lists_are_cut_and_say_so() -> None:
    """Hosts, signatures, targets and logs; with everything asked for nothing is cut."""
    many = [
        replace(ONE, address=f"10.0.0.{n}", signatures=tuple(f"s{m}" for m in range(20))) for n in range(30)
    ]
    sources = tuple(replace(LOG, path=f"{n}.log", skipped={"odd": 2}) for n in range(30))
    shown = text(hunted(*many, sources=sources))
    assert "and 10 more infected; --full shows all, so do json and csv" in shown
    assert "and 12 more signatures" in shown
    assert "and 10 more logs, 20 of their lines skipped; --full shows all" in shown
    assert "10.0.0.29" not in shown
    full = text(hunted(*many, sources=sources), EVERYTHING)
    assert " more " not in full
    assert "10.0.0.29" in full
    assert "29.log" in full


def test_targets_beyond_those_listed() -> None:
    """All are counted."""
    one = replace(ONE, targets=tuple(f"10.0.0.{n}" for n in range(100)), target_count=1000)
    assert "10.0.0.7 and at least 992 more" in text(hunted(one)).replace("\n            ", " ")


def test_the_same_line_is_shown_once() -> None:
    """A line is evidence for two signatures; each signature has its line before any has a second."""
    lines = [(1, "a"), (1, "b"), (2, "a"), (3, "c")]
    evidence = tuple(replace(LINE, line=line, signature=name) for line, name in lines)
    shown = [line for line in text(hunted(replace(ONE, evidence=evidence))).splitlines() if " | " in line]
    assert [line.split(":")[1].split(" ")[0] for line in shown] == ["1", "3", "2"]


def test_what_was_skipped_and_what_went_wrong() -> None:
    """Reasons with their counts, notes, problems, rules that were refused."""
    shown = text(
        hunted(
            sources=(replace(LOG, skipped={"client is no IP address": 3}, notes=("columns inferred",)),),
            problems=(Problem(source="x", message="cut short"),),
            refused=(Refused(source="r.yml", rule="r", reason="why"),),
            partial=True,
        )
    )
    for part in (
        "    3 skipped: client is no IP address",
        "    note: columns inferred",
        "problem: x: cut short",
        "1 rule could not be used",
        "PARTIAL: ",
    ):
        assert part in shown
    assert "what to do" not in shown


def test_colour_changes_nothing_but_colour() -> None:
    """Without its sequences a coloured report is the plain one."""
    coloured = "\n".join(as_text(hunted(ONE), ansi))
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text(hunted(ONE))
    assert coloured != text(hunted(ONE))
