"""Hand-derived rows: a config of ours, a packet, and what vendor documentation says happens to it.

A row is a comment in the config it speaks of:

    ! row: Gi1/0/5 > Gi1/0/48 phone dscp=ef cos=5 => dscp=0 cos=0 strict=no # default trust, S15

Left of the arrow: ingress, egress, sender, and the packet (dscp, cos, vlan, proto, src, dst, sport, dport,
app); a packet without ``cos`` is untagged. Right of it: fields of the exit, ``verdict``, ``known``; only what
is given is compared. ``none`` is None (unknown, no tag, no limit), ``yes`` and ``no`` are booleans. Behind
``#``: the source, and ``trap N`` where the row shows a well-known trap.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from netaudit.analysis.roles import assign
from netaudit.analysis.treatment import treatment
from netaudit.model import Device, Exit, Interface, Packet, Treatment
from netaudit.parsers import read
from netaudit.parsers.ios.keywords import dscp
from netaudit.parsers.names import canonical
from netaudit.site.policy import Policy

HERE = Path(__file__).parent
MARK = "! row: "

PACKET = {
    "app": "application",
    "cos": "cos",
    "dport": "destination_port",
    "dscp": "dscp",
    "dst": "destination",
    "proto": "protocol",
    "sport": "source_port",
    "src": "source",
    "vlan": "vlan",
}
"""Key of a row to the field of the packet; sorted."""

WORDS = frozenset({"application", "destination", "protocol", "queue", "source", "threshold", "verdict"})
"""Fields that are words and not numbers."""


class Row(NamedTuple):
    """One row, and where it stands."""

    path: Path
    line: int
    ingress: str
    egress: str
    packet: Packet
    expected: dict[str, object]


def rows() -> Iterator[Row]:
    """Every row of every family."""
    for path in sorted(HERE.glob("*/*.cfg")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if line.startswith(MARK):
                yield _row(path, number, line.removeprefix(MARK).partition("#")[0])


def _row(path: Path, number: int, text: str) -> Row:
    """One row from its text."""
    given, _, wanted = text.partition("=>")
    ingress, _arrow, egress, sender, *keys = given.split()
    fields = {PACKET[key]: _value(PACKET[key], word) for key, word in map(_pair, keys)}
    expected = {key: _value(key, word) for key, word in map(_pair, wanted.split())}
    unknown = expected.keys() - set(structs.asdict(Exit(dscp=0))) - {"verdict", "known"}
    assert expected, f"{path.name}:{number}: nothing is expected"
    assert not unknown, f"{path.name}:{number}: no such field: {unknown}"
    return Row(path, number, ingress, egress, structs.replace(Packet(sender=sender), **fields), expected)


def _pair(word: str) -> tuple[str, str]:
    key, _, value = word.partition("=")
    return key, value


def _value(field: str, word: str) -> object:
    """What a word stands for in a field."""
    if field in WORDS and word != "none":
        return word
    if word in {"none", "yes", "no"}:
        return {"none": None, "yes": True, "no": False}[word]
    if field == "dscp":
        return dscp(word)
    return int(word) if field in PACKET.values() else float(word)


def device_of(path: Path) -> Device:
    """The one device of a config."""
    (device,) = read(path.read_text())
    return assign(device, Policy())


def port_of(device: Device, name: str) -> Interface:
    """An interface by any spelling of its name."""
    return next(port for port in device.interfaces if port.name == canonical(name))


def traced(row: Row) -> tuple[Device, Treatment]:
    """The device of a row and what it does to the packet."""
    device = device_of(row.path)
    return device, treatment(device, row.packet, port_of(device, row.ingress), port_of(device, row.egress))
