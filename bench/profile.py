"""Where the audit of a fleet spends its time."""

import cProfile
import os
import pstats
from contextlib import redirect_stdout
from pathlib import Path

from bench.engines import AUDIT

SHOWN = 40
"""Functions listed, those with the most time of their own first."""


def profile(folder: Path) -> int:
    """Print the profile of one whole audit in this process; always 0."""
    from netaudit.cli import main

    profiler = cProfile.Profile()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        profiler.runcall(main, [*AUDIT, "--jobs", "1", str(folder)])
    pstats.Stats(profiler).sort_stats("tottime").print_stats(SHOWN)
    return 0
