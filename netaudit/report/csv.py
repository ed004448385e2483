"""Findings as a table for spreadsheets: RFC 4180, a row each."""

import csv
from io import StringIO

from netaudit.model import Finding
from netaudit.report.escape import csv_cell
from netaudit.report.ranges import compress
from netaudit.report.report import Report

COLUMNS = (
    "severity",
    "code",
    "rule",
    "result",
    "confidence",
    "device",
    "source",
    "subjects",
    "lines",
    "message",
    "references",
    "fix",
    "waived",
    "waived until",
    "baseline",
)


def render(report: Report) -> str:
    """The findings with a header row; no cell can become a formula."""
    table = StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([csv_cell(cell) for cell in _row(finding)] for finding in report.findings)
    return table.getvalue()


def _row(finding: Finding) -> tuple[str, ...]:
    """One finding's cells, in the order of the columns."""
    return (
        finding.severity,
        finding.code,
        finding.rule,
        finding.result,
        finding.confidence,
        finding.device,
        finding.source,
        compress(finding.subjects),
        " ".join(map(str, finding.lines)),
        finding.message,
        "; ".join(finding.references),
        finding.fix or "",
        finding.waived.reason if finding.waived else "",
        (finding.waived.until or "") if finding.waived else "",
        finding.baseline or "",
    )
