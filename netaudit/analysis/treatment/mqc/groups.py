"""Object groups of addresses and services; a member that is not plain leaves the answer open."""

from ipaddress import AddressValueError, IPv4Address, NetmaskValueError, ip_network

from netaudit.analysis.treatment.mqc.logic import Truth, every, some
from netaudit.analysis.treatment.mqc.ports import port_matches
from netaudit.model import Device, ObjectGroup, Packet, Ports
from netaudit.parsers.ios.keywords import PORTS

DEEPEST = 8
"""Groups in groups beyond this are a loop."""


def in_network(device: Device, name: str, stated: str | None, depth: int = 0) -> Truth:
    """Whether an address belongs to a network group; None where no address is stated."""
    group = _group(device, name)
    if group is None or depth > DEEPEST:
        return None
    return some(_network_member(device, member, stated, depth) for member in group.members)


def in_service(device: Device, name: str, packet: Packet, depth: int = 0) -> Truth:
    """Whether a packet is of a service group."""
    group = _group(device, name)
    if group is None or depth > DEEPEST:
        return None
    return some(_service_member(device, member.split(), packet, depth) for member in group.members)


def _group(device: Device, name: str) -> ObjectGroup | None:
    return next((group for group in device.object_groups if group.name == name), None)


def _network_member(device: Device, member: str, stated: str | None, depth: int) -> Truth:
    """``host A``, ``A MASK``, ``A/LEN``, ``A/MASK``, ``range A B``, ``any``, ``group-object NAME``."""
    match member.split():
        case ["group-object", name]:
            return in_network(device, name, stated, depth + 1)
        case ["host", address]:
            return _between(stated, address, address)
        case ["range", low, high]:
            return _between(stated, low, high)
        case ["any"]:
            return True
        case words:
            return _in(stated, "/".join(words))


def _between(stated: str | None, low: str, high: str) -> Truth:
    """Whether an IPv4 address lies in a range; None where one of them is no IPv4 address."""
    try:
        return None if stated is None else IPv4Address(low) <= IPv4Address(stated) <= IPv4Address(high)
    except AddressValueError:
        return None


def _in(stated: str | None, prefix: str) -> Truth:
    """Whether an IPv4 address lies in a network; None where the words are no network."""
    if stated is None:
        return None
    try:
        return IPv4Address(stated) in ip_network(prefix, strict=False)
    except (AddressValueError, NetmaskValueError, ValueError):
        return None


def _service_member(device: Device, words: list[str], packet: Packet, depth: int) -> Truth:
    """``udp range 16384 32767``, ``tcp eq 5060``, ``tcp source gt 1023 …``, ``group-object NAME``."""
    if words[:1] == ["group-object"] and words[1:]:
        return in_service(device, words[1], packet, depth + 1)
    protocol, *rest = words
    same = _PROTOCOLS.get(protocol, frozenset({protocol}))
    if "ip" not in same and packet.protocol not in same:
        return False
    source, rest = _condition(rest[1:]) if rest[:1] == ["source"] else (None, rest)
    destination, rest = _condition(rest)
    if rest:
        return None
    return every(
        (port_matches(source, packet.source_port), port_matches(destination, packet.destination_port))
    )


_PROTOCOLS = {
    "6": frozenset({"tcp"}),
    "17": frozenset({"udp"}),
    "tcp-udp": frozenset({"tcp", "udp"}),
}
"""Words for protocols in a service group that are not their names."""


def _condition(words: list[str]) -> tuple[Ports | None, list[str]]:
    """``eq N``, ``range A B``, a bare ``N``, and the words behind it; what is no condition stays."""
    match words:
        case ["range", low, high, *rest] if (ends := _numbers(low, high)) is not None:
            return Ports("range", ends), rest
        case ["eq" | "gt" | "lt" as operator, port, *rest] if (one := _numbers(port)) is not None:
            return Ports(operator, one), rest
        case [port, *rest] if (one := _numbers(port)) is not None:
            return Ports("eq", one), rest
    return None, words


def _numbers(*words: str) -> tuple[int, ...] | None:
    """Port numbers of numbers and names; None where one is neither."""
    found = [int(word) if word.isdecimal() else PORTS.get(word) for word in words]
    known = tuple(number for number in found if number is not None)
    return known if len(known) == len(found) else None
