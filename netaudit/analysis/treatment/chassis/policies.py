"""A policy of a classic supervisor: first match, then trust, set and police; it has no queues."""

from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace

from netaudit.analysis.treatment.family import Carried
from netaudit.analysis.treatment.mqc.actions import act
from netaudit.analysis.treatment.mqc.classify import first_match
from netaudit.model import Device, Marking, Place, PolicyClass, PolicyMap, Step

Trusting = Callable[[PolicyMap, PolicyClass, Carried], Carried]
"""What a class's ``trust`` makes of a packet."""


class Seat(NamedTuple):
    """A policy where it is attached."""

    policy: str
    stage: str
    phrase: str
    """``service-policy input`` or ``output``."""
    places: tuple[Place, ...]


def nothing_trusted(_policy: PolicyMap, _part: PolicyClass, carried: Carried) -> Carried:
    """On the way out there is nothing to trust."""
    return carried


def through(device: Device, seat: Seat, carried: Carried, trusting: Trusting) -> Carried:
    """A packet after a policy; classes see the marking that it has now."""
    policy = device.policy_map(seat.policy)
    if policy is None:
        return doubtful(seat, carried, "the policy-map is not in the config", seat.places)
    match = first_match(device, policy, carried)
    parts = match.candidates or (() if match.part is None else (match.part,))
    seen = seat._replace(places=(*seat.places, *match.places))
    ways = [_by_class(device, seen, policy, part, trusting, carried) for part in parts]
    if ways and all(_same(way, ways[0]) for way in ways):
        return ways[0]
    return doubtful(seat, carried, match.doubt, seen.places)


def _same(one: Carried, other: Carried) -> bool:
    """Whether it makes no difference which class takes the packet."""
    return replace(one, steps=()) == replace(other, steps=())


def _by_class(
    device: Device, seat: Seat, policy: PolicyMap, part: PolicyClass, trusting: Trusting, carried: Carried
) -> Carried:
    """What one class does."""
    step = Step(
        stage=seat.stage,
        decided_by=f"{seat.phrase} {seat.policy}",
        marking=carried.marking,
        says=f"class {part.name}",
        places=seat.places,
    )
    noted = carried.after(step)
    trusted = trusting(policy, part, noted) if part.trust else noted
    return act(device, policy, part, trusted, seat.stage)


def doubtful(seat: Seat, carried: Carried, why: str, places: tuple[Place, ...]) -> Carried:
    """The marking can not be told."""
    marking = Marking(dscp=None, tagged=carried.marking.tagged)
    step = Step(
        stage=seat.stage,
        decided_by=f"{seat.phrase} {seat.policy}",
        marking=marking,
        says=why,
        places=places,
        known=False,
    )
    return carried.after(step)
