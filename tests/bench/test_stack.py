"""The stack of the bench is what it says, so that its time means something."""

from bench.stack import measure
from bench.verdict import Limits, ways_targets


def test_a_stack_has_a_phone_on_every_port() -> None:
    """Two members: 96 phone ports by two uplinks, four kinds out, two kinds in; six between uplinks."""
    ways = measure(2, 1)
    assert (ways.members, ways.phones, ways.uplinks) == (2, 96, 2)
    assert ways.traces == 96 * 2 * 4 + 96 * 2 * 2 + 2 * 3


def test_the_limit_is_three_times_reading() -> None:
    """Tracing counts for the limit, printing only for the goal."""
    ways = measure(1, 1)
    limit, goal = ways_targets(ways, Limits())
    assert (limit.limit, limit.required, goal.required) == (3, True, False)
    assert limit.measured == ways.trace_seconds / ways.read_seconds
    assert goal.measured > limit.measured
