"""The time in front of a syslog message, as network devices and relays write it.

Devices write local time without an offset, and often no year. In front of that a relay may have put a
time of its own. Read here:

    <166>Aug 05 2016 01:02:25: %ASA-…                ASA, PIX
    <165>1 2026-09-06T10:14:00.000Z fw - - - - %ASA-…  RFC 5424
    Feb  8 12:58:40 192.0.2.1 316371: Feb  8 12:58:39.873 UTC: %SEC-…   relay, then IOS
    *Mar  1 00:00:12.345: %SEC-…                     IOS whose clock is not set
    2019 May 22 16:20:45 n7k %ACLLOG-…               NX-OS

A time with an offset needs no guess and goes first, then the device's own, then the relay's; the time
of a clock that is not set (marked ``*``) is the last resort. Zones but UTC and GMT are words without
a fixed meaning: the user says what they are.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from netaudit.hunt.formats.clock import Clock

_HEADER = 400
"""Characters: no header is longer."""
_MONTHS = {
    name: number
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), start=1)
}
_MONTH = "|".join(_MONTHS)
_TIMES = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(Z|[+-]\d\d:?\d\d)?"
    rf"|([*.]?)(?:(\d{{4}}) )?({_MONTH}) {{1,2}}(\d{{1,2}}) (?:(\d{{4}}) )?(\d\d):(\d\d):(\d\d)"
    r"(?:\.\d+)?(?: (UTC|GMT)\b)?"
)
_DAY = 86400


def stamp(text: str, end: int, clock: Clock) -> float | None:
    """When the message was sent, by its header ``text[:end]``; seconds since 1970, None if it has no time."""
    best = None
    for found in _TIMES.finditer(text, 0, min(end, _HEADER)):
        groups = found.groups()
        if groups[6] or groups[15]:
            return _seconds(groups, clock)
        if best is None or best[7] == "*" or groups[7] != "*":
            best = groups
    return _seconds(best, clock) if best else None


@lru_cache(maxsize=4096)
def _seconds(groups: tuple[str | None, ...], clock: Clock) -> float | None:
    """Many lines share a second, so the answer is kept."""
    if groups[0]:
        year, month, *rest = (int(text or 0) for text in groups[:6])
        return _moment(year, month, rest, _zone(groups[6], clock))
    month, rest = _MONTHS[groups[9] or ""], [int(groups[at] or 0) for at in (10, 12, 13, 14)]
    zone = _zone(groups[15], clock)
    written = groups[8] or groups[11]
    return _moment(int(written), month, rest, zone) if written else _yearless(month, rest, zone, clock)


def _zone(text: str | None, clock: Clock) -> tzinfo:
    if not text:
        return clock.zone
    if text in {"Z", "UTC", "GMT"}:
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    away = timedelta(hours=min(hours, 23), minutes=min(minutes, 59))
    return timezone(-away if text[0] == "-" else away)


def _yearless(month: int, rest: list[int], zone: tzinfo, clock: Clock) -> float | None:
    """The last such day not more than a day after the log was last written; a leap day may be 8 years ago."""
    newest = datetime.fromtimestamp(clock.latest + _DAY, zone).year
    years = (_moment(year, month, rest, zone) for year in range(newest, newest - 9, -1))
    return next((moment for moment in years if moment is not None and moment <= clock.latest + _DAY), None)


def _moment(year: int, month: int, rest: list[int], zone: tzinfo) -> float | None:
    """None for what no calendar has."""
    day, hour, minute, second = rest
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone).timestamp()
    except (ValueError, OverflowError):
        return None
