"""The access list of a switch port beside the filters of its VLAN.

Where a port has a list of its own, most switches let it stand in place of the VLAN's map and of the
router's input list. ``access-group mode`` on the port says otherwise.

Sources: Catalyst 4500 15.0(2)SG Configuration Guide, Using PACL with Access-Group Mode (``prefer
port`` is the default); Catalyst 3750-X and 3560-X Configuration Guide, VLAN Map Configuration
Guidelines (the port's list takes precedence).
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from netaudit.analysis.reach.conditions import opened
from netaudit.analysis.reach.stops import Stop, list_stops
from netaudit.model import Device, Interface

PREFER_PORT = frozenset({"c2950", "c3550", "c3k", "c4500l", "c4500m", "uadp"})
"""Families where the list of a port stands in place of what its VLAN has."""


def beside_port(device: Device, port: Interface | None, inner: Iterable[Stop]) -> Iterator[Stop]:
    """The input lists of a port, if any, and the input side of its VLAN, as they go together."""
    outer = list(list_stops(device, port, "in")) if port else []
    inner = list(inner)
    if port is None or not outer:
        yield from inner
        return
    mode = _mode(device, port, outer)
    for stop in outer:
        yield _beside(stop, port, mode, _versions(inner))
    for stop in inner:
        yield _beside(stop, port, mode, _versions(outer))


def _mode(device: Device, port: Interface, lists: Iterable[Stop]) -> str | None:
    """How the lists go together; None where that is not known, nor whether an empty list counts."""
    if any(each.says for each in lists):
        return None
    return port.access_group_mode or ("prefer port" if device.family in PREFER_PORT else None)


def _versions(stops: Iterable[Stop]) -> set[int]:
    """The IP versions that some stops look at."""
    return {stop.filter.version for stop in stops if stop.filter}


def _beside(stop: Stop, port: Interface, mode: str | None, others: set[int]) -> Stop:
    """One filter where those of the other kind look at ``others``."""
    if stop.filter is None or stop.filter.version not in others or mode == "merge":
        return stop
    of_port = stop.where == port.name
    if mode is None:
        return stop if of_port else _in_doubt(stop, port)
    if of_port == (mode in {"prefer", "prefer port"}):
        return stop
    other = "VLAN" if of_port else f"list of {port.name}"
    return replace(stop, filter=None, says=f"does not apply: the {other} goes before it")


def _in_doubt(stop: Stop, port: Interface) -> Stop:
    """A filter of the VLAN that may not apply, as the platform's default is not known."""
    doubt = f"the list of {port.name} stands in place of those of its VLAN"
    return replace(stop, filter=stop.filter and opened(stop.filter, doubt), doubt=doubt)
