"""Where a finding is, the way SARIF says it: a file and line, and an object of a device."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from netaudit.model import Finding
from netaudit.report.escape import visible


def uri(source: str) -> dict[str, str]:
    """A file: relative to the folder of the audit, or as a ``file:`` URI if it is absolute."""
    if source == "-":
        return {"uri": "stdin", "uriBaseId": "%SRCROOT%"}
    path = Path(source)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(path.as_posix()), "uriBaseId": "%SRCROOT%"}


def location(finding: Finding, line: int) -> dict[str, Any]:
    """A line of a finding, quoted where it is known, and the objects the finding is about."""
    region: dict[str, Any] = {"startLine": max(line, 1)}
    quoted = dict(finding.evidence)
    if line in quoted:
        region["snippet"] = {"text": visible(quoted[line])}
    return {
        "physicalLocation": {"artifactLocation": uri(finding.source), "region": region},
        "logicalLocations": [
            {"name": subject, "fullyQualifiedName": f"{finding.device}/{subject}"}
            for subject in finding.subjects
        ],
    }
