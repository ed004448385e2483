"""What becomes of packets, for people: the stages of one as a column, or a table of all."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from textwrap import wrap

from netaudit.analysis.treatment import stages
from netaudit.analysis.treatment.kinds import Kind
from netaudit.analysis.treatment.matrix import Group
from netaudit.analysis.treatment.places import lines_of
from netaudit.analysis.treatment.verdict import Outcome
from netaudit.analysis.treatment.words import show
from netaudit.model import Device, Stage, Step
from netaudit.report.escape import terminal, visible
from netaudit.report.paint import WIDTH, Paint, plain
from netaudit.report.ranges import compress
from netaudit.report.trace_rows import rows, ways
from netaudit.report.trace_words import exit_words, marking_of, notes, packet_words
from netaudit.syntax.secrets import redact

INDENT = " " * 17
MOST_LINES = 6
"""Lines that are quoted or numbered for one stage."""

TITLES = {
    Kind.BEARER: "speech",
    Kind.SIGNALLING: "signalling",
    Kind.CHEATER: "a PC that marks its packets as speech",
    Kind.BEST_EFFORT: "data of PCs",
}
"""What the kinds of packets are."""

STYLE = {Outcome.PASS: "pass", Outcome.FAIL: "high", Outcome.UNKNOWN: "unknown"}

Texts = Callable[[int], str]
"""Number of a source line to its text."""


def one(device: Device, group: Group, texts: Texts, paint: Paint = plain) -> str:
    """One packet between two ports, stage by stage, and what it comes to."""
    (ingress,), (egress,) = group.ingresses, group.egresses
    treated = group.treatment
    parts = [_heading(device, paint)]
    parts += _prose("  ", f"{ingress.name} ({ingress.role}) -> {egress.name} ({egress.role})")
    parts += _prose("  ", f"{TITLES[group.kind]}: {packet_words(treated.packet)}")
    parts += (row for note in notes(treated.packet, ingress, egress) for row in _prose("  ", f"note: {note}"))
    parts.append("")
    for stage in stages(device, ingress, egress, treated):
        parts += _stage(stage, texts, paint)
    parts += _prose(f"  {'leaves':15}", exit_words(treated.exit))
    return "\n".join([*parts, "", *_verdict(group, paint), *_cause(device, group, paint)]) + "\n"


def every(device: Device, groups: Sequence[Group], paint: Paint = plain) -> str:
    """Every kind of packet from every phone port to every uplink; ports treated alike share a row."""
    parts = [_heading(device, paint)]
    table = rows(groups)
    for kind in Kind:
        alike = [group for group in table if group.kind is kind]
        parts += [f"  {paint('title', TITLES[kind])}"] if alike else []
        parts += (line for group in alike for line in _row(device, group, paint))
    return "\n".join([*parts, f"  {_tally(groups)}"]) + "\n"


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


def _row(device: Device, group: Group, paint: Paint) -> Iterator[str]:
    """Ports that are treated alike: the verdict, which they are, how the packet leaves, and why."""
    ways = " -> ".join(compress(port.name for port in ports) for ports in (group.ingresses, group.egresses))
    yield from _verdict(group, paint)
    yield from _prose(INDENT, ways)
    yield from _prose(
        INDENT, f"{show(marking_of(group.treatment.packet))} -> {exit_words(group.treatment.exit)}"
    )
    yield from _cause(device, group, paint)


def _verdict(group: Group, paint: Paint) -> Iterator[str]:
    """The verdict in a word and a sentence."""
    result = group.verdict.result
    first, *others = _prose(INDENT, redact(group.verdict.says))
    yield f"  {paint(STYLE[result], f'{result.value.upper():15}')}{first[len(INDENT) :]}"
    yield from others


def _cause(device: Device, group: Group, paint: Paint) -> Iterator[str]:
    """The stage that is the reason, with the numbers of its lines for the first of the ports."""
    step = group.verdict.cause
    if step is None:
        return
    lines = lines_of(device, (group.ingresses[0], group.egresses[0]), step.places)
    where = f", line {', '.join(map(str, lines[:MOST_LINES]))}" if lines else ""
    yield from (paint("quiet", row) for row in _prose(INDENT, f"{step.stage}: {_decided(step)}{where}"))


def _tally(groups: Iterable[Group]) -> str:
    """``12 pairs of ports and kinds of packet: 8 pass, 4 fail, 0 unknown``."""
    counts = count(groups)
    if not counts:
        return "no port for phones or PCs, or no uplink: nothing to trace"
    told = ", ".join(f"{counts[result]} {result.value}" for result in Outcome)
    return f"{counts.total()} traces: {told}"


def count(groups: Iterable[Group]) -> Counter[Outcome]:
    """How many pairs of ports have each verdict, each kind of packet counted for itself."""
    counts: Counter[Outcome] = Counter()
    for group in groups:
        counts[group.verdict.result] += sum(1 for _ in ways(group))
    return counts


def _prose(start: str, text: str) -> list[str]:
    """Text behind its start, wrapped below the first of its words."""
    rest = " " * len(start)
    lines = wrap(visible(text), WIDTH, initial_indent=start, subsequent_indent=rest, break_on_hyphens=False)
    return [terminal(row) for row in lines or [start]]
