"""A finished audit: all that any of the formats has to say."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from netaudit.model import DeviceSummary, Finding, Problem, Result, Severity
from netaudit.rules.audit import Audited
from netaudit.rules.engine import Rule

STATUSES = ("pass", "fail", "unknown", "not-applicable")
"""What a rule can say of a device."""


class Fixed(Struct, frozen=True, kw_only=True):
    """Something the baseline knew and this audit no longer finds."""

    rule: str
    device: str
    subject: str


class Report(Struct, frozen=True, kw_only=True):
    """An audit with every device, finding and problem; findings are sorted, the worst first."""

    devices: tuple[DeviceSummary, ...] = ()
    statuses: tuple[Mapping[str, str], ...] = ()
    """Of each device, in the order of ``devices``: rule name to one of ``STATUSES``."""
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    """What was assumed, for want of a site policy."""
    fixed: tuple[Fixed, ...] | None = None
    """None where no baseline was given."""
    rules: Mapping[str, Rule] = {}
    """Rules by name: those that ran, and those about the audit itself."""
    waivers_used: frozenset[int] = frozenset()
    """Places in the policy of the waivers that hid a finding."""

    @property
    def unread(self) -> int:
        """Lines that were not understood."""
        return sum(device.unread for device in self.devices)

    @property
    def lines(self) -> int:
        """Lines of all devices."""
        return sum(device.lines for device in self.devices)

    def by_device(self) -> dict[tuple[str, str], list[Finding]]:
        """Hostname and source to findings; hostnames alone may repeat."""
        found: dict[tuple[str, str], list[Finding]] = {}
        for finding in self.findings:
            found.setdefault((finding.device, finding.source), []).append(finding)
        return found


class Summary(Struct, frozen=True, kw_only=True):
    """The counts of an audit. Findings are counted unless waived; unknown results apart."""

    devices: int
    lines: int
    unread: int
    findings: int
    unknown: int
    waived: int
    new: int | None
    unchanged: int | None
    fixed: int | None
    problems: int
    by_severity: dict[str, int]
    by_rule: dict[str, int]
    statuses: dict[str, dict[str, int]]
    """Rule name to how many devices passed, failed, are unknown, do not apply."""


def gather(audited: Iterable[Audited]) -> Report:
    """Collect what was audited, devices in the order of their sources."""
    devices: list[DeviceSummary] = []
    statuses: list[Mapping[str, str]] = []
    findings: list[Finding] = []
    problems: list[Problem] = []
    used: set[int] = set()
    for one in audited:
        if one.device:
            devices.append(one.device)
            statuses.append(one.statuses)
        findings += one.findings
        problems += one.problems
        used |= one.waivers_used
    return Report(
        devices=tuple(devices),
        statuses=tuple(statuses),
        findings=tuple(findings),
        problems=tuple(problems),
        waivers_used=frozenset(used),
    )


def urgency(finding: Finding) -> tuple[bool, bool, int, str, str, str, tuple[int, ...], str]:
    """Sorts findings: waived last, unknown after failed, worst severity first, then by name."""
    return (
        finding.waived is not None,
        finding.result is not Result.FAIL,
        finding.severity.rank,
        finding.code,
        finding.device,
        finding.source,
        finding.lines,
        finding.message,
    )


def failed(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings that count: neither waived nor merely unknown."""
    return (f for f in findings if f.result is Result.FAIL and f.waived is None)


def summarise(report: Report) -> Summary:
    """Count a report."""
    counted = list(failed(report.findings))
    severities = Counter(finding.severity.value for finding in counted)
    rules = Counter(finding.rule for finding in counted)
    states = Counter(finding.baseline for finding in report.findings)
    known = report.fixed is not None
    return Summary(
        devices=len(report.devices),
        lines=report.lines,
        unread=report.unread,
        findings=len(counted),
        unknown=sum(f.result is Result.UNKNOWN and not f.waived for f in report.findings),
        waived=sum(f.waived is not None for f in report.findings),
        new=states["new"] if known else None,
        unchanged=states["unchanged"] if known else None,
        fixed=len(report.fixed) if report.fixed is not None else None,
        problems=len(report.problems),
        by_severity={severity.value: severities[severity.value] for severity in Severity},
        by_rule=dict(sorted(rules.items())),
        statuses=_statuses(report),
    )


def _statuses(report: Report) -> dict[str, dict[str, int]]:
    """Rule name to the number of devices of each status."""
    counts = Counter((rule, status) for each in report.statuses for rule, status in each.items())
    rules = sorted({rule for rule, _ in counts})
    return {rule: {status: counts[rule, status] for status in STATUSES} for rule in rules}
