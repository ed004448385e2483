"""What gets from one place to another: every way, every filter on it, and the verdict."""

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from netaudit.analysis.packetspace.header import can_exist
from netaudit.analysis.packetspace.numbers import EMPTY, intersection
from netaudit.analysis.packetspace.packets import NOTHING, PacketSet, Region
from netaudit.analysis.reach.addresses import addresses
from netaudit.analysis.reach.conditions import for_certain, names, whatever_holds
from netaudit.analysis.reach.crossing import (
    Crossing,
    Decided,
    bridged,
    crossing,
    outward,
    passing,
    widened_stop,
)
from netaudit.analysis.reach.endpoints import Endpoint
from netaudit.analysis.reach.routing import End, Route
from netaudit.analysis.reach.stops import called, doubt_stops
from netaudit.analysis.reach.trails import Step, Trail, trails
from netaudit.analysis.subnets import numbers
from netaudit.model import Device

Verdict = Literal["passes", "partly", "blocked", "unknown"]


class Hop(Struct, frozen=True, kw_only=True):
    """One device on a way, and what its filters decided."""

    device: str
    source: str
    ingress: str
    """Empty: it is not known by which interface."""
    egress: str
    """Empty: the packets are for the device itself, or it is not known."""
    route: Route | None
    """None: the device switches the packets within a VLAN."""
    vlan: int | None
    """The VLAN that it switches them in."""
    crossing: Crossing
    decided: tuple[Decided, ...]
    """The filters that packets came to, in order."""


class Path(Struct, frozen=True, kw_only=True):
    """One way, with all that takes it."""

    hops: tuple[Hop, ...]
    end: End
    """Empty: it leads to the destination."""
    says: str
    """Why and where it ends before."""
    asked: PacketSet
    through: PacketSet
    """What passes all filters of the way, with the conditions under which it does."""
    sure: PacketSet
    """What arrives whatever conditions hold."""
    possible: PacketSet
    """What may arrive this way."""
    elsewhere: PacketSet
    """What does not arrive this way but may be changed or sent another way, with the conditions for that."""
    conditions: tuple[str, ...]
    verdict: Verdict

    @property
    def blocked(self) -> PacketSet:
        """What never arrives."""
        return self.asked - self.possible - whatever_holds(self.elsewhere)


def answer(
    devices: Sequence[Device], source: Endpoint, sink: Endpoint, packets: PacketSet
) -> tuple[Path, ...]:
    """Every way from one endpoint to another, and which of some packets get through.

    Raises:
        ComplexityError: a filter is too tangled, or there are too many ways.
    """
    found = (_path(trail, packets) for trail in trails(devices, source, sink))
    return tuple(path for path in found if path.asked)


def overall(paths: Sequence[Path]) -> Verdict:
    """The verdict on all ways together: what one says of itself only where all do."""
    verdicts = {path.verdict for path in paths}
    if len(verdicts) == 1:
        return verdicts.pop()
    if verdicts & {"passes", "partly"}:
        return "partly"
    return "unknown"


class _Leg(NamedTuple):
    """One device on a way with its filters."""

    step: Step
    crossing: Crossing


def _path(trail: Trail, packets: PacketSet) -> Path:
    """Put packets through the filters of one way."""
    asked = packets & _between(trail)
    legs = _widened([_Leg(step, _crossing(step)) for step in trail.steps])
    left, elsewhere = asked, NOTHING
    hops = []
    for step, filters in legs:
        passed = passing(filters, left)
        hops.append(_hop(step, filters, passed.decided))
        left, elsewhere = passed.through, elsewhere | passed.elsewhere
    through = NOTHING if trail.end == "dropped" else left
    possible = whatever_holds(through)
    sure = for_certain(through, asked) if not trail.end else NOTHING
    elsewhere = elsewhere - possible
    return Path(
        hops=tuple(hops),
        end=trail.end,
        says=trail.says,
        asked=asked,
        through=through,
        sure=sure,
        possible=possible,
        elsewhere=elsewhere,
        conditions=legs[0].crossing.conditions if legs else (),
        verdict=_verdict(asked, sure, possible | elsewhere),
    )


def _verdict(asked: PacketSet, sure: PacketSet, possible: PacketSet) -> Verdict:
    """What the sets come to; fields that no packet has together do not count."""
    if not can_exist(possible):
        return "blocked"
    if not can_exist(asked - sure):
        return "passes"
    return "partly" if can_exist(sure) else "unknown"


def _hop(step: Step, filters: Crossing, decided: tuple[Decided, ...]) -> Hop:
    """One device of the answer."""
    return Hop(
        device=filters.device,
        source=filters.source,
        ingress=filters.ingress,
        egress=filters.egress,
        route=step.route,
        vlan=step.vlan,
        crossing=filters,
        decided=decided,
    )


def _crossing(step: Step) -> Crossing:
    """The filters of one device on the way."""
    if step.vlan is not None:
        return bridged(step.device, step.vlan, step.ingress_port, step.egress_port)
    if step.ingress is None and step.egress is not None:
        return outward(step.device, step.egress, step.egress_port)
    found = crossing(step.device, step.ingress, step.egress, step.ingress_port, step.egress_port)
    if step.route is None or not step.route.doubt:
        return found
    doubts = doubt_stops(called(step.device), step.route.doubt, "through", step.route.lines)
    inner = next((n for n, stop in enumerate(found.stops) if stop.direction != "in"), len(found.stops))
    return replace(found, stops=(*found.stops[:inner], *doubts, *found.stops[inner:]))


def _widened(legs: Sequence[_Leg]) -> tuple[_Leg, ...]:
    """The filters of all devices with the same conditions; those of several devices are told apart."""
    devices = {leg.crossing.source: leg.crossing.device for leg in legs}
    twins = len(set(devices.values())) < len(devices)
    prefixes = [_prefix(leg.crossing, twins=twins) if len(devices) > 1 else "" for leg in legs]
    conditions = sorted(
        {
            prefix + name
            for prefix, leg in zip(prefixes, legs, strict=True)
            for name in names(stop.filter for stop in leg.crossing.stops)
        }
    )
    return tuple(
        _Leg(leg.step, _renamed(leg.crossing, tuple(conditions), prefix))
        for prefix, leg in zip(prefixes, legs, strict=True)
    )


def _prefix(filters: Crossing, *, twins: bool) -> str:
    """What tells the conditions of a device from those of others, some of which may be called alike."""
    return f"{filters.device} ({filters.source}): " if twins else f"{filters.device}: "


def _renamed(filters: Crossing, conditions: tuple[str, ...], prefix: str) -> Crossing:
    """The crossing with its conditions as they are in a longer list."""
    stops = tuple(widened_stop(stop, conditions, prefix) for stop in filters.stops)
    return replace(filters, stops=stops, conditions=conditions)


def _between(trail: Trail) -> PacketSet:
    """All packets that take a way."""
    asked = PacketSet((Region(trail.version, trail.sources, trail.destinations),))
    same = reduce(PacketSet.__or__, _within_subnets(trail), NOTHING)
    if trail.bridged:
        return asked & same
    return asked - same if _turns_back(trail) else asked


def _turns_back(trail: Trail) -> bool:
    """Whether packets are routed out of the interface that they came in by."""
    routed = [step for step in trail.steps if step.vlan is None]
    return bool(routed) and routed[0].egress is not None and routed[0].ingress is routed[0].egress


def _within_subnets(trail: Trail) -> Iterator[PacketSet]:
    """Packets from and to the same subnet of the first interface, which no router sees."""
    for address in addresses(trail.gateway) if trail.gateway else ():
        if address.version == trail.version:
            subnet = numbers((str(address.network),), trail.version)
            source, sink = intersection(subnet, trail.sources), intersection(subnet, trail.destinations)
            if source is not EMPTY and sink is not EMPTY:
                yield PacketSet((Region(trail.version, source, sink),))
