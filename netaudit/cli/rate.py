"""The progress bar of a hunt: bytes, how fast they are read, how long it will take."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from netaudit.cli.terminal import ignored, moving
from netaudit.syntax.source import STDIN

MUCH = 300_000_000
"""Bytes of logs that are through before a bar would be read."""


@contextmanager
def rate(sources: Sequence[str], arguments: Namespace) -> Iterator[Callable[[int], None]]:
    """A bar on stderr if it is a terminal and there is enough to wait for; gives what moves it by bytes."""
    total = sum(map(_size, sources))
    if arguments.no_progress or (total < MUCH and STDIN not in sources) or not sys.stderr.isatty():
        yield ignored
        return
    try:
        from rich import progress
        from rich.console import Console
    except ImportError:  # an extra: without it there is no bar
        yield ignored
        return
    columns = (progress.BarColumn(), progress.DownloadColumn(), progress.TransferSpeedColumn())
    bar = progress.Progress(
        *columns, progress.TimeRemainingColumn(), console=Console(stderr=True), transient=True
    )
    with moving(bar, bar.add_task("reading", total=None if STDIN in sources else total)) as move:
        yield move


def _size(source: str) -> int:
    """Bytes of a file; 0 where it can not be told."""
    try:
        return Path(source).stat().st_size
    except (OSError, ValueError):
        return 0
