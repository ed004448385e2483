"""What ``set`` actions and policers write into a packet, and what they read it from."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from netaudit.model import Device, Marking
from netaudit.parsers.ios.keywords import DSCP

LOW_BITS = 7
"""The bits of a DSCP below the precedence."""

SOURCES: Mapping[str, Callable[[Marking], int | None]] = {
    "cos": lambda marking: marking.cos if marking.tagged or marking.cos is not None else 0,
    "dscp": lambda marking: marking.dscp,
    "precedence": lambda marking: None if marking.dscp is None else marking.dscp >> 3,
    "qos-group": lambda marking: marking.qos_group or 0,
}
"""Packet marking categories that a value can be copied from; sorted."""

WIDTH: Mapping[str, int] = {"cos": 7, "dscp": 63, "precedence": 7, "qos-group": 99}
"""Highest value of each category; what else can be set (``dscp tunnel``) is not the packet's own marking."""


def marked(device: Device, marking: Marking, key: str, value: int | str) -> Marking:
    """The marking after ``set KEY VALUE``; None in it where the outcome can not be told."""
    if key not in WIDTH:
        return marking
    number = value if isinstance(value, int) else _derived(device, marking, key, value)
    if number is not None and number > WIDTH[key]:
        number = None
    return _WRITERS[key](marking, number)


def _derived(device: Device, marking: Marking, key: str, words: str) -> int | None:
    """A value by ``table NAME``, by another field, or by another field and a table."""
    field, _, rest = words.rpartition("table ")
    source = field.strip() or (key if rest != words else words)
    read = SOURCES.get(source)
    number = read(marking) if read else None
    return number if rest == words or number is None else mapped(device, rest, number)


def mapped(device: Device, table: str, number: int) -> int | None:
    """What a table-map makes of a value; None where it is not defined or leaves the field alone."""
    found = device.table_map(table)
    if found is None:
        return None
    row = next((high for low, high in found.rows if low == number), None)
    if row is not None:
        return row
    if found.default == "copy":
        return number
    return int(found.default) if found.default.isdecimal() else None


def _precedence(marking: Marking, number: int | None) -> Marking:
    """IOS writes three bits of a byte; what becomes of the other bits of a DSCP is not documented."""
    bare = marking.dscp is not None and not marking.dscp & LOW_BITS
    return replace(marking, dscp=8 * number if number is not None and bare else None)


_WRITERS: Mapping[str, Callable[[Marking, int | None], Marking]] = {
    "cos": lambda marking, number: replace(marking, cos=number),
    "dscp": lambda marking, number: replace(marking, dscp=number),
    "precedence": _precedence,
    "qos-group": lambda marking, number: replace(marking, qos_group=number),
}
"""Field to how it is written; sorted."""

VERDICT_FIELDS: Mapping[str, str] = {
    "set-cos-transmit": "cos",
    "set-dscp-transmit": "dscp",
    "set-prec-transmit": "precedence",
    "set-qos-transmit": "qos-group",
}
"""Action of a policer to the field that it sets; sorted."""


def verdict_mark(action: str) -> tuple[str, int | str] | None:
    """Field and value that a policer's action sets; None where it sets nothing."""
    word, _, rest = action.partition(" ")
    field = VERDICT_FIELDS.get(word)
    if field is None:
        return None
    if rest.isdecimal():
        return field, int(rest)
    return field, DSCP.get(rest, rest) if field == "dscp" else rest
