"""The referee's own tables of the words in access lists: IANA's numbers by IOS's names."""

from collections.abc import Mapping

ICMP, TCP, UDP, SCTP = 1, 6, 17, 132

PROTOCOLS: Mapping[str, int] = {
    "icmp": ICMP,
    "igmp": 2,
    "ipinip": 4,
    "tcp": TCP,
    "udp": UDP,
    "gre": 47,
    "esp": 50,
    "ahp": 51,
    "eigrp": 88,
    "ospf": 89,
    "pim": 103,
    "sctp": SCTP,
}
"""IOS's name of a protocol to its number (IANA)."""

PORTS: Mapping[str, int] = {
    "echo": 7,
    "discard": 9,
    "ftp-data": 20,
    "ftp": 21,
    "telnet": 23,
    "smtp": 25,
    "tacacs": 49,
    "domain": 53,
    "bootps": 67,
    "bootpc": 68,
    "tftp": 69,
    "www": 80,
    "pop3": 110,
    "ntp": 123,
    "netbios-ns": 137,
    "snmp": 161,
    "snmptrap": 162,
    "bgp": 179,
    "isakmp": 500,
    "syslog": 514,
    "rip": 520,
    "non500-isakmp": 4500,
}
"""The names of ports that the lists of these tests use."""

ICMP_TYPES: Mapping[str, tuple[int, int | None]] = {
    "echo-reply": (0, None),
    "unreachable": (3, None),
    "net-unreachable": (3, 0),
    "host-unreachable": (3, 1),
    "port-unreachable": (3, 3),
    "packet-too-big": (3, 4),
    "administratively-prohibited": (3, 13),
    "source-quench": (4, None),
    "redirect": (5, None),
    "echo": (8, None),
    "time-exceeded": (11, None),
    "ttl-exceeded": (11, 0),
    "reassembly-timeout": (11, 1),
    "parameter-problem": (12, None),
    "timestamp-request": (13, None),
}
"""Name of an ICMP message to its type and, where the name says it, its code."""

FLAGS: Mapping[str, int] = {"fin": 1, "syn": 2, "rst": 4, "psh": 8, "ack": 16, "urg": 32}

DSCP: Mapping[str, int] = {
    "default": 0,
    "ef": 46,
    "cs1": 8,
    "cs2": 16,
    "cs3": 24,
    "cs4": 32,
    "cs5": 40,
    "cs6": 48,
    "cs7": 56,
    "af11": 10,
    "af12": 12,
    "af13": 14,
    "af21": 18,
    "af22": 20,
    "af23": 22,
    "af31": 26,
    "af32": 28,
    "af33": 30,
    "af41": 34,
    "af42": 36,
    "af43": 38,
}

PRECEDENCE: Mapping[str, int] = {
    "routine": 0,
    "priority": 1,
    "immediate": 2,
    "flash": 3,
    "flash-override": 4,
    "critical": 5,
    "internet": 6,
    "network": 7,
}
