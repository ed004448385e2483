"""The audit as SARIF 2.1.0, for code scanning services and editors.

A result is a finding, its fingerprint the finding's identity: rule, device and objects, never
line numbers. Section numbers in comments are those of the standard.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from msgspec import json

from netaudit import __version__
from netaudit.model import Finding, Problem, Result
from netaudit.report.escape import json_text, visible
from netaudit.report.place import location, uri
from netaudit.report.ranges import compress
from netaudit.report.report import Fixed, Report
from netaudit.report.sarif_rules import LEVELS, descriptor

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_TEMPLATE = str.maketrans({"{": "{{", "}": "}}", "[": "\\[", "]": "\\]", "\\": "\\\\"})
"""Braces would be placeholders (3.11.5) and brackets links (3.11.6)."""


def render(report: Report) -> str:
    """The report as indented JSON with one run."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    return json_text(json.format(json.encode(log), indent=2)) + "\n"


def _run(report: Report) -> dict[str, Any]:
    """The only run."""
    gone = report.fixed or ()
    names = sorted({*report.rules, *(f.rule for f in report.findings), *(f.rule for f in gone)})
    codes = {finding.rule: finding.code for finding in report.findings}
    index = {name: number for number, name in enumerate(names)}
    driver = {
        "name": "netaudit",
        "semanticVersion": __version__,
        "rules": [descriptor(name, codes.get(name), report.rules.get(name)) for name in names],
    }
    return {
        "tool": {"driver": driver},
        "automationDetails": {"id": "netaudit/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report.problems)],
        "results": [
            *(_result(finding, index) for finding in report.findings),
            *(_absent(each, index) for each in gone),
        ],
    }


def _invocation(problems: Sequence[Problem]) -> dict[str, Any]:
    """How the run went; each problem is a notification."""
    notes = [
        {
            "level": "error",
            "message": {"text": message(problem.message)},
            "locations": [{"physicalLocation": {"artifactLocation": uri(problem.source)}}],
        }
        for problem in problems
    ]
    return {"executionSuccessful": not problems, "toolExecutionNotifications": notes}


def _result(finding: Finding, index: Mapping[str, int]) -> dict[str, Any]:
    """One finding."""
    unknown = finding.result is Result.UNKNOWN
    first, *others = finding.lines or (1,)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "kind": "open" if unknown else "fail",
        # 3.27.10: what is no failure has no level.
        "level": "none" if unknown else LEVELS[finding.severity],
        "message": {"text": message(_sentence(finding))},
        "locations": [location(finding, first)],
        "partialFingerprints": {"netaudit/1": fingerprint(finding.rule, finding.device, finding.subjects)},
        "properties": {"severity": finding.severity, "confidence": finding.confidence, "fix": finding.fix},
    }
    if others:
        result["relatedLocations"] = [location(finding, line) for line in others]
    if finding.waived:
        reason = f"{finding.waived.reason} (until {finding.waived.until or 'further notice'})"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reason}]
    if finding.baseline:
        result["baselineState"] = finding.baseline
    return result


def _sentence(finding: Finding) -> str:
    """The finding in words, with the device where it has one."""
    return f"{finding.device} {compress(finding.subjects)}: {finding.message}".lstrip()


def _absent(fixed: Fixed, index: Mapping[str, int]) -> dict[str, Any]:
    """A result of the baseline that is no more."""
    return {
        "ruleId": fixed.rule,
        "ruleIndex": index[fixed.rule],
        "level": "none",
        "kind": "pass",
        "message": {"text": message(f"{fixed.device} {fixed.subject}: no longer found")},
        "partialFingerprints": {"netaudit/1": fingerprint(fixed.rule, fixed.device, (fixed.subject,))},
        "baselineState": "absent",
    }


def fingerprint(rule: str, device: str, subjects: Sequence[str]) -> str:
    """The identity of a finding as 32 hexadecimal digits."""
    return sha256(json.encode([rule, device, sorted(subjects)])).hexdigest()[:32]


def message(text: str) -> str:
    """Text of a SARIF message, without placeholders and links."""
    return visible(text).translate(_TEMPLATE)
