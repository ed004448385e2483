"""What stands in the way of an entry that no packet gets to, and the packet that shows it."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from netaudit.analysis.acl.flaws import Before
from netaudit.analysis.acl.meaning import Filter
from netaudit.analysis.acl.witness.escape import Work, decided, escape
from netaudit.analysis.acl.witness.rows import Row, first_with, header, holds, meets, packed, row_of
from netaudit.analysis.acl.witness.table import Table
from netaudit.analysis.packetspace.header import Header, witness
from netaudit.analysis.packetspace.packets import PacketSet, meet
from netaudit.errors import ComplexityError

MOST_TRIED = 32
"""Entries of which it is tried whether the others do without each."""

MOST_CUT = 16
"""Entries above that a witness is looked for between, as people think of one."""


class Blocked(NamedTuple):
    """Entries, by their places in the filter, that match all of another's packets between them."""

    by: tuple[int, ...]
    other_action: bool
    before: Before | None


def blocked(filter_: Filter, table: Table, rows: list[Row], idle: Collection[int], work: Work) -> Blocked:
    """Why no packet gets to some rows of an entry; entries that are idle themselves are no reason."""
    near = [[row for row in table.ahead(own) if row.owner not in idle] for own in rows]
    try:
        by = _blockers(table, rows, near, work)
    except ComplexityError:
        by = tuple(sorted({row.owner for each in near for row in each}))
    action = filter_.entries[rows[0].owner].action
    others = [owner for owner in by if filter_.entries[owner].action != action]
    before = _before(filter_, table, rows, others, work)
    return Blocked(by, before is not None, before or _before(filter_, table, rows, by, work))


def _blockers(table: Table, rows: list[Row], near: list[list[Row]], work: Work) -> tuple[int, ...]:
    """The first entry that covers the rows alone, if it decides any of them; else those that do together."""
    owners = sorted({row.owner for each in near for row in each})
    single = next((owner for owner in owners if _covers(table.of(owner), rows, work)), None)
    if single is None:
        return _few(table, rows, owners, work)
    earlier = [[row for row in each if row.owner < single] for each in near]
    if any(escape(own, each, work) is not None for own, each in zip(rows, earlier, strict=True)):
        return (single,)
    return _few(table, rows, [owner for owner in owners if owner < single], work)


def _covers(others: list[Row], rows: list[Row], work: Work) -> bool:
    """Whether some rows have all that is in others."""
    if len(others) == 1:
        return all(holds(others[0], row) for row in rows)
    return all(escape(row, [other for other in others if meets(other, row)], work) is None for row in rows)


def _few(table: Table, rows: list[Row], owners: list[int], work: Work) -> tuple[int, ...]:
    """Some of the owners that are enough to cover the rows: the widest first, then none too many."""
    left = PacketSet(tuple(row.region for row in rows))
    chosen: list[int] = []
    for owner in sorted(owners, key=lambda owner: (min(map(decided, table.of(owner))), owner)):
        packets = PacketSet(tuple(row.region for row in table.of(owner)))
        work.spend(len(left.regions))
        if left.meets(packets):
            chosen.append(owner)
            left = left - packets
    for owner in reversed(chosen) if len(chosen) <= MOST_TRIED else ():
        rest = [other for other in chosen if other != owner]
        if rest and _covers([row for other in rest for row in table.of(other)], rows, work):
            chosen = rest
    return tuple(sorted(chosen))


def _before(
    filter_: Filter, table: Table, rows: list[Row], owners: Collection[int], work: Work
) -> Before | None:
    """A packet of the rows that one of the owners decides."""
    for part in _parts(table, rows, owners):
        earlier = table.ahead(part)
        index = filter_.entries[part.owner].index
        packet = witness(PacketSet((part.region,)))
        if index is None or packet is None:
            continue
        if first_with(earlier, packed(packet)) is None:
            return Before(packet=packet, by=index)
        if (likely := _likely(part, earlier)) is not None:
            return Before(packet=likely, by=index)
        try:
            found = escape(part, earlier, work)
        except ComplexityError:
            continue
        if found is not None:
            return Before(packet=header(found, filter_.version), by=index)
    return None


def _likely(part: Row, earlier: list[Row]) -> Header | None:
    """A packet as people think of one that the part decides; None where that takes too long to find."""
    if len(earlier) > MOST_CUT:
        return None
    left = PacketSet((part.region,))
    try:
        for each in earlier:
            left = left - PacketSet((each.region,))
    except ComplexityError:
        return None
    return witness(left)


def _parts(table: Table, rows: list[Row], owners: Collection[int]) -> Iterator[Row]:
    """What each of the owners has of the rows, as rows of theirs."""
    for owner in owners:
        for own in table.of(owner):
            for row in rows:
                if (met := meet(own.region, row.region)) is not None:
                    yield row_of(met, owner)
