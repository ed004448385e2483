"""What one list does to packets that another does not: newly permitted, newly denied, and by which entries.

A packet whose fate differs is decided by an entry that is not in both lists, on one side at least:
two entries that both lists have in the same order can not change places. So only the entries that
differ are looked at, each with those entries of the other list that do the opposite.
"""

from collections.abc import Iterator

from msgspec import Struct

from netaudit.analysis.acl.meaning import Entry, Filter, meaning, open_filter
from netaudit.analysis.acl.order.align import aligned
from netaudit.analysis.acl.order.keys import Keys
from netaudit.analysis.acl.order.ordered import Ordered, ordered, reaching
from netaudit.analysis.packetspace.header import can_exist
from netaudit.analysis.packetspace.packets import PacketSet, merged
from netaudit.model import Acl, Device


class Change(Struct, frozen=True, kw_only=True):
    """Packets that one entry decided and now another one decides otherwise."""

    old: Entry
    new: Entry
    packets: PacketSet


class Difference(Struct, frozen=True, kw_only=True):
    """All packets whose fate differs, parted by the entries that decide them."""

    conditions: tuple[str, ...]
    """Of both lists, by the bits of the field ``condition``."""
    changes: tuple[Change, ...] = ()

    @property
    def permitted(self) -> PacketSet:
        """What the new list permits and the old one denied."""
        return self._now("permit")

    @property
    def denied(self) -> PacketSet:
        """What the new list denies and the old one permitted."""
        return self._now("deny")

    def _now(self, action: str) -> PacketSet:
        """The packets of the changes to an action; no packet is in two of them."""
        changes = (change for change in self.changes if change.new.action == action)
        return PacketSet(merged(tuple(region for change in changes for region in change.packets.regions)))


def meanings(old: tuple[Device, Acl], new: tuple[Device, Acl]) -> tuple[Filter, Filter]:
    """What two lists of one IP version do, with their conditions in common order.

    Raises:
        ComplexityError: a list's sets of packets are more tangled than the bound allows.
    """
    first = meaning(*old, meaning(*new))
    return first, meaning(*new, first)


def against_none(filter_: Filter) -> Filter:
    """What there is where a list is missing, as the other side of a comparison: everything passes."""
    return Filter(
        version=filter_.version,
        entries=open_filter(filter_.version).entries,
        conditions=filter_.conditions,
    )


def compare(old: Filter, new: Filter) -> Difference:
    """The packets that two filters of one IP version treat differently; their conditions are the same.

    A packet that passes at times (``condition``) differs where the times do.

    Raises:
        ComplexityError: they are more tangled than the bound allows.
    """
    register = Keys()
    before, after = ordered(old, register), ordered(new, register)
    partners = aligned(before.keys, after.keys)
    found = [
        Change(old=before.entries[i], new=after.entries[j], packets=packets)
        for i, j in sorted({*_by_new(before, after, partners), *_by_old(before, after, partners)})
        if (packets := _decided(before, after, i, j))
    ]
    return Difference(conditions=old.conditions, changes=tuple(found))


def _by_new(before: Ordered, after: Ordered, partners: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Entries of the new list that the old one has not, each with the old ones that they may overrule."""
    common = frozenset(partners.values())
    for j in range(len(after.entries)):
        if j not in common:
            for i in _opposite(after.entries[j], before):
                if partners.get(i, len(after.entries)) > j:
                    yield i, j


def _by_old(before: Ordered, after: Ordered, partners: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Entries that the old list had for itself, each with those below it that now decide."""
    origins = {j: i for i, j in partners.items()}
    for i in range(len(before.entries)):
        if i not in partners:
            for j in _opposite(before.entries[i], after):
                if origins.get(j, -1) > i:
                    yield i, j


def _opposite(entry: Entry, side: Ordered) -> Iterator[int]:
    """Places of the entries that do the opposite to some of the same packets."""
    near = {place for region in entry.packets.regions for place in side.nearby.places(region)}
    for place in sorted(near):
        other = side.entries[place]
        if other.action != entry.action and other.packets.meets(entry.packets):
            yield place


def _decided(before: Ordered, after: Ordered, i: int, j: int) -> PacketSet | None:
    """The packets that one entry decides in the old list and the other in the new; None if there are none."""
    packets = reaching(before.entries[i].packets & after.entries[j].packets, (before, i), (after, j))
    return packets if packets and can_exist(packets) else None
