"""The numbers that netaudit must reach, and those it aims for."""

from collections.abc import Iterator

from msgspec import Struct

from bench.accuracy import Score
from bench.acl_measurements import Fleet, Lists
from bench.engines import Reading
from bench.measurements import Parallel, Start
from bench.stack import Ways

GIB = 2**30


class Target(Struct, frozen=True, kw_only=True):
    """A number with its limit; a goal is printed when missed, a requirement fails the run."""

    name: str
    measured: float
    limit: float
    at_most: bool = False
    """True where less is better."""
    required: bool = True

    @property
    def reached(self) -> bool:
        """Whether the number is on the right side of its limit, the limit included."""
        return self.measured <= self.limit if self.at_most else self.measured >= self.limit


class Limits(Struct, frozen=True, kw_only=True):
    """Where the limits stand; the defaults are those of the project."""

    faster_than_ciscoconfparse2: float = 15
    version_times_python: float = 6
    one_file_times_python: float = 12
    ways_times_reading: float = 3
    lint_times_cisco_acl: float = 1
    lists_times_audit: float = 1.3


SMOKE = Limits(
    faster_than_ciscoconfparse2=3,
    version_times_python=18,
    one_file_times_python=36,
    ways_times_reading=9,
    lint_times_cisco_acl=20,
    lists_times_audit=3,
)
"""For a small fleet on a busy machine: catches what is broken, not what is a little slower."""


def speed_targets(readings: tuple[Reading, ...], limits: Limits) -> Iterator[Target]:
    """How netaudit's whole audit compares with the bare parse of its peers."""
    ours = readings[0]
    peers = {reading.engine: reading for reading in readings if reading.engine != "netaudit"}
    times = ours.speed / peers["ciscoconfparse2"].speed
    yield Target(name="times ciscoconfparse2", measured=times, limit=limits.faster_than_ciscoconfparse2)
    yield Target(name="times ciscoconfparse2, goal", measured=times, limit=40, required=False)
    yield Target(
        name="times netutils, goal", measured=ours.speed / peers["netutils"].speed, limit=1, required=False
    )
    yield Target(name="peak memory, GiB", measured=ours.peak_bytes / GIB, limit=1, at_most=True)


def accuracy_targets(scores: tuple[Score, ...]) -> Iterator[Target]:
    """Nothing missed and nothing invented."""
    yield Target(name="precision", measured=scores[-1].precision, limit=1)
    yield Target(name="recall", measured=scores[-1].recall, limit=1)


def parallel_targets(work: Parallel) -> Iterator[Target]:
    """The same bytes however many processes wrote them; the gain is a goal."""
    gain = work.one_seconds / work.all_seconds
    yield Target(name="same bytes with all cores", measured=float(work.identical), limit=1)
    yield Target(
        name=f"gain of {work.jobs} cores, goal", measured=gain, limit=0.75 * work.jobs, required=False
    )


def start_targets(start: Start, limits: Limits) -> Iterator[Target]:
    """Cold start in multiples of ``python -c pass``."""
    version, one_file = start.version / start.python, start.one_file / start.python
    yield Target(
        name="`--version`, times python", measured=version, limit=limits.version_times_python, at_most=True
    )
    yield Target(
        name="one file, times python", measured=one_file, limit=limits.one_file_times_python, at_most=True
    )


def ways_targets(ways: Ways, limits: Limits) -> Iterator[Target]:
    """Tracing every way through a stack, in multiples of reading its config."""
    times, printed = ways.trace_seconds / ways.read_seconds, ways.json_seconds / ways.read_seconds
    yield Target(
        name="every way, times reading", measured=times, limit=limits.ways_times_reading, at_most=True
    )
    yield Target(
        name="every way as JSON, times reading, goal",
        measured=times + printed,
        limit=10,
        at_most=True,
        required=False,
    )


def list_targets(lists: Lists, limits: Limits) -> Iterator[Target]:
    """Linting ten times what the peer gets; nothing missed, nothing invented, no endless waiting."""
    yield Target(
        name=f"lint {lists.entries:,} entries, times cisco_acl on {lists.peer_entries:,}",
        measured=lists.ours.seconds / lists.peer.seconds,
        limit=limits.lint_times_cisco_acl,
        at_most=True,
    )
    yield Target(name="precision of lint", measured=lists.scores[-1].precision, limit=1)
    yield Target(name="recall of lint", measured=lists.scores[-1].recall, limit=1)
    yield Target(
        name="seconds for the worst tangled list",
        measured=max(look.seconds for _, look in lists.worst),
        limit=TANGLED_SECONDS,
        at_most=True,
    )


TANGLED_SECONDS = 30
"""However tangled a list is, its lint ends; ``ComplexityError`` says so where it gave up."""


def filtered_targets(fleet: Fleet, limits: Limits) -> Iterator[Target]:
    """What the rules on access lists add to an audit, and what the same lists on every device save."""
    yield Target(
        name="audit with the rules on lists, times without",
        measured=fleet.with_rules.seconds / fleet.without_rules.seconds,
        limit=limits.lists_times_audit,
        at_most=True,
    )
    yield Target(
        name="lint of the same lists everywhere, times different ones, goal",
        measured=fleet.alike.seconds / fleet.different.seconds,
        limit=0.5,
        at_most=True,
        required=False,
    )
