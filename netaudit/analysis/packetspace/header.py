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
    """A packet of the set, an ordinary one where there is a choice; None where the set is empty.

    It is the same however the set is cut into regions.
    """
    for kind in (*sensible(4), *sensible(6)):
        met = [part for region in packets.regions if (part := meet(region, kind)) is not None]
        if met:
            return _ordinary(met)
    version = min((region.version for region in packets.regions), default=None)
    return _ordinary([r for r in packets.regions if r.version == version]) if version else None


def _ordinary(regions: list[Region]) -> Header:
    """One packet of some regions of a version: field by field, what an earlier choice leaves open."""
    version = regions[0].version
    protocol, regions = _choose(regions, "protocol", LIKELY["protocol"])
    values = {"protocol": protocol}
    likely = LIKELY if protocol in PORTED else UNPORTED
    for field, numbers in likely.items():
        values[field], regions = _choose(regions, field, numbers)
    for field, examples in ADDRESSES.items():
        first = min(least(getattr(region, field)) for region in regions)
        usual = (*examples[version], first | 10, first | 1)
        values[field], regions = _choose(regions, field, usual)
    return Header(version=version, **values)


def _choose(regions: list[Region], field: str, likely: Iterable[int]) -> tuple[int, list[Region]]:
    """The first likely number that any of the regions has, else the least; and the regions with it."""
    for value in (*likely, min(least(getattr(region, field)) for region in regions)):
        having = [region for region in regions if contains(getattr(region, field), value)]
        if having:
            return value, having
    raise ValueError(f"no region has any {field}")


def size(region: Region) -> int:
    """How many values the fields of a region have together, the condition apart."""
    return prod(count(getattr(region, field), width) for field, width in _widths(region.version))


def _widths(version: int) -> Iterator[tuple[str, int]]:
    """Each field but the condition, and its bits."""
    yield "source", ADDRESS_WIDTH[version]
    yield "destination", ADDRESS_WIDTH[version]
    yield from WIDTHS.items()
