"""Suricata's EVE: alerts, which are claims, and requests, which are judged like those of a web log.

The name of a claim is ``suricata-`` and the number of the rule, which stays while its text is mended.
Who is blamed: the ``source`` that a rule with the keyword ``target`` names, else the end of the
connection that the class of the alert speaks of (see ``ids``). An alert's request is judged too if the
client is blamed; that of any other alert stands in an event of its own.
Source: Suricata user guide, "Eve JSON Format"; ``direction`` is there since Suricata 7.
"""

import re
from collections.abc import Mapping, Sequence
from typing import TypedDict

import msgspec

from netaudit.hunt.formats.clock import Clock, rfc3339
from netaudit.hunt.formats.format import Format, Layout
from netaudit.hunt.formats.ids import End, Meaning, answers, claim, meaning, turned
from netaudit.hunt.formats.jsonl import decoded, text
from netaudit.hunt.formats.record import Record, Unreadable
from netaudit.hunt.formats.url import url_fields

_Scalar = str | int | float | None


class _End(TypedDict, total=False):
    ip: str | None


class _Metadata(TypedDict, total=False):
    cve: list[str] | str | None


class _Alert(TypedDict, total=False):
    action: str | None
    signature_id: _Scalar
    signature: str | None
    category: str | None
    severity: _Scalar
    source: _End | None
    target: _End | None
    metadata: _Metadata | None


class _Http(TypedDict, total=False):
    hostname: str | None
    url: str | None
    http_method: str | None
    http_user_agent: str | None
    http_refer: str | None
    protocol: str | None
    status: _Scalar
    length: _Scalar
    xff: str | None


class _Event(TypedDict, total=False):
    timestamp: str | None
    event_type: str | None
    direction: str | None
    src_ip: str | None
    src_port: _Scalar
    dest_ip: str | None
    dest_port: _Scalar
    alert: _Alert | None
    http: _Http | None


_DECODER: msgspec.json.Decoder[_Event] = msgspec.json.Decoder(_Event)
_HTTP = {
    "hostname": "cs-host",
    "http_method": "cs-method",
    "http_refer": "cs-referer",
    "http_user_agent": "cs-user-agent",
    "length": "sc-bytes",
    "protocol": "cs-version",
    "status": "sc-status",
    "xff": "x-forwarded-for",
}
_CVE = re.compile(r"CVE[-_](\d{4})[-_](\d{4,7})", re.ASCII | re.IGNORECASE)
_FEW = 20
"""References that are kept."""
_TRIED = 5
"""Lines by which a log is told."""


def _texts(found: Mapping[str, object]) -> dict[str, str]:
    plain = {name: text(value) for name, value in found.items() if isinstance(value, str | int | float)}
    return {name: value for name, value in plain.items() if value}


def _time(event: Mapping[str, str], clock: Clock) -> float | None:
    stamp = event.get("timestamp", "")
    try:
        return rfc3339(stamp, clock.zone) if stamp else None
    except (ValueError, OverflowError):
        raise Unreadable("timestamp is no time") from None


def _is_answer(event: Mapping[str, str]) -> bool:
    way = event.get("direction")
    return way == "to_client" if way else answers(event.get("src_port", ""), event.get("dest_port", ""))


def _turn_round(event: Mapping[str, str]) -> dict[str, str]:
    names = {"src_ip": "dest_ip", "dest_ip": "src_ip", "src_port": "dest_port", "dest_port": "src_port"}
    return {names.get(name, name): value for name, value in event.items()}


def _request(event: Mapping[str, str], http: Mapping[str, object]) -> dict[str, str]:
    """``event`` goes from client to server."""
    found = _texts(http)
    fields = {_HTTP[name]: value for name, value in found.items() if name in _HTTP}
    fields.update(url_fields(found.get("url", "")))
    ends = {"c-ip": event.get("src_ip"), "s-ip": event.get("dest_ip"), "s-port": event.get("dest_port")}
    fields.update((name, value) for name, value in ends.items() if value)
    return fields


def _web(event: Mapping[str, str], http: _Http, clock: Clock) -> Record:
    """Requests are logged from client to server."""
    fields = _request(event, http)
    if "c-ip" not in fields:
        raise Unreadable("no client address")
    return Record(
        fields["c-ip"], _time(event, clock), fields.get("s-ip", ""), fields.get("sc-status", ""), fields
    )


def _alert(event: dict[str, str], alert: _Alert, http: _Http | None, clock: Clock) -> Record | None:
    said = meaning(text(alert.get("category")))
    if said is None:
        return _web(_turn_round(event) if _is_answer(event) else event, http, clock) if http else None
    answer = _is_answer(event)
    request = _request(_turn_round(event) if answer else event, http or {})
    source, target = _blamed(event, alert, said, answer=answer)
    if not source:
        raise Unreadable("no source address")
    status = request.get("sc-status") or ("deny" if alert.get("action") == "blocked" else "permit")
    fields = request if http and source == request.get("c-ip") else {}
    found = _texts(alert)
    name = f"suricata-{found.get('signature_id', 'unnumbered')[:20]}"
    claimed = claim(
        name, found.get("signature", name), said.verdict, found.get("severity", ""), _references(alert)
    )
    return Record(source, _time(event, clock), target, status, fields, (claimed,))


def _blamed(event: Mapping[str, str], alert: _Alert, said: Meaning, *, answer: bool) -> tuple[str, str]:
    """Who, and against whom."""
    named, against = alert.get("source"), alert.get("target")
    if named and against and said.end is End.SENDER:
        return text(named.get("ip")), text(against.get("ip"))
    ends = _turn_round(event) if turned(said.end, answer=answer) else event
    return ends.get("src_ip", ""), ends.get("dest_ip", "")


def _references(alert: _Alert) -> tuple[str, ...]:
    found = (alert.get("metadata") or {}).get("cve") or ()
    names = [found] if isinstance(found, str) else found
    matches = (_CVE.fullmatch(name) for name in names[:_FEW])
    return tuple(f"CVE-{match[1]}-{match[2]}" for match in matches if match)


def _read(_layout: Layout, line: bytes, clock: Clock) -> Record | None:
    """Other events than alerts and requests are none here."""
    if not line.strip():
        return None
    event = decoded(_DECODER, line)
    plain, alert, http = _texts(event), event.get("alert"), event.get("http")
    if alert and plain.get("event_type") == "alert":
        return _alert(plain, alert, http, clock)
    if http and plain.get("event_type") == "http":
        return _web(plain, http, clock)
    if "event_type" not in plain:
        raise Unreadable("no event_type")
    return None


def _recognise(head: Sequence[bytes]) -> Layout | None:
    lines = [line for line in head if line.strip()][:_TRIED]
    return Layout() if any(map(_is_event, lines)) else None


def _is_event(line: bytes) -> bool:
    try:
        event = decoded(_DECODER, line)
    except Unreadable:
        return False
    return bool(event.get("event_type") and event.get("timestamp"))


def _turn(layout: Layout, _line: bytes) -> Layout:
    return layout


EVE = Format(
    name="suricata-eve",
    title="Suricata EVE",
    categories=frozenset(("webserver", "proxy")),
    recognise=_recognise,
    read=_read,
    turn=_turn,
    anchors=(b'"event_type":"alert"', b'"event_type": "alert"'),
)
