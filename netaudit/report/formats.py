"""The formats of an audit, by name."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netaudit.report.report import Report

FORMATS = ("csv", "github", "json", "junit", "markdown", "sarif", "text")
"""Each is a module of this package with a function ``render``."""

ENDINGS: Mapping[str, str] = {
    ".csv": "csv",
    ".json": "json",
    ".markdown": "markdown",
    ".md": "markdown",
    ".sarif": "sarif",
    ".sarif.json": "sarif",
    ".txt": "text",
    ".xml": "junit",
}
"""Endings of file names to the format they stand for; the longest that fits decides."""


def format_of(name: str, endings: Mapping[str, str] = ENDINGS) -> str | None:
    """The format that a file name's ending stands for."""
    fits = [ending for ending in endings if name.lower().endswith(ending)]
    return endings[max(fits, key=len)] if fits else None


def render(report: "Report", name: str) -> str:
    """The report in one of the formats, without colour."""
    text: str = import_module(f"netaudit.report.{name}").render(report)
    return text
