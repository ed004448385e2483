"""From the wire into the switch: trusted by default, conditional trust, input policy of port or VLAN."""

from msgspec.structs import replace

from netaudit.analysis.phones import data_vlan_of, voice_vlan_of
from netaudit.analysis.treatment import places
from netaudit.analysis.treatment.family import Carried
from netaudit.analysis.treatment.mqc.inbound import apply_input
from netaudit.analysis.treatment.uadp.bundle import carriers, inert, place_of, policy_of, same
from netaudit.analysis.treatment.words import show
from netaudit.model import Device, Interface, Marking, Packet
from netaudit.model.treatment import Place, Step

TRUSTED = "default: trusted"
EXTEND = "default: switchport priority extend cos 0"


def arrive(device: Device, port: Interface, packet: Packet) -> Carried:
    """A packet taken in by a port, or by whichever member of a bundle."""
    ways = tuple(_through(device, each, port, packet) for each in carriers(device, port))
    outcomes = [replace(way, steps=()) for way in ways]
    carried = ways[0] if same(outcomes) else _doubtful(port, ways)
    last = Step(stage="input-policy", decided_by="", marking=carried.marking)
    return replace(carried, steps=carried.steps + inert(port, "input", last))


def _through(device: Device, port: Interface, asked: Interface, packet: Packet) -> Carried:
    """A packet taken in by one physical port; ``asked`` is that port or its bundle."""
    carried = _from_phone(port, _arrived(port, asked, packet))
    place = place_of(places.ingress("trust_device"), port, asked)
    if port.trust_device is None:
        step = Step(stage="trust", decided_by=TRUSTED, marking=carried.marking)
        return _by_policy(device, port, asked, _add(carried, step))
    why, decisive = _why_unmet(device, port, packet)
    decided = f"trust device {port.trust_device}"
    if not why:
        step = Step(stage="trust", decided_by=decided, marking=carried.marking, places=(place,))
        return _by_policy(device, port, asked, _add(carried, step))
    zero = replace(carried.marking, dscp=0, cos=0 if carried.marking.tagged else None)
    effect = ", the input policy has no effect" if policy_of(port, "input") else ""
    says = f"{show(zero)}: {why}{effect}"
    step = Step(stage="trust", decided_by=decided, marking=zero, says=says, places=(place, *decisive))
    return _add(replace(carried, marking=zero), step)


def _arrived(port: Interface, asked: Interface, packet: Packet) -> Carried:
    """The packet as it is on the wire, in its VLAN."""
    vlan = (
        packet.vlan if packet.vlan is not None else _vlan_of(asked if asked.is_switchport else port, packet)
    )
    marking = Marking(dscp=packet.dscp, cos=packet.cos, tagged=packet.cos is not None)
    return Carried(packet=replace(packet, vlan=vlan), marking=marking)


def _vlan_of(port: Interface, packet: Packet) -> int | None:
    """The VLAN that a port puts a packet in; None where that takes its tag to tell."""
    if not port.is_switchport:
        return port.encapsulation_vlan
    if packet.sender == "phone":
        return voice_vlan_of(port) or data_vlan_of(port)
    return data_vlan_of(port) if packet.sender == "pc" else None


def has_phone(port: Interface) -> bool:
    """Whether a phone is attached, so that a PC is behind it."""
    return port.role == "phone" or port.voice_vlan is not None


def _from_phone(port: Interface, carried: Carried) -> Carried:
    """What the phone makes of the PC's tagged frames before the switch sees them; it never touches DSCP."""
    packet = carried.packet
    if packet.sender != "pc" or packet.cos is None or not has_phone(port) or port.priority_extend == "trust":
        return carried
    words = (port.priority_extend or "cos 0").split()
    marking = replace(carried.marking, cos=int(words[-1]))
    decided = f"switchport priority extend {port.priority_extend}" if port.priority_extend else EXTEND
    where = (places.ingress("priority_extend"),) if port.priority_extend else ()
    return _add(
        replace(carried, marking=marking),
        Step(stage="trust", decided_by=decided, marking=marking, places=where),
    )


def _why_unmet(device: Device, port: Interface, packet: Packet) -> tuple[str, tuple[Place, ...]]:
    """Why the port does not see the device that it waits for, and the lines to blame; "" where it does."""
    if port.trust_device != "cisco-phone" or not (
        packet.sender == "phone" or (packet.sender == "pc" and has_phone(port))
    ):
        return f"no {port.trust_device} is attached", ()
    if not device.globals.cdp_run:
        return "CDP is off, the phone is never seen", (places.settings("cdp_run"),)
    if not port.cdp:
        return "CDP is off on the port, the phone is never seen", (places.ingress("cdp"),)
    return "", ()


def _by_policy(device: Device, port: Interface, asked: Interface, carried: Carried) -> Carried:
    """The port's input policy; without one, that of the packet's VLAN."""
    if policy_of(port, "input"):
        return apply_input(device, port, carried, (place_of(places.policy_in(port), port, asked),))
    vlan = carried.packet.vlan
    svi = device.svis.get(vlan) if asked.is_switchport and vlan is not None else None
    if svi is None or not svi.enabled:
        return carried
    return apply_input(device, svi, carried, (places.policy_of(svi, "input"),))


def _doubtful(port: Interface, ways: tuple[Carried, ...]) -> Carried:
    """What is left to say where the members of a bundle do different things."""
    first = ways[0]
    markings = [way.marking for way in ways]
    marking = Marking(
        dscp=first.marking.dscp if same([each.dscp for each in markings]) else None,
        cos=first.marking.cos if same([each.cos for each in markings]) else None,
        tagged=first.marking.tagged,
    )
    decided = f"unknown: the members of {port.name} are not alike"
    step = Step(stage="input-policy", decided_by=decided, marking=marking, known=False)
    return _add(replace(first, marking=marking), step)


def _add(carried: Carried, step: Step) -> Carried:
    """One step more."""
    return replace(carried, steps=(*carried.steps, step))
