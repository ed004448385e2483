"""Which services may pass between phones, PCs and servers: the rest is denied.

Segments are ``voice``, ``data``, ``call-control``, ``tftp``, ``infrastructure`` (names, time,
directory, logs), ``management``, ``other`` (hosts that are none of these, the Internet among them)
and ``any``. Replies to a service pass too: TCP segments with ACK or RST, UDP from its port.

Sources: Cisco, Unified Communications Manager TCP and UDP Port Usage; Cisco SAFE: IP Telephony
Security in Depth; DISA VVoIP 5605 (V-19636).
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from netaudit.analysis.packetspace.fields import ICMP, ICMP6, TCP, UDP
from netaudit.analysis.packetspace.numbers import (
    EMPTY,
    EVERY,
    Numbers,
    between,
    contains,
    difference,
    disjoint,
    of,
    union,
)
from netaudit.analysis.packetspace.packets import PacketSet, Region, apart, includes
from netaudit.analysis.packetspace.values import ESTABLISHED
from netaudit.analysis.segmentation.plan import AddressPlan, elsewhere
from netaudit.analysis.subnets import numbers

Ranges = tuple[tuple[int, int], ...]
"""Ports or message types, both ends inclusive."""

SERVERS = frozenset({"call_control", "tftp", "infrastructure"})
"""Segments of servers, as fields of an address plan."""


class Service(NamedTuple):
    """One row: which segments may open it to which."""

    name: str
    protocol: int
    """IP protocol number."""
    ports: Ranges
    """Destination ports; of ICMP, types."""
    sources: str
    destinations: str
    tag: str
    """V: seen in a public source. K: long-established practice whose source was not read again."""
    source: str
    replies: bool = True


USAGE = "Cisco, UCM TCP and UDP Port Usage"
SRND = "Cisco IOS, AutoQoS for VoIP: ports of signalling"
WEB = ((80, 80), (443, 443), (8080, 8080), (8443, 8443))
RTP = ((16384, 32767),)
PORTS = ((1024, 65535),)

MATRIX: tuple[Service, ...] = (
    Service("CAPF", TCP, ((3804, 3804),), "voice", "call-control", "K", USAGE),
    Service("CTI", TCP, ((2748, 2749),), "data", "call-control", "K", USAGE),
    Service("DHCP", UDP, ((67, 68),), "any", "any", "K", "RFC 2131", False),
    Service("DNS", TCP, ((53, 53),), "voice", "infrastructure", "K", "RFC 7766"),
    Service("DNS", UDP, ((53, 53),), "voice", "infrastructure", "K", "RFC 1035"),
    Service("H.225", TCP, ((1720, 1720),), "voice", "call-control", "V", SRND),
    Service("H.225", TCP, ((1720, 1720),), "call-control", "voice", "V", SRND),
    Service("H.225 RAS", UDP, ((1718, 1719),), "voice", "call-control", "V", SRND),
    Service("H.245", TCP, ((11000, 11999),), "voice", "call-control", "V", SRND),
    Service("H.245", TCP, ((11000, 11999),), "call-control", "voice", "V", SRND),
    Service("ICMP", ICMP, ((0, 0), (3, 3), (8, 8), (11, 11)), "any", "any", "K", "RFC 792", False),
    Service("ICMPv6", ICMP6, ((1, 4), (128, 129)), "any", "any", "K", "RFC 4443", False),
    Service("LDAP", TCP, ((389, 389), (636, 636), (3268, 3269)), "voice", "infrastructure", "K", USAGE),
    Service("MGCP", UDP, ((2427, 2427),), "voice", "call-control", "V", SRND),
    Service("MGCP", UDP, ((2427, 2427),), "call-control", "voice", "V", SRND),
    Service("MGCP backhaul", TCP, ((2428, 2428),), "voice", "call-control", "V", SRND),
    Service("NTP", UDP, ((123, 123),), "voice", "infrastructure", "K", "RFC 5905"),
    Service("RTP", UDP, RTP, "voice", "voice call-control other", "V", USAGE, False),
    Service("RTP", UDP, RTP, "call-control other", "voice", "V", USAGE, False),
    Service("SCCP", TCP, ((2000, 2002), (2443, 2443)), "voice data", "call-control", "V", USAGE),
    Service("SIP", TCP, ((5060, 5061),), "voice data", "call-control", "V", USAGE),
    Service("SIP", TCP, ((5060, 5061),), "call-control", "voice", "V", USAGE),
    Service("SIP", UDP, ((5060, 5060),), "voice data", "call-control", "V", USAGE),
    Service("SIP", UDP, ((5060, 5060),), "call-control", "voice", "V", USAGE),
    Service("SNMP", UDP, ((161, 161),), "management", "voice", "K", "RFC 3411"),
    Service("SNMP traps", UDP, ((162, 162),), "voice", "management infrastructure", "K", "RFC 3411"),
    Service("SSH", TCP, ((22, 22),), "management", "voice", "K", "RFC 4253"),
    Service("Syslog", UDP, ((514, 514),), "voice", "management infrastructure", "K", "RFC 5424"),
    Service("TFTP", UDP, ((69, 69),), "voice", "tftp", "K", "RFC 1350"),
    Service("TFTP transfer", UDP, PORTS, "voice", "tftp", "K", "RFC 1350", False),
    Service("TFTP transfer", UDP, PORTS, "tftp", "voice", "K", "RFC 1350", False),
    Service("TVS", TCP, ((2445, 2445),), "voice", "call-control", "K", USAGE),
    Service("configuration", TCP, ((6970, 6972),), "voice data", "tftp", "K", USAGE),
    Service("web", TCP, WEB, "management", "voice", "K", USAGE),
    Service("web", TCP, WEB, "voice data", "call-control", "K", USAGE),
)
"""The table, in the order of names."""


class Pattern(NamedTuple):
    """The packets of a service on one way between two segments, whatever their addresses."""

    region: Region
    source: str
    destination: str


@lru_cache(maxsize=2)
def _patterns(version: int) -> Mapping[int, tuple[Pattern, ...]]:
    """Protocol number to its patterns."""
    found: dict[int, list[Pattern]] = {}
    for row in MATRIX:
        for source, destination in product(row.sources.split(), row.destinations.split()):
            found.setdefault(row.protocol, []).extend(_ways(row, version, source, destination))
    del found[ICMP6 if version == 4 else ICMP]  # noqa: PLR2004 - IP version
    return {protocol: tuple(patterns) for protocol, patterns in found.items()}


def _ways(row: Service, version: int, source: str, destination: str) -> Iterator[Pattern]:
    """A service and its answers."""
    protocol, theirs = of((row.protocol,), 8), ports_in(row.ports)
    if row.protocol in {ICMP, ICMP6}:
        yield Pattern(Region(version, protocol=protocol, source_port=theirs), source, destination)
        return
    plain = Region(version, EVERY, EVERY, protocol, EVERY, theirs)
    yield Pattern(plain, source, destination)
    if row.replies:
        flags = ESTABLISHED if row.protocol == TCP else EVERY
        reply = plain._replace(source_port=theirs, destination_port=EVERY, flags=flags)
        yield Pattern(reply, destination, source)


def ports_in(ranges: Ranges) -> Numbers:
    """The ports of some ranges."""
    found: Numbers = EMPTY
    for first, last in ranges:
        found = union(found, between(first, last, 16))
    return found


def segment(plan: AddressPlan, name: str, version: int) -> Numbers:
    """The addresses of a segment; worked out once for a plan."""
    key = f"{name} {version}"
    known = plan.__dict__
    if key not in known:
        known[key] = _segment(plan, name, version)
    found: Numbers = known[key]
    return found


def _segment(plan: AddressPlan, name: str, version: int) -> Numbers:
    """The device itself is no server; where not all servers are known, any address elsewhere may be one."""
    if name == "any":
        return EVERY
    if name == "other":
        return elsewhere(plan, version)
    field = name.replace("-", "_")
    known = numbers(getattr(plan, field), version)
    if field not in SERVERS:
        return known
    others = difference(known, numbers(plan.own, version))
    return others if field in plan.complete else union(others, segment(plan, "other", version))


def _near(plan: AddressPlan, region: Region) -> Iterator[Region]:
    """What the table allows that may meet a region; parts overlap."""
    for protocol, patterns in _patterns(region.version).items():
        if contains(region.protocol, protocol):
            for pattern in patterns:
                if not apart(pattern.region, region):
                    source = segment(plan, pattern.source, region.version)
                    destination = segment(plan, pattern.destination, region.version)
                    if not (disjoint(source, region.source) or disjoint(destination, region.destination)):
                        yield pattern.region._replace(source=source, destination=destination)


def is_allowed(plan: AddressPlan, region: Region) -> bool:
    """Whether one row of the table has all of a region; where that needs several rows, no is said."""
    return any(includes(each, region) for each in _near(plan, region))


def excess(packets: PacketSet, plan: AddressPlan) -> PacketSet:
    """What of some packets may not pass by the table.

    Raises:
        ComplexityError: the sets are more tangled than the bound allows.
    """
    near = dict.fromkeys(each for region in packets.regions for each in _near(plan, region))
    return packets - PacketSet.of(near)
