"""Times as logs write them; seconds since 1970 were worked out with ``date -u -d``."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.hunt.formats import clock
from netaudit.hunt.formats.clock import Clock

CHICAGO = ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("date", "time", "seconds"),
    [
        ("2001-08-05", "00:01:10", 996969670),
        ("2001-8-5", "0:01:10", 996969670),
        ("2001-08-05", "00:01:10.250", 996969670.25),
        ("2001-08-05", "00:01:10,5", 996969670.5),
        ("1998-12-31", "23:59:60", 915148800),
        ("1970-01-01", "00:00:00", 0),
    ],
)
def test_moments(date: str, time: str, seconds: float) -> None:
    """With and without fractions and leading zeros; a leap second is the next minute."""
    assert clock.moment(date, time) == seconds


@pytest.mark.parametrize(
    ("date", "time"),
    [
        ("2001-02-29", "00:00:00"),
        ("2001-08-05", "24:00:00"),
        ("2001-08-05", "00:60:00"),
        ("2001-08-05", "00:00:61"),
        ("2001-08-05", "00:00"),
        ("2001-08-05", ""),
        ("", "00:00:00"),
        ("1969-12-31", "23:59:59"),
        ("3000-01-01", "00:00:00"),
        ("2001-08-05", "00:00:nan"),
        ("2001-08-05", "00:00:1e1"),
        ("2001-08-05", "0\xb2:00:00"),
        ("0000-00-00", "00:00:00"),
    ],
)
def test_what_is_no_moment(date: str, time: str) -> None:
    """Nothing is guessed, and no year is there of which times could not be shown."""
    with pytest.raises(ValueError, match=r"no |must be|month|in list"):
        clock.moment(date, time)


@pytest.mark.parametrize(
    ("time", "hours"),
    [("2001-04-01 01:30:00", 6), ("2001-04-01 02:30:00", 6), ("2001-04-01 03:30:00", 5)],
)
def test_the_hour_that_a_clock_skips(time: str, hours: int) -> None:
    """On 1 April 2001 clocks in Chicago went from 2:00 to 3:00: 2:30 is half an hour after 1:59."""
    date, _, text = time.partition(" ")
    assert clock.moment(date, text, CHICAGO) == clock.moment(date, text) + hours * 3600


def test_the_hour_that_a_clock_shows_twice() -> None:
    """On 28 October 2001 it was 1:30 twice; the first one, still of summer, is taken."""
    assert clock.moment("2001-10-28", "01:30:00", CHICAGO) == clock.moment("2001-10-28", "06:30:00")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("05/Aug/2001:00:01:10 +0000", 996969670),
        ("05/aug/2001:00:01:10 +0230", 996960670),
        ("04/Aug/2001:16:01:10 -0800", 996969670),
    ],
)
def test_ncsa(text: str, seconds: float) -> None:
    """Local time with an offset."""
    assert clock.ncsa(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "05/Aug/2001:00:01:10", "05/Aug/2001:00:01:10 +9900", "5/Aug/2001:00:01:10 +0000"]
)
def test_what_is_no_ncsa(text: str) -> None:
    """An offset is always there, and less than a day."""
    with pytest.raises(ValueError, match=r"no |must be|month|in list"):
        clock.ncsa(text)


@given(
    st.datetimes(timezones=st.just(UTC)).filter(lambda when: 1970 <= when.year < 3000),
    st.integers(-1439, 1439),
)
def test_what_is_written_is_read(when: datetime, minutes: int) -> None:
    """The same moment in every zone, to the second."""
    local = when.replace(microsecond=0).astimezone(timezone(timedelta(minutes=minutes)))
    seconds = local.timestamp()
    if local.year in clock.YEARS:
        assert clock.ncsa(local.strftime("%d/%b/%Y:%H:%M:%S %z")) == seconds
        assert (
            clock.moment(local.strftime("%Y-%m-%d"), local.strftime("%H:%M:%S"), local.tzinfo or UTC)
            == seconds
        )


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2001-08-05T00:01:10Z", 996969670),
        ("2001-08-05T00:01:10.123456+0000", 996969670.123456),
        ("2001-08-05 00:01:10", 996969670 + 5 * 3600),
        ("2001-08-05T02:31:10+02:30", 996969670),
        ("2001-08-04t16:01:10-0800", 996969670),
    ],
)
def test_rfc_3339(text: str, seconds: float) -> None:
    """Suricata writes offsets without a colon; where there is none the clock says what the zone is."""
    assert clock.rfc3339(text, CHICAGO) == seconds


AUTUMN = 1004918400.0
"""5 November 2001, 0:00 UTC."""


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Aug  5 2001 00:01:10", 996969670),
        ("Aug 05 2001 00:01:10", 996969670),
        ("2001 Aug 5 00:01:10.500", 996969670.5),
        ("Aug  5 00:01:10", 996969670),
        ("*Aug  5 00:01:10.250", 996969670.25),
        ("Nov  5 23:59:59", AUTUMN + 86399),
        ("Nov  6 00:01:01", 973468861),
        ("Feb 29 12:00:00", 951825600),
    ],
)
def test_syslog(text: str, seconds: float) -> None:
    """A day without a year is the last such day, up to a day after the log was written."""
    assert clock.syslog(text, Clock(latest=AUTUMN)) == seconds


@pytest.mark.parametrize(("zone", "hours"), [(" UTC", 0), (" GMT", 0), (" CDT", 5), ("", 5)])
def test_zones_of_syslog(zone: str, hours: int) -> None:
    """Only UTC and GMT mean the same everywhere."""
    said = Clock(zone=CHICAGO, latest=AUTUMN)
    assert clock.syslog(f"Aug  5 2001 00:01:10{zone}", said) == 996969670 + hours * 3600


@pytest.mark.parametrize("text", ["nan", "inf", "-1", "1e99", "x", "", "32503680000"])
def test_what_is_no_epoch(text: str) -> None:
    """Seconds are those of years that can be shown."""
    with pytest.raises(ValueError, match=r"no |could not"):
        clock.epoch(text)


@given(st.text(max_size=40), st.text(max_size=20))
def test_any_text(first: str, second: str) -> None:
    """Rubbish is no time, and nothing else happens."""
    with pytest.raises(ValueError, match="no "):
        clock.moment(first, second)
    for read in (clock.ncsa, clock.rfc3339):
        with pytest.raises(ValueError, match="no "):
            read(first)
    with pytest.raises(ValueError, match="no "):
        clock.syslog(first, Clock())


def test_utc_is_the_zone_unless_said() -> None:
    """And a log is of no year unless it is known when it was written."""
    assert Clock() == Clock(zone=UTC, latest=0.0)
