"""The log file format of IIS itself: fifteen fixed columns, each with a comma behind it, in local time.

    client, user, date, time, service, computer, server, ms, bytes in, bytes out,
    status, code, method, path, query,

A date is written as the server's locale does, so which number is the day must be told from many lines; a
path may hold commas. Source: Microsoft, "IIS Log File Formats".
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from netaudit.hunt.formats.clock import Clock, moment
from netaudit.hunt.formats.format import BEFORE, Columns, Format, Layout
from netaudit.hunt.formats.record import Record, Unreadable

YEAR_FIRST, MONTH_FIRST, DAY_FIRST = "year-month-day", "month-day-year", "day-month-year"
"""Names of the date column, which say what its numbers are."""
DATE = 2
"""Number of the date column."""
COLUMNS = (
    "c-ip cs-username {date} time s-sitename s-computername s-ip time-taken cs-bytes sc-bytes sc-status"
    " sc-win32-status cs-method cs-uri-stem cs-uri-query"
)
CENTURY, PIVOT = 100, 70
"""Years of two digits from the pivot on are of the last century: no log is older than 1970."""
MONTHS, DAYS = 12, 31

_line = re.compile(
    r"([^,]++), ?(.{0,300}?), ?((?:\d{1,4})([/.-])(?:\d{1,2})\4(?:\d{1,4})), ?(\d{1,2}:\d\d:\d\d), ?"
    r"([^,]*+), ?([^,]*+), ?([^,]*+), ?(\d+|-), ?(\d+|-), ?(\d+|-), ?(\d+|-), ?(\d+|-), ?([^,]*+), ?",
    re.ASCII | re.DOTALL,
).match
_number = re.compile(r"\d+", re.ASCII)


def read(layout: Layout, line: bytes, clock: Clock) -> Record | None:
    """One request."""
    text = line.decode("latin-1").strip(BEFORE + " \t\r")
    if not text or text[0] == "#":
        return None
    found = _line(text)
    if found is None:
        raise Unreadable("not the fifteen columns of IIS")
    client, user, day, _, time, *middle = found.groups()
    columns = layout.columns or _columns(MONTH_FIRST)
    try:
        seconds = moment(_iso(day, columns[DATE]), time, clock.zone)
    except ValueError:
        raise Unreadable("date or time is none") from None
    values = (client, user, "-", "-", *middle, *_url(text[found.end() :]))
    fields = {name: value for name, value in zip(columns, values, strict=True) if value and value != "-"}
    stem, query = fields.get("cs-uri-stem", ""), fields.get("cs-uri-query")
    fields["c-uri"] = stem if query is None else f"{stem}?{query}"
    return Record(client, seconds, fields.get("s-ip", ""), fields.get("sc-status", ""), fields)


def _url(text: str) -> tuple[str, str]:
    """Path and query: no blank can stand in a query, so it is what follows the last comma with a blank."""
    text = text.removesuffix(",")
    path, comma, query = text.rpartition(", " if ", " in text else ",")
    return (path, query) if comma else (text, "")


@lru_cache(maxsize=4096)
def _iso(text: str, order: str) -> str:
    numbers = _number.findall(text)
    if len(numbers[0]) > 2:  # noqa: PLR2004 - years alone have more digits
        order = YEAR_FIRST
    parts = dict(zip(order.split("-"), map(int, numbers), strict=True))
    year = parts["year"]
    if year < CENTURY:
        year += 1900 if year >= PIVOT else 2000
    return f"{year:04}-{parts['month']}-{parts['day']}"


def recognise(head: Sequence[bytes]) -> Layout | None:
    """By most of the lines."""
    lines = [line.decode("latin-1").strip(BEFORE + " \t\r") for line in head]
    lines = [line for line in lines if line and line[0] != "#"]
    found = [match for line in lines if (match := _line(line))]
    if not found or 2 * len(found) <= len(lines):
        return None
    order, notes = _order([match[3] for match in found])
    return Layout(columns=_columns(order), notes=notes)


@lru_cache(maxsize=8)
def _columns(order: str) -> Columns:
    return tuple(COLUMNS.format(date=order).split())


def _order(days: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """What the numbers of a date are: too great for a month, or changing while the other stands still."""
    first, second = ({int(_number.findall(day)[at]) for day in days} for at in (0, 1))
    if max(first) > DAYS:
        return YEAR_FIRST, ()
    if max(first) > MONTHS or (max(second) <= MONTHS and len(first) > len(second)):
        return DAY_FIRST, ()
    if max(second) > MONTHS or len(second) > len(first):
        return MONTH_FIRST, ()
    if "/" in days[0]:
        return MONTH_FIRST, ("dates taken for month/day/year: nothing in the first lines tells",)
    return DAY_FIRST, ("dates taken for day, month, year: nothing in the first lines tells",)


def turn(layout: Layout, _line: bytes) -> Layout:
    """Nothing in a log of this kind changes how it is read."""
    return layout


IIS = Format(
    name="iis",
    title="IIS log file format",
    categories=frozenset({"webserver", "proxy"}),
    recognise=recognise,
    read=read,
    turn=turn,
)
