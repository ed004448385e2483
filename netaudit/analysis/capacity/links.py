"""Which interfaces of a device are links that calls have to share with data."""

from netaudit.analysis.memory import once
from netaudit.analysis.treatment.bundles import parent_of
from netaudit.analysis.treatment.ways import ports_with
from netaudit.model import Device, Interface

ROUTERS = frozenset({"isr"})
"""Families whose uplinks are links too: a router has no line-rate queues to give away."""


LOGICAL = frozenset({"subinterface", "tunnel"})


@once
def links(device: Device) -> tuple[Interface, ...]:
    """WAN links, uplinks of routers, their circuits and subinterfaces, tunnels with their own policy."""
    roles = ("wan", "uplink") if device.family in ROUTERS else ("wan",)
    found = {port.name for port in ports_with(device, roles)}
    return tuple(
        port
        for port in device.interfaces
        if port.name in found or (port.kind in LOGICAL and _shares(device, port))
    )


def _shares(device: Device, port: Interface) -> bool:
    """Whether a logical interface is a link by itself."""
    if not port.enabled:
        return False
    if port.kind == "tunnel":
        return port.policy_out is not None
    parent = parent_of(device, port) if port.kind == "subinterface" else None
    return parent is not None and parent.enabled and parent.role == "wan"
