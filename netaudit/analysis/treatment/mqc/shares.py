"""How the classes of one policy share a rate under load: strict, reserved, of the rest.

All amounts are percent of the reference rate (the shape of the parent, or the interface's bandwidth), so
that they hold where that rate is not known; kbps of a class need it.
"""

from collections.abc import Iterable

from msgspec import Struct

from netaudit.analysis.treatment.link import Rate
from netaudit.analysis.treatment.mqc.actions import drops_excess, policed_kbps
from netaudit.analysis.treatment.mqc.aggregates import resolved
from netaudit.analysis.treatment.mqc.classify import CLASS_DEFAULT
from netaudit.model import Device, PolicyClass, PolicyMap

WHOLE = 100.0


class Queueing(Struct, frozen=True, kw_only=True):
    """What a platform's scheduler does by itself; the defaults are those of today's platforms."""

    hqf: bool | None = True
    """Hierarchical queueing (12.4(20)T, 15.x, IOS-XE); None: the release is not known."""
    max_reserved_percent: float = WHOLE
    """Most that bandwidth and priority may add up to in a policy on an interface."""
    default_percent: float = 1.0
    """Least that class-default gets in HQF, whatever is reserved."""
    levels: int = 2
    """Levels of strict priority."""


class Share(Struct, frozen=True, kw_only=True):
    """What one class gets under load, in percent of the reference; None: not known."""

    strict: bool
    guaranteed: float | None
    limited: bool = False
    """Whether the class is held to ``cap``."""
    cap: float | None = None


def has_queue(part: PolicyClass) -> bool:
    """Whether a class has a queue of its own; others share that of class-default."""
    return (
        part.name == CLASS_DEFAULT
        or part.priority
        or reserves(part)
        or part.fair_queue
        or bool(part.queue_limit)
        or part.queue_buffers_ratio is not None
        or shapes(part)
        or part.service_policy is not None
    )


def reserves(part: PolicyClass) -> bool:
    """Whether a class has a ``bandwidth`` line."""
    return any(
        value is not None
        for value in (
            part.bandwidth_kbps,
            part.bandwidth_percent,
            part.bandwidth_remaining_percent,
            part.bandwidth_remaining_ratio,
        )
    )


def shapes(part: PolicyClass) -> bool:
    """Whether a class has a ``shape`` line."""
    return part.shape_bps is not None or part.shape_percent is not None


def shape_kbps(part: PolicyClass, reference: Rate) -> float | None:
    """The rate that a class is shaped to; None where it is not, cannot be told, or is 0."""
    if part.shape_percent is not None:
        return None if reference.kbps is None else part.shape_percent * reference.kbps / WHOLE or None
    return (part.shape_bps or 0) / 1000 or None


def share_of(device: Device, policy: PolicyMap, part: PolicyClass, reference: Rate, rules: Queueing) -> Share:
    """What a class of a policy gets of a rate when all classes want more than they get."""
    if part.priority:
        return _strict(device, policy, part, reference)
    if (reserved := _reserved(part, reference)) is not None:
        return _with_shape(part, reference, Share(strict=False, guaranteed=reserved))
    if part.bandwidth_kbps is not None:
        return Share(strict=False, guaranteed=None)
    rest = _rest(device, policy, reference, rules)
    guaranteed = None if rest is None else _of_rest(policy, part, rest, rules)
    return _with_shape(part, reference, Share(strict=False, guaranteed=guaranteed))


def total(device: Device, policy: PolicyMap, reference: Rate) -> float | None:
    """All that the classes of a policy reserve, strict or not; None where it can not be told."""
    strict = [_cap(device, part, reference) for part in policy.classes if part.priority]
    reserved = [
        _reserved(part, reference) for part in policy.classes if not part.priority and _absolute(part)
    ]
    return _sum([share.cap for share in strict if share.limited] + reserved)


def _absolute(part: PolicyClass) -> bool:
    """Whether a class reserves part of the whole rate, and not of the rest."""
    return part.bandwidth_kbps is not None or part.bandwidth_percent is not None


def _reserved(part: PolicyClass, reference: Rate) -> float | None:
    """What ``bandwidth KBPS`` or ``bandwidth percent`` reserve."""
    if part.bandwidth_percent is not None:
        return float(part.bandwidth_percent)
    return None if part.bandwidth_kbps is None else _percent(part.bandwidth_kbps, reference)


def _percent(kbps: float | None, reference: Rate) -> float | None:
    """An amount as percent of the reference."""
    return None if kbps is None or not reference.kbps else WHOLE * kbps / reference.kbps


def _sum(amounts: Iterable[float | None]) -> float | None:
    """The sum; not known where one is not."""
    found = list(amounts)
    known = [amount for amount in found if amount is not None]
    return sum(known) if len(known) == len(found) else None


def _cap(device: Device, part: PolicyClass, reference: Rate) -> Share:
    """The limit of a priority class: its own line's, that of the policer or of the shape beside it."""
    limits: list[float | None] = []
    if part.priority_percent is not None:
        limits.append(float(part.priority_percent))
    if part.priority_kbps is not None:
        limits.append(_percent(part.priority_kbps, reference))
    police = None if part.police is None else resolved(device, part.police)[0]
    if police is not None and drops_excess(police):
        rate = _percent(policed_kbps(police, reference), reference)
        limits.append(rate if police.percent is None else float(police.percent))
    if shapes(part):
        share = part.shape_percent
        limits.append(_percent(shape_kbps(part, reference), reference) if share is None else float(share))
    known = [limit for limit in limits if limit is not None]
    cap = min(known) if known and len(known) == len(limits) else None
    return Share(strict=True, guaranteed=cap, limited=bool(limits), cap=cap)


def _strict(device: Device, policy: PolicyMap, part: PolicyClass, reference: Rate) -> Share:
    """A priority class: up to its limit, as far as the levels above leave it."""
    own = _cap(device, part, reference)
    above = [_cap(device, other, reference) for other in policy.classes if _level(other) < _level(part)]
    if any(not other.limited for other in above):
        return Share(strict=True, guaranteed=0.0, limited=own.limited, cap=own.cap)
    taken = _sum(other.cap for other in above)
    wanted = own.cap if own.limited else WHOLE
    left = None if taken is None or wanted is None else min(wanted, max(WHOLE - taken, 0.0))
    return Share(strict=True, guaranteed=left, limited=own.limited, cap=own.cap)


def _level(part: PolicyClass) -> int:
    """The level of a priority class, 1 is served first; beyond all levels without priority."""
    return part.priority_level or 1 if part.priority else 9


def _rest(device: Device, policy: PolicyMap, reference: Rate, rules: Queueing) -> float | None:
    """What strict classes with a limit and absolute reservations leave of all that can be reserved."""
    reserved = total(device, policy, reference)
    if reserved is None or (rules.hqf is None and rules.max_reserved_percent < WHOLE):
        return None
    return max(rules.max_reserved_percent - reserved, 0.0)


def _of_rest(policy: PolicyMap, part: PolicyClass, rest: float, rules: Queueing) -> float | None:
    """The share of the rest of a class with ``bandwidth remaining``, or with nothing reserved."""
    if part.bandwidth_remaining_percent is not None:
        return rest * part.bandwidth_remaining_percent / WHOLE
    if any(other.bandwidth_remaining_ratio is not None for other in policy.classes):
        return rest * _ratio(part) / _ratios(policy)
    if rules.hqf is False:
        return 0.0  # weighted fair queueing serves classes with a bandwidth first
    remaining = sum(other.bandwidth_remaining_percent or 0 for other in policy.classes)
    left = rest * max(WHOLE - remaining, 0.0) / WHOLE / _unreserved(policy)
    return None if rules.hqf is None else max(left, rules.default_percent)


def _ratio(part: PolicyClass) -> int:
    """The weight of a class among those that share the rest; 1 where nothing is said."""
    return part.bandwidth_remaining_ratio or 1


def _sharing(policy: PolicyMap) -> list[PolicyClass]:
    """The classes that share the rest, class-default among them."""
    return [
        part
        for part in policy.classes
        if part.name != CLASS_DEFAULT and has_queue(part) and not part.priority and not _absolute(part)
    ]


def _ratios(policy: PolicyMap) -> int:
    default = next((part for part in policy.classes if part.name == CLASS_DEFAULT), None)
    takes_part = default is None or not _absolute(default)
    own = (_ratio(default) if default else 1) if takes_part else 0
    return own + sum(_ratio(part) for part in _sharing(policy)) or 1


def _unreserved(policy: PolicyMap) -> int:
    """Classes with a queue and nothing reserved, class-default among them: they share alike."""
    default = next((part for part in policy.classes if part.name == CLASS_DEFAULT), None)
    named = [part for part in _sharing(policy) if not reserves(part)]
    return len(named) + (1 if default is None or not reserves(default) else 0) or 1


def _with_shape(part: PolicyClass, reference: Rate, share: Share) -> Share:
    """A class without nested policy that is shaped gets no more than that."""
    if not shapes(part) or part.service_policy is not None:
        return share
    cap = _percent(shape_kbps(part, reference), reference)
    least = None if share.guaranteed is None or cap is None else min(share.guaranteed, cap)
    return Share(strict=False, guaranteed=least, limited=True, cap=cap)
