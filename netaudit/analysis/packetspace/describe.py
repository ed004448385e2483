"""A set of packets in a few exact lines for people.

``tcp from 10.20.10.0/24 to 10.20.110.0/24, all ports but 2000 and 5060-5061``: a product a line, the
largest first. Lines may overlap where that is easier to read; together they say exactly what
the set holds.
"""

from netaudit.analysis.packetspace.cover import Line, cover, is_layer3
from netaudit.analysis.packetspace.fields import LATER, TYPED, WHOLE
from netaudit.analysis.packetspace.header import size
from netaudit.analysis.packetspace.numbers import EVERY, contains, least
from netaudit.analysis.packetspace.packets import PacketSet, Region
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
    lines = sorted(
        (
            (line, line_text(line, conditions))
            for line in cover(packets, lambda line: _cost(line, conditions))
        ),
        key=lambda found: (found[0].region.version, -size(found[0].region), found[1]),
    )
    together = _fragments_together(tuple(line for line, _ in lines))
    shown = [region_text(line.region, conditions) if together else text for line, text in lines]
    if len(shown) > most:
        shown = [*shown[:most], f"and {len(shown) - most} more"]
    return (*shown, FRAGMENTS) if together else tuple(shown)


def _cost(line: Line, conditions: tuple[str, ...]) -> int:
    """Characters to read."""
    return len(region_text(line.region, conditions))


def _fragments_together(lines: tuple[Line, ...]) -> bool:
    """Whether one line says of all others that their later fragments are in the set."""
    apart = any(contains(line.region.fragment, LATER) is False and not line.later for line in lines)
    return sum(line.later for line in lines) > 1 and not apart


def line_text(line: Line, conditions: tuple[str, ...] = ()) -> str:
    """One product."""
    return region_text(line.region, conditions, ", later fragments too" * line.later)


def region_text(region: Region, conditions: tuple[str, ...] = (), fragments: str = "") -> str:
    """One region; ``fragments`` is said before the conditions."""
    version = region.version
    protocols = protocols_text(version, region.protocol)
    if version == 6 and region.source is region.destination is EVERY is not region.protocol:  # noqa: PLR2004
        protocols += " over ipv6"
    source, destination = addresses_text(version, region.source), addresses_text(version, region.destination)
    from_ports, to_ports = ("", "") if _is_typed(region) else _ports(region)
    details = (_message(region), flags_text(region.flags), _fragment(region), dscps_text(region.dscp))
    said = "".join(f", {detail}" for detail in details if detail)
    when = conditions_text(region.condition, conditions)
    return f"{protocols} from {source}{from_ports} to {destination}{to_ports}{said}{fragments}{when}"


def _ports(region: Region) -> tuple[str, str]:
    """The ports behind the source and behind the destination."""
    (own, own_but), (other, other_but) = ports_text(region.source_port), ports_text(region.destination_port)
    source = f", {own}," if own_but else f" {own}" if own else ""
    destination = f", {other}" if other_but else f" {other}" if other else ""
    return source, destination


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
