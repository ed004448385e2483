"""What the records of the policy answer."""

from datetime import date

import pytest

from netaudit.model import Severity
from netaudit.site.policy import Calls, RuleSelection, Waiver


@pytest.mark.parametrize(
    ("selection", "runs"),
    [
        (RuleSelection(), True),
        (RuleSelection(select=("V-*",)), True),
        (RuleSelection(select=("missing-*",)), True),
        (RuleSelection(select=("Q-*",)), False),
        (RuleSelection(ignore=("V-33",)), False),
        (RuleSelection(select=("V-33",), ignore=("*-storm-control",)), False),
        (RuleSelection(select=()), False),
    ],
)
def test_selection_by_name_and_code(selection: RuleSelection, runs: bool) -> None:
    """A rule runs when its name or code is selected and neither is ignored."""
    assert selection.runs("missing-storm-control", "V-33") is runs


def test_the_first_severity_that_fits_decides() -> None:
    """Entries are tried in the order of the file; a rule that none fits keeps its own."""
    rules = RuleSelection(severity={"V-33": Severity.INFO, "V-*": Severity.LOW})
    assert rules.severity_of("missing-storm-control", "V-33") is Severity.INFO
    assert rules.severity_of("unguarded-edge-port", "V-31") is Severity.LOW
    assert rules.severity_of("inert-mls-qos", "Q-01") is None


@pytest.mark.parametrize(
    ("rule", "device", "subject", "covered"),
    [
        ("missing-storm-control", "lab-1", "GigabitEthernet1/0/1", True),
        ("V-33", "lab-1", "GigabitEthernet1/0/1", True),
        ("V-33", "acc-1", "GigabitEthernet1/0/1", False),
        ("V-33", "lab-1", "GigabitEthernet2/0/1", False),
        ("V-31", "lab-1", "GigabitEthernet1/0/1", False),
    ],
)
def test_a_waiver_covers_rule_device_and_subject(rule: str, device: str, subject: str, covered: bool) -> None:
    """All three globs must fit; the rule goes by name or code."""
    waiver = Waiver(rule=rule, reason="x", device="lab-*", subject="GigabitEthernet1/0/*")
    assert waiver.covers("missing-storm-control", "V-33", device, subject) is covered


def test_a_waiver_holds_on_its_last_day() -> None:
    """It has expired the day after; without a date never."""
    waiver = Waiver(rule="*", reason="x", until=date(2027, 1, 31))
    assert not waiver.expired(date(2027, 1, 31))
    assert waiver.expired(date(2027, 2, 1))
    assert not Waiver(rule="*", reason="x").expired(date.max)


@pytest.mark.parametrize(
    ("device", "interface", "cross"),
    [("wan-1", "Multilink1", True), ("wan-1", "Serial0/0/0", False), ("lan-1", "Multilink1", False)],
)
def test_declared_calls_cross_what_both_globs_fit(device: str, interface: str, cross: bool) -> None:
    """Calls count on a link when hostname and interface both fit."""
    assert Calls(calls=1, device="wan-*", interface="Multi*").concern(device, interface) is cross
