"""Tables with a header: what proxies, firewalls and spreadsheets export.

Columns are known by their names, whatever else stands between them. A table with an address of a source
and a URL is read as a web log, one with a port of a target as that of a firewall; other tables are refused.
A line is a row: a value with a line break in it can not be read. Dates that are written the American way
or the European (8/5/2001) are not guessed at: such a row has no time.
"""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from ipaddress import ip_address
from typing import NamedTuple

from netaudit.hunt.formats.clock import Clock, epoch, ncsa, rfc3339, syslog
from netaudit.hunt.formats.flow import PROTOCOLS
from netaudit.hunt.formats.format import Format, Layout
from netaudit.hunt.formats.record import Record, Unreadable
from netaudit.hunt.formats.url import url_fields

DELIMITERS = ",;\t|"
_MOST_COLUMNS = 1000
_NAMES = {
    "action": "action act disposition decision ruleaction policyaction",
    "agent": "useragent csuseragent httpuseragent agent requestclientapplication",
    "date": "date day",
    "destination": (
        "dst dstip dstaddr dstaddress dstipaddress dest destip destaddr destaddress destination "
        "destinationip destinationaddress destinationipaddress daddr dip targetip serverip "
        "serveraddress"
    ),
    "dport": "dstport destport destinationport dport dpt targetport serverport",
    "dzone": "dstzone destzone destinationzone dstinterface egressinterface outboundinterface tozone",
    "forwarded": "xforwardedfor xff forwardedfor",
    "host": "host hostname cshost httphost domain servername",
    "method": "method csmethod httpmethod requestmethod verb",
    "protocol": "protocol proto ipprotocol transport transportprotocol",
    "query": "query querystring csuriquery uriquery urlquery",
    "referer": "referer referrer csreferer httpreferer httpreferrer",
    "request": "request requestline httprequest",
    "source": (
        "src srcip srcaddr srcaddress srcipaddress source sourceip sourceaddr sourceaddress sourceipaddress "
        "saddr cip client clientip clientaddr clientaddress clientipaddress remoteaddr remoteaddress "
        "remoteip remotehost attackerip attackeraddress"
    ),
    "sport": "srcport sourceport sport spt clientport",
    "status": "status statuscode scstatus httpstatus httpstatuscode responsecode responsestatus",
    "stem": "csuristem uristem uripath urlpath path requestpath",
    "szone": "srczone sourcezone srcinterface ingressinterface inboundinterface fromzone",
    "time": (
        "time timestamp datetime eventtime logtime starttime receivetime generatedtime timegenerated "
        "utctime timeutc ts date/time epoch"
    ),
    "url": "url uri curi csuri requesturl requesturi httpurl fullurl",
    "user": "user username csusername authuser remoteuser srcuser",
}
_COLUMNS = {name.lower(): column for column, names in _NAMES.items() for name in names.split()}
_COLUMNS["s-ip"] = "destination"
_SQUEEZED = re.compile(r"[ _.()@-]+")
_WEB = {
    "agent": "cs-user-agent",
    "destination": "s-ip",
    "dport": "s-port",
    "forwarded": "x-forwarded-for",
    "host": "cs-host",
    "method": "cs-method",
    "referer": "cs-referer",
    "source": "c-ip",
    "status": "sc-status",
    "user": "cs-username",
}
_FIREWALL = {
    "destination": "dst_ip",
    "dport": "dst_port",
    "dzone": "dst_zone",
    "source": "src_ip",
    "sport": "src_port",
    "szone": "src_zone",
}
_ACTIONS = dict.fromkeys(
    "deny denied drop dropped block blocked reject rejected discard discarded".split(), "deny"
)
_ACTIONS |= dict.fromkeys("permit permitted allow allowed accept accepted pass passed".split(), "permit")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?", re.ASCII)
_MILLISECONDS = re.compile(r"\d{12,13}", re.ASCII)
_TIME_OF_DAY = 18
"""Characters of a time without a date: 00:01:10.123456789."""
_URLS = frozenset(("url", "request", "stem"))

_Row = Mapping[str, str]
"""Values by the columns of _NAMES, without what is empty or a dash."""


class _Header(NamedTuple):
    """A row of names as it was understood."""

    layout: Layout
    known: int
    """Columns that mean something."""


def _cut(text: str, delimiter: str) -> list[str]:
    """The values of a row; raises Unreadable if one goes on in the next line."""
    if '"' not in text:
        return text.split(delimiter, _MOST_COLUMNS)
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error:
        raise Unreadable("no row of a table") from None


def _column(name: str) -> str:
    plain = name.strip().lower()
    return _COLUMNS.get(plain) or _COLUMNS.get(_SQUEEZED.sub("", plain), "")


def _values(layout: Layout, text: str) -> _Row:
    if not layout.columns:
        raise Unreadable("no header before it")
    parts = _cut(text, layout.delimiter)
    if len(parts) != len(layout.columns):
        raise Unreadable("columns are not those of the header")
    return {
        column: value
        for column, part in zip(layout.columns, parts, strict=True)
        if column and (value := part.strip()) not in {"", "-"}
    }


def _read(layout: Layout, line: bytes, clock: Clock) -> Record | None:
    """The header itself, also where it comes again, is no event."""
    if not line.strip() or line.startswith((b"#", b"sep=")):
        return None
    row = _values(layout, line.decode("latin-1"))
    source = row.get("source", "")
    if _column(source) == "source":
        return None
    if not source:
        raise Unreadable("no source address")
    web = _web(row) if _URLS & row.keys() else {}
    fields = web if web and "dport" not in layout.columns else {**_firewall(row), **web}
    status = web.get("sc-status") or fields.get("action", "")
    return Record(source, _time(row, clock), row.get("destination", ""), status, fields)


def _web(row: _Row) -> dict[str, str]:
    fields = {_WEB[column]: value for column, value in row.items() if column in _WEB}
    url = row.get("url", "")
    if not url and "stem" in row:
        url = row["stem"] + (f"?{row['query']}" if "query" in row else "")
    if not url and "request" in row:
        method, _, rest = row["request"].partition(" ")
        url, _, version = rest.rpartition(" ") if "HTTP/" in rest else (rest or method, "", "")
        fields.update((name, text) for name, text in _requested(method, version, rest) if text)
    return fields | url_fields(url)


def _requested(method: str, version: str, rest: str) -> tuple[tuple[str, str], ...]:
    return (("cs-method", method if rest else ""), ("cs-version", version))


def _firewall(row: _Row) -> dict[str, str]:
    fields = {_FIREWALL[column]: value for column, value in row.items() if column in _FIREWALL}
    action, protocol = row.get("action", "").lower(), row.get("protocol", "").lower()
    if action:
        fields["action"] = _ACTIONS.get(action, action)
    if protocol:
        fields["protocol"] = PROTOCOLS.get(protocol, protocol)
    return fields


def _time(row: _Row, clock: Clock) -> float | None:
    date, time = row.get("date", ""), row.get("time", "")
    both = f"{date} {time}" if date and time and ":" in time and len(time) <= _TIME_OF_DAY else time or date
    return _moment(both.strip("[]"), clock) if both else None


@lru_cache(maxsize=1024)
def _moment(text: str, clock: Clock) -> float | None:
    """None for what is written in no way that is known, or in one of two."""
    if _EPOCH.fullmatch(text):
        return epoch(text)
    if _MILLISECONDS.fullmatch(text):
        return epoch(str(int(text) / 1000))
    for read in _TIMES:
        try:
            return read(text, clock)
        except (ValueError, OverflowError):
            continue
    return None


def _iso(text: str, clock: Clock) -> float:
    """Also with slashes, and with UTC behind it."""
    plain = text[:10].replace("/", "-") + text[10:]
    return rfc3339(plain.removesuffix(" UTC") + ("Z" if plain.endswith(" UTC") else ""), clock.zone)


_TIMES: tuple[Callable[[str, Clock], float], ...] = (_iso, lambda text, _clock: ncsa(text), syslog)


def _recognise(head: Sequence[bytes]) -> Layout | None:
    """The delimiter is the one by which the most columns are known."""
    lines = [line.decode("latin-1") for line in head if line.strip() and not line.startswith((b"#", b"sep="))]
    if not lines:
        return None
    headers = [header for delimiter in DELIMITERS if (header := _header(lines, delimiter))]
    best = max(headers, key=lambda header: header.known, default=None)
    return best.layout if best else None


def _header(lines: Sequence[str], delimiter: str) -> _Header | None:
    try:
        columns = [_column(name) for name in _cut(lines[0], delimiter)]
    except Unreadable:
        return None
    source = _source(columns, lines[1:], delimiter)
    if source is None or not (_URLS | {"dport"}) & set(columns):
        return None
    once = tuple(
        column if (at == source if column == "source" else columns.index(column) == at) else ""
        for at, column in enumerate(columns)
    )
    return _Header(Layout(once, delimiter=delimiter), sum(map(bool, once)))


def _source(columns: Sequence[str], lines: Sequence[str], delimiter: str) -> int | None:
    """The first column of that name that holds addresses; any if there is no row yet."""
    candidates = [at for at, column in enumerate(columns) if column == "source"]
    rows = [row for line in lines if len(row := _row(line, delimiter)) == len(columns)]
    if not lines:
        return next(iter(candidates), None)
    return next((at for at in candidates if any(_is_address(row[at]) for row in rows)), None)


def _row(line: str, delimiter: str) -> list[str]:
    try:
        return _cut(line, delimiter)
    except Unreadable:
        return []


def _is_address(text: str) -> bool:
    try:
        ip_address(text.strip())
    except ValueError:
        return False
    return True


def _turn(layout: Layout, _line: bytes) -> Layout:
    return layout


CSV = Format(
    name="csv",
    title="table with a header",
    categories=frozenset(("webserver", "proxy", "firewall")),
    recognise=_recognise,
    read=_read,
    turn=_turn,
)
