"""Catalyst 2960, 2975, 3560 and 3750 of all generations: four egress queues served by SRR.

A queue is chosen by the map of the label that classification left: CoS where CoS was trusted, else DSCP.
Queue 1 is strict with ``priority-queue out``. A shaped queue gets 1/weight of the port and no more; the
others share what is left by their weights. Out of the box queue 1 is shaped to 1/25: 4 %.
"""

from msgspec.structs import replace

from netaudit.analysis.treatment.family import Carried, Family, Sent
from netaudit.analysis.treatment.mls import srr
from netaudit.analysis.treatment.mls.inbound import switched
from netaudit.analysis.treatment.mls.leaving import (
    egress_cos,
    exit_step,
    fifo,
    sent,
    served,
    unqueued,
    unused_policy,
    written,
)
from netaudit.analysis.treatment.mls.outbound import by_members
from netaudit.model import Device, Interface, Packet, Step


def _ingress(device: Device, port: Interface, packet: Packet) -> Carried:
    """Trust, policies and the ingress queue where one is configured."""
    carried = switched(device, port, packet)
    return srr.queued_in(device, carried) if device.globals.mls_qos else carried


def _egress(device: Device, port: Interface, carried: Carried) -> Sent:
    """Out by the port or, for a channel, by its members."""
    return by_members(device, port, carried, _queued if device.globals.mls_qos else fifo)


def _queued(device: Device, port: Interface, carried: Carried, kbps: float | None) -> Sent:
    """QoS is on: queue, scheduler, what is written."""
    cos, mapped = egress_cos(device, carried)
    marking = written(device, port, carried, cos)
    slot = srr.chosen(device, "output", carried)
    if slot is None:
        return unqueued(device, carried, marking, kbps)
    buffers, where = srr.buffers(device, port, slot.queue)
    service = srr.service(port, slot.queue, kbps)
    steps = (
        *(mapped if marking.tagged else ()),
        Step(
            stage="queue",
            decided_by=slot.decided_by,
            marking=carried.marking,
            says=f"queue {slot.queue}, threshold {slot.threshold}{buffers}",
            places=(*slot.places, *where),
        ),
        served(service, carried),
        *srr.limited(port, carried, service),
        *unused_policy(port, carried),
        exit_step(device, marking),
    )
    return replace(sent(carried, service, marking, str(slot.queue), str(slot.threshold)), steps=steps)


FAMILY = Family(
    ingress=_ingress,
    egress=_egress,
    sources=(
        "Catalyst 3750-X and 3560-X Software Configuration Guide (OL-25303), Configuring QoS",
        "Catalyst 3750-X and 3560-X Command Reference (OL-29704), mls qos trust, srr-queue",
        "Catalyst 2960 and 2960-S Software Configuration Guide (OL-8603), Configuring QoS",
    ),
)
