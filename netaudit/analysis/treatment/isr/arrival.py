"""From the wire into a router: the marking is kept unless an input policy says otherwise."""

from msgspec.structs import replace

from netaudit.analysis.treatment import places
from netaudit.analysis.treatment.bundles import parent_of
from netaudit.analysis.treatment.family import Carried
from netaudit.analysis.treatment.isr.circuit import circuit_of
from netaudit.analysis.treatment.isr.limits import rate_limited
from netaudit.analysis.treatment.link import link_kbps
from netaudit.analysis.treatment.mqc.inbound import Bearings, apply_actions, apply_input
from netaudit.model import Device, Interface, Marking, Packet, Place, Step

KEPT = "default: a router rewrites nothing"
SWITCHED = "unknown: what a switch module makes of the marking is not in the config"


def arrive(device: Device, port: Interface, packet: Packet) -> Carried:
    """A packet taken in by a router's interface."""
    vlan = packet.vlan if packet.vlan is not None else port.encapsulation_vlan
    marking = Marking(dscp=packet.dscp, cos=packet.cos, tagged=packet.cos is not None)
    step = _trust(port, marking)
    carried = Carried(packet=replace(packet, vlan=vlan), marking=step.marking, steps=(step,))
    return rate_limited(port, "input", _by_policy(device, port, carried), places.ingress("queueing"))


def _trust(port: Interface, marking: Marking) -> Step:
    """Routed interfaces trust; a port of a switch module does where it says so."""
    if not port.is_switchport:
        return Step(stage="trust", decided_by=KEPT, marking=marking)
    if port.trust == "dscp":
        where = (places.ingress("trust"),)
        return Step(stage="trust", decided_by="mls qos trust dscp", marking=marking, places=where)
    lost = replace(marking, dscp=None)
    return Step(stage="trust", decided_by=SWITCHED, marking=lost, known=False)


def _by_policy(device: Device, port: Interface, carried: Carried) -> Carried:
    """The input policy of the interface, of its circuit, or of the interface that it is part of."""
    if port.policy_in:
        return apply_input(device, port, carried)
    circuit = circuit_of(device, port)
    if circuit is not None and circuit.record is not None and circuit.record.policy_in:
        attached = (places.of_map_class(circuit.record.name, "policy_in"),)
        return _applied(device, port, circuit.record.policy_in, carried, attached)
    parent = parent_of(device, port)
    if parent is not None and parent.policy_in:
        attached = (places.policy_of(parent, "input"),)
        return _applied(device, parent, parent.policy_in, carried, attached)
    return carried


def _applied(
    device: Device, port: Interface, name: str, carried: Carried, attached: tuple[Place, ...]
) -> Carried:
    """A policy that hangs elsewhere than on the ingress interface."""
    rate = link_kbps(device, port)
    bearings = Bearings(device=device, stage="input-policy", direction="input", rate=rate)
    return apply_actions(bearings, name, carried, attached)
