"""What a hunt found, for people: who, what shows it, what was read, what to do."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from textwrap import wrap
from typing import NamedTuple

from netaudit.hunt.sightings.row import MOST_TARGETS
from netaudit.model import Evidence, LogSource, Sighting, Verdict
from netaudit.report.escape import terminal
from netaudit.report.hunt import Concern, Hunted
from netaudit.report.paint import WIDTH, Paint, many

INDENT = " " * 12

STYLE = {
    Verdict.INFECTED: "critical",
    Verdict.ATTACKER: "high",
    Verdict.SCANNER: "medium",
    Verdict.VULNERABLE: "low",
}

ADVICE = {
    Verdict.INFECTED: "Take infected hosts off the network before anything else: who sends a worm's request"
    " is infected whatever the answer was, 404 too. A server on which a back door answered, or that the"
    " Internet reached, is backed up and installed anew; others are cleaned and patched first.",
    Verdict.ATTACKER: "Block attackers at the edge, and look at what their targets answered: behind a 200"
    " somebody may be in.",
    Verdict.SCANNER: "See that what scanners can reach is patched. They may be tools of your own.",
    Verdict.VULNERABLE: "Patch vulnerable hosts, or stop the web service where none is needed. Nothing says"
    " that they attack; but where a signature says that the server answered, take it for taken.",
}


class Limits(NamedTuple):
    """How much is shown."""

    hosts: int | None = 20
    """Of each verdict."""
    lines: int | None = 4
    """Of evidence, of each host."""
    names: int | None = 8
    """Signatures and targets of each host."""
    sources: int | None = 20
    excerpt: int | None = 80
    """Characters."""


EVERYTHING = Limits(None, None, None, None, None)
SENSIBLE = Limits()


def as_text(hunted: Hunted, paint: Paint, limits: Limits = SENSIBLE) -> Iterator[str]:
    """The report, line by line, without line ends."""
    yield from _head(hunted, paint)
    titles = {each.name: each.title for each in hunted.signatures}
    roles = {each.address: each.role for each in hunted.concerns}
    for verdict in Verdict:
        some = hunted.sightings.only([verdict])
        yield from ("" for _ in some[:1])
        for sighting in some[: limits.hosts]:
            yield from _host(sighting, titles, roles.get(sighting.address, ""), paint, limits)
        if limits.hosts is not None and (more := len(some) - limits.hosts) > 0:
            yield paint("quiet", f"{INDENT}and {more:,} more {verdict}; --full shows all, so do json and csv")
    yield from _sources(hunted, paint, limits)
    yield from _next(hunted, paint)


def _head(hunted: Hunted, paint: Paint) -> Iterator[str]:
    """What it comes to in a line; what comes before all else."""
    found = ", ".join(
        f"{count:,} {_are(verdict, count)}" for verdict, count in hunted.sightings.verdicts.items()
    )
    lines = sum(each.lines for each in hunted.sources)
    read = f"{many(len(hunted.sources), 'log')}, {lines:,} lines, {many(hunted.rules, 'signature')}"
    yield paint("title", found or "nothing found") + f"  ({read})"
    if hunted.partial:
        yield paint("unknown", "PARTIAL: the hunt was ended before it was through; there may be more")
    for role, group in groupby(
        sorted(hunted.concerns, key=_worst_first), lambda each: (each.role, each.verdict)
    ):
        yield from _concern(role, list(group), paint)


def _are(verdict: Verdict, count: int) -> str:
    """What so many addresses are."""
    adjective = verdict in {Verdict.INFECTED, Verdict.VULNERABLE} or count == 1
    return str(verdict) if adjective else f"{verdict}s"


def _worst_first(concern: Concern) -> tuple[bool, str, int]:
    """Call control comes first."""
    return concern.role != "call-control server", concern.role, concern.verdict.rank


def _concern(what: tuple[str, Verdict], concerns: Sequence[Concern], paint: Paint) -> Iterator[str]:
    """What of the site's own is hit."""
    role, verdict = what
    shown = ", ".join(each.address for each in concerns[:10])
    more = f" and {len(concerns) - 10} more" if concerns[10:] else ""
    said = {Verdict.ATTACKER: "an attacker", Verdict.SCANNER: "a scanner"}.get(verdict, str(verdict))
    yield paint(STYLE[verdict], f"{role.upper()} {said.upper()}") + terminal(f": {shown}{more}")


def _host(
    sighting: Sighting, titles: dict[str, str], role: str, paint: Paint, limits: Limits
) -> Iterator[str]:
    """One address."""
    style = STYLE[sighting.verdict]
    head = f"{paint(style, f'{sighting.verdict.upper():10}')}  {paint('title', terminal(sighting.address))}"
    place = ", ".join(filter(None, ("inside" if sighting.inside else "outside", role)))
    yield head + terminal(f"  ({place})  {_count(sighting)}")
    for name in sighting.signatures[: limits.names]:
        yield terminal(f"{INDENT}{name}: {titles.get(name, '')}")
    yield from _more(len(sighting.signatures), limits.names, "signatures")
    if about := "; ".join(filter(None, (_targets(sighting, limits), _statuses(sighting)))):
        yield from _prose(about)
    for each in islice(_distinct(sighting.evidence), limits.lines):
        yield paint("quiet", terminal(f"{INDENT}{each.source}:{each.line} | ")) + _cut(each.excerpt, limits)


def _cut(excerpt: str, limits: Limits) -> str:
    """What was asked, as much of it as is shown."""
    shown = terminal(excerpt)
    return shown if limits.excerpt is None or len(shown) <= limits.excerpt else f"{shown[: limits.excerpt]}…"


def _count(sighting: Sighting) -> str:
    """How often and when."""
    lines = "1 line" if sighting.count == 1 else f"{sighting.count:,} lines"
    if sighting.first_seen is None:
        return lines
    if sighting.first_seen == sighting.last_seen:
        return f"{lines}, {sighting.first_seen}"
    return f"{lines}, {sighting.first_seen} to {sighting.last_seen}"


def _more(there: int, most: int | None, what: str) -> Iterator[str]:
    """How many are not shown."""
    if most is not None and there > most:
        yield f"{INDENT}and {there - most} more {what}"


def _targets(sighting: Sighting, limits: Limits) -> str:
    """Whom it attacked."""
    if not sighting.targets:
        return ""
    shown = ", ".join(sighting.targets[: limits.names])
    more = sighting.target_count - len(sighting.targets[: limits.names])
    least = "at least " * (sighting.target_count >= MOST_TARGETS)
    return f"went to {shown}" + (f" and {least}{more:,} more" if more else "")


def _statuses(sighting: Sighting) -> str:
    """What came of it."""
    shown = ", ".join(f"{status} ({count:,})" for status, count in sighting.statuses.items())
    return f"result {shown}" if shown else ""


def _distinct(evidence: Iterable[Evidence]) -> Iterator[Evidence]:
    """Each line once, first one for each signature."""
    lines: set[tuple[str, int]] = set()
    names: set[str] = set()
    for first in (True, False):
        for each in evidence:
            if (each.source, each.line) in lines:
                names.add(each.signature)
            elif not (first and each.signature in names):
                names.add(each.signature)
                lines.add((each.source, each.line))
                yield each


def _sources(hunted: Hunted, paint: Paint, limits: Limits) -> Iterator[str]:
    """What was read, and what could not be."""
    yield ""
    yield paint("title", "logs")
    for source in hunted.sources[: limits.sources]:
        yield terminal(f"  {source.path}: {_read(source)}")
        yield from (terminal(f"    {count:,} skipped: {reason}") for reason, count in source.skipped.items())
        yield from (terminal(f"    note: {note}") for note in source.notes)
    if limits.sources is not None and (rest := hunted.sources[limits.sources :]):
        skipped = sum(sum(each.skipped.values()) for each in rest)
        yield f"  and {len(rest):,} more logs, {skipped:,} of their lines skipped; --full shows all"
    for problem in hunted.problems:
        yield paint("unknown", "problem") + terminal(f": {problem.source}: {problem.message}")
    if hunted.refused:
        yield f"{many(len(hunted.refused), 'rule')} could not be used; json names each, and why"


def _read(source: LogSource) -> str:
    """What was read of one log."""
    if source.format is None:
        return "no known format"
    return f"{source.format}, {source.lines:,} lines, {source.candidates:,} looked at"


def _next(hunted: Hunted, paint: Paint) -> Iterator[str]:
    """What to do."""
    told = [ADVICE[verdict] for verdict in Verdict if hunted.sightings.verdicts.get(verdict)]
    if told:
        yield ""
        yield paint("title", "what to do")
        for advice in told:
            yield from wrap(advice, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _prose(text: str) -> Iterator[str]:
    """Text wrapped below its host."""
    rows = wrap(text, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT, break_on_hyphens=False)
    yield from map(terminal, rows)
