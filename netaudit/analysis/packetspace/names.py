"""The names of what packets have: protocols, addresses, flags, messages, DSCPs, conditions."""

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address

from netaudit.analysis.packetspace.fields import FLAGS, ICMP
from netaudit.parsers.ios.icmp_types import message_types
from netaudit.parsers.ios.keywords import DSCP, PROTOCOL_NUMBERS

PROTOCOL_NAMES: Mapping[int, str] = {number: name for name, number in PROTOCOL_NUMBERS.items()}
DSCP_NAMES: Mapping[int, str] = {number: name for name, number in DSCP.items() if name != "va"}


def protocol_text(version: int, protocol: int) -> str:
    """A protocol's name, or ``protocol N``. ICMP of IPv4 has no name in IPv6: there ``icmp`` is ICMPv6."""
    name = None if (version, protocol) == (6, ICMP) else PROTOCOL_NAMES.get(protocol)
    return name or f"protocol {protocol}"


def address_text(version: int, address: int) -> str:
    """An address as people write it."""
    return str(IPv4Address(address) if version == 4 else IPv6Address(address))  # noqa: PLR2004 - IP version


def flags_text(flags: int) -> str:
    """TCP flags: ``syn+ack``, or ``none``."""
    return "+".join(name for name, bit in FLAGS.items() if flags & bit) or "none"


def dscp_text(dscp: int) -> str:
    """A DSCP's name, or its number."""
    return DSCP_NAMES.get(dscp, str(dscp))


def message_text(version: int, protocol: int, kind: int, code: int | None) -> str:
    """The name of an ICMP or IGMP message, or its type and code. A code of None: any code."""
    for name, message in message_types(str(protocol), version).items():
        if message == (kind, code):
            return name
    return f"type {kind}" if code is None else f"type {kind} code {code}"


def condition_text(hold: int, fail: int, conditions: tuple[str, ...]) -> str:
    """`` while X unless Y``: the conditions whose bits are in ``hold``, and those in ``fail``."""
    there = " and ".join(text for n, text in enumerate(conditions) if hold >> n & 1)
    absent = " or ".join(text for n, text in enumerate(conditions) if fail >> n & 1)
    return (f" while {there}" if there else "") + (f" unless {absent}" if absent else "")
