"""The parts that a platform's tables of phrases are written with.

A ``Command`` says what a phrase does to the fields of the record being read.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from netaudit.model.interface import Lines

Fields = dict[str, Any]
At = dict[str, Lines]
Action = Callable[[Fields, list[str]], None]


class Command(NamedTuple):
    """What a phrase sets.

    ``do`` gets the words after the phrase and raises ValueError, IndexError or KeyError when
    they make no sense; ``undo`` is the same for ``no PHRASE``.
    """

    fields: tuple[str, ...]
    do: Action
    undo: Action
    adds: bool = False
    """The lines of several such commands together are the evidence, not only the last."""
    lists: bool = False
    """The field holds one entry for each line, and the evidence has one line for each entry."""

    def reset(self, record: Fields, _words: list[str]) -> None:
        """What ``default PHRASE`` does: its fields are as if never set."""
        for field in self.fields:
            record.pop(field, None)


def _nothing(_fields: Fields, _words: list[str]) -> None:
    """Do nothing."""


IRRELEVANT = Command((), _nothing, _nothing)
"""Understood, and without bearing on anything netaudit judges."""


def command(*fields: str, do: Action, undo: Action | None = None, adds: bool = False) -> Command:
    """A command of its own; without ``undo``, ``no`` puts its fields back to the default."""

    def reset(record: Fields, _words: list[str]) -> None:
        for field in fields:
            record.pop(field, None)

    return Command(fields, do, undo or reset, adds)


def entries(field: str, *, do: Action, undo: Action | None = None) -> Command:
    """A command whose lines hold one entry of a field each; the evidence has one line for each entry."""
    return command(field, do=do, undo=undo, adds=True)._replace(lists=True)


def keyword(written: str, *choices: str) -> str:
    """The one choice that a word abbreviates; raises ValueError where it is none or several."""
    if written in choices:
        return written
    found = [choice for choice in choices if choice.startswith(written.lower())]
    if len(found) != 1 or not written:
        raise ValueError(f"{written!r} is none of {', '.join(choices)}")
    return found[0]


def const(field: str, *, value: object = True) -> Command:
    """The phrase alone sets the field; words behind it are an error."""

    def do(record: Fields, words: list[str]) -> None:
        if words:
            raise ValueError(words)
        record[field] = value

    return command(field, do=do)


def lead(field: str, *, value: object = True) -> Command:
    """The phrase sets the field, whatever stands behind it."""

    def do(record: Fields, _words: list[str]) -> None:
        record[field] = value

    return command(field, do=do)


def off(field: str) -> Command:
    """A ``no`` phrase whose field is true by default."""

    def do(record: Fields, _words: list[str]) -> None:
        record[field] = False

    return command(field, do=do)


def on(field: str) -> Command:
    """A phrase whose field is true by default, so that its ``no`` is what counts."""

    def do(record: Fields, _words: list[str]) -> None:
        record[field] = True

    def undo(record: Fields, _words: list[str]) -> None:
        record[field] = False

    return command(field, do=do, undo=undo)


def number(field: str) -> Command:
    """The first word is a whole number; more may follow."""

    def do(record: Fields, words: list[str]) -> None:
        record[field] = int(words[0])

    return command(field, do=do)


def word(field: str) -> Command:
    """The first word; more may follow."""

    def do(record: Fields, words: list[str]) -> None:
        record[field] = words[0]

    return command(field, do=do)


def text(field: str) -> Command:
    """All that stands behind the phrase."""

    def do(record: Fields, words: list[str]) -> None:
        record[field] = " ".join(words)

    return command(field, do=do)


def numbers(field: str) -> Command:
    """A list of whole numbers."""

    def do(record: Fields, words: list[str]) -> None:
        record[field] = tuple(map(int, words))

    return command(field, do=do)


def _drop(record: Fields, field: str, start: str) -> None:
    """Take all items that begin with these words out of a list field."""
    kept = tuple(item for item in record.get(field, ()) if not f"{item} ".startswith(f"{start} ".lstrip()))
    if kept:
        record[field] = kept
    else:
        record.pop(field, None)


def items(field: str, prefix: str = "") -> Command:
    """Each line adds one item, the words behind the phrase; ``no`` takes out what begins like it."""

    def item(words: list[str]) -> str:
        return f"{prefix} {' '.join(words)}".strip()

    def do(record: Fields, words: list[str]) -> None:
        record[field] = (*record.get(field, ()), item(words))

    def undo(record: Fields, words: list[str]) -> None:
        _drop(record, field, item(words))

    return command(field, do=do, undo=undo, adds=True)._replace(lists=True)
