"""Times as logs write them, as seconds since 1970 in UTC.

Local times without an offset: an hour that the clock shows twice in autumn is taken for its first
showing, an hour that it skips in spring for the same time after the last hour before (as ``datetime``
does with ``fold=0``). Years run from 1970 to 2999; what is no time raises ValueError. A second 60 is
the first one of the next minute. Minutes are remembered, since millions of lines share them.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple

YEARS = range(1970, 3000)
END = datetime(YEARS.stop, 1, 1, tzinfo=UTC).timestamp()
DAY = 86400.0


class Clock(NamedTuple):
    """What a log leaves open about its times."""

    zone: tzinfo = UTC
    """Of times without an offset in logs that use local time. IIS W3C extended is UTC whatever this says."""
    latest: float = 0.0
    """Seconds since 1970: when the log was last written. A date without a year is the last such
    day not more than a day after this."""


def moment(date: str, time: str, zone: tzinfo = UTC) -> float:
    """``2001-08-05`` and ``00:01:10``, also with a fraction of a second or without leading zeros."""
    second = _SECONDS.get(time[5:])
    if second is not None:
        return _minute(date, time[:5], zone) + second
    minute, _, rest = time.rpartition(":")
    return _minute(date, minute, zone) + _second(rest)


def ncsa(text: str) -> float:
    """``05/Aug/2001:00:01:10 +0000``; an offset is always there."""
    return _ncsa_minute(text[:17], text[20:]) + _second(text[18:20])


def rfc3339(text: str, zone: tzinfo = UTC) -> float:
    """``2001-08-05T00:01:10.123456+0000``: a blank for the T, no fraction, ``Z``, ``+02:00`` or no offset."""
    found = _RFC3339(text)
    if found is None:
        raise ValueError(f"no time: {text}")
    date, minute, second, offset = found.groups()
    return _minute(date, minute, _offset(offset) if offset else zone) + _second(second)


def syslog(text: str, clock: Clock) -> float:
    """``Aug  5 2001 00:01:10``, ``2001 Aug 5 00:01:10.123``, ``Aug  5 00:01:10.123 UTC``.

    The names of other zones than UTC and GMT are not unique, so ``clock.zone`` goes for them.
    """
    found = _SYSLOG(text)
    if found is None:
        raise ValueError(f"no time: {text}")
    first, month, day, second_year, minute, second, name = found.groups()
    zone = UTC if name in ("UTC", "GMT", "Z") else clock.zone
    return _syslog_minute(first or second_year, month, day, minute, zone, clock.latest) + _second(second)


def epoch(text: str) -> float:
    """``996969670.123456``."""
    seconds = float(text)
    if not 0 <= seconds < END:
        raise ValueError(f"no time: {text}")
    return seconds


_WHOLE = {f"{second:02}": float(second) for second in range(61)}
_SECONDS = {f":{second:02}": float(second) for second in range(61)}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII).fullmatch
_MINUTE = re.compile(r"(\d{1,2}):(\d\d)", re.ASCII).fullmatch
_SECOND = re.compile(r"\d\d(?:[.,]\d{1,9})?", re.ASCII).fullmatch
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)", re.ASCII).fullmatch
_NCSA = re.compile(r"(\d\d)/([A-Za-z]{3})/(\d{4}):(\d\d:\d\d)", re.ASCII).fullmatch
_RFC3339 = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d):(\d\d(?:[.,]\d{1,9})?) ?([Zz]|[+-]\d\d:?\d\d)?", re.ASCII
).fullmatch
_SYSLOG = re.compile(
    r"[*.]?(?:(\d{4}) )?([A-Za-z]{3}) {1,2}(\d{1,2}) (?:(\d{4}) )?"
    r"(\d\d:\d\d):(\d\d(?:\.\d{1,9})?)(?: ([A-Za-z]{1,5}))?",
    re.ASCII,
).fullmatch


def _second(text: str) -> float:
    known = _WHOLE.get(text)
    if known is not None:
        return known
    if _SECOND(text) is None or text[:2] > "60":
        raise ValueError(f"no time: {text}")
    return float(text.replace(",", "."))


@lru_cache(maxsize=4096)
def _minute(date: str, minute: str, zone: tzinfo) -> float:
    """``2001-08-05`` and ``00:01``."""
    day, time = _DATE(date), _MINUTE(minute)
    if day is None or time is None:
        raise ValueError(f"no time: {date} {minute}")
    return _instant(int(day[1]), int(day[2]), int(day[3]), (int(time[1]), int(time[2])), zone)


@lru_cache(maxsize=4096)
def _ncsa_minute(text: str, offset: str) -> float:
    """``05/Aug/2001:00:01`` and `` +0000``."""
    found = _NCSA(text)
    if found is None:
        raise ValueError(f"no time: {text}")
    day, month, year, minute = found.groups()
    return _minute(f"{year}-{_month(month)}-{day}", minute, _offset(offset.strip(" ")))


@lru_cache(maxsize=4096)
def _syslog_minute(year: str | None, month: str, day: str, minute: str, zone: tzinfo, latest: float) -> float:
    for candidate in (int(year),) if year else _years(latest):
        try:
            seconds = _minute(f"{candidate:04}-{_month(month)}-{day}", minute, zone)
        except ValueError:  # 29 February of another year
            continue
        if year or seconds <= latest + DAY:
            return seconds
    raise ValueError(f"no day: {month} {day}")


def _years(latest: float) -> range:
    """The year after, the year of the log, and as many before as leave out no 29 February."""
    year = datetime.fromtimestamp(min(latest, END - DAY), UTC).year
    return range(year + 1, year - 9, -1)


def _month(name: str) -> int:
    return _MONTHS.index(name.lower()) + 1


@lru_cache(maxsize=256)
def _offset(text: str) -> tzinfo:
    """``+0200``, ``-03:30`` or ``Z``."""
    if text in ("Z", "z"):
        return UTC
    found = _OFFSET(text)
    if found is None:
        raise ValueError(f"no time: {text}")
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(ahead if found[1] == "+" else -ahead)


def _instant(year: int, month: int, day: int, time: tuple[int, int], zone: tzinfo) -> float:
    if year not in YEARS:
        raise ValueError(f"no year of a log: {year}")
    return datetime(year, month, day, *time, tzinfo=zone).timestamp()
