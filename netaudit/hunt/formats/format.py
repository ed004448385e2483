"""What it takes to read a kind of log."""

import re
from collections.abc import Callable, Sequence
from re import Pattern
from typing import NamedTuple

from netaudit.hunt.formats.clock import Clock
from netaudit.hunt.formats.record import Record

Columns = tuple[str, ...]
"""What the columns of a log mean. Empty for formats whose lines tell it themselves."""

NOWHERE = re.compile(rb"(?!)")

BEFORE = "\0\xef\xbb\xbf"
"""What may stand before a line: zeros that a crash leaves, a byte order mark. As latin-1."""


class Layout(NamedTuple):
    """All that lines before tell about a line. A slice of a log can be read with nothing but this."""

    columns: Columns = ()
    date: str = ""
    """ISO date from the last ``#Date``, for logs whose lines have times only."""
    delimiter: str = ""
    notes: tuple[str, ...] = ()
    """What was assumed."""
    rolling: bool = False
    """The date of a line hangs on all lines before it, which go through ``turn`` in order, all but those that
    are ``steady``. IIS W3C extended without a ``date`` column is like that."""
    last: str = ""
    """About the time of day of the last line that had one, if ``rolling`` and ``date`` are set; empty where
    that is not known."""
    unset: str = "-"
    """What stands in a column for nothing."""
    around: tuple[str, ...] = ()
    """What encloses a line of a document, such as the host that a script was run against."""

    @property
    def undated(self) -> bool:
        """Whether a date is missing that other lines hang on."""
        return self.rolling and not self.date


class Format(NamedTuple):
    """One kind of log. Functions are pure: the same layout, line and clock give the same record."""

    name: str
    title: str
    """For people: ``IIS W3C extended``."""
    categories: frozenset[str]
    """Sigma log source categories whose rules apply: webserver, proxy, firewall."""
    recognise: Callable[[Sequence[bytes]], Layout | None]
    """The layout at the first line, told from the first lines of the file (up to 200, none longer
    than 64 KiB, without line endings); None if it is another format."""
    read: Callable[[Layout, bytes, Clock], Record | None]
    """A line without its line ending; None for lines that are no events (directives, headers, blank).
    Raises Unreadable."""
    turn: Callable[[Layout, bytes], Layout]
    """The layout after a line that holds one of ``marks`` (or after any line if it is ``rolling``); the
    same one if it changes nothing. The line is then read with that layout like any other candidate: an
    attacker can ask for a URL with a mark in it."""
    marks: tuple[bytes, ...] = ()
    """Literals (any case) of lines that may change the layout, such as ``#Fields:``."""
    anchors: tuple[bytes, ...] = ()
    """Literals (any case) of lines that are events whatever they ask: denies, alerts. Every such line is
    read and judged when rules without a literal are there for it, or it makes claims."""
    anchored: bool = False
    """Every event holds an anchor: nothing else has to be searched for."""
    steady: Callable[[Layout], Pattern[bytes]] = lambda _: NOWHERE
    """Finds, while the layout is ``rolling``, the end of a line whose next one may change it."""
    splits: bool = True
    """Whether a slice can be read knowing only the layout at its start, as nearly always."""
