"""Sources to traces, device by device and on several processes."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import NamedTuple

from msgspec import Struct, json, msgpack

from netaudit.analysis.roles import assign
from netaudit.analysis.treatment.matrix import complete
from netaudit.errors import UsageError
from netaudit.model import Device, Problem
from netaudit.parsers import Parsed
from netaudit.parsers.intake import take, unsupported
from netaudit.report import trace_text
from netaudit.report.escape import json_text, visible
from netaudit.report.paint import Paint
from netaudit.report.trace import SCHEMA, as_json
from netaudit.report.trace_question import Question, answer, choices_of
from netaudit.site.policy import Policy
from netaudit.syntax.jobs import Chunk, Wire, spread


class Asked(Struct, frozen=True, kw_only=True):
    """All that a worker must know."""

    question: Question
    policy: Policy
    format: str
    paint: Paint


class Traced(Struct, frozen=True, kw_only=True):
    """One device's traces as they are shown, or why there are none."""

    shown: str = ""
    verdicts: dict[str, int] = {}
    """pass, fail and unknown to how many traces ended so."""
    refused: tuple[Problem, ...] = ()
    """What was asked and the device does not have."""
    problems: tuple[Problem, ...] = ()
    """What could not be read."""


class Rest(NamedTuple):
    """What is left to say after the traces; filled while they pass."""

    verdicts: Counter[str]
    refused: list[Problem]
    problems: list[Problem]

    def add(self, one: Traced) -> None:
        """Take note of what came of one device."""
        self.verdicts.update(one.verdicts)
        self.refused.extend(one.refused)
        self.problems.extend(one.problems)


class Layout(NamedTuple):
    """A document of traces: what opens it, what parts two devices, what closes it."""

    head: str
    between: str
    tail: Callable[[Rest], str]


def trace(
    sources: Sequence[str], asked: Asked, jobs: int, progress: Callable[[int], None]
) -> Iterator[Traced]:
    """Trace on each device of the sources, in their order.

    Raises:
        InputError: a worker process was killed.
    """
    wire = Wire(msgpack.encode, msgpack.Decoder(tuple[Traced, ...]).decode)
    for chunk, traced in spread(partial(_chunk, asked=asked), sources, jobs, wire):
        yield from traced
        progress(len(chunk))


def choices(sources: Sequence[str], policy: Policy) -> str:
    """What can be asked, told by the first device that there is."""
    for source in sources:
        for parsed in take(source)[0]:
            if parsed.device.supported:
                return choices_of(assign(parsed.device, policy))
    return "say --from and --to, or --all"


def _chunk(chunk: Chunk, *, asked: Asked) -> tuple[Traced, ...]:
    """Trace on the devices of some sources."""
    return tuple(one for source in chunk for one in _source(source, asked))


def _source(source: str, asked: Asked) -> Iterator[Traced]:
    """Trace on the devices of one source."""
    devices, problems = take(source)
    if problems:
        yield Traced(problems=problems)
    for parsed in devices:
        if parsed.device.supported:
            yield _device(parsed, complete(assign(parsed.device, asked.policy)), asked)
        else:
            yield Traced(problems=unsupported(parsed.device))


def _device(parsed: Parsed, device: Device, asked: Asked) -> Traced:
    """Trace on one device, roles assigned and auto-QoS written out."""
    try:
        groups = tuple(answer(device, asked.question, asked.policy.profile))
    except UsageError as error:
        return Traced(refused=(Problem(source=device.source, message=str(error)),))
    rows = cache(partial(parsed.text.split, "\n"))
    if asked.format == "json":
        shown = as_json(device, groups)
    elif asked.question.every:
        shown = trace_text.every(device, groups, asked.paint)
    else:
        shown = trace_text.one(device, groups[0], lambda line: rows()[line - 1], asked.paint)
    counts = trace_text.count(groups)
    return Traced(shown=shown, verdicts={result.value: number for result, number in counts.items()})


def document(traced: Iterable[Traced], form: str, rest: Rest) -> Iterator[str]:
    """The output, piece by piece; ``rest`` holds verdicts and problems once it is through.

    Nothing is written where every device was asked for what it does not have.
    """
    layout = LAYOUTS[form]
    start = layout.head
    for one in traced:
        rest.add(one)
        if one.shown:
            yield start + one.shown
            start = layout.between
    if start == layout.between:
        yield layout.tail(rest)
    elif rest.problems or not rest.refused:
        yield start + layout.tail(rest)


def _json_tail(rest: Rest) -> str:
    """The end of the JSON document."""
    problems = (*rest.problems, *rest.refused)
    return f'\n],"problems":{json_text(json.encode(problems))}}}\n'


def _text_tail(rest: Rest) -> str:
    """What could not be read, for people."""
    return "".join(f"problem: {visible(each.source)}: {visible(each.message)}\n" for each in rest.problems)


LAYOUTS = {
    "json": Layout(f'{{"schema":"{SCHEMA}","traces":[\n', ",\n", _json_tail),
    "text": Layout("", "\n", _text_tail),
}
"""Format to how devices become one document."""
