"""What one entry of an access list asks of a packet, before the conditions have their bits.

An entry is a few alternatives; a packet matches it where it fits any. Most entries have one. An
object group of services, or one with a member that was not understood, makes more.
"""

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from netaudit.analysis.acl.entry.groups import Groups, Hosts, Service, hosts_in, services_in
from netaudit.analysis.acl.entry.layer4 import port_numbers, protocol_numbers
from netaudit.analysis.acl.entry.options import Asked, narrow
from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH, LAYER4
from netaudit.analysis.packetspace.numbers import EMPTY, EVERY, Numbers, intersection, matching
from netaudit.analysis.packetspace.packets import Region, is_layer3, put
from netaudit.analysis.packetspace.values import LATER_ONLY, WHOLE_ONLY
from netaudit.model import DECIDING, Ace, Address, Ports

EFFECTS = frozenset({"log", "log-input", "reflect"})
"""First words of options that do something with the packets that match."""


class Alternative(Struct, frozen=True, kw_only=True):
    """Packets that match where all of the conditions hold."""

    region: Region
    conditions: tuple[str, ...] = ()


class Draft(Struct, frozen=True, kw_only=True, eq=False):
    """One entry: what it matches, and which of that is whole packets and first fragments."""

    index: int | None
    """Place in the list, from 0; None for what IOS adds at the end."""
    action: str
    """``permit`` or ``deny``."""
    alternatives: tuple[Alternative, ...]
    layer4: bool = False
    """Whether it looks at ports, flags or types, which later fragments do not have."""
    effects: tuple[str, ...] = ()
    """What it does beside that: ``log``, ``reflect SESSIONS``."""


def drafts_of(ace: Ace, index: int, version: int, groups: Groups) -> tuple[Draft, ...]:
    """What an entry asks. A line that was not understood may permit, may deny, or neither."""
    if ace.action == "evaluate":
        return (_doubtful(index, version, "permit", f"reflexive list {ace.reflexive} has a session"),)
    if ace.action not in DECIDING:
        said = f"`{ace.text}`, not understood,"
        return (
            _doubtful(index, version, "permit", f"{said} permits it"),
            _doubtful(index, version, "deny", f"{said} denies it"),
        )
    return (_plain(ace, index, version, groups),)


def _doubtful(index: int, version: int, action: str, condition: str) -> Draft:
    """An entry that matches anything or nothing."""
    any_packet = Alternative(region=Region(version), conditions=(condition,))
    return Draft(index=index, action=action, alternatives=(any_packet,))


def _plain(ace: Ace, index: int, version: int, groups: Groups) -> Draft:
    """A permit or deny entry."""
    templates, layer4 = (
        _templates_of(ace, version)
        if ace.service_group is None
        else _templates(ace, version, services_in(ace.service_group, version, groups))
    )
    found = [
        Alternative(
            region=Region(version, source.numbers, destination.numbers, *each.region[3:]),
            conditions=(*source.conditions, *destination.conditions, *each.conditions),
        )
        for source in _hosts(ace.source, "source", version, groups)
        for destination in _hosts(ace.destination, "destination", version, groups)
        for each in templates
    ]
    return Draft(
        index=index,
        action=ace.action,
        alternatives=tuple(found),
        layer4=layer4 and bool(found),
        effects=effects_of(ace.options),
    )


def effects_of(options: tuple[str, ...]) -> tuple[str, ...]:
    """The options that do something with the packets that match."""
    return _effects(options) if options else ()


@lru_cache(maxsize=4096)
def _effects(options: tuple[str, ...]) -> tuple[str, ...]:
    """The options that do something with the packets that match."""
    return tuple(option for option in options if option.split()[0].lower() in EFFECTS)


def is_plain(ace: Ace, version: int) -> bool:
    """Whether an entry was understood and names no group."""
    source, destination = ace.source, ace.destination
    return (
        ace.action in DECIDING
        and source.version == destination.version == version
        and ace.service_group is source.group is destination.group is None
    )


def plain_regions(ace: Ace, version: int) -> tuple[bool, tuple[Region, ...]]:
    """What an entry matches that hangs on nothing but its own words, in disjoint regions; none of another.

    First, whether it asks for ports, flags or types.
    """
    if not is_plain(ace, version):
        return False, ()
    templates, layer4 = _templates_of(ace, version)
    if any(each.conditions for each in templates):
        return False, ()
    width = ADDRESS_WIDTH[version]
    source = matching(ace.source.base, ace.source.wildcard, width)
    destination = matching(ace.destination.base, ace.destination.wildcard, width)
    return layer4, tuple(Region(version, source, destination, *each.region[3:]) for each in templates)


def _templates_of(ace: Ace, version: int) -> tuple[tuple[Alternative, ...], bool]:
    """What an entry without a service group asks beside its addresses."""
    return _own_templates(
        version,
        ace.action,
        ace.protocol,
        ace.source_ports,
        ace.destination_ports,
        ace.options,
        ace.dynamic,
    )


@lru_cache(maxsize=4096)
def _own_templates(  # noqa: PLR0913, PLR0917 - all of an entry but its addresses, which alone differ in a fleet
    version: int,
    action: str,
    protocol: str,
    source_ports: Ports | None,
    destination_ports: Ports | None,
    options: tuple[str, ...],
    dynamic: str | None,
) -> tuple[tuple[Alternative, ...], bool]:
    """What an entry without a service group asks, whatever its addresses."""
    ace = Ace(
        offset=0,
        action=action,
        text="",
        protocol=protocol,
        source_ports=source_ports,
        destination_ports=destination_ports,
        options=options,
        dynamic=dynamic,
    )
    service = Service(
        protocol=protocol_numbers(protocol, version),
        source_port=port_numbers(source_ports),
        destination_port=port_numbers(destination_ports),
    )
    return _templates(ace, version, (service,))


def _templates(ace: Ace, version: int, services: tuple[Service, ...]) -> tuple[tuple[Alternative, ...], bool]:
    """What an entry asks beside its addresses, and whether that is of layer 4."""
    asked = narrow(ace, version)
    found: list[Alternative] = []
    said, layer4 = _says_layer4(ace, asked), False
    for service in services:
        region = _narrowed(Region(version, EVERY, EVERY, *service[:3]), asked)
        here = said or service.layer4 or not is_layer3(region)
        layer4 = layer4 or here
        conditions = (*service.conditions, *asked.conditions)
        regions = _fragments(region, ace.action, layer4=here)
        found += (Alternative(region=r, conditions=conditions) for r in regions if EMPTY not in r[1:])
    return tuple(found), layer4


def _narrowed(region: Region, asked: Asked) -> Region:
    """The region as far as the options let it be."""
    for field, numbers in asked.fields.items():
        region = put(region, field, intersection(getattr(region, field), numbers))
    return region


def _says_layer4(ace: Ace, asked: Asked) -> bool:
    """Whether an entry has words on layer 4, even if they leave nothing out, as ``range 0 65535`` does."""
    return bool(ace.source_ports or ace.destination_ports) or not asked.fields.keys().isdisjoint(LAYER4)


def _fragments(region: Region, action: str, *, layer4: bool) -> Iterator[Region]:
    """The region, and the later fragments that it stands for.

    A permit entry that asks for ports lets later fragments pass by their addresses alone; a deny
    entry does not match them (Cisco, Access Control Lists and IP Fragments, document 8014).
    """
    if not layer4:
        yield region
        return
    yield region._replace(fragment=intersection(region.fragment, WHOLE_ONLY))
    if action == "permit" and region.fragment is EVERY:
        yield Region(region.version, region.source, region.destination, region.protocol)._replace(
            fragment=LATER_ONLY, dscp=region.dscp
        )


def _hosts(address: Address, side: str, version: int, groups: Groups) -> tuple[Hosts, ...]:
    """The addresses of an entry, or none where it speaks of the other IP version."""
    if address.group is not None:
        return hosts_in(address.group, side, version, groups)
    if address.version != version:
        return ()
    numbers: Numbers = matching(address.base, address.wildcard, ADDRESS_WIDTH[version])
    return (Hosts(numbers=numbers),)
