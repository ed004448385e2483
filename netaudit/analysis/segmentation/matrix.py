"""Which services may pass between phones, PCs and servers: the rest is denied.

Segments are ``voice``, ``data``, ``call-control``, ``tftp``, ``infrastructure`` (names, time,
directory, logs), ``management``, ``other`` (hosts that are none of these, the Internet among them)
and ``any``. Replies to a service pass too: TCP segments with ACK or RST, UDP from its port.

Sources: Cisco, Unified Communications Manager TCP and UDP Port Usage; Cisco SAFE: IP Telephony
Security in Depth; DISA VVoIP 5605 (V-19636).
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from netaudit.analysis.packetspace.fields import FLAGS, ICMP, ICMP6, TCP, UDP
from netaudit.analysis.packetspace.numbers import EMPTY, EVERY, Numbers, between, of, union
from netaudit.analysis.packetspace.packets import NOTHING, PacketSet, Region, apart
from netaudit.analysis.segmentation.plan import AddressPlan, elsewhere, numbers

Ranges = tuple[tuple[int, int], ...]
"""Ports or message types, both ends inclusive."""

ANSWERING = union(*(of(tuple(n for n in range(64) if n & FLAGS[flag]), 6) for flag in ("ack", "rst")))
"""TCP flags of all segments but the first of a connection."""


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
    source_ports: Ranges = ((0, 65535),)


USAGE = "Cisco, UCM TCP and UDP Port Usage"
SRND = "Cisco IOS, AutoQoS for VoIP: ports of signalling"
WEB = ((80, 80), (443, 443), (8080, 8080), (8443, 8443))
RTP = ((16384, 32767),)
PORTS = ((1024, 65535),)

MATRIX: tuple[Service, ...] = (
    Service("CAPF", TCP, ((3804, 3804),), "voice", "call-control", "K", USAGE),
    Service("CTI", TCP, ((2748, 2749),), "data", "call-control", "K", USAGE),
    Service("DHCP", UDP, ((67, 68),), "any", "any", "K", "RFC 2131", False, ((67, 68),)),
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


@lru_cache(maxsize=64)
def allowed(plan: AddressPlan, version: int) -> tuple[Region, ...]:
    """Every packet of an IP version that may pass between the segments of a plan; regions overlap."""
    places = {name: segment(plan, name, version) for row in MATRIX for name in _names(row)}
    return tuple(
        region
        for row in MATRIX
        for source in row.sources.split()
        for destination in row.destinations.split()
        if EMPTY not in (places[source], places[destination])
        for region in _regions(row, version, places[source], places[destination])
    )


def _names(row: Service) -> Iterator[str]:
    """The segments of a row."""
    yield from row.sources.split()
    yield from row.destinations.split()


def _regions(row: Service, version: int, source: Numbers, destination: Numbers) -> Iterator[Region]:
    """The packets of a service and their answers."""
    if row.protocol == (ICMP6 if version == 4 else ICMP):  # noqa: PLR2004 - IP version
        return
    protocol, theirs, ours = of((row.protocol,), 8), ports_in(row.ports), ports_in(row.source_ports)
    if row.protocol in {ICMP, ICMP6}:
        yield Region(version, source, destination, protocol, source_port=theirs)
        return
    yield Region(version, source, destination, protocol, ours, theirs)
    if row.replies:
        flags = ANSWERING if row.protocol == TCP else EVERY
        yield Region(version, destination, source, protocol, theirs, ours, flags)


def ports_in(ranges: Ranges) -> Numbers:
    """The ports of some ranges."""
    found: Numbers = EMPTY
    for first, last in ranges:
        found = union(found, between(first, last, 16))
    return found


def segment(plan: AddressPlan, name: str, version: int) -> Numbers:
    """The addresses of a segment. Where not all servers are known, any address elsewhere may be one."""
    if name == "any":
        return EVERY
    if name == "other":
        return elsewhere(plan, version)
    field = name.replace("-", "_")
    known = numbers(getattr(plan, field), version)
    open_ended = field in {"call_control", "tftp", "infrastructure"} and field not in plan.complete
    return union(known, elsewhere(plan, version)) if open_ended else known


def excess(packets: PacketSet, plan: AddressPlan) -> PacketSet:
    """What of some packets may not pass by the table.

    Raises:
        ComplexityError: the sets are more tangled than the bound allows.
    """
    left = NOTHING
    for version in {region.version for region in packets.regions}:
        mine = PacketSet(tuple(region for region in packets.regions if region.version == version))
        near = (a for a in allowed(plan, version) if not all(apart(a, b) for b in mine.regions))
        left = left | (mine - PacketSet.of(near))
    return left
