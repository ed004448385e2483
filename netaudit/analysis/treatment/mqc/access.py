"""What an access list says of a packet."""

from collections.abc import Callable, Mapping
from ipaddress import ip_address

from msgspec import Struct

from netaudit.analysis.treatment.mqc.groups import in_network, in_service
from netaudit.analysis.treatment.mqc.logic import Truth, every
from netaudit.analysis.treatment.mqc.ports import port_matches
from netaudit.model import ANY4, ANY6, DECIDING, Ace, Acl, Address, Device, Packet
from netaudit.parsers.ios.keywords import ANY_PROTOCOL, DSCP, PRECEDENCE, PROTOCOL_NUMBERS

NAMES: Mapping[str, str] = {str(number): name for name, number in PROTOCOL_NUMBERS.items()} | {"58": "icmp"}
"""IP protocol number to IOS's name for it; a packet of ICMPv6 is one of ICMP."""

IDLE_OPTIONS = frozenset({"log", "log-input", "reflect", "timeout"})
"""First words of options that do not narrow what an entry matches."""


class Decision(Struct, frozen=True, kw_only=True):
    """What a list does with a packet, and the entry that says so."""

    action: str | None
    """``permit``, ``deny``, or None where it can not be told."""
    index: int | None = None
    """The entry, from 0; None for the deny at the end of every list."""


def decision(device: Device, acl_name: str, packet: Packet, dscp: int | None = None) -> Decision:
    """What a list says of a packet: its first match, else deny.

    ``dscp`` is the marking of the moment, which entries with ``dscp`` or ``precedence`` look at; the
    packet's own where None. A list that is not defined, or has no entries, decides nothing.
    """
    acl = device.acl(acl_name)
    if acl is None or not acl.entries or acl.kind == "mac":
        return Decision(action=None)
    if (acl.kind == "ipv6") != is_ipv6(packet):
        return Decision(action="deny")  # an IPv4 packet never matches a list of IPv6, nor the reverse
    return _first(device, acl, packet, packet.dscp if dscp is None else dscp)


def is_ipv6(packet: Packet) -> bool:
    """Whether a packet is IPv6; without a stated address it is IPv4, as phones are until told otherwise."""
    return ":" in (packet.source or packet.destination or "")


def entry_matches(device: Device, ace: Ace, packet: Packet, dscp: int | None) -> Truth:
    """Whether an entry matches a packet; what is not in the packet or the config leaves it open."""
    if ace.action not in DECIDING:
        return None
    return every(
        (
            None if ace.dynamic else True,
            _protocol(device, ace, packet),
            _address(device, ace.source, packet.source),
            _address(device, ace.destination, packet.destination),
            port_matches(ace.source_ports, packet.source_port),
            port_matches(ace.destination_ports, packet.destination_port),
            *(_option(option, dscp, packet) for option in ace.options),
        )
    )


def _first(device: Device, acl: Acl, packet: Packet, dscp: int | None) -> Decision:
    """The first match; what is in doubt before it counts only where it would decide otherwise."""
    doubtful: set[str] = set()
    for index, ace in enumerate(acl.entries):
        truth = entry_matches(device, ace, packet, dscp)
        if truth is None:
            doubtful.add("permit" if ace.action == "evaluate" else ace.action)
        elif truth:
            return Decision(action=ace.action if doubtful <= {ace.action} else None, index=index)
    return Decision(action="deny" if doubtful <= {"deny"} else None)


def _protocol(device: Device, ace: Ace, packet: Packet) -> Truth:
    """Whether the protocol of an entry is the packet's."""
    if ace.service_group:
        return in_service(device, ace.service_group, packet)
    name = NAMES.get(ace.protocol, ace.protocol)
    return name in ANY_PROTOCOL or name == NAMES.get(packet.protocol, packet.protocol)


def _address(device: Device, wanted: Address, stated: str | None) -> Truth:
    """Whether a stated address is one of a set."""
    if wanted.group:
        return in_network(device, wanted.group, stated)
    if wanted.wildcard == (ANY6 if wanted.version == ANY6.version else ANY4).wildcard:
        return True
    if stated is None:
        return None
    address = ip_address(stated)
    if address.version != wanted.version:
        return False
    return (int(address) ^ wanted.base) & ~wanted.wildcard == 0


def _option(option: str, dscp: int | None, packet: Packet) -> Truth:
    """Whether a packet passes what narrows an entry."""
    word, _, value = option.partition(" ")
    if word in IDLE_OPTIONS:
        return True
    if word == "fragments":
        return False  # the first fragment, and every packet that is whole, does not match
    if word == "established" and packet.protocol != "tcp":
        return False
    test = _MARKINGS.get(word)
    known = value.isdecimal() or value in DSCP or value in PRECEDENCE
    return test(value, dscp) if test and known and dscp is not None else None


def _dscp(value: str, marked: int) -> Truth:
    number = DSCP.get(value)
    return marked == (int(value) if number is None else number)


def _precedence(value: str, marked: int) -> Truth:
    number = PRECEDENCE.get(value)
    return marked >> 3 == (int(value) if number is None else number)


_MARKINGS: Mapping[str, Callable[[str, int], Truth]] = {"dscp": _dscp, "precedence": _precedence}
"""First word of an option on the marking to its test."""
