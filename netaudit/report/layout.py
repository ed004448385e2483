"""How a stream of devices becomes one document."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from msgspec import json

from netaudit.model import Device
from netaudit.report import facts, overview, unread
from netaudit.report.escape import json_text, visible
from netaudit.report.understood import Rest, Understood, shown


class Layout(NamedTuple):
    """A document of devices: what opens it, what one is shown as, what parts two, what closes it."""

    head: str
    show: Callable[[Device], str]
    between: str
    tail: Callable[[Rest], str]


def _problems_json(rest: Rest) -> str:
    """The end of the facts document."""
    return f'\n],"problems":{json_text(json.encode(rest.problems))}}}\n'


def _problems_text(rest: Rest) -> str:
    """What could not be read, for people."""
    return "".join(f"problem: {visible(each.source)}: {visible(each.message)}\n" for each in rest.problems)


def _head(schema: str) -> str:
    """The beginning of a JSON document."""
    return f'{{"schema":"{schema}","devices":[\n'


FACTS = {
    "json": Layout(_head(facts.SCHEMA), facts.as_json, ",\n", _problems_json),
    "text": Layout("", overview.as_text, "\n", _problems_text),
}
UNREAD = {
    "json": Layout(_head(unread.SCHEMA), unread.as_json, ",\n", unread.closing),
    "text": Layout("", unread.as_text, "\n", unread.table),
}


def render(understood: Iterable[Understood], rest: Rest, layout: Layout) -> Iterator[str]:
    """The document, piece by piece; ``rest`` holds problems and coverage once it is through."""
    yield layout.head
    for number, one in enumerate(shown(understood, rest)):
        yield layout.between + one if number else one
    yield layout.tail(rest)
