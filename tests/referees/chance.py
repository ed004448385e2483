"""Random access lists.

Everything follows from a seeded ``random.Random``, so the same seed gives the same bytes.
"""

from ipaddress import IPv4Address, IPv6Address
from random import Random

from tests.referees.boundaries import IPV6, near
from tests.referees.ios_words import (
    ICMP6_TYPES,
    ICMP_TYPES,
    TCP_PORTS,
    UDP_PORTS,
)

WILDCARDS = (0xFF, 0xFF, 0x3F, 0x1FF, 0xFFFF, 0x3, 0xFE, 0xFF00, 0x10007, 0x100AF, 0x1FF00FF)
"""Usual ones, and ones with holes."""

NUMBERED = ("0", "80", "443", "1023", "2000", "5060", "16384", "32767", "65535")
PORT_WORDS = {"tcp": (*NUMBERED, *TCP_PORTS), "udp": (*NUMBERED, *UDP_PORTS), "6": NUMBERED, "17": NUMBERED}
"""Protocol to the words for its ports."""
PROTOCOL_WORDS = (*["tcp"] * 5, *["udp"] * 5, *["icmp"] * 2, *["ip"] * 3, "gre", "eigrp", "89", "6", "17")
MARKINGS = ("dscp ef", "dscp cs3", "dscp 26", "dscp default", "precedence critical", "precedence 3")
FLAG_WORDS = (
    "established",
    "syn",
    "ack rst",
    "match-all +syn -ack",
    "match-any +rst +fin",
    "match-any +ack -syn",
)
CODED = tuple(sorted(ICMP_TYPES))


def access_list(chance: Random, size: int) -> str:
    """An extended list of as many entries; the later, the wider, so that few are out of reach."""
    lines = (f" {10 * n} {_entry(chance, (n / size) ** 4)}\n" for n in range(1, size + 1))
    return "ip access-list extended REFEREE\n" + "".join(lines)


def standard_list(chance: Random, size: int) -> str:
    """A standard list of as many entries, numbered as lists were before they had names."""
    sources = (_addresses(chance, (n / size) ** 4).removeprefix("host ") for n in range(1, size + 1))
    return "".join(f"access-list 10 {chance.choice(('permit', 'deny'))} {source}\n" for source in sources)


GROUPS = """object-group network PHONES
 10.20.110.0 255.255.255.0
 host 10.20.111.64
object-group network SERVERS
 range 10.21.8.3 10.21.8.129
 172.16.4.0/25
object-group network BOTH
 group-object PHONES
 group-object SERVERS
 host 192.168.255.1
object-group service CALLS
 udp range 16384 32767
 tcp-udp eq 5060
 tcp 2000
object-group service REPLIES
 udp source eq domain
 tcp source range 80 443 gt 1023
 icmp echo-reply
object-group service ANY-OF-IT
 group-object CALLS
 group-object REPLIES
 gre
"""
"""Groups of each kind of member, two of them nested."""


def grouped_list(chance: Random, size: int) -> str:
    """A list of as many entries with object groups, and the groups."""
    lines = (f" {10 * n} {_grouped_entry(chance)}\n" for n in range(1, size + 1))
    return f"{GROUPS}ip access-list extended GROUPED\n" + "".join(lines)


def _grouped_entry(chance: Random) -> str:
    action = chance.choice(("permit", "deny"))
    service = chance.choice(
        ("ip", "udp", "object-group CALLS", "object-group REPLIES", "object-group ANY-OF-IT")
    )
    source, destination = (
        f"object-group {chance.choice(('PHONES', 'SERVERS', 'BOTH'))}"
        if chance.random() < 0.5
        else _addresses(chance, 0.0)
        for _ in range(2)
    )
    return f"{action} {service} {source} {destination}"


def ipv6_list(chance: Random, size: int) -> str:
    """An IPv6 list of as many entries."""
    lines = (f" sequence {10 * n} {_ipv6_entry(chance, (n / size) ** 4)}\n" for n in range(1, size + 1))
    return "ipv6 access-list REFEREE\n" + "".join(lines)


def _ipv6_entry(chance: Random, width: float) -> str:
    protocol = chance.choice(("tcp", "tcp", "udp", "udp", "icmp", "icmp", "ipv6", "89"))
    ports = [_ports(chance, protocol) if chance.random() < likely else "" for likely in (0.25, 0.75)]
    words = (
        *(chance.choice(("permit", "deny")), protocol),
        *(_ipv6_addresses(chance, width), ports[0]),
        *(_ipv6_addresses(chance, 0.0 if protocol == "ipv6" else width), ports[1]),
        *(_ipv6_options(chance, protocol),),
    )
    return " ".join(word for word in words if word)


def _ipv6_addresses(chance: Random, width: float) -> str:
    if chance.random() < 0.05 + 0.35 * width:
        return "any"
    if chance.random() < 0.2:
        return f"host {IPv6Address(near(chance, IPV6))}"
    length = chance.choice((48, 49, 63, 64, 64, 120, 127))
    network = near(chance, IPV6) >> 128 - length << 128 - length
    return f"{IPv6Address(network)}/{length}"


def _ipv6_options(chance: Random, protocol: str) -> str:
    if protocol == "icmp":
        return chance.choice(("", *sorted(ICMP6_TYPES), "128", "1 4"))
    if protocol == "tcp" and chance.random() < 0.3:
        return "established"
    if protocol in {"ipv6", "89"} and chance.random() < 0.3:
        return "fragments"
    return "dscp ef" if chance.random() < 0.1 else ""


def _entry(chance: Random, width: float) -> str:
    protocol = chance.choice(PROTOCOL_WORDS)
    ports = [_ports(chance, protocol) if chance.random() < likely else "" for likely in (0.25, 0.75)]
    if protocol == "ip" and chance.random() < 0.8:  # an entry for everything would end the list early
        width = 0.0
    words = (
        chance.choice(("permit", "deny")),
        protocol,
        _addresses(chance, width),
        ports[0],
        _addresses(chance, width),
        ports[1],
        _options(chance, protocol, layer4=any(ports)),
    )
    return " ".join(word for word in words if word)


def _addresses(chance: Random, width: float) -> str:
    if chance.random() < 0.05 + 0.35 * width:
        return "any"
    if chance.random() < 0.2:
        return f"host {IPv4Address(near(chance))}"
    if chance.random() < 0.1:
        return f"{IPv4Address(near(chance) & 0xFFFFFF00)}/24"
    return f"{IPv4Address(near(chance))} {IPv4Address(chance.choice(WILDCARDS))}"


def _ports(chance: Random, protocol: str) -> str:
    if protocol not in PORT_WORDS:
        return ""
    operator = chance.choice(("eq", "eq", "eq", "neq", "gt", "lt", "range"))
    if operator == "range":
        first = chance.randrange(65536)
        return f"range {first} {min(first + chance.choice((0, 1, 100, 16383)), 65535)}"
    several = chance.choice((1, 1, 2, 4)) if operator == "eq" else 1
    words = chance.sample(PORT_WORDS[protocol], several)
    if operator in {"gt", "lt"} and words[0] in {"0", "65535"}:  # no port is under 0 or over 65535
        return f"{operator} 1024"
    return f"{operator} {' '.join(words)}"


def _options(chance: Random, protocol: str, *, layer4: bool) -> str:
    words = []
    if protocol == "icmp" and chance.random() < 0.8:
        words.append(chance.choice((*CODED, "8", "3 4", "11 1", "200")))
        layer4 = True
    if protocol == "tcp" and chance.random() < 0.25:
        words.append(chance.choice(FLAG_WORDS))
        layer4 = True
    if chance.random() < 0.15:
        words.append(chance.choice(MARKINGS))
    if not layer4 and chance.random() < 0.3:
        words.append("fragments")
    return " ".join(words)
