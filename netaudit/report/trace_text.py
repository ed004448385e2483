"""What becomes of packets, for people: the stages of one as a column, or a table of all."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from textwrap import wrap

from netaudit.analysis.treatment import stages
from netaudit.analysis.treatment.kinds import Kind
from netaudit.analysis.treatment.places import lines_of
from netaudit.analysis.treatment.verdict import Outcome
from netaudit.analysis.treatment.words import show
from netaudit.model import Device, Stage, Step
from netaudit.report.escape import terminal, visible
from netaudit.report.paint import WIDTH, Paint, plain
from netaudit.report.ranges import compress
from netaudit.report.trace_rows import Case, rows, ways
from netaudit.report.trace_words import exit_words, marking_of, notes, packet_words
from netaudit.syntax.secrets import redact

INDENT = " " * 17
MOST_LINES = 6
"""Lines that are quoted or numbered for one stage."""

TITLES = {
    Kind.BEARER: "voice",
    Kind.SIGNALLING: "signalling",
    Kind.CHEATER: "a PC that marks its packets as voice",
    Kind.BEST_EFFORT: "data of PCs",
}
"""What the kinds of packets are."""

UNIT = re.compile(r"(?<=\d) (?=%|kbps)")
"""The space before a unit."""

STYLE = {Outcome.PASS: "pass", Outcome.FAIL: "high", Outcome.UNKNOWN: "unknown"}

Texts = Callable[[int], str]
"""Number of a source line to its text."""


def one(device: Device, case: Case, texts: Texts, paint: Paint = plain) -> str:
    """One packet between two ports, stage by stage, and what it comes to."""
    (ingress,), (egress,) = case.ingresses, case.egresses
    treated = case.treatment
    parts = [_heading(device, paint)]
    parts += _prose("  ", f"{ingress.name} ({ingress.role}) -> {egress.name} ({egress.role})")
    parts += _prose("  ", f"{TITLES[case.kind]}: {packet_words(treated.packet)}")
    parts += (row for note in notes(treated.packet, ingress, egress) for row in _prose("  ", f"note: {note}"))
    parts.append("")
    for stage in stages(device, ingress, egress, treated):
        parts += _stage(stage, texts, paint)
    parts += _prose(f"  {'leaves':15}", exit_words(treated.exit))
    return "\n".join([*parts, "", *_verdict(case, paint), *_cause(device, case, paint)]) + "\n"


def every(device: Device, cases: Sequence[Case], paint: Paint = plain) -> str:
    """Every kind of packet from every phone port to every uplink; ports treated alike share a row."""
    parts = [_heading(device, paint)]
    table = rows(cases)
    for kind in Kind:
        alike = [case for case in table if case.kind is kind]
        parts += [f"  {paint('title', TITLES[kind])}"] if alike else []
        parts += (line for case in alike for line in _row(device, case, paint))
    return "\n".join([*parts, f"  {_tally(cases)}"]) + "\n"


def _heading(device: Device, paint: Paint) -> str:
    """``acc-1  campus/acc-1.cfg  (ios, c3k)``."""
    about = f"{device.platform}, {device.family}"
    return paint("title", terminal(f"{device.hostname or '(no hostname)'}  {device.source}  ({about})"))


def _stage(stage: Stage, texts: Texts, paint: Paint) -> Iterator[str]:
    """One stage: what goes in and out, what decided it, and the lines of the config that say so."""
    yield from _prose(f"  {stage.stage:15}", f"{stage.input} -> {stage.output}")
    yield from _prose(INDENT, _decided(stage))
    for line in stage.lines[:MOST_LINES]:
        yield paint("quiet", f"{INDENT}{line:>5} | ") + visible(redact(texts(line)))
    if (more := len(stage.lines) - MOST_LINES) > 0:
        yield paint("quiet", f"{INDENT}      | and {more} more")


def _decided(step: Stage | Step) -> str:
    """What decided a stage, and whether that can be relied on."""
    doubt = "" if step.known else " (unknown)"
    return f"decided by {redact(step.decided_by)}{doubt}"


def _row(device: Device, case: Case, paint: Paint) -> Iterator[str]:
    """Ports that are treated alike: the verdict, which they are, how the packet leaves, and why."""
    ways = " -> ".join(compress(port.name for port in ports) for ports in (case.ingresses, case.egresses))
    yield from _verdict(case, paint)
    yield from _prose(INDENT, ways)
    yield from _prose(
        INDENT, f"{show(marking_of(case.treatment.packet))} -> {exit_words(case.treatment.exit)}"
    )
    yield from _cause(device, case, paint)


def _verdict(case: Case, paint: Paint) -> Iterator[str]:
    """The verdict in a word and a sentence."""
    result = case.verdict.result
    first, *others = _prose(INDENT, redact(case.verdict.says))
    yield f"  {paint(STYLE[result], f'{result.value.upper():15}')}{first[len(INDENT) :]}"
    yield from others


def _cause(device: Device, case: Case, paint: Paint) -> Iterator[str]:
    """The stage that is the reason, with the numbers of its lines for the first of the ports."""
    step = case.verdict.cause
    if step is None:
        return
    lines = lines_of(device, (case.ingresses[0], case.egresses[0]), step.places)
    where = f", line {', '.join(map(str, lines[:MOST_LINES]))}" if lines else ""
    yield from (paint("quiet", row) for row in _prose(INDENT, f"{step.stage}: {_decided(step)}{where}"))


def _tally(cases: Iterable[Case]) -> str:
    """``12 pairs of ports and kinds of packet: 8 pass, 4 fail, 0 unknown``."""
    counts = count(cases)
    if not counts:
        return "no port for phones or PCs, or no uplink: nothing to trace"
    told = ", ".join(f"{counts[result]} {result.value}" for result in Outcome)
    return f"{counts.total()} traces: {told}"


def count(cases: Iterable[Case]) -> Counter[Outcome]:
    """How many pairs of ports have each verdict, each kind of packet counted for itself."""
    counts: Counter[Outcome] = Counter()
    for case in cases:
        counts[case.verdict.result] += sum(1 for _ in ways(case))
    return counts


def _prose(start: str, text: str) -> list[str]:
    """Text behind its start, wrapped below the first of its words; numbers stay with their units."""
    joined = UNIT.sub("\u00a0", visible(text))
    rest = " " * len(start)
    lines = wrap(joined, WIDTH, initial_indent=start, subsequent_indent=rest, break_on_hyphens=False)
    return [terminal(row.replace("\u00a0", " ")) for row in lines or [start]]
