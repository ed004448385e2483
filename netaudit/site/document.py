"""A YAML file as a tree that knows its lines.

Only what a policy needs: scalars as they were written, lists and groups of keys. Aliases and
tags are refused, so nothing a file says can expand into more than what it shows.
"""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from netaudit.errors import PolicyError

if TYPE_CHECKING:
    import yaml
    from yaml.events import Event

DEEPEST = 12
"""Levels that lists and groups may be nested; a policy needs four."""

_LONGEST_SHOWN = 60
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

_HINTS = {
    "alias": "; quote a glob that begins with *",
    "cannot start any token": "; indent with blanks, not tabs, and quote a value that begins with a sign",
    "mapping values": "; quote a value that has a colon in it",
}
"""Words of the YAML reader's complaint to what people most often meant."""


class Mistake(NamedTuple):
    """Something wrong in a file, and the line it stands on; they sort by line."""

    line: int
    text: str


class _Refused(Exception):  # noqa: N818  (it never leaves this module)
    """A construct that YAML has and a policy has not."""

    def __init__(self, event: "Event", text: str) -> None:
        super().__init__(text)
        self.mistake = Mistake(_line(event), text)


class Scalar(Struct, frozen=True):
    """A single value, as written; ``plain`` when it had no quotes."""

    line: int
    text: str
    plain: bool = True

    @property
    def absent(self) -> bool:
        """Whether the key was written without a value."""
        return self.plain and self.text in _NULLS

    @property
    def shown(self) -> str:
        """The value as an error message names it: quoted, short, control characters escaped."""
        dots = "…" if len(self.text) > _LONGEST_SHOWN else ""
        return repr(self.text[:_LONGEST_SHOWN] + dots)


class Items(Struct, frozen=True):
    """A list."""

    line: int
    items: "tuple[Node, ...]"
    absent: bool = False
    shown: str = "a list"


class Pairs(Struct, frozen=True):
    """A group of keys with their values, in the order of the file."""

    line: int
    pairs: "tuple[tuple[Scalar, Node], ...]"
    absent: bool = False
    shown: str = "a group of keys"


Node = Scalar | Items | Pairs


def read_text(path: Path, most: int | None = None) -> str:
    """The text of a file in UTF-8, or in UTF-16 where its first bytes say so.

    ``most`` is the largest size accepted, in bytes.

    Raises:
        PolicyError: it can not be opened, is larger than ``most`` or is not text.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(-1 if most is None else most + 1)
    except OSError as error:
        reason = error.strerror or "it can not be opened"
        raise PolicyError(f"{path}: {reason}; check the path and its permissions") from error
    if most is not None and len(raw) > most:
        raise PolicyError(f"{path}: larger than {most} bytes; is it the right file?")
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise PolicyError(f"{path}:{line}: not UTF-8 text; save the file as UTF-8") from error


def compose(text: str) -> tuple[Node, list[Mistake]]:
    """Read a YAML text into a tree, with the mistakes of its form.

    Text that is not YAML yields an empty group and the place where reading stopped.
    """
    import yaml

    mistakes: list[Mistake] = []
    try:
        events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return _document(events, mistakes), mistakes
    except yaml.YAMLError as error:
        return Pairs(1, ()), [*mistakes, _stopped(error, text)]
    except _Refused as refused:
        return Pairs(1, ()), [*mistakes, refused.mistake]


def _document(events: "Iterator[Event]", mistakes: list[Mistake]) -> Node:
    """The only document of a stream; an empty stream is an empty group."""
    from yaml.events import DocumentStartEvent, ScalarEvent

    root: Node = Pairs(1, ())
    documents = 0
    for event in events:
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Refused(event, "a second document begins; a policy is one document")
            first = next(events)
            if not (isinstance(first, ScalarEvent) and first.value == ""):
                root = _node(first, events, mistakes, DEEPEST)
    return root


def _node(event: "Event", events: "Iterator[Event]", mistakes: list[Mistake], depth: int) -> Node:
    """The node that begins with an event; takes what belongs to it from the stream."""
    from yaml.events import AliasEvent, MappingStartEvent, ScalarEvent

    line = _line(event)
    if isinstance(event, AliasEvent):
        raise _Refused(event, "aliases are not supported; write the value out, and quote a glob")
    if getattr(event, "tag", None):
        raise _Refused(event, "tags (!word) are not supported; leave it out or quote the value")
    if depth == 0:
        raise _Refused(event, f"nested more than {DEEPEST} levels deep")
    if isinstance(event, ScalarEvent):
        return Scalar(line, event.value, not event.style)
    if isinstance(event, MappingStartEvent):
        return Pairs(line, tuple(_pairs(events, mistakes, depth - 1)))
    return Items(line, tuple(_items(events, mistakes, depth - 1)))


def _items(events: "Iterator[Event]", mistakes: list[Mistake], depth: int) -> Iterator[Node]:
    """The nodes up to the end of a list."""
    from yaml.events import SequenceEndEvent

    while not isinstance(event := next(events), SequenceEndEvent):
        yield _node(event, events, mistakes, depth)


def _pairs(events: "Iterator[Event]", mistakes: list[Mistake], depth: int) -> Iterator[tuple[Scalar, Node]]:
    """The keys and values up to the end of a group; a key given again is a mistake."""
    from yaml.events import MappingEndEvent

    seen: dict[str, int] = {}
    while not isinstance(event := next(events), MappingEndEvent):
        key = _node(event, events, mistakes, depth)
        value = _node(next(events), events, mistakes, depth)
        if not isinstance(key, Scalar):
            mistakes.append(Mistake(key.line, f"{key.shown} stands where a key should be"))
        elif key.text in seen:
            again = f"key {key.shown} is given twice; the first is on line {seen[key.text]}"
            mistakes.append(Mistake(key.line, again))
        else:
            seen[key.text] = key.line
            yield key, value


def _line(event: "Event") -> int:
    """The line of the file that an event begins on, from 1."""
    return 1 if event.start_mark is None else event.start_mark.line + 1


def _stopped(error: "yaml.YAMLError", text: str) -> Mistake:
    """Where and why a text stopped being YAML."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        return Mistake(line, "a character that YAML does not allow; delete it")
    complaint = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None)}"
    hint = next((hint for sign, hint in _HINTS.items() if sign in complaint), "")
    return Mistake(mark.line + 1, f"not valid YAML: {complaint.strip()}{hint}")
