"""Sets of one field's values in few words: ``any but 10.1.1.5``, ``all ports but 2000 and 5060-5061``."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice

from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH, FLAGS
from netaudit.analysis.packetspace.names import (
    PROTOCOL_NAMES,
    address_text,
    condition_text,
    dscp_text,
    message_text,
    protocol_text,
)
from netaudit.analysis.packetspace.numbers import (
    EVERY,
    Numbers,
    between,
    complement,
    contains,
    count,
    covers,
    difference,
    greatest,
    intersection,
    intervals,
    least,
    matching,
    of,
    ternaries,
    union,
)
from netaudit.analysis.packetspace.values import ESTABLISHED, OPENING
from netaudit.parsers.ios.icmp_types import message_types

MOST_ITEMS = 24
"""Values, ranges or prefixes that one field names; the rest is counted."""

_LOOKED_AT = 100
"""Ranges of a set that are looked at for the shortest words."""

_PATHS = 24
"""Wildcards that are looked at for wider ones; a set of more is told in ranges."""

_FEW = 2
"""Ranges that are not looked at for a shorter wildcard."""

_HOLES = 40
"""Characters that a wildcard with holes counts as longer than it is: prefixes are easier to read."""

_BYTE = between(0, 255, 16)


def listed(items: Iterable[str], joint: str = "and") -> str:
    """`A, B and C`; of very many the first, and how many more."""
    shown = list(items)
    if len(shown) > MOST_ITEMS:
        more = len(shown) - MOST_ITEMS + 1
        shown = [*shown[: MOST_ITEMS - 1], f"{more} more" if len(shown) < _LOOKED_AT else "many more"]
    return f" {joint} ".join(part for part in (", ".join(shown[:-1]), *shown[-1:]) if part)


@lru_cache(maxsize=4096)
def addresses_text(version: int, numbers: Numbers) -> str:
    """``any``, ``host A``, ``A/24``, ``A/24 but B``, ``A-B``, ``A wildcard W``, and lists of these."""
    if numbers is EVERY:
        return "any"
    width = ADDRESS_WIDTH[version]
    base, wildcard = _hull(numbers, width)
    if not wildcard:
        return f"host {address_text(version, base)}"
    positive = _places(version, numbers)
    hull = matching(base, wildcard, width)
    whole = "any" if hull is EVERY else _cube(version, base, wildcard)
    holes = _places(version, difference(hull, numbers))
    texts = [(len(positive), listed(positive)), (len(holes) + 1, f"{whole} but {listed(holes)}")]
    return min(texts, key=lambda found: (min(found[0], 2), len(found[1])))[1] if holes else texts[0][1]


def _hull(numbers: Numbers, width: int) -> tuple[int, int]:
    """The smallest prefix that has all of a set, as base and wildcard."""
    first = least(numbers)
    differ = first ^ greatest(numbers, width)
    wildcard = (1 << differ.bit_length()) - 1
    return first & ~wildcard, wildcard


def _places(version: int, numbers: Numbers) -> list[str]:
    """A set of addresses as ranges and prefixes, or as wildcards where that is shorter."""
    width = ADDRESS_WIDTH[version]
    ranges = [_range(version, *found) for found in islice(intervals(numbers, width), _LOOKED_AT)]
    few_paths = len(list(islice(ternaries(numbers, width), _PATHS))) < _PATHS
    if len(ranges) <= _FEW or not few_paths or not _has_holes(numbers):
        return ranges
    cubes = primes(numbers, width)
    wildcards = [_cube(version, base, wildcard) for base, wildcard in cubes]
    holes = sum(bool(wildcard & (wildcard + 1)) for _, wildcard in cubes)
    return min(
        (ranges, len("".join(ranges))), (wildcards, len("".join(wildcards)) + holes * _HOLES), key=_long
    )[0]


@lru_cache(maxsize=4096)
def _has_holes(numbers: Numbers) -> bool:
    """Whether a wildcard with holes may be a part of a set: some bit is left open above one that is not."""
    if isinstance(numbers, bool):
        return False
    return any(
        not isinstance(side, bool) and (side.bit < numbers.bit - 1 or _has_holes(side))
        for side in (numbers.zero, numbers.one)
    )


def _long(found: tuple[list[str], int]) -> int:
    return found[1]


def _range(version: int, first: int, last: int) -> str:
    """One range: a host, a prefix, or both of its ends."""
    size = last - first + 1
    if not size & (size - 1) and not first % size:
        return _cube(version, first, size - 1)
    return f"{address_text(version, first)}-{address_text(version, last)}"


def _cube(version: int, base: int, wildcard: int) -> str:
    """A host, a prefix, or a wildcard with holes."""
    address = address_text(version, base)
    if wildcard & (wildcard + 1):
        return f"{address} wildcard {address_text(version, wildcard)}"
    return f"{address}/{ADDRESS_WIDTH[version] - wildcard.bit_length()}" if wildcard else address


def primes(numbers: Numbers, width: int) -> list[tuple[int, int]]:
    """A set as few bases and wildcards, as wide as can be; they may overlap."""
    found: list[tuple[int, int]] = []
    done: Numbers = False
    for base, wildcard in ternaries(numbers, width):
        if not covers(done, matching(base, wildcard, width)):
            found.append(_widest(numbers, width, base, wildcard))
            done = union(done, matching(*found[-1], width))
    return found


def _widest(numbers: Numbers, width: int, base: int, wildcard: int) -> tuple[int, int]:
    """A base and wildcard that leave as many bits open as the set lets them, the lowest first."""
    for bit in range(width):
        wider = wildcard | 1 << bit
        if wider != wildcard and covers(numbers, matching(base & ~wider, wider, width)):
            base, wildcard = base & ~wider, wider
    return base, wildcard


@lru_cache(maxsize=4096)
def ports_text(numbers: Numbers) -> tuple[str, bool]:
    """``port 80``, ``ports 80 and 1024-65535`` or ``all ports but 80``, and whether it is of the last kind.

    Empty for all ports.
    """
    if numbers is EVERY:
        return "", False
    own, others = _numbers(numbers, 16), _numbers(complement(numbers), 16)
    if len(own) > len(others) or (len(own) == len(others) and count(numbers, 16) > 1 << 15 and own[1:]):
        return f"all ports but {listed(others)}", True
    return f"port{'' if count(numbers, 16) == 1 else 's'} {listed(own)}", False


def _numbers(numbers: Numbers, width: int) -> list[str]:
    """Numbers and ranges of a set."""
    spans = islice(intervals(numbers, width), _LOOKED_AT)
    return [str(first) if first == last else f"{first}-{last}" for first, last in spans]


@lru_cache(maxsize=4096)
def protocols_text(version: int, numbers: Numbers) -> str:
    """``ip`` or ``ipv6``, ``tcp and udp``, ``all protocols but icmp``."""
    if numbers is EVERY:
        return "ip" if version == 4 else "ipv6"  # noqa: PLR2004 - IP version
    named = frozenset(PROTOCOL_NAMES) - ({1} if version == 6 else set())  # noqa: PLR2004 - IP version
    own = list(_mixed(numbers, 8, named, lambda number: protocol_text(version, number), "protocol"))
    others = list(
        _mixed(complement(numbers), 8, named, lambda number: protocol_text(version, number), "protocol")
    )
    return listed(own) if len(own) <= len(others) else f"all protocols but {listed(others)}"


def _mixed(
    numbers: Numbers, width: int, named: frozenset[int], name: Callable[[int], str], what: str
) -> Iterator[str]:
    """The named values by name, then ranges of the others: ``tcp``, ``protocols 100-102``."""
    yield from (name(number) for number in sorted(named) if contains(numbers, number))
    for first, last in intervals(difference(numbers, of(tuple(sorted(named)), width)), width):
        yield f"{what} {first}" if first == last else f"{what}s {first}-{last}"


@lru_cache(maxsize=4096)
def messages_text(version: int, protocol: int, kinds: Numbers, codes: Numbers) -> str:
    """Messages: ``echo``, ``all types but echo``, ``types 3-5 with codes 0-3``; empty for all."""
    if covers(codes, _BYTE):
        return _kinds(version, protocol, kinds)
    known_codes = intersection(codes, _BYTE)
    if count(intersection(kinds, _BYTE), 16) == 1 and count(known_codes, 16) <= MOST_ITEMS:
        kind = next(intervals(kinds, 16))[0]
        each = (code for first, last in intervals(known_codes, 16) for code in range(first, last + 1))
        return listed(message_text(version, protocol, kind, code) for code in each)
    few = listed(_numbers(intersection(kinds, _BYTE), 16))
    types = "all types" if covers(kinds, _BYTE) else f"types {few}"
    return f"{types} with codes {listed(_numbers(known_codes, 16))}"


def _kinds(version: int, protocol: int, kinds: Numbers) -> str:
    """Types with all of their codes."""
    if covers(kinds, _BYTE):
        return ""
    messages = message_types(str(protocol), version).values()
    named = frozenset(kind for kind, code in messages if code is None)
    own, others = (
        list(
            _mixed(
                intersection(some, _BYTE),
                16,
                named,
                lambda kind: message_text(version, protocol, kind, None),
                "type",
            )
        )
        for some in (kinds, complement(kinds))
    )
    return listed(own) if len(own) <= len(others) else f"all types but {listed(others)}"


_FLAG_SETS: tuple[tuple[Numbers, str], ...] = (
    (ESTABLISHED, "established only"),
    (OPENING, "without ACK and RST (new connections)"),
)


@lru_cache(maxsize=4096)
def flags_text(numbers: Numbers) -> str:
    """TCP flags: ``established only``, ``with SYN without ACK``; empty for all."""
    if numbers is EVERY:
        return ""
    for known, text in _FLAG_SETS:
        if covers(known, numbers) and covers(numbers, known):
            return text
    return " or ".join(_flag_cube(base, wildcard) for base, wildcard in primes(numbers, 6))


def _flag_cube(base: int, wildcard: int) -> str:
    """Flags that are set, and those that are not."""
    there = [name.upper() for name, bit in FLAGS.items() if base & bit]
    absent = [name.upper() for name, bit in FLAGS.items() if not (base | wildcard) & bit]
    words = ([f"with {listed(there)}"] if there else []) + ([f"without {listed(absent)}"] if absent else [])
    return " ".join(words)


@lru_cache(maxsize=4096)
def dscps_text(numbers: Numbers) -> str:
    """``dscp ef``, ``dscp cs3 and af31``, ``dscp 0-7``, ``all dscp but ef``; empty for all."""
    if numbers is EVERY:
        return ""
    own, others = _dscps(numbers), _dscps(complement(numbers))
    return f"dscp {listed(own)}" if len(own) <= len(others) else f"all dscp but {listed(others)}"


def _dscps(numbers: Numbers) -> list[str]:
    """DSCPs by name; ranges of more than a few by number."""
    found: list[str] = []
    for first, last in intervals(numbers, 6):
        few = last - first < 3  # noqa: PLR2004 - names of three are as short as a range
        found += [dscp_text(value) for value in range(first, last + 1)] if few else [f"{first}-{last}"]
    return found


def conditions_text(numbers: Numbers, conditions: tuple[str, ...]) -> str:
    """` while X unless Y or while Z`; empty where no condition matters."""
    if isinstance(numbers, bool):
        return ""
    width = max(numbers.bit + 1, len(conditions))
    names = (*conditions, *(f"condition {n + 1} holds" for n in range(len(conditions), width)))
    decided = ((base, (1 << width) - 1 & ~(base | wildcard)) for base, wildcard in primes(numbers, width))
    return " or".join(condition_text(hold, fail, names) for hold, fail in decided)
