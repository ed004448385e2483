"""Ports of a chassis: trust is also that of a channel or main interface, queues are the physical ports'."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from netaudit.analysis.treatment.agreement import agreed_in, agreed_out, nowhere
from netaudit.analysis.treatment.arrival import vlan_of
from netaudit.analysis.treatment.bundles import channel_of, parent_of, ports_behind
from netaudit.analysis.treatment.family import Carried, Sent
from netaudit.analysis.treatment.places import moved
from netaudit.model import Device, Exit, Interface, Packet, Place

INHERITED: Mapping[str, object] = {
    "default_cos": None,
    "dscp_mutation": None,
    "platform_trust": None,
    "trust": None,
    "trust_device": None,
    "vlan_based": False,
}
"""Fields that a port takes from the one above it where it says nothing, and what nothing is; sorted."""


def take_in(
    device: Device, port: Interface, packet: Packet, one: Callable[[Device, Interface, Packet], Carried]
) -> Carried:
    """A packet that comes in by a port, or by the members of a channel."""
    ports = ports_behind(device, port)
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
    above = _above(device, port)
    fields = {} if above is None else _taken(port, above)
    if above is None or not fields:
        return one(device, port, packet)
    carried = one(device, replace(port, **fields), packet)
    steps = tuple(
        replace(step, places=tuple(_at(place, above, fields) for place in step.places))
        for step in carried.steps
    )
    return replace(carried, steps=steps)


def _above(device: Device, port: Interface) -> Interface | None:
    """The channel that a port is a member of, or the main interface of a subinterface."""
    return parent_of(device, port) if port.channel_group is None else channel_of(device, port)


def _taken(port: Interface, above: Interface) -> dict[str, object]:
    """What a port has from the one above it; subinterfaces have no policies from there."""
    mine = {field: getattr(above, field) for field, no in INHERITED.items() if getattr(port, field) == no}
    fields = {field: value for field, value in mine.items() if value != INHERITED[field]}
    if above.kind == "port-channel" and not any(each.direction == "input" for each in port.policies):
        fields["policies"] = above.policies
    return fields


def _at(place: Place, above: Interface, fields: Mapping[str, object]) -> Place:
    """The place of a setting that the channel has for its members."""
    if place.of == "ingress" and fields.keys() & set(place.fields):
        return moved(place, above)
    return place


def send(
    device: Device, port: Interface, carried: Carried, one: Callable[[Device, Interface, Carried], Sent]
) -> Sent:
    """A packet that leaves by a port, or by the members of a channel; a VLAN interface does not say which."""
    ports = () if port.kind == "svi" else ports_behind(device, port)
    if not ports:
        left = Exit(dscp=carried.marking.dscp, policed_kbps=carried.policed_kbps)
        return Sent(exit=left, steps=(nowhere("queue", port, tagged=carried.marking.tagged),))
    halves = tuple(one(device, each, carried) for each in ports)
    return halves[0] if ports == (port,) else agreed_out(ports, halves)


def card_port(device: Device, port: Interface) -> Interface:
    """The port whose queues a packet goes through: the main interface of a subinterface."""
    return parent_of(device, port) or port


def on_card(way: Sent, port: Interface, card: Interface) -> Sent:
    """The way out with its lines where they stand: on the main interface."""
    if card is port:
        return way
    return replace(way, steps=tuple(replace(step, places=_moved(step.places, card)) for step in way.steps))


def _moved(places: tuple[Place, ...], card: Interface) -> tuple[Place, ...]:
    """Places of the port that the packet leaves by, as those of its main interface."""
    return tuple(moved(place, card) if place.of == "egress" else place for place in places)
