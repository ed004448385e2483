"""Rules for people and programs: the list of all, and the page of one."""

from collections.abc import Sequence
from typing import Any

from msgspec import json

from netaudit.report.escape import json_text, visible
from netaudit.report.paint import Paint
from netaudit.rules.engine import Rule


def as_json(rules: Sequence[Rule]) -> str:
    """The list with everything that is known of each rule."""
    document = {"schema": "netaudit.rules/1", "rules": [*map(_row, rules)]}
    return json_text(json.format(json.encode(document), indent=2)) + "\n"


def _row(rule: Rule) -> dict[str, Any]:
    """One rule."""
    return {
        "name": rule.name,
        "code": rule.code,
        "title": rule.title,
        "severity": rule.severity,
        "confidence": rule.confidence,
        "references": rule.references,
        "fix": rule.fix,
        "manual": rule.manual,
    }


def as_text(rules: Sequence[Rule], paint: Paint) -> str:
    """The list, a line each."""
    width = max((len(rule.name) for rule in rules), default=0)
    rows = [
        f"{rule.code:5} {paint(rule.severity, f'{rule.severity:8}')} {rule.name:{width}}"
        f"  {visible(rule.title)}"
        for rule in rules
    ]
    return "\n".join([*rows, "", f"{len(rules)} rules; `netaudit explain CODE` prints the manual of one", ""])


def page(rule: Rule, paint: Paint) -> str:
    """The manual page of a rule."""
    head = (
        f"{rule.code} {rule.name}",
        f"severity {rule.severity}, confidence {rule.confidence}" + (f", fix {rule.fix}" if rule.fix else ""),
    )
    manual = [visible(line) for line in rule.manual.splitlines()]
    references = ["References", *(f"  {visible(reference)}" for reference in rule.references)]
    return "\n".join([paint("title", head[0]), head[1], "", *manual, "", *references, ""])
