"""Catalyst 6500 and 6800 with Supervisor 2T or 6T: trusted by default, MQC policies, lan-queuing policies.

Marking and policing are in policies of ports and VLANs, queues in ``policy-map type lan-queuing`` on ports.
Without one, queues are chosen by CoS as on older line cards; all cards of those supervisors have one strict.
"""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from netaudit.analysis.treatment.arrival import arrive as on_the_wire
from netaudit.analysis.treatment.arrival import default_cos, untagged_zero
from netaudit.analysis.treatment.c6500.leaving import by_card
from netaudit.analysis.treatment.c6500.ports import KINDS
from netaudit.analysis.treatment.chassis.channels import card_port, on_card, send, take_in
from netaudit.analysis.treatment.chassis.policies import Seat, nothing_trusted, through
from netaudit.analysis.treatment.family import Carried, Family, Sent
from netaudit.analysis.treatment.link import link_kbps
from netaudit.analysis.treatment.mls.leaving import egress_cos, leaves_tagged
from netaudit.analysis.treatment.mqc.inbound import apply_input
from netaudit.analysis.treatment.mqc.outbound import Queueing, apply_output
from netaudit.analysis.treatment.places import ingress, policy_of, policy_out
from netaudit.model import DEFAULT_COS_DSCP, Device, Interface, Marking, Packet, Reason, Step

RULES = Queueing(default_percent=0.0, levels=1)
"""What the MQC engine has to know of line cards."""

CARDS = tuple(kind for kind in KINDS if kind.name in {"1p3qXt", "1p7qXt"})
"""Kinds of ports that cards of these supervisors have, as far as their default queues go."""

LAN_QUEUING = "lan-queuing"
TRUSTED = "default: trusted"
VLAN_BASED = "platform qos vlan-based"


def arrive(device: Device, port: Interface, packet: Packet) -> Carried:
    """A packet that comes in by a port or the members of a channel."""
    return take_in(device, port, packet, _arrive)


def _arrive(device: Device, port: Interface, packet: Packet) -> Carried:
    """A packet that comes in by one port: trust, then the policy of the port, or of its VLAN."""
    carried = _trust(port, on_the_wire(port, packet))
    svi = device.svis.get(packet.vlan) if packet.vlan is not None else None
    if VLAN_BASED not in port.queueing:
        return apply_input(device, port, carried)
    if svi is None:
        return carried
    return apply_input(device, svi, carried, (policy_of(svi, "input"),))


def _trust(port: Interface, carried: Carried) -> Carried:
    """The marking by the trust state of the port."""
    words = port.platform_trust or ""
    make = TRUST.get(words.partition(" ")[0])
    marking = make(port, carried.marking) if make else replace(carried.marking, dscp=None)
    step = Step(
        stage="trust",
        decided_by=f"platform qos trust {words}" if words else TRUSTED,
        marking=marking,
        places=(ingress("platform_trust"),) if words else (),
        known=make is not None,
        reason=None if words else Reason.TRUSTED,
    )
    return carried.after(step)


def _dscp(_port: Interface, marking: Marking) -> Marking:
    """DSCP is trusted."""
    return marking


def _none(_port: Interface, marking: Marking) -> Marking:
    """Nothing is trusted."""
    return untagged_zero(marking)


def _cos(port: Interface, marking: Marking) -> Marking:
    """The CoS, or the port's where there is no tag, decides on the DSCP."""
    return replace(marking, dscp=DEFAULT_COS_DSCP[default_cos(port) if marking.cos is None else marking.cos])


def _precedence(_port: Interface, marking: Marking) -> Marking:
    """The first three bits of the DSCP decide."""
    return marking if marking.dscp is None else replace(marking, dscp=DEFAULT_COS_DSCP[marking.dscp >> 3])


TRUST: Mapping[str, Callable[[Interface, Marking], Marking]] = {
    "": _dscp,
    "cos": _cos,
    "dscp": _dscp,
    "none": _none,
    "precedence": _precedence,
}
"""Word after ``platform qos trust``, if there is the line, to what it makes of a marking; sorted."""


def leave(device: Device, port: Interface, carried: Carried) -> Sent:
    """A packet that leaves by a port or the members of a channel."""
    return send(device, port, carried, _leave)


def _leave(device: Device, port: Interface, carried: Carried) -> Sent:
    """A packet that leaves by one port: the port's policy, then the queues."""
    ready = _by_cos(device, _by_policy(device, port, carried))
    wire = _on_the_wire(device, port, ready)
    card = card_port(device, port)
    queueing = next((each.name for each in card.policies if (each.kind, each.direction) == LAN_OUT), None)
    rate = link_kbps(device, port)
    if queueing is None:
        way = by_card(card, CARDS, ready, wire, rate.kbps)
    else:
        way = apply_output(device, queueing, ready, rate, RULES, (policy_out(card, LAN_QUEUING),))
        way = replace(way, exit=replace(way.exit, tagged=wire.tagged, cos=wire.cos))
    steps = on_card(way, port, card).steps
    return replace(way, steps=(*ready.steps[len(carried.steps) :], *steps))


LAN_OUT = (LAN_QUEUING, "output")
"""Kind and direction of the policy that queues."""


def _by_policy(device: Device, port: Interface, carried: Carried) -> Carried:
    """The output policy of the port, which marks and polices."""
    if not port.policy_out:
        return carried
    seat = Seat(port.policy_out, "output-policy", "service-policy output", (policy_out(port),))
    return through(device, seat, carried, nothing_trusted)


def _by_cos(device: Device, carried: Carried) -> Carried:
    """The packet with the CoS of its DSCP, by which queues are chosen whether it leaves with a tag or not."""
    cos, mapped = egress_cos(device, carried)
    marking = replace(carried.marking, cos=cos, tagged=True)
    return replace(carried, marking=marking, steps=(*carried.steps, *mapped))


def _on_the_wire(device: Device, port: Interface, carried: Carried) -> Marking:
    """The marking that the frame leaves with."""
    tagged = leaves_tagged(device, port, carried)
    return replace(carried.marking, tagged=tagged, cos=carried.marking.cos if tagged else None)


FAMILY = Family(
    ingress=arrive,
    egress=leave,
    sources=(
        "Catalyst 6500 software configuration guide 15.1SY, PFC QoS (not retrieved; see docs/qos/c6800.md)",
        "End-to-End QoS Network Design, 2nd edition, chapter 16: Campus Core (Cisco Catalyst 6500)",
        "Catalyst 6500 Cisco IOS software configuration guide 12.2SX, chapter 36: the same line cards",
    ),
)
