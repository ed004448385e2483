"""Places in a config, and the source lines that they are for one device and two of its ports."""

from collections.abc import Iterable, Mapping

from netaudit.model import ClassMap, Device, Interface, MapClass, TableMap
from netaudit.model.treatment import Place


def ingress(*fields: str) -> Place:
    """Fields of the interface that the packet came in by."""
    return Place("ingress", fields=fields)


def egress(*fields: str) -> Place:
    """Fields of the interface that the packet leaves by."""
    return Place("egress", fields=fields)


def of_interface(name: str, *fields: str) -> Place:
    """Fields of another interface: the parent of a subinterface, a member, a bundle."""
    return Place("interface", name, fields)


def settings(field: str, index: int | None = None) -> Place:
    """A device-wide setting; ``index`` picks one of the lines that add to it."""
    return Place("global", fields=(field,), index=index)


def of_class(policy: str, part: str, *fields: str) -> Place:
    """Fields of one class of a policy-map; its ``class`` line without fields."""
    return Place("policy-map", policy, (part, *fields))


def of_class_map(name: str) -> Place:
    """A class-map."""
    return Place("class-map", name)


def of_table_map(name: str) -> Place:
    """A table-map."""
    return Place("table-map", name)


def of_entry(acl: str, index: int | None = None) -> Place:
    """An access list, or one entry of it counted from 0."""
    return Place("acl", acl, index=index)


def of_map_class(name: str, *fields: str) -> Place:
    """Fields of a Frame Relay map-class."""
    return Place("map-class", name, fields)


def lines_of(device: Device, way: tuple[Interface, Interface], places: Iterable[Place]) -> tuple[int, ...]:
    """The source lines of places, sorted; ``way`` is the ingress and the egress interface."""
    return tuple(sorted({line for place in places for line in _lines(device, way, place)}))


def _lines(device: Device, way: tuple[Interface, Interface], place: Place) -> Iterable[int]:
    """The source lines of one place; none where nothing is written there."""
    match place.of:
        case "ingress":
            return _picked(tuple(_set_by(way[0], place.fields)), place.index)
        case "egress":
            return _picked(tuple(_set_by(way[1], place.fields)), place.index)
        case "global":
            return _picked(device.globals.at.get(place.fields[0], ()), place.index)
        case "policy-map":
            return _of_class(device, place)
        case "acl":
            return _of_acl(device, place)
    records: Iterable[Interface | MapClass | ClassMap | TableMap] = getattr(device, RECORDS[place.of])
    record = next((each for each in records if each.name == place.name), None)
    if record is None:
        return ()
    return _picked(tuple(_set_by(record, place.fields)), place.index) if place.fields else (record.line,)


RECORDS = {
    "class-map": "class_maps",
    "interface": "interfaces",
    "map-class": "map_classes",
    "table-map": "table_maps",
}
"""Kind of place to the field of the device that holds its records."""


def _set_by(record: Interface | MapClass | ClassMap | TableMap, fields: tuple[str, ...]) -> Iterable[int]:
    """The lines of a record that set fields; none for defaults."""
    at: Mapping[str, tuple[int, ...]] = getattr(record, "at", {})
    return (record.line + offset for field in fields for offset in at.get(field, ()))


def _picked(lines: tuple[int, ...], index: int | None) -> Iterable[int]:
    """All lines, or the one that is asked for."""
    return lines if index is None else lines[index : index + 1]


def _of_class(device: Device, place: Place) -> Iterable[int]:
    """The lines of a policy-map's class that set fields; its ``class`` line where none is named."""
    policy = next((each for each in device.policy_maps if each.name == place.name), None)
    if policy is None:
        return ()
    if not place.fields:
        return (policy.line,)
    name, *fields = place.fields
    part = next((each for each in policy.classes if each.name == name), None)
    if part is None:
        return (policy.line,)
    offsets = [offset for field in fields for offset in part.at.get(field, ())]
    return (policy.line + offset for offset in offsets or (part.offset,))


def _of_acl(device: Device, place: Place) -> Iterable[int]:
    """The line of an access list's entry, or its first line."""
    acl = next((each for each in device.acls if each.name == place.name), None)
    if acl is None:
        return ()
    return (acl.line + (0 if place.index is None else acl.entries[place.index].offset),)
