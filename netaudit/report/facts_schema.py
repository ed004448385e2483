"""The JSON Schemas of the facts and of what was not understood, made from the model."""

from collections.abc import Collection, Mapping
from typing import Any

from msgspec import Struct, json, structs

from netaudit import model
from netaudit.model import Device, Interface, PolicyClass, RoutingProcess, VlanAccessMap, VlanSet
from netaudit.report import facts, unread
from netaudit.report.contract import DIALECT

ALWAYS: Mapping[str, Collection[str]] = {
    "Globals": (),
    "Interface": facts.INTERFACE_KEYS,
    "PolicyClass": facts.CLASS_KEYS,
    "Vlan": ("id", "line"),
}
"""Records that are written without what is at its default, and the keys they always have."""

RECORDS: tuple[type[Struct], ...] = (
    model.AccessClass,
    model.Attachment,
    model.Coverage,
    model.DhcpPool,
    model.Fhrp,
    model.Globals,
    model.Interface,
    model.MapClass,
    model.ObjectGroup,
    model.Police,
    model.PolicyClass,
    model.Problem,
    model.RoutedBy,
    model.RoutingProcess,
    model.ServicePolicy,
    model.StaticRoute,
    model.StormControl,
    model.TableMap,
    model.Vlan,
    model.VlanAccessMap,
    model.Vty,
)

VLANS = {"type": "string", "description": "all, none, or a list such as 10,20,30-40"}
NUMBER = {"type": "integer"}
TEXT = {"type": "string"}
TEXT_OR_NULL = {"type": ["string", "null"]}


def schema() -> dict[str, Any]:
    """The schema of ``netaudit.facts/1``."""
    keys = {"devices": _array(_device()), "problems": _array(_reference("Problem"))}
    return _document(facts.SCHEMA, keys)


def unread_schema() -> dict[str, Any]:
    """The schema of ``netaudit.unread/1``."""
    names = {"source": TEXT, "hostname": TEXT, "platform": TEXT, "family": TEXT, "lines": NUMBER}
    counts = {"unread": NUMBER, "percent": {"type": "number"}}
    row = {"section": TEXT, "read": NUMBER, "irrelevant": NUMBER, **counts}
    keys = {
        "devices": _array(_exact({**names, "unread": _array(_unread_line())})),
        "coverage": _array(_exact(row)),
        "focus": _exact({"sections": _array(TEXT), "lines": NUMBER, "text": TEXT, **counts}),
        "problems": _array(_reference("Problem")),
    }
    return _document(unread.SCHEMA, keys)


def _document(name: str, keys: dict[str, Any]) -> dict[str, Any]:
    """A schema with the records that it refers to."""
    top = _exact({"schema": {"const": name}, **keys})
    return {"$schema": DIALECT, "title": name, **top, "$defs": {r.__name__: _record(r) for r in RECORDS}}


def _device() -> dict[str, Any]:
    """One device."""
    own = _properties(Device)
    place = {"interface": TEXT, "where": TEXT, "direction": {"enum": ["in", "out", None]}}
    applied = {
        "type": "object",
        "properties": place,
        "required": ["direction"],
        "additionalProperties": False,
    }
    named = {"name": TEXT, "line": NUMBER, "kind": TEXT}
    return _exact(
        {key: own[key] for key in (*facts.DEVICE_KEYS, *facts.RECORD_KEYS)}
        | {
            "globals": _reference("Globals"),
            "vlans": {"type": "object", "additionalProperties": TEXT_OR_NULL},
            "vlan_details": _array(_reference("Vlan")),
            "interfaces": _array(_reference("Interface")),
            "class_maps": _array(
                _exact({**named, "match": {"enum": ["all", "any"]}, "criteria": _array(TEXT)})
            ),
            "policy_maps": _array(_exact({**named, "classes": _array(_reference("PolicyClass"))})),
            "acls": _array(
                _exact({**named, "entries": NUMBER, "remarks": _array(TEXT), "applied": _array(applied)})
            ),
            "vlan_access_maps": _array(_reference("VlanAccessMap")),
            "vlan_filters": _array(_exact({"name": TEXT, "vlans": VLANS})),
            "static_routes": _array(TEXT),
            "routes": _array(_reference("StaticRoute")),
            "unread": _array(_unread_line()),
        }
    )


def _record(record: type[Struct]) -> dict[str, Any]:
    """A record of the model as facts write it."""
    properties = _properties(record)
    required = sorted(ALWAYS.get(record.__name__, properties))
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _properties(record: type[Struct]) -> dict[str, Any]:
    """Field name to schema, and what facts add to the model's fields."""
    _, components = json.schema_components((record,), ref_template="#/$defs/{name}")
    shown = {
        field.name: VLANS if field.type == VlanSet else _undefaulted(components[record.__name__], field.name)
        for field in structs.fields(record)
        if field.name not in facts.PLACES
    }
    if record is Interface:
        shown |= {"policy_in": TEXT_OR_NULL, "policy_out": TEXT_OR_NULL}
    if record is RoutingProcess:
        shown |= {"networks": _array(TEXT)}
    if record is VlanAccessMap:
        shown |= {"matches": _array(TEXT)}
    if record is PolicyClass:
        shown |= {"police_bps": {"type": ["integer", "null"]}}
    return shown


def _undefaulted(definition: dict[str, Any], name: str) -> Any:  # noqa: ANN401 - a piece of a schema
    """A field's schema without its default, which facts leave out where they can."""
    return {key: value for key, value in definition["properties"][name].items() if key != "default"}


def _unread_line() -> dict[str, Any]:
    """A line that was not understood."""
    return _exact({"line": NUMBER, "text": TEXT, "section": TEXT})


def _reference(name: str) -> dict[str, Any]:
    """A record defined elsewhere in the schema."""
    return {"$ref": f"#/$defs/{name}"}


def _array(items: dict[str, Any]) -> dict[str, Any]:
    """A list."""
    return {"type": "array", "items": items}


def _exact(properties: dict[str, Any]) -> dict[str, Any]:
    """An object with exactly these keys."""
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }
