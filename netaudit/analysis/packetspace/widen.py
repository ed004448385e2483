"""Products that are as wide as a set of packets lets them be.

What no packet can be (ports in a later fragment, TCP flags in UDP) counts neither as in the set nor
as out of it (R. Rudell, Multiple-Valued Logic Minimization for PLA Synthesis, 1986: expand).
"""

from collections.abc import Callable, Iterable, Iterator

from netaudit.analysis.packetspace.fields import LAYER4, PORTED, TCP, UDP
from netaudit.analysis.packetspace.numbers import (
    EVERY,
    Numbers,
    complement,
    covers,
    intersection,
    of,
    union,
)
from netaudit.analysis.packetspace.packets import Region, apart, is_layer3, meet, merged, put
from netaudit.analysis.packetspace.values import LATER_ONLY

_PORTED, _USUAL = of(PORTED, 8), of((TCP, UDP), 8)

_BEFORE = ("condition", "dscp")
ORDERS = (
    (*_BEFORE, "flags", "source_port", "destination_port", "fragment", "protocol", "source", "destination"),
    (*_BEFORE, "source", "destination", "flags", "destination_port", "source_port", "fragment", "protocol"),
    ("flags", "destination", "source", "source_port", "destination_port", "protocol", "fragment", *_BEFORE),
)
"""Orders to widen the fields in: what comes first becomes widest."""


def later_fragments(region: Region) -> Region:
    """The later fragments between the addresses of a region."""
    return region._replace(fragment=LATER_ONLY, **dict.fromkeys(LAYER4, EVERY))


def lifted(regions: tuple[Region, ...], real: tuple[Region, ...]) -> tuple[Region, ...]:
    """The regions without conditions on what their packets have no field for.

    Those that ask for ports or types are apart for each kind of packets, ``real``.
    """
    plain = merged(tuple(region for region in regions if is_layer3(region)))
    rest = tuple(region for region in regions if not is_layer3(region))
    return tuple(
        dict.fromkeys((*plain, *(region for part in real for region in merged(tuple(_of_kind(rest, part))))))
    )


def _of_kind(regions: tuple[Region, ...], part: Region) -> Iterator[Region]:
    """What is of one kind of packets."""
    for region in regions:
        if (met := meet(region, part)) is not None:
            yield _lift(met, part)


def _lift(met: Region, part: Region) -> Region:
    """Without conditions on fields that packets of this kind have not, or that hold for all of them."""
    whole = {field: EVERY for field in LAYER4 if covers(getattr(met, field), getattr(part, field))}
    return met._replace(**whole)


def products(
    seeds: tuple[Region, ...], outside: tuple[Region, ...], orders: Iterable[tuple[str, ...]]
) -> tuple[Region, ...]:
    """Each seed as it is, and widened in each order: field by field as far as can be, or all or nothing.

    None of them has a packet of ``outside``.
    """
    found: dict[Region, None] = {}
    for seed in seeds:
        found[seed] = None
        for order in orders:
            for widen in (_all_of, _most_of):
                found[_widened(seed, outside, order, widen)] = None
    return tuple(found)


Widen = Callable[[Numbers, Numbers], Numbers]
"""A field's numbers and the most that it may be to what it becomes."""


def _all_of(own: Numbers, most: Numbers) -> Numbers:
    """All numbers, or as it was."""
    return most if most is EVERY else own


def _most_of(_own: Numbers, most: Numbers) -> Numbers:
    """As many as can be."""
    return most


def _widened(region: Region, outside: tuple[Region, ...], order: tuple[str, ...], widen: Widen) -> Region:
    """A product with wider fields, still apart from everything outside."""
    for field in order:
        own = getattr(region, field)
        limit = _limit(region, field)
        if own is EVERY or covers(own, limit):
            continue
        most = intersection(complement(_touched(region, outside, field)), limit)
        region = put(region, field, widen(own, most))
    return region


def _limit(region: Region, field: str) -> Numbers:
    """What a field may be widened to while the others are as they are."""
    if is_layer3(region) or field not in {"fragment", "protocol"}:
        return EVERY
    if field == "fragment" or region.flags is not EVERY or not covers(_PORTED, region.protocol):
        return getattr(region, field)  # type: ignore[no-any-return]
    return union(_USUAL, region.protocol)


def _touched(region: Region, outside: tuple[Region, ...], field: str) -> Numbers:
    """The numbers of a field with which some packet of the region would be outside."""
    wide = put(region, field, EVERY)
    found: Numbers = False
    for other in outside:
        if not apart(wide, other):
            found = union(found, getattr(other, field))
    return found
