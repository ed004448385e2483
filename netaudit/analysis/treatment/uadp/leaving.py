"""Onto the wire again: which marking leaves, and which queue the output policy of the port gives."""

from msgspec.structs import replace

from netaudit.analysis.phones import data_vlan_of
from netaudit.analysis.treatment import places
from netaudit.analysis.treatment.agreement import agreed_out
from netaudit.analysis.treatment.arrival import has_phone
from netaudit.analysis.treatment.family import Carried, Sent
from netaudit.analysis.treatment.link import link_kbps
from netaudit.analysis.treatment.mqc.inbound import Bearings, apply_actions
from netaudit.analysis.treatment.mqc.outbound import Queueing, apply_output
from netaudit.analysis.treatment.uadp.bundle import carriers, inert, policy_of
from netaudit.model import Device, Exit, Interface
from netaudit.model.treatment import Step

RULES = Queueing()
"""What the MQC engine has to know of this hardware."""

NO_POLICY = "default: two queues, none with priority"
COS_0 = "default: CoS 0 where a frame came without tag"


def leave(device: Device, port: Interface, carried: Carried) -> Sent:
    """A packet sent by a port, or by whichever member of a bundle."""
    ready = _tagged(device, port, _by_vlan(device, port, carried))
    if port.kind == "svi":
        return _somewhere(port, carried, ready)
    ports = carriers(device, port)
    halves = tuple(_through(device, each, ready) for each in ports)
    sent = halves[0] if ports == (port,) else agreed_out(ports, halves)
    last = Step(stage="output-policy", decided_by="", marking=ready.marking)
    steps = ready.steps[len(carried.steps) :] + inert(port, "output", last) + sent.steps
    return replace(sent, steps=steps)


def _by_vlan(device: Device, port: Interface, carried: Carried) -> Carried:
    """The output policy of the VLAN interface that the packet leaves in: it marks and does not queue."""
    svi = port if port.kind == "svi" else device.svis.get(_vlan_of(port, carried) or 0)
    if svi is None or svi.policy_out is None or not svi.enabled:
        return carried
    rate = link_kbps(device, svi)
    bearings = Bearings(device=device, stage="output-policy", direction="output", rate=rate)
    return apply_actions(bearings, svi.policy_out, carried, (places.policy_of(svi, "output"),))


def _vlan_of(port: Interface, carried: Carried) -> int | None:
    """The VLAN that a packet leaves a switch port in; on trunks the one that it came in by."""
    if not port.is_switchport:
        return None
    return carried.packet.vlan if port.mode == "trunk" else data_vlan_of(port)


def _somewhere(port: Interface, carried: Carried, ready: Carried) -> Sent:
    """A packet for a VLAN interface: marked, and queued by a port that nobody named."""
    marking = ready.marking
    left = Exit(dscp=marking.dscp, policed_kbps=ready.policed_kbps, dropped=ready.dropped)
    why = f"unknown: {port.name} does not say by which port"
    step = Step(stage="queue", decided_by=why, marking=marking, says="unknown", known=False)
    return Sent(exit=left, steps=(*ready.steps[len(carried.steps) :], step))


def _tagged(device: Device, port: Interface, carried: Carried) -> Carried:
    """The packet with the tag, or without it, that it leaves with."""
    before = carried.marking
    if not leaves_tagged(device, port, carried):
        return replace(carried, marking=replace(before, tagged=False, cos=None))
    if before.tagged or before.cos is not None:
        return replace(carried, marking=replace(before, tagged=True))
    marking = replace(before, tagged=True, cos=0)
    step = Step(stage="marking", decided_by=COS_0, marking=marking)
    return carried.after(step)


def leaves_tagged(device: Device, port: Interface, carried: Carried) -> bool:
    """Whether the frame leaves with an 802.1Q tag."""
    if not port.is_switchport:
        return port.encapsulation_vlan is not None
    if port.mode in ("access", "dynamic") and has_phone(port):
        return True
    trunk = port.mode == "trunk" or (port.mode == "dynamic" and port.role == "uplink")
    native = port.native_vlan or 1
    return trunk and (device.globals.native_tagged or carried.packet.vlan != native)


def _through(device: Device, port: Interface, carried: Carried) -> Sent:
    """A packet sent by one physical port."""
    policy = policy_of(port, "output")
    rate = link_kbps(device, port)
    if policy is not None:
        return apply_output(device, policy, carried, rate, RULES, (places.policy_out(port),))
    left = replace(carried.exit(), strict=False, guaranteed_percent=0, guaranteed_kbps=0, link_kbps=rate.kbps)
    says = "not strict, nothing reserved: priority takes an output policy"
    step = Step(stage="queue", decided_by=NO_POLICY, marking=carried.marking, says=says)
    return Sent(exit=left, steps=(step,))
