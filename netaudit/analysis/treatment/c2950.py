"""Catalyst 2950 and 2955: QoS is always on, four egress queues chosen by CoS, set for the whole switch.

Without ``wrr-queue bandwidth`` the four queues are strict against each other, queue 4 first. With it they
take turns by weight, and weight 0 makes queue 4 strict. An untrusted packet counts as CoS 0 and keeps its
DSCP.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from netaudit.analysis.treatment.family import Carried, Family, Sent
from netaudit.analysis.treatment.mls import wrr
from netaudit.analysis.treatment.mls.inbound import always_on
from netaudit.analysis.treatment.mls.leaving import (
    Service,
    egress_cos,
    exit_step,
    queue_cos,
    sent,
    served,
    unqueued,
    unused_policy,
    written,
)
from netaudit.analysis.treatment.mls.outbound import by_members
from netaudit.analysis.treatment.places import settings
from netaudit.model import Device, Interface, Place, Reason, Step

BEST_EFFORT = 0
"""The CoS of data; a queue that goes before its queue is strict for all that matters to calls."""


def _egress(device: Device, port: Interface, carried: Carried) -> Sent:
    """Out by the port or, for a channel, by its members."""
    return by_members(device, port, carried, _queued)


def _queued(device: Device, port: Interface, carried: Carried, kbps: float | None) -> Sent:
    """Queue, scheduler, what is written."""
    cos, mapped = egress_cos(device, carried)
    marking = written(device, port, carried, cos)
    by_cos = queue_cos(device, carried)
    if by_cos is None:
        return unqueued(device, carried, marking, kbps)
    queues = wrr.queues(_lines(device))
    queue, text, places = queues[by_cos]
    service = replace(_service(device, queue, queues[BEST_EFFORT][0]), link_kbps=kbps)
    steps = (
        *mapped,
        Step(stage="queue", decided_by=text, marking=carried.marking, says=f"queue {queue}", places=places),
        served(service, carried),
        *unused_policy(port, carried),
        exit_step(device, marking),
    )
    return replace(sent(carried, service, marking, str(queue), None), steps=steps)


def _lines(device: Device) -> Iterator[tuple[str, tuple[Place, ...]]]:
    """The global queue lines."""
    return ((text, (settings("wrr_queue", index),)) for index, text in enumerate(device.globals.wrr_queue))


def _service(device: Device, queue: int, data: int) -> Service:
    """Strict among all queues by default; by weight where weights are set."""
    found = wrr.weights(_lines(device))
    if found is None:
        return _in_order(queue, data)
    expedite = not found.values[wrr.EXPEDITE - 1]
    if expedite and queue == wrr.EXPEDITE:
        return Service(
            decided_by=found.text,
            says="strict by weight 0, no limit",
            places=found.places,
            strict=True,
            guaranteed_percent=100.0,
        )
    percent = wrr.percent(found.values, queue, expedite=expedite)
    beside = " of what queue 4 leaves" if expedite else ""
    return Service(
        decided_by=found.text,
        says=f"weighted: at least {percent:.4g} %{beside}, more when others are idle",
        places=found.places,
        guaranteed_percent=percent,
        reason=Reason.LEFT_OVER if expedite else None,
    )


def _in_order(queue: int, data: int) -> Service:
    """Queue 4 before 3 before 2 before 1; strict is what goes before data, which alone fills a link."""
    first = queue == wrr.EXPEDITE
    waits = f"served when queues above {queue} are empty"
    return Service(
        decided_by="default: strict priority, queue 4 first",
        says="strict, no limit" if first else f"strict before data, {waits}" if queue > data else waits,
        strict=queue > data,
        guaranteed_percent=100.0 if queue > data else 0.0,
    )


FAMILY = Family(
    ingress=always_on,
    egress=_egress,
    sources=(
        "Catalyst 2950 and 2955 Software Configuration Guide (78-11380), Configuring QoS",
        "Catalyst 2950 and 2955 Command Reference (OL-10102), mls qos map, mls qos trust, wrr-queue",
        "Cisco document 46523, Catalyst 2950 QoS FAQ",
    ),
)
