"""From the text of one device to its record."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from netaudit.model import Attachment, Coverage, Device, Globals, Vlan
from netaudit.parsers.detect import Identity
from netaudit.parsers.ios.draft import Draft, Part, as_acl, settle

SWITCH_FAMILIES = frozenset({"c2950", "c3550", "c3k", "c4500l", "c4500m", "uadp", "xl"})
"""Families whose ports are layer 2 until told otherwise."""

_SHOWN = frozenset({"off", "transparent"})
"""VTP modes in which the running-config shows every VLAN."""

SLOTS = (
    "class_maps",
    "dhcp_pools",
    "map_classes",
    "object_groups",
    "policy_maps",
    "routing_processes",
    "static_routes",
    "table_maps",
    "ttys",
    "vlan_access_maps",
)
"""Slots whose records the device holds as they are."""


def read_device(
    text: str, source: str, identity: Identity, first_line: int, warnings: tuple[str, ...]
) -> Device:
    """Read the clean text of one device into its record."""
    draft = Draft(switch=_is_switch(identity, text))
    draft.read(text, first_line)
    slots: dict[str, Any] = {slot: _records(draft, slot) for slot in SLOTS}
    vlans = tuple(sorted(_records(draft, "vlans"), key=lambda vlan: vlan.id))
    templates = settle(draft, "templates")
    interfaces = draft.ports.finish(templates, vlans)
    draft.doubt(draft.ports.unknown_names)
    return Device(
        source=source,
        hostname=draft.hostname,
        first_line=first_line,
        lines=text.count("\n") + (not text.endswith("\n")),
        platform=identity.platform,
        family=identity.family,
        family_reason=identity.reason,
        version=identity.version,
        model=identity.model,
        globals=Globals(at=draft.at, telephony_servers=_telephony(draft), **draft.settings),
        vlans=vlans,
        vlans_hidden=_vlans_hidden(draft, vlans),
        interfaces=interfaces,
        acls=tuple(as_acl(name, parts) for name, parts in draft.acls.items()),
        vlan_filters=_values(draft, "vlan_filters"),
        templates=tuple(templates),
        attachments=_attachments(draft, templates),
        access_classes=tuple(draft.references),
        coverage=_coverage(draft),
        unread=tuple(sorted(draft.unread, key=lambda unread: unread.line)),
        warnings=warnings,
        **slots,
    )


def _is_switch(identity: Identity, text: str) -> bool:
    """Whether ports are layer 2 by default; unknown hardware tells by its lines."""
    if identity.family == "unknown":
        return "\n switchport " in text
    return identity.family in SWITCH_FAMILIES


def _values(draft: Draft, slot: str) -> tuple[Any, ...]:
    return tuple(value for _, _, value in settle(draft, slot).values())


def _records(draft: Draft, slot: str) -> tuple[Any, ...]:
    return tuple(replace(record, line=line) for line, _, record in settle(draft, slot).values())


def _attachments(draft: Draft, templates: Mapping[str, Part]) -> tuple[Attachment, ...]:
    """Policies attached elsewhere than on an interface; a template is such a place too."""
    parts = settle(draft, "attachments").values()
    named = tuple(replace(record, line=line + record.line) for line, _, record in parts)
    return named + tuple(
        Attachment(where=f"template {name}", policy=policy, line=line)
        for name, (line, _, port) in templates.items()
        for policy in port.template.policies
    )


def _telephony(draft: Draft) -> tuple[str, ...]:
    """Addresses of call control, sorted."""
    return tuple(sorted(draft.slots.get("telephony", {})))


def _vlans_hidden(draft: Draft, vlans: tuple[Vlan, ...]) -> bool:
    """Whether VLANs may live outside the text; shown VLANs or a VTP mode that shows them say no."""
    mode = draft.settings.get("vtp_mode")
    if mode in _SHOWN:
        return False
    return mode is not None or not vlans


def _coverage(draft: Draft) -> tuple[Coverage, ...]:
    return tuple(
        Coverage(section=section, read=read, irrelevant=irrelevant, unread=unread)
        for section, (read, irrelevant, unread) in sorted(draft.counts.items())
    )
