"""Small reports made by hand."""

from netaudit.model import Confidence, DeviceSummary, Finding, Problem, Result, Severity, Waived
from netaudit.report.report import Fixed, Report

DEVICE = DeviceSummary(
    hostname="sw1",
    source="campus/sw 1.cfg",
    platform="ios",
    family="c3k",
    family_reason="line 'srr-queue'",
    lines=200,
    unread=3,
)


def finding(  # noqa: PLR0913 - each test names what it is about
    *,
    rule: str = "shared-voice-vlan",
    code: str = "V-01",
    severity: Severity = Severity.HIGH,
    result: Result = Result.FAIL,
    subjects: tuple[str, ...] = ("GigabitEthernet1/0/1", "GigabitEthernet1/0/2"),
    lines: tuple[int, ...] = (12, 20),
    message: str = "phone and PC share VLAN 10",
    device: str = "sw1",
    source: str = "campus/sw 1.cfg",
    waived: Waived | None = None,
    baseline: str | None = None,
    evidence: tuple[tuple[int, str], ...] = ((12, " switchport voice vlan 10"),),
) -> Finding:
    """A finding of which a test says only what matters to it."""
    return Finding(
        rule=rule,
        code=code,
        severity=severity,
        confidence=Confidence.HIGH,
        result=result,
        device=device,
        source=source,
        subjects=subjects,
        lines=lines,
        message=message,
        references=("V-206808",),
        fix="separate_voice_vlan",
        waived=waived,
        baseline=baseline,
        evidence=evidence,
    )


WAIVED = finding(
    rule="unused-acl", code="F-05", severity=Severity.INFO, waived=Waived(reason="lab", until="2031-12-31")
)
UNKNOWN = finding(rule="undefined-acl", code="F-04", result=Result.UNKNOWN, message="ACL 7 is not defined")

REPORT = Report(
    devices=(DEVICE,),
    statuses=({"shared-voice-vlan": "fail", "undefined-acl": "unknown", "inert-mls-qos": "pass"},),
    findings=(finding(baseline="new"), UNKNOWN, WAIVED),
    problems=(Problem(source="gone.cfg", message="no such file"),),
    notes=("no site policy",),
    fixed=(Fixed(rule="inert-mls-qos", device="sw1", subject="mls qos"),),
)
