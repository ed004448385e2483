"""Small devices for tests of what reaches what, written by hand."""

from collections.abc import Iterable

from netaudit import parsers
from netaudit.analysis.packetspace.header import has
from netaudit.analysis.packetspace.packets import EVERYTHING, PacketSet
from netaudit.analysis.packetspace.words import parse_header
from netaudit.analysis.reach.crossing import Crossing, crossing, passing
from netaudit.model import Device

DATA, VOICE = "Vlan10", "Vlan110"
SIP = "tcp 10.0.10.5:40000 10.0.110.7:5060"
SSH = "tcp 10.0.10.5:40000 10.0.110.7:22"


def device(text: str, name: str = "dist1") -> Device:
    """The one device of a config."""
    (found,) = parsers.read(f"hostname {name}\n{text}end\n", f"{name}.cfg")
    return found


def two_vlans(
    data: Iterable[str] = (), voice: Iterable[str] = (), rest: str = "", name: str = "dist1"
) -> Device:
    """A switch that routes between VLAN 10 (10.0.10.0/24) and VLAN 110 (10.0.110.0/24)."""
    sections = (
        ("Vlan10", ("ip address 10.0.10.1 255.255.255.0", *data)),
        ("Vlan110", ("ip address 10.0.110.1 255.255.255.0", *voice)),
    )
    text = "".join(f"interface {svi}\n" + "".join(f" {line}\n" for line in lines) for svi, lines in sections)
    return device(f"ip routing\n{text}{rest}", name)


def acl(name: str, *entries: str) -> str:
    """An extended access list."""
    return f"ip access-list extended {name}\n" + "".join(f" {entry}\n" for entry in entries)


def between(config: Device, source: str = DATA, sink: str = VOICE, *ports: str) -> Crossing:
    """The crossing between two interfaces by name, then the ports before them."""
    found = [config.interface(name) for name in (source, sink, *ports)]
    return crossing(config, *found)


def passes(way: Crossing, *packets: str) -> list[str]:
    """``sure``, ``possible`` or ``blocked`` for each packet."""
    passed = passing(way, EVERYTHING)
    return [_verdict(passed.sure, passed.possible, packet) for packet in packets]


def _verdict(sure: PacketSet, possible: PacketSet, packet: str) -> str:
    header = parse_header(packet)
    if has(sure, header):
        return "sure"
    return "possible" if has(possible, header) else "blocked"
