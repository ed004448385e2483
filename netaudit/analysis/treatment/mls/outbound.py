"""A packet on its way out of an MLS Catalyst: by a port, or by the members of a channel."""

from collections.abc import Callable

from netaudit.analysis.treatment.agreement import agreed_out, nowhere
from netaudit.analysis.treatment.bundles import ports_behind
from netaudit.analysis.treatment.family import Carried, Sent
from netaudit.analysis.treatment.link import wire_kbps
from netaudit.model import Device, Exit, Interface

Port = Callable[[Device, Interface, Carried, float | None], Sent]
"""What one physical port does; the number is the rate of the port, or of the channel, in kbps."""


def by_members(device: Device, port: Interface, carried: Carried, one: Port) -> Sent:
    """Out by the port itself or the worst member of a channel; a VLAN interface does not say which port."""
    ports = () if port.kind == "svi" else ports_behind(device, port)
    if not ports:
        step = nowhere("queue", port, tagged=carried.marking.tagged)
        return Sent(exit=Exit(dscp=carried.marking.dscp, policed_kbps=carried.policed_kbps), steps=(step,))
    kbps = wire_kbps(device, port).kbps
    if ports == (port,):
        return one(device, port, carried, kbps)
    return agreed_out(ports, tuple(one(device, each, carried, kbps) for each in ports))
