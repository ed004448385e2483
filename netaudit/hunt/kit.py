"""What a process needs to read logs: compiled once for each kind of log, used for all of them."""

from collections.abc import Callable
from typing import NamedTuple

from netaudit.hunt.engine.candidates import candidates
from netaudit.hunt.engine.choice import chosen
from netaudit.hunt.engine.engine import Search
from netaudit.hunt.formats.detect import FORMATS
from netaudit.hunt.formats.format import Format
from netaudit.hunt.intake.blocks import SIZE, counter
from netaudit.hunt.sightings.origin import Origins
from netaudit.hunt.sigma.judge import Judge
from netaudit.hunt.terms import Terms


class Tools(NamedTuple):
    """For one kind of log."""

    kind: Format
    search: Search
    judge: Judge
    marks: tuple[bytes, ...]
    """In lower case."""


class Kit:
    """Processes that are forked get all of it as it is; where they are not, they are sent the terms."""

    def __init__(self, terms: Terms) -> None:
        """Raises UsageError if no engine works here."""
        self.terms = terms
        self.engine = chosen(terms.engine)
        self.buffer = bytearray(SIZE)
        self.count = counter()
        self.origins = Origins(terms)
        self._tools: dict[str, Tools] = {}

    def tools(self, name: str) -> Tools:
        """Those for a kind of log."""
        if name not in self._tools:
            self._tools[name] = self._made(FORMATS[name])
        return self._tools[name]

    def _made(self, kind: Format) -> Tools:
        """Compile them."""
        signatures = self.terms.signatures
        search = candidates(self.engine, kind, signatures.signatures)
        marks = tuple(mark.lower() for mark in kind.marks)
        return Tools(kind, search, Judge(signatures, kind.categories), marks)

    def __reduce__(self) -> tuple[Callable[[Terms], "Kit"], tuple[Terms]]:
        return Kit, (self.terms,)
