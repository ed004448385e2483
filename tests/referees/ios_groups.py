"""Object groups written out: the same list without them, for readers that know none.

An entry with groups is one plain entry for each combination of members, as IOS expands it.
"""

import re
from collections.abc import Iterator, Mapping
from ipaddress import IPv4Address, IPv4Network, summarize_address_range
from itertools import product

from msgspec import Struct

from tests.referees.ios_text import Entry, entries

ADDRESS = r"(object-group \S+|any|host \S+|\S+/\d+|\d\S+ \d+\.\S+)"
PORTS = r"((?: (?:eq|neq|gt|lt|range)(?: (?!any\b|host\b|object-group\b)[\w-]+(?![\w./-]))+)?)"
LINE = re.compile(rf"(permit|deny) (object-group \S+|\S+) {ADDRESS}{PORTS} {ADDRESS}(.*)")

Groups = Mapping[str, list[str]]
"""Name of a group to its members as written."""


class WrittenOut(Struct, frozen=True, kw_only=True):
    """A list without groups."""

    entries: tuple[Entry, ...]
    owners: tuple[int, ...]
    """For each of them the entry, from 1, of the list with groups."""


def written_out(config: str) -> WrittenOut:
    """The only list of a config, its groups written out."""
    groups = _groups(config)
    lines = [match for line in config.splitlines() if (match := LINE.search(line))]
    found = [
        (entry, owner)
        for owner, line in enumerate(lines, 1)
        for plain in _plain(line, groups)
        for entry in entries(plain)
    ]
    return WrittenOut(entries=tuple(e for e, _ in found), owners=tuple(owner for _, owner in found))


def _groups(config: str) -> Groups:
    found: dict[str, list[str]] = {}
    members: list[str] = []
    for line in config.splitlines():
        if line.startswith("object-group"):
            members = found.setdefault(line.split()[2], [])
        elif line.startswith(" "):
            members.append(line.strip())
        else:
            members = []
    return found


def _plain(line: re.Match[str], groups: Groups) -> Iterator[str]:
    """The plain entries of one entry."""
    action, service, source, source_ports, destination, rest = line.groups()
    services = list(_services(service, groups))
    for (protocol, own_source, own_destination), one, other in product(
        services, list(_addresses(source, groups)), list(_addresses(destination, groups))
    ):
        yield f"{action} {protocol} {one}{source_ports}{own_source} {other}{own_destination}{rest}"


def _members(group: str, groups: Groups) -> Iterator[str]:
    for member in groups[group]:
        if member.startswith("group-object "):
            yield from _members(member.split()[1], groups)
        else:
            yield member


def _addresses(words: str, groups: Groups) -> Iterator[str]:
    """Each member in the words of an entry: a network group has subnet masks, an entry has wildcards."""
    if not words.startswith("object-group "):
        yield words
        return
    for member in _members(words.split()[1], groups):
        match member.split():
            case ["range", first, last]:
                for network in summarize_address_range(IPv4Address(first), IPv4Address(last)):
                    yield f"{network.network_address} {network.hostmask}"
            case [address, mask] if address != "host":
                network = IPv4Network((address, mask), strict=False)
                yield f"{network.network_address} {network.hostmask}"
            case _:
                yield member


def _services(words: str, groups: Groups) -> Iterator[tuple[str, str, str]]:
    """Protocol, source ports and what else each member says, in the words of an entry."""
    if not words.startswith("object-group "):
        yield words, "", ""
        return
    for member in _members(words.split()[1], groups):
        protocol, _, rest = member.partition(" ")
        source = re.match(r"source ((?:range \S+ \S+)|(?:\S+ \S+))", rest)
        ports = f" {source[1]}" if source else ""
        rest = rest[source.end() :] if source else f" {rest}"
        rest = re.sub(r"^ (\d+|[a-z-]+)$", r" eq \1", rest) if protocol in {"tcp", "udp", "tcp-udp"} else rest
        for one in ("tcp", "udp") if protocol == "tcp-udp" else (protocol,):
            yield one, ports, rest.rstrip()
