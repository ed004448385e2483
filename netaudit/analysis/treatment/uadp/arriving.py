"""From the wire into the switch: trusted by default, conditional trust, input policy of port or VLAN."""

from msgspec.structs import replace

from netaudit.analysis.phones import data_vlan_of, voice_vlan_of
from netaudit.analysis.treatment import places
from netaudit.analysis.treatment.agreement import agreed_in
from netaudit.analysis.treatment.arrival import arrive as on_the_wire
from netaudit.analysis.treatment.arrival import unmet, untagged_zero
from netaudit.analysis.treatment.family import Carried
from netaudit.analysis.treatment.mqc.inbound import apply_input
from netaudit.analysis.treatment.uadp.bundle import carriers, inert, policy_of
from netaudit.analysis.treatment.words import show
from netaudit.model import Device, Interface, Marking, Packet, Reason
from netaudit.model.treatment import Step

TRUSTED = "default: trusted"


def arrive(device: Device, port: Interface, packet: Packet) -> Carried:
    """A packet taken in by a port, or by whichever member of a bundle."""
    inside = replace(packet, vlan=packet.vlan if packet.vlan is not None else _vlan_of(port, packet))
    ports = carriers(device, port)
    halves = tuple(_through(device, each, inside) for each in ports)
    carried = halves[0] if ports == (port,) else agreed_in(ports, halves)
    last = Step(stage="input-policy", decided_by="", marking=carried.marking)
    return replace(carried, steps=carried.steps + inert(port, "input", last))


def _through(device: Device, port: Interface, packet: Packet) -> Carried:
    """A packet taken in by one physical port."""
    carried = on_the_wire(port, packet)
    lost = unmet(device, port, packet)
    if lost is None:
        return _by_policy(device, port, carried.after(_trust(port, carried.marking)))
    zero = untagged_zero(carried.marking)
    effect = ", the input policy has no effect" if policy_of(port, "input") else ""
    step = Step(
        stage="trust",
        decided_by=f"trust device {port.trust_device}",
        marking=zero,
        says=f"{show(zero)}: {lost.why}{effect}",
        places=lost.places,
        reason=lost.reason,
    )
    return carried.after(step)


def _trust(port: Interface, marking: Marking) -> Step:
    """Trusted: without a condition, or by one that is met."""
    if port.trust_device is None:
        return Step(stage="trust", decided_by=TRUSTED, marking=marking, reason=Reason.TRUSTED)
    place = places.ingress("trust_device")
    return Step(
        stage="trust", decided_by=f"trust device {port.trust_device}", marking=marking, places=(place,)
    )


def _vlan_of(port: Interface, packet: Packet) -> int | None:
    """The VLAN that a port puts a packet in; None where that takes its tag to tell."""
    if not port.is_switchport:
        return port.encapsulation_vlan
    if packet.sender == "phone":
        return voice_vlan_of(port) or data_vlan_of(port)
    return data_vlan_of(port) if packet.sender == "pc" else None


def _by_policy(device: Device, port: Interface, carried: Carried) -> Carried:
    """The port's input policy; without one, that of the packet's VLAN."""
    if policy_of(port, "input"):
        return apply_input(device, port, carried)
    vlan = carried.packet.vlan
    svi = device.svis.get(vlan) if port.is_switchport and vlan is not None else None
    if svi is None or not svi.enabled:
        return carried
    return apply_input(device, svi, carried, (places.policy_of(svi, "input"),))
