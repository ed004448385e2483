"""Catalyst 6500 and 7600 with Supervisor 1A to 720: PFC QoS, and queues that depend on the line card."""

from functools import partial

from msgspec.structs import replace

from netaudit.analysis.treatment.arrival import arrive as on_the_wire
from netaudit.analysis.treatment.c6500.leaving import leave
from netaudit.analysis.treatment.c6500.switch import QUEUES_ONLY, queues_only
from netaudit.analysis.treatment.chassis.channels import take_in
from netaudit.analysis.treatment.family import Carried, Family
from netaudit.analysis.treatment.mls.inbound import switched
from netaudit.model import Device, Interface, Packet, Place, Step


def arrive(device: Device, port: Interface, packet: Packet) -> Carried:
    """A packet that comes in by a port or a channel: its policy, else the trust state of the port."""
    if places := queues_only(device):
        return take_in(device, port, packet, partial(_untouched, places))
    carried = take_in(device, port, packet, switched)
    # The CoS that leaves is always that of the internal DSCP, also where CoS was trusted.
    return replace(carried, label="dscp") if carried.label == "cos" else carried


def _untouched(places: tuple[Place, ...], _device: Device, port: Interface, packet: Packet) -> Carried:
    """Only queues are on: every marking stays."""
    carried = on_the_wire(port, packet)
    step = Step(stage="trust", decided_by=QUEUES_ONLY, marking=carried.marking, places=places)
    return replace(carried, label="none", steps=(*carried.steps, step))


FAMILY = Family(
    ingress=arrive,
    egress=leave,
    sources=(
        "Catalyst 6500 Cisco IOS software configuration guide 12.1E, chapter 31, Configuring PFC QoS",
        "Catalyst 6500 Cisco IOS software configuration guide 12.2SX, chapter 36, Configuring PFC QoS",
        "Understanding Quality of Service on the Catalyst 6500 Switch, white paper 4.07, February 2009",
        "Catalyst 6000 software configuration guide 6.3 and 6.4, figure 41-6: default queues by port type",
        "Catalyst 6500 command reference 8.4: set qos wrr",
        "Cisco 24055: QoS classification and marking on Catalyst 6500 with Cisco IOS",
    ),
)
