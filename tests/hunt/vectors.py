"""Reads the vectors of shipped signatures: requests and firewall messages that must show one, or must not.

A request is a line (``GET /path?query HTTP/1.0``, latin-1, a character for each byte) or a table with
``request`` and what else the log has of it; a firewall message is a table of ``fields``. For a correlation
a vector is a list of those, one after the other: each may be there ``repeat`` times, ``every`` so
many seconds, with ``{n}`` counted up from ``first``, and come ``from`` another client.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from netaudit.hunt.formats.record import Record

FOLDER = Path(__file__).parent / "signatures"
ORDINARY = Path(__file__).parent / "ordinary.txt"
HEADERS = {
    "user-agent": "cs-user-agent",
    "referer": "cs-referer",
    "host": "cs-host",
    "cookie": "cs-cookie",
    "username": "cs-username",
    "x-forwarded-for": "x-forwarded-for",
}
CLIENT = "192.0.2.66"
SERVER = "10.0.0.5"

Vector = str | Mapping[str, Any]


class Vectors(NamedTuple):
    """What is written down for one signature."""

    family: str
    name: str
    also: frozenset[str]
    """Other signatures that its hits may show."""
    hits: tuple[Any, ...]
    misses: tuple[Any, ...]


def vectors() -> list[Vectors]:
    """All of them, sorted by family and name."""
    return [_read(file) for file in sorted(FOLDER.glob("*/*.yml"))]


def _read(file: Path) -> Vectors:
    """One file."""
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    return Vectors(
        file.parent.name,
        file.stem,
        frozenset(content.get("also", ())),
        tuple(content["hits"]),
        tuple(content["misses"]),
    )


def ordinary() -> list[str]:
    """Request lines that no signature may show in."""
    lines = ORDINARY.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def record(vector: Vector, time: float | None = None) -> Record:
    """A vector as the record of a log line."""
    table: Mapping[str, Any] = {"request": vector} if isinstance(vector, str) else vector
    if "fields" in table:
        fields = {key: str(value) for key, value in table["fields"].items()}
        return Record(fields["src_ip"], time, fields["dst_ip"], fields["action"], fields)
    fields = {**_request(table["request"]), "sc-status": str(table.get("status", 404))}
    fields |= {field: table[header] for header, field in HEADERS.items() if header in table}
    return Record(table.get("from", CLIENT), time, SERVER, fields["sc-status"], fields)


def _request(line: str) -> dict[str, str]:
    """The fields of a request line."""
    method, _, rest = line.partition(" ")
    target, _, version = rest.rpartition(" ")
    if not version.startswith(("HTTP/", "SIP/")):
        target, version = rest, ""
    stem, mark, query = target.partition("?")
    fields = {"cs-method": method, "c-uri": target, "cs-uri-stem": stem, "cs-version": version}
    return {**fields, "cs-uri-query": query} if mark and query else fields


def events(steps: list[Mapping[str, Any]]) -> Iterator[Record]:
    """The records of a vector for a correlation, in the order of time."""
    time = 1_000_000_000.0
    for step in steps:
        for number in range(step.get("repeat", 1)):
            yield record(_counted(step, number + step.get("first", 1)), time)
            time += step.get("every", 1)


def _counted(step: Mapping[str, Any], number: int) -> Mapping[str, Any]:
    """A step with its number put in."""
    fields = {key: str(value).replace("{n}", str(number)) for key, value in step.get("fields", {}).items()}
    request = step.get("request", "").replace("{n}", str(number))
    return {**step, "fields": fields} if fields else {**step, "request": request}
