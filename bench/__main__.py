"""Run ``python -m bench``: exit code 1 when a required number was missed."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from bench import accuracy, acl_measurements, hunt_measurements, measurements, tables, verdict
from bench.defects import Truth
from bench.fleet import write_fleet
from bench.hunt_tables import hunt_tables, wrong_lines
from bench.hunt_verdict import HUNT_SMOKE, HuntLimits, hunt_targets
from bench.profile import profile

SMOKE_DEVICES = 40
DEVICES = 1000
SMOKE_MEMBERS = 2
MEMBERS = 9
"""Switches in the stack: as many as there can be."""


class Options(Struct, frozen=True, kw_only=True):
    """What was asked for on the command line."""

    devices: int
    seed: int
    rounds: int
    smoke: bool
    profile: bool
    only: str
    """The part that is measured; empty for all."""
    megabytes: float
    """Size of each log of the hunt."""
    write: Path | None


PARTS = ("audit", "hunt")
Measured = tuple[tuple[str, ...], list[verdict.Target]]
"""Tables, and the numbers that have limits."""


def options(arguments: list[str]) -> Options:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure netaudit beside its peers.")
    parser.add_argument("--devices", type=int, help=f"switches in the fleet (default {DEVICES})")
    parser.add_argument("--seed", type=int, default=1, help="another number, another fleet (default 1)")
    parser.add_argument("--rounds", type=int, help="runs of which the fastest counts (default 3)")
    parser.add_argument(
        "--smoke", action="store_true", help=f"{SMOKE_DEVICES} switches and loose limits, for CI"
    )
    parser.add_argument(
        "--profile", action="store_true", help="show where the audit spends its time, nothing else"
    )
    parser.add_argument("--only", choices=PARTS, default="", help="measure only this part")
    parser.add_argument(
        "--megabytes",
        type=float,
        help=f"size of each log of the hunt (default {hunt_measurements.MEGABYTES})",
    )
    parser.add_argument(
        "--write", type=Path, metavar="PAGE", help="put the tables between the marks of this page"
    )
    given = parser.parse_args(arguments)
    if given.only and given.write:
        parser.error("--write needs all parts: leave --only out")
    logs = hunt_measurements.SMOKE_MEGABYTES if given.smoke else hunt_measurements.MEGABYTES
    return Options(
        devices=given.devices or (SMOKE_DEVICES if given.smoke else DEVICES),
        seed=given.seed,
        rounds=given.rounds or (1 if given.smoke else 3),
        smoke=given.smoke,
        profile=given.profile,
        only=given.only,
        megabytes=given.megabytes or logs,
        write=given.write,
    )


def main(arguments: list[str]) -> int:
    """Generate fleet and logs, measure, print; 0 when every required number was reached."""
    asked = options(arguments)
    with tempfile.TemporaryDirectory(prefix="netaudit-bench-") as name:
        work = Path(name)
        if asked.profile:
            write_fleet(work / "fleet", asked.devices, asked.seed)
            return profile(work / "fleet")
        parts = [RUNS[part](asked, work) for part in PARTS if asked.only in {"", part}]
    sections = [section for tables_of_part, _ in parts for section in tables_of_part]
    targets = [target for _, targets_of_part in parts for target in targets_of_part]
    text = "\n".join((f"{heading(asked)}\n", *sections, tables.target_table(targets)))
    print(text)
    if asked.write:
        tables.write_between_marks(asked.write, text)
    missed = [target for target in targets if target.required and not target.reached]
    for target in missed:
        print(f"missed: {target.name} is {target.measured:.2f}, limit {target.limit:g}", file=sys.stderr)
    return 1 if missed else 0


def run_hunt(asked: Options, work: Path) -> Measured:
    """Take every measurement of the hunt."""
    hunts = hunt_measurements.measure(work, asked.megabytes, asked.seed, asked.rounds)
    for line in wrong_lines(hunts.scores):
        print(line, file=sys.stderr)
    limits = HUNT_SMOKE if asked.smoke else HuntLimits()
    return hunt_tables(hunts), list(hunt_targets(hunts, limits))


def run_audit(asked: Options, work: Path) -> Measured:
    """Take every measurement of audits and of access lists."""
    truth = write_fleet(work / "fleet", asked.devices, asked.seed)
    limits = verdict.SMOKE if asked.smoke else verdict.Limits()
    folder = work / "fleet"
    readings = measurements.engines(folder, asked.devices, asked.rounds)
    together = measurements.parallel(folder, work, os.cpu_count() or 1, asked.rounds)
    scores = _accuracy(together.report, truth)
    start = measurements.start(next(iter(sorted(folder.iterdir()))), 20 if not asked.smoke else 5)
    ways = measurements.ways(SMOKE_MEMBERS if asked.smoke else MEMBERS, asked.seed, asked.rounds)
    sizes = acl_measurements.SMOKE if asked.smoke else acl_measurements.Sizes()
    lists = acl_measurements.lists(work, sizes, asked.seed, asked.rounds)
    filtered = acl_measurements.fleet(work, sizes, asked.seed, asked.rounds)
    sections = (
        tables.engine_table(readings),
        tables.parallel_table(together),
        tables.start_table(start),
        tables.ways_table(ways),
        tables.score_table(scores),
        tables.list_table(lists),
        tables.score_table(lists.scores, "fault in the access list, netaudit"),
        tables.score_table(lists.peer_scores, "the same, cisco_acl"),
        tables.filtered_table(filtered),
    )
    return sections, [
        *verdict.speed_targets(readings, limits),
        *verdict.parallel_targets(together),
        *verdict.start_targets(start, limits),
        *verdict.ways_targets(ways, limits),
        *verdict.accuracy_targets(scores),
        *verdict.list_targets(lists, limits),
        *verdict.filtered_targets(filtered, limits),
    ]


RUNS = {"audit": run_audit, "hunt": run_hunt}


def _accuracy(report: Path, truth: list[Truth]) -> tuple[accuracy.Score, ...]:
    """Score a report; every miss and every invention is told, for they are bugs."""
    scores = accuracy.score(truth, accuracy.said(report))
    for line in _wrong(scores[-1]):
        print(line, file=sys.stderr)
    return scores


def _wrong(total: accuracy.Score) -> Iterator[str]:
    for kind, faults in (("missed", total.missed), ("invented", total.invented)):
        yield from (f"{kind}: {fault.device} {fault.code} {fault.subject}" for fault in faults[:20])


def heading(asked: Options) -> str:
    """When and on what the numbers were taken."""
    today = datetime.now(tz=UTC).date().isoformat()
    machine = f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores"
    made = f"{asked.devices:,} switches, two logs of {asked.megabytes:g} MB"
    return f"{today}, {machine}, {made}, seed {asked.seed}, best of {asked.rounds}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
