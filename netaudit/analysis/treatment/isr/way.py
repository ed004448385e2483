"""The way out of a router: from the interface that routing names down to the wire."""

from collections.abc import Iterator

from msgspec import Struct

from netaudit.analysis.treatment import places
from netaudit.analysis.treatment.bundles import members_of, parent_of, type_of
from netaudit.model import Device, Interface, Place

DEEPEST = 6
"""Interfaces on interfaces beyond this are a loop."""


class Hop(Struct, frozen=True, kw_only=True):
    """One interface on the way."""

    port: Interface
    egress: bool = False
    """Whether it is the interface that was asked about."""

    def place(self, *fields: str) -> Place:
        """Where fields of it stand."""
        return places.egress(*fields) if self.egress else places.of_interface(self.port.name, *fields)

    def policy(self) -> Place:
        """Where its output policy is attached."""
        return places.policy_line(self.place("policies"), self.port, "output")


class Way(Struct, frozen=True, kw_only=True):
    """The interfaces that a packet passes, the wire last."""

    hops: tuple[Hop, ...]
    open: str = ""
    """Why the rest of the way can not be told; empty where it leads to the wire."""
    idle: tuple[Hop, ...] = ()
    """Members of a bundle whose own policies do nothing."""


def ways(device: Device, port: Interface) -> tuple[Way, ...]:
    """Every way that a packet for this interface may take: a dialer or port-channel has several lines."""
    return tuple(_ways(device, port, port, 0))


def _ways(device: Device, port: Interface, asked: Interface, depth: int) -> Iterator[Way]:
    """The ways from one interface on; ``asked`` is the one that was asked about."""
    hop = Hop(port=port, egress=port is asked)
    below, open_ = _below(device, port)
    if type_of(port.name) == "Multilink":
        idle = tuple(Hop(port=each, egress=each is asked) for each in members_of(device, port))
        yield Way(hops=(hop,), idle=idle)
        return
    if not below or depth >= DEEPEST:
        yield Way(hops=(hop,), open=open_)
        return
    bundled = port.multilink_group is not None
    for each in below:
        for way in _ways(device, each, asked, depth + 1):
            yield way if bundled else Way(hops=(hop, *way.hops), open=way.open, idle=way.idle)


def _below(device: Device, port: Interface) -> tuple[tuple[Interface, ...], str]:
    """The interfaces that carry for this one, one of them for each packet; or why none is known."""
    if (parent := parent_of(device, port)) is not None:
        return (parent,), ""
    if port.multilink_group is not None and type_of(port.name) != "Multilink":
        bundle = device.interface(f"Multilink{port.multilink_group}")
        return (() if bundle is None else (bundle,)), ""
    if any(policy.kind == "nhrp group" for policy in port.policies):
        return (), f"which policy a spoke of {port.name} gets is told by its NHRP group"
    if port.kind == "tunnel":
        source = _tunnel_source(device, port)
        unrouted = f"which line {port.name} leaves by is routing's choice"
        return ((), unrouted) if source is None else ((source,), "")
    members = members_of(device, port)
    if type_of(port.name) == "Dialer" and not members:
        return (), f"no line serves the pool of {port.name}"
    return members, ""


def _tunnel_source(device: Device, port: Interface) -> Interface | None:
    """The interface that a tunnel starts at; of a loopback, the only WAN line. None: routing's choice."""
    source = port.tunnel_source or ""
    found = device.interface(source) or _addressed(device, source)
    if found is not None and found.kind != "loopback":
        return found
    lines = [each for each in device.with_role("wan") if each.enabled and each.kind != "tunnel"]
    return lines[0] if len(lines) == 1 else None


def _addressed(device: Device, address: str) -> Interface | None:
    """The interface with an address."""
    return next(
        (each for each in device.interfaces if any(own.startswith(f"{address}/") for own in each.addresses)),
        None,
    )
