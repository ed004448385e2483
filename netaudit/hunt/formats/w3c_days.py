"""The day of a line in W3C extended logs that have times of day only, as IIS 4 and 5 wrote by default.

``#Date`` says when the first line was written. From there on the time of day of every line is compared
with that of the one before: far back is the next day.
"""

import re
from datetime import date, timedelta
from functools import lru_cache
from re import Pattern

from netaudit.hunt.formats.clock import YEARS, moment
from netaudit.hunt.formats.format import BEFORE, NOWHERE, Columns, Layout

STEP = 5
"""Minutes. Of the time of day only the step is kept that it lies in: nearly all lines are in that of the line
before, and a line may be a step late without being of another day."""
DAY = 24 * 60
LONGEST = 16 * 1024
"""Bytes of a line in which its time must stand."""

_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d"
_minute = re.compile(_TIME, re.ASCII).fullmatch


def dated(layout: Layout, text: str) -> Layout:
    """After ``#Date`` with this behind it: ``2001-08-05 00:00:03``. What is no date changes nothing."""
    day, _, time = text.strip().partition(" ")
    try:
        moment(day, time[:8] or "00:00:00")
    except ValueError:
        return layout
    return layout._replace(date=day, last=_step(time[:5]))


def rolled(layout: Layout, line: bytes) -> Layout:
    """After a line with a time of day. A line without one, or of the same step, changes nothing."""
    now = _step(_time(layout, line))
    if not now or now == layout.last or not layout.date:
        return layout
    jump = _minutes(now) - _minutes(layout.last or now)
    return layout._replace(date=_shifted(layout.date, _days(jump)), last=now)


def steady(layout: Layout) -> Pattern[bytes]:
    """Finds the end of a line whose next one is of another step."""
    if not layout.date:
        return NOWHERE
    return _beyond(layout.last, _column(layout.columns), layout.delimiter or " ")


@lru_cache(maxsize=DAY)
def _beyond(step: str, column: int, delimiter: str) -> Pattern[bytes]:
    """Finds the end of a line whose next one has in this column a time of day that is of another step."""
    before = rf"\n[{BEFORE}]*+(?:[^{delimiter}\n]*+{delimiter}){{{column}}}"
    minutes = range(_minutes(step), _minutes(step) + STEP) if step else ()
    alike = "|".join(f"{step[:3]}{minute % 60:02}" for minute in minutes)
    return re.compile(f"{before}(?!{alike or '(?!)'}){_TIME}".encode("latin-1"))


def _time(layout: Layout, line: bytes) -> str:
    """Hour and minute."""
    column = _column(layout.columns)
    if not column:
        return line[:5].decode("latin-1")
    parts = line[:LONGEST].decode("latin-1").split(layout.delimiter or " ", column + 1)
    return parts[column][:5] if column < len(parts) else ""


@lru_cache(maxsize=4096)
def _step(time: str) -> str:
    """The first minute of the step that a time of day lies in; empty for what is none."""
    if not _minute(time):
        return ""
    minute = int(time[3:])
    return f"{time[:3]}{minute - minute % STEP:02}"


def _minutes(time: str) -> int:
    """Since midnight."""
    return int(time[:2]) * 60 + int(time[3:])


@lru_cache(maxsize=256)
def _column(columns: Columns) -> int:
    return columns.index("time")


def _days(jump: int) -> int:
    """How many days lie between lines whose times of day are so many minutes apart, and which way."""
    if jump < -STEP:
        return 1
    return -1 if jump >= DAY - STEP else 0


def _shifted(day: str, days: int) -> str:
    """Empty beyond the years that there are."""
    if not days:
        return day
    year, month, number = map(int, day.split("-"))
    there = date(year, month, number) + timedelta(days=days)
    return there.isoformat() if there.year in YEARS else ""
