"""The packet of ``netaudit trace`` as the command line describes it."""

import argparse

from netaudit.errors import UsageError
from netaudit.model.packet import SENDERS

PROTOCOLS = ("ahp", "eigrp", "esp", "gre", "icmp", "igmp", "ipinip", "ospf", "pim", "sctp", "tcp", "udp")
"""Names that access lists of IOS have for IP protocols."""

WITH_PORTS = frozenset({"sctp", "tcp", "udp"})
"""Protocols that have port numbers."""

DIGITS = 5
"""Of the largest number that is asked for."""

UNTAGGED = "none"
"""What ``--cos`` takes for a frame without a tag."""


def add_packet(command: argparse.ArgumentParser) -> None:
    """The options that say what is sent, and by whom."""
    add = command.add_argument_group(
        "packet", "what is not said is what such a sender does; without any of these a phone's call is sent"
    ).add_argument
    add("--dscp", type=_dscp, metavar="DSCP", help="name or number 0-63 (default: ef)")
    add(
        "--cos",
        type=_cos,
        metavar="COS",
        help=f"0-7, or {UNTAGGED} for a frame without tag (default: as the sender would)",
    )
    add("--sender", choices=SENDERS, help="who sends it (default: by the role of the port)")
    add("--proto", choices=PROTOCOLS, metavar="NAME", help="tcp, udp, icmp, … (default: udp)")
    add("--sport", type=_port, metavar="PORT", help="source port")
    add("--dport", type=_port, metavar="PORT", help="destination port")
    add("--src", type=_address, metavar="ADDRESS", help="source address")
    add("--dst", type=_address, metavar="ADDRESS", help="destination address")
    add("--vlan", type=_vlan, metavar="VLAN", help="VLAN it is in (default: the port's)")
    add("--app", metavar="NAME", help="what NBAR would call it: rtp, sip, skinny, …")


FIELDS = {
    "app": "application",
    "cos": "cos",
    "dport": "destination_port",
    "dscp": "dscp",
    "dst": "destination",
    "proto": "protocol",
    "sender": "sender",
    "sport": "source_port",
    "src": "source",
    "vlan": "vlan",
}
"""Option to the field of the packet."""


def given(arguments: argparse.Namespace) -> dict[str, int | str | None]:
    """The fields of the packet that the command line states.

    Raises:
        UsageError: ports were given for a protocol that has none.
    """
    options = vars(arguments)
    stated = {field: options[name] for name, field in FIELDS.items() if options[name] is not None}
    if (
        stated.get("protocol", "udp") not in WITH_PORTS
        and {"source_port", "destination_port"} & stated.keys()
    ):
        raise UsageError(f"--proto {stated['protocol']} has no ports: leave out --sport and --dport")
    if stated.get("cos") == UNTAGGED:
        stated["cos"] = None
    return stated


def _dscp(text: str) -> int:
    """A DSCP by name or number."""
    from netaudit.parsers.ios.keywords import dscp

    try:
        return dscp(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no DSCP: ef, cs3, af31, … or 0-63") from None


def _cos(text: str) -> int | str:
    """A CoS, or the word for a frame that has none."""
    return UNTAGGED if text == UNTAGGED else _within(text, 0, 7, f"no CoS: 0-7 or {UNTAGGED}")


def _port(text: str) -> int:
    """A port of TCP or UDP."""
    return _within(text, 0, 65535, "no port number")


def _vlan(text: str) -> int:
    """A VLAN number."""
    return _within(text, 1, 4094, "no VLAN of 1-4094")


def _within(text: str, least: int, most: int, wrong: str) -> int:
    """A number of a range."""
    digits = text.isascii() and text.isdecimal() and len(text) <= DIGITS
    if not (digits and least <= int(text) <= most):
        raise argparse.ArgumentTypeError(f"{text!r} is {wrong}")
    return int(text)


def _address(text: str) -> str:
    """An IPv4 or IPv6 address."""
    from ipaddress import ip_address

    try:
        return str(ip_address(text))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no IP address") from None
