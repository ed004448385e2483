"""One filter on the way of packets: what names it, what it does, and what is not known of it.

An access list that is empty or not defined lets everything pass. What a config does not settle
(policy routing, address translation, encryption, a zone's policy) is a condition of its own, under
which packets pass: nothing is then certain, and nothing is ruled out.

Sources: Cisco, IOS Order of Operation; Configuring Context-Based Access Control; Zone-Based Policy
Firewall Design and Application Guide (document 98628).
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from netaudit.analysis.acl.meaning import Filter, meaning, open_filter, version_of
from netaudit.analysis.acl.vlan_map import sequences, vlan_filter
from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH
from netaudit.analysis.reach.conditions import deny_all, pass_unless, pass_while
from netaudit.analysis.visibility import may_exist
from netaudit.model import Acl, Device, Interface
from netaudit.model.interface import IP_ACL_FIELDS

Kind = Literal["access list", "port access list", "vlan map", "routing", "not modelled"]
Direction = Literal["in", "out", "through"]
Lines = tuple[int, ...]

VERSIONS = tuple(ADDRESS_WIDTH)


def called(device: Device) -> str:
    """What a device is called: its hostname, or the file where the config has none."""
    return device.hostname or device.source


class Stop(Struct, frozen=True, kw_only=True):
    """A place where packets of one IP version are let through or dropped."""

    where: str
    """Interface or ``VLAN N``."""
    kind: Kind
    direction: Direction
    name: str = ""
    """Of the list or map."""
    filter: Filter | None
    """None: it is configured and does not apply, ``says`` tells why."""
    lines: Lines = ()
    """Lines that put it there."""
    entries: tuple[Lines, ...] = ()
    """``Entry.index`` to the lines of that entry."""
    says: str = ""
    """What is odd about it: not defined, empty, not applied."""
    doubt: str = ""
    """What makes the outcome unknown."""
    diverts: bool = False
    """Whether what it does not let pass may get there all the same, changed or another way."""


def list_stops(device: Device, port: Interface, direction: Literal["in", "out"]) -> Iterator[Stop]:
    """The access lists of an interface in one direction, one for each IP version."""
    for version in VERSIONS:
        field = IP_ACL_FIELDS[version, direction]
        name: str | None = getattr(port, field)
        if name is not None:
            found, says, doubt = _list(device, name, version)
            acl = _defined(device, name, version)
            yield Stop(
                where=port.name,
                kind="port access list" if port.is_switchport else "access list",
                direction=direction,
                name=name,
                filter=found,
                lines=port.lines_of(field),
                entries=tuple((acl.line + ace.offset,) for ace in acl.entries) if acl else (),
                says=says,
                doubt=doubt,
            )


def _defined(device: Device, name: str, version: int) -> Acl | None:
    """The list of this name, if it is one for packets of this version."""
    acl = device.acl(name)
    return acl if acl is not None and acl.kind != "mac" and version_of(acl) == version else None


def _list(device: Device, name: str, version: int) -> tuple[Filter, str, str]:
    """What a list does, what is odd about it, and what is not known."""
    acl = _defined(device, name, version)
    if acl is not None:
        return meaning(device, acl), "" if acl.entries else "has no entries: everything passes", ""
    if may_exist(device, name):
        doubt = f"access list {name}, not defined in what was read, denies it"
        return pass_unless(version, doubt), "", doubt
    return open_filter(version), "is not defined: everything passes", ""


def map_stops(device: Device, vlan: int | None, direction: Literal["in", "out"]) -> Iterator[Stop]:
    """The VLAN access-map of a VLAN. It has no direction: routed packets meet it on both sides."""
    names = [name for name, vlans in device.vlan_filters if vlan in vlans]
    if not names:
        return
    name = names[-1]
    maps = sequences(device, name)
    for version in VERSIONS:
        yield Stop(
            where=f"VLAN {vlan}",
            kind="vlan map",
            direction=direction,
            name=name,
            filter=vlan_filter(device, name, version),
            lines=tuple(each.line for each in maps[:1]),
            entries=tuple(_map_lines(each.line, each.at) for each in maps),
            says="" if maps else "is not defined: everything passes",
        )


def _map_lines(line: int, at: Mapping[str, Lines]) -> Lines:
    """The lines of one sequence of a map."""
    offsets = {offset for each in at.values() for offset in each}
    return (line, *(line + offset for offset in sorted(offsets)))


def apart_stops(where: str, says: str, lines: Lines = ()) -> Iterator[Stop]:
    """Nothing gets from here to there."""
    for version in VERSIONS:
        yield Stop(
            where=where,
            kind="routing",
            direction="through",
            filter=deny_all(version),
            lines=lines,
            says=says,
        )


def doubt_stops(
    where: str, doubt: str, direction: Direction, lines: Lines = (), *, diverts: bool = True
) -> Iterator[Stop]:
    """Something decides that is not worked out here."""
    for version in VERSIONS:
        yield Stop(
            where=where,
            kind="not modelled",
            direction=direction,
            filter=pass_while(version, doubt),
            lines=lines,
            doubt=doubt,
            diverts=diverts,
        )
