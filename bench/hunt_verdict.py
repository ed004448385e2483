"""Required numbers of the hunt, and goals."""

from collections.abc import Iterator

from msgspec import Struct

from bench.hunt_measurements import Hunts
from bench.verdict import Target

MEGABYTE = 1e6
WORKER_MEGABYTES = 64
GOAL = 800


class HuntLimits(Struct, frozen=True, kw_only=True):
    """Where the limits of speed stand; the defaults are those of the project."""

    times_ripgrep: float = 1.5
    times_hyperscan: float = 0.5
    two_cores: float = 1.6
    times_one_signature: float = 2
    times_unpacking: float = 0.8


HUNT_SMOKE = HuntLimits(
    times_ripgrep=0, times_hyperscan=0, two_cores=0, times_one_signature=20, times_unpacking=0
)
"""For logs so small that starting takes longer than hunting."""


def hunt_targets(hunts: Hunts, limits: HuntLimits) -> Iterator[Target]:
    """Beside its peers on the same logs; nothing missed, nothing invented."""
    yield from _speed(hunts, limits)
    yield Target(
        name="hunt, largest process, MB",
        measured=max(hunts.peak_bytes.values()) / MEGABYTE,
        limit=WORKER_MEGABYTES,
        at_most=True,
    )
    yield Target(name="hunt, same bytes with two cores", measured=float(hunts.identical), limit=1)
    yield Target(name="hunt, precision", measured=hunts.scores[-1].precision, limit=1)
    yield Target(name="hunt, recall", measured=hunts.scores[-1].recall, limit=1)


def _speed(hunts: Hunts, limits: HuntLimits) -> Iterator[Target]:
    """Rates of text, from the start of the program to the end of its report."""
    rate = {key: timing.rate for key, timing in hunts.timings.items()}
    if "rg" in rate:
        yield Target(
            name="hunt, times ripgrep", measured=rate["one"] / rate["rg"], limit=limits.times_ripgrep
        )
    yield Target(
        name="hunt, times bare hyperscan",
        measured=rate["one"] / rate["hyperscan"],
        limit=limits.times_hyperscan,
    )
    yield Target(name="hunt, gain of two cores", measured=rate["two"] / rate["one"], limit=limits.two_cores)
    yield Target(
        name=f"hunt, slower with {hunts.signatures} signatures than with one, times",
        measured=rate["single"] / rate["one"],
        limit=limits.times_one_signature,
        at_most=True,
    )
    yield Target(
        name="hunt in gzip, times the slower of isal and plain",
        measured=rate["gzip"] / min(rate["isal"], rate["iis"]),
        limit=limits.times_unpacking,
    )
    yield Target(name="hunt, MB/s, goal", measured=rate["one"] / MEGABYTE, limit=GOAL, required=False)
