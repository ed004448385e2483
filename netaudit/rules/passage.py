"""Hits on the line of a filter that lets more pass than it should."""

from collections.abc import Iterable, Iterator, Sequence

from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH
from netaudit.analysis.packetspace.numbers import EVERY, contains, count, union
from netaudit.analysis.packetspace.packets import PacketSet, Region, is_layer3
from netaudit.analysis.segmentation.answers import UNASSIGNED, is_everything, is_harmless, service_ports
from netaudit.analysis.segmentation.arriving import Dropped
from netaudit.analysis.segmentation.leaks import Leak
from netaudit.model import Device, Interface, Result, Severity
from netaudit.model.interface import IP_ACL_FIELDS
from netaudit.rules.engine import Hit
from netaudit.rules.wording import BY_NAME

MOST_LINES = 2
"""Products that one finding describes."""

MOST_LETTERS = 240
"""Of a description; a longer one helps nobody."""


def shown(packets: PacketSet, conditions: tuple[str, ...] = ()) -> str:
    """Some packets in words where few are enough, and one of them as a witness."""
    from netaudit.analysis.packetspace.describe import describe
    from netaudit.analysis.packetspace.words import witness_text

    said = PacketSet.of(_rounded(region) for region in packets.regions)
    whole = is_everything(packets)
    words = "; ".join(describe(_ends(said) if whole else said, conditions, MOST_LINES))
    words = f"most of {words}" if whole else words
    example = f"for example {witness_text(packets, conditions)}"
    return f"{words} - {example}" if len(words) <= MOST_LETTERS else example


def _rounded(region: Region) -> Region:
    """A region as it is told: most addresses are any, and what goes without saying is left out.

    That are fragments, and packets from the ports of servers, which may answer.
    """
    width = ADDRESS_WIDTH[region.version]
    if count(region.destination, width) >> width - 1:
        region = region._replace(destination=EVERY)
    if union(region.source_port, service_ports()) is EVERY:
        region = region._replace(source_port=EVERY)
    return region._replace(fragment=EVERY) if is_layer3(region) else region


def _ends(packets: PacketSet) -> PacketSet:
    """Everything between the addresses of packets of all kinds, by the condition that they pass on."""
    return PacketSet.of(
        Region(r.version, r.source, r.destination, condition=r.condition)
        for r in packets.regions
        if contains(r.protocol, UNASSIGNED)
    )


def leak_hit(leak: Leak, effect: str, severity: Severity) -> Hit:
    """A hit on a line, unknown where a condition decides or only a name speaks of phones."""
    kind = "VLAN map" if leak.line.where.startswith("VLAN ") else "access list"
    why = f"{kind} {leak.line.name} {effect}: {shown(leak.packets, leak.conditions)}"
    if leak.conditions and " while " not in why:
        why += f"; it depends on this: {', '.join(leak.conditions)}"
    result = Result.FAIL if leak.sure else Result.UNKNOWN
    return Hit(leak.line.where, leak.line.lines, why + BY_NAME * leak.presumed, result, severity)


def gravity(leak: Leak, narrow: Severity) -> Severity:
    """High where everything passes and is answered; low where no conversation can begin but ICMP.

    ``narrow`` is for some services on one way only.
    """
    if is_harmless(leak.packets):
        return Severity.LOW
    whole = is_everything(leak.packets)
    if whole and leak.answered:
        return Severity.HIGH
    return Severity.MEDIUM if whole or leak.answered else narrow


def tangled_hits(device: Device, tangled: Iterable[tuple[str, str]]) -> Iterator[Hit]:
    """An unknown hit for each interface whose filters are beyond the bound of exact answers."""
    for where, bound in tangled:
        port = device.interface(where)
        lines = port.lines_of(*IP_ACL_FIELDS.values()) if port else ()
        yield Hit(where, lines, f"what its filters let pass is not worked out: {bound}", Result.UNKNOWN)


def listed(texts: Sequence[str]) -> str:
    """``a, b and c``."""
    return " and ".join(filter(None, (", ".join(texts[:-1]), texts[-1])))


def drop_hit(port: Interface, drop: Dropped, what: str, severity: Severity) -> Hit:
    """A hit on an interface whose filter drops what must pass, unknown where a condition decides."""
    kind = "VLAN map" if drop.kind == "vlan map" else "list"
    name = f"{kind} {drop.name}" if drop.name else "the input side"
    if drop.sure:
        return Hit(port.name, drop.lines, f"{name} drops {what}", severity=severity)
    why = f"{name} drops {what}, unless a condition holds that the config does not tell"
    return Hit(port.name, drop.lines or port.lines_of("acl_in"), why, Result.UNKNOWN, severity)
