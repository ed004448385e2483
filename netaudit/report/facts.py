"""What was understood of a device, as JSON: the contract ``netaudit.facts/1``.

The keys listed here are always written. Any other field of the model is written under its own
name where the config sets it to something else than the default.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from ipaddress import IPv4Address, IPv6Address
from typing import Any

from msgspec import NODEFAULT, Struct, json, structs

from netaudit.analysis.usage import ACL_FIELDS, USERS
from netaudit.model import Address, Device, Interface, PolicyClass, Unread, Vty, format_vlans
from netaudit.report.escape import json_text, visible
from netaudit.syntax.secrets import redact

SCHEMA = "netaudit.facts/1"

INTERFACE_KEYS = (
    "name",
    "line",
    "kind",
    "enabled",
    "description",
    "role",
    "role_reason",
    "mode",
    "access_vlan",
    "voice_vlan",
    "native_vlan",
    "allowed_vlans",
    "channel_group",
    "addresses",
    "acl_in",
    "acl_out",
    "trust",
    "trust_device",
    "policy_in",
    "policy_out",
)

CLASS_KEYS = (
    "name",
    "priority",
    "priority_level",
    "priority_percent",
    "priority_kbps",
    "bandwidth_kbps",
    "bandwidth_percent",
    "bandwidth_remaining_percent",
    "set",
    "police_bps",
    "shape_bps",
    "service_policy",
)

DEVICE_KEYS = (
    "source",
    "hostname",
    "first_line",
    "lines",
    "platform",
    "supported",
    "family",
    "family_reason",
    "version",
    "model",
    "vlans_hidden",
)

RECORD_KEYS = (
    "object_groups",
    "table_maps",
    "map_classes",
    "dhcp_pools",
    "templates",
    "ttys",
    "access_classes",
    "attachments",
    "routing_processes",
    "call_control",
    "coverage",
    "warnings",
)
"""Fields of a device that are lists of records, written as the model has them."""

LINES = "access-class"
"""How the model names the use of an access list by a line; its direction stands with the line."""

PLACES = frozenset({"at", "offset", "offsets"})
"""Where a fact stands below its section; the section's line is enough for readers of facts."""


IPV6 = 6
"""Version of the Internet Protocol."""


def as_json(device: Device) -> str:
    """One device as JSON on one line."""
    return json_text(json.encode(device_facts(device)))


def device_facts(device: Device) -> dict[str, Any]:
    """Everything that is known of a device, as plain values."""
    shown: dict[str, Any] = {key: _plain(getattr(device, key)) for key in DEVICE_KEYS}
    shown["globals"] = _written(device.globals)
    shown["vlans"] = {str(vlan.id): _plain(vlan.name) for vlan in device.vlans}
    shown["vlan_details"] = [_written(vlan) for vlan in device.vlans]
    shown["interfaces"] = [_interface(port) for port in device.interfaces]
    shown["class_maps"] = [
        {
            "name": each.name,
            "line": each.line,
            "kind": each.kind,
            "match": each.match,
            "criteria": [criterion.text for criterion in each.criteria],
        }
        for each in device.class_maps
    ]
    shown["policy_maps"] = [
        {"name": each.name, "line": each.line, "kind": each.kind, "classes": [*map(_class, each.classes)]}
        for each in device.policy_maps
    ]
    shown["acls"] = list(_acls(device))
    shown["vlan_filters"] = [
        {"name": name, "vlans": format_vlans(vlans)} for name, vlans in device.vlan_filters
    ]
    shown["vlan_access_maps"] = [
        {**_plain(step), "matches": [*step.matches]} for step in device.vlan_access_maps
    ]
    shown["static_routes"] = [_plain(route.text) for route in device.static_routes if route.version != IPV6]
    shown["routes"] = [_plain(route) for route in device.static_routes]
    shown |= {key: [_plain(each) for each in getattr(device, key)] for key in RECORD_KEYS}
    shown["unread"] = [unread_line(each) for each in device.unread]
    return shown


def unread_line(unread: Unread) -> dict[str, Any]:
    """A line that was not understood, without its secrets."""
    return {"line": unread.line, "text": visible(redact(unread.text)), "section": unread.section}


def _interface(port: Interface) -> dict[str, Any]:
    """One interface."""
    return {key: _plain(getattr(port, key)) for key in INTERFACE_KEYS} | _written(port)


def _class(part: PolicyClass) -> dict[str, Any]:
    """One class of a policy-map."""
    return {key: _plain(getattr(part, key)) for key in CLASS_KEYS} | _written(part)


def _acls(device: Device) -> Iterator[dict[str, Any]]:
    """Each access list with the number of its entries and where it is applied."""
    applied: dict[str, list[dict[str, Any]]] = {}
    for name, place in _applications(device):
        applied.setdefault(name, []).append(place)
    for acl in device.acls:
        yield {
            "name": acl.name,
            "line": acl.line,
            "kind": acl.kind,
            "entries": len(acl.entries),
            "remarks": _plain(acl.remarks),
            "applied": applied.get(acl.name, []),
        }


def _applications(device: Device) -> Iterator[tuple[str, dict[str, Any]]]:
    """Names of access lists and the place of each that is used."""
    for port in device.interfaces:
        yield from _directed(port, {"interface": port.name})
    for tty in device.ttys:
        yield from _directed(tty, {"where": f"line {tty.kind} {tty.first} {tty.last}"})
    for use in device.access_classes:
        if use.used_by != LINES:
            _, where = USERS.get(use.used_by, ("", use.used_by))
            yield use.acl, {"where": where, "direction": None}


def _directed(user: Interface | Vty, place: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What an interface or a line filters by, in each direction."""
    for key in ACL_FIELDS:
        if name := getattr(user, key, None):
            yield name, place | {"direction": key.rpartition("_")[2]}


def _written(record: Struct) -> dict[str, Any]:
    """The fields of a record that differ from their default."""
    defaults = _defaults(type(record))
    return {
        key: _plain(value)
        for key, value in structs.asdict(record).items()
        if key not in PLACES and value is not defaults[key] and value != defaults[key]
    }


@cache
def _defaults(record: type[Struct]) -> Mapping[str, Any]:
    """Field name to default; a required field has none, so any value differs."""
    return {
        field.name: field.default
        if field.default is not NODEFAULT
        else field.default_factory()
        if field.default_factory is not NODEFAULT
        else NODEFAULT
        for field in structs.fields(record)
    }


_without_secrets = lru_cache(maxsize=65536)(redact)
"""A fleet says the same again and again."""


def _plain(value: Any) -> Any:  # noqa: ANN401 - any field of the model
    """A value of the model as JSON has it; VLAN sets the way IOS writes them."""
    match value:
        case Struct():
            return _record(value)
        case str():
            return _without_secrets(value)
        case frozenset():
            return format_vlans(value)
        case tuple():
            return [_plain(each) for each in value]
        case Mapping():
            return {str(key): _plain(each) for key, each in value.items()}
        case _:
            return value


def _record(record: Struct) -> Any:  # noqa: ANN401 - an object, or the text that stands for it
    """All fields of a record."""
    if isinstance(record, Address):
        return _block(record)
    return {key: _plain(each) for key, each in structs.asdict(record).items() if key not in PLACES}


def _block(block: Address) -> str:
    """A set of addresses the way IOS writes it: ``10.1.0.0 0.0.255.255``, ``2001:db8::/32``."""
    if block.version == IPV6:
        return f"{IPv6Address(block.base)}/{128 - block.wildcard.bit_length()}"
    return f"{IPv4Address(block.base)} {IPv4Address(block.wildcard)}"
