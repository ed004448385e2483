"""Single packets: the header that a set is asked about, and the one that proves that it is not empty."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import prod

from msgspec import Struct

from netaudit.analysis.packetspace.fields import (
    ADDRESS_WIDTH,
    FLAGS,
    ICMP,
    ICMP6,
    PORTED,
    TCP,
    TYPED,
    WHOLE,
    WIDTHS,
)
from netaudit.analysis.packetspace.numbers import (
    Numbers,
    between,
    complement,
    contains,
    count,
    least,
    of,
)
from netaudit.analysis.packetspace.packets import PacketSet, Region, apart, meet
from netaudit.analysis.packetspace.values import LATER_ONLY, WHOLE_ONLY


class Header(Struct, frozen=True, kw_only=True):
    """One packet, every field of it stated. Addresses are integers of the version's width."""

    version: int = 4
    source: int
    destination: int
    protocol: int
    """IP protocol number."""
    source_port: int = 0
    """Or the type of an ICMP or IGMP message."""
    destination_port: int = 0
    """Or the code of an ICMP message."""
    flags: int = 0
    """TCP flags as in the header, ``fields.FLAGS``."""
    fragment: int = WHOLE
    dscp: int = 0
    """0-63."""
    condition: int = 0
    """Bits of the conditions that hold; what they are is told by who made them."""


def within(region: Region, header: Header) -> bool:
    """Whether a packet is in a region."""
    return region.version == header.version and all(
        getattr(region, field) is True or contains(getattr(region, field), getattr(header, field))
        for field in Region._fields[1:]
    )


def has(packets: PacketSet, header: Header) -> bool:
    """Whether a packet is in a set."""
    return any(within(region, header) for region in packets.regions)


@lru_cache(maxsize=2)
def sensible(version: int) -> tuple[Region, ...]:
    """Disjoint regions that hold each packet there can be of a version once: fields that it has not are 0.

    The likeliest first: a witness is taken from the first of these that has one.
    """
    return tuple(_kinds(version))


def _kinds(version: int) -> Iterator[Region]:
    """One region for each kind of packets."""
    zero, byte, plain = of((0,), 16), between(0, 255, 16), of((0,), 6)
    none = {"source_port": zero, "destination_port": zero, "flags": plain}
    yield Region(version, protocol=of((TCP,), 8), fragment=WHOLE_ONLY)
    yield Region(version, protocol=of(PORTED[1:], 8), fragment=WHOLE_ONLY, flags=plain)
    for protocol in TYPED[version]:
        codes = byte if protocol in {ICMP, ICMP6} else zero
        mine = {"protocol": of((protocol,), 8), "source_port": byte, "destination_port": codes}
        yield Region(version, **mine, flags=plain, fragment=WHOLE_ONLY)
    others = complement(of((*PORTED, *TYPED[version]), 8))
    yield Region(version, protocol=others, fragment=WHOLE_ONLY, **none)
    yield Region(version, fragment=LATER_ONLY, **none)


def can_exist(packets: PacketSet) -> bool:
    """Whether any packet of a set can exist: fields are sets of their own, so that UDP may have TCP flags."""
    return any(not apart(region, kind) for region in packets.regions for kind in sensible(region.version))


ADDRESSES = {
    "source": {4: (0xC000020A,), 6: (0x20010DB8 << 96 | 0xA,)},
    "destination": {4: (0xC633640A,), 6: (0x20010DB8 << 96 | 0xB,)},
}
"""Addresses for examples (RFC 5737, RFC 3849) that a witness uses where any will do."""

LIKELY = {
    "protocol": (TCP, 17, ICMP, ICMP6),
    "source_port": (49152, 8, 128),
    "destination_port": (80, 443, 445, 0),
    "flags": (FLAGS["syn"], FLAGS["ack"]),
    "fragment": (WHOLE,),
    "dscp": (0,),
    "condition": (0,),
}
"""Values that make a packet easy to picture, tried in this order before the least one."""

UNPORTED = {**LIKELY, "destination_port": (0,)}
"""The same for protocols without ports: the code of an ICMP message is 0 as a rule."""


def witness(packets: PacketSet) -> Header | None:
    """A packet of the set, an ordinary one where there is a choice; None where the set is empty."""
    for kind in (*sensible(4), *sensible(6)):
        for region in packets.regions:
            if (met := meet(region, kind)) is not None:
                return _ordinary(met)
    return _ordinary(packets.regions[0]) if packets.regions else None


def _ordinary(region: Region) -> Header:
    """One packet of a region."""
    ported = _choose(region.protocol, LIKELY["protocol"]) in PORTED
    likely = LIKELY if ported else UNPORTED
    values = {field: _choose(getattr(region, field), numbers) for field, numbers in likely.items()}
    for field, examples in ADDRESSES.items():
        numbers = getattr(region, field)
        first = least(numbers)
        values[field] = _choose(numbers, (*examples[region.version], first | 10, first | 1))
    return Header(version=region.version, **values)


def _choose(numbers: Numbers, likely: Iterable[int]) -> int:
    """The first likely number that is in the set, else its least."""
    return next((value for value in likely if contains(numbers, value)), least(numbers))


def size(region: Region) -> int:
    """How many values the fields of a region have together, the condition apart."""
    return prod(count(getattr(region, field), width) for field, width in _widths(region.version))


def _widths(version: int) -> Iterator[tuple[str, int]]:
    """Each field but the condition, and its bits."""
    yield "source", ADDRESS_WIDTH[version]
    yield "destination", ADDRESS_WIDTH[version]
    yield from WIDTHS.items()
