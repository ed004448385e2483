"""Times as logs write them, as seconds since 1970 in UTC."""

from datetime import UTC, tzinfo
from typing import NamedTuple


class Clock(NamedTuple):
    """What a log leaves open about its times."""

    zone: tzinfo = UTC
    """Of times without an offset in logs that use local time. IIS W3C extended is UTC whatever this says."""
    latest: float = 0.0
    """Seconds since 1970: when the log was last written. A date without a year is the last such
    day not more than a day after this."""
