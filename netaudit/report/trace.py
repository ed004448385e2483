"""What becomes of packets, as JSON: the contract ``netaudit.trace/1``."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from msgspec import Struct, json
from msgspec.structs import replace

from netaudit.analysis.treatment.kinds import framed
from netaudit.model import Device, Exit, Interface, Packet, Problem
from netaudit.report.contract import closed
from netaudit.report.escape import json_text
from netaudit.report.trace_rows import Case, each_way
from netaudit.report.trace_stages import Told, TracedStage

SCHEMA = "netaudit.trace/1"


class Trace(Struct, frozen=True, kw_only=True):
    """One packet from one interface to another."""

    device: str
    source: str
    ingress: str
    egress: str
    kind: Literal["bearer", "signalling", "cheater", "best-effort"]
    packet: Packet
    verdict: Literal["pass", "fail", "unknown"]
    says: str
    """What that means for the call, in one sentence."""
    known: bool
    """Whether nothing on the way is in doubt."""
    exit: Exit
    stages: tuple[TracedStage, ...]


class Document(Struct, frozen=True, kw_only=True):
    """All traces of a run."""

    schema: Literal["netaudit.trace/1"] = "netaudit.trace/1"
    traces: tuple[Trace, ...]
    problems: tuple[Problem, ...]


def schema() -> dict[str, Any]:
    """The JSON Schema of the contract."""
    return closed(json.schema(Document), SCHEMA)


def as_json(device: Device, cases: Iterable[Case]) -> str:
    """The traces of one device, one a line, with commas between them."""
    encode = json.Encoder().encode
    return ",\n".join(json_text(encode(each)) for each in traces(device, cases))


def traces(device: Device, cases: Iterable[Case]) -> Iterator[Trace]:
    """A trace for each two ports and kind of packet, in the order of the config."""
    told: dict[int, Told] = {}
    for ingress, egress, case in each_way(device, cases):
        if id(case) not in told:
            told[id(case)] = Told(device, case)
        yield _trace(device, case, (ingress, egress), told[id(case)])


def _trace(device: Device, case: Case, way: tuple[Interface, Interface], told: Told) -> Trace:
    """The trace between two ports."""
    ingress, egress = way
    return Trace(
        device=device.hostname,
        source=device.source,
        ingress=ingress.name,
        egress=egress.name,
        kind=case.kind.value,
        packet=_in_vlan(case.treatment.packet, ingress),
        verdict=case.verdict.result.value,
        says=told.says,
        known=told.known,
        exit=case.treatment.exit,
        stages=told.between(ingress, egress),
    )


def _in_vlan(packet: Packet, port: Interface) -> Packet:
    """The packet in the VLAN of its sender, which a group leaves open where it decides nothing."""
    return packet if packet.vlan is not None else replace(packet, vlan=framed(packet, port).vlan)
