"""Results of the scanner nuclei, an object a line (``-jsonl``, ``-json`` before version 2.8).

A result says that a host can be attacked. Severity ``info`` says what runs there, not that: no event.
Source: nuclei's documentation, "Output"; keys are those of its ``ResultEvent``.
"""

import re
from collections.abc import Sequence
from ipaddress import ip_address
from typing import TypedDict

import msgspec

from netaudit.hunt.formats.clock import Clock, rfc3339
from netaudit.hunt.formats.format import Format, Layout
from netaudit.hunt.formats.jsonl import decoded, text
from netaudit.hunt.formats.record import Claim, Record, Unreadable
from netaudit.model import Verdict

_Texts = list[str] | str | None


_Classified = TypedDict("_Classified", {"cve-id": _Texts}, total=False)


class _Info(TypedDict, total=False):
    name: str | None
    severity: str | None
    reference: _Texts
    classification: _Classified | None


_Result = TypedDict(
    "_Result",
    {
        "template-id": str | None,
        "templateID": str | None,
        "info": _Info | None,
        "host": str | None,
        "ip": str | None,
        "matched-at": str | None,
        "matched": str | None,
        "timestamp": str | None,
        "matcher-status": bool | None,
    },
    total=False,
)
_DECODER: msgspec.json.Decoder[_Result] = msgspec.json.Decoder(_Result)
_LEVELS = frozenset(("low", "medium", "high", "critical"))
_HOST = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://)?(?:\[([0-9a-f:.]+)\]|([0-9.]+))(?::\d+)?(?:/.*)?", re.IGNORECASE
)
_FRACTION = re.compile(r"(\.\d{6})\d+")
_TITLE = 200
_NAME = 100
"""Characters that are kept."""
_FEW = 20
"""References that are kept."""
_TRIED = 5
"""Lines by which a log is told."""


def _address(result: _Result) -> str:
    """Who was scanned; names are no addresses, and nobody asks for them."""
    named = text(result.get("ip")) or text(result.get("host"))
    found = _HOST.fullmatch(named)
    address = (found[1] or found[2]) if found else named
    try:
        return str(ip_address(address))
    except ValueError:
        raise Unreadable("no address of the scanned host") from None


def _time(result: _Result, clock: Clock) -> float | None:
    """Nuclei writes nanoseconds."""
    stamp = text(result.get("timestamp"))
    try:
        return rfc3339(_FRACTION.sub(r"\1", stamp), clock.zone) if stamp else None
    except (ValueError, OverflowError):
        raise Unreadable("timestamp is no time") from None


def _list(found: _Texts) -> list[str]:
    return [found] if isinstance(found, str) else (found or [])


def _references(cves: _Texts, named: _Texts) -> tuple[str, ...]:
    return tuple(text(each)[:_TITLE] for each in [*map(str.upper, _list(cves)), *_list(named)][:_FEW])


def _read(_layout: Layout, line: bytes, clock: Clock) -> Record | None:
    """What did not match is no result."""
    if not line.strip():
        return None
    result = decoded(_DECODER, line)
    name = text(result.get("template-id") or result.get("templateID"))
    if not name:
        raise Unreadable("no template-id")
    info = result.get("info") or {}
    severity = text(info.get("severity")).lower()
    if severity == "info" or result.get("matcher-status") is False:
        return None
    claim = Claim(
        f"nuclei-{name[:_NAME].lower()}",
        Verdict.VULNERABLE,
        text(info.get("name"))[:_TITLE] or name[:_NAME],
        severity if severity in _LEVELS else "informational",
        _references((info.get("classification") or {}).get("cve-id"), info.get("reference")),
    )
    where = text(result.get("matched-at") or result.get("matched"))
    return Record(_address(result), _time(result, clock), "", "", {"c-uri": where} if where else {}, (claim,))


def _recognise(head: Sequence[bytes]) -> Layout | None:
    lines = [line for line in head if line.strip()][:_TRIED]
    return Layout() if any(map(_is_result, lines)) else None


def _is_result(line: bytes) -> bool:
    try:
        result = decoded(_DECODER, line)
    except Unreadable:
        return False
    return bool((result.get("template-id") or result.get("templateID")) and result.get("info"))


def _turn(layout: Layout, _line: bytes) -> Layout:
    return layout


NUCLEI = Format(
    name="nuclei",
    title="nuclei results",
    categories=frozenset(),
    recognise=_recognise,
    read=_read,
    turn=_turn,
    anchors=(b'"template-id"', b'"templateID"'),
)
