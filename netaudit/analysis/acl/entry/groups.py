"""Object groups as sets: the addresses of a network group, the protocols and ports of a service group.

A member that was not understood, and a group that is not defined, may hold anything: what is in doubt
of a group is an alternative of its own, under a condition that says so.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from ipaddress import IPv4Address, ip_network
from typing import NamedTuple

from netaudit.analysis.acl.entry.layer4 import (
    HIGHEST_PORT,
    is_message,
    message_numbers,
    port_numbers,
    protocol_numbers,
)
from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH, PORTED
from netaudit.analysis.packetspace.numbers import EMPTY, EVERY, Numbers, between, covers, matching, of, union
from netaudit.model import ObjectGroup, Ports
from netaudit.parsers.ios.icmp_types import message_types
from netaudit.parsers.ios.keywords import PORTS

Groups = Mapping[str, ObjectGroup]
"""Object groups by name."""


class Hosts(NamedTuple):
    """Addresses that match where the conditions hold."""

    numbers: Numbers
    conditions: tuple[str, ...] = ()


class Service(NamedTuple):
    """Protocols and ports that match where the conditions hold."""

    protocol: Numbers = EVERY
    source_port: Numbers = EVERY
    destination_port: Numbers = EVERY
    layer4: bool = False
    """Whether it asks for ports or types, even if that leaves nothing out, as ``range 0 65535`` does."""
    conditions: tuple[str, ...] = ()


def hosts_in(name: str, side: str, version: int, groups: Groups) -> tuple[Hosts, ...]:
    """The addresses of a network group: those that are sure, and those in doubt if there are any.

    What is in doubt of the ``side``, ``source`` or ``destination``, says nothing of the other.
    """
    sure: Numbers = EMPTY
    doubts: list[tuple[str, str]] = []
    for group, members in _parts(name, groups):
        known, unread = _known(members, version) if members is not None else (EMPTY, ("",))
        sure = union(sure, known)
        doubts += ((group, member) for member in unread)
    found = (Hosts(numbers=sure),) if sure is not EMPTY else ()
    return (*found, Hosts(numbers=EVERY, conditions=(_doubt(name, doubts, side),))) if doubts else found


@lru_cache(maxsize=256)
def _known(members: tuple[str, ...], version: int) -> tuple[Numbers, tuple[str, ...]]:
    """The addresses of some members, and the members that were not understood."""
    known: Numbers = EMPTY
    unread: list[str] = []
    for member in members:
        try:
            known = union(known, _addresses(member, version))
        except ValueError:
            unread.append(member)
    return known, tuple(unread)


def services_in(name: str, version: int, groups: Groups) -> tuple[Service, ...]:
    """The protocols and ports of a service group, one for each member; one for all that is in doubt."""
    found: list[Service] = []
    doubts: list[tuple[str, str]] = []
    for group, members in _parts(name, groups):
        for member in ("",) if members is None else members:
            try:
                found.append(_service(member.split(), version))
            except (KeyError, ValueError):
                doubts.append((group, member))
    if doubts:
        found.append(Service(conditions=(_doubt(name, doubts, "service"),)))
    return tuple(found)


def _doubt(name: str, doubts: list[tuple[str, str]], what: str) -> str:
    """The condition under which what was not understood of a group matches."""
    if len(doubts) > 1:
        return (
            f"object-group {name}, {len(doubts)} members of it not understood or not defined, has the {what}"
        )
    ((group, member),) = doubts
    said = f" by `{member}`, not understood," if member else ", not defined,"
    return f"object-group {group}{said} has the {what}"


def _parts(name: str, groups: Groups) -> Iterator[tuple[str, tuple[str, ...] | None]]:
    """A group and all groups in it, each once, with their members; None for one that is not defined.

    A group within itself adds nothing. IOS refuses to nest that way.
    """
    todo, seen = [name], {name}
    while todo:
        group = groups.get(at := todo.pop())
        members = group.members if group else ()
        nested = [inner for inner in map(_nested, members) if inner is not None]
        yield at, tuple(m for m in members if _nested(m) is None) if group else None
        new = [inner for inner in dict.fromkeys(nested) if inner not in seen]
        seen.update(new)
        todo += reversed(new)


def _nested(member: str) -> str | None:
    """The group that a member names."""
    match member.split():
        case ["group-object", inner]:
            return inner
    return None


def _addresses(member: str, version: int) -> Numbers:
    """``host A``, ``A MASK``, ``A/LEN``, ``range A B``, ``any``; none where it is the other IP version.

    Raises:
        ValueError: the member is not an address.
    """
    width = ADDRESS_WIDTH[version]
    match member.split():
        case ["any"]:
            return EVERY
        case ["range", low, high]:
            first, last = int(IPv4Address(low)), int(IPv4Address(high))
            if first > last:
                raise ValueError(member)
            return between(first, last, width) if version == 4 else EMPTY  # noqa: PLR2004 - the IP version
        case ["host", address]:
            words = [address]
        case words:
            pass
    network = ip_network("/".join(words), strict=False)
    if network.version != version:
        return EMPTY
    return matching(int(network.network_address), int(network.hostmask), width)


def _service(words: list[str], version: int) -> Service:
    """``udp range 16384 32767``, ``tcp eq 5060``, ``tcp source gt 1023 …``, ``icmp``, ``ip``.

    Raises:
        KeyError, ValueError: the words are no service.
    """
    protocol, *rest = words
    numbers = protocol_numbers(protocol, version)
    types = message_types(protocol, version)
    if rest and all(is_message(word, types) for word in rest):
        kind, code = message_numbers(rest, types)
        return Service(protocol=numbers, source_port=kind, destination_port=code, layer4=True)
    if rest and not covers(of(PORTED, 8), numbers):
        raise ValueError(f"{protocol} has no ports")
    source, rest = _condition(rest[1:]) if rest[:1] == ["source"] else (None, rest)
    destination, rest = _condition(rest)
    if rest:
        raise ValueError(" ".join(rest))
    return Service(
        protocol=numbers,
        source_port=port_numbers(source),
        destination_port=port_numbers(destination),
        layer4=bool(source or destination),
    )


def _condition(words: list[str]) -> tuple[Ports | None, list[str]]:
    """``eq N``, ``range A B``, a bare ``N``, and the words behind it; what is no condition stays."""
    match words:
        case ["range", low, high, *rest]:
            return Ports("range", (_port(low), _port(high))), rest
        case ["eq" | "gt" | "lt" | "neq" as operator, port, *rest]:
            return Ports(operator, (_port(port),)), rest
        case [port, *rest] if port != "source":
            return Ports("eq", (_port(port),)), rest
    return None, words


def _port(word: str) -> int:
    """A port number or name.

    Raises:
        KeyError, ValueError: it is neither.
    """
    number = int(word) if word.isdecimal() else PORTS[word]
    if number > HIGHEST_PORT:
        raise ValueError(word)
    return number
