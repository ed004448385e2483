"""Places in a config, and the source lines that they are for one device and two of its ports."""

from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from netaudit.model import ClassMap, Device, Interface, MapClass, TableMap
from netaudit.model.treatment import Place

Way = tuple[Interface, Interface]
"""The ingress and the egress interface."""


def ingress(*fields: str) -> Place:
    """Fields of the interface that the packet came in by."""
    return Place("ingress", fields=fields)


def egress(*fields: str) -> Place:
    """Fields of the interface that the packet leaves by."""
    return Place("egress", fields=fields)


def of_interface(name: str, *fields: str) -> Place:
    """Fields of another interface: the parent of a subinterface, a member, a bundle."""
    return Place("interface", name, fields)


def policy_in(port: Interface, kind: str = "qos") -> Place:
    """The line that attaches an input policy to the interface that the packet came in by."""
    return policy_line(ingress("policies"), port, "input", kind)


def policy_out(port: Interface, kind: str = "qos") -> Place:
    """The line that attaches an output policy to the interface that the packet leaves by."""
    return policy_line(egress("policies"), port, "output", kind)


def policy_of(port: Interface, direction: str) -> Place:
    """The line that attaches a policy to another interface."""
    return policy_line(of_interface(port.name, "policies"), port, direction)


def policy_line(policies: Place, port: Interface, direction: str, kind: str = "qos") -> Place:
    """The one of a port's policies that has this direction and kind."""
    numbers = (n for n, each in enumerate(port.policies) if (each.direction, each.kind) == (direction, kind))
    return replace(policies, index=next(numbers, None))


def moved(place: Place, port: Interface) -> Place:
    """The same fields of another interface, for places of the two that the question is about."""
    if place.of in {"ingress", "egress"}:
        return Place("interface", port.name, place.fields, place.index)
    return place


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


def lines_of(device: Device, way: Way, places: Iterable[Place]) -> tuple[int, ...]:
    """The source lines of places, sorted; ``way`` is the ingress and the egress interface."""
    return tuple(sorted({line for place in places for line in FINDERS[place.of](device, way, place)}))


def _of_way(port: Interface, place: Place) -> Iterable[int]:
    """The lines of one of the two interfaces that the question is about."""
    return _picked(tuple(_set_by(port, place.fields)), place.index)


def _of_record(record: Interface | MapClass | ClassMap | TableMap | None, place: Place) -> Iterable[int]:
    """The lines of a record that set fields; its first where no field is named."""
    if record is None:
        return ()
    return _picked(tuple(_set_by(record, place.fields)), place.index) if place.fields else (record.line,)


def _set_by(record: Interface | MapClass | ClassMap | TableMap, fields: tuple[str, ...]) -> Iterable[int]:
    """The lines of a record that set fields; none for defaults."""
    at: Mapping[str, tuple[int, ...]] = getattr(record, "at", {})
    return (record.line + offset for field in fields for offset in at.get(field, ()))


def _picked(lines: tuple[int, ...], index: int | None) -> Iterable[int]:
    """All lines, or the one that is asked for."""
    return lines if index is None else lines[index : index + 1]


def _of_class(device: Device, _way: Way, place: Place) -> Iterable[int]:
    """The lines of a policy-map's class that set fields; its ``class`` line where none is named."""
    policy = device.policy_map(place.name)
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


def _of_acl(device: Device, _way: Way, place: Place) -> Iterable[int]:
    """The line of an access list's entry, or its first line."""
    acl = device.acl(place.name)
    if acl is None:
        return ()
    return (acl.line + (0 if place.index is None else acl.entries[place.index].offset),)


FINDERS: Mapping[str, Callable[[Device, Way, Place], Iterable[int]]] = {
    "acl": _of_acl,
    "class-map": lambda device, _way, place: _of_record(device.class_map(place.name), place),
    "egress": lambda _device, way, place: _of_way(way[1], place),
    "global": lambda device, _way, place: _picked(device.globals.at.get(place.fields[0], ()), place.index),
    "ingress": lambda _device, way, place: _of_way(way[0], place),
    "interface": lambda device, _way, place: _of_record(device.interface(place.name), place),
    "map-class": lambda device, _way, place: _of_record(device.map_class(place.name), place),
    "policy-map": _of_class,
    "table-map": lambda device, _way, place: _of_record(device.table_map(place.name), place),
}
"""Kind of place to what finds its lines; sorted."""
