"""What gets from one place to another, as JSON: the contract ``netaudit.reach/1``."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from msgspec import Struct, field, json

from netaudit.analysis.acl.decide import Part
from netaudit.analysis.packetspace.packets import PacketSet
from netaudit.analysis.reach.answer import Hop, Path, Verdict, overall
from netaudit.analysis.reach.stops import Direction, Kind, Stop
from netaudit.model import Problem
from netaudit.report.contract import closed
from netaudit.report.escape import json_text
from netaudit.report.packets import Packets, in_words, told
from netaudit.syntax.secrets import redact

SCHEMA = "netaudit.reach/1"


class Decision(Struct, frozen=True, kw_only=True):
    """Packets that one entry of a filter decides."""

    action: Literal["permit", "deny"]
    lines: tuple[int, ...]
    """Of the entry; none for what IOS adds at the end of a list."""
    packets: tuple[str, ...]


class ReachStop(Struct, frozen=True, kw_only=True):
    """A filter on the way."""

    where: str
    kind: Kind
    direction: Direction
    name: str
    lines: tuple[int, ...]
    """Lines that apply it."""
    says: str
    """What is odd about it: not defined, empty, does not apply."""
    doubt: str
    """What makes its outcome unknown."""
    decided: tuple[Decision, ...]


class ReachRoute(Struct, frozen=True, kw_only=True):
    """The route that packets take on a device."""

    says: str
    lines: tuple[int, ...]


class ReachHop(Struct, frozen=True, kw_only=True):
    """One device on the way."""

    device: str
    source: str
    ingress: str
    egress: str
    route: ReachRoute | None
    vlan: int | None
    """The VLAN in which the device switches the packets; null: it routes them."""
    stops: tuple[ReachStop, ...]


class ReachPath(Struct, frozen=True, kw_only=True):
    """One way."""

    verdict: Verdict
    end: Literal["arrives", "dropped", "leaves"]
    says: str
    """Why and where it ends, if not at the destination."""
    hops: tuple[ReachHop, ...]
    passes: Packets | None
    """What arrives for certain."""
    conditional: Packets | None
    """What may arrive, with the conditions under which it does."""
    elsewhere: Packets | None
    """What does not arrive this way but may be changed or sent another way, with the conditions for that."""
    blocked: Packets | None
    """What never arrives."""


class Document(Struct, frozen=True, kw_only=True):
    """The answer to one question."""

    schema: Literal["netaudit.reach/1"] = "netaudit.reach/1"
    source: str = field(name="from")
    sink: str = field(name="to")
    verdict: Verdict
    paths: tuple[ReachPath, ...]
    problems: tuple[Problem, ...]


def schema() -> dict[str, Any]:
    """The JSON Schema of the contract."""
    return closed(json.schema(Document), SCHEMA)


def as_json(source: str, sink: str, paths: Sequence[Path], problems: Sequence[Problem]) -> str:
    """The answer as one document."""
    document = Document(
        source=source,
        sink=sink,
        verdict=overall(paths),
        paths=tuple(map(_path, paths)),
        problems=tuple(problems),
    )
    return json_text(json.format(json.encode(document), indent=2)) + "\n"


def _path(path: Path) -> ReachPath:
    """One way as it is shown."""
    return ReachPath(
        verdict=path.verdict,
        end=path.end or "arrives",
        says=path.says,
        hops=tuple(_hop(hop, path.conditions) for hop in path.hops),
        passes=told(path.sure, ()),
        conditional=told(conditional(path), path.conditions),
        elsewhere=told(path.elsewhere, path.conditions),
        blocked=told(path.blocked, ()),
    )


def conditional(path: Path) -> PacketSet:
    """What arrives under some conditions only."""
    return path.through - path.sure


def _hop(hop: Hop, conditions: tuple[str, ...]) -> ReachHop:
    """One device as it is shown."""
    route = hop.route
    return ReachHop(
        device=hop.device,
        source=hop.source,
        ingress=hop.ingress,
        egress=hop.egress,
        route=ReachRoute(says=route.says, lines=route.lines) if route else None,
        vlan=hop.vlan,
        stops=tuple(_stop(stop, parts, conditions) for stop, parts in seen(hop)),
    )


def seen(hop: Hop) -> Iterator[tuple[Stop, tuple[Part, ...]]]:
    """The filters that packets came to with what they decided, and those that do not apply."""
    decided = {id(each.stop): each for each in hop.decided}
    for stop in hop.crossing.stops:
        if id(stop) in decided:
            yield stop, decided[id(stop)].parts
        elif stop.filter is None:
            yield stop, ()


def _stop(stop: Stop, parts: Sequence[Part], conditions: tuple[str, ...]) -> ReachStop:
    """One filter as it is shown."""
    return ReachStop(
        where=stop.where,
        kind=stop.kind,
        direction=stop.direction,
        name=stop.name,
        lines=stop.lines,
        says=stop.says,
        doubt=redact(stop.doubt),
        decided=tuple(_decision(stop, part, conditions) for part in parts),
    )


def _decision(stop: Stop, part: Part, conditions: tuple[str, ...]) -> Decision:
    """What one entry decides."""
    return Decision(
        action="permit" if part.entry.action == "permit" else "deny",
        lines=lines_of(stop, part),
        packets=in_words(part.packets, conditions),
    )


def lines_of(stop: Stop, part: Part) -> tuple[int, ...]:
    """The lines of the entry that decides."""
    return () if part.entry.index is None else stop.entries[part.entry.index]
