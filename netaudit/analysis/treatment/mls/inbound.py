"""A packet on its way into an MLS Catalyst, from the wire to its internal marking."""

from collections.abc import Callable

from msgspec.structs import replace

from netaudit.analysis.treatment.agreement import agreed_in, nowhere
from netaudit.analysis.treatment.arrival import arrive
from netaudit.analysis.treatment.bundles import ports_behind
from netaudit.analysis.treatment.family import Carried
from netaudit.analysis.treatment.mls.policy import classified
from netaudit.analysis.treatment.mls.switch import off
from netaudit.model import Device, Interface, Packet, Reason, Step

Ingress = Callable[[Device, Interface, Packet], Carried]


def always_on(device: Device, port: Interface, packet: Packet) -> Carried:
    """QoS has no switch (2950): trust and policies always count."""
    return by_members(device, port, packet, _classify)


def switched(device: Device, port: Interface, packet: Packet) -> Carried:
    """QoS is off until ``mls qos`` (2960, 3550, 3560, 3750): then every marking passes untouched."""
    return by_members(device, port, packet, _classify if device.globals.mls_qos else _pass)


def by_members(device: Device, port: Interface, packet: Packet, one: Ingress) -> Carried:
    """A channel's packets come in by its members, those of a VLAN interface by the ports of the VLAN."""
    ports = ports_behind(device, port)
    if not ports:
        step = nowhere("trust", port, tagged=packet.cos is not None)
        return Carried(packet=packet, marking=step.marking, steps=(step,))
    if ports == (port,):
        return one(device, port, packet)
    return agreed_in(ports, tuple(one(device, each, packet) for each in ports))


def _classify(device: Device, port: Interface, packet: Packet) -> Carried:
    """Input policy and trust."""
    return classified(device, port, arrive(port, packet))


def _pass(device: Device, port: Interface, packet: Packet) -> Carried:
    """QoS is off: the marking stays, whatever trust or policy lines say."""
    carried = arrive(port, packet)
    text, places = off(device)
    step = Step(stage="trust", decided_by=text, marking=carried.marking, places=places, reason=Reason.QOS_OFF)
    return replace(carried, label="none", steps=(*carried.steps, step))
