"""Which ways through a device calls take, by the roles of its interfaces."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from netaudit.analysis.descriptions import speaks_of
from netaudit.analysis.memory import once
from netaudit.analysis.treatment.bundles import type_of
from netaudit.analysis.treatment.kinds import Kind
from netaudit.analysis.treatment.verdict import Verdict, judge, judge_marking
from netaudit.model import Device, Interface, Treatment
from netaudit.site.policy import Profile

NETWORK = ("uplink", "wan")
VOICE = (Kind.BEARER, Kind.SIGNALLING)


class Asked(NamedTuple):
    """Roles of ingress and egress, and the kinds of packets that are sent between them."""

    sources: tuple[str, ...]
    sinks: tuple[str, ...]
    kinds: tuple[Kind, ...]
    judge: Callable[[Kind, Treatment, Profile], Verdict] = judge


ASKED = (
    Asked(("phone",), NETWORK, tuple(Kind)),
    Asked(("user",), NETWORK, (Kind.CHEATER, Kind.BEST_EFFORT)),
    Asked(NETWORK, ("phone",), VOICE),
    Asked(("uplink",), ("uplink",), (*VOICE, Kind.BEST_EFFORT)),
    Asked(("uplink",), ("wan",), (*VOICE, Kind.BEST_EFFORT)),
    Asked(("wan",), ("uplink",), VOICE),
    Asked(("lan", "subinterface"), ("wan",), (*VOICE, Kind.BEST_EFFORT)),
    Asked(("wan",), ("lan", "subinterface"), VOICE, judge_marking),
)
"""Every way that is asked about."""

LAN = frozenset({"lan", "subinterface"})

WHOLE_BUNDLES = frozenset({"isr"})
"""Families that queue on the port-channel itself; on the others it is the members that do."""

ADDRESSED = ("addresses", "dynamic_address", "ipv6_addresses", "policies")
"""Fields of which a routed interface sets one when packets pass it."""


def leads(ingress: Interface, egress: Interface) -> bool:
    """Whether a packet that came in by one port may leave by another: not by the same, nor by its bundle."""
    bundled = ingress.channel_group is not None and ingress.channel_group == egress.channel_group
    return ingress.name != egress.name and not bundled


def ports_with(device: Device, roles: Iterable[str]) -> Iterator[Interface]:
    """The interfaces in service of these roles that packets pass, members instead of their bundle."""
    bundles, parents = _bundles(device), _parents(device)
    whole = device.family in WHOLE_BUNDLES
    for port in _with_calls(device.with_role(*roles)) if LAN & set(roles) else device.with_role(*roles):
        if port.enabled and _passes(port, parents) and not _stands_aside(port, bundles, whole=whole):
            yield port


def _with_calls(ports: tuple[Interface, ...]) -> tuple[Interface, ...]:
    """The LANs that are described as those of phones; all where no description speaks of phones."""
    described = tuple(port for port in ports if speaks_of(port.description, "phone"))
    return described or ports


def _stands_aside(port: Interface, bundles: frozenset[str], *, whole: bool) -> bool:
    """Whether others are asked in the place of a port: its members, or the bundle where that queues."""
    line = port.multilink_group is not None and type_of(port.name) != "Multilink"
    if line or port.dialer_pool_member is not None:
        return True
    if port.channel_group is None:
        return port.name in bundles and not whole
    return whole and not port.policies


def _passes(port: Interface, parents: frozenset[str]) -> bool:
    """Whether packets pass the interface itself, and not only its subinterfaces."""
    return port.name not in parents or any(getattr(port, field) for field in ADDRESSED)


@once
def _parents(device: Device) -> frozenset[str]:
    """Names of the interfaces that have subinterfaces."""
    return frozenset(port.name.partition(".")[0] for port in device.interfaces if "." in port.name)


@once
def _bundles(device: Device) -> frozenset[str]:
    """Names of the port-channels that have members in service."""
    groups = {port.channel_group for port in device.interfaces if port.enabled} - {None}
    return frozenset(f"Port-channel{group}" for group in groups)
