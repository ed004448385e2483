"""The ports that carry a packet: on UADP the members of a bundle mark and queue, never the bundle."""

from collections.abc import Sequence
from typing import TypeVar

from netaudit.analysis.treatment import places
from netaudit.analysis.treatment.bundles import members_of
from netaudit.model import Device, Interface
from netaudit.model.treatment import Place, Step

Way = TypeVar("Way")


def carriers(device: Device, port: Interface) -> tuple[Interface, ...]:
    """The members of a port-channel that are in use; any other port, or a bundle without members, itself."""
    if port.kind != "port-channel":
        return (port,)
    return members_of(device, port) or (port,)


def policy_of(port: Interface, direction: str) -> str | None:
    """The QoS policy that acts in this direction: none on a bundle, whatever its lines say."""
    if port.kind == "port-channel":
        return None
    return port.policy_in if direction == "input" else port.policy_out


def place_of(place: Place, port: Interface, asked: Interface) -> Place:
    """A place of the port that was asked about, or of the member that carries for it."""
    return place if port is asked else places.moved(place, port)


def inert(port: Interface, direction: str, before: Step) -> tuple[Step, ...]:
    """A step that says of a policy on a bundle that it does nothing; ``before`` has marking and stage."""
    policy = port.policy_in if direction == "input" else port.policy_out
    if port.kind != "port-channel" or policy is None:
        return ()
    place = places.policy_in(port) if direction == "input" else places.policy_out(port)
    says = "no effect: on a bundle, policies act on the member ports"
    decided = f"service-policy {direction} {policy}"
    return (Step(stage=before.stage, decided_by=decided, marking=before.marking, says=says, places=(place,)),)


def same(ways: Sequence[Way]) -> bool:
    """Whether it makes no difference which member carries the packet."""
    return all(way == ways[0] for way in ways[1:])
