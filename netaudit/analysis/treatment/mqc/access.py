"""What an access list says of a packet of which not everything is stated."""

from collections.abc import Mapping
from functools import lru_cache
from ipaddress import ip_address

from msgspec import Struct

from netaudit.analysis.acl.decide import decide
from netaudit.analysis.acl.entry.layer4 import protocol_numbers
from netaudit.analysis.acl.meaning import Filter, meaning
from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH, PORTED, WHOLE
from netaudit.analysis.packetspace.numbers import EVERY, Numbers, covers, matching, of
from netaudit.analysis.packetspace.packets import PacketSet, Region
from netaudit.model import Device, Packet
from netaudit.parsers.ios.keywords import PROTOCOL_NUMBERS

NAMES: Mapping[str, str] = {str(number): name for name, number in PROTOCOL_NUMBERS.items()} | {"58": "icmp"}
"""IP protocol number to IOS's name for it; a packet of ICMPv6 is one of ICMP."""

IPV6 = 6


class Decision(Struct, frozen=True, kw_only=True):
    """What a list does with a packet, and the entry that says so."""

    action: str | None
    """``permit``, ``deny``, or None where it can not be told."""
    index: int | None = None
    """The entry, from 0; None for the deny at the end of every list."""


UNTOLD = Decision(action=None)


def decision(device: Device, acl_name: str, packet: Packet, dscp: int | None = None) -> Decision:
    """What a list says of a packet: its first match, else deny.

    ``dscp`` is the marking of the moment, which entries with ``dscp`` or ``precedence`` look at; the
    packet's own where None. A list that is not defined, or has no entries, decides nothing.
    """
    named = _filter(device, acl_name)
    if named is None:
        return UNTOLD
    version = IPV6 if is_ipv6(packet) else 4
    if version != named.version:
        return Decision(action="deny")  # an IPv4 packet never matches a list of IPv6, nor the reverse
    parts = tuple(decide(named, _packets(packet, version, packet.dscp if dscp is None else dscp)))
    last = parts[-1].entry
    sure = all(part.entry.action == last.action for part in parts)
    return Decision(action=last.action if sure else None, index=last.index)


def is_ipv6(packet: Packet) -> bool:
    """Whether a packet is IPv6; without a stated address it is IPv4, as phones are until told otherwise."""
    return ":" in (packet.source or packet.destination or "")


def _filter(device: Device, name: str) -> Filter | None:
    """The meaning of a list that has entries; worked out once, as every packet asks again."""
    key = f"{__name__} {name}"
    if key not in device.__dict__:
        acl = device.acl(name)
        told = acl is not None and acl.entries and acl.kind != "mac"
        device.__dict__[key] = meaning(device, acl) if acl and told else None
    known: Filter | None = device.__dict__[key]
    return known


@lru_cache(maxsize=4096)
def _packets(packet: Packet, version: int, dscp: int) -> PacketSet:
    """All the packets that it may be: what is not stated may be anything. It is no later fragment."""
    protocol = protocol_numbers(packet.protocol, version)
    ported = covers(of(PORTED, 8), protocol)
    region = Region(
        version=version,
        source=_address(packet.source, version),
        destination=_address(packet.destination, version),
        protocol=protocol,
        source_port=_port(packet.source_port) if ported else EVERY,
        destination_port=_port(packet.destination_port) if ported else EVERY,
        fragment=of((WHOLE,), 1),
        dscp=of((dscp,), 6),
    )
    return PacketSet((region,))


def _address(stated: str | None, version: int) -> Numbers:
    return EVERY if stated is None else matching(int(ip_address(stated)), 0, ADDRESS_WIDTH[version])


def _port(stated: int | None) -> Numbers:
    return EVERY if stated is None else of((stated,), 16)
