"""Questions about filters as the command line asks them: between which places, about which packets."""

import argparse
from typing import TYPE_CHECKING

from netaudit.cli import values
from netaudit.errors import UsageError

if TYPE_CHECKING:
    from netaudit.analysis.packetspace.numbers import Numbers
    from netaudit.analysis.packetspace.packets import PacketSet, Region

REACH_EXAMPLES = """examples:
  netaudit reach dist1.cfg dist2.cfg --from 10 --to 110 --expect blocked
  netaudit reach configs/ --from VOICE --to 10.1.1.20 --proto tcp --dport 2000 --expect passes
  netaudit reach dist1.cfg --from Gi1/0/5 --to 10.20.110.0/24 --format json"""


def add_reach(command: argparse.ArgumentParser) -> None:
    """The options of ``reach``."""
    add = command.add_argument
    place = "VLAN (110, VOICE), subnet, address or interface; HOSTNAME: before it names a device"
    add("--from", dest="source", required=True, metavar="PLACE", help=f"where packets start: {place}")
    add("--to", dest="sink", required=True, metavar="PLACE", help="where they are to go: the same")
    add_traffic(command)
    add(
        "--expect",
        choices=("passes", "blocked"),
        help="exit code 1 unless all of it passes on every way, or none of it on any",
    )
    add("--format", choices=("json", "text"), default="text", help="default: text")


def add_traffic(command: argparse.ArgumentParser) -> None:
    """The options that narrow the packets."""
    add = command.add_argument_group(
        "packets", "what is not said is any; ports alone stand for tcp and udp"
    ).add_argument
    add("--proto", type=values.protocol, metavar="PROTO", help="tcp, udp, icmp, … or 0-255")
    add("--sport", type=values.ports, metavar="PORT", help="source port: 5060, tftp, or 16384-32767")
    add("--dport", type=values.ports, metavar="PORT", help="destination port")
    add("--established", action="store_true", help="tcp of sessions that are up already (ACK or RST)")


def packets_of(arguments: argparse.Namespace) -> "PacketSet":
    """The packets that the options leave.

    Raises:
        UsageError: the options ask for what no packet has.
    """
    from netaudit.analysis.packetspace.packets import PacketSet

    return PacketSet(tuple(_region(arguments, version) for version in (4, 6)))


def _region(arguments: argparse.Namespace, version: int) -> "Region":
    """The packets of one IP version."""
    from netaudit.analysis.packetspace.numbers import EVERY, between, of
    from netaudit.analysis.packetspace.packets import Region
    from netaudit.analysis.packetspace.values import ESTABLISHED, WHOLE_ONLY

    numbers = _protocols(arguments, version)
    source, destination = (
        EVERY if each is None else between(*each, 16) for each in (arguments.sport, arguments.dport)
    )
    layer4 = arguments.established or arguments.sport or arguments.dport
    return Region(
        version,
        protocol=of(numbers, 8) if numbers else EVERY,
        source_port=source,
        destination_port=destination,
        flags=ESTABLISHED if arguments.established else EVERY,
        fragment=WHOLE_ONLY if layer4 else EVERY,
    )


def _protocols(arguments: argparse.Namespace, version: int) -> tuple[int, ...]:
    """The protocols that are asked for; none: all.

    Raises:
        UsageError: the protocol has no ports or no sessions.
    """
    from netaudit.analysis.packetspace.fields import PORTED, TCP, UDP
    from netaudit.parsers.ios.keywords import protocol_number

    ports = arguments.sport or arguments.dport
    if arguments.proto is None:
        return (TCP,) if arguments.established else (TCP, UDP) if ports else ()
    number = protocol_number(arguments.proto, version)
    if ports and number not in PORTED:
        raise UsageError(f"--proto {arguments.proto} has no ports: leave out --sport and --dport")
    if arguments.established and number != TCP:
        raise UsageError(f"--established goes with tcp, not with --proto {arguments.proto}")
    return () if number is None else (number,)


def searched_packets(arguments: argparse.Namespace) -> "PacketSet":
    """The packets that ``acl search`` is asked about.

    Raises:
        UsageError: the options ask for what no packet has.
    """
    from netaudit.analysis.packetspace.packets import PacketSet

    stated = {_version(place) for place in (arguments.source, arguments.sink)} - {None}
    if len(stated) > 1:
        raise UsageError(f"--from {arguments.source} and --to {arguments.sink} are of two IP versions")
    if arguments.icmp_type and arguments.proto not in {None, "icmp", "icmp6"}:
        raise UsageError(f"--icmp-type goes with icmp, not with --proto {arguments.proto}")
    proto = "icmp" if arguments.icmp_type else arguments.proto
    within = packets_of(argparse.Namespace(**vars(arguments) | {"proto": proto}))
    narrow = [_narrow(arguments, region) for region in within.regions if region.version in (stated or {4, 6})]
    return PacketSet(tuple(each for each in narrow if each is not None))


def _version(place: str) -> int | None:
    """The IP version of a network; None for any."""
    return None if place == "any" else 6 if ":" in place else 4


def _narrow(arguments: argparse.Namespace, region: "Region") -> "Region | None":
    """A region between the places that are asked about; None where no packet of its version is meant."""
    from netaudit.analysis.packetspace.numbers import EVERY, of

    kind = _message(arguments.icmp_type, region.version) if arguments.icmp_type else (EVERY, EVERY)
    if kind is None:
        return None
    narrow = region._replace(
        source=_network(arguments.source),
        destination=_network(arguments.sink),
        dscp=EVERY if arguments.dscp is None else of((arguments.dscp,), 6),
    )
    return narrow._replace(source_port=kind[0], destination_port=kind[1]) if arguments.icmp_type else narrow


def _network(place: str) -> "Numbers":
    """The addresses of a network."""
    from ipaddress import ip_network

    from netaudit.analysis.packetspace.numbers import EVERY, matching

    if place == "any":
        return EVERY
    network = ip_network(place)
    return matching(int(network.network_address), int(network.hostmask), network.max_prefixlen)


def _message(word: str, version: int) -> "tuple[Numbers, Numbers] | None":
    """Type and code of a message; None where this version has no message of the name.

    Raises:
        UsageError: no version has it.
    """
    from netaudit.analysis.acl.entry.layer4 import is_message, message_numbers
    from netaudit.parsers.ios.icmp_types import message_types

    types = {each: message_types("icmp", each) for each in (4, 6)}
    if not any(is_message(word, each) for each in types.values()):
        raise UsageError(f"--icmp-type {word}: no such message; a name that IOS knows (echo, …) or 0-255")
    if not is_message(word, types[version]):
        return None
    try:
        return message_numbers([word], types[version])
    except ValueError:
        raise UsageError(f"--icmp-type {word}: types are 0-255") from None
