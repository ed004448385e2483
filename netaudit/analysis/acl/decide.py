"""Which entry of a filter decides which packets, and what gets through."""

from collections.abc import Iterator
from typing import NamedTuple

from netaudit.analysis.acl.meaning import Entry, Filter
from netaudit.analysis.packetspace.header import Header, has
from netaudit.analysis.packetspace.packets import NOTHING, PacketSet, Region


class Part(NamedTuple):
    """Packets that one entry decides."""

    entry: Entry
    packets: PacketSet


def decide(filter_: Filter, packets: PacketSet) -> Iterator[Part]:
    """Part some packets by the entry that decides them, in the order of the list.

    Packets of the other IP version are in no part.
    """
    asked = left = packets & PacketSet((Region(filter_.version),))
    for entry in filter_.entries:
        if not left:
            return
        # What is asked for has few regions, what is left of it may have many: most entries end here.
        if asked.meets(entry.packets) and left.meets(entry.packets):
            yield Part(entry, left & entry.packets)
            left = left - entry.packets


def permitted(filter_: Filter, packets: PacketSet) -> PacketSet:
    """Those of some packets that a filter lets through, those of the other IP version included."""
    passed = packets - PacketSet((Region(filter_.version),))
    for part in decide(filter_, packets):
        if part.entry.action == "permit":
            passed = passed | part.packets
    return passed


def denied(filter_: Filter, packets: PacketSet) -> PacketSet:
    """Those of some packets that a filter drops."""
    dropped = NOTHING
    for part in decide(filter_, packets):
        if part.entry.action == "deny":
            dropped = dropped | part.packets
    return dropped


def first(filter_: Filter, header: Header) -> Entry | None:
    """The entry that decides one packet; None for a packet of the other IP version."""
    if header.version != filter_.version:
        return None
    return next(entry for entry in filter_.entries if has(entry.packets, header))
