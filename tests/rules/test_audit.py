"""The wiring of an audit: rules are asked, broken ones reported, nothing is lost."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from netaudit.model import Confidence, Device, Severity
from netaudit.rules.audit import Audited, Terms, audit, audit_source, catalogue, selected
from netaudit.rules.engine import Hit, Rule, always
from netaudit.site.policy import Policy, RuleSelection

TERMS = Terms(policy=Policy(), baseline=None, today=date(2026, 1, 1))

CONFIG = """version 15.2
hostname sw1
interface GigabitEthernet1/0/1
 switchport mode access
 switchport access vlan 10
 switchport voice vlan 10
end
"""


def rule(name: str, check: Any, takes: str = "Device") -> Rule:  # noqa: ANN401 - any check
    """A rule made for a test."""
    return Rule(
        name=name,
        code="T-01",
        severity=Severity.LOW,
        confidence=Confidence.HIGH,
        references=(),
        fix=None,
        manual="A test.",
        takes=takes,
        applies=always,
        check=check,
    )


def raises(_device: Device, _policy: Policy) -> Iterator[Hit]:
    """A rule that breaks after its first hit."""
    yield Hit("half", (), "half said")
    raise ZeroDivisionError("with a secret in the message")


def hits(device: Device, _policy: Policy) -> Iterator[Hit]:
    """A rule that has something to say of every interface."""
    for port in device.interfaces:
        yield Hit(port.name, (port.line,), "is there")


def opinion(parse: Any, _policy: Policy) -> Iterator[Hit]:  # noqa: ANN401 - a CiscoConfParse
    """A rule over the other parser's objects."""
    for found in parse.find_objects(r"^interface"):
        yield Hit("port", (found.linenum + 1,), found.text)


@pytest.fixture
def source(tmp_path: Path) -> str:
    """Two devices in one file."""
    path = tmp_path / "two.cfg"
    path.write_text(CONFIG + CONFIG.replace("sw1", "sw2"), encoding="utf-8")
    return str(path)


def test_a_broken_rule_is_a_finding_and_a_problem(source: str) -> None:
    """It names rule and exception type but not its words, and the other rules are heard."""
    first, second = audit_source(source, TERMS, [rule("broken", raises), rule("sound", hits)])
    assert [found.rule for found in first.findings] == ["internal-error", "sound"]
    broken = first.findings[0]
    assert (broken.code, broken.severity, broken.subjects) == ("S-03", "high", ("rule broken",))
    assert "ZeroDivisionError" in broken.message
    assert "secret" not in broken.message
    assert first.statuses == {"broken": "unknown", "sound": "fail"}
    assert len(first.problems) == len(second.problems) == 1


def test_the_other_parser_counts_lines_of_the_file(source: str) -> None:
    """A rule written against ciscoconfparse2 reports lines of the source, in the second device too."""
    pytest.importorskip("ciscoconfparse2")
    found = [each.findings[0] for each in audit_source(source, TERMS, [rule("o", opinion, "CiscoConfParse")])]
    assert [(each.device, each.lines) for each in found] == [("sw1", (3,)), ("sw2", (10,))]
    assert found[1].evidence == ((10, "interface GigabitEthernet1/0/1"),)


def test_statuses(source: str) -> None:
    """A rule without hits passes, one that does not apply says so."""
    silent = rule("silent", lambda *_: ())
    absent = replace(rule("absent", hits), applies=lambda _: False)
    assert audit_source(source, TERMS, [silent, absent])[0].statuses == {
        "silent": "pass",
        "absent": "not-applicable",
    }


def test_an_unreadable_source_is_a_problem(tmp_path: Path) -> None:
    """A missing file yields no device and one problem that names it once."""
    missing = str(tmp_path / "gone.cfg")
    (one,) = audit_source(missing, TERMS, ())
    assert one == Audited(problems=one.problems)
    assert one.problems[0].source == missing
    assert "gone.cfg" not in one.problems[0].message


def test_selection_by_glob() -> None:
    """Names and codes select, and what is ignored is left out."""
    chosen = selected(RuleSelection(select=("V-0?",), ignore=("shared-*",)))
    assert chosen
    assert all(each.code.startswith("V-0") and each.name != "shared-voice-vlan" for each in chosen)


def test_catalogue_is_sorted_and_whole() -> None:
    """All rules by code, those about the audit among them."""
    codes = [each.code for each in catalogue()]
    assert codes == sorted(codes)
    assert {"S-01", "S-02", "S-03", "V-01"} <= set(codes)


def test_progress_hears_of_every_source(source: str) -> None:
    """The counts that progress hears add up to the number of sources."""
    heard: list[int] = []
    assert len(list(audit([source, source, "gone.cfg"], TERMS, 1, heard.append))) == 5
    assert sum(heard) == 3


def test_defect_of_the_reader_is_told(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    """A config that breaks the reader is a problem of its source, never silence."""

    def defect(*_: object) -> None:
        raise TypeError

    monkeypatch.setattr("netaudit.parsers.intake.load", defect)
    (refused,) = audit_source(source, TERMS, ())
    assert [problem.message for problem in refused.problems] == [
        "could not be read: TypeError; please report it with the config"
    ]
