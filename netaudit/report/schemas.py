"""The files in docs that describe what netaudit writes."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import json

from netaudit.report import acl, capacity, facts_schema, hunt, reach, trace
from netaudit.report import json as audit_json

SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "netaudit.acl.schema.json": acl.schema,
    "netaudit.audit.schema.json": audit_json.schema,
    "netaudit.capacity.schema.json": capacity.schema,
    "netaudit.facts.schema.json": facts_schema.schema,
    "netaudit.reach.schema.json": reach.schema,
    "netaudit.sightings.schema.json": hunt.schema,
    "netaudit.trace.schema.json": trace.schema,
    "netaudit.unread.schema.json": facts_schema.unread_schema,
}
"""File name to what makes its content."""


def text(name: str) -> str:
    """One of the files."""
    return json.format(json.encode(SCHEMAS[name](), order="deterministic"), indent=2).decode() + "\n"
