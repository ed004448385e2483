"""Where the audit of a fleet spends its time."""

import cProfile
import pstats
from pathlib import Path

SHOWN = 40
"""Functions listed, those with the most time of their own first."""


def profile(folder: Path) -> int:
    """Print the profile of one whole audit in this process; always 0."""
    from netaudit.cli import main

    profiler = cProfile.Profile()
    arguments = ["audit", "--jobs", "1", "--format", "json", "-o", "/dev/null", str(folder)]
    profiler.runcall(main, arguments)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(SHOWN)
    return 0
