"""Access lists as ordered sets of packets: first match decides, and IOS adds an end of its own."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from netaudit.analysis.acl.entry.drafts import Alternative, Draft, drafts_of, effects_of, plain_regions
from netaudit.analysis.packetspace.fields import ICMP6
from netaudit.analysis.packetspace.numbers import EVERY, matching, of
from netaudit.analysis.packetspace.packets import PacketSet, Region, apart
from netaudit.analysis.packetspace.values import WHOLE_ONLY
from netaudit.errors import ComplexityError
from netaudit.model import Ace, Acl, Device, ObjectGroup

MOST_CONDITIONS = 400
"""Things that no header tells in one answer: each is a bit, and sets of numbers go one deeper with each."""

NEIGHBOUR_SOLICITATION, NEIGHBOUR_ADVERTISEMENT = 135, 136
"""ICMPv6 types (RFC 4861)."""


class Entry(Struct, frozen=True, kw_only=True):
    """One entry that can decide. The packets of an earlier entry are not taken out of it."""

    index: int | None
    """Place among the list's entries, from 0; None for what IOS adds at the end."""
    action: str
    """``permit`` or ``deny``."""
    packets: PacketSet
    layer4: bool = False
    """Whether it asks for ports, flags or types, which later fragments do not have."""
    effects: tuple[str, ...] = ()
    """What it does with packets beside its action: ``log``, ``reflect SESSIONS``."""


class Filter(Struct, frozen=True, kw_only=True, eq=False):
    """What a list does to the packets of its IP version; it says nothing of the other's.

    Filters of lists with the same text are the same object.
    """

    version: int
    """4 or 6."""
    entries: tuple[Entry, ...]
    """In order; together they match every packet of the version."""
    conditions: tuple[str, ...] = ()
    """What no header tells, by the bits of the field ``condition`` from the lowest."""


def version_of(acl: Acl) -> int:
    """The IP version that a list filters."""
    return 6 if acl.kind == "ipv6" else 4


def meaning(device: Device, acl: Acl, *others: Filter) -> Filter:
    """What an access list of a device does. It has the conditions of the others, too, in common order.

    Raises:
        ComplexityError: its sets of packets are more tangled than the bound allows, or it has more than
            ``MOST_CONDITIONS`` conditions.
    """
    if not others:
        known: dict[int, tuple[Acl, Filter]] = device.__dict__.setdefault(f"{__name__}.meaning", {})
        if id(acl) not in known:
            known[id(acl)] = acl, _meaning(device, acl, ())
        return known[id(acl)][1]
    return _meaning(device, acl, others)


def _meaning(device: Device, acl: Acl, others: tuple[Filter, ...]) -> Filter:
    """What a list does, worked out."""
    if acl.kind != "mac" and not any(other.conditions for other in others):
        plain = _plain_filter(acl.entries, version_of(acl))
        if plain is not None:
            return plain
    drafts = list_drafts(device, acl)
    conditions = sorted({*_conditions(drafts), *(each for other in others for each in other.conditions)})
    if len(conditions) > MOST_CONDITIONS:
        raise ComplexityError(
            f"access list {acl.name} hangs on {len(conditions)} things that no packet tells"
            f" (time-ranges, lines not understood), more than {MOST_CONDITIONS}"
        )
    return _filter(drafts, version_of(acl), tuple(conditions))


def open_filter(version: int) -> Filter:
    """No filter at all: what a list that is missing or empty is."""
    return Filter(
        version=version,
        entries=(Entry(index=None, action="permit", packets=PacketSet((Region(version),))),),
    )


def list_drafts(device: Device, acl: Acl) -> tuple[Draft, ...]:
    """The entries of a list and those that IOS adds. Lists with the same text share the answer.

    A MAC list has none but an open end: it looks at frames that are not IP (Catalyst 3750-X and 4500
    Software Configuration Guides, Named MAC Extended ACLs).
    """
    if acl.kind == "mac":
        return tuple(_added(4, empty=True))
    groups = device.object_groups if any(map(_uses_groups, acl.entries)) else ()
    return _drafts(acl.entries, version_of(acl), groups)


def _uses_groups(ace: Ace) -> bool:
    """Whether an entry names an object group."""
    return bool(ace.source.group or ace.destination.group or ace.service_group)


@lru_cache(maxsize=256)
def _drafts(entries: tuple[Ace, ...], version: int, groups: tuple[ObjectGroup, ...]) -> tuple[Draft, ...]:
    by_name = {group.name: group for group in reversed(groups)}
    written = [
        draft for index, ace in enumerate(entries) for draft in drafts_of(ace, index, version, by_name)
    ]
    return (*written, *_added(version, empty=not entries))


def _added(version: int, *, empty: bool) -> Iterator[Draft]:
    """What IOS adds: nothing is denied by an empty list; IPv6 lists let neighbour discovery pass."""
    everything = (Alternative(region=Region(version)),)
    if empty:
        yield Draft(index=None, action="permit", alternatives=everything)
        return
    if version == 6:  # noqa: PLR2004 - the IP version
        types = (NEIGHBOUR_SOLICITATION, NEIGHBOUR_ADVERTISEMENT)
        discovery = Region(6, protocol=of((ICMP6,), 8), source_port=of(types, 16), fragment=WHOLE_ONLY)
        yield Draft(index=None, action="permit", alternatives=(Alternative(region=discovery),))
    yield Draft(index=None, action="deny", alternatives=everything)


@lru_cache(maxsize=256)
def _plain_filter(entries: tuple[Ace, ...], version: int) -> Filter | None:
    """What a list does that hangs on nothing but its own lines; None for others. Most are such."""
    found: list[Entry] = []
    for index, ace in enumerate(entries):
        layer4, regions = plain_regions(ace, version)
        if not regions:
            return None
        found.append(
            Entry(
                index=index,
                action=ace.action,
                packets=PacketSet(regions),
                layer4=layer4,
                effects=effects_of(ace.options),
            )
        )
    return Filter(version=version, entries=(*found, *_ends(version, not entries)))


@lru_cache(maxsize=4)
def _ends(version: int, empty: bool) -> tuple[Entry, ...]:  # noqa: FBT001 - a fact of the list
    """The entries that IOS adds."""
    return _filter(tuple(_added(version, empty=empty)), version, ()).entries


def _conditions(drafts: Iterable[Draft]) -> set[str]:
    """The conditions of some entries."""
    return {text for draft in drafts for each in draft.alternatives for text in each.conditions}


@lru_cache(maxsize=256)
def _filter(drafts: tuple[Draft, ...], version: int, conditions: tuple[str, ...]) -> Filter:
    bits = {text: 1 << bit for bit, text in enumerate(conditions)}
    entries = tuple(
        Entry(
            index=draft.index,
            action=draft.action,
            packets=_packets(draft.alternatives, bits),
            layer4=draft.layer4,
            effects=draft.effects,
        )
        for draft in drafts
    )
    return Filter(version=version, entries=entries, conditions=conditions)


def _packets(alternatives: tuple[Alternative, ...], bits: dict[str, int]) -> PacketSet:
    """The packets of any of the alternatives."""
    regions = tuple(_conditional(each, bits) if each.conditions else each.region for each in alternatives)
    if len(regions) < 2 or (len(regions) == 2 and apart(*regions)):  # noqa: PLR2004 - as most are
        return PacketSet(regions)
    return PacketSet.of(regions)


def _conditional(alternative: Alternative, bits: dict[str, int]) -> Region:
    """The region where its conditions hold."""
    held = sum({bits[text] for text in alternative.conditions})
    numbers = matching(held, (1 << len(bits)) - 1 & ~held, len(bits))
    return alternative.region._replace(condition=numbers if held else EVERY)
