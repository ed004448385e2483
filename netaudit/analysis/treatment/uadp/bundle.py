"""The ports that carry a packet: on UADP the members of a bundle mark and queue, never the bundle."""

from netaudit.analysis.treatment import places
from netaudit.analysis.treatment.bundles import ports_behind
from netaudit.model import Device, Interface
from netaudit.model.treatment import Step


def carriers(device: Device, port: Interface) -> tuple[Interface, ...]:
    """The members of a port-channel that are in use; any other port, or a bundle without members, itself."""
    if port.kind != "port-channel":
        return (port,)
    return ports_behind(device, port) or (port,)


def policy_of(port: Interface, direction: str) -> str | None:
    """The QoS policy that acts in this direction: none on a bundle, whatever its lines say."""
    if port.kind == "port-channel":
        return None
    return port.policy_in if direction == "input" else port.policy_out


def inert(port: Interface, direction: str, before: Step) -> tuple[Step, ...]:
    """A step that says of a policy on a bundle that it does nothing; ``before`` has marking and stage."""
    policy = port.policy_in if direction == "input" else port.policy_out
    if port.kind != "port-channel" or policy is None:
        return ()
    place = places.policy_in(port) if direction == "input" else places.policy_out(port)
    says = "no effect: on a bundle, policies act on the member ports"
    decided = f"service-policy {direction} {policy}"
    return (Step(stage=before.stage, decided_by=decided, marking=before.marking, says=says, places=(place,)),)
