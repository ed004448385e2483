"""The audit for people: device by device, the worst first, then what it comes to."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from textwrap import wrap

from netaudit.model import DeviceSummary, Finding, Result, Severity
from netaudit.report.advice import fix_of
from netaudit.report.escape import terminal, visible
from netaudit.report.paint import WIDTH, Paint, many, plain
from netaudit.report.ranges import compress
from netaudit.report.report import Report, failed
from netaudit.report.tally import tally

INDENT = " " * 11

Found = Mapping[tuple[str, str], Sequence[Finding]]


def render(report: Report, paint: Paint = plain) -> str:
    """The report as text of about 100 columns."""
    found = report.by_device()
    owners = {(device.hostname, device.source): device for device in report.devices}
    parts: list[str] = []
    for key in sorted(found, key=lambda key: (_weight(found[key]), key)):
        parts.append(paint("title", terminal(_heading(owners[key]) if key in owners else key[1])))
        parts += (line for finding in found[key] for line in _finding(report, finding, paint))
    return "\n".join([*parts, *tally(report, paint)]) + "\n"


def _weight(findings: Sequence[Finding]) -> tuple[int, ...]:
    """Sorts devices by how many findings of each severity they have, the worst first."""
    counted = [finding.severity for finding in failed(findings)]
    return tuple(-counted.count(severity) for severity in Severity)


def _heading(device: DeviceSummary) -> str:
    """``access-sw-01  campus/access-sw-01.cfg  (iosxe, uadp; 612 lines, 3 not understood)``."""
    about = f"{device.platform}, {device.family}; {device.lines} lines, {device.unread} not understood"
    return f"{device.hostname or '(no hostname)'}  {device.source}  ({about})"


def _finding(report: Report, finding: Finding, paint: Paint) -> Iterator[str]:
    """One finding: what, where, why, the lines that show it, what to do."""
    style = "quiet" if finding.waived else finding.severity.value
    yield f"  {paint(style, f'{finding.severity.value.upper():8}')} {_title(finding, paint)}"
    yield from _prose(compress(map(visible, finding.subjects)))
    yield from _prose(visible(finding.message))
    for number, text in finding.evidence:
        yield paint("quiet", f"{INDENT}{number:>5} | ") + visible(text)
    if hidden := len(set(finding.lines) - {number for number, _ in finding.evidence}):
        where = f"and {many(hidden, 'more line')}" if finding.evidence else f"line {finding.lines[0]}"
        yield paint("quiet", f"{INDENT}      | {where}")
    if finding.waived:
        yield from _prose(f"waived{_until(finding)}: {visible(finding.waived.reason)}")
    elif advice := fix_of(report, finding.rule):
        yield from _prose(f"fix: {advice}")
    if finding.references:
        yield from (paint("quiet", line) for line in _prose("see: " + "; ".join(finding.references)))
    yield ""


def _title(finding: Finding, paint: Paint) -> str:
    """Code, rule and what else marks the finding."""
    marks = [
        paint("unknown", "unknown: the config does not tell") * (finding.result is Result.UNKNOWN),
        paint("quiet", "waived") * (finding.waived is not None),
        finding.baseline or "",
    ]
    shown = [mark for mark in marks if mark]
    return f"{finding.code} {finding.rule}" + (f" ({', '.join(shown)})" if shown else "")


def _until(finding: Finding) -> str:
    """When the waiver ends."""
    return f" until {finding.waived.until}" if finding.waived and finding.waived.until else ""


@lru_cache(maxsize=4096)
def _prose(text: str) -> tuple[str, ...]:
    """Text wrapped and indented below the title of its finding; a fleet has the same to say many times."""
    rows = wrap(text, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT, break_on_hyphens=False)
    return tuple(map(terminal, rows))
