"""W3C extended: IIS since version 4, and whoever else writes ``#Fields`` (CloudFront, ISA, Blue Coat).

Columns come from the last ``#Fields``; without one they are inferred. Times are UTC. IIS logs the path
as it decoded it, so lines are bytes of any value, and rarely a blank stands in a path: such a line is put
together again as long as its other columns then fit. Sources: W3C working draft WD-logfile-960323;
Microsoft, "W3C Extended Log File Format (IIS 6.0)".
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from netaudit.hunt.formats.clock import Clock, moment
from netaudit.hunt.formats.format import BEFORE, Columns, Format, Layout
from netaudit.hunt.formats.record import Record, Unreadable
from netaudit.hunt.formats.url import url_fields
from netaudit.hunt.formats.w3c_days import dated, rolled, steady
from netaudit.hunt.formats.w3c_shape import DAY, METHOD, NUMBER, TIME, inferred, is_address

NAMES = {
    "c-agent": "cs-user-agent",
    "c_ip": "c-ip",
    "client-ip": "c-ip",
    "cs(cookie)": "cs-cookie",
    "cs(host)": "cs-host",
    "cs(referer)": "cs-referer",
    "cs(referrer)": "cs-referer",
    "cs(user-agent)": "cs-user-agent",
    "cs(x-forwarded-for)": "x-forwarded-for",
    "cs-protocol-version": "cs-version",
    "cs-referred": "cs-referer",
    "cs-uri": "c-uri",
    "cs-uri-path": "cs-uri-stem",
    "r-ip": "s-ip",
    "s-operation": "cs-method",
    "x_forwarded_for": "x-forwarded-for",
}
"""What writers call it, in lower case, and what a record does. All other names stay, in lower case."""

WEB = frozenset({"c-ip", "c-uri", "cs-method", "cs-uri-stem", "sc-status"})
"""One of these columns makes it the log of a web server."""
LOOSE = ("cs-uri-stem", "cs-uri-query", "c-uri", "cs-user-agent", "cs-referer", "cs-cookie", "cs-username")
"""Columns in which a blank may stand, likeliest first."""
MOST_COLUMNS = 128
LONGEST_DIRECTIVE = 16 * 1024

TESTS: dict[str, Callable[[str], object]] = {
    "c-ip": is_address,
    "cs-method": METHOD,
    "date": DAY,
    "s-ip": lambda text: text == "-" or is_address(text),
    "s-port": lambda text: text == "-" or NUMBER(text),
    "sc-status": re.compile(r"[1-5]\d\d|0+", re.ASCII).fullmatch,
    "time": TIME,
}
QUOTED = re.compile(r'"((?:[^"]|"")*+)"(?=[ \t]|$)|([^ \t]++)')


class _Plan(NamedTuple):
    """What reading goes by, made once for a list of columns."""

    columns: Columns
    width: int
    loose: tuple[int, ...]


@lru_cache(maxsize=256)
def _plan(columns: Columns) -> _Plan:
    loose = tuple(columns.index(name) for name in LOOSE if name in columns)
    return _Plan(columns, len(columns), loose)


def read(layout: Layout, line: bytes, _clock: Clock) -> Record | None:
    """One request."""
    text = line.decode("latin-1").lstrip(BEFORE).rstrip("\r")
    if not text or text[0] == "#" or text.isspace():
        return None
    fields = _fields(layout, text)
    seconds = _seconds(fields.pop("date", layout.date), fields.pop("time", ""))
    source, status = fields.get("c-ip", ""), fields.get("sc-status", "")
    if "." not in source and ":" not in source:
        raise Unreadable("no client address")
    if status and not status.isdecimal():
        raise Unreadable("sc-status is no number")
    _add_url(fields)
    return Record(source, seconds, fields.get("s-ip") or fields.get("s-computername", ""), status, fields)


def _fields(layout: Layout, text: str) -> dict[str, str]:
    """By name, without what is absent; an empty name is a column that nobody knows."""
    plan = _plan(layout.columns)
    parts = text.split(layout.delimiter or " ", plan.width)
    if len(parts) != plan.width:
        parts = _mended(plan, text, layout.delimiter or " ")
    fields = {name: value for name, value in zip(plan.columns, parts, strict=True) if value and value != "-"}
    fields.pop("", None)
    return fields


def _seconds(day: str, time: str) -> float | None:
    if not day or not time:
        return None
    try:
        return moment(day, time)
    except ValueError:
        raise Unreadable("date or time is none") from None


def _add_url(fields: dict[str, str]) -> None:
    """``c-uri`` from path and query, or these from ``c-uri``."""
    stem, query = fields.get("cs-uri-stem"), fields.get("cs-uri-query")
    if stem is None and query is None:
        fields.update(url_fields(fields.get("c-uri", "")))
    else:
        fields["c-uri"] = stem or "" if query is None else f"{stem or ''}?{query}"


def _mended(plan: _Plan, text: str, delimiter: str) -> list[str]:
    """The parts of a line whose number is not that of the columns: the first way to cut it that fits."""
    if not plan.width:
        raise Unreadable("no #Fields before it")
    text = text.rstrip(" \t\r\0")
    for parts in chain(_other_cuts(plan, text, delimiter), _joined(plan, text, delimiter)):
        if _fits(plan, parts):
            return parts
    more = text.count(delimiter) >= plan.width
    raise Unreadable(f"{'more' if more else 'fewer'} columns than #Fields")


def _other_cuts(plan: _Plan, text: str, delimiter: str) -> Iterator[list[str]]:
    yield text.split(delimiter, plan.width)
    yield text.split("\t" if delimiter == " " else " ", plan.width)
    if '"' in text:
        yield _unquoted(plan, text)


def _joined(plan: _Plan, text: str, delimiter: str) -> Iterator[list[str]]:
    """A column with blanks in it; not where the first columns fit as they are, and others were added."""
    first = text.split(delimiter, plan.width)[:-1]
    if len(first) < plan.width or _fits(plan, first):
        return
    for column in plan.loose:
        parts = text.split(delimiter, column)
        yield parts[:column] + parts[-1].rsplit(delimiter, plan.width - 1 - column)


def _unquoted(plan: _Plan, text: str) -> list[str]:
    """``a "b c" d``, as the Advanced Logging module of IIS and proxies quote."""
    parts: list[str] = []
    for found in QUOTED.finditer(text):
        if len(parts) > plan.width:
            break
        parts.append(found[2] or found[1].replace('""', '"'))
    return parts


def _fits(plan: _Plan, parts: Sequence[str]) -> bool:
    """Whether each column holds what it should, where that can be told."""
    if len(parts) != plan.width:
        return False
    return all(TESTS[name](value) for name, value in zip(plan.columns, parts, strict=True) if name in TESTS)


def turn(layout: Layout, line: bytes) -> Layout:
    """After ``#Fields``, ``#Date``, or the next line of a log that has times of day only."""
    line = line[:LONGEST_DIRECTIVE].lstrip(BEFORE.encode("latin-1"))
    if not line.startswith(b"#"):
        return rolled(layout, line) if layout.rolling else layout
    name, _, value = line.decode("latin-1").partition(":")
    match name.lower():
        case "#fields":
            return _with_columns(layout, value)
        case "#date" | "#start-date":
            return dated(layout, value)
        case _:
            return layout


def _with_columns(layout: Layout, names: str) -> Layout:
    columns = tuple(
        NAMES.get(name, name) for name in names.lower().split(maxsplit=MOST_COLUMNS)[:MOST_COLUMNS]
    )
    delimiter = "\t" if "\t" in names.strip() else layout.delimiter
    if "date" in columns or "time" not in columns:
        return Layout(columns=columns, delimiter=delimiter)
    return Layout(columns=columns, date=layout.date, delimiter=delimiter, rolling=True, last=layout.last)


def recognise(head: Sequence[bytes]) -> Layout | None:
    """By a ``#Fields`` that names columns of the web, else by the shape of the lines."""
    at = next((number for number, line in enumerate(head) if _names_columns(line)), len(head))
    before = [line for line in head[:at] if _is_event(line)]
    declared = _declared(head, at) if at < len(head) else None
    if not before:
        return declared
    return inferred(before) or _backwards(before, declared)


def _declared(head: Sequence[bytes], at: int) -> Layout:
    """The layout after the first ``#Fields``, which is at ``at``."""
    after = next((line for line in head[at + 1 :] if _is_event(line)), b"")
    layout = Layout(delimiter="\t" if b"\t" in after else "")
    for line in head[: at + 1]:
        layout = turn(layout, line)
    return layout


def _backwards(before: Sequence[bytes], declared: Layout | None) -> Layout | None:
    """The columns of a later ``#Fields``, if most lines before it have as many."""
    if declared is None:
        return None
    count, delimiter = len(declared.columns), (declared.delimiter or " ").encode()
    if 2 * sum(line.count(delimiter) + 1 == count for line in before) <= len(before):
        return None
    return declared._replace(notes=("columns of the first lines taken from a later #Fields",))


def _names_columns(line: bytes) -> bool:
    if not line.lstrip(b"\0")[:8].lower().startswith(b"#fields:"):
        return False
    return not WEB.isdisjoint(turn(Layout(), line).columns)


def _is_event(line: bytes) -> bool:
    return bool(line.strip(b"\0 \t\r")) and not line.lstrip(b"\0").startswith(b"#")


W3C = Format(
    name="iis-w3c",
    title="W3C extended (IIS)",
    categories=frozenset({"webserver", "proxy"}),
    recognise=recognise,
    read=read,
    turn=turn,
    steady=steady,
    marks=(b"#fields:", b"#date:", b"#start-date:"),
)
