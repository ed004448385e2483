"""Whether a QoS policy does anything where it is attached."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from netaudit.model import Device, Interface, PolicyMap

MEMBER_QUEUES = frozenset({"c2950", "c3550", "c3k", "uadp"})
"""Families whose port-channels leave policies to their members."""

INPUT_ONLY = frozenset({"c2950", "c3k"})
"""Families that act on packets by policies as they come in, and never as they leave."""

VLAN_BASED = frozenset({"c3k", "c6500"})
"""Families on which an SVI's policy counts for ports with ``mls qos vlan-based`` only."""

ENCAPSULATED = frozenset({"subinterface", "tunnel"})
"""Kinds of interfaces that have no queue of their own."""


class Void(NamedTuple):
    """A place where a policy does nothing: whether an interface is one, and why."""

    holds: Callable[[Device, Interface], bool]
    why: str


def _on_channel(device: Device, port: Interface) -> bool:
    """A policy on a bundle of a Catalyst that has members."""
    number = port.name.removeprefix("Port-channel")
    members = (each for each in device.interfaces if str(each.channel_group) == number)
    attached = port.policy_in or port.policy_out
    return device.family in MEMBER_QUEUES and port.kind == "port-channel" and bool(attached and any(members))


def _outbound(device: Device, port: Interface) -> bool:
    """An output policy on hardware that takes none."""
    return device.family in INPUT_ONLY and port.policy_out is not None and port.kind != "port-channel"


def _on_member(_device: Device, port: Interface) -> bool:
    """A queueing policy on a line of a multilink bundle."""
    member = port.multilink_group is not None and not port.name.startswith("Multilink")
    return member and port.policy_out is not None


def _unqueued(device: Device, port: Interface) -> bool:
    """A queueing policy where only a shaper makes a queue."""
    ethernet = port.kind == "tunnel" or port.encapsulation_vlan is not None
    policy = device.policy_map(port.policy_out)
    return device.family == "isr" and port.kind in ENCAPSULATED and ethernet and _queues_flat(policy)


def _not_vlan_based(device: Device, port: Interface) -> bool:
    """An input policy on an SVI of whose ports none asks the SVI."""
    if device.family not in VLAN_BASED or port.kind != "svi" or port.policy_in is None:
        return False
    return not any(each.vlan_based for each in device.interfaces)


VOIDS = (
    Void(_on_channel, "no effect: policies act on the members of a port-channel, not on the bundle"),
    Void(_outbound, "no effect: this hardware has input policies only"),
    Void(_on_member, "no effect: the bundle queues for its lines, attach the policy there"),
    Void(_unqueued, "no effect: without a shaper above it a queueing policy has no queue to act on here"),
    Void(_not_vlan_based, "no effect: no port has mls qos vlan-based, so none asks the policy of its VLAN"),
)
"""Every place where a policy does nothing."""


def why_ineffective(device: Device, port: Interface) -> Iterator[str]:
    """Why the QoS policies of an interface do nothing; nothing where they work."""
    yield from (void.why for void in VOIDS if void.holds(device, port))


def _queues_flat(policy: PolicyMap | None) -> bool:
    """Whether a policy queues without shaping first."""
    if policy is None or any(part.shape_bps or part.shape_percent for part in policy.classes):
        return False
    return any(part.priority or part.bandwidth_percent or part.bandwidth_kbps for part in policy.classes)
