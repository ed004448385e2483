"""A packet on its way out of a classic 4500: output policy, transmit queue, the CoS that is written."""

from msgspec.structs import replace

from netaudit.analysis.treatment.c4500l.arriving import FROM_TAG
from netaudit.analysis.treatment.c4500l.maps import dscp_to_cos, transmit_queue
from netaudit.analysis.treatment.c4500l.transmit import service
from netaudit.analysis.treatment.chassis.policies import Seat, nothing_trusted, through
from netaudit.analysis.treatment.family import Carried, Sent
from netaudit.analysis.treatment.mls.leaving import Service, leaves_tagged, sent, served
from netaudit.analysis.treatment.mls.outbound import by_members
from netaudit.analysis.treatment.places import policy_out, settings
from netaudit.model import Device, Interface, Marking, Step

WRITTEN = "default: DSCP and CoS are written"
QUEUED = "unknown: the internal DSCP is not known"


def leave(device: Device, port: Interface, carried: Carried) -> Sent:
    """A packet that leaves by a port or the members of a channel."""
    return by_members(device, port, carried, _leave)


def _leave(device: Device, port: Interface, carried: Carried, kbps: float | None) -> Sent:
    """A packet that leaves by one port."""
    seen = _with_cos(device, carried)
    ready = _by_policy(device, port, seen)
    before = seen.marking.dscp
    last = ready if ready.marking.dscp == before else _with_cos(device, replace(ready, label="dscp"))
    queue, queue_step = _queue(device, last)
    serving = Service(
        decided_by=QUEUED, says="unknown", strict=None, guaranteed_percent=None, link_kbps=kbps, known=False
    )
    if queue is not None:
        serving = service(port, queue, kbps)
    tagged = leaves_tagged(device, port, carried)
    dscp = last.marking.dscp if device.globals.mls_qos_rewrite_dscp else carried.packet.dscp
    marking = Marking(dscp=dscp, tagged=tagged, cos=last.marking.cos if tagged else None)
    steps = (
        *ready.steps[len(carried.steps) :],
        queue_step,
        served(serving, last),
        _exit_step(device, marking),
    )
    number = None if queue is None else str(queue)
    return Sent(exit=sent(ready, serving, marking, number, None).exit, steps=steps)


def _exit_step(device: Device, marking: Marking) -> Step:
    """What is written."""
    if device.globals.mls_qos_rewrite_dscp:
        return Step(stage="exit", decided_by=WRITTEN, marking=marking)
    places = (settings("mls_qos_rewrite_dscp"),)
    return Step(stage="exit", decided_by="no qos rewrite ip dscp", marking=marking, places=places)


def _with_cos(device: Device, carried: Carried) -> Carried:
    """The CoS that the packet would leave with: the one that was trusted, or that of its internal DSCP."""
    if carried.label == FROM_TAG:
        return carried
    dscp = carried.marking.dscp
    cos = None if dscp is None else dscp_to_cos(device, dscp).value
    return replace(carried, marking=replace(carried.marking, cos=cos))


def _by_policy(device: Device, port: Interface, carried: Carried) -> Carried:
    """The output policy of the port; it marks and polices, queues are the port's."""
    if not device.globals.qos or not port.policy_out:
        return carried
    seat = Seat(port.policy_out, "output-policy", "service-policy output", (policy_out(port),))
    return through(device, seat, carried, nothing_trusted)


def _queue(device: Device, carried: Carried) -> tuple[int | None, Step]:
    """The transmit queue of the internal DSCP."""
    dscp = carried.marking.dscp
    if dscp is None:
        step = Step(
            stage="queue", decided_by=QUEUED, marking=carried.marking, says="unknown queue", known=False
        )
        return None, step
    found = transmit_queue(device, dscp)
    step = Step(
        stage="queue",
        decided_by=found.decided_by,
        marking=carried.marking,
        says=f"transmit queue {found.value}",
        places=found.places,
    )
    return found.value, step
