"""The day of a line in W3C extended logs that have times of day only, as IIS 4 and 5 wrote by default.

``#Date`` says when the first line was written. From there on the time of day of every line is compared
with the one before: far back is the next day.
"""

import re
from datetime import date, timedelta
from functools import lru_cache
from re import Pattern

from netaudit.hunt.formats.clock import YEARS, moment
from netaudit.hunt.formats.format import EVERY_LINE, Columns, Layout

LATE = 5
"""Minutes that a line may be behind the lines before it without being of another day."""
DAY = 24 * 60
LONGEST = 16 * 1024
"""Bytes of a line in which its time must stand."""

_minute = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII).fullmatch
_NOWHERE = re.compile(rb"(?!)")


def dated(layout: Layout, text: str) -> Layout:
    """After ``#Date`` with this behind it: ``2001-08-05 00:00:03``. What is no date changes nothing."""
    day, _, time = text.strip().partition(" ")
    try:
        moment(day, time[:8] or "00:00:00")
    except ValueError:
        return layout
    return layout._replace(date=day, last=time[:5])


def rolled(layout: Layout, line: bytes) -> Layout:
    """After a line with a time of day. A line without one, or in the same minute, changes nothing."""
    text = _time(layout, line)
    if text == layout.last or not layout.date or (now := _minutes(text)) is None:
        return layout
    before = _minutes(layout.last)
    jump = 0 if before is None else now - before
    return layout._replace(date=_shifted(layout.date, _days(jump)), last=text)


def steady(layout: Layout) -> Pattern[bytes]:
    """Finds the end of a line whose next one may change the day; lines before it leave the day as it is."""
    if not layout.date:
        return _NOWHERE
    return EVERY_LINE if _column(layout.columns) else _beyond(layout.last)


@lru_cache(maxsize=DAY)
def _beyond(time: str) -> Pattern[bytes]:
    """Finds the end of a line whose next one does not begin with about this time.

    Any two of the times that it passes over are too near to each other to lie on two days.
    """
    now = _minutes(time)
    if now is None:
        return EVERY_LINE
    near = range(max(now - 1, 0), min(now + LATE, DAY))
    return re.compile("\n(?!{})".format("|".join(f"{at // 60:02}:{at % 60:02}" for at in near)).encode())


def _time(layout: Layout, line: bytes) -> str:
    """Hour and minute."""
    column = _column(layout.columns)
    if not column:
        return line[:5].decode("latin-1")
    parts = line[:LONGEST].decode("latin-1").split(layout.delimiter or " ", column + 1)
    return parts[column][:5] if column < len(parts) else ""


@lru_cache(maxsize=256)
def _column(columns: Columns) -> int:
    return columns.index("time")


@lru_cache(maxsize=4096)
def _minutes(text: str) -> int | None:
    """Since midnight."""
    found = _minute(text)
    return None if found is None else int(found[1]) * 60 + int(found[2])


def _days(jump: int) -> int:
    """How many days lie between lines whose times of day are so many minutes apart, and which way."""
    if jump < -LATE:
        return 1
    return -1 if jump > DAY - LATE else 0


def _shifted(day: str, days: int) -> str:
    """Empty beyond the years that there are."""
    if not days:
        return day
    year, month, number = map(int, day.split("-"))
    there = date(year, month, number) + timedelta(days=days)
    return there.isoformat() if there.year in YEARS else ""
