r"""Zeek's http.log and conn.log, as columns or as JSON.

Columns are named by ``#fields``, which comes again wherever logs were put together; other ``#`` lines say
what separates them and what stands for nothing. The URI of http.log is percent-decoded once by Zeek
(``unescaped_URI``), bytes that do not print are written ``\xhh``.

Zeek sees a network, it does not deny: a connection that came about counts as ``permit``, one that the
responder refused (REJ) as ``deny``. Of one without an answer (S0) nobody knows, and it has no action.
Source: Zeek manual, base/protocols/conn/main.zeek and base/protocols/http/main.zeek.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import TypedDict

import msgspec

from netaudit.hunt.formats.clock import Clock, epoch, rfc3339
from netaudit.hunt.formats.flow import record
from netaudit.hunt.formats.format import Format, Layout
from netaudit.hunt.formats.jsonl import decoded, text
from netaudit.hunt.formats.record import Record, Unreadable
from netaudit.hunt.formats.url import url_fields

_Values = Mapping[str, str]
"""By Zeek's names, without what is unset or empty."""
_EMPTY = "(empty)"
_MOST_COLUMNS = 200
"""A log of Zeek has 30; nobody can make us keep thousands."""
_LONGEST_DIRECTIVE = 16 * 1024
_ACTIONS = dict.fromkeys("S1 SF S2 S3 RSTO RSTR".split(), "permit") | {"REJ": "deny"}
_HTTP = {
    "host": "cs-host",
    "id.orig_h": "c-ip",
    "id.resp_h": "s-ip",
    "id.resp_p": "s-port",
    "method": "cs-method",
    "referrer": "cs-referer",
    "request_body_len": "cs-bytes",
    "response_body_len": "sc-bytes",
    "status_code": "sc-status",
    "user_agent": "cs-user-agent",
    "username": "cs-username",
    "version": "cs-version",
}
_HTTP_ONLY = frozenset(("method", "uri", "status_code"))
_CONN_ONLY = frozenset(("conn_state",))
"""No other log of Zeek has these beside the addresses, but sip.log, which has ``call_id``."""
_FORWARDED = re.compile(r"X-FORWARDED-FOR -> ([^,]*)")
_ESCAPED = re.compile(r"\\x([0-9A-Fa-f]{2})")

_Scalar = str | int | float | None
_Line = TypedDict(
    "_Line",
    {
        "ts": _Scalar,
        "id.orig_h": _Scalar,
        "id.orig_p": _Scalar,
        "id.resp_h": _Scalar,
        "id.resp_p": _Scalar,
        "proto": _Scalar,
        "conn_state": _Scalar,
        "method": _Scalar,
        "host": _Scalar,
        "uri": _Scalar,
        "referrer": _Scalar,
        "version": _Scalar,
        "user_agent": _Scalar,
        "request_body_len": _Scalar,
        "response_body_len": _Scalar,
        "status_code": _Scalar,
        "username": _Scalar,
        "call_id": _Scalar,
        "proxied": list[str] | str | None,
    },
    total=False,
)
"""What is read of a line of JSON; everything else is passed over."""
_DECODER: msgspec.json.Decoder[dict[str, object]] = msgspec.json.Decoder(_Line)


def _values(layout: Layout, line: bytes) -> _Values:
    if line.startswith(b"{"):
        found = decoded(_DECODER, line)
        return {name: _plain(value) for name, value in found.items() if value not in (None, "")}
    if not layout.columns:
        raise Unreadable("no #fields before")
    parts = line.decode("latin-1").split(layout.delimiter, len(layout.columns))
    if len(parts) != len(layout.columns):
        raise Unreadable("columns are not those of #fields")
    nothing = (layout.unset, _EMPTY, "")
    return {name: part for name, part in zip(layout.columns, parts, strict=True) if part not in nothing}


def _plain(value: object) -> str:
    """Sets are joined as in columns."""
    if isinstance(value, list):
        return ",".join(text(part).replace(",", r"\x2c") for part in value)
    return text(value) if isinstance(value, str | int | float) else ""


def _time(values: _Values) -> float | None:
    """Seconds since 1970, or ISO 8601 where ``json_timestamps`` is set so."""
    stamp = values.get("ts", "")
    try:
        return (rfc3339(stamp) if "T" in stamp else epoch(stamp)) if stamp else None
    except (ValueError, OverflowError):
        raise Unreadable("ts is no time") from None


def _http(values: _Values) -> Record:
    if not _HTTP_ONLY & values.keys():
        raise Unreadable("no line of http.log")
    fields = {_HTTP[name]: value for name, value in values.items() if name in _HTTP}
    fields.update(url_fields(values.get("uri", "")))
    forwarded = _FORWARDED.search(values.get("proxied", ""))
    if forwarded:
        fields["x-forwarded-for"] = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), forwarded[1])
    return Record(
        values.get("id.orig_h", ""),
        _time(values),
        values.get("id.resp_h", ""),
        values.get("status_code", ""),
        fields,
    )


def _conn(values: _Values) -> Record:
    """ICMP's type and code stand in the columns of ports."""
    if not _CONN_ONLY & values.keys():
        raise Unreadable("no line of conn.log")
    protocol, state = values.get("proto", ""), values["conn_state"]
    ports = (values.get("id.orig_p"), values.get("id.resp_p")) if protocol in {"tcp", "udp"} else (None, None)
    ends = (None, values.get("id.orig_h"), ports[0], None, values.get("id.resp_h"), ports[1])
    return record(_ACTIONS.get(state, ""), protocol, ends, _time(values))._replace(status=state)


def _read(make: Callable[[_Values], Record], layout: Layout, line: bytes, _clock: Clock) -> Record | None:
    if not line or line.startswith(b"#") or line.isspace() or _is_header(layout, line):
        return None
    made = make(_values(layout, line))
    if not made.source:
        raise Unreadable("no client address")
    return made


def _is_header(layout: Layout, line: bytes) -> bool:
    """A bare row of names, as written where ``tsv`` is set."""
    return line.startswith(b"ts" + layout.delimiter.encode("latin-1")) and layout.delimiter != ""


def _turn(layout: Layout, line: bytes) -> Layout:
    if len(line) > _LONGEST_DIRECTIVE:
        return layout
    directive = line.decode("latin-1")
    if directive.startswith("#separator "):
        return layout._replace(delimiter=_unescaped(directive[11:]) or "\t")
    name, _, rest = directive.partition(layout.delimiter or "\t")
    if name == "#fields":
        columns = rest.split(layout.delimiter or "\t")[:_MOST_COLUMNS]
        return layout._replace(columns=tuple(columns), delimiter=layout.delimiter or "\t")
    if name == "#unset_field":
        return layout._replace(unset=rest)
    return layout


def _unescaped(written: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), written)


def _recognise(only: frozenset[str], head: Sequence[bytes]) -> Layout | None:
    """By the names of the columns, or the keys of the first object; a log without lines by its path."""
    layout = Layout()
    for line in head:
        if line.startswith(b"#"):
            layout = _turn(layout, line)
        elif line.startswith(b"{"):
            return Layout() if _has_keys(only, line) else None
        elif line.startswith(b"ts\tuid\t"):
            layout = Layout(tuple(line.decode("latin-1").split("\t")[:_MOST_COLUMNS]), delimiter="\t")
        elif line.strip():
            break
    return layout if _is_kind(only, layout.columns) else None


def _has_keys(only: frozenset[str], line: bytes) -> bool:
    try:
        found = decoded(_DECODER, line)
    except Unreadable:
        return False
    return _is_kind(only, found)


def _is_kind(only: frozenset[str], names: Collection[str]) -> bool:
    return "id.orig_h" in names and "call_id" not in names and not only.isdisjoint(names)


_MARKS = (b"#separator ", b"#fields", b"#unset_field")

ZEEK_HTTP = Format(
    name="zeek-http",
    title="Zeek http.log",
    categories=frozenset(("webserver", "proxy")),
    recognise=partial(_recognise, _HTTP_ONLY),
    read=partial(_read, _http),
    turn=_turn,
    marks=_MARKS,
)
ZEEK_CONN = Format(
    name="zeek-conn",
    title="Zeek conn.log",
    categories=frozenset(("firewall",)),
    recognise=partial(_recognise, _CONN_ONLY),
    read=partial(_read, _conn),
    turn=_turn,
    marks=_MARKS,
)
