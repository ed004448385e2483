"""Packets and the answers to them: who may begin a conversation, and who may only reply."""

from collections.abc import Iterator
from functools import cache

from netaudit.analysis.packetspace.fields import ICMP, ICMP6, IGMP, TCP, UDP
from netaudit.analysis.packetspace.numbers import (
    EVERY,
    Numbers,
    between,
    complement,
    contains,
    covers,
    disjoint,
    of,
)
from netaudit.analysis.packetspace.packets import PacketSet, Region
from netaudit.analysis.packetspace.values import ESTABLISHED, WHOLE_ONLY
from netaudit.analysis.segmentation.hellos import EIGRP, GLBP_PORT, HSRP_PORT, OSPF, PIM, VRRP
from netaudit.analysis.segmentation.matrix import MATRIX, ports_in

FIRST_CLIENT_PORT = 49152
"""Ports from here on are chosen by who begins a conversation (RFC 6335); many stacks begin lower."""

_TYPED = of((ICMP, IGMP, ICMP6), 8)
_MESSAGES = of((ICMP, ICMP6), 8)

MOST_PORTS = 1000
"""Of a service whose ports are its own; transfers take any."""

UPKEEP_PROTOCOLS = (IGMP, EIGRP, OSPF, PIM, VRRP)
UPKEEP_PORTS = (HSRP_PORT, GLBP_PORT)
FIRST_ND, LAST_ND = 133, 137
"""Types of neighbour discovery (RFC 4861)."""

UNASSIGNED = 254
"""An IP protocol that no entry names: whoever lets it pass permits ``ip``."""

CLIENTS = PacketSet(
    tuple(
        region
        for version in (4, 6)
        for region in (
            Region(
                version,
                protocol=of((TCP, UDP), 8),
                source_port=between(FIRST_CLIENT_PORT, 65535, 16),
            ),
            Region(version, protocol=complement(of((TCP, UDP, ICMP, IGMP, ICMP6), 8))),
        )
    )
)
"""What a host sends that begins a conversation."""


UPKEEP = PacketSet(
    (
        *(Region(version, protocol=of(UPKEEP_PROTOCOLS, 8)) for version in (4, 6)),
        Region(4, protocol=of((UDP,), 8), destination_port=of(UPKEEP_PORTS, 16)),
        Region(6, protocol=of((ICMP6,), 8), source_port=between(FIRST_ND, LAST_ND, 16)),
    )
)
"""What routers, hosts and switches say to their neighbours."""


@cache
def service_ports() -> Numbers:
    """Ports from which services of the table answer."""
    return ports_in(
        tuple(
            (first, last)
            for row in MATRIX
            for first, last in row.ports
            if row.replies and last - first < MOST_PORTS
        )
    )


def mirrored(packets: PacketSet) -> PacketSet:
    """What some packets may be answers to: addresses and ports change places.

    ICMP and IGMP answer in their own ways and are left out; so are TCP segments that answer nothing.
    """
    untyped = packets - PacketSet(tuple(Region(version, protocol=_TYPED) for version in (4, 6)))
    return PacketSet.of(_mirrored(untyped.regions))


def _mirrored(regions: tuple[Region, ...]) -> Iterator[Region]:
    for r in regions:
        if not disjoint(r.flags, ESTABLISHED):
            yield Region(
                r.version, r.destination, r.source, r.protocol, r.destination_port, r.source_port
            )._replace(fragment=WHOLE_ONLY, condition=r.condition)


def is_everything(packets: PacketSet) -> bool:
    """Whether packets of any protocol are among them, as if ``ip`` was permitted."""
    return any(contains(region.protocol, UNASSIGNED) for region in packets.regions)


def only_messages(packets: PacketSet) -> bool:
    """Whether all is ICMP."""
    return all(
        region.protocol is not EVERY and covers(_MESSAGES, region.protocol) for region in packets.regions
    )


def is_harmless(packets: PacketSet) -> bool:
    """Whether no phone can open a connection by them: mere answers, or ICMP."""
    return only_answers(packets) or only_messages(packets)


def is_upkeep(packets: PacketSet) -> bool:
    """Whether all is what neighbours keep the network up with, and no router forwards to hosts."""
    return packets <= UPKEEP


def only_answers(packets: PacketSet) -> bool:
    """Whether all are TCP segments that can not open a connection."""
    return all(
        region.protocol is not EVERY
        and covers(of((TCP,), 8), region.protocol)
        and covers(ESTABLISHED, region.flags)
        for region in packets.regions
    )
