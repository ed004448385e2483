"""The ways that routing gives packets across the given devices, before any filter is asked.

Both routers of a redundant gateway are ways of their own: either may forward. A next hop is looked
for among the addresses of the other devices, virtual ones too; where none has it, routing leaves
what was given.
"""

from collections.abc import Iterator, Sequence
from ipaddress import ip_address
from typing import NamedTuple

from netaudit.analysis.gateways import in_service, routes
from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH
from netaudit.analysis.packetspace.numbers import (
    EMPTY,
    EVERY,
    Numbers,
    covers,
    difference,
    intersection,
    of,
    union,
)
from netaudit.analysis.reach.addresses import own_addresses
from netaudit.analysis.reach.endpoints import Endpoint, Spot
from netaudit.analysis.reach.routing import End, Route, ways
from netaudit.analysis.reach.stops import called
from netaudit.analysis.subnets import subnets
from netaudit.errors import ComplexityError
from netaudit.model import Device, Interface

MOST_TRAILS = 256
"""Ways from one place to another that are followed."""


class Step(NamedTuple):
    """One device on the way."""

    device: Device
    ingress: Interface | None = None
    egress: Interface | None = None
    """None: the packets are for the device itself, or end there."""
    ingress_port: Interface | None = None
    egress_port: Interface | None = None
    vlan: int | None = None
    """The VLAN within which the device switches the packets; None: it routes them."""
    route: Route | None = None


class Trail(NamedTuple):
    """One way, and the addresses of the packets that take it."""

    version: int
    sources: Numbers
    destinations: Numbers
    steps: tuple[Step, ...]
    end: End = ""
    says: str = ""
    """Why and where it ends, if not at the destination."""
    gateway: Interface | None = None
    """The first routed interface."""
    bridged: bool = False
    """Whether it holds for packets within one subnet only."""


class _Quest(NamedTuple):
    """What stays the same while one way is followed."""

    devices: Sequence[Device]
    start: Spot
    sink: Endpoint
    version: int


def trails(devices: Sequence[Device], source: Endpoint, sink: Endpoint) -> tuple[Trail, ...]:
    """All ways between two endpoints.

    Raises:
        ComplexityError: there are more than ``MOST_TRAILS``.
    """
    found: list[Trail] = []
    routing = {version: _routing(source.spots, version) for version in ADDRESS_WIDTH}
    for spot in source.spots:
        for version in (each for each in ADDRESS_WIDTH if any(spot is it for it in routing[each])):
            for trail in _from(_Quest(devices, spot, sink, version)):
                found.append(trail)
                if len(found) > MOST_TRAILS:
                    raise ComplexityError(
                        f"more than {MOST_TRAILS} ways from {source.said} to {sink.said}: "
                        "name a device (HOSTNAME:INTERFACE) or give fewer configs"
                    )
    return tuple(found)


def _routing(spots: Sequence[Spot], version: int) -> Sequence[Spot]:
    """Without the addresses of switches that do not route, where another device does."""
    return tuple(each for each in spots if each.gateway and _routes(each.device, version)) or spots


def _routes(device: Device, version: int) -> bool:
    """Whether packets of a version get from one interface to another; IPv6 needs a line for that."""
    return device.globals.ipv6_routing if version == 6 else routes(device)  # noqa: PLR2004 - IP version


def _from(quest: _Quest) -> Iterator[Trail]:
    """The ways from one gateway."""
    spot, version = quest.start, quest.version
    if spot.gateway is None:
        yield from _without_gateway(quest)
        return
    sources, destinations = spot.addresses[version], _destinations(quest)
    if sources is EMPTY:
        return
    if destinations is EMPTY:
        yield from _nowhere(quest, sources)
        return
    within = intersection(destinations, subnets(spot.gateway, version))
    if within is not EMPTY:
        yield Trail(version, sources, within, _within(quest), gateway=spot.gateway, bridged=True)
    first = _first(spot)
    if _routes(spot.device, version):
        yield from _follow(quest, spot.device, spot.gateway, destinations, first)
    elif (beyond := difference(destinations, within)) is not EMPTY:
        says = f"{called(spot.device)} has an address on {spot.gateway.name} and does not route IPv{version}"
        yield Trail(version, sources, beyond, first, "leaves", says)


def _without_gateway(quest: _Quest) -> Iterator[Trail]:
    """Hosts of a VLAN that no given device routes for: they reach their own VLAN."""
    spot = quest.start
    if quest.version != next(iter(ADDRESS_WIDTH)):
        return
    if any(each.vlan == spot.vlan for each in quest.sink.spots):
        yield Trail(quest.version, EVERY, EVERY, _within(quest))
        return
    says = f"no given config routes for VLAN {spot.vlan}, which {called(spot.device)} switches"
    yield Trail(quest.version, EVERY, _destinations(quest) or EVERY, _first(spot), "leaves", says)


def _nowhere(quest: _Quest, sources: Numbers) -> Iterator[Trail]:
    """A destination that no given device routes for; one without addresses of this version is none."""
    if quest.version == next(iter(ADDRESS_WIDTH)):
        for each in quest.sink.spots:
            if each.gateway is None:
                says = f"no given config routes for VLAN {each.vlan}, which {called(each.device)} switches"
                yield Trail(quest.version, sources, EVERY, _first(quest.start), "leaves", says)


def _destinations(quest: _Quest) -> Numbers:
    """Where packets are to go; a VLAN that the start has itself is its own one."""
    sink = quest.sink
    own = [each for each in sink.spots if each.device is quest.start.device]
    if sink.fixed or not own:
        return sink.addresses[quest.version]
    found: Numbers = EMPTY
    for each in own:
        found = union(found, each.addresses[quest.version])
    return found


def _first(spot: Spot) -> tuple[Step, ...]:
    """The switch whose port was asked for, where it is not the router itself."""
    if spot.switch is None or (spot.switch is spot.device and spot.gateway is not None):
        return ()
    return (Step(spot.switch, ingress=spot.port, ingress_port=spot.port, vlan=spot.vlan),)


def _within(quest: _Quest) -> tuple[Step, ...]:
    """The devices that switch packets within a VLAN and are known to: those of the ports, or the gateway."""
    spot, vlan = quest.start, quest.start.vlan
    last = next((each for each in quest.sink.spots if each.port and each.vlan == vlan), None)
    if spot.port and last and spot.switch is last.switch:
        device = spot.switch or spot.device
        return (Step(device, spot.port, last.port, spot.port, last.port, vlan),)
    steps = []
    if spot.port:
        steps.append(Step(spot.switch or spot.device, spot.port, None, spot.port, None, vlan))
    if last:
        steps.append(Step(last.switch or last.device, None, last.port, None, last.port, vlan))
    return tuple(steps) or (Step(spot.device, spot.gateway, spot.gateway, vlan=vlan),)


def _follow(
    quest: _Quest, device: Device, ingress: Interface, destinations: Numbers, before: tuple[Step, ...]
) -> Iterator[Trail]:
    """Route packets that have come in by an interface."""
    spot = quest.start
    sources = spot.addresses[quest.version]
    for part, route in ways(device, ingress.vrf, quest.version, destinations):
        at_first = device is spot.device and ingress is spot.gateway and spot.switch is device
        step = Step(device, ingress, route.egress, spot.port if at_first else None, route=route)
        made = Trail(quest.version, sources, part, (*before, step), gateway=spot.gateway)
        if route.end:
            yield from _lost(quest, made._replace(end=route.end, says=_ended(device, route)))
        elif covers(_own(device, ingress.vrf, quest.version), part):
            yield made._replace(steps=(*before, step._replace(egress=None)))
        elif route.next_hop is None and route.distance == 0:
            yield from _arrive(quest, made)
        else:
            yield from _onward(quest, made)


def _ended(device: Device, route: Route) -> str:
    """Why routing ends on a device."""
    verb = "drops it" if route.end == "dropped" else "routing leaves what was given"
    return f"{called(device)}: {route.says}: {verb}"


def _own(device: Device, vrf: str | None, version: int) -> Numbers:
    """The addresses of a device itself, the virtual ones of its gateways too."""
    ports = (port for port in device.interfaces if port.enabled and port.vrf == vrf)
    own = (address for port in ports for address in own_addresses(port))
    return of(tuple(int(each) for each in own if each.version == version), ADDRESS_WIDTH[version])


def _arrive(quest: _Quest, trail: Trail) -> Iterator[Trail]:
    """The ports that were asked for behind the last router, if any were."""
    *before, last = trail.steps
    ports = [each for each in quest.sink.spots if each.port and each.gateway is last.egress]
    if not ports:
        yield trail
    for each in ports:
        if each.switch is last.device:
            yield trail._replace(steps=(*before, last._replace(egress_port=each.port)))
        else:
            switch = each.switch or each.device
            behind = Step(switch, egress=each.port, egress_port=each.port, vlan=each.vlan)
            yield trail._replace(steps=(*trail.steps, behind))


def _onward(quest: _Quest, trail: Trail) -> Iterator[Trail]:
    """The devices that have the next hop."""
    last = trail.steps[-1]
    route, device, egress = last.route, last.device, last.egress
    if route is None or egress is None:
        return
    peers = list(_peers(quest, device, egress, route))
    for peer, ingress in peers:
        if any(step.device is peer and step.ingress is ingress for step in trail.steps):
            says = f"{called(device)}: packets come back to {called(peer)} and circle until their TTL ends"
            yield trail._replace(end="dropped", says=says)
        elif not _routes(peer, quest.version):
            says = f"{called(peer)} is the next hop of {called(device)} and does not route IPv{quest.version}"
            yield trail._replace(end="dropped", says=says)
        else:
            yield from _follow(quest, peer, ingress, trail.destinations, trail.steps)
    if not peers:
        where = f"by {egress.name}" + (f" towards {route.next_hop}" if route.next_hop else "")
        says = f"{called(device)}: routing leaves {where}, and no given config is there"
        yield from _lost(quest, trail._replace(end="leaves", says=says))


def _lost(quest: _Quest, trail: Trail) -> Iterator[Trail]:
    """Where routing is lost: the given routers of the destination have the last filter all the same."""
    left = trail.destinations
    passed = [step.device for step in trail.steps]
    for device in quest.devices if trail.end == "leaves" else ():
        if any(device is each for each in passed) or not _routes(device, quest.version):
            continue
        for port in device.interfaces:
            part = (
                intersection(trail.destinations, subnets(port, quest.version))
                if in_service(device, port)
                else EMPTY
            )
            if part is not EMPTY:
                left = difference(left, part)
                steps = (*trail.steps, Step(device, egress=port))
                says = f"{trail.says}; in the end {called(device)} passes it on"
                yield from _arrive(quest, trail._replace(destinations=part, steps=steps, says=says))
    if left is not EMPTY:
        yield trail._replace(destinations=left)


def _peers(
    quest: _Quest, device: Device, egress: Interface, route: Route
) -> Iterator[tuple[Device, Interface]]:
    """Interfaces of other devices that have the next hop; without one, all in the subnet."""
    subnet = subnets(egress, quest.version)
    target = ip_address(route.next_hop) if route.next_hop is not None else None
    for other in quest.devices:
        for port in other.interfaces if other is not device else ():
            if not in_service(other, port):
                continue
            if target is not None and not target.is_link_local:
                if target in own_addresses(port):
                    yield other, port
            elif intersection(subnet, subnets(port, quest.version)) is not EMPTY:
                yield other, port
