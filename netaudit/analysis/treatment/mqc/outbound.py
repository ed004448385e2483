"""An output policy: the queue of a packet, what it gets under load, and the marking it leaves with."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from netaudit.analysis.treatment import places
from netaudit.analysis.treatment.agreement import common
from netaudit.analysis.treatment.family import Carried, Sent
from netaudit.analysis.treatment.link import Rate
from netaudit.analysis.treatment.mqc.actions import act
from netaudit.analysis.treatment.mqc.lines import shape_line
from netaudit.analysis.treatment.mqc.path import Level, Path, paths
from netaudit.analysis.treatment.mqc.queues import queue_steps
from netaudit.analysis.treatment.mqc.shares import (
    WHOLE,
    Queueing,
    Share,
    has_queue,
    shape_kbps,
    shapes,
    share_of,
)
from netaudit.analysis.treatment.words import number
from netaudit.model import Device, Exit, Marking, Place, PolicyClass, Step

ATTACHED = (places.egress("policies"),)


class _Served(Struct, frozen=True, kw_only=True):
    """How far a packet got on its way through nested policies."""

    carried: Carried
    reference: Rate
    """What percentages of the next level are taken of."""
    link_kbps: float | None
    """What the packet's traffic can get: the tightest shaper so far, or the link."""
    base: float | None = WHOLE
    """Least share of ``reference`` that all of the next level gets, in percent."""
    limits: tuple[Step, ...] = ()
    """Shapers passed, innermost first."""


def apply_output(
    device: Device,
    policy_name: str,
    carried: Carried,
    rate: Rate,
    rules: Queueing,
    attached: tuple[Place, ...] = ATTACHED,
) -> Sent:
    """What an output policy does to a packet on a busy link of this rate; nested policies included.

    The steps are those of the way out only. ``attached`` is where the policy hangs.
    """
    policy = device.policy_map(policy_name)
    if policy is None:
        return _undefined(policy_name, carried, rate, attached)
    found = tuple(paths(device, policy, carried))
    ways = [_through(device, path, carried, rate, rules, attached) for path in found]
    if len(ways) > 1 and all(way.exit == ways[0].exit for way in ways):
        return _settled(ways[0])
    return agreed(f"service-policy output {policy_name}", ways, attached, found[0].doubt)


def _settled(way: Sent) -> Sent:
    """One of several ways that end alike: it makes no difference which class takes the packet."""
    steps = tuple(replace(step, known=step.known or step.stage == "classification") for step in way.steps)
    return replace(way, steps=steps)


def _undefined(name: str, carried: Carried, rate: Rate, attached: tuple[Place, ...]) -> Sent:
    """A policy that is nowhere defined: neither queue nor marking is known."""
    marking = Marking(dscp=None, cos=None, tagged=carried.marking.tagged)
    step = Step(
        stage="classification",
        decided_by=f"service-policy output {name}",
        marking=marking,
        says=f"unknown: policy-map {name} is not defined",
        places=attached,
        known=False,
    )
    exit_ = Exit(dscp=None, tagged=marking.tagged, link_kbps=rate.kbps, policed_kbps=carried.policed_kbps)
    return Sent(exit=exit_, steps=(step,))


def _through(
    device: Device, path: Path, carried: Carried, rate: Rate, rules: Queueing, attached: tuple[Place, ...]
) -> Sent:
    """A packet on one way through nested policies."""
    served = _Served(carried=replace(carried, steps=()), reference=rate, link_kbps=rate.kbps)
    for level in path.levels:
        served = _classified(served, level, path.doubt, attached)
        acted = act(device, level.policy, level.part, served.carried, "output-policy", served.reference)
        served = replace(served, carried=acted)
        attached = ()
        if level is not path.levels[-1]:
            served = _narrowed(device, level, served, rules)
    return _queued(device, path.levels[-1], served, rules)


def _classified(served: _Served, level: Level, doubt: str, attached: tuple[Place, ...]) -> _Served:
    """One more step: the class of this level."""
    carried = served.carried
    name = level.part.name
    step = Step(
        stage="classification",
        decided_by=f"class {name}",
        marking=carried.marking,
        says=f"policy {level.policy.name}, class {name}" + (f" (perhaps; {doubt})" if doubt else ""),
        places=(*attached, *level.places),
        known=not doubt,
    )
    return replace(served, carried=carried.after(step))


def _narrowed(device: Device, level: Level, served: _Served, rules: Queueing) -> _Served:
    """What a class leaves to the policy nested in it: its shape rate, else what it reserves."""
    part = level.part
    if shapes(part):
        kbps = shape_kbps(part, served.reference)
        base = _base(device, level, served, kbps, rules)
        step = _shaper(level, kbps, served.carried.marking)
        rate = Rate(kbps=kbps, decided_by=step.decided_by, places=step.places)
        known = [each for each in (kbps, served.link_kbps) if each is not None]
        return replace(
            served,
            reference=rate,
            link_kbps=min(known) if kbps is not None else None,
            base=base,
            limits=(step, *served.limits),
        )
    share = share_of(device, level.policy, part, served.reference, rules)
    if share.guaranteed is None or served.reference.kbps is None or part.name == "class-default":
        return replace(served, base=_product(served.base, share.guaranteed))
    kbps = served.reference.kbps * share.guaranteed / WHOLE
    line = Rate(kbps=kbps, decided_by=f"class {part.name}")
    return replace(served, reference=line)


def _base(device: Device, level: Level, served: _Served, kbps: float | None, rules: Queueing) -> float | None:
    """Least share of its shape rate that a class gets: what its own level gives it, at most all."""
    share = share_of(device, level.policy, level.part, served.reference, rules)
    given = _product(served.base, share.guaranteed)
    if served.reference.kbps is None or kbps is None or given is None:
        return WHOLE if given == WHOLE else None
    return min(WHOLE, given * served.reference.kbps / kbps)


def _product(base: float | None, share: float | None) -> float | None:
    """A percentage of a percentage."""
    return None if base is None or share is None else base * share / WHOLE


def _shaper(level: Level, kbps: float | None, marking: Marking) -> Step:
    amount = "an unknown rate" if kbps is None else f"{number(kbps)} kbps"
    fields = ("shape_bps", "shape_percent")
    return Step(
        stage="shaper",
        decided_by=shape_line(level.part),
        marking=marking,
        says=f"class {level.part.name} is held to {amount}",
        places=(places.of_class(level.policy.name, level.part.name, *fields),),
        known=kbps is not None,
    )


def _queued(device: Device, level: Level, served: _Served, rules: Queueing) -> Sent:
    """The queue of the innermost class, and how it leaves."""
    part = level.part if has_queue(level.part) else _default_of(level)
    lone = len(level.policy.classes) == 1 and part.name == "class-default" and shapes(part)
    if lone:
        narrowed = _narrowed(device, replace(level, part=part), served, rules)
        served, part = narrowed, replace(part, shape_bps=None, shape_percent=None)
    share = share_of(device, level.policy, part, served.reference, rules)
    steps = served.carried.steps
    if not served.carried.dropped:
        steps += queue_steps(level, part, share, served.reference, served.carried.marking)
    limits = tuple(replace(step, marking=served.carried.marking) for step in served.limits)
    return Sent(exit=_exit(part, share, served), steps=steps + limits)


def _default_of(level: Level) -> PolicyClass:
    """The class whose queue a class without one of its own shares."""
    parts = (each for each in level.policy.classes if each.name == "class-default")
    return next(parts, PolicyClass(name="class-default", offset=0))


def _exit(part: PolicyClass, share: Share, served: _Served) -> Exit:
    """How the packet leaves, in percent of the rate that it can really get."""
    link, reference = served.link_kbps, served.reference.kbps
    least = share.guaranteed if share.strict else _product(served.base, share.guaranteed)
    scale = reference / link if reference and link else 1.0
    guaranteed = None if least is None else min(WHOLE, least * scale)
    cap = None if share.cap is None else min(WHOLE, share.cap * scale)
    return replace(
        served.carried.exit(),
        queue=part.name,
        strict=share.strict,
        guaranteed_percent=guaranteed,
        guaranteed_kbps=_kbps(guaranteed, link),
        cap_percent=cap,
        cap_kbps=_kbps(cap, link),
        link_kbps=link,
    )


def _kbps(percent: float | None, link: float | None) -> float | None:
    return None if percent is None or link is None else percent * link / WHOLE


UNDECIDED = "it depends on the way the packet takes"


def agreed(
    decided_by: str, ways: Sequence[Sent], attached: tuple[Place, ...], doubt: str = UNDECIDED
) -> Sent:
    """What all ways that a packet may go agree on; the rest is not known, because of ``doubt``."""
    if all(way.exit == ways[0].exit for way in ways):
        return ways[0]
    rates = [way.exit.policed_kbps for way in ways if way.exit.policed_kbps is not None]
    left = replace(common([way.exit for way in ways]), policed_kbps=min(rates, default=None))
    asked = (step for way in ways for step in way.steps if step.stage == "classification")
    where = dict.fromkeys(place for step in asked for place in step.places)
    step = Step(
        stage="classification",
        decided_by=decided_by,
        marking=common([way.steps[-1].marking for way in ways]),
        says=f"unknown: {doubt}",
        places=tuple(dict.fromkeys((*attached, *where))),
        known=False,
    )
    return Sent(exit=left, steps=(step,))


__all__ = ["Queueing", "apply_output"]
