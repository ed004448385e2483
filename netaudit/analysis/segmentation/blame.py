"""Which line of which filter lets packets pass."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from netaudit.analysis.acl.meaning import Entry
from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH
from netaudit.analysis.packetspace.numbers import count
from netaudit.analysis.packetspace.packets import NOTHING, PacketSet
from netaudit.analysis.reach.crossing import Decided
from netaudit.analysis.reach.stops import Stop
from netaudit.analysis.segmentation.pairs import LISTS


class Line(NamedTuple):
    """A permit entry of a filter."""

    where: str
    """Interface or ``VLAN N``."""
    name: str
    """Of the list or map."""
    lines: tuple[int, ...]


class _Piece(NamedTuple):
    """Packets with the narrowest line that let them pass so far, and how many addresses it lets them to."""

    packets: PacketSet
    line: Line | None = None
    breadth: int = 0


def by_line(decided: Iterable[Decided], packets: PacketSet) -> dict[Line, PacketSet]:
    """Packets that got through, each with the line that is to blame.

    Where several filters let a packet pass, it is the line that asks most of its destination; of
    two alike, the later one. What passes no list or map is left out.
    """
    pieces = [_Piece(packets)]
    for each in decided:
        if each.stop.kind in LISTS:
            pieces = [new for piece in pieces for new in _parted(piece, each)]
    found: dict[Line, PacketSet] = {}
    for piece in pieces:
        if piece.line is not None:
            found[piece.line] = found.get(piece.line, NOTHING) | piece.packets
    return found


def _parted(piece: _Piece, decided: Decided) -> Iterator[_Piece]:
    """A piece by the entries of the next filter; whole where that looks at the other IP version."""
    if decided.stop.filter and not any(
        r.version == decided.stop.filter.version for r in piece.packets.regions
    ):
        yield piece
        return
    for part in decided.parts:
        if part.entry.action != "permit" or not piece.packets.meets(part.packets):
            continue
        met, breadth = piece.packets & part.packets, _breadth(part.entry)
        if piece.line is None or breadth <= piece.breadth:
            yield _Piece(met, _line(decided.stop, part.entry), breadth)
        else:
            yield piece._replace(packets=met)


def _line(stop: Stop, entry: Entry) -> Line:
    """The line of an entry; of the filter's end, the lines that attach it."""
    written = entry.index is not None and entry.index < len(stop.entries)
    return Line(stop.where, stop.name, stop.entries[entry.index or 0] if written else stop.lines)


def _breadth(entry: Entry) -> int:
    """How many destination addresses an entry has."""
    return sum(count(region.destination, ADDRESS_WIDTH[region.version]) for region in entry.packets.regions)
