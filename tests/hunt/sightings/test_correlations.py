"""Sliding windows are exact, whatever order moments come in and however they are cut."""

from collections.abc import Sequence
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.hunt.sightings.correlations import MOST_MOMENTS, moments, settled, watches
from netaudit.hunt.sightings.row import Moment
from tests.hunt.sightings.made import correlation, record

SPAN = 10.0
KINDS = ("event_count", "value_count", "temporal", "temporal_ordered")
NAMES = ("a", "b", "c")

drawn = st.lists(
    st.tuples(
        st.sampled_from(["", "g"]),
        st.integers(0, 60).map(float) | st.floats(0, 60, width=16),
        st.sampled_from(NAMES),
    ),
    max_size=30,
)


def naive(kind: str, number: int, every: Sequence[Moment]) -> bool:
    """Try the window that begins at each moment."""
    for group, start, _ in every:
        window = [each for each in every if each[0] == group and start <= each[1] <= start + SPAN]
        if kind == "event_count" and len(window) >= number:
            return True
        values = {value for _, _, value in window}
        if kind == "value_count" and len(values) >= number:
            return True
        if kind == "temporal" and values == set(NAMES):
            return True
        if kind == "temporal_ordered" and in_turn(window):
            return True
    return False


def in_turn(window: Sequence[Moment]) -> bool:
    """Try every choice of one moment for each name."""
    times = [[time for _, time, value in window if value == name] for name in NAMES]
    return any(list(chosen) == sorted(chosen) for chosen in product(*times))


def kept(kind: str, number: int, parts: Sequence[Sequence[Moment]]) -> bool:
    """Settle part by part, as slices come in."""
    (watch,) = watches([correlation("x", NAMES, kind, timespan=SPAN, number=number)])
    so_far: list[Moment] = []
    for part in parts:
        mine = settled(watch, part)
        left = None if mine is None else settled(watch, so_far + mine)
        if left is None:
            return True
        so_far = left
    return False


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(KINDS), st.integers(1, 4), drawn, st.integers(1, 6), st.randoms(use_true_random=False))
def test_as_a_naive_window_would(
    kind: str, number: int, every: list[Moment], slices: int, chance: Random
) -> None:
    """A correlation is shown if some window of its length shows it; slices and their order change nothing."""
    expected = naive(kind, number, every)
    assert kept(kind, number, [every]) == expected
    parts: list[list[Moment]] = [[] for _ in range(slices)]
    for each in every:
        chance.choice(parts).append(each)
    assert kept(kind, number, parts) == expected


@pytest.mark.parametrize(("last", "shown"), [(10.0, True), (10.5, False), (11.0, False)])
@pytest.mark.parametrize("kind", KINDS)
def test_a_window_holds_both_its_ends(kind: str, last: float, shown: bool) -> None:
    """Events exactly one timespan apart count together, those further apart do not."""
    assert kept(kind, 3, [[("", 0.0, "a"), ("", 5.0, "b"), ("", last, "c")]]) == shown


def test_what_is_kept_is_enough_for_what_comes_later() -> None:
    """Only with the middle one of three moments of a value is there a window; it is kept."""
    parts = [[("", 0.0, "a"), ("", 9.0, "a"), ("", 19.0, "a")], [("", 5.0, "b"), ("", 14.0, "c")]]
    assert kept("value_count", 3, parts)


def test_greater_than() -> None:
    """Gt 2 wants three."""
    (watch,) = watches([correlation("x", ["a"], number=2, operator=">")])
    assert settled(watch, [("", 0.0, "")] * 2) is not None
    assert settled(watch, [("", 0.0, "")] * 3) is None


def test_groups_are_apart() -> None:
    """Events of two groups do not count together."""
    (watch,) = watches([correlation("x", ["a"], number=2)])
    assert settled(watch, [("1", 0.0, ""), ("2", 0.0, "")]) is not None


def test_a_slow_repetition_takes_little_room() -> None:
    """The same value a thousand times in a bucket is kept as its first and last moment."""
    (watch,) = watches([correlation("x", ["a"], "value_count", number=2, field="dst_ip")])
    assert settled(watch, [("", 0.01 * n, "192.0.2.1") for n in range(1000)]) == [
        ("", 0.0, "192.0.2.1"),
        ("", 9.99, "192.0.2.1"),
    ]


def test_what_is_kept_is_bounded() -> None:
    """Of a host that never fills a window the earliest moments are kept."""
    (watch,) = watches([correlation("x", ["a"], number=2)])
    left = settled(watch, [("", 100.0 * n, "") for n in range(2 * MOST_MOMENTS)])
    assert left is not None
    assert len(left) == MOST_MOMENTS
    assert left[-1] == ("", 100.0 * (MOST_MOMENTS - 1), "")


def moment_of(kind: str, names: Sequence[str], one: Any, **more: Any) -> list[Moment]:  # noqa: ANN401
    """What a record is to a correlation over a and b."""
    (watch,) = watches([correlation("x", ["a", "b"], kind, **more)])
    return moments(watch, one, names)


def test_a_line_is_one_event() -> None:
    """Even if it shows two of the signatures; of other signatures it is none."""
    one = record("192.0.2.1", 5.0)
    assert moment_of("event_count", ["a", "b"], one) == [("", 5.0, "")]
    assert moment_of("temporal", ["a", "b", "z"], one) == [("", 5.0, "a"), ("", 5.0, "b")]
    assert moment_of("event_count", ["z"], one) == []


def test_a_line_without_a_time_is_none() -> None:
    """It can be in no window."""
    assert moment_of("event_count", ["a"], record("192.0.2.1", None)) == []


def test_values_and_groups() -> None:
    """Fields go by Sigma's names; long texts are kept as a hash; without a value nothing counts."""
    one = record("192.0.2.1", 5.0, s_ip="192.0.2.9", cs_host="h" * 100)
    by = {"group_by": ("src_ip", "cs-host")}
    ((group, _, value),) = moment_of("value_count", ["a"], one, field="dst_ip", **by)
    assert value == "192.0.2.9"
    assert len(group) == 32
    assert moment_of("value_count", ["a"], one, field="cs-username", **by) == []
