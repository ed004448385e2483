"""What a hunt comes to."""

from typing import NamedTuple

from netaudit.hunt.sightings.sums import Sum
from netaudit.model import LogSource, Problem


class Found(NamedTuple):
    """All that was found, or all until the user had enough."""

    sum: Sum
    sources: tuple[LogSource, ...]
    """Every log that was opened, in the order given."""
    problems: tuple[Problem, ...] = ()
    """Logs that could not be read, or only in part, and logs of no known format."""
    partial: bool = False
    """The hunt was ended before it was through."""
    engine: str = ""
    """Which engine searched."""
