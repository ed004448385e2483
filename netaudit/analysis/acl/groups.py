"""Object groups as sets: the addresses of a network group, the protocols and ports of a service group.

A member that was not understood, and a group that is not defined, may hold anything: each is an
alternative of its own, under a condition that says so.
"""

from collections.abc import Iterator, Mapping
from ipaddress import AddressValueError, IPv4Address, NetmaskValueError, ip_network
from typing import NamedTuple

from netaudit.analysis.acl.layer4 import (
    HIGHEST_PORT,
    is_message,
    message_numbers,
    message_types,
    port_numbers,
    protocol_numbers,
)
from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH, PORTED
from netaudit.analysis.packetspace.numbers import EMPTY, EVERY, Numbers, between, covers, matching, of, union
from netaudit.model import ObjectGroup, Ports
from netaudit.parsers.ios.keywords import PORTS

Groups = Mapping[str, ObjectGroup]
"""Object groups by name."""

_NO_GROUPS: frozenset[str] = frozenset()


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


def hosts_in(name: str, version: int, groups: Groups) -> tuple[Hosts, ...]:
    """The addresses of a network group: those that are sure, then each that is in doubt."""
    sure: Numbers = EMPTY
    doubtful: list[Hosts] = []
    for group, member in _members(name, groups, _NO_GROUPS):
        try:
            sure = union(sure, _addresses(member, version))
        except (AddressValueError, NetmaskValueError, ValueError):
            doubtful.append(Hosts(numbers=EVERY, conditions=(_doubt(group, member, "the address"),)))
    return (*((Hosts(numbers=sure),) if sure is not EMPTY else ()), *doubtful)


def services_in(name: str, version: int, groups: Groups) -> tuple[Service, ...]:
    """The protocols and ports of a service group, one for each member."""
    found: list[Service] = []
    for group, member in _members(name, groups, _NO_GROUPS):
        try:
            found.append(_service(member.split(), version))
        except (KeyError, ValueError):
            found.append(Service(conditions=(_doubt(group, member, "the service"),)))
    return tuple(found)


def _doubt(group: str, member: str, what: str) -> str:
    """The condition under which a member that was not understood matches."""
    said = f" by `{member}`, not understood," if member else ", not defined,"
    return f"object-group {group}{said} has {what}"


def _members(name: str, groups: Groups, above: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Each member of a group and the group that holds it; an empty text for a group that is missing.

    A group within itself adds nothing. IOS refuses to nest that way.
    """
    group = groups.get(name)
    if group is None:
        yield name, ""
        return
    for member in group.members:
        match member.split():
            case ["group-object", inner]:
                if inner not in {*above, name}:
                    yield from _members(inner, groups, above | {name})
            case _:
                yield name, member


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
