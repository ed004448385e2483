"""Measurements of the hunt as Markdown."""

from collections.abc import Iterator

from bench.hunt_measurements import Hunts, Timing
from bench.hunt_score import Score
from bench.tables import table

ORDER = (
    "one",
    "two",
    "single",
    "rg",
    "hyperscan",
    "hyperscan-ascii",
    "read",
    "iis",
    "apache",
    "gzip",
    "isal",
    "zstd",
    "zstandard",
    "re2",
    "aho-corasick",
    "grep",
    "re",
    "dense",
    "denies",
)


def hunt_tables(hunts: Hunts) -> tuple[str, ...]:
    """Rates, memory, and what was found of what was there."""
    return rate_table(hunts), memory_table(hunts), found_table(hunts.scores)


def rate_table(hunts: Hunts) -> str:
    """How fast each tool went through its logs."""
    head = (
        f"{hunts.signatures} signatures, {hunts.literals:,} literals",
        "MB",
        "seconds",
        "MB/s",
        "million lines/s",
        "found",
    )
    rows = [_rate_row(hunts.timings[key]) for key in ORDER if key in hunts.timings]
    missing = [("`rg`: not installed", *("-",) * 5)] if "rg" not in hunts.timings else []
    return table(head, [*rows, *missing])


def _rate_row(timing: Timing) -> tuple[str, ...]:
    return (
        timing.what,
        f"{timing.size / 1e6:,.1f}",
        f"{timing.seconds:.3f}",
        f"{timing.rate / 1e6:,.0f}",
        f"{timing.lines / timing.seconds / 1e6:.2f}",
        "-" if timing.found is None else f"{timing.found:,}",
    )


def memory_table(hunts: Hunts) -> str:
    """The largest process of a hunt."""
    rows = ((jobs, f"{peak / 1e6:.0f}") for jobs, peak in sorted(hunts.peak_bytes.items()))
    return table(("hunt with `--jobs`", "largest process, MB"), rows)


def found_table(scores: tuple[Score, ...]) -> str:
    """Precision and recall by log."""
    head = (
        "hunt in",
        "lines",
        "taken apart",
        "attacks",
        "decoys",
        "missed",
        "invented",
        "recall",
        "precision",
    )
    return table(head, [_found_row(score) for score in scores])


def _found_row(score: Score) -> tuple[str, ...]:
    counts = (
        score.lines,
        score.candidates,
        score.attacks,
        score.decoys,
        len(score.missed),
        len(score.invented),
    )
    return (
        score.kind,
        *(f"{count:,}" for count in counts),
        f"{score.recall:.3f}",
        f"{score.precision:.3f}",
    )


def wrong_lines(scores: tuple[Score, ...]) -> Iterator[str]:
    """Every miss and every invention with its line, for they are bugs."""
    for kind, all_wrong in (("missed", scores[-1].missed), ("invented", scores[-1].invented)):
        for wrong in all_wrong:
            yield f"{kind}: {wrong.path}:{wrong.line} {wrong.address} {wrong.why}\n    {wrong.text!r}"
