"""Packets made byte by byte, so that each can be what no host would send."""

import struct
from ipaddress import IPv4Address

from msgspec import Struct

from tests.referees.ios_words import ICMP, TCP, UDP

IP_HEADER = struct.Struct("!BBHHHBBHII")
IDENTITY_SIZE = 4
MORE_FRAGMENTS = 0x2000


class Crafted(Struct, frozen=True, kw_only=True):
    """An IPv4 packet. Fields that its protocol does not have are 0."""

    source: int
    destination: int
    protocol: int
    source_port: int = 0
    destination_port: int = 0
    flags: int = 0
    """The six TCP flags as in the header: FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32."""
    icmp_type: int = 0
    icmp_code: int = 0
    dscp: int = 0
    offset: int = 0
    """Of a fragment, in units of 8 bytes; above 0 the packet is a later fragment."""
    more: bool = False
    """Whether more fragments follow."""


def told(packet: Crafted) -> str:
    """A packet for the message of a failed test."""
    ports = f":{packet.source_port}", f":{packet.destination_port}"
    return (
        f"protocol {packet.protocol} {IPv4Address(packet.source)}{ports[0]} "
        f"{IPv4Address(packet.destination)}{ports[1]} flags {packet.flags} "
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
    fragment = packet.offset | (MORE_FRAGMENTS if packet.more else 0)
    fields = (0x45, packet.dscp << 2, IP_HEADER.size + len(body), 0xFFFF, fragment, 64, packet.protocol)
    addresses = (packet.source, packet.destination)
    return IP_HEADER.pack(*fields, _checksum(IP_HEADER.pack(*fields, 0, *addresses)), *addresses) + body


def _layer4(packet: Crafted) -> bytes:
    """The first bytes of what the packet carries. Checksums stay 0: a router does not look at them."""
    if packet.protocol == TCP:
        ports = packet.source_port, packet.destination_port
        return struct.pack("!HHIIBBHHH", *ports, 1, 1, 0x50, packet.flags, 1024, 0, 0)
    if packet.protocol == UDP:
        return struct.pack("!HHHH", packet.source_port, packet.destination_port, 16, 0)
    if packet.protocol == ICMP:
        return struct.pack("!BBHI", packet.icmp_type, packet.icmp_code, 0, 0)
    return struct.pack("!HHI", packet.source_port, packet.destination_port, 0)


def _checksum(header: bytes) -> int:
    """The checksum of RFC 1071."""
    total: int = sum(struct.unpack(f"!{len(header) // 2}H", header))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def identity_of(packet: bytes) -> tuple[int, int]:
    """The identity at the end of a datagram, and its IP id."""
    length = int.from_bytes(packet[2:4], "big")
    return int.from_bytes(packet[length - IDENTITY_SIZE : length], "big"), int.from_bytes(packet[4:6], "big")
