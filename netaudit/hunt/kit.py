"""What a process needs to read logs: compiled once for each kind of log, used for all of them."""

from collections.abc import Callable
from typing import NamedTuple

from netaudit.hunt.engine.candidates import candidates, every, sought
from netaudit.hunt.engine.choice import chosen
from netaudit.hunt.engine.engine import Search
from netaudit.hunt.formats.detect import FORMATS
from netaudit.hunt.formats.format import Format
from netaudit.hunt.intake.blocks import BUFFERS, SIZE, counter
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
        self.buffers = tuple(bytearray(SIZE) for _ in range(BUFFERS))
        self.count = counter()
        self.origins = Origins(terms)
        self._tools: dict[str, Tools] = {}
        self._searches: dict[frozenset[str], Search] = {}
        self._judges: dict[frozenset[str], Judge] = {}

    def tools(self, name: str) -> Tools:
        """Those for a kind of log."""
        if name not in self._tools:
            kind = FORMATS[name]
            marks = tuple(mark.lower() for mark in kind.marks)
            self._tools[name] = Tools(kind, self._search(kind), self._judge(kind.categories), marks)
        return self._tools[name]

    def _search(self, kind: Format) -> Search:
        """What finds candidates; kinds of logs to which the same rules apply share it.

        Every line is a candidate where a rule has no literal and the format no anchors.
        """
        if kind.anchored:
            return candidates(self.engine, [kind], ())
        categories = kind.categories
        ours = self.terms.signatures
        mine = (each for each in ours.signatures if each.categories & categories)
        if not kind.anchors and any(each.literals is None for each in mine):
            return every
        if categories not in self._searches:
            alike = [each for each in FORMATS.values() if each.categories == categories]
            self._searches[categories] = candidates(self.engine, alike, sought(ours, categories))
        return self._searches[categories]

    def _judge(self, categories: frozenset[str]) -> Judge:
        """What judges records of such logs."""
        if categories not in self._judges:
            self._judges[categories] = Judge(self.terms.signatures, categories)
        return self._judges[categories]

    def __reduce__(self) -> tuple[Callable[[Terms], "Kit"], tuple[Terms]]:
        return Kit, (self.terms,)
