"""A packet on its way into a 4500 with a classic supervisor: trust, the internal DSCP, the input policy."""

from msgspec.structs import replace

from netaudit.analysis.treatment.arrival import Unmet, default_cos, unmet, vlan_of
from netaudit.analysis.treatment.arrival import arrive as on_the_wire
from netaudit.analysis.treatment.c4500l.maps import cos_to_dscp, dscp_to_cos
from netaudit.analysis.treatment.chassis.channels import take_in
from netaudit.analysis.treatment.chassis.policies import Seat, doubtful, through
from netaudit.analysis.treatment.chassis.vlans import UNTOLD, WHICH, input_policy
from netaudit.analysis.treatment.family import Carried
from netaudit.analysis.treatment.mls.maps import map_step
from netaudit.analysis.treatment.places import ingress, of_class, policy_in, policy_of, settings
from netaudit.analysis.treatment.words import show
from netaudit.model import Device, Interface, Packet, Place, PolicyClass, PolicyMap, Step

FROM_DSCP, FROM_TAG = "dscp", "cos"
"""What a tagged frame takes its CoS from when it leaves: the internal DSCP, or the CoS that was trusted."""

PORT_DSCP = "qos dscp "
"""The start of the line that sets the DSCP of what comes untrusted."""

DSCPS = frozenset(map(str, range(64)))
NO_QOS = "no qos"
"""The line that turns QoS off on one port."""

Source = tuple[str, tuple[Place, ...]]
"""A line in normal form (or a default) and where it stands."""


def arrive(device: Device, port: Interface, packet: Packet) -> Carried:
    """A packet that comes in by a port or the members of a channel."""
    return take_in(device, port, packet, _arrive)


def _arrive(device: Device, port: Interface, packet: Packet) -> Carried:
    """A packet that comes in by one port."""
    wire = on_the_wire(port, packet)
    if (why := _off(device, port)) is not None:
        return _trust_dscp(device, wire, why)
    inside = by_port(device, port, wire)
    if not input_policy(port, packet.vlan)[1]:
        return doubtful(UNTOLD, inside, WHICH, UNTOLD.places)
    seat = seat_of(device, port, packet)
    if seat is None:
        return inside

    def trusting(policy: PolicyMap, part: PolicyClass, carried: Carried) -> Carried:
        """A class that trusts a field of the packet goes back to what was on the wire."""
        source = (f"trust {part.trust}", (of_class(policy.name, part.name, "trust"),))
        was = replace(carried, marking=wire.marking)
        return by_field(device, port, was, part.trust or FROM_DSCP, source)

    return through(device, seat, inside, trusting)


def _off(device: Device, port: Interface) -> Source | None:
    """What says that QoS is off, on the switch or on the port; None where it is on."""
    if device.globals.qos:
        return ("no qos", (ingress("queueing"),)) if NO_QOS in port.queueing else None
    return ("no qos", (settings("qos"),)) if "qos" in device.globals.at else ("default: no qos", ())


def seat_of(device: Device, port: Interface, packet: Packet) -> Seat | None:
    """The input policy: the port's for the VLAN; if VLAN-based, the VLAN interface's; else the port's."""
    of_vlan, _known = input_policy(port, packet.vlan)
    if of_vlan:
        place = policy_in(port, of_vlan.kind)
        return Seat(of_vlan.name, "input-policy", "service-policy input", (place,))
    vlan = vlan_of(port, packet) if port.vlan_based else None
    svi = None if vlan is None else device.svis.get(vlan)
    if svi is not None and svi.policy_in:
        places = (ingress("vlan_based"), policy_of(svi, "input"))
        return Seat(svi.policy_in, "input-policy", "service-policy input", places)
    if port.policy_in:
        return Seat(port.policy_in, "input-policy", "service-policy input", (policy_in(port),))
    return None


def by_port(device: Device, port: Interface, carried: Carried) -> Carried:
    """What the trust state of the port makes of a packet."""
    if (lost := unmet(device, port, carried.packet)) is not None:
        source = (f"qos trust device {port.trust_device}", lost.places)
        return _untrusted(device, port, carried, source, lost)
    if port.trust is None:
        return _untrusted(device, port, carried, ("default: untrusted", ()))
    return by_field(
        device, port, carried, port.trust, (f"qos trust {port.trust}", (ingress("trust", "trust_device"),))
    )


def by_field(device: Device, port: Interface, carried: Carried, field: str, source: Source) -> Carried:
    """What comes of trusting a field: ``cos``, or ``dscp``."""
    if field == FROM_TAG:
        return _trust_cos(device, port, carried, source)
    return _trust_dscp(device, carried, source)


def _untrusted(
    device: Device, port: Interface, carried: Carried, source: Source, lost: Unmet | None = None
) -> Carried:
    """The internal DSCP is that of the port, 0 unless a line sets it, and the CoS that of the DSCP."""
    text, places = source
    dscp = _port_dscp(port)
    if dscp:
        text, places = f"{text}, {PORT_DSCP}{dscp}", (*places, ingress("queueing"))
    marking = replace(carried.marking, dscp=dscp, cos=dscp_to_cos(device, dscp).value)
    step = Step(
        stage="trust",
        decided_by=text,
        marking=marking,
        says=f"{lost.why}: {show(marking)}" if lost else "",
        places=places,
        reason=lost.reason if lost else None,
    )
    return _next(carried, FROM_DSCP, step)


def _port_dscp(port: Interface) -> int:
    """The DSCP of what comes untrusted; 0 where nothing sensible is set."""
    words = next((line.split()[2:] for line in port.queueing if line.startswith(PORT_DSCP)), [])
    return int(words[0]) if words and words[0] in DSCPS else 0


def _trust_dscp(device: Device, carried: Carried, source: Source) -> Carried:
    """The internal DSCP is the packet's."""
    dscp = carried.marking.dscp
    cos = None if dscp is None else dscp_to_cos(device, dscp).value
    marking = replace(carried.marking, cos=cos if carried.marking.tagged else None)
    step = Step(stage="trust", decided_by=source[0], marking=marking, places=source[1])
    return _next(carried, FROM_DSCP, step)


def _trust_cos(device: Device, port: Interface, carried: Carried, source: Source) -> Carried:
    """The CoS of the tag, or the port's without a tag: it gives the internal DSCP, and leaves as it came."""
    text, places = source
    cos = carried.marking.cos
    if cos is None:
        cos = default_cos(port)
        written = "default_cos" in port.at
        text = f"{text}, qos cos {cos}" if written else f"{text}, default: CoS {cos} without a tag"
        places = (*places, ingress("default_cos")) if written else places
    marking = replace(carried.marking, cos=cos)
    trusted = _next(carried, FROM_TAG, Step(stage="trust", decided_by=text, marking=marking, places=places))
    found = cos_to_dscp(device, cos)
    marking = replace(marking, dscp=found.value)
    return _next(trusted, FROM_TAG, map_step(found, marking))


def _next(carried: Carried, label: str, step: Step) -> Carried:
    """The packet after one step more."""
    return replace(carried, marking=step.marking, label=label, steps=(*carried.steps, step))
