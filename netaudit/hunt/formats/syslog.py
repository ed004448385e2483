"""The time in front of a syslog message, as network devices and relays write it.

Devices write local time without an offset, and often no year. In front of that a relay may have put a
time of its own. Read here:

    <166>Aug 05 2016 01:02:25: %ASA-…                ASA, PIX
    <165>1 2026-09-06T10:14:00.000Z fw - - - - %ASA-…  RFC 5424
    Feb  8 12:58:40 192.0.2.1 316371: Feb  8 12:58:39.873 UTC: %SEC-…   relay, then IOS
    *Mar  1 00:00:12.345: %SEC-…                     IOS whose clock is not set
    2019 May 22 16:20:45 n7k %ACLLOG-…               NX-OS

A time with an offset or in UTC needs no guess and goes first, then the device's own, then the relay's;
the time of a clock that is not set (marked ``*``) is the last resort. Seconds are whole: lines share them,
and so they are remembered.

A header is short. Who may choose a user name that some other program logs could else put a message of a
firewall there and have a line say anything of anybody.
"""

import re
from functools import lru_cache

from netaudit.hunt.formats.clock import Clock, rfc3339, syslog

_HEADER = 400
"""Characters: no header is longer."""
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_STARTS = "|".join(before + month for before in ("", r"\*", r"1\d\d\d ", r"2\d\d\d ") for month in _MONTHS)
"""Each begins with a character of its own, so that others are skipped fast."""
_NAMED = re.compile(
    rf"((?:{_STARTS}) {{1,2}}\d{{1,2}} (?:\d{{4}} )?\d\d:\d\d:\d\d)(?:\.\d+)?( UTC\b| GMT\b|)", re.ASCII
)
_ISO = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)(?:[.,]\d+)?(Z|[+-]\d\d:?\d\d|)", re.ASCII)
_Found = tuple[tuple[str, str], ...]
"""Times and zones, in the order of the header."""


_FIVE = re.compile(r"<\d{1,3}>\d (\S+) \S+ \S+ \S+ \S+ (?:-|(?:\[[^\]]*\])+) ?", re.ASCII)
"""RFC 5424: time, host, program, process, message, data."""
_DIGITS = str.maketrans("123456789", "0" * 9)
_TIME = " \0 "
_PASSED = re.compile(r"[<>*.,\[\]0-9-]*|\w+\.(?:Emerg|Alert|Crit|Err|Warn|Notice|Info|Debug)\w*", re.ASCII)
"""Words between a time and a name: priority, punctuation, numbers, an address, severity as Kiwi has it."""


def is_header(text: str, end: int) -> bool:
    """Whether ``text[:end]`` is nothing but what devices and relays put in front of a message."""
    return end <= _HEADER and _known_header(text[:end])


@lru_cache(maxsize=1024)
def _known_header(header: str) -> bool:
    """The same for a header. A busy device has many lines in a second, and they share it."""
    return _is_header(header.translate(_DIGITS))


@lru_cache(maxsize=4096)
def _is_header(shape: str) -> bool:
    """A name may stand at the start and behind a time. A log has few shapes once digits are all the same."""
    name_may_follow = True
    for word in _NAMED.sub(_TIME, _ISO.sub(_TIME, _FIVE.sub(r"\1:", shape))).split():
        if word == _TIME.strip():
            name_may_follow = True
        elif not _PASSED.fullmatch(word):
            if not name_may_follow and not word.endswith(":"):
                return False
            name_may_follow = False
    return True


def stamp(text: str, end: int, clock: Clock) -> float | None:
    """When the message was sent, by its header ``text[:end]``; seconds since 1970, None if it has no time."""
    return _header_stamp(text[: min(end, _HEADER)], clock)


@lru_cache(maxsize=1024)
def _header_stamp(header: str, clock: Clock) -> float | None:
    """The same for a header."""
    dates = tuple(_ISO.findall(header)) if "-" in header else ()
    named = _NAMED.findall(header)
    if len(named) == 1 and not dates:
        return _only("".join(named[0]), clock)
    return _stamp(dates, tuple(named), clock)


@lru_cache(maxsize=4096)
def _only(text: str, clock: Clock) -> float | None:
    """The one time of a header, with its zone."""
    return _syslog(text, clock)


@lru_cache(maxsize=4096)
def _stamp(dates: _Found, named: _Found, clock: Clock) -> float | None:
    sure = [time + zone for time, zone in dates if zone]
    if sure:
        return _rfc3339(sure[0], clock)
    known = [time + zone for time, zone in named if zone]
    own = [time for time, _ in named if not time.startswith("*")]
    relayed = [time for time, _ in dates]
    if relayed and not known and not own:
        return _rfc3339(relayed[0], clock)
    unset = [time for time, _ in named]
    return _syslog([*unset, *own, *known][-1], clock) if named else None


def _rfc3339(text: str, clock: Clock) -> float | None:
    try:
        return rfc3339(text, clock.zone)
    except (ValueError, OverflowError):
        return None


def _syslog(text: str, clock: Clock) -> float | None:
    try:
        return syslog(text, clock)
    except (ValueError, OverflowError):
        return None
