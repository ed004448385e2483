"""JSON Schemas of what netaudit writes, made from the records that it writes."""

from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def closed(schema: dict[str, Any], title: str) -> dict[str, Any]:
    """The schema of msgspec's output made exact: every key is always written, none is unknown."""
    exact = {name: _exact(each) for name, each in schema.get("$defs", {}).items()}
    return {"$schema": DIALECT, "title": title, **schema, "$defs": exact}


def _exact(definition: dict[str, Any]) -> dict[str, Any]:
    """A record's schema with all its keys required and no others allowed."""
    if "properties" not in definition:
        return definition
    required = sorted(definition["properties"])
    return {**definition, "required": required, "additionalProperties": False}
