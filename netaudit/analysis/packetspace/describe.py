"""A set of packets in a few exact lines for people.

``tcp from 10.20.10.0/24 to 10.20.110.0/24, all ports but 2000 and 5060-5061``: a product a line, the
largest first. Lines may overlap where that is easier to read; together they say exactly what
the set holds.
"""

from collections.abc import Iterator

from netaudit.analysis.packetspace.cover import Line, cover
from netaudit.analysis.packetspace.fields import LATER, TYPED, WHOLE
from netaudit.analysis.packetspace.header import size
from netaudit.analysis.packetspace.numbers import EVERY, contains, least
from netaudit.analysis.packetspace.packets import PacketSet, Region, is_layer3
from netaudit.analysis.packetspace.phrases import (
    addresses_text,
    conditions_text,
    dscps_text,
    flags_text,
    messages_text,
    ports_text,
    protocols_text,
)

FRAGMENTS = "later fragments of all these too"
"""The last line where every line that looks at ports lets later fragments pass by their addresses."""


def describe(packets: PacketSet, conditions: tuple[str, ...] = (), most: int = 8) -> tuple[str, ...]:
    """The packets in lines, the largest product first; of more than ``most`` the last counts the rest.

    ``conditions`` are the texts of the bits of ``condition``. Empty for the empty set.
    """
    lines = cover(packets, lambda line: len(line_text(line, conditions)))
    sized = sorted(
        lines, key=lambda line: (line.region.version, -size(line.region), line_text(line, conditions))
    )
    together = _fragments_together(lines)
    shown = [line_text(line, conditions, "" if together else TOO) for line in sized]
    if len(shown) > most:
        shown = [*shown[:most], f"and {len(shown) - most} more"]
    return (*shown, FRAGMENTS) if together else tuple(shown)


TOO = ", later fragments too"


def _fragments_together(lines: tuple[Line, ...]) -> bool:
    """Whether one line can say of all others that their later fragments are in the set."""
    apart = any(
        line.exceptions or not (line.later or contains(line.region.fragment, LATER)) for line in lines
    )
    return sum(line.later for line in lines) > 1 and not apart


def line_text(line: Line, conditions: tuple[str, ...] = (), too: str = TOO) -> str:
    """One line: a product, and what is missing from it."""
    region = line.region
    places = " ".join(_places(region, "any"))
    missing = "; ".join(_exception(exception, conditions) for exception in line.exceptions)
    text = f"{_protocols(region)} {places}{_details(region)}{too * line.later}"
    when = conditions_text(region.condition, conditions)
    return f"{text}{when}, but not: {missing}" if missing else f"{text}{when}"


def _exception(line: Line, conditions: tuple[str, ...]) -> str:
    """What is missing: without the places that it shares with its line."""
    region = line.region
    places = "".join(f" {place}" for place in _places(region, ""))
    details = _details(region) if places else _details(region).replace(",", "", 1)
    words = f"{protocols_text(region.version, region.protocol)}{places}{details}{TOO * line.later}"
    return words + conditions_text(region.condition, conditions)


def _protocols(region: Region) -> str:
    """The protocols, and the IP version where no address tells it."""
    text = protocols_text(region.version, region.protocol)
    unsaid = region.source is region.destination is EVERY is not region.protocol
    return f"{text} over ipv6" if region.version == 6 and unsaid else text  # noqa: PLR2004 - IP version


def _places(region: Region, anywhere: str) -> Iterator[str]:
    """`from A port P`, `to B port Q`; where nothing is asked of one, ``anywhere`` or nothing."""
    typed = _is_typed(region)
    for word, numbers, ports in (
        ("from", region.source, region.source_port),
        ("to", region.destination, region.destination_port),
    ):
        text, but = ("", False) if typed else ports_text(ports)
        address = anywhere if numbers is EVERY else addresses_text(region.version, numbers)
        separator = ", " if but and address else " " if text and address else ""
        if address or text:
            yield f"{word} {address}{separator}{text}{',' * (but and word == 'from')}"


def _details(region: Region) -> str:
    """Everything but protocol and places."""
    details = (_message(region), flags_text(region.flags), _fragment(region), dscps_text(region.dscp))
    return "".join(f", {detail}" for detail in details if detail)


def _is_typed(region: Region) -> bool:
    """Whether the fields of the ports hold type and code."""
    return not is_layer3(region) and any(
        contains(region.protocol, number) for number in TYPED[region.version]
    )


def _message(region: Region) -> str:
    """The types of ICMP."""
    if not _is_typed(region):
        return ""
    return messages_text(region.version, least(region.protocol), region.source_port, region.destination_port)


def _fragment(region: Region) -> str:
    """Later fragments, where a line is of these alone, or of all but these."""
    if region.fragment is EVERY:
        return ""
    if not contains(region.fragment, WHOLE):
        return "later fragments"
    return "without later fragments" if is_layer3(region) else ""
