"""VLAN numbers, lists of them, and the VLAN database of a device."""

import re
from collections.abc import Iterable

from msgspec import Struct

VlanSet = frozenset[int]

FIRST_VLAN = 1
LAST_VLAN = 4094
ALL_VLANS: VlanSet = frozenset(range(FIRST_VLAN, LAST_VLAN + 1))
NO_VLANS: VlanSet = frozenset()

RESERVED_VLANS: VlanSet = frozenset(range(1002, 1006))
"""FDDI and Token Ring defaults; they exist on every switch and never carry Ethernet."""


class Vlan(Struct, frozen=True, kw_only=True):
    """One VLAN of the device's database.

    ``line`` is the line of its ``vlan N`` header, ``at`` the lines below it that set a field.
    """

    id: int
    line: int
    name: str | None = None
    active: bool = True
    """False after ``shutdown`` or ``state suspend``: no port forwards it."""
    remote_span: bool = False
    private_vlan: str | None = None
    """``primary``, ``isolated`` or ``community``."""


_AROUND = re.compile(r" *([,-]) *")


def parse_vlans(text: str) -> VlanSet:
    """Read ``10,20,30-40`` (also ``all``, ``none``), ranges inclusive.

    Raises:
        ValueError: a number is not a VLAN (1-4094) or a range runs backwards.
    """
    word = text.strip().lower()
    if word == "all":
        return ALL_VLANS
    if word == "none":
        return NO_VLANS
    if " " in word:
        word = _AROUND.sub(r"\1", word)
    return frozenset().union(*map(_span, word.split(",")))


def _span(part: str) -> range:
    """The inclusive range that ``7`` or ``7-9`` stands for."""
    low, _, high = part.partition("-")
    first, last = int(low), int(high or low)
    if not FIRST_VLAN <= first <= last <= LAST_VLAN:
        raise ValueError(f"{part!r} is not a VLAN range within {FIRST_VLAN}-{LAST_VLAN}")
    return range(first, last + 1)


def format_vlans(vlans: Iterable[int]) -> str:
    """Write VLANs the shortest way: ``all``, ``none`` or ``10,20,30-40``."""
    numbers = sorted(vlans)
    if not numbers:
        return "none"
    if len(numbers) == LAST_VLAN:
        return "all"
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)
