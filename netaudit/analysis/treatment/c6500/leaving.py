"""A packet on its way out of a 6500: the CoS of its internal DSCP chooses a queue of the line card."""

from msgspec.structs import replace

from netaudit.analysis.treatment.c6500.ports import PortKind, possible
from netaudit.analysis.treatment.c6500.queues import Queued, by_dscp, queued
from netaudit.analysis.treatment.c6500.switch import queues_only
from netaudit.analysis.treatment.chassis.channels import card_port, on_card
from netaudit.analysis.treatment.chassis.policies import Seat, nothing_trusted, through
from netaudit.analysis.treatment.family import Carried, Sent
from netaudit.analysis.treatment.mls.leaving import (
    Service,
    egress_cos,
    exit_step,
    fifo,
    sent,
    served,
    strict_service,
    unused_policy,
    written,
)
from netaudit.analysis.treatment.mls.outbound import by_members
from netaudit.analysis.treatment.places import policy_out
from netaudit.model import Device, Interface, Marking, Place, Reason, Step

CARD = "unknown: no line tells which queues the line card has"


def leave(device: Device, port: Interface, carried: Carried) -> Sent:
    """A packet that leaves by a port or a channel."""
    on = device.globals.mls_qos or queues_only(device)
    return by_members(device, port, carried, _leave if on else fifo)


def _leave(device: Device, port: Interface, carried: Carried, kbps: float | None) -> Sent:
    """QoS is on: queue by CoS, or by DSCP where the port is told so."""
    done = _by_policy(device, port, carried)
    cos, mapped = egress_cos(device, done)
    inside = replace(done, marking=mapped[-1].marking if mapped else replace(done.marking, cos=cos))
    marking = written(device, port, done, cos)
    card = card_port(device, port)
    way = on_card(by_card(card, possible(card), inside, marking, kbps), port, card)
    steps = (*done.steps[len(carried.steps) :], *mapped, *way.steps, exit_step(device, marking))
    return replace(way, steps=steps)


def _by_policy(device: Device, port: Interface, carried: Carried) -> Carried:
    """The output policy: routed ports take one that marks and polices, switch ports take none."""
    if not port.policy_out or queues_only(device):
        return carried
    if port.is_switchport:
        return replace(carried, steps=(*carried.steps, *unused_policy(port, carried)))
    seat = Seat(port.policy_out, "output-policy", "service-policy output", (policy_out(port),))
    return through(device, seat, carried, nothing_trusted)


def by_card(
    port: Interface, kinds: tuple[PortKind, ...], carried: Carried, marking: Marking, kbps: float | None
) -> Sent:
    """Queue and scheduler of a line card; ``carried`` has the CoS to queue by, ``marking`` is what leaves."""
    found = queued(port, kinds, carried.marking.cos, carried.marking.dscp)
    service = _service(port, found, kbps)
    queue, threshold = (None if n is None else str(n) for n in (found.queue, found.threshold))
    steps = (_queue_step(port, found, carried.marking), served(service, carried))
    return replace(sent(carried, service, marking, queue, threshold), steps=steps)


def _queue_step(port: Interface, found: Queued, marking: Marking) -> Step:
    """Which queue, and by which line."""
    label = "DSCP" if by_dscp(port) else f"CoS {marking.cos}"
    text = CARD if found.queue is None and found.strict is None else f"default: queue of {label}"
    if found.map_line is not None:
        text = port.queueing[found.map_line]
    return Step(
        stage="queue",
        decided_by=text,
        marking=marking,
        says=_where(found),
        places=_line(found.map_line),
        known=found.strict is not None,
    )


def _where(found: Queued) -> str:
    """The queue in words."""
    if found.queue is None:
        return "the strict queue, whatever its number" if found.strict else "unknown queue"
    threshold = f", threshold {found.threshold}" if found.threshold else ""
    return f"queue {found.queue}{threshold}"


def _service(port: Interface, found: Queued, kbps: float | None) -> Service:
    """What the scheduler does for the queue."""
    if found.strict:
        return strict_service("default: the strict queue goes first", kbps=kbps)
    text = CARD if found.share is None else "default: weights of the port"
    if found.weight_line is not None:
        text = port.queueing[found.weight_line]
    return Service(
        decided_by=text,
        says=_share(found),
        places=_line(found.weight_line),
        strict=found.strict,
        guaranteed_percent=found.share,
        link_kbps=kbps,
        known=found.share is not None,
        reason=None if found.share is None else Reason.LEFT_OVER,
    )


def _share(found: Queued) -> str:
    """The share in words."""
    if found.share is None:
        return "share unknown"
    return f"not strict, {found.share:.4g} % of what a strict queue leaves"


def _line(at: int | None) -> tuple[Place, ...]:
    """A queue line of the port that the packet leaves by."""
    return () if at is None else (Place("egress", fields=("queueing",), index=at),)
