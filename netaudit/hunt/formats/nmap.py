"""What nmap's scripts found (``nmap -oX``): hosts that can be attacked.

Nmap writes an element a line, so its document is read like a log: elements around a line (host, script)
go into the layout, the line of a vulnerability's state is the event, and evidence is that line. No XML
parser is asked, and no entity but the five of XML means anything: there is nothing to expand.

A script that uses nmap's library ``vulns`` tells a state: VULNERABLE, with (Exploitable) or (DoS) behind
it, LIKELY VULNERABLE, or NOT VULNERABLE. Before nmap 6.25 the state stood in the script's output only.
An open port is no claim. Masscan writes the same document, with ports only.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from netaudit.hunt.formats.clock import Clock, epoch
from netaudit.hunt.formats.format import Format, Layout
from netaudit.hunt.formats.jsonl import text
from netaudit.hunt.formats.record import Claim, Record, Unreadable
from netaudit.model import Verdict

_TAG = re.compile(
    r"<!--.*?(?:-->|$)|<(/?)([A-Za-z]+)((?:\s+[\w:-]+=(?:\"[^\"]*\"|'[^']*'))*+)\s*(/?)>([^<]*)", re.ASCII
)
_ATTRIBUTE = re.compile(r"([\w:-]+)=(?:\"([^\"]*)\"|'([^']*)')", re.ASCII)
_ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));")
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_STATE = re.compile(r"(?:LIKELY )?VULNERABLE(?: \((?:Exploitable|DoS)\))?")
_TOLD = re.compile(
    r"State: ((?:LIKELY )?VULNERABLE(?: \((?:Exploitable|DoS)\))?)|(Vulnerable folders discovered)"
)
_LEVELS = {
    "LIKELY VULNERABLE": "medium",
    "VULNERABLE (DoS)": "medium",
    "VULNERABLE (Exploitable)": "critical",
}
_CVE = re.compile(r"cve-?(\d{4})-(\d{4,7})", re.IGNORECASE)
_NAME = re.compile(r"[^a-z0-9.-]+")
_LONGEST = 200
"""Characters of a name or a title that are kept."""
_FEW = 50
"""Findings of a line that are kept."""
_SURROGATES = 0xD800
"""The first of the numbers that are no characters; those behind are not used in what is read here."""
_ROOT = re.compile(rb"<nmaprun[\s>]")
_BEGINNING = 20
"""Lines in which the root element begins."""


class _Place(NamedTuple):
    """Where in the document a line stands."""

    address: str = ""
    time: str = ""
    script: str = ""
    table: str = ""
    title: str = ""


class _Finding(NamedTuple):
    """A vulnerability and its state."""

    address: str
    time: str
    script: str
    table: str
    title: str
    state: str


_PARTS = len(_Place._fields)
_EACH = len(_Finding._fields)


def _turn(layout: Layout, line: bytes) -> Layout:
    """Elements around the next line, and behind them the findings of this one."""
    place = _Place(*layout.around[:_PARTS])
    findings: list[_Finding] = []
    for tag in _TAG.finditer(line.decode("latin-1")):
        place, state = _step(place, tag)
        if state and len(findings) < _FEW:
            findings.append(_Finding(*place, state))
        if tag[2] == "script" and (tag[1] or tag[4]):
            place = place._replace(script="", table="", title="")
    return layout._replace(around=(*place, *(part for finding in findings for part in finding)))


def _step(place: _Place, tag: re.Match[str]) -> tuple[_Place, str]:
    """Where the document goes on behind a tag, and the state that it tells."""
    closing, name, written, empty, content = tag.groups()
    if closing or not name:
        return (_Place() if name in {"host", "hosthint"} else place), ""
    attributes = {key: _plain(one or other) for key, one, other in _ATTRIBUTE.findall(written)}
    if name == "elem":
        return _elem(place, attributes.get("key", ""), _plain(content).strip())
    if name == "script":
        told = _TOLD.search(attributes.get("output", "")) if empty else None
        state = (told[1] or "VULNERABLE") if told else ""
        return place._replace(script=attributes.get("id", ""), table="", title=""), state
    return _around(place, name, attributes), ""


def _elem(place: _Place, key: str, content: str) -> tuple[_Place, str]:
    if key == "title":
        return place._replace(title=content[:_LONGEST]), ""
    return place, content if key == "state" and place.script and _STATE.fullmatch(content) else ""


def _around(place: _Place, name: str, attributes: Mapping[str, str]) -> _Place:
    if name in {"host", "hosthint"}:
        return _Place(time=attributes.get("endtime") or attributes.get("starttime", ""))
    if name == "table":
        return place._replace(table=attributes.get("key", "")[:_LONGEST])
    if name == "address" and attributes.get("addrtype") in {"ipv4", "ipv6"} and not place.address:
        return place._replace(address=attributes.get("addr", ""))
    return place


def _plain(written: str) -> str:
    return text(_ENTITY.sub(_character, written)) if "&" in written else written


def _character(entity: re.Match[str]) -> str:
    hexadecimal, decimal, name = entity.groups()
    if name:
        return _ENTITIES[name]
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(number) if number < _SURROGATES else "?"


def _read(layout: Layout, _line: bytes, _clock: Clock) -> Record | None:
    """The findings that ``turn`` took from the line; most lines have none."""
    told = layout.around[_PARTS:]
    findings = [_Finding(*told[start : start + _EACH]) for start in range(0, len(told), _EACH)]
    if not findings:
        return None
    addresses = {finding.address for finding in findings}
    if len(addresses) > 1:
        raise Unreadable("several hosts in one line")
    address = addresses.pop()
    if not address:
        raise Unreadable("no address of the scanned host")
    return Record(address, _time(findings[0].time), "", "", {}, tuple(dict.fromkeys(map(_claim, findings))))


def _claim(finding: _Finding) -> Claim:
    name = _NAME.sub("-", finding.script.lower())[:_LONGEST]
    cves = dict.fromkeys(_CVE.findall(f"{finding.table} {finding.script}"))
    references = tuple(f"CVE-{year}-{number}" for year, number in cves)
    level = _LEVELS.get(finding.state, "high")
    return Claim(f"nmap-{name}", Verdict.VULNERABLE, finding.title or finding.script, level, references)


def _time(stamp: str) -> float | None:
    try:
        return epoch(stamp) if stamp else None
    except (ValueError, OverflowError):
        raise Unreadable("endtime is no time") from None


def _recognise(head: Sequence[bytes]) -> Layout | None:
    return Layout() if any(_ROOT.search(line) for line in head[:_BEGINNING]) else None


NMAP = Format(
    name="nmap-xml",
    title="nmap XML",
    categories=frozenset(),
    recognise=_recognise,
    read=_read,
    turn=_turn,
    marks=(
        b"<host",
        b"</host",
        b"<address",
        b"<script",
        b"</script",
        b"<table",
        b'key="title"',
        b'key="state"',
    ),
    splits=False,
)
