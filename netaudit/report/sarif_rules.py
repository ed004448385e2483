"""Rules the way SARIF describes them: help for people, ranks for services."""

from typing import Any

from netaudit.model import Confidence, Severity
from netaudit.rules.engine import Rule
from netaudit.rules.manual import sections

LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.INFO: "note",
}

SCORES = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "3.0",
    Severity.INFO: "1.0",
}
"""On the scale of 0 to 10 that code scanning services sort by."""

PRECISION = {Confidence.HIGH: "high", Confidence.MEDIUM: "medium", Confidence.LOW: "low"}

OWN = "netaudit reports this about its own work or the site policy; see the message of the finding."


def descriptor(name: str, code: str | None, rule: Rule | None) -> dict[str, Any]:
    """A ``reportingDescriptor``; ``rule`` is None for findings about the audit itself."""
    if rule is None:
        return {
            "id": name,
            "name": code or name,
            "shortDescription": {"text": name},
            "help": {"text": OWN, "markdown": OWN},
        }
    return {
        "id": rule.name,
        "name": rule.code,
        "shortDescription": {"text": _literal(rule.title)},
        "fullDescription": {"text": _literal(sections(rule.manual)[""])},
        "help": {"text": _literal(rule.manual), "markdown": _page(rule)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "precision": PRECISION[rule.confidence],
            "security-severity": SCORES[rule.severity],
            "references": list(rule.references),
            "tags": ["network", "voice", rule.severity.value],
        },
    }


def _literal(text: str) -> str:
    """Text without placeholders."""
    return text.replace("{", "{{").replace("}", "}}")


def _page(rule: Rule) -> str:
    """The manual as Markdown: headings as headings, examples as code."""
    parts = sections(rule.manual)
    chapters = [parts.pop("")]
    for heading, body in parts.items():
        code = heading in {"Bad", "Good"}
        chapters.append(f"## {heading}\n\n" + (f"```text\n{body}\n```" if code else body))
    chapters.append("## References\n\n" + "\n".join(f"* {reference}" for reference in rule.references))
    return _literal("\n\n".join(chapters))
