"""What gets past the lists where hosts of a VLAN send, and what the network needs to get past them."""

from typing import NamedTuple

from netaudit.analysis.packetspace.fields import UDP, WHOLE
from netaudit.analysis.packetspace.numbers import EVERY, Numbers, of
from netaudit.analysis.packetspace.packets import PacketSet, Region
from netaudit.analysis.reach.crossing import Crossing, Passed, crossing, passing
from netaudit.analysis.segmentation.pairs import LISTS, guards
from netaudit.errors import ComplexityError
from netaudit.model import Device, Interface

BROADCAST = 0xFFFFFFFF
_WHOLE = of((WHOLE,), 1)


class Dropped(NamedTuple):
    """All of some packets are dropped: for certain, or where conditions are so."""

    name: str
    """Of the list or map that drops them."""
    lines: tuple[int, ...]
    """Of the entries that do, or of the line that attaches the list where that is its end."""
    sure: bool


def arriving(device: Device, port: Interface) -> Crossing | None:
    """The input side of an interface; None where no list or map with entries for IPv4 is on it.

    A filter that is beyond the bound of exact answers counts as none: other rules tell of it.
    """
    key = f"{__name__}.arriving {port.name}"
    known = device.__dict__
    if key not in known:
        try:
            way = crossing(device, port, None)
        except ComplexityError:
            way = None
        known[key] = way if way is not None and guards(way, 4) else None
    found: Crossing | None = known[key]
    return found


def dropped(way: Crossing, packets: PacketSet) -> Dropped | None:
    """Who drops all of some packets; None where any of them gets through for certain, or there are none."""
    if not packets:
        return None
    try:
        passed = passing(way, packets)
    except ComplexityError:
        return None
    return None if passed.sure else _who(passed)


def _who(passed: Passed) -> Dropped:
    """The last list that drops something, and its lines that do."""
    for each in reversed(passed.decided):
        denies = [part.entry for part in each.parts if part.entry.action == "deny"]
        if denies and each.stop.kind in LISTS:
            written = [e.index for e in denies if e.index is not None and e.index < len(each.stop.entries)]
            lines = tuple(sorted({line for index in written for line in each.stop.entries[index]}))
            return Dropped(each.stop.name, lines or each.stop.lines, not passed.possible)
    return Dropped("", (), sure=False)


def udp(source: Numbers, destination: Numbers, source_port: Numbers, port: Numbers) -> PacketSet:
    """UDP packets over IPv4."""
    protocol = of((UDP,), 8)
    return PacketSet((Region(4, source, destination, protocol, source_port, port, EVERY, _WHOLE),))


def over_ip(source: Numbers, destination: Numbers, protocol: int) -> PacketSet:
    """Packets of another protocol over IPv4."""
    return PacketSet((Region(4, source, destination, of((protocol,), 8), fragment=_WHOLE),))


def address(value: int) -> Numbers:
    """One IPv4 address."""
    return of((value,), 32)
