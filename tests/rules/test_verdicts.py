"""From hits to findings."""

import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from netaudit.model import Finding, Result, Severity, Waived
from netaudit.rules.engine import Hit, Rule
from netaudit.rules.verdicts import (
    EXPIRED_WAIVER,
    SITE_RULES,
    UNUSED_WAIVER,
    Judged,
    Verdicts,
    findings,
    natural,
    waiver_findings,
)
from netaudit.site.baseline import Baseline, Identity
from netaudit.site.policy import Policy, RuleSelection, Waiver

TODAY = date(2027, 1, 31)
TRUST = replace(
    UNUSED_WAIVER, name="trust", code="Q-02", severity=Severity.HIGH, references=("SRND",), fix="t"
)
VLAN = replace(UNUSED_WAIVER, name="vlan", code="V-01", severity=Severity.MEDIUM)


def hit(subject: str, *lines: int, why: str = "w", **fields: object) -> Hit:
    """A hit with the same words as others unless told."""
    return replace(Hit(subject, lines, why), **fields)


def judge(
    *judged: tuple[Rule, Hit],
    policy: Policy | None = None,
    baseline: Baseline | None = None,
    text_of: Callable[[int], str] = " line {}".format,
) -> Verdicts:
    """The verdicts on hits of the switch sw1."""
    rules = {rule.name: rule for rule, _ in judged}
    answers = [Judged(rule, [hit for r, hit in judged if r is rule]) for rule in rules.values()]
    return findings("sw1", "sw1.cfg", answers, policy or Policy(), baseline, TODAY, text_of)


def waived_by(*waivers: Waiver) -> Policy:
    """A policy with these waivers."""
    return Policy(source="netaudit.yaml", waivers=waivers)


def test_a_finding_carries_all_of_rule_and_hit() -> None:
    """Every field comes from the rule, the hit or the device."""
    assert judge((TRUST, hit("Gi1", 5, why="EF is remarked"))).findings == [
        Finding(
            rule="trust",
            code="Q-02",
            severity=Severity.HIGH,
            confidence=TRUST.confidence,
            result=Result.FAIL,
            device="sw1",
            source="sw1.cfg",
            subjects=("Gi1",),
            lines=(5,),
            message="EF is remarked",
            references=("SRND",),
            fix="t",
            evidence=((5, " line 5"),),
        )
    ]


def test_no_hits_no_findings() -> None:
    """A clean device has no findings and uses no waiver."""
    assert judge(policy=waived_by(Waiver(rule="*", reason="x"))) == ([], frozenset())


def test_hits_of_one_cause_become_one_finding() -> None:
    """Subjects are in natural order, lines ascending, neither twice."""
    (finding,) = judge(
        (TRUST, hit("Gi1/0/10", 30, 20)), (TRUST, hit("Gi1/0/2", 10, 20)), (TRUST, hit("Gi1/0/2", 10))
    ).findings
    assert finding.subjects == ("Gi1/0/2", "Gi1/0/10")
    assert finding.lines == (10, 20, 30)


@pytest.mark.parametrize(
    "other",
    [
        (VLAN, hit("b", 2)),
        (TRUST, hit("b", 2, why="other words")),
        (TRUST, hit("b", 2, result=Result.UNKNOWN)),
        (TRUST, hit("b", 2, severity=Severity.LOW)),
    ],
)
def test_different_causes_stay_apart(other: tuple[Rule, Hit]) -> None:
    """Another rule, reason, result or severity is another finding."""
    assert len(judge((TRUST, hit("a", 1)), other).findings) == 2


def test_the_policy_decides_the_severity() -> None:
    """The site's severity wins over the hit's, the hit's over the rule's; equal ones are one finding."""
    hits = ((TRUST, hit("a", 1)), (TRUST, hit("b", 2, severity=Severity.LOW)))
    assert [f.severity for f in judge(*hits).findings] == [Severity.HIGH, Severity.LOW]
    stated = Policy(rules=RuleSelection(severity={"Q-02": Severity.INFO}))
    (finding,) = judge(*hits, policy=stated).findings
    assert (finding.severity, finding.subjects) == (Severity.INFO, ("a", "b"))


def test_worst_first_then_code_then_line() -> None:
    """The order depends on severity, code and first line, not on the order of the hits."""
    hits = [
        (TRUST, hit("c", 9, why="late")),
        (TRUST, hit("c", 10, why="later")),
        (TRUST, hit("c", why="nowhere")),
        (VLAN, hit("a", 1, severity=Severity.HIGH)),
        (VLAN, hit("b", 2, why="critical", severity=Severity.CRITICAL)),
        (TRUST, hit("b", 1, severity=Severity.INFO)),
    ]
    expected = ["critical", "nowhere", "late", "later", "w", "w"]
    assert [f.message for f in judge(*hits).findings] == expected
    assert judge(*reversed(hits)).findings == judge(*hits).findings


def test_evidence_is_the_first_six_lines_without_secrets() -> None:
    """Lines are quoted in order, at most six, with passwords removed; all numbers are listed."""
    (finding,) = judge(
        (TRUST, hit("a", *range(20, 0, -2))), text_of=lambda n: f"username u{n} password 0 hunter2"
    ).findings
    assert finding.lines == (2, 4, 6, 8, 10, 12, 14, 16, 18, 20)
    assert [number for number, _ in finding.evidence] == [2, 4, 6, 8, 10, 12]
    assert "hunter2" not in str(finding.evidence)
    assert finding.evidence[0][1].startswith("username u2 password")


def test_a_waiver_marks_what_it_covers() -> None:
    """The waived port is a finding apart from the others; the waiver counts as used."""
    policy = waived_by(
        Waiver(rule="vlan", reason="no"),
        Waiver(rule="Q-02", device="sw*", subject="Gi2*", reason="lab", until=TODAY),
        Waiver(rule="*", subject="Gi2", reason="shadowed by the one above"),
    )
    found, used = judge((TRUST, hit("Gi1", 1)), (TRUST, hit("Gi2", 2)), policy=policy)
    assert [(f.subjects, f.waived) for f in found] == [
        (("Gi1",), None),
        (("Gi2",), Waived(reason="lab", until="2027-01-31")),
    ]
    assert used == {1}


@pytest.mark.parametrize(
    "waiver",
    [
        Waiver(rule="Q-02", reason="x", until=date(2027, 1, 30)),
        Waiver(rule="Q-02", reason="x", device="sw2"),
        Waiver(rule="Q-02", reason="x", subject="Gi2"),
        Waiver(rule="V-*", reason="x"),
    ],
)
def test_a_waiver_that_does_not_fit_hides_nothing(waiver: Waiver) -> None:
    """Expired, another device, another object, another rule: the finding stands."""
    (finding,), used = judge((TRUST, hit("Gi1", 1)), policy=waived_by(waiver))
    assert finding.waived is None
    assert used == frozenset()


def test_after_an_expired_waiver_the_next_is_asked() -> None:
    """The first waiver that still holds gives the reason."""
    old = Waiver(rule="*", reason="old", until=date(2026, 1, 1))
    (finding,), used = judge((TRUST, hit("a", 1)), policy=waived_by(old, Waiver(rule="*", reason="new")))
    assert finding.waived == Waived(reason="new", until=None)
    assert used == {1}


def test_a_baseline_parts_new_from_unchanged() -> None:
    """Without a baseline there is no state; with one, each subject is looked up."""
    hits = ((TRUST, hit("a", 1)), (TRUST, hit("b", 2)))
    assert [f.baseline for f in judge(*hits).findings] == [None]
    old = Baseline(frozenset({Identity("trust", "sw1", "b"), Identity("trust", "sw2", "a")}))
    found = judge(*hits, baseline=old).findings
    assert [(f.subjects, f.baseline) for f in found] == [(("a",), "new"), (("b",), "unchanged")]


def test_an_empty_baseline_is_a_baseline() -> None:
    """Compared with an audit that found nothing, everything is new."""
    (finding,) = judge((TRUST, hit("a", 1)), baseline=Baseline(frozenset())).findings
    assert finding.baseline == "new"


def test_expired_and_unused_waivers_are_findings() -> None:
    """Expired ones first; the used one is not spoken of, and no device is named."""
    policy = waived_by(
        Waiver(rule="V-01", reason="unused", line=3),
        Waiver(rule="V-02", reason="used", line=4),
        Waiver(rule="V-03", device="lab", subject="Gi1", reason="old", until=date(2027, 1, 30), line=5),
    )
    expired, unused = waiver_findings(policy, {1}, TODAY)
    assert (expired.rule, expired.code, expired.severity) == ("expired-waiver", "S-01", Severity.MEDIUM)
    assert (expired.device, expired.source, expired.lines) == ("", "netaudit.yaml", (5,))
    assert expired.subjects == ("V-03 on lab, Gi1",)
    assert "2027-01-30" in expired.message
    assert (unused.rule, unused.code, unused.severity) == ("unused-waiver", "S-02", Severity.LOW)
    assert unused.lines == (3,)


def test_waiver_findings_obey_the_policy() -> None:
    """They can be ignored and given another severity like any other rule's."""
    waivers = (Waiver(rule="*", reason="x"), Waiver(rule="*", reason="y", until=date(2000, 1, 1)))
    rules = RuleSelection(ignore=("S-02",), severity={"expired-waiver": Severity.HIGH})
    (finding,) = waiver_findings(Policy(waivers=waivers, rules=rules), (), TODAY)
    assert (finding.code, finding.severity) == ("S-01", Severity.HIGH)


def test_rules_of_the_site_ask_no_device() -> None:
    """They have a manual like all others and yield nothing when run."""
    assert SITE_RULES == (EXPIRED_WAIVER, UNUSED_WAIVER)
    for rule in SITE_RULES:
        assert rule.title.startswith("A waiver of the site policy")
        assert list(rule.check(None, Policy())) == []


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_natural_order_is_numeric(one: int, two: int) -> None:
    """Names that differ in a number sort by its value."""
    assert (natural(f"Gi1/{one}/3") < natural(f"Gi1/{two}/3")) == (one < two)


def test_judging_is_cheap() -> None:
    """200 hits with waivers and baseline cost microseconds each; ten times the goal is the alarm."""
    rules = [replace(TRUST, name=f"r{n}", code=f"X-{n}") for n in range(20)]
    judged = [(rules[n % 20], hit(f"Gi1/0/{n}", n, why=f"w{n % 20}")) for n in range(200)]
    policy = waived_by(*(Waiver(rule=f"X-{n}", subject="Gi1/0/1*", reason="x") for n in range(5)))
    spent = []
    for _ in range(20):
        start = time.process_time()
        judge(*judged, policy=policy, baseline=Baseline(frozenset()))
        spent.append(time.process_time() - start)
    assert min(spent) / len(judged) < 20e-6
