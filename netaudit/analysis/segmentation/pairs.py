"""Voice and data gateways of a device that are routed to each other, with the filters between them."""

from collections.abc import Iterator
from typing import NamedTuple

from netaudit.analysis.gateways import may_filter, routes
from netaudit.analysis.packetspace.numbers import EMPTY
from netaudit.analysis.packetspace.packets import NOTHING, PacketSet, Region
from netaudit.analysis.packetspace.values import WHOLE_ONLY
from netaudit.analysis.reach.crossing import Crossing
from netaudit.analysis.reach.stops import Stop
from netaudit.analysis.segmentation.plan import phone_gateways, phone_vlans, user_gateways
from netaudit.analysis.subnets import subnets
from netaudit.model import Device, Interface
from netaudit.site.policy import Policy

LISTS = frozenset({"access list", "port access list", "vlan map"})
"""Kinds of stops that somebody wrote to tell packets apart."""


class Pair(NamedTuple):
    """A voice and a data gateway of one routing table."""

    voice: Interface
    data: Interface
    presumed: bool
    """Whether nothing but a name says that phones are there."""


def pairs(device: Device, policy: Policy) -> Iterator[Pair]:
    """Each voice gateway with each data gateway that packets get to, where a filter is on either."""
    if not routes(device):
        return
    sure = phone_vlans(device, policy).values()
    for voice in phone_gateways(device, policy):
        for data in user_gateways(device, policy):
            if data.vrf == voice.vrf and (may_filter(device, data) or may_filter(device, voice)):
                yield Pair(voice, data, voice not in sure)


def guards(way: Crossing, version: int) -> tuple[Stop, ...]:
    """The lists and maps on a way that have entries for an IP version."""
    return tuple(
        stop
        for stop in way.stops
        if stop.kind in LISTS
        and stop.filter
        and stop.filter.version == version
        and not stop.says
        and any(entry.action == "deny" for entry in stop.filter.entries)
    )


def packets_between(source: Interface, destination: Interface, version: int) -> PacketSet:
    """What hosts behind one interface may send to hosts behind another, later fragments left out."""
    one, other = subnets(source, version), subnets(destination, version)
    if EMPTY in (one, other):
        return NOTHING
    return PacketSet((Region(version, one, other, fragment=WHOLE_ONLY),))
