"""Where text goes and what it may look like there."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING

from netaudit.errors import UsageError
from netaudit.report.paint import Paint, ansi, plain

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

FEW = 20
"""Sources that are through before a progress bar would be read."""


def paint_of(arguments: Namespace) -> Paint:
    """Colour or not: as asked, else on a terminal that can and may."""
    if arguments.color == "auto":
        able = sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("NO_COLOR")
        return ansi if able else plain
    return ansi if arguments.color == "always" else plain


def put(pieces: Iterable[str]) -> None:
    """Print text; what the terminal's encoding lacks is written by its number, files are UTF-8.

    Raises:
        BrokenPipeError: whoever read it went away.
        UsageError: it can not be written, for want of space most likely.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        encoding = sys.stdout.encoding if sys.stdout.isatty() else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")
    for piece in pieces:
        _write(piece)


def _write(piece: str) -> None:
    """Write text and see it gone: errors belong here, not to the end of the process."""
    try:
        sys.stdout.write(piece)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        hush()
        raise UsageError(f"standard output can not be written: {error.strerror}") from error


def hush() -> None:
    """Let what is still buffered go nowhere: stdout is gone, and Python would try again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


@contextmanager
def progress(total: int, arguments: Namespace) -> Iterator[Callable[[int], None]]:
    """A bar on stderr if it is a terminal and there is enough to wait for; gives what moves it."""
    if arguments.no_progress or total <= FEW or not sys.stderr.isatty():
        yield ignored
        return
    try:
        from rich.console import Console
        from rich.progress import Progress
    except ImportError:  # an extra: without it there is no bar
        yield ignored
        return
    bar = Progress(console=Console(stderr=True), transient=True)
    with moving(bar, bar.add_task("reading", total=total)) as move:
        yield move


@contextmanager
def moving(bar: "Progress", task: "TaskID") -> Iterator[Callable[[int], None]]:
    """What moves a bar. It starts its thread with the first move: worker processes are forked before that."""

    def move(done: int) -> None:
        bar.start()
        bar.advance(task, done)

    try:
        yield move
    finally:
        bar.stop()


def ignored(_done: int) -> None:
    """Move nothing."""
