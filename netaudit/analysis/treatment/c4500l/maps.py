"""The maps of a Catalyst 4500 with a classic supervisor, and the lines that say so."""

from collections.abc import Mapping

from netaudit.analysis.memory import once
from netaudit.analysis.treatment.mls.maps import Mapped, line, lines
from netaudit.analysis.treatment.places import settings
from netaudit.model import Device, Reason

DSCPS_PER_QUEUE = 16
"""DSCP 0-15 in transmit queue 1, 16-31 in 2, 32-47 in 3, 48-63 in 4 until told otherwise."""


def cos_to_dscp(device: Device, cos: int) -> Mapped:
    """The internal DSCP of a trusted CoS (0-7)."""
    return _looked_up(device, "cos to dscp", cos, default=cos << 3)._replace(reason=Reason.COS_MAP)


def dscp_to_cos(device: Device, dscp: int) -> Mapped:
    """The CoS that a tagged frame leaves with, by its internal DSCP (0-63)."""
    return _looked_up(device, "dscp to cos", dscp, default=dscp >> 3)


def policed(device: Device, dscp: int) -> Mapped:
    """What ``policed-dscp-transmit`` marks the excess of a DSCP with."""
    return _looked_up(device, "dscp policed to dscp", dscp, default=dscp)


def transmit_queue(device: Device, dscp: int) -> Mapped:
    """The transmit queue, 1-4, of an internal DSCP (0-63)."""
    return _looked_up(device, "dscp to tx-queue", dscp, default=1 + dscp // DSCPS_PER_QUEUE)


def _looked_up(device: Device, key: str, value: int, *, default: int) -> Mapped:
    """A value by one of the maps."""
    found = _written(device).get((key, value))
    if found is None:
        return Mapped(default, f"default: {key.replace(' to ', '-')} map")
    to, at = found
    return Mapped(to, line(device, at), (settings("qos_maps", at),))


HIGHEST = {
    "cos to dscp": (7, 63),
    "dscp policed to dscp": (63, 63),
    "dscp to cos": (63, 7),
    "dscp to tx-queue": (63, 4),
}
"""Map to the highest value and the highest outcome that it takes; sorted."""


@once
def _written(device: Device) -> Mapping[tuple[str, int], tuple[int, int]]:
    """Map and value to the new value and where the line stands; later lines win."""
    table: dict[tuple[str, int], tuple[int, int]] = {}
    for at, words in lines(device, "qos map"):
        key = " ".join(word for word in words if not word.isdecimal())
        numbers = [int(word) for word in words if word.isdecimal()]
        highest, most = HIGHEST.get(key, (-1, -1))
        if numbers and numbers[-1] <= most and (numbers[-1] or not key.endswith("tx-queue")):
            table |= {(key, value): (numbers[-1], at) for value in numbers[:-1] if value <= highest}
    return table
