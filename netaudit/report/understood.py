"""Sources to what was understood of them, device by device and on several processes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from msgspec import Struct, msgpack

from netaudit.analysis.roles import assign
from netaudit.model import Coverage, Device, Problem
from netaudit.parsers.intake import take, unsupported
from netaudit.site.policy import Policy
from netaudit.syntax.jobs import Chunk, Wire, spread


class Understood(Struct, frozen=True, kw_only=True):
    """One device as it is shown, or a source that could not be read."""

    shown: str | None = None
    coverage: tuple[Coverage, ...] = ()
    problems: tuple[Problem, ...] = ()


class Rest(NamedTuple):
    """What is left to say after the devices; filled while they pass."""

    coverage: dict[str, Coverage]
    problems: list[Problem]


def shown(understood: Iterable[Understood], rest: Rest) -> Iterator[str]:
    """The devices as they are shown; everything else is gathered in the rest."""
    for one in understood:
        rest.problems.extend(one.problems)
        for each in one.coverage:
            known = rest.coverage.get(each.section, Coverage(section=each.section))
            rest.coverage[each.section] = _sum(known, each)
        if one.shown:
            yield one.shown


def _sum(one: Coverage, other: Coverage) -> Coverage:
    """Two coverages of the same kind of section."""
    return Coverage(
        section=one.section,
        read=one.read + other.read,
        irrelevant=one.irrelevant + other.irrelevant,
        unread=one.unread + other.unread,
    )


def understand(
    sources: Sequence[str],
    policy: Policy,
    show: Callable[[Device], str],
    jobs: int,
    progress: Callable[[int], None],
) -> Iterator[Understood]:
    """Read sources, in their order; ``show`` says what is kept of a device.

    Raises:
        InputError: a worker process was killed.
    """
    wire = Wire(msgpack.encode, msgpack.Decoder(tuple[Understood, ...]).decode)
    for chunk, understood in spread(partial(_chunk, policy=policy, show=show), sources, jobs, wire):
        yield from understood
        progress(len(chunk))


def _chunk(chunk: Chunk, *, policy: Policy, show: Callable[[Device], str]) -> tuple[Understood, ...]:
    """Read some sources."""
    return tuple(one for source in chunk for one in _source(source, policy, show))


def _source(source: str, policy: Policy, show: Callable[[Device], str]) -> Iterator[Understood]:
    """Read one source."""
    devices, problems = take(source)
    if problems:
        yield Understood(problems=problems)
    for parsed in devices:
        device = assign(parsed.device, policy) if parsed.device.supported else parsed.device
        yield Understood(shown=show(device), coverage=device.coverage, problems=unsupported(device))
