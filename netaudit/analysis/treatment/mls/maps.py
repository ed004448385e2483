"""The maps of an MLS Catalyst: which value becomes which, and the line that says so."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from netaudit.analysis.memory import once
from netaudit.analysis.treatment.places import settings
from netaudit.model import DEFAULT_COS_DSCP, Device, Marking, Place, Reason, Step

OUTPUT_COS_QUEUES = (2, 2, 3, 3, 4, 1, 4, 4)
"""Egress queue of CoS 0-7 on a 2960, 3560 or 3750 until told otherwise, all at threshold 1."""

OUTPUT_DSCP_QUEUES = (2,) * 16 + (3,) * 16 + (4,) * 8 + (1,) * 8 + (4,) * 16
"""The same for DSCP 0-63."""

INPUT_COS_QUEUES = (1, 1, 1, 1, 1, 2, 1, 1)
"""Ingress queue of CoS 0-7 on a 3560 or 3750 until told otherwise, all at threshold 1."""

INPUT_DSCP_QUEUES = (1,) * 40 + (2,) * 8 + (1,) * 16
"""The same for DSCP 0-63."""

QUEUES = {
    ("input", "cos"): INPUT_COS_QUEUES,
    ("input", "dscp"): INPUT_DSCP_QUEUES,
    ("output", "cos"): OUTPUT_COS_QUEUES,
    ("output", "dscp"): OUTPUT_DSCP_QUEUES,
}
"""Direction and label to the default queues."""


KNOWN_DSCP = {"c2950": frozenset({0, 8, 10, 16, 18, 24, 26, 32, 34, 40, 46, 48, 56})}
"""Family to the DSCP values that its dscp-cos map has; others are CoS 0 there. The rest know all 64."""


class Mapped(NamedTuple):
    """What a map makes of a value, and by which line."""

    value: int
    decided_by: str
    places: tuple[Place, ...] = ()
    reason: Reason | None = None


class Slot(NamedTuple):
    """Where a map puts a packet: queue and threshold, both from 1."""

    queue: int
    threshold: int
    decided_by: str
    places: tuple[Place, ...] = ()


def map_step(found: Mapped, marking: Marking) -> Step:
    """The step of a map that left this marking."""
    return Step(
        stage="map", decided_by=found.decided_by, marking=marking, places=found.places, reason=found.reason
    )


def lines(device: Device, start: str) -> Iterator[tuple[int, list[str]]]:
    """The global QoS lines that begin with these words: their index and the words behind."""
    wanted = start.split()
    for index, words in enumerate(_split(device)):
        if words[: len(wanted)] == wanted:
            yield index, words[len(wanted) :]


@once
def _split(device: Device) -> tuple[list[str], ...]:
    """The global QoS lines as words."""
    return tuple(text.split() for text in device.globals.qos_maps)


def line(device: Device, index: int) -> str:
    """A global QoS line in normal form."""
    return " ".join(_split(device)[index])


def cos_to_dscp(device: Device, cos: int) -> Mapped:
    """The internal DSCP of a trusted CoS (0-7)."""
    return _by_eight(device, "cos", cos)._replace(reason=Reason.COS_MAP)


def precedence_to_dscp(device: Device, precedence: int) -> Mapped:
    """The internal DSCP of a trusted IP precedence (0-7)."""
    return _by_eight(device, "ip_prec", precedence)


def dscp_to_cos(device: Device, dscp: int) -> Mapped:
    """The CoS that is written for a DSCP (0-63)."""
    known = KNOWN_DSCP.get(device.family)
    return _looked_up(device, "dscp-cos", dscp, default=dscp >> 3 if known is None or dscp in known else 0)


def policed(device: Device, dscp: int) -> Mapped:
    """What ``policed-dscp-transmit`` marks the excess of a DSCP with."""
    return _looked_up(device, "policed-dscp", dscp, default=dscp)


def mutated(device: Device, name: str, dscp: int) -> Mapped:
    """What the dscp-mutation map of that name makes of an incoming DSCP."""
    return _looked_up(device, f"dscp-mutation {name}", dscp, default=dscp)


def slot(device: Device, direction: str, label: str, value: int) -> Slot:
    """Where ``mls qos srr-queue input|output cos-map|dscp-map`` puts a CoS or DSCP."""
    written = _slots(device).get((direction, label, value))
    if written:
        return written
    queue = QUEUES[direction, label][value]
    return Slot(queue, 1, f"default: {label.upper().replace('COS', 'CoS')} {value} in queue {queue}")


def _by_eight(device: Device, kind: str, value: int) -> Mapped:
    """A value by one of the two maps that have eight entries."""
    field = f"{kind}_dscp_map"
    table: tuple[int, ...] = getattr(device.globals, field)
    listed = " ".join(map(str, table))
    name = f"{kind.replace('_', '-')}-dscp"
    start = "default: " if table == DEFAULT_COS_DSCP else "mls qos map "
    return Mapped(table[value], f"{start}{name} {listed}", (settings(field),))


def _looked_up(device: Device, key: str, value: int, *, default: int) -> Mapped:
    """A value by one of the maps that are written as ``VALUES to VALUE``."""
    found = _written(device).get((key, value))
    if found is None:
        return Mapped(default, f"default: {key} map")
    to, index = found
    return Mapped(to, line(device, index), (settings("qos_maps", index),))


@once
def _written(device: Device) -> Mapping[tuple[str, int], tuple[int, int]]:
    """Map and value to the new value and the index of its line; later lines win."""
    table: dict[tuple[str, int], tuple[int, int]] = {}
    for index, words in lines(device, "mls qos map"):
        name = " ".join(words[: 2 if words[:1] == ["dscp-mutation"] else 1])
        *values, to = _numbers(words[len(name.split()) :], 63) or [0]
        table.update({(name, value): (to, index) for value in values})
    return table


@once
def _slots(device: Device) -> Mapping[tuple[str, str, int], Slot]:
    """Direction, label and value to queue and threshold as written; later lines win."""
    table: dict[tuple[str, str, int], Slot] = {}
    for index, words in lines(device, "mls qos srr-queue"):
        match words:
            case ["input" | "output" as way, "cos-map" | "dscp-map" as name, *rest]:
                _put(table, (way, name.removesuffix("-map")), rest, (index, line(device, index)))
    return table


def _put(
    table: dict[tuple[str, str, int], Slot],
    key: tuple[str, str],
    words: list[str],
    source: tuple[int, str],
) -> None:
    """``[queue Q] [threshold T] VALUES``: without a queue the values stay in theirs."""
    given = {"queue": 0, "threshold": 0}
    while words[1:] and words[0] in given:
        given[words[0]], words = next(iter(_numbers(words[1:2], 4)), 0), words[2:]
    index, text = source
    for value in _numbers(words, len(QUEUES[key]) - 1):
        old = table.get((*key, value)) or Slot(QUEUES[key][value], 1, "")
        queue, threshold = given["queue"] or old.queue, given["threshold"] or 1
        table[*key, value] = Slot(queue, threshold, text, (settings("qos_maps", index),))


def _numbers(words: list[str], highest: int) -> list[int]:
    """The numbers among words that are not above the highest; other words are no values."""
    return [int(word) for word in words if word.isdecimal() and int(word) <= highest]
