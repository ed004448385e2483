"""Policies that a 4500 port has for some of its VLANs (``vlan-range``)."""

from collections.abc import Iterator

from netaudit.analysis.treatment.chassis.policies import Seat
from netaudit.analysis.treatment.places import ingress
from netaudit.model import Interface, ServicePolicy, parse_vlans

WHICH = "the VLAN of the packet is not known, and policies of the port differ by it"
UNTOLD = Seat("by vlan-range", "input-policy", "service-policy input", (ingress("policies"),))
"""Where a packet is of whose VLAN nothing is known."""

PREFIX = "vlan "
"""How the kind of such a policy begins; the VLANs follow."""


def input_policy(port: Interface, vlan: int | None) -> tuple[ServicePolicy | None, bool]:
    """The policy that a packet of this VLAN meets before others of the port, and whether that is known."""
    found = list(_inputs(port))
    doubtful = vlan is None and bool(found)
    return next((policy for policy in found if vlan in _covered(policy)), None), not doubtful


def _inputs(port: Interface) -> Iterator[ServicePolicy]:
    """The input policies for some VLANs."""
    return (each for each in port.policies if each.direction == "input" and each.kind.startswith(PREFIX))


def _covered(policy: ServicePolicy) -> frozenset[int]:
    """The VLANs of a policy; none where nobody can read them."""
    try:
        return parse_vlans(policy.kind.removeprefix(PREFIX))
    except ValueError:
        return frozenset()
