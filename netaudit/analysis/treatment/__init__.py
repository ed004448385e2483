"""What a device does to a packet between two of its interfaces, stage by stage."""

from collections.abc import Iterator

from netaudit.analysis.treatment.families import family_of
from netaudit.analysis.treatment.places import lines_of
from netaudit.analysis.treatment.words import show
from netaudit.model import Device, Interface, Marking, Packet, Stage, Treatment


def treatment(device: Device, packet: Packet, ingress: Interface, egress: Interface) -> Treatment:
    """What happens to a packet that comes in by one interface and leaves by another, on a busy link.

    What ``auto qos global compact`` leaves unshown counts.
    """
    device, ingress, egress = _whole(device, ingress, egress)
    family = family_of(device.family)
    carried = family.ingress(device, ingress, packet)
    sent = family.egress(device, egress, carried)
    return Treatment(packet=packet, exit=sent.exit, steps=carried.steps + sent.steps)


def stages(device: Device, ingress: Interface, egress: Interface, treated: Treatment) -> Iterator[Stage]:
    """The steps of a treatment with the lines that decided, for people to read."""
    device, ingress, egress = _whole(device, ingress, egress)
    packet = treated.packet
    before = show(Marking(dscp=packet.dscp, cos=packet.cos, tagged=packet.cos is not None))
    for step in treated.steps:
        after = show(step.marking)
        yield Stage(
            stage=step.stage,
            input=before,
            output=step.says or after,
            decided_by=step.decided_by,
            lines=lines_of(device, (ingress, egress), step.places),
            known=step.known,
        )
        before = after


def _whole(device: Device, ingress: Interface, egress: Interface) -> tuple[Device, Interface, Interface]:
    """A device and two of its interfaces with what its auto-QoS macros imply."""
    if not device.globals.auto_qos_compact:
        return device, ingress, egress
    from netaudit.analysis.autoqos import implied

    whole = implied(device)
    ports = {port.name: port for port in whole.interfaces}
    return whole, ports.get(ingress.name, ingress), ports.get(egress.name, egress)


__all__ = ["stages", "treatment"]
