"""Findings as GitHub workflow commands: each becomes a note at its line in the pull request."""

from collections.abc import Iterator

from netaudit.model import Finding, Result, Severity
from netaudit.report.escape import workflow_data, workflow_property
from netaudit.report.ranges import compress
from netaudit.report.report import Report

COMMANDS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "notice",
    Severity.INFO: "notice",
}


def render(report: Report) -> str:
    """One workflow command a line, for findings and then for problems."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    """The commands."""
    yield from map(_command, report.findings)
    for problem in report.problems:
        yield f"::error file={workflow_property(problem.source)}::{workflow_data(problem.message)}"


def _command(finding: Finding) -> str:
    """One finding; waived and unknown ones are notices."""
    settled = finding.waived is not None or finding.result is Result.UNKNOWN
    command = "notice" if settled else COMMANDS[finding.severity]
    waived = f" (waived: {finding.waived.reason})" if finding.waived else ""
    where = f" on {finding.device}" if finding.device else ""
    place = ",".join(
        (
            f"file={workflow_property(finding.source)}",
            f"line={finding.lines[0] if finding.lines else 1}",
            f"title={workflow_property(f'{finding.code} {finding.rule}{where}')}",
        )
    )
    return f"::{command} {place}::{workflow_data(f'{compress(finding.subjects)}: {finding.message}{waived}')}"
