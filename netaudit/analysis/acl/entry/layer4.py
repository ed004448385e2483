"""Protocols, ports and message types of an entry as sets of numbers."""

from functools import lru_cache

from netaudit.analysis.packetspace.fields import FLAGS, TCP, UDP
from netaudit.analysis.packetspace.numbers import EVERY, Numbers, between, complement, matching, of
from netaudit.model import Ports
from netaudit.parsers.ios.icmp_types import IGMP_TYPES, Types
from netaudit.parsers.ios.keywords import protocol_number

HIGHEST_PORT = 65535
HIGHEST_BYTE = 255
IGMP1 = 0x10
"""What the header adds to the types of IGMP version 1 (RFC 1112)."""


@lru_cache(maxsize=1024)
def protocol_numbers(name: str, version: int) -> Numbers:
    """The IP protocol numbers that a name or number stands for.

    Raises:
        ValueError: IOS has no protocol of this name or number.
    """
    if name == "tcp-udp":
        return of((TCP, UDP), 8)
    number = protocol_number(name, version)
    return EVERY if number is None else of((number,), 8)


@lru_cache(maxsize=4096)
def port_numbers(ports: Ports | None) -> Numbers:
    """The ports of a condition; all where there is none. A range may be written either way round."""
    if ports is None:
        return EVERY
    match ports.operator:
        case "eq":
            return of(ports.values, 16)
        case "neq":
            return complement(of(ports.values, 16))
        case "gt":
            return between(ports.values[0] + 1, HIGHEST_PORT, 16)
        case "lt":
            return between(0, ports.values[0] - 1, 16)
        case _:
            return between(min(ports.values), max(ports.values), 16)


@lru_cache(maxsize=16)
def flag_numbers(word: str) -> Numbers:
    """All values of the flags in which one is set (``+ack``, ``ack``) or is not (``-syn``).

    Raises:
        KeyError: TCP has no such flag.
    """
    bit = FLAGS[word.lstrip("+-")]
    return matching(0 if word.startswith("-") else bit, 0x3F & ~bit, 6)


def is_message(word: str, types: Types) -> bool:
    """Whether a word names the type or code of a message."""
    return bool(types) and (word.isdecimal() or word in types)


def message_numbers(words: list[str], types: Types) -> tuple[Numbers, Numbers]:
    """Type and code of ``echo``, ``8``, ``3 13``; an IGMP number below 16 is that of version 1.

    Raises:
        ValueError: a number is greater than 255.
    """
    kind, code = types[words[0]] if words[0] in types else (int(words[0]), None)
    if words[1:]:
        code = int(words[1])
    if types is IGMP_TYPES and kind < IGMP1:
        kind += IGMP1
    if max(kind, code or 0) > HIGHEST_BYTE:
        raise ValueError(" ".join(words))
    return of((kind,), 16), EVERY if code is None else of((code,), 16)
