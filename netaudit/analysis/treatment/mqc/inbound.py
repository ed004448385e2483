"""Policies that mark and police: the input policy of an interface, and output policies without queues."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from netaudit.analysis.treatment import places
from netaudit.analysis.treatment.agreement import common
from netaudit.analysis.treatment.family import Carried
from netaudit.analysis.treatment.link import Rate, link_kbps
from netaudit.analysis.treatment.mqc.actions import act
from netaudit.analysis.treatment.mqc.path import Level, Path, paths
from netaudit.model import Device, Interface, Marking, Place, Reason, Step


def apply_input(
    device: Device, port: Interface, carried: Carried, attached: tuple[Place, ...] | None = None
) -> Carried:
    """A packet after the input policy of an interface, nested policies included; as it was without one.

    ``attached`` is where the policy hangs; the ingress port's policies where None.
    """
    name = port.policy_in
    if name is None:
        return carried
    where = (places.policy_in(port),) if attached is None else attached
    bearings = Bearings(device=device, stage="input-policy", direction="input", rate=link_kbps(device, port))
    return apply_actions(bearings, name, carried, where)


class Bearings(Struct, frozen=True, kw_only=True):
    """What a policy needs to know of where it hangs."""

    device: Device
    stage: str
    """Stage of its steps."""
    direction: str
    """``input`` or ``output``."""
    rate: Rate
    """What percentages are of."""


def apply_actions(bearings: Bearings, name: str, carried: Carried, attached: tuple[Place, ...]) -> Carried:
    """A packet after the marking and policing of a policy; its queues are not looked at."""
    policy = bearings.device.policy_map(name)
    if policy is None:
        return _undefined(bearings, carried, name, attached)
    found = tuple(paths(bearings.device, policy, carried))
    outcomes = [_walked(bearings, path, carried, attached) for path in found]
    if len(outcomes) == 1:
        return outcomes[0]
    return _merged(bearings, carried, name, found[0].doubt, outcomes)


def _undefined(bearings: Bearings, carried: Carried, name: str, where: tuple[Place, ...]) -> Carried:
    """A policy that is nowhere defined: what it does is not known."""
    marking = Marking(dscp=None, cos=None, tagged=carried.marking.tagged)
    step = Step(
        stage=bearings.stage,
        decided_by=f"service-policy {bearings.direction} {name}",
        marking=marking,
        says=f"unknown: policy-map {name} is not defined",
        places=where,
        known=False,
    )
    return carried.after(step)


def _walked(bearings: Bearings, path: Path, carried: Carried, where: tuple[Place, ...]) -> Carried:
    """A packet after all classes of one way."""
    for level in path.levels:
        step = Step(
            stage=bearings.stage,
            decided_by=f"class {level.part.name}",
            marking=carried.marking,
            says=f"policy {level.policy.name}, class {level.part.name}{_doubt(path)}",
            places=(*where, *level.places),
            known=not path.doubt,
        )
        carried = carried.after(step)
        carried = _acted(bearings, level, carried)
        where = ()
    return carried


def _acted(bearings: Bearings, level: Level, carried: Carried) -> Carried:
    """What a dropped packet would go through next is of no interest."""
    if carried.dropped:
        return carried
    return act(bearings.device, level.policy, level.part, carried, bearings.stage, bearings.rate)


def _doubt(path: Path) -> str:
    return f" (perhaps; {path.doubt})" if path.doubt else ""


def _merged(
    bearings: Bearings, before: Carried, name: str, doubt: str, outcomes: Sequence[Carried]
) -> Carried:
    """What all ways agree on, in one step; the rest is not known.

    Where all ways end alike there is no doubt left about the packet.
    """
    dropped = all(each.dropped for each in outcomes)
    ends = {(each.marking, each.policed_kbps, each.dropped) for each in outcomes}
    marking = common([each.marking for each in outcomes])
    said = [step for each in outcomes for step in each.steps[len(before.steps) :]]
    tried = tuple(step for step in dict.fromkeys(said) if step.stage == bearings.stage)
    last = Step(
        stage=bearings.stage,
        decided_by=f"service-policy {bearings.direction} {name}",
        marking=marking,
        says="" if len(ends) == 1 else f"unknown: {doubt}",
        places=tuple(dict.fromkeys(place for step in tried for place in step.places)),
        known=len(ends) == 1,
        reason=Reason.DROP if dropped else None,
    )
    rates = [each.policed_kbps for each in outcomes if each.policed_kbps is not None]
    return replace(
        outcomes[0],
        marking=marking,
        policed_kbps=min(rates, default=None),
        dropped=dropped,
        steps=(*before.steps, last),
    )
