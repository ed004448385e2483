"""Measurements as Markdown, for the terminal and for the performance page."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.accuracy import Score
from bench.acl_measurements import Fleet, Lists
from bench.engines import Reading
from bench.measurements import Parallel, Start
from bench.stack import Ways
from bench.verdict import Target

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
MIB = 2**20


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, numbers to the right of their column."""
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def engine_table(readings: Sequence[Reading]) -> str:
    """Speed of each engine, and as multiples of two peers."""
    speed = {reading.engine: reading.speed for reading in readings}
    head = ("engine", "devices", "lines", "seconds", "lines/s", "x ciscoconfparse2", "x netutils", "peak MiB")
    rows = (
        (
            "netaudit, whole audit" if r.engine == "netaudit" else f"{r.engine}",
            f"{r.devices:,}",
            f"{r.lines:,}",
            f"{r.seconds:.3f}",
            f"{r.speed:,.0f}",
            f"{r.speed / speed['ciscoconfparse2']:.1f}",
            f"{r.speed / speed['netutils']:.2f}",
            f"{r.peak_bytes / MIB:.0f}",
        )
        for r in readings
    )
    return table(head, rows)


def score_table(scores: Sequence[Score], seeded: str = "rule") -> str:
    """Precision and recall by what was seeded."""
    head = (seeded, "seeded", "missed", "invented", "recall", "precision")
    rows = (
        (
            s.code,
            str(s.seeded),
            str(len(s.missed)),
            str(len(s.invented)),
            f"{s.recall:.3f}",
            f"{s.precision:.3f}",
        )
        for s in scores
    )
    return table(head, rows)


def start_table(start: Start) -> str:
    """Cold start, milliseconds and multiples of the interpreter's own."""
    rows = (
        (name, f"{seconds * 1000:.1f}", f"{seconds / start.python:.1f}")
        for name, seconds in (
            ("`python -c pass`", start.python),
            ("`netaudit --version`", start.version),
            ("`netaudit audit one-file`", start.one_file),
        )
    )
    return table(("command", "ms", "x python"), rows)


def ways_table(ways: Ways) -> str:
    """A stack with a phone on every port: reading it, tracing every way, printing the traces."""
    steps = (
        (f"read, {ways.lines:,} lines", ways.read_seconds),
        (f"trace, {ways.phones} phone ports, {ways.uplinks} uplinks", ways.trace_seconds),
        (f"print {ways.traces:,} traces as JSON", ways.json_seconds),
    )
    rows = ((name, f"{seconds * 1000:.1f}", f"{seconds / ways.read_seconds:.2f}") for name, seconds in steps)
    return table((f"stack of {ways.members}", "ms", "x read"), rows)


def parallel_table(work: Parallel) -> str:
    """One process beside many."""
    same = "yes" if work.identical else "NO"
    rows = (
        ("1", f"{work.one_seconds:.2f}", "1.00", "-"),
        (str(work.jobs), f"{work.all_seconds:.2f}", f"{work.one_seconds / work.all_seconds:.2f}", same),
    )
    return table(("`--jobs`", "seconds", "gain", "same bytes"), rows)


def list_table(lists: Lists) -> str:
    """One access list, beside a tenth of it for the peer; and lists that are hard on any tool."""
    rows = (
        ("netaudit, read and lint", lists.entries, lists.ours),
        ("cisco_acl, parse and shading", lists.peer_entries, lists.peer),
        *(("netaudit, tangled list", entries, look) for entries, look in lists.worst),
    )
    head = ("one access list", "entries", "not judged", "seconds", "entries/s", "unreachable", "peak MiB")
    return table(
        head,
        (
            (
                name,
                f"{entries:,}",
                f"{look.given - look.read}",
                f"{look.seconds:.3f}",
                f"{entries / look.seconds:,.0f}",
                f"{len(look.unreachable)}",
                f"{look.peak_bytes / MIB:.0f}",
            )
            for name, entries, look in rows
        ),
    )


def filtered_table(fleet: Fleet) -> str:
    """What access lists cost in a fleet."""
    rows = (
        ("audit with the rules on lists", fleet.with_rules),
        (f"audit without these {len(fleet.rules)} rules", fleet.without_rules),
        ("lint, no two devices with the same lists", fleet.different),
        ("lint, the same lists on all", fleet.alike),
    )
    return table(
        (f"{fleet.devices:,} gateways", "seconds", "ms a device", "peak MiB"),
        (
            (
                name,
                f"{look.seconds:.3f}",
                f"{look.seconds / fleet.devices * 1000:.2f}",
                f"{look.peak_bytes / MIB:.0f}",
            )
            for name, look in rows
        ),
    )


def target_table(targets: Sequence[Target]) -> str:
    """Each number beside its limit."""
    rows = (
        (
            t.name,
            f"{t.measured:.2f}",
            f"{'at most' if t.at_most else 'at least'} {t.limit:g}",
            "reached" if t.reached else "MISSED" if t.required else "not yet",
        )
        for t in targets
    )
    return table(("number", "measured", "limit", "verdict"), rows)


def write_between_marks(page: Path, text: str) -> None:
    """Put text between the two marks of a page.

    Raises:
        ValueError: a mark is missing.
    """
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page}: needs a line {BEGIN!r} and below it {END!r}")
    page.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")
