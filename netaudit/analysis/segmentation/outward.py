"""What phones reach beyond their servers, and what users reach of the call control."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from netaudit.analysis.gateways import in_service, may_filter
from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH
from netaudit.analysis.packetspace.numbers import (
    EMPTY,
    Numbers,
    count,
    difference,
    disjoint,
    intersection,
)
from netaudit.analysis.packetspace.packets import PacketSet, Region
from netaudit.analysis.packetspace.values import WHOLE_ONLY
from netaudit.analysis.reach.crossing import Crossing, crossing, opening, passing
from netaudit.analysis.segmentation.alike import unless_alike
from netaudit.analysis.segmentation.answers import is_everything, is_harmless, is_upkeep
from netaudit.analysis.segmentation.blame import by_line
from netaudit.analysis.segmentation.leaks import Leak, leak_of, merged
from netaudit.analysis.segmentation.matrix import excess
from netaudit.analysis.segmentation.pairs import guards
from netaudit.analysis.segmentation.plan import (
    AddressPlan,
    elsewhere,
    phone_gateways,
    phone_vlans,
    plan,
    user_gateways,
)
from netaudit.analysis.segmentation.tight import is_tight
from netaudit.analysis.subnets import numbers, subnets
from netaudit.errors import ComplexityError
from netaudit.model import Device, Interface
from netaudit.site.policy import Policy


class Outward(Struct, frozen=True, kw_only=True):
    """Lines that let more pass than the matrix allows, and interfaces with filters beyond the bound."""

    leaks: tuple[Leak, ...] = ()
    unfiltered: tuple[str, ...] = ()
    """Call-control gateways that users reach on every port."""
    tangled: tuple[tuple[str, str], ...] = ()


@unless_alike(Outward())
def to_internet(device: Device, policy: Policy) -> Outward:
    """Lines by which phones reach most of the Internet beyond the matrix."""
    site = plan(device, policy)
    sure = phone_vlans(device, policy).values()
    found: list[Leak] = []
    tangled: list[tuple[str, str]] = []
    for port in phone_gateways(device, policy):
        try:
            leaks = tuple(_abroad(device, site, port)) if may_filter(device, port) else ()
        except ComplexityError as error:
            tangled.append((port.name, str(error)))
            continue
        found += (replace(leak, presumed=port not in sure) for leak in leaks)
    return Outward(leaks=tuple(found), tangled=tuple(tangled))


def _abroad(device: Device, site: AddressPlan, port: Interface) -> Iterator[Leak]:
    """What the input side of one voice gateway lets pass."""
    for version, width in ADDRESS_WIDTH.items():
        source = subnets(port, version)
        if source is EMPTY or is_tight(device, site, (port, None), _from(version, source), width - 2):
            continue
        region = _from(version, source)._replace(destination=elsewhere(site, version))
        way = crossing(device, port, None)
        if not guards(way, version):
            continue
        for leak in _beyond(site, way, PacketSet((region,))):
            if any(count(each.destination, width) >> width - 2 for each in leak.packets.regions):
                yield leak


def _from(version: int, source: Numbers) -> Region:
    """Everything from some addresses but later fragments."""
    return Region(version, source, fragment=WHOLE_ONLY)


def _beyond(site: AddressPlan, way: Crossing, packets: PacketSet) -> Iterator[Leak]:
    """What passes a way beyond the matrix, by line; nothing that only answers, or that stays nearby."""
    passed = passing(opening(way), packets)
    for line, piece in by_line(passed.decided, excess(passed.through, site)).items():
        if is_harmless(piece) or is_upkeep(piece):
            continue
        yield leak_of(line, piece, passed.sure, way.conditions, answered=True)


@unless_alike(Outward())
def to_call_control(device: Device, policy: Policy) -> Outward:
    """What users reach of call-control servers whose subnet is routed here, beyond the matrix."""
    parts: list[Outward] = []
    site = plan(device, policy)
    for home in homes(device, policy):
        for data in user_gateways(device, policy):
            if data.vrf == home.vrf:
                try:
                    parts.append(_inward(device, site, data, home))
                except ComplexityError as error:
                    parts.append(Outward(tangled=((home.name, str(error)),)))
    return Outward(
        leaks=merged(leak for part in parts for leak in part.leaks),
        unfiltered=tuple(sorted({name for part in parts for name in part.unfiltered})),
        tangled=tuple(sorted({each for part in parts for each in part.tangled})),
    )


def homes(device: Device, policy: Policy) -> Iterator[Interface]:
    """Interfaces in whose subnet a call-control server stands, those of phones and users left out."""
    servers = plan(device, policy).registrars
    taken = (*phone_gateways(device, policy), *user_gateways(device, policy))
    for port in device.interfaces if servers else ():
        routed = in_service(device, port) and port.addresses and port not in taken
        if routed and not disjoint(numbers(servers, 4), subnets(port, 4)):
            yield port


def _inward(device: Device, site: AddressPlan, data: Interface, home: Interface) -> Outward:
    """What users behind one gateway reach of the servers behind another interface."""
    servers = intersection(difference(numbers(site.registrars, 4), numbers(site.own, 4)), subnets(home, 4))
    region = Region(4, subnets(data, 4), servers, fragment=WHOLE_ONLY)
    if EMPTY in region[1:3] or is_tight(device, site, (data, home), region):
        return Outward()
    way = crossing(device, data, home)
    if not guards(way, 4):
        return Outward(unfiltered=(home.name,) if passing(way, PacketSet((region,))).sure else ())
    leaks = tuple(_beyond(site, way, PacketSet((region,))))
    if any(leak.sure and is_everything(leak.packets) for leak in leaks):
        return Outward(unfiltered=(home.name,))
    return Outward(leaks=leaks)
