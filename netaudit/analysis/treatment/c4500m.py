"""Catalyst 4500 with Supervisor 6-E to 8-E, 4500-X, 4900M and 4948E: trusted by default, the rest is MQC.

Ports trust DSCP and CoS. ``qos trust device`` makes a port untrusted until that device is seen. Queues come
from the output policy of a port; without one everything shares a queue.
"""

from msgspec.structs import replace

from netaudit.analysis.treatment.arrival import arrive as on_the_wire
from netaudit.analysis.treatment.arrival import unmet, untagged_zero
from netaudit.analysis.treatment.chassis.channels import send, take_in
from netaudit.analysis.treatment.chassis.policies import doubtful
from netaudit.analysis.treatment.chassis.vlans import UNTOLD, WHICH, input_policy
from netaudit.analysis.treatment.family import Carried, Family, Sent
from netaudit.analysis.treatment.link import link_kbps
from netaudit.analysis.treatment.mls.leaving import Service, leaves_tagged, sent
from netaudit.analysis.treatment.mqc.inbound import apply_input
from netaudit.analysis.treatment.mqc.outbound import Queueing, apply_output
from netaudit.analysis.treatment.places import ingress, policy_in, policy_of
from netaudit.analysis.treatment.words import show
from netaudit.model import Device, Interface, Marking, Packet, Reason, Step

RULES = Queueing(default_percent=0.0, levels=1)
"""What the MQC engine has to know of these supervisors."""

TRUSTED = "default: trusted"
NO_TAG = "unknown: which CoS a frame gets that came without a tag"
ONE_QUEUE = "default: one queue for all but the switch's own control packets"
FIFO = "fifo"


def arrive(device: Device, port: Interface, packet: Packet) -> Carried:
    """A packet that comes in by a port or the members of a channel."""
    return take_in(device, port, packet, _arrive)


def _arrive(device: Device, port: Interface, packet: Packet) -> Carried:
    """A packet that comes in by one port: its policy for the VLAN, its own, that of the VLAN interface."""
    carried = _trust(device, port, on_the_wire(port, packet))
    of_vlan, known = input_policy(port, packet.vlan)
    if not known:
        return doubtful(UNTOLD, carried, WHICH, UNTOLD.places)
    if of_vlan:
        alone = replace(port, policies=(replace(of_vlan, kind="qos"),))
        return apply_input(device, alone, carried, (policy_in(port, of_vlan.kind),))
    svi = None if packet.vlan is None or not port.is_switchport else device.svis.get(packet.vlan)
    if port.policy_in or svi is None or not svi.policy_in:
        return apply_input(device, port, carried)
    return apply_input(device, svi, carried, (policy_of(svi, "input"),))


def _trust(device: Device, port: Interface, carried: Carried) -> Carried:
    """Trusted, or both markings 0 where the port waits for a device that is not there."""
    lost = unmet(device, port, carried.packet)
    marking = carried.marking if lost is None else untagged_zero(carried.marking)
    given = (ingress("trust_device"),) if port.trust_device else ()
    step = Step(
        stage="trust",
        decided_by=f"qos trust device {port.trust_device}" if port.trust_device else TRUSTED,
        marking=marking,
        says="" if lost is None else f"{lost.why}: {show(marking)}",
        places=given if lost is None else lost.places,
        reason=lost.reason if lost else None if port.trust_device else Reason.TRUSTED,
    )
    return carried.after(step)


def leave(device: Device, port: Interface, carried: Carried) -> Sent:
    """A packet that leaves by a port or the members of a channel."""
    return send(device, port, carried, _leave)


def _leave(device: Device, port: Interface, carried: Carried) -> Sent:
    """A packet that leaves by one port."""
    tagged = leaves_tagged(device, port, carried)
    ready = replace(carried, marking=_framed(carried.marking, tagged=tagged))
    rate = link_kbps(device, port)
    if port.policy_out:
        return _with_doubt(apply_output(device, port.policy_out, ready, rate, RULES))
    service = Service(decided_by=ONE_QUEUE, says="", link_kbps=rate.kbps)
    step = Step(
        stage="queue", decided_by=ONE_QUEUE, marking=ready.marking, says="not strict, nothing reserved"
    )
    return _with_doubt(replace(sent(ready, service, ready.marking, FIFO, None), steps=(step,)))


def _framed(marking: Marking, *, tagged: bool) -> Marking:
    """The marking with the tag, or without, that the frame leaves with.

    A frame that came without tag may get the port's CoS, 0, or one by its DSCP: for best effort the same.
    """
    if not tagged:
        return replace(marking, tagged=False, cos=None)
    if marking.cos is None and marking.dscp is not None and marking.dscp >> 3 == 0:
        return replace(marking, tagged=True, cos=0)
    return replace(marking, tagged=True)


def _with_doubt(way: Sent) -> Sent:
    """The way out, and that its CoS is not known where nothing has set it."""
    if not way.exit.tagged or way.exit.cos is not None:
        return way
    marking = Marking(dscp=way.exit.dscp, tagged=True)
    step = Step(stage="exit", decided_by=NO_TAG, marking=marking, known=False)
    return replace(way, steps=(*way.steps, step))


FAMILY = Family(
    ingress=arrive,
    egress=leave,
    sources=(
        "Catalyst 4500 software configuration guide 15.0(2)SG, chapter 37, QoS on Supervisor Engine 6-E",
        "Catalyst 4500 software configuration guide XE 3.9E and 15.2(5)E, chapter 44",
        "Quality of Service on the Catalyst 4500E Supervisor Engines, white paper c11-539588",
        "End-to-End QoS Network Design, 2nd edition, chapter 15: Campus Distribution (Catalyst 4500)",
    ),
)
