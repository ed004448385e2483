"""Filters that hold on conditions, and the bits of conditions where several filters meet."""

from collections.abc import Iterable

from msgspec.structs import replace

from netaudit.analysis.acl.meaning import Entry, Filter
from netaudit.analysis.packetspace.numbers import EMPTY, EVERY, Numbers, disjoint, matching, ternaries, union
from netaudit.analysis.packetspace.packets import PacketSet, Region

HOLDS = matching(1, 0, 1)
"""The one condition of a filter is true."""

SESSIONS = ("it answers a session", "reflexive list")
"""How conditions begin on which a stateful filter lets answers back."""


def deny_all(version: int) -> Filter:
    """Nothing passes."""
    return Filter(version=version, entries=(_any(version, "deny"),))


def pass_while(version: int, condition: str) -> Filter:
    """Everything passes where a condition holds, and nothing else does."""
    return Filter(
        version=version,
        entries=(_any(version, "permit", HOLDS), _any(version, "deny")),
        conditions=(condition,),
    )


def pass_unless(version: int, condition: str) -> Filter:
    """Everything passes but where a condition holds."""
    return Filter(
        version=version,
        entries=(_any(version, "deny", HOLDS), _any(version, "permit")),
        conditions=(condition,),
    )


def opened(filter_: Filter, condition: str) -> Filter:
    """A filter that lets everything pass where a condition holds."""
    longer = widened(filter_, tuple(sorted({*filter_.conditions, condition})))
    hole = widened(pass_while(filter_.version, condition), longer.conditions).entries[0]
    return replace(longer, entries=(hole, *longer.entries))


def beginning(filter_: Filter) -> Filter:
    """A filter without the entries that let answers to sessions pass: for what begins one."""
    width = len(filter_.conditions)
    told = sum(1 << n for n, name in enumerate(filter_.conditions) if name.startswith(SESSIONS))
    if not told:
        return filter_
    idle = matching(0, (1 << width) - 1 & ~told, width)
    kept = (e for e in filter_.entries if any(not disjoint(r.condition, idle) for r in e.packets.regions))
    return replace(filter_, entries=tuple(kept))


def _any(version: int, action: str, condition: Numbers = EVERY) -> Entry:
    """An entry that all packets match, or all while conditions are so."""
    return Entry(index=None, action=action, packets=PacketSet((Region(version, condition=condition),)))


def widened(filter_: Filter, conditions: tuple[str, ...], prefix: str = "") -> Filter:
    """The same filter with the bits of its conditions as they are in a longer list.

    ``prefix`` stands there before the names that the filter has for them.
    """
    if not filter_.conditions or (filter_.conditions == conditions and not prefix):
        return replace(filter_, conditions=conditions)
    bits = tuple(conditions.index(prefix + name) for name in filter_.conditions)
    moved = tuple(replace(e, packets=_moved(e.packets, bits, len(conditions))) for e in filter_.entries)
    return replace(filter_, entries=moved, conditions=conditions)


def _moved(packets: PacketSet, bits: tuple[int, ...], width: int) -> PacketSet:
    """The packets with the bit N of the condition in the place ``bits[N]``."""
    return PacketSet(tuple(r._replace(condition=_placed(r.condition, bits, width)) for r in packets.regions))


def _placed(numbers: Numbers, bits: tuple[int, ...], width: int) -> Numbers:
    """A set of conditions with its bits in other places."""
    if isinstance(numbers, bool):
        return numbers
    every = (1 << width) - 1
    found: Numbers = EMPTY
    for base, wildcard in ternaries(numbers, len(bits)):
        asked = _spread(~wildcard, bits)
        found = union(found, matching(_spread(base, bits), every & ~asked, width))
    return found


def _spread(value: int, bits: tuple[int, ...]) -> int:
    """Bit N of a value in the place ``bits[N]``."""
    return sum(1 << place for n, place in enumerate(bits) if value >> n & 1)


def names(filters: Iterable[Filter | None]) -> tuple[str, ...]:
    """The conditions of some filters in order."""
    return tuple(sorted({name for each in filters if each is not None for name in each.conditions}))


def unconditional(packets: PacketSet) -> bool:
    """Whether no condition decides about any of the packets."""
    return all(region.condition is EVERY for region in packets.regions)


def whatever_holds(packets: PacketSet) -> PacketSet:
    """The packets that are in the set while some conditions hold, in it for good."""
    if unconditional(packets):
        return packets
    return PacketSet.of(region._replace(condition=EVERY) for region in packets.regions)


def for_certain(packets: PacketSet, asked: PacketSet) -> PacketSet:
    """Those of the packets asked for that are in the set whatever conditions hold."""
    if unconditional(packets):
        return packets
    return asked - whatever_holds(asked - packets)
