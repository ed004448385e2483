"""Ports of a chassis: the channel's trust and policies hold for its members, queues are the members' own."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from netaudit.analysis.treatment.family import Carried, Sent
from netaudit.analysis.treatment.mls.arrival import vlan_of
from netaudit.analysis.treatment.mls.bundle import agreed_in, agreed_out, members, nowhere
from netaudit.model import Device, Exit, Interface, Packet, Place

INHERITED: Mapping[str, object] = {
    "default_cos": None,
    "dscp_mutation": None,
    "platform_trust": None,
    "trust": None,
    "trust_device": None,
    "vlan_based": False,
}
"""Fields that a member takes from its channel where it says nothing itself, and what nothing is; sorted."""


def take_in(
    device: Device, port: Interface, packet: Packet, one: Callable[[Device, Interface, Packet], Carried]
) -> Carried:
    """A packet that comes in by a port, or by the members of a channel."""
    ports = members(device, port)
    if not ports:
        step = nowhere("trust", port, tagged=packet.cos is not None)
        return Carried(packet=packet, marking=step.marking, steps=(step,))
    inside = replace(packet, vlan=vlan_of(port, packet))
    halves = tuple(_into(device, each, inside, one) for each in ports)
    return halves[0] if ports == (port,) else agreed_in(ports, halves)


def _into(
    device: Device, port: Interface, packet: Packet, one: Callable[[Device, Interface, Packet], Carried]
) -> Carried:
    """A packet that comes in by one port, with what that port has from its channel."""
    above = _channel(device, port)
    fields = {} if above is None else _taken(port, above)
    if above is None or not fields:
        return one(device, port, packet)
    carried = one(device, replace(port, **fields), packet)
    steps = tuple(
        replace(step, places=tuple(_at(place, above, fields) for place in step.places))
        for step in carried.steps
    )
    return replace(carried, steps=steps)


def _channel(device: Device, port: Interface) -> Interface | None:
    """The channel that a port is a member of."""
    if port.channel_group is None:
        return None
    name = f"Port-channel{port.channel_group}"
    return next((each for each in device.interfaces if each.name == name), None)


def _taken(port: Interface, above: Interface) -> dict[str, object]:
    """What a member has from its channel."""
    mine = {field: getattr(above, field) for field, no in INHERITED.items() if getattr(port, field) == no}
    fields = {field: value for field, value in mine.items() if value != INHERITED[field]}
    if above.policy_in and not port.policy_in:
        fields["policies"] = (*port.policies, *(each for each in above.policies if each.direction == "input"))
    return fields


def _at(place: Place, above: Interface, fields: Mapping[str, object]) -> Place:
    """The place of a setting that the channel has for its members."""
    if place.of == "ingress" and fields.keys() & set(place.fields):
        return Place("interface", above.name, place.fields, place.index)
    return place


def send(
    device: Device, port: Interface, carried: Carried, one: Callable[[Device, Interface, Carried], Sent]
) -> Sent:
    """A packet that leaves by a port, or by the members of a channel; a VLAN interface does not say which."""
    ports = () if port.kind == "svi" else members(device, port)
    if not ports:
        left = Exit(dscp=carried.marking.dscp, policed_kbps=carried.policed_kbps)
        return Sent(exit=left, steps=(nowhere("queue", port, tagged=carried.marking.tagged),))
    halves = tuple(one(device, each, carried) for each in ports)
    return halves[0] if ports == (port,) else agreed_out(ports, halves)
