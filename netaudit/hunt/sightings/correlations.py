"""How often within how long: Sigma correlations in exact sliding windows.

Lines come in slices and out of order, so nothing can be judged as it passes. Of each address all
moments that could still matter are kept. A window of one timespan touches at most two
neighbouring buckets of one timespan, so that of each value its first and last moment in a bucket
is enough; and once a correlation has been shown, nothing more is kept of it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from netaudit.hunt.formats.record import Record
from netaudit.hunt.sightings.row import Moment
from netaudit.hunt.sigma.fields import acting, known, reach
from netaudit.hunt.sigma.signature import Correlation

MOST_MOMENTS = 10_000
"""Kept of an address and a correlation, the earliest. A host that has so many spread over so long
a time that they do not fill a window is judged by these."""

ENDS = 2
"""Moments of a value that are kept of a bucket."""

LONGEST = 64
"""Characters of a value that is kept; of a longer one its hash is."""


Read = Callable[[Record], str]
"""Takes a value out of a record; empty where it has none."""


class Watch(NamedTuple):
    """A correlation ready to be looked for."""

    correlation: Correlation
    signatures: frozenset[str]
    groups: tuple[Read, ...]
    """What parts events, beside the acting address."""
    counted: Read
    """Whose values are counted."""
    needed: int
    """Events, values or signatures in a window."""


def watches(correlations: Iterable[Correlation]) -> tuple[Watch, ...]:
    """The correlations in order, so that an index names one."""
    return tuple(map(_watch, correlations))


def _watch(correlation: Correlation) -> Watch:
    """One correlation."""
    return Watch(
        correlation,
        frozenset(correlation.signatures),
        tuple(_read(field) for field in correlation.group_by if not acting(field)),
        _read(correlation.field),
        _needed(correlation),
    )


def _read(field: str) -> Read:
    """What takes the value of a field out of a record."""
    if acting(field):
        return lambda record: record.source
    if not known(field):
        return lambda _record: ""
    texts = reach(field)
    return lambda record: next(iter(texts(record.fields)), "")


def _needed(correlation: Correlation) -> int:
    """How many there must be."""
    if correlation.kind in {"temporal", "temporal_ordered"}:
        return len(correlation.signatures)
    return correlation.number + (correlation.operator == ">")


def moments(watch: Watch, record: Record, names: Sequence[str]) -> list[Moment]:
    """What a line that shows these signatures is to a correlation."""
    if record.time is None or watch.signatures.isdisjoint(names):
        return []
    group = _short("\x1f".join([read(record) for read in watch.groups])) if watch.groups else ""
    kind = watch.correlation.kind
    if kind == "event_count":
        return [(group, record.time, "")]
    if kind == "value_count":
        counted = _short(watch.counted(record))
        return [(group, record.time, counted)] if counted else []
    return [(group, record.time, name) for name in sorted(watch.signatures.intersection(names))]


def _short(text: str) -> str:
    """A value, or what stands for it."""
    if len(text) <= LONGEST:
        return text
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def settled(watch: Watch, unsettled: Sequence[Moment]) -> list[Moment] | None:
    """What must still be kept of these moments; None if they show the correlation."""
    ordered = sorted(unsettled)
    if _could_show(watch, len(ordered)):
        for _, group in groupby(ordered, itemgetter(0)):
            if _shows(watch, list(group)):
                return None
    if len(ordered) > ENDS and watch.correlation.kind in {"temporal", "value_count"}:
        ordered = _ends(ordered, watch.correlation.timespan)
    return ordered[:MOST_MOMENTS] if len(ordered) <= MOST_MOMENTS else _earliest(ordered)


def _could_show(watch: Watch, moments: int) -> bool:
    """Whether so many moments can fill a window; in a given order one may stand for many signatures."""
    return moments >= watch.needed or watch.correlation.kind == "temporal_ordered"


def _earliest(ordered: Sequence[Moment]) -> list[Moment]:
    """As many as are kept."""
    return sorted(sorted(ordered, key=itemgetter(1, 0, 2))[:MOST_MOMENTS])


def _shows(watch: Watch, group: Sequence[Moment]) -> bool:
    """Whether moments of one group, in order of time, fill a window."""
    span = watch.correlation.timespan
    if watch.correlation.kind == "event_count":
        return _crowded([time for _, time, _ in group], watch.needed, span)
    if watch.correlation.kind == "temporal_ordered":
        return _in_turn(group, watch.correlation.signatures, span)
    return _varied(group, watch.needed, span)


def _crowded(times: Sequence[float], needed: int, span: float) -> bool:
    """Whether so many moments are no further apart than the span."""
    return any(last - first <= span for first, last in zip(times, times[max(needed, 1) - 1 :], strict=False))


def _varied(group: Sequence[Moment], needed: int, span: float) -> bool:
    """Whether so many different values are no further apart than the span."""
    within: dict[str, int] = {}
    oldest = 0
    for _, time, counted in group:
        within[counted] = within.get(counted, 0) + 1
        while time - group[oldest][1] > span:
            left = group[oldest][2]
            within[left] -= 1
            if not within[left]:
                del within[left]
            oldest += 1
        if len(within) >= needed:
            return True
    return False


def _in_turn(group: Sequence[Moment], signatures: Sequence[str], span: float) -> bool:
    """Whether the signatures come in this order no further apart than the span.

    For each signature the latest beginning of a chain that has got so far is known. Moments of the
    same second may come in any order: logs tell no more.
    """
    places = _places(signatures)
    turns = sorted((time, place) for _, time, name in group for place in places[name])
    begun: list[float | None] = [None] * len(signatures)
    for time, place in turns:
        start = begun[place - 1] if place else time
        if start is None:
            continue
        begun[place] = max(start, begun[place] or start)
        if place == len(signatures) - 1 and time - start <= span:
            return True
    return False


def _places(signatures: Sequence[str]) -> Mapping[str, list[int]]:
    """Where each name stands in the order."""
    places: dict[str, list[int]] = {}
    for place, name in enumerate(signatures):
        places.setdefault(name, []).append(place)
    return places


def _ends(ordered: Sequence[Moment], span: float) -> list[Moment]:
    """The first and last moment of each value in each bucket."""
    ends: dict[tuple[str, float, str], list[Moment]] = {}
    for moment in ordered:
        kept = ends.setdefault((moment[0], moment[1] // span, moment[2]), [])
        kept[1:] = [moment]
    return sorted(moment for kept in ends.values() for moment in kept)
