"""The names that IOS has for protocols, ports, TCP flags and markings.

What names stand for, IOS says itself where ``?`` is typed; the numbers are IANA's. No name has
another number for TCP than for UDP: 514 is ``cmd`` or ``syslog``, 513 ``login`` or ``who``, 512
``exec`` or ``biff``.
"""

from collections.abc import Mapping

PROTOCOL_NUMBERS: Mapping[str, int] = {
    "ahp": 51,
    "eigrp": 88,
    "esp": 50,
    "gre": 47,
    "hbh": 0,
    "icmp": 1,
    "icmp6": 58,
    "igmp": 2,
    "igrp": 9,
    "ipinip": 4,
    "nos": 94,
    "ospf": 89,
    "pcp": 108,
    "pim": 103,
    "sctp": 132,
    "tcp": 6,
    "udp": 17,
    "vrrp": 112,
}
"""Protocol to its number (IANA); in an IPv6 list ``icmp`` is 58, see ``protocol_number``."""

ANY_PROTOCOL = frozenset({"ip", "ipv4", "ipv6"})
"""Words that stand for every protocol."""

PROTOCOLS = frozenset({*PROTOCOL_NUMBERS, "ip", "ipv6"})

TCP_FLAGS = {"fin": 1, "syn": 2, "rst": 4, "psh": 8, "ack": 16, "urg": 32}
"""Flag to its bit in the TCP header, from the lowest (RFC 9293)."""

TOS: Mapping[str, int] = {
    "max-reliability": 2,
    "max-throughput": 4,
    "min-delay": 8,
    "min-monetary-cost": 1,
    "normal": 0,
}
"""Type of service (RFC 1349): the four bits that follow the precedence."""

PORTS = {
    "bgp": 179,
    "biff": 512,
    "bootpc": 68,
    "bootps": 67,
    "chargen": 19,
    "cmd": 514,
    "connectedapps-plain": 15001,
    "connectedapps-tls": 15002,
    "daytime": 13,
    "discard": 9,
    "dnsix": 195,
    "domain": 53,
    "drip": 3949,
    "echo": 7,
    "exec": 512,
    "finger": 79,
    "ftp": 21,
    "ftp-data": 20,
    "gopher": 70,
    "hostname": 101,
    "https": 443,
    "ident": 113,
    "irc": 194,
    "isakmp": 500,
    "klogin": 543,
    "kshell": 544,
    "login": 513,
    "lpd": 515,
    "mobile-ip": 434,
    "msrpc": 135,
    "nameserver": 42,
    "netbios-dgm": 138,
    "netbios-ns": 137,
    "netbios-ss": 139,
    "netbios-ssn": 139,
    "nntp": 119,
    "non500-isakmp": 4500,
    "ntp": 123,
    "onep-plain": 15001,
    "onep-tls": 15002,
    "pim-auto-rp": 496,
    "pop2": 109,
    "pop3": 110,
    "rip": 520,
    "ripv6": 521,
    "smtp": 25,
    "snmp": 161,
    "snmptrap": 162,
    "ssh": 22,
    "sunrpc": 111,
    "syslog": 514,
    "tacacs": 49,
    "tacacs-ds": 49,
    "talk": 517,
    "telnet": 23,
    "tftp": 69,
    "time": 37,
    "uucp": 540,
    "who": 513,
    "whois": 43,
    "www": 80,
    "xdmcp": 177,
}

DSCP = {
    "default": 0,
    "ef": 46,
    "va": 44,
    "voice-admit": 44,
    **{f"cs{n}": 8 * n for n in range(1, 8)},
    **{f"af{x}{y}": 8 * x + 2 * y for x in range(1, 5) for y in range(1, 4)},
}
"""DSCP names (RFC 2474, 2597, 3246, 5865)."""

PRECEDENCE = {
    "critical": 5,
    "flash": 3,
    "flash-override": 4,
    "immediate": 2,
    "internet": 6,
    "network": 7,
    "priority": 1,
    "routine": 0,
}


def protocol_number(word: str, version: int = 4) -> int | None:
    """The number of a protocol's name or number; None: any protocol. Raises ValueError otherwise."""
    name = word.lower()
    if name in ANY_PROTOCOL:
        return None
    if name == "icmp" and version == 6:
        name = "icmp6"
    value = PROTOCOL_NUMBERS.get(name)
    number = int(name) if value is None else value
    if not 0 <= number <= 255:
        raise ValueError(f"{word} is not an IP protocol")
    return number


def dscp(word: str) -> int:
    """A DSCP name or number 0-63; raises ValueError otherwise."""
    value = DSCP.get(word.lower())
    number = int(word) if value is None else value
    if not 0 <= number <= 63:
        raise ValueError(f"{word} is not a DSCP")
    return number


def precedence(word: str) -> int:
    """An IP precedence name or number 0-7; raises ValueError otherwise."""
    value = PRECEDENCE.get(word.lower())
    number = int(word) if value is None else value
    if not 0 <= number <= 7:
        raise ValueError(f"{word} is not an IP precedence")
    return number


def tos(word: str) -> int:
    """A type of service, name or number 0-15; raises ValueError otherwise."""
    value = TOS.get(word.lower())
    number = int(word) if value is None else value
    if not 0 <= number <= 15:
        raise ValueError(f"{word} is not a type of service")
    return number
