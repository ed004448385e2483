"""What a hunt found, as JSON: the contract ``netaudit.sightings/1``. Beside it the other formats by name."""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from msgspec import Struct, json

from netaudit.hunt.sightings.order import Sightings
from netaudit.hunt.sigma.signature import Refused
from netaudit.model import LogSource, Problem, Sighting, SignatureSummary, Verdict
from netaudit.report.contract import closed
from netaudit.report.escape import json_text

SCHEMA = "netaudit.sightings/1"


class Concern(Struct, frozen=True, kw_only=True):
    """An address among the sightings that the site policy names."""

    address: str
    verdict: Verdict
    role: str
    """What it is: call-control server, TFTP server, DHCP server; or where: voice subnet, management
    network, protected network."""


class Document(Struct, frozen=True, kw_only=True):
    """All of a hunt."""

    schema: Literal["netaudit.sightings/1"] = "netaudit.sightings/1"
    sightings: tuple[Sighting, ...]
    """Worst verdict first, then most lines, then by address."""
    sources: tuple[LogSource, ...]
    signatures: tuple[SignatureSummary, ...]
    """Those that were seen."""
    concerns: tuple[Concern, ...]
    refused: tuple[Refused, ...]
    """Rules that could not be used, and why."""
    problems: tuple[Problem, ...]
    """Logs that could not be read, or not to their end."""
    partial: bool
    """The hunt was ended before it was through: there may be more."""


class Hunted(NamedTuple):
    """The same as it is shown: sightings are made one by one."""

    sightings: Sightings
    sources: tuple[LogSource, ...]
    signatures: tuple[SignatureSummary, ...]
    concerns: tuple[Concern, ...] = ()
    refused: tuple[Refused, ...] = ()
    problems: tuple[Problem, ...] = ()
    partial: bool = False
    rules: int = 0
    """Signatures that were looked for."""


def schema() -> dict[str, Any]:
    """The JSON Schema of the contract."""
    return closed(json.schema(Document), SCHEMA)


def as_json(hunted: Hunted) -> Iterator[str]:
    """The document, piece by piece, a sighting a line."""
    encode = json.Encoder().encode
    yield f'{{"schema":"{SCHEMA}","sightings":['
    for number, sighting in enumerate(hunted.sightings):
        yield ("," if number else "") + "\n" + json_text(encode(sighting))
    rest = {
        "sources": hunted.sources,
        "signatures": hunted.signatures,
        "concerns": hunted.concerns,
        "refused": hunted.refused,
        "problems": hunted.problems,
        "partial": hunted.partial,
    }
    yield "\n]"
    yield from (f',\n"{name}":{json_text(encode(value))}' for name, value in rest.items())
    yield "}\n"
