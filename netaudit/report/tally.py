"""The last part of the text report: what all the findings come to."""

from collections import Counter
from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from netaudit.report.advice import title_of
from netaudit.report.escape import visible
from netaudit.report.paint import WIDTH, Paint, many
from netaudit.report.report import STATUSES, Report, Summary, failed, summarise

if TYPE_CHECKING:
    from netaudit.model import Finding, Severity


def tally(report: Report, paint: Paint) -> Iterator[str]:
    """Counts by rule and severity, devices, coverage, checks; then notes and problems."""
    summary = summarise(report)
    yield paint("title", "Summary")
    yield from _by_rule(report, paint)
    yield f"  findings   {_severities(summary, paint)}"
    yield f"             {summary.unknown} unknown, {summary.waived} waived{_baseline(summary)}"
    yield f"  devices    {summary.devices}, {_silent(report)} of them without a finding"
    yield f"  lines      {summary.lines}, {_not_understood(summary)}"
    yield f"  checks     {_checks(summary)}"
    for note in report.notes:
        yield from wrap(visible(note), WIDTH, initial_indent="  note       ", subsequent_indent=" " * 13)
    for device in report.devices:
        yield from (f"  odd text   {visible(f'{device.source}: {text}')}" for text in device.warnings)
    for problem in report.problems:
        yield paint("high", "  problem    ") + visible(f"{problem.source}: {problem.message}")
    for gone in report.fixed or ():
        yield visible(f"  fixed      {gone.rule} on {gone.device} {gone.subject}")


def _by_rule(report: Report, paint: Paint) -> Iterator[str]:
    """A row for each rule with findings that count, the worst and most frequent first."""
    rows: dict[tuple[Severity, str, str], list[Finding]] = {}
    for finding in failed(report.findings):
        rows.setdefault((finding.severity, finding.code, finding.rule), []).append(finding)
    for key, found in sorted(rows.items(), key=lambda row: (row[0][0].rank, -len(row[1]), row[0])):
        severity, code, rule = key
        devices = len({(finding.device, finding.source) for finding in found})
        objects = sum(len(finding.subjects) for finding in found)
        yield (
            f"  {paint(severity.value, f'{severity.value.upper():8}')} {code:5} {rule:36}"
            f" {many(objects, 'object'):>12} on {many(devices, 'device')}"
        )
        yield paint("quiet", f"                 {title_of(report, rule)}")


def _severities(summary: Summary, paint: Paint) -> str:
    """``3 critical, 14 high, 2 medium, 0 low, 1 info``."""
    return ", ".join(
        paint(severity, f"{count} {severity}") if count else f"0 {severity}"
        for severity, count in summary.by_severity.items()
    )


def _baseline(summary: Summary) -> str:
    """How the findings compare with the baseline, if one was given."""
    if summary.fixed is None:
        return ""
    return f"; {summary.new} new, {summary.unchanged} unchanged, {summary.fixed} fixed since the baseline"


def _silent(report: Report) -> int:
    """Devices that no finding that counts speaks of."""
    named = {(finding.device, finding.source) for finding in failed(report.findings)}
    return sum((device.hostname, device.source) not in named for device in report.devices)


def _not_understood(summary: Summary) -> str:
    """How much was not understood, and where to see it."""
    percent = 100 * summary.unread / summary.lines if summary.lines else 0
    hint = " (`netaudit facts --unread` shows them)" if summary.unread else ""
    return f"{summary.unread} not understood, {percent:.1f} %{hint}"


def _checks(summary: Summary) -> str:
    """How the rules ended, each device counted for itself."""
    counts: Counter[str] = Counter()
    for each in summary.statuses.values():
        counts.update(each)
    return ", ".join(f"{counts[status]} {status.replace('-', ' ')}" for status in STATUSES)
