"""Entries of an access list that never decide, and those that it could do without: exactly.

First the entries that no packet gets to, from the first to the last; then, among what is left, those
that could go, again from the first to the last, each judged without those found before it. That is why
all of them can go at once: of two entries that could each do for the other, the earlier is named.
"""

from collections.abc import Hashable, Iterator
from functools import lru_cache

from netaudit.analysis.acl.flaws import Lint, Redundant, Unreachable
from netaudit.analysis.acl.meaning import Entry, Filter, meaning, version_of
from netaudit.analysis.acl.shape import shape
from netaudit.analysis.acl.witness.blockers import blocked
from netaudit.analysis.acl.witness.escape import Work, escape
from netaudit.analysis.acl.witness.rows import Row, first_with, holds, is_later, meets, row_of
from netaudit.analysis.acl.witness.table import Table
from netaudit.analysis.packetspace.packets import Region, meet
from netaudit.errors import ComplexityError
from netaudit.model import Acl, Device

MOST_STEPS, STEPS_EACH = 1_000_000, 50
"""Regions that are looked at for one list before the rest of it is given up: so many, and for each entry
so many more. It takes some seconds."""

MOST_AT_ONCE, AT_ONCE_EACH = 20_000, 5
"""The same for the judgement of one entry; the list's entries count here, too."""


@lru_cache(maxsize=256)
def lint(filter_: Filter) -> Lint:
    """Judge every entry of a filter. The same filter is judged once.

    Lines that were not understood are not judged; what they may match counts as possible. An entry that
    logs or opens a reflexive list decides otherwise than one that does not. A last entry that denies
    everything is never redundant: people write it to see it, and to count what it denies.
    """
    return _Judge(filter_).all()


def lint_list(device: Device, acl: Acl) -> Lint:
    """Judge every entry of a device's list. Lists that differ in nothing but their networks are judged once.

    Raises:
        ComplexityError: its sets of packets are more tangled than the bound allows.
    """
    key = shape(acl, version_of(acl))
    if key in _SHAPES:
        return _SHAPES[key]
    found = lint(meaning(device, acl))
    if key is not None and not found.unreachable and len(_SHAPES) < MOST_SHAPES:
        _SHAPES[key] = found
    return found


MOST_SHAPES = 4096

_SHAPES: dict[Hashable, Lint] = {}
"""What is known of lists by their keys. What shows a packet holds for one list and is not kept."""


class _Judge:
    """A list while it is judged."""

    def __init__(self, filter_: Filter) -> None:
        self.filter = filter_
        entries = len(filter_.entries)
        self.work = Work(MOST_STEPS + STEPS_EACH * entries, MOST_AT_ONCE + AT_ONCE_EACH * entries)
        self.table = Table(filter_, self.work)
        self.reached: dict[int, int] = {}
        """Entry, by its place in the filter, to a packet that gets to it."""
        self.undecided: set[int] = set()

    def all(self) -> Lint:
        """Everything there is to say."""
        unreachable = tuple(self._unreachable())
        redundant = tuple(self._redundant())
        given_up, entries = len(self.undecided), sum(1 for _ in _judged(self.filter))
        message = f"{given_up} of {entries} entries are not judged: the list is too tangled"
        return Lint(
            unreachable=unreachable,
            redundant=redundant,
            undecided=tuple(sorted(self.undecided)),
            message=message if given_up else "",
        )

    def _unreachable(self) -> Iterator[Unreachable]:
        gone: set[int] = set()
        for owner, entry in _judged(self.filter):
            self.work.begin()
            try:
                found = self._unreached(owner, entry, gone)
            except ComplexityError:
                self.undecided.add(_index(entry))
                continue
            if found is not None:
                if not found.later_fragments:
                    gone.add(owner)
                yield found
        self.table.gone = gone

    def _unreached(self, owner: int, entry: Entry, idle: set[int]) -> Unreachable | None:
        """Whether no packet gets to an entry."""
        places = self.table.places(owner)
        if not places:
            return Unreachable(index=_index(entry), reason="unmatchable")
        later = [place for place in places if is_later(self.table.rows[place])] if entry.layer4 else []
        whole = [place for place in places if place not in later] or later
        if (packet := self._first_escape(whole)) is not None:
            self.reached[owner] = packet
            return None
        rows = [self.table.rows[place] for place in whole]
        why = blocked(self.filter, self.table, rows, idle, self.work)
        return Unreachable(
            index=_index(entry),
            reason="shadowed",
            blocked_by=tuple(_index(self.filter.entries[by]) for by in why.by),
            different_action=why.other_action,
            witness_before=why.before,
            later_fragments=whole is not later and self._first_escape(later) is not None,
        )

    def _first_escape(self, places: list[int]) -> int | None:
        """A packet of some rows that gets to them."""
        for place in places:
            packet = escape(self.table.rows[place], self.table.before(place), self.work)
            if packet is not None:
                return packet
        return None

    def _redundant(self) -> Iterator[Redundant]:
        for owner, entry in _judged(self.filter):
            if owner in self.reached and not _is_end(entry, self.filter.version):
                self.work.begin()
                try:
                    if self._is_needed(owner):
                        continue
                    instead = self._instead(owner)
                except ComplexityError:
                    self.undecided.add(_index(entry))
                    continue
                self.table.gone.add(owner)
                places = [self.filter.entries[other].index for other in sorted(instead)]
                yield Redundant(
                    index=_index(entry),
                    covered_by=tuple(place for place in places if place is not None),
                    by_end=None in places,
                )

    def _is_needed(self, owner: int) -> bool:
        """Whether a packet that an entry decides would fare otherwise without it."""
        packet, places = self.reached[owner], self.table.places(owner)
        for place in places:
            if first_with((self.table.rows[place],), packet):
                fate = first_with(self.table.after(place), packet)
                if fate is not None and not self._alike(fate.owner, owner):
                    return True
        return any(map(self._differs, places))

    def _differs(self, place: int) -> bool:
        """Whether a packet of one row would fare otherwise by those after it."""
        row, near = self.table.rows[place], self.table.before(place)
        for other in self.table.after(place):
            if not self._alike(other.owner, row.owner):
                part = _common(row, other)
                self.work.spend(len(near))
                if escape(part, [each for each in near if meets(each, part)], self.work) is not None:
                    return True
            elif holds(other, row):
                return False
            else:
                near = [*near, other]
        return False

    def _instead(self, owner: int) -> set[int]:
        """The entries that would decide an entry's packets instead."""
        found: set[int] = set()
        for place in self.table.places(owner):
            row, near = self.table.rows[place], self.table.before(place)
            for other in self.table.after(place):
                part = _common(row, other)
                if escape(part, [each for each in near if meets(each, part)], self.work) is not None:
                    found.add(other.owner)
                if holds(other, row):
                    break
                near = [*near, other]
        return found

    def _alike(self, one: int, other: int) -> bool:
        """Whether two entries do the same with a packet."""
        a, b = self.filter.entries[one], self.filter.entries[other]
        return a.action == b.action and a.effects == b.effects


def _common(row: Row, other: Row) -> Row:
    """What two rows that meet have in common."""
    met = meet(row.region, other.region)
    assert met is not None, "only rows that meet are asked"  # noqa: S101
    return row_of(met, row.owner)


def _judged(filter_: Filter) -> Iterator[tuple[int, Entry]]:
    """The entries that were written and understood, with their places in the filter.

    A line that was not understood has two: one that permits, one that denies.
    """
    entries = filter_.entries
    for owner, entry in enumerate(entries):
        twin = (owner and entries[owner - 1].index == entry.index) or (
            owner + 1 < len(entries) and entries[owner + 1].index == entry.index
        )
        if entry.index is not None and not twin:
            yield owner, entry


def _index(entry: Entry) -> int:
    """The place of an entry that was written."""
    return -1 if entry.index is None else entry.index


def _is_end(entry: Entry, version: int) -> bool:
    """Whether an entry says what IOS does at the end anyway: deny everything."""
    return entry.action == "deny" and entry.packets.regions == (Region(version),)
