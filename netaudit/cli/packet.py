"""The packet of ``netaudit trace`` as the command line describes it."""

import argparse

from netaudit.cli import values
from netaudit.errors import UsageError
from netaudit.model.packet import SENDERS

PROTOCOLS = ("ahp", "eigrp", "esp", "gre", "icmp", "igmp", "ipinip", "ospf", "pim", "sctp", "tcp", "udp")
"""Names that access lists of IOS have for IP protocols."""

WITH_PORTS = frozenset({"sctp", "tcp", "udp"})
"""Protocols that have port numbers."""


def add_packet(command: argparse.ArgumentParser) -> None:
    """The options that say what is sent, and by whom."""
    add = command.add_argument_group(
        "packet", "what is not said is what such a sender does; without any of these a phone's call is sent"
    ).add_argument
    add("--dscp", type=values.dscp, metavar="DSCP", help="name or number 0-63 (default: ef)")
    add(
        "--cos",
        type=values.cos,
        metavar="COS",
        help=f"0-7, or {values.UNTAGGED} for a frame without tag (default: as the sender would)",
    )
    add("--sender", choices=SENDERS, help="who sends it (default: by the role of the port)")
    add("--proto", choices=PROTOCOLS, metavar="NAME", help="tcp, udp, icmp, … (default: udp)")
    add("--sport", type=values.port, metavar="PORT", help="source port")
    add("--dport", type=values.port, metavar="PORT", help="destination port")
    add("--src", type=values.address, metavar="ADDRESS", help="source address")
    add("--dst", type=values.address, metavar="ADDRESS", help="destination address")
    add("--vlan", type=values.vlan, metavar="VLAN", help="VLAN it is in (default: the port's)")
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
    if stated.get("cos") == values.UNTAGGED:
        stated["cos"] = None
    return stated
