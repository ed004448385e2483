"""Each format says all that a report holds, in the syntax of the format."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from msgspec.structs import replace

from netaudit.model import Finding, Result, Severity, Waived
from netaudit.report import github, junit, markdown, text
from netaudit.report import json as audit_json
from netaudit.report.formats import ENDINGS, FORMATS, format_of, render
from netaudit.report.paint import ansi
from netaudit.report.report import Report, failed, summarise, urgency
from tests.report import made


def test_every_ending_stands_for_a_format() -> None:
    """The table of endings names only formats that exist."""
    assert set(ENDINGS.values()) <= set(FORMATS)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.sarif.json", "sarif"), ("A.JSON", "json"), ("x.md", "markdown"), ("x.xml", "junit"), ("x", None)],
)
def test_format_of_a_file(name: str, kind: str | None) -> None:
    """The longest ending that fits tells the format, whatever its case."""
    assert format_of(name) == kind


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_report_renders(name: str) -> None:
    """A report of nothing is a valid document too."""
    assert render(Report(), name) or name == "github"


def test_summary_counts() -> None:
    """Waived and unknown findings are counted apart from those that count."""
    summary = summarise(made.REPORT)
    assert (summary.findings, summary.unknown, summary.waived) == (1, 1, 1)
    assert (summary.new, summary.unchanged, summary.fixed) == (1, 0, 1)
    assert summary.by_severity == {"critical": 0, "high": 1, "medium": 0, "low": 0, "info": 0}
    assert summary.statuses["undefined-acl"] == {"pass": 0, "fail": 0, "unknown": 1, "not-applicable": 0}
    assert (summary.devices, summary.lines, summary.unread, summary.problems) == (1, 200, 3, 1)


def test_urgency_puts_the_worst_first() -> None:
    """Critical before low, failed before unknown, waived at the end."""
    low = made.finding(severity=Severity.LOW)
    critical = made.finding(severity=Severity.CRITICAL)
    shuffled = [made.WAIVED, made.UNKNOWN, low, critical]
    assert sorted(shuffled, key=urgency) == [critical, low, made.UNKNOWN, made.WAIVED]


def test_failed_leaves_out_waived_and_unknown() -> None:
    """Only findings that count are graded."""
    assert [each.rule for each in failed(made.REPORT.findings)] == ["shared-voice-vlan"]


def test_json_follows_its_schema() -> None:
    """The JSON output is valid against the schema in docs, which allows no other key."""
    schema = json.loads(Path("docs/netaudit.audit.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(audit_json.render(made.REPORT)), schema)


def test_json_has_the_keys_of_the_contract() -> None:
    """The names that programs rely on are there."""
    audit = json.loads(audit_json.render(made.REPORT))
    assert audit["schema"] == "netaudit.audit/1"
    first = audit["findings"][0]
    assert (first["rule"], first["code"]) == ("shared-voice-vlan", "V-01")
    assert {
        key: first[key] for key in ("severity", "confidence", "result", "device", "subjects", "lines")
    } == {
        "severity": "high",
        "confidence": "high",
        "result": "fail",
        "device": "sw1",
        "subjects": ["GigabitEthernet1/0/1", "GigabitEthernet1/0/2"],
        "lines": [12, 20],
    }
    assert audit["findings"][2]["waived"] == {"reason": "lab", "until": "2031-12-31"}
    assert {"hostname", "source", "platform", "family", "lines", "unread"} <= set(audit["devices"][0])


def test_csv_has_a_row_for_each_finding() -> None:
    """Rows end in CR LF and have the columns of the header."""
    table = render(made.REPORT, "csv")
    header, *rows = csv.reader(io.StringIO(table))
    assert table.count("\r\n") == 4
    assert len(rows) == 3
    first = dict(zip(header, rows[0], strict=True))
    assert first["subjects"] == "GigabitEthernet1/0/1-2"
    assert first["lines"] == "12 20"
    assert dict(zip(header, rows[2], strict=True))["waived"] == "lab"


def test_junit_has_a_case_for_each_rule() -> None:
    """Passed rules are cases without a child, failed ones fail, unknown and waived ones are skipped."""
    root = ET.fromstring(junit.render(made.REPORT))  # noqa: S314 - our own document
    device, problems = root.findall("testsuite")
    cases = {case.get("name"): [child.tag for child in case] for case in device}
    assert cases == {
        "inert-mls-qos": [],
        "shared-voice-vlan": ["failure"],
        "undefined-acl": ["skipped"],
        "unused-acl": ["skipped"],
    }
    assert (device.get("tests"), device.get("failures"), device.get("skipped")) == ("4", "1", "2")
    assert [child.tag for child in problems[0]] == ["error"]


def test_github_commands() -> None:
    """A finding that counts is an error at its line, a waived one a notice, a problem an error."""
    assert github.render(made.REPORT).splitlines() == [
        "::error file=campus/sw 1.cfg,line=12,title=V-01 shared-voice-vlan on sw1::"
        "GigabitEthernet1/0/1-2: phone and PC share VLAN 10",
        "::notice file=campus/sw 1.cfg,line=12,title=F-04 undefined-acl on sw1::"
        "GigabitEthernet1/0/1-2: ACL 7 is not defined",
        "::notice file=campus/sw 1.cfg,line=12,title=F-05 unused-acl on sw1::"
        "GigabitEthernet1/0/1-2: phone and PC share VLAN 10 (waived: lab)",
        "::error file=gone.cfg::no such file",
    ]


def test_markdown_tables() -> None:
    """Each finding is a row of a table below its device."""
    page = markdown.render(made.REPORT)
    cells = ("high", "V-01 shared-voice-vlan", "GigabitEthernet1/0/1-2", "12, 20")
    assert f"| {' | '.join(cells)} | phone and PC share VLAN 10 (new) |" in page.splitlines()
    assert "* `gone.cfg`: no such file" in page
    assert "Since the baseline: 1 new, 0 unchanged, 1 fixed." in page


def test_text_quotes_lines_and_says_where() -> None:
    """A finding shows severity, rule, ports as a range, its source line, and how many lines it leaves out."""
    page = text.render(made.REPORT)
    assert page.startswith("sw1  campus/sw 1.cfg  (ios, c3k; 200 lines, 3 not understood)\n")
    assert "  HIGH     V-01 shared-voice-vlan (new)\n           GigabitEthernet1/0/1-2\n" in page
    assert "              12 |  switchport voice vlan 10\n                 | and 1 more line\n" in page
    assert "waived until 2031-12-31: lab" in page
    assert "unknown: the config does not tell" in page
    assert "3 not understood, 1.5 % (`netaudit facts --unread` shows them)" in page
    assert "fixed      inert-mls-qos on sw1 mls qos" in page


def test_text_is_coloured_by_paint_alone() -> None:
    """Without colour the text is the same, less the sequences."""
    coloured = text.render(made.REPORT, ansi)
    assert "\x1b[1;31mHIGH" in coloured
    assert "\x1b" not in text.render(made.REPORT)


HOSTILE = "\x1b[2J|<script>alert(1)</script>\n::error::`x`\r=cmd()%0A\u202e\"'&"


def hostile() -> Report:
    """A report in which every text that can come from a config is hostile."""
    device = replace(made.DEVICE, hostname=HOSTILE, warnings=(HOSTILE,))
    found: Finding = made.finding(
        device=HOSTILE,
        subjects=(HOSTILE,),
        message=HOSTILE,
        evidence=((12, HOSTILE),),
        waived=Waived(reason=HOSTILE),
        result=Result.FAIL,
    )
    return replace(made.REPORT, devices=(device,), findings=(found,))


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_text_is_harmless(name: str) -> None:
    """No control character of a config reaches the output, and none of its line breaks does."""
    shown = render(hostile(), name)
    assert not {"\x1b", "\u202e", "\x9b"} & set(shown)
    assert not [line for line in shown.splitlines() if line.startswith(("::error::", "=cmd"))]


@pytest.mark.parametrize("name", ["markdown", "junit"])
def test_hostile_markup_is_text(name: str) -> None:
    """Markup of a config is not markup of the report."""
    assert "<script>" not in render(hostile(), name)


def test_hostile_cells_are_no_formulas() -> None:
    """No cell of the table begins a formula."""
    for row in csv.reader(io.StringIO(render(hostile(), "csv"))):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_hostile_values_survive_in_json() -> None:
    """JSON keeps a hostname exactly: programs compare it."""
    assert json.loads(render(hostile(), "json"))["findings"][0]["device"] == HOSTILE
