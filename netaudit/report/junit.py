"""The audit as JUnit XML: a suite for each device, a case for each rule."""

from collections.abc import Iterator, Mapping, Sequence

from netaudit.model import DeviceSummary, Finding, Result
from netaudit.report.escape import xml_attribute
from netaudit.report.ranges import compress
from netaudit.report.report import Report


def render(report: Report) -> str:
    """The report as one XML document."""
    return "".join(f"{line}\n" for line in _document(report))


def _document(report: Report) -> Iterator[str]:
    """Suites for devices, and one more for what could not be audited."""
    found = report.by_device()
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<testsuites name="netaudit">'
    for device, statuses in zip(report.devices, report.statuses, strict=True):
        yield from _suite(device, statuses, found.pop((device.hostname, device.source), []))
    for (name, source), findings in found.items():
        yield from _suite_of(name, source, [_case(source, f.rule, "fail", [f]) for f in findings])
    if report.problems:
        cases = [_error(problem.source, problem.message) for problem in report.problems]
        yield from _suite_of("problems", "netaudit", cases)
    yield "</testsuites>"


def _suite(device: DeviceSummary, statuses: Mapping[str, str], findings: Sequence[Finding]) -> Iterator[str]:
    """A device's suite: every rule that was put to it, and findings of what is no rule."""
    by_rule: dict[str, list[Finding]] = {rule: [] for rule in sorted(statuses)}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    cases = [_case(device.source, rule, statuses.get(rule, "fail"), f) for rule, f in by_rule.items()]
    yield from _suite_of(device.hostname, device.source, cases)


def _suite_of(name: str, source: str, cases: Sequence[str]) -> Iterator[str]:
    """A suite with its counts."""
    counts = " ".join(
        f'{kind}="{sum(f"<{tag}" in case for case in cases)}"'
        for kind, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
    )
    where = f"name={xml_attribute(name)} file={xml_attribute(source)}"
    yield f'  <testsuite {where} tests="{len(cases)}" {counts}>'
    yield from cases
    yield "  </testsuite>"


def _case(source: str, rule: str, status: str, findings: Sequence[Finding]) -> str:
    """One rule on one device. Waived and unknown findings skip the case, with the reason."""
    head = f"    <testcase classname={xml_attribute(source)} name={xml_attribute(rule)}"
    failures = [f for f in findings if f.result is Result.FAIL and f.waived is None]
    if failures:
        kind = failures[0].severity.value
        return f"{head}><failure type={xml_attribute(kind)} message={_message(failures)}/></testcase>"
    if findings or status not in {"pass", "fail"}:
        reason = _message(findings) if findings else xml_attribute(status)
        return f"{head}><skipped message={reason}/></testcase>"
    return f"{head}/>"


def _message(findings: Sequence[Finding]) -> str:
    """What the findings say, as one attribute."""
    return xml_attribute(" / ".join(map(_sentence, findings)))


def _sentence(finding: Finding) -> str:
    """One finding in a line."""
    mark = f"waived ({finding.waived.reason}): " if finding.waived else ""
    lines = f" (line {', '.join(map(str, finding.lines))})" if finding.lines else ""
    return f"{mark}{compress(finding.subjects)}: {finding.message}{lines}"


def _error(source: str, message: str) -> str:
    """A case for an input that could not be read or a rule that broke."""
    name = xml_attribute(source)
    return (
        f'    <testcase classname="netaudit" name={name}><error message={xml_attribute(message)}/></testcase>'
    )
