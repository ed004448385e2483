"""JSON Schema of netaudit.yaml, for editors. Made from the table that decodes the file."""

from typing import Any

from netaudit.site.keys import policy_keys
from netaudit.site.kinds import group_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The schema, as plain values. What it accepts, the decoder accepts, rule names apart."""
    about = {
        "$schema": DIALECT,
        "title": "netaudit site policy",
        "description": "What netaudit.yaml says of a network: VLANs, servers, roles, rules, waivers.",
    }
    return about | group_schema(policy_keys())


def text() -> str:
    """The schema as the file in docs has it."""
    import json

    return json.dumps(schema(), indent=2) + "\n"
