"""Packets made byte by byte, so that each can be what no host would send."""

import struct
from ipaddress import IPv4Address, IPv6Address

from msgspec import Struct

from tests.referees.ios_words import ICMP, ICMP6, TCP, UDP

IPV4_HEADER = struct.Struct("!BBHHHBBHII")
IPV6_HEADER = struct.Struct("!IHBB16s16s")
IPV6_FRAGMENT = 44
"""Protocol number of the fragment header (RFC 8200)."""
IDENTITY_SIZE = 4
MORE_FRAGMENTS = 0x2000


class Crafted(Struct, frozen=True, kw_only=True):
    """A packet. Fields that its protocol does not have are 0."""

    version: int = 4
    source: int
    destination: int
    protocol: int
    source_port: int = 0
    destination_port: int = 0
    flags: int = 0
    """The six TCP flags as in the header: FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32."""
    icmp_type: int = 0
    """Of ICMP, and of ICMPv6 in an IPv6 packet; so is the code."""
    icmp_code: int = 0
    dscp: int = 0
    offset: int = 0
    """Of a fragment, in units of 8 bytes; above 0 the packet is a later fragment."""
    more: bool = False
    """Whether more fragments follow."""


def told(packet: Crafted) -> str:
    """A packet for the message of a failed test."""
    ports = f":{packet.source_port}", f":{packet.destination_port}"
    address = IPv6Address if packet.version == 6 else IPv4Address
    return (
        f"protocol {packet.protocol} {address(packet.source)}{ports[0]} "
        f"{address(packet.destination)}{ports[1]} flags {packet.flags} "
        f"icmp {packet.icmp_type}/{packet.icmp_code} dscp {packet.dscp} "
        f"offset {packet.offset}{' more' if packet.more else ''}"
    )


def datagram(packet: Crafted, identity: int) -> bytes:
    """The bytes from the IP header on; the last four are ``identity``.

    A later fragment has no layer 4 header, but the bytes at its place are those of one: a filter that
    reads them anyway decides wrongly and is caught.
    """
    body = _layer4(packet)
    # A fragment that is not the last carries a multiple of 8 bytes.
    body += bytes(-(len(body) + IDENTITY_SIZE) % 8) + identity.to_bytes(IDENTITY_SIZE, "big")
    return (_ipv6 if packet.version == 6 else _ipv4)(packet, body)


def _ipv4(packet: Crafted, body: bytes) -> bytes:
    fragment = packet.offset | (MORE_FRAGMENTS if packet.more else 0)
    length = IPV4_HEADER.size + len(body)
    fields = (0x45, packet.dscp << 2, length, 0xFFFF, fragment, 64, packet.protocol)
    addresses = (packet.source, packet.destination)
    return IPV4_HEADER.pack(*fields, _checksum(IPV4_HEADER.pack(*fields, 0, *addresses)), *addresses) + body


def _ipv6(packet: Crafted, body: bytes) -> bytes:
    next_header = packet.protocol
    if packet.offset or packet.more:
        body = struct.pack("!BBHI", next_header, 0, packet.offset << 3 | packet.more, 1) + body
        next_header = IPV6_FRAGMENT
    addresses = (packet.source.to_bytes(16, "big"), packet.destination.to_bytes(16, "big"))
    first = 6 << 28 | packet.dscp << 22
    return IPV6_HEADER.pack(first, len(body), next_header, 64, *addresses) + body


def _layer4(packet: Crafted) -> bytes:
    """The first bytes of what the packet carries. Checksums stay 0: a router does not look at them."""
    if packet.protocol == TCP:
        ports = packet.source_port, packet.destination_port
        return struct.pack("!HHIIBBHHH", *ports, 1, 1, 0x50, packet.flags, 1024, 0, 0)
    if packet.protocol == UDP:
        return struct.pack("!HHHH", packet.source_port, packet.destination_port, 16, 0)
    if packet.protocol in {ICMP, ICMP6}:
        return struct.pack("!BBHI", packet.icmp_type, packet.icmp_code, 0, 0)
    return struct.pack("!HHI", packet.source_port, packet.destination_port, 0)


def _checksum(header: bytes) -> int:
    """The checksum of RFC 1071."""
    total: int = sum(struct.unpack(f"!{len(header) // 2}H", header))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def identity_of(packet: bytes) -> tuple[int, int] | None:
    """The identity at the end of a datagram and the number in its IP id or flow label.

    None: multicast of IPv6, which is the hosts' own talk.
    """
    if packet[0] >> 4 == 4:
        length, number = int.from_bytes(packet[2:4], "big"), int.from_bytes(packet[4:6], "big")
    elif packet[24] == 0xFF:
        return None
    else:
        length = IPV6_HEADER.size + int.from_bytes(packet[4:6], "big")
        number = int.from_bytes(packet[1:4], "big") & 0xFFFFF
    return int.from_bytes(packet[length - IDENTITY_SIZE : length], "big"), number
