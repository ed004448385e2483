"""Which entry of a filter decides which packets, and what gets through."""

from collections.abc import Iterable, Iterator
from functools import reduce
from typing import NamedTuple

from netaudit.analysis.acl.meaning import Entry, Filter
from netaudit.analysis.packetspace.header import Header, has
from netaudit.analysis.packetspace.numbers import EMPTY, Numbers, disjoint, union
from netaudit.analysis.packetspace.packets import PacketSet, Region, apart, merged
from netaudit.errors import ComplexityError

MOST_WORK = 20_000_000
"""Comparisons of two regions that parting some packets may cost: half a minute, one with odd wildcards."""

TOUCHED = 500
"""What it costs to cut a region, in comparisons of two (100 for ranges of ports, 600 for odd wildcards)."""


class Part(NamedTuple):
    """Packets that one entry decides."""

    entry: Entry
    packets: PacketSet


def decide(filter_: Filter, packets: PacketSet) -> Iterator[Part]:
    """Part some packets by the entry that decides them, in the order of the list.

    Packets of the other IP version are in no part.

    Raises:
        ComplexityError: it takes more than ``MOST_WORK``.
    """
    left = [*(packets & PacketSet((Region(filter_.version),))).regions]
    work = 0
    for entry in filter_.entries:
        if not left:
            return
        others = entry.packets.regions
        touched, rest = _parted(left, others)
        work += len(others) * (len(left) + TOUCHED * len(touched))
        if work > MOST_WORK:
            raise ComplexityError(f"a filter that takes more than {MOST_WORK} steps to decide packets by")
        if touched:
            met = PacketSet(tuple(touched))
            yield Part(entry, met & entry.packets)
            left = [*(met - entry.packets).regions, *rest]


def _parted(left: list[Region], others: tuple[Region, ...]) -> tuple[list[Region], list[Region]]:
    """The regions that any of some others meets, and those that none does."""
    none: Numbers = EMPTY
    sources = reduce(union, (other.source for other in others), none)
    destinations = reduce(union, (other.destination for other in others), none)
    touched: list[Region] = []
    rest: list[Region] = []
    for region in left:
        far = disjoint(region[1], sources) or disjoint(region[2], destinations)
        if far or all(apart(region, other) for other in others):
            rest.append(region)
        else:
            touched.append(region)
    return touched, rest


def permitted(filter_: Filter, packets: PacketSet) -> PacketSet:
    """Those of some packets that a filter lets through, those of the other IP version included."""
    return passed(filter_, packets, decide(filter_, packets))


def passed(filter_: Filter, packets: PacketSet, parts: Iterable[Part]) -> PacketSet:
    """The same where it is known already which entry decides which of the packets."""
    others = packets - PacketSet((Region(filter_.version),))
    return PacketSet((*others.regions, *with_action("permit", parts).regions))


def denied(filter_: Filter, packets: PacketSet) -> PacketSet:
    """Those of some packets that a filter drops."""
    return with_action("deny", decide(filter_, packets))


def with_action(action: str, parts: Iterable[Part]) -> PacketSet:
    """The packets of all parts with an action; no two parts have a packet in common."""
    found = tuple(r for part in parts if part.entry.action == action for r in part.packets.regions)
    return PacketSet(merged(found))


def first(filter_: Filter, header: Header) -> Entry | None:
    """The entry that decides one packet; None for a packet of the other IP version."""
    if header.version != filter_.version:
        return None
    return next(entry for entry in filter_.entries if has(entry.packets, header))
