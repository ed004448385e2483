"""Catalyst 3550: four egress queues chosen by CoS, weighted by turns, queue 4 strict on demand.

The CoS is the trusted one, or that of the internal DSCP by the dscp-cos map. Everything about queues stands
on the interface.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from netaudit.analysis.treatment.family import Carried, Family, Sent
from netaudit.analysis.treatment.mls import wrr
from netaudit.analysis.treatment.mls.inbound import switched
from netaudit.analysis.treatment.mls.leaving import (
    Service,
    egress_cos,
    exit_step,
    fifo,
    queue_cos,
    sent,
    served,
    strict_service,
    unqueued,
    written,
)
from netaudit.analysis.treatment.mls.outbound import by_members
from netaudit.analysis.treatment.mls.policy import policed_out
from netaudit.analysis.treatment.places import egress
from netaudit.model import Device, Interface, Place, Reason, Step

WEIGHTS = (25, 25, 25, 25)
"""Default weights; only their ratio counts."""


def _egress(device: Device, port: Interface, carried: Carried) -> Sent:
    """Out by the port or, for a channel, by its members."""
    return by_members(device, port, carried, _queued if device.globals.mls_qos else fifo)


def _queued(device: Device, port: Interface, carried: Carried, kbps: float | None) -> Sent:
    """QoS is on: output policer, queue, scheduler, what is written."""
    passed = policed_out(device, port, carried)
    more = passed.steps[len(carried.steps) :]
    cos, mapped = egress_cos(device, passed)
    marking = written(device, port, passed, cos)
    by_cos = queue_cos(device, passed)
    if by_cos is None:
        left = unqueued(device, passed, marking, kbps)
        return replace(left, steps=(*more, *left.steps))
    queue, text, places = wrr.queues(_lines(port))[by_cos]
    service = _service(port, queue, kbps)
    steps = (
        *more,
        *mapped,
        Step(stage="queue", decided_by=text, marking=passed.marking, says=f"queue {queue}", places=places),
        served(service, passed),
        exit_step(device, marking),
    )
    return replace(sent(passed, service, marking, str(queue), None), steps=steps)


def _lines(port: Interface) -> Iterator[tuple[str, tuple[Place, ...]]]:
    """The queue lines of the port."""
    return ((text, (egress("queueing"),)) for text in port.queueing)


def _service(port: Interface, queue: int, kbps: float | None) -> Service:
    """Strict for queue 4 with ``priority-queue out``, else a share by weight."""
    if port.priority_queue and queue == wrr.EXPEDITE:
        return strict_service("priority-queue out", (egress("priority_queue"),), kbps)
    found = wrr.weights(_lines(port))
    values = found.values if found else WEIGHTS
    percent = wrr.percent(values, queue, expedite=port.priority_queue)
    beside = " of what queue 4 leaves" if port.priority_queue else ""
    return Service(
        decided_by=found.text if found else f"default: wrr-queue bandwidth {' '.join(map(str, values))}",
        says=f"weighted: at least {percent:.4g} %{beside}, more when others are idle",
        places=found.places if found else (),
        guaranteed_percent=percent,
        link_kbps=kbps,
        reason=Reason.LEFT_OVER if port.priority_queue else None,
    )


FAMILY = Family(
    ingress=switched,
    egress=_egress,
    sources=(
        "Catalyst 3550 Software Configuration Guide (78-11194), Configuring QoS, table 20-2",
        "Catalyst 3550 Command Reference, mls qos trust, wrr-queue bandwidth",
        "Cisco document 24057, QoS scheduling and queueing on Catalyst 3550",
    ),
)
