"""How a packet comes in by a Catalyst port: its VLAN, its tag, and the phone that stands before a PC."""

from typing import NamedTuple

from msgspec.structs import replace

from netaudit.analysis.treatment.family import Carried
from netaudit.analysis.treatment.places import ingress, settings
from netaudit.model import Device, Interface, Marking, Packet, Place, Reason, Step

HIGHEST_COS = 7


def has_phone(port: Interface) -> bool:
    """Whether a port is one for a phone."""
    return port.role == "phone" or port.voice_vlan is not None


def default_cos(port: Interface) -> int:
    """The CoS that a port gives to untagged frames where it trusts CoS; 0 where nothing sensible is set."""
    cos = port.default_cos
    return cos if cos is not None and cos <= HIGHEST_COS else 0


def vlan_of(port: Interface, packet: Packet) -> int | None:
    """The VLAN that a packet comes in by; None where it is not said or the port is routed."""
    if packet.vlan is not None or not port.is_switchport:
        return packet.vlan
    if packet.sender == "phone" and isinstance(port.voice_vlan, int):
        return port.voice_vlan
    if port.mode == "trunk":
        return (port.native_vlan or 1) if packet.cos is None else None
    return port.access_vlan or 1


def arrive(port: Interface, packet: Packet) -> Carried:
    """The packet as it is on the wire: a phone has reset the CoS of what the PC behind it tagged."""
    marking = Marking(dscp=packet.dscp, cos=packet.cos, tagged=packet.cos is not None)
    carried = Carried(packet=packet, marking=marking)
    if packet.sender != "pc" or packet.cos is None or not has_phone(port):
        return carried
    cos = _extended(port, packet.cos)
    if cos == packet.cos:
        return carried
    marking = replace(marking, cos=cos)
    written = port.priority_extend is not None
    step = Step(
        stage="marking",
        decided_by=f"switchport priority extend cos {cos}"
        if written
        else "default: the phone resets the PC's CoS",
        marking=marking,
        places=(ingress("priority_extend"),) if written else (),
    )
    return replace(carried, marking=marking, steps=(step,))


def _extended(port: Interface, cos: int) -> int:
    """What the phone makes of the CoS of the PC behind it."""
    if port.priority_extend == "trust":
        return cos
    last = (port.priority_extend or "0").split()[-1]
    return min(int(last), HIGHEST_COS) if last.isdecimal() else 0


class Unmet(NamedTuple):
    """Why a port does not see the device that its trust waits for."""

    why: str
    places: tuple[Place, ...]
    reason: Reason


def unmet(device: Device, port: Interface, packet: Packet) -> Unmet | None:
    """Whether conditional trust is not met for a packet; None where it is, or where the port has none."""
    if port.trust_device is None:
        return None
    waiting = ingress("trust_device")
    phone = packet.sender == "phone" or (packet.sender == "pc" and has_phone(port))
    if port.trust_device != "cisco-phone" or not phone:
        return Unmet(f"no {port.trust_device} is attached", (waiting,), Reason.NO_DEVICE)
    if not device.globals.cdp_run:
        return Unmet("CDP is off, the phone is never seen", (waiting, settings("cdp_run")), Reason.CDP_OFF)
    if not port.cdp:
        return Unmet(
            "CDP is off on the port, the phone is never seen", (waiting, ingress("cdp")), Reason.CDP_OFF
        )
    return None


def untagged_zero(marking: Marking) -> Marking:
    """Both markings 0; a frame without a tag has no CoS."""
    return replace(marking, dscp=0, cos=0 if marking.tagged else None)
