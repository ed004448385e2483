"""What access lists do to packets, worked out by hand from Cisco's documents.

The rows stand in ``rows/*.cfg``. A comment above a line of a list tells what the list does to a packet
and that this line is the first that decides it:

    ! permit: tcp 10.1.1.1:1234 10.2.2.2:80
    ! deny: tcp 10.1.1.1:1234 10.2.2.2:80 while time-range WORK is active
    ! unknown: tcp 10.1.1.1:1234 10.2.2.2:80
    ! default deny: tcp 10.1.1.1:1234 10.2.2.2:80

Packets are in the words of ``parse_header``. ``while`` and ``unless`` say which conditions hold; those
that are not named are free, and ``unknown`` is a packet that is permitted with some of them and denied
with others. ``default`` speaks of the list above and of what IOS adds at its end.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from netaudit.analysis.acl.decide import decide, first, permitted
from netaudit.analysis.acl.meaning import Filter, meaning, open_filter
from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH, WIDTHS
from netaudit.analysis.packetspace.header import Header
from netaudit.analysis.packetspace.numbers import EVERY, Numbers, intersection, matching, of
from netaudit.analysis.packetspace.packets import EVERYTHING, PacketSet, Region
from netaudit.analysis.packetspace.words import parse_header
from netaudit.model import Acl, Device
from netaudit.parsers import read

HERE = Path(__file__).parent / "rows"
VERDICTS = ("permit", "deny", "unknown", "default permit", "default deny", "default unknown")


class Row(NamedTuple):
    """One row, and the line that it speaks of."""

    path: Path
    line: int
    default: bool
    verdict: str
    packet: str


def rows() -> Iterator[Row]:
    """Every row of every file."""
    for path in sorted(HERE.glob("*.cfg")):
        lines = path.read_text().splitlines()
        for number, line in enumerate(lines):
            verdict, colon, packet = line.strip().removeprefix("! ").partition(": ")
            if not (line.strip().startswith("! ") and colon and verdict in VERDICTS):
                continue
            default = verdict.startswith("default")
            others = range(number - 1, -1, -1) if default else range(number + 1, len(lines))
            spoken_of = next(n for n in others if not lines[n].strip().startswith("!"))
            yield Row(path, spoken_of + 1, default, verdict.removeprefix("default "), packet)


def packets_of(header: Header, conditions: Numbers) -> PacketSet:
    """One packet with those values of the conditions."""
    widths = {"source": ADDRESS_WIDTH[header.version], "destination": ADDRESS_WIDTH[header.version], **WIDTHS}
    fields = {field: of((getattr(header, field),), width) for field, width in widths.items()}
    return PacketSet((Region(header.version, **fields, condition=conditions),))


def asked(row: Row, filter_: Filter) -> PacketSet:
    """The packet of a row with the conditions that it names."""
    text, _, absent = row.packet.partition(" unless ")
    text, _, there = text.partition(" while ")
    width = len(filter_.conditions)
    conditions: Numbers = EVERY
    for names, separator, held in ((there, " and ", True), (absent, " or ", False)):
        for name in filter(None, names.split(separator)):
            bit = 1 << filter_.conditions.index(name)
            one = matching(bit if held else 0, (1 << width) - 1 & ~bit, width)
            conditions = intersection(conditions, one)
    return packets_of(parse_header(text), conditions)


def list_at(device: Device, line: int, text: str) -> Acl:
    """The list that has a line, or one whose section begins above it."""
    by_line = {acl.line + ace.offset: acl for acl in device.acls for ace in acl.entries}
    by_line |= {acl.line: acl for acl in device.acls}
    known = [number for number in by_line if number <= line]
    assert known, f"no list at {line}: {text}"
    return by_line[max(known)]


def deciding(row: Row) -> tuple[set[str], int | None]:
    """The actions that a packet meets, and the line of the first entry that may decide it."""
    text = row.path.read_text()
    (device,) = read(text)
    acl = list_at(device, row.line, text)
    filter_ = meaning(device, acl)
    parts = list(decide(filter_, asked(row, filter_)))
    index = parts[0].entry.index
    line = None if index is None else acl.line + acl.entries[index].offset
    return {part.entry.action for part in parts}, line


@pytest.mark.parametrize("row", [*rows()], ids=lambda row: f"{row.path.stem}-{row.line}-{row.packet}")
def test_row(row: Row) -> None:
    """The list does what the documents say, by the line that they say."""
    actions, line = deciding(row)
    assert actions == ({"permit", "deny"} if row.verdict == "unknown" else {row.verdict})
    assert line == (None if row.default else row.line)


def test_rows_are_many() -> None:
    """The rows are found: a wrong mark would leave them out in silence."""
    marks = sum(path.read_text().count("! ") for path in HERE.glob("*.cfg"))
    notes = sum(path.read_text().count("! note ") for path in HERE.glob("*.cfg"))
    assert len([*rows()]) == marks - notes > 150


def test_mac_list() -> None:
    """A MAC list looks at frames that are not IP: it stops no IP packet (Catalyst 3750-X guide)."""
    (device,) = read(
        "hostname m\nmac access-list extended M\n deny any any\n permit host 0011.2233.4455 any\n"
    )
    filter_ = meaning(device, device.acls[0])
    assert permitted(filter_, EVERYTHING) == EVERYTHING


def test_the_other_ip_version() -> None:
    """A list decides packets of its own IP version only (Command Reference, ipv6 traffic-filter)."""
    (device,) = read("hostname v\naccess-list 1 deny any\n")
    filter_ = meaning(device, device.acls[0])
    six = packets_of(parse_header("tcp [2001:db8::1]:1 [2001:db8::2]:2"), EVERY)
    assert not list(decide(filter_, six))
    assert first(filter_, parse_header("tcp [2001:db8::1]:1 [2001:db8::2]:2")) is None
    assert permitted(filter_, six) == six


def test_list_that_is_not_defined() -> None:
    """A list that is applied and not defined filters nothing (document 13608)."""
    assert [entry.action for entry in open_filter(4).entries] == ["permit"]
    assert permitted(open_filter(6), EVERYTHING) == EVERYTHING


def test_rows_by_one_packet() -> None:
    """What decides a packet alone is what decides it among all packets."""
    for row in rows():
        (device,) = read(row.path.read_text())
        filter_ = meaning(device, list_at(device, row.line, ""))
        header = parse_header(row.packet.partition(" unless ")[0].partition(" while ")[0])
        parts = decide(filter_, packets_of(header, of((0,), max(1, len(filter_.conditions)))))
        assert [part.entry for part in parts] == [first(filter_, header)]
