"""Commands that netaudit knows and that bear on nothing it judges: a list for each mode."""

from pathlib import Path


def phrases(mode: str) -> tuple[str, ...]:
    """The phrases known and irrelevant in a mode, ``global`` or ``interface``."""
    lines = (Path(__file__).parent / f"{mode}.txt").read_text(encoding="ascii").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
