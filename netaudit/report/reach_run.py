"""Sources and a question to the answer, as it is shown."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from msgspec import Struct, msgpack

from netaudit.analysis.packetspace.packets import PacketSet
from netaudit.analysis.reach.answer import Path, Verdict, answer, overall
from netaudit.analysis.reach.endpoints import resolve
from netaudit.errors import UsageError
from netaudit.model import Problem
from netaudit.parsers import Parsed
from netaudit.parsers.intake import take, unsupported
from netaudit.report import reach
from netaudit.report.paint import Paint
from netaudit.report.reach_text import as_text
from netaudit.syntax.jobs import Chunk, Wire, spread


class Configs(Struct, frozen=True):
    """What was read of some sources, and what was not."""

    parsed: tuple[Parsed, ...]
    problems: tuple[Problem, ...]


class Asked(NamedTuple):
    """A question as somebody wrote it."""

    source: str
    sink: str
    packets: PacketSet


class Answered(NamedTuple):
    """Its answer."""

    shown: str
    verdict: Verdict


def read(
    sources: Sequence[str], missing: Sequence[Problem], jobs: int, progress: Callable[[int], None]
) -> Configs:
    """Read the configs; ``missing`` are problems that are known before.

    Raises:
        InputError: a worker process was killed.
    """
    parsed: list[Parsed] = []
    problems = list(missing)
    wire = Wire(msgpack.encode, msgpack.Decoder(Configs).decode)
    for chunk, found in spread(_chunk, sources, jobs, wire):
        parsed += found.parsed
        problems += found.problems
        progress(len(chunk))
    return Configs(tuple(parsed), tuple(problems))


def _chunk(chunk: Chunk) -> Configs:
    """Read some sources."""
    taken = [take(source) for source in chunk]
    parsed = [each for devices, _ in taken for each in devices]
    problems = [each for _, wrong in taken for each in wrong]
    problems += [each for one in parsed for each in unsupported(one.device)]
    return Configs(tuple(each for each in parsed if each.device.supported), tuple(problems))


def answered(configs: Configs, asked: Asked, form: str, paint: Paint) -> Answered:
    """Answer, and show it.

    Raises:
        UsageError: no config has one of the endpoints, or no packet can go from one to the other.
        ComplexityError: a filter is too tangled, or there are too many ways.
    """
    devices = [each.device for each in configs.parsed]
    ends = resolve(asked.source, devices), resolve(asked.sink, devices)
    if not ends[0].spots:
        raise UsageError(f"no config has an interface in {asked.source}: name the one that it comes in by")
    paths = answer(devices, *ends, asked.packets)
    if not paths:
        raise UsageError(
            f"no such packet goes from {asked.source} to {asked.sink}: they have no IP version in common"
        )
    return Answered(_shown(configs, asked, paths, form, paint), overall(paths))


def _shown(configs: Configs, asked: Asked, paths: Sequence[Path], form: str, paint: Paint) -> str:
    """The answer in a format."""
    if form == "json":
        return reach.as_json(asked.source, asked.sink, paths, configs.problems)
    texts = {each.device.source: each.text for each in configs.parsed}
    rows = cache(lambda source: texts[source].split("\n"))
    words = (asked.source, asked.sink)
    return as_text(words, paths, configs.problems, lambda source, line: rows(source)[line - 1], paint)
