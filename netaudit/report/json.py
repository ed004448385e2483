"""The audit as JSON, a contract: ``docs/netaudit.audit.schema.json`` describes every key."""

from typing import Any, Literal

from msgspec import Struct, json

from netaudit import __version__
from netaudit.model import DeviceSummary, Finding, Problem
from netaudit.report.contract import closed
from netaudit.report.escape import json_text
from netaudit.report.report import Fixed, Report, Summary, summarise


class Audit(Struct, frozen=True, kw_only=True):
    """What netaudit found in a set of configs. Identity of a finding: rule, device, subject."""

    schema: Literal["netaudit.audit/1"] = "netaudit.audit/1"
    netaudit: str = __version__
    """Version of the program."""
    findings: tuple[Finding, ...]
    devices: tuple[DeviceSummary, ...]
    summary: Summary
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    fixed: tuple[Fixed, ...] | None


def render(report: Report) -> str:
    """The report as indented JSON."""
    audit = Audit(
        findings=report.findings,
        devices=report.devices,
        summary=summarise(report),
        problems=report.problems,
        notes=report.notes,
        fixed=report.fixed,
    )
    return json_text(json.format(json.encode(audit), indent=2)) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of the contract."""
    return closed(json.schema(Audit), "netaudit.audit/1")
