"""Sources to what is wrong with the entries of their access lists, device by device, on several processes."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from msgspec import Struct, json, msgpack

from netaudit.analysis.acl.flaws import Lint, Redundant, Unreachable
from netaudit.analysis.acl.lint import lint_list
from netaudit.analysis.acl.meaning import meaning
from netaudit.analysis.packetspace.words import header_text
from netaudit.errors import ComplexityError
from netaudit.model import Acl, Device, Problem
from netaudit.parsers.intake import take, unsupported
from netaudit.report.acl import SCHEMA, LintedAcl, RedundantEntry, UnreachableEntry
from netaudit.report.acl_lint_text import as_text, closing
from netaudit.report.acl_lists import is_ip, line_of, lines_of
from netaudit.report.escape import json_text
from netaudit.report.paint import Paint
from netaudit.syntax.jobs import Chunk, Wire, spread
from netaudit.syntax.secrets import redact


class Linted(Struct, frozen=True, kw_only=True):
    """One device's lists as they are shown."""

    shown: str = ""
    counts: dict[str, int] = {}
    """lists, unreachable, redundant, unread, undecided to how many there are."""
    problems: tuple[Problem, ...] = ()


class Rest(NamedTuple):
    """What is left to say after the devices; filled while they pass."""

    counts: Counter[str]
    problems: list[Problem]


def lint_all(
    sources: Sequence[str], form: str, paint: Paint, jobs: int, progress: Callable[[int], None]
) -> Iterator[Linted]:
    """Judge the lists of the sources, in their order.

    Raises:
        InputError: a worker process was killed.
    """
    wire = Wire(msgpack.encode, msgpack.Decoder(tuple[Linted, ...]).decode)
    for chunk, linted in spread(partial(_chunk, form=form, paint=paint), sources, jobs, wire):
        yield from linted
        progress(len(chunk))


def _chunk(chunk: Chunk, *, form: str, paint: Paint) -> tuple[Linted, ...]:
    """Judge the lists of some sources."""
    return tuple(one for source in chunk for one in _source(source, form, paint))


def _source(source: str, form: str, paint: Paint) -> Iterator[Linted]:
    """Judge the lists of the devices of one source."""
    parsed, problems = take(source)
    if problems:
        yield Linted(problems=problems)
    for each in parsed:
        if each.device.supported:
            yield _device(each.device, form, paint)
        else:
            yield Linted(problems=unsupported(each.device))


def _device(device: Device, form: str, paint: Paint) -> Linted:
    """Judge the lists of one device."""
    judged: list[LintedAcl] = []
    problems: list[Problem] = []
    for acl in filter(is_ip, device.acls):
        try:
            found = lint_list(device, acl)
        except ComplexityError as error:
            problems.append(Problem(source=device.source, message=f"access list {acl.name}: {error}"))
            continue
        judged.append(_linted(device, acl, found))
        if found.message:
            message = f"access list {acl.name}: {found.message}"
            problems.append(Problem(source=device.source, message=message))
    lines = map(json.encode, judged)
    shown = ",\n".join(map(json_text, lines)) if form == "json" else as_text(device, judged, paint)
    return Linted(shown=shown, counts=_counts(judged), problems=tuple(problems))


def _counts(judged: Sequence[LintedAcl]) -> dict[str, int]:
    """How many lists there are, and entries of each kind."""
    kinds = ("unreachable", "redundant", "unread", "undecided")
    return {"lists": len(judged), **{kind: sum(len(getattr(acl, kind)) for acl in judged) for kind in kinds}}


def _linted(device: Device, acl: Acl, found: Lint) -> LintedAcl:
    """One list and what was found."""
    lines = lines_of(acl)
    return LintedAcl(
        device=device.hostname,
        source=device.source,
        acl=acl.name,
        kind=acl.kind,
        line=acl.line,
        entries=len(acl.entries),
        unreachable=tuple(
            _unreachable(acl, each, meaning(device, acl).conditions) for each in found.unreachable
        ),
        redundant=tuple(_redundant(acl, each) for each in found.redundant),
        unread=tuple(line_of(acl, ace) for ace in acl.entries if ace.action == "unread"),
        undecided=tuple(lines[index] for index in found.undecided),
    )


def _lines(acl: Acl, places: Iterable[int]) -> tuple[int, ...]:
    """The lines of some entries."""
    return tuple(acl.line + acl.entries[place].offset for place in places)


def _unreachable(acl: Acl, found: Unreachable, conditions: tuple[str, ...]) -> UnreachableEntry:
    """An entry that no packet gets to."""
    line, before = line_of(acl, acl.entries[found.index]), found.witness_before
    return UnreachableEntry(
        entry=line.entry,
        sequence=line.sequence,
        line=line.line,
        blocked_by=_lines(acl, found.blocked_by),
        reason="unmatchable" if found.reason == "unmatchable" else "shadowed",
        different_action=found.different_action,
        witness_before=redact(header_text(before.packet, conditions)) if before else None,
        decided_by=_lines(acl, (before.by,))[0] if before else None,
        later_fragments=found.later_fragments,
    )


def _redundant(acl: Acl, found: Redundant) -> RedundantEntry:
    """An entry that changes nothing."""
    line = line_of(acl, acl.entries[found.index])
    return RedundantEntry(
        entry=line.entry,
        sequence=line.sequence,
        line=line.line,
        covered_by=_lines(acl, found.covered_by),
        by_end=found.by_end,
    )


def document(linted: Iterable[Linted], form: str, rest: Rest) -> Iterator[str]:
    """The output, piece by piece; ``rest`` holds counts and problems once it is through."""
    head, between = (
        (f'{{"question":"lint","schema":"{SCHEMA}","acls":[\n', ",\n") if form == "json" else ("", "\n")
    )
    start = head
    for one in linted:
        rest.counts.update(one.counts)
        rest.problems.extend(one.problems)
        if one.shown:
            yield start + one.shown
            start = between
    yield start if start == head else ""
    if form == "json":
        yield f'\n],"problems":{json_text(json.encode(rest.problems))}}}\n'
    else:
        yield closing(rest.counts, rest.problems, apart=start == between)
