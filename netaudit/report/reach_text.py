"""What gets from one place to another, for people: hop by hop, filter by filter."""

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap

from netaudit.analysis.acl.decide import Part
from netaudit.analysis.reach.answer import Hop, Path, overall
from netaudit.analysis.reach.stops import Stop
from netaudit.model import Problem
from netaudit.report.escape import terminal, visible
from netaudit.report.packets import Packets, told
from netaudit.report.paint import WIDTH, Paint, plain
from netaudit.report.reach import conditional, lines_of, seen
from netaudit.syntax.secrets import redact

MOST_PARTS = 8
"""Entries that are shown of one filter."""

INDENT = " " * 12

SAYS = {
    "passes": "all of it passes",
    "partly": "some of it passes",
    "blocked": "none of it passes",
    "unknown": "it is not certain that any of it passes",
}

STYLE = {"passes": "title", "partly": "medium", "blocked": "title", "unknown": "unknown"}

Texts = Callable[[str, int], str]
"""Source and number of a line to its text."""


def as_text(
    asked: tuple[str, str],
    paths: Sequence[Path],
    problems: Sequence[Problem],
    texts: Texts,
    paint: Paint = plain,
) -> str:
    """The answer: the verdict on all ways, then each of them."""
    verdict = overall(paths)
    count = "" if len(paths) == 1 else f", {len(paths)} ways"
    rows = [
        paint("title", terminal(f"from {asked[0]} to {asked[1]}: "))
        + paint(STYLE[verdict], verdict.upper())
        + f", {SAYS[verdict]}{count}"
    ]
    for path in paths:
        rows += ["", *_path(path, texts, paint)]
    rows += [terminal(f"problem: {each.source}: {each.message}") for each in problems]
    return "\n".join(rows) + "\n"


def _path(path: Path, texts: Texts, paint: Paint) -> Iterator[str]:
    """One way: its devices, and what becomes of the packets."""
    for hop in path.hops:
        yield from _hop(hop, texts, paint)
    if path.says:
        yield from _prose("  ends      ", path.says)
    yield f"  {paint(STYLE[path.verdict], path.verdict.upper())}"
    for title, packets in (
        ("passes", told(path.sure, ())),
        ("may pass", told(conditional(path), path.conditions)),
        ("elsewhere", told(path.elsewhere, path.conditions)),
        ("blocked", told(path.blocked, ())),
    ):
        if packets is not None:
            yield from _packets(title, packets)


def _hop(hop: Hop, texts: Texts, paint: Paint) -> Iterator[str]:
    """One device and its filters."""
    yield paint("title", terminal(f"{hop.device}  {hop.source}  {_way(hop)}"))
    if hop.route is not None and not hop.route.end:
        yield from _prose("  route     ", f"{hop.route.says}{_lines(hop.route.lines)}")
    for stop, parts in seen(hop):
        yield from _stop(hop, stop, parts, texts, paint)


def _way(hop: Hop) -> str:
    """``Vlan10 -> Vlan110``, ``within VLAN 10``."""
    if hop.vlan is not None:
        ports = [port for port in (hop.ingress, hop.egress) if port and not port.startswith("Vlan")]
        return " ".join((*ports, f"within VLAN {hop.vlan}"))
    beyond = "itself" if hop.route is not None and not hop.route.end else "…"
    return f"{hop.ingress or '…'} -> {hop.egress or beyond}"


def _lines(lines: Sequence[int]) -> str:
    """``, line 12`` or ``, lines 12 and 14``."""
    texts = [str(line) for line in lines]
    if len(texts) < 2:  # noqa: PLR2004 - one
        return "".join(f", line {text}" for text in texts)
    return f", lines {', '.join(texts[:-1])} and {texts[-1]}"


def _stop(hop: Hop, stop: Stop, parts: Sequence[Part], texts: Texts, paint: Paint) -> Iterator[str]:
    """One filter, and the entries that decide."""
    name = f" {stop.name}" if stop.name else ""
    odd = f": {stop.doubt or stop.says}" if stop.doubt or stop.says else ""
    yield from _prose(f"  {stop.direction:10}", redact(f"{stop.where}: {stop.kind}{name}{odd}"))
    if stop.doubt or stop.says:
        return
    for part in parts[:MOST_PARTS]:
        yield from _part(hop, lines_of(stop, part), part.entry.action, texts, paint)
    if (more := len(parts) - MOST_PARTS) > 0:
        yield paint("quiet", f"{INDENT}      | and {more} more")


def _part(hop: Hop, lines: Sequence[int], action: str, texts: Texts, paint: Paint) -> Iterator[str]:
    """The lines of one entry."""
    if not lines:
        yield paint("quiet", f"{INDENT}      | ") + f"(the end of the list: {action})"
    for line in lines:
        yield paint("quiet", f"{INDENT}{line:>5} | ") + visible(redact(texts(hop.source, line)))


def _packets(title: str, packets: Packets) -> Iterator[str]:
    """A set of packets and one of them."""
    for number, line in enumerate(packets.packets):
        yield from _prose(f"  {'' if number else title:10}", line)
    yield from _prose(INDENT, f"such as: {packets.witness}")


def _prose(start: str, text: str) -> list[str]:
    """Text behind its start, wrapped below the first of its words."""
    rest = " " * len(start)
    rows = wrap(visible(text), WIDTH, initial_indent=start, subsequent_indent=rest, break_on_hyphens=False)
    return [terminal(row) for row in rows or [start]]
