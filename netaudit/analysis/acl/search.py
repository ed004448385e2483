"""Packets of a kind with a fate: which of them there are, and what decides them; or that there are none."""

from collections.abc import Iterator

from msgspec import Struct

from netaudit.analysis.acl.decide import Part
from netaudit.analysis.acl.meaning import Entry, Filter
from netaudit.analysis.acl.order.keys import Keys
from netaudit.analysis.acl.order.ordered import ordered, reaching
from netaudit.analysis.packetspace.header import Header, can_exist, within
from netaudit.analysis.packetspace.numbers import EMPTY, EVERY, Numbers, difference, intersection, union
from netaudit.analysis.packetspace.packets import PacketSet


class Verdict(Struct, frozen=True, kw_only=True):
    """An entry that decides a packet, unless an earlier one does."""

    entry: Entry
    matches: Numbers = EVERY
    """The values of the conditions with which it matches the packet."""


def search(filter_: Filter, action: str, packets: PacketSet) -> Iterator[Part]:
    """Those of some packets that have a fate, by the entries that decide them, in the order of the list.

    Nothing is the proof that there is no such packet. A packet that passes at times is in it.

    Raises:
        ComplexityError: they are more tangled than the bound allows.
    """
    side = ordered(filter_, Keys())
    regions = (region for region in packets.regions if region.version == filter_.version)
    near = {place for region in regions for place in side.nearby.places(region)}
    for place in sorted(near):
        entry = side.entries[place]
        if entry.action != action or not entry.packets.meets(packets):
            continue
        found = reaching(entry.packets & packets, (side, place))
        if can_exist(found):
            yield Part(entry, found)


def verdicts(filter_: Filter, header: Header) -> tuple[Verdict, ...]:
    """The entries that can decide a packet: one, or several where it depends on conditions.

    None for a packet of the other IP version; the header's own ``condition`` does not count.
    """
    found: list[Verdict] = []
    left: Numbers = EVERY
    for entry in filter_.entries:
        matches = _conditions(entry, header)
        if intersection(left, matches) is not EMPTY:
            found.append(Verdict(entry=entry, matches=matches))
            left = difference(left, matches)
        if left is EMPTY:
            break
    return tuple(found)


def _conditions(entry: Entry, header: Header) -> Numbers:
    """The values of the conditions with which an entry matches a packet."""
    found: Numbers = EMPTY
    for region in entry.packets.regions:
        if within(region._replace(condition=EVERY), header):
            found = union(found, region.condition)
    return found


def result(found: tuple[Verdict, ...]) -> str:
    """``permit``, ``deny``, or ``unknown`` where it depends on conditions."""
    actions = {verdict.entry.action for verdict in found}
    return actions.pop() if len(actions) == 1 else "unknown"
