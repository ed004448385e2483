"""The audit as Markdown, for tickets, wikis and pull requests."""

from netaudit.model import Finding, Result
from netaudit.report import escape
from netaudit.report.ranges import compress
from netaudit.report.report import Report, summarise
from netaudit.report.templates import environment


def render(report: Report) -> str:
    """The report as one Markdown document."""
    page = environment(md=escape.markdown, code=escape.markdown_code, ports=compress, marks=marks)
    template = page.get_template("report/audit.md.j2")
    return template.render(report=report, summary=summarise(report), found=report.by_device())


def marks(finding: Finding) -> str:
    """What else there is to know of a finding: unknown, waived, new."""
    known = [
        "unknown: the config does not tell" if finding.result is Result.UNKNOWN else "",
        f"waived: {finding.waived.reason}" if finding.waived else "",
        finding.baseline or "",
    ]
    return "".join(f" ({mark})" for mark in known if mark)
