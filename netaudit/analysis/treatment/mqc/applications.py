"""What NBAR calls a packet, where it goes by protocol and port alone."""

from collections.abc import Mapping

from netaudit.analysis.treatment.mqc.access import NAMES, is_ipv6
from netaudit.analysis.treatment.mqc.logic import Truth
from netaudit.model import Packet

CARRIERS = frozenset({"eigrp", "gre", "icmp", "ipinip", "ospf", "pim", "tcp", "udp"})
"""Names of ``match protocol`` that are IP protocols."""

WELL_KNOWN: Mapping[str, Mapping[str, frozenset[int]]] = {
    "bgp": {"tcp": frozenset({179})},
    "dhcp": {"udp": frozenset({67, 68})},
    "dns": {"tcp": frozenset({53}), "udp": frozenset({53})},
    "ftp": {"tcp": frozenset({20, 21})},
    "h323": {"tcp": frozenset({1718, 1719, 1720}), "udp": frozenset({1718, 1719, 1720})},
    "http": {"tcp": frozenset({80})},
    "https": {"tcp": frozenset({443})},
    "imap": {"tcp": frozenset({143, 220})},
    "mgcp": {"tcp": frozenset({2427, 2428, 2727}), "udp": frozenset({2427, 2727})},
    "ntp": {"udp": frozenset({123})},
    "pop3": {"tcp": frozenset({110})},
    "secure-http": {"tcp": frozenset({443})},
    "sip": {"tcp": frozenset({5060}), "udp": frozenset({5060})},
    "skinny": {"tcp": frozenset({2000, 2001, 2002})},
    "smtp": {"tcp": frozenset({25})},
    "snmp": {"tcp": frozenset({161, 162}), "udp": frozenset({161, 162})},
    "ssh": {"tcp": frozenset({22})},
    "syslog": {"udp": frozenset({514})},
    "telnet": {"tcp": frozenset({23})},
    "tftp": {"udp": frozenset({69})},
}
"""Application to the ports that NBAR knows it by, of each protocol; sorted.

H.323, HTTP, SIP and the like are also found on other ports, by what they say: a packet elsewhere may be one.
"""

BY_PORT_ALONE = frozenset({"bgp", "dhcp", "ntp", "pop3", "skinny", "smtp", "snmp", "ssh", "syslog", "telnet"})
"""Applications that are never found on other ports."""


def application_matches(wanted: tuple[int | str, ...], packet: Packet) -> Truth:
    """Whether ``match protocol`` with these words is met."""
    name = str(wanted[0])
    if name in {"ip", "ipv6"}:
        return (name == "ipv6") == is_ipv6(packet)
    carrier = NAMES.get(packet.protocol, packet.protocol)
    if name in CARRIERS:
        return name == carrier
    if packet.application is not None:
        return _same(name, wanted[1:], packet.application)
    return _by_port(name, carrier, packet)


def _same(name: str, rest: tuple[int | str, ...], application: str) -> Truth:
    """Whether the application that the packet is said to be is the wanted one.

    ``rtp`` is voice: that is what netaudit asks about; video goes by ``rtp-video``.
    """
    if name == "rtp" and application.startswith("rtp"):
        kind = "video" if application == "rtp-video" else "audio"
        return None if rest[:1] == ("payload-type",) else not rest or kind in rest
    if application == name:
        return None if rest else True
    return False


def _by_port(name: str, carrier: str, packet: Packet) -> Truth:
    """Whether protocol and ports alone settle it."""
    if name in {"rtcp", "rtp"}:
        return None if carrier == "udp" else False
    ports = WELL_KNOWN.get(name)
    if ports is None:
        return None
    stated = (packet.source_port, packet.destination_port)
    if carrier not in {"tcp", "udp"}:
        return False
    if set(stated) & ports.get(carrier, frozenset()):
        return True
    if name in BY_PORT_ALONE and (carrier not in ports or None not in stated):
        return False
    return None
