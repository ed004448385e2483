"""Logs cut into slices, each of which can be read by another process."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from stat import S_ISREG
from typing import Final, NamedTuple, cast

from netaudit.errors import InputError
from netaudit.hunt.formats.format import Layout
from netaudit.hunt.intake.magic import Opened, opened
from netaudit.hunt.intake.stream import Counted, Plain, Raw
from netaudit.syntax.source import STDIN, reason

SIZE: Final = 32 * 1024 * 1024
"""Bytes of a slice, the same for any number of processes: so are the results."""
_STEP: Final = 64 * 1024


class Slice(NamedTuple):
    """Whole lines of a log."""

    source: str
    start: int = 0
    end: int | None = None
    """Byte behind the last one; None for the end of the file."""
    format: str | None = None
    """None: told from its first lines."""
    layout: Layout | None = None
    """At its start; None: told from its first lines."""


def size_of(source: str) -> int:
    """Bytes of a log on disk; 0 where that can not be told."""
    try:
        status = Path(source).stat()
    except (OSError, ValueError):
        return 0
    return status.st_size if source != STDIN and S_ISREG(status.st_mode) else 0


def written(source: str) -> float:
    """When a log was last written, in seconds since 1970; for a pipe that is now."""
    try:
        return Path(source).stat().st_mtime
    except (OSError, ValueError):
        return time.time()


class Text(NamedTuple):
    """A slice, open."""

    opened: Opened
    taken: Callable[[], int]
    """Bytes taken from disk since this was asked last."""


@contextmanager
def reading(piece: Slice) -> Iterator[Text]:
    """Open a slice.

    Raises:
        InputError: that is not possible.
    """
    if piece.source == STDIN:
        raw = Counted(cast("Raw", sys.stdin.buffer))
        yield Text(opened(raw), raw.taken)
        return
    with _file(piece.source) as file:
        if piece.start:
            file.seek(piece.start)
        raw = Counted(file)
        part = Plain(raw, None if piece.end is None else piece.end - piece.start)
        yield Text(Opened(part, whole=False) if piece.start else opened(part), raw.taken)


def _file(path: str) -> FileIO:
    """A file without a buffer of its own.

    Raises:
        InputError: it is missing, is a folder, or may not be read.
    """
    try:
        return FileIO(path)
    except (OSError, ValueError) as error:
        raise InputError(f"can not be read: {reason(error)}") from error


def cuts(source: str, size: int) -> list[tuple[int, int]]:
    """Start and end of slices of a plain log of so many bytes, at ends of lines.

    Raises:
        InputError: it can not be read.
    """
    with _file(source) as file:
        ends = dict.fromkeys(_line_end(file, at) for at in range(SIZE, size, SIZE))
    inner = [end for end in ends if end < size]
    return list(zip([0, *inner], [*inner, size], strict=True))


def _line_end(file: FileIO, at: int) -> int:
    """The first byte of a line, at this place or behind it; the end of the file if there is none."""
    file.seek(at - 1)
    while piece := file.read(_STEP):
        end = piece.find(b"\n") + 1
        if end:
            return file.tell() - len(piece) + end
    return file.tell()
