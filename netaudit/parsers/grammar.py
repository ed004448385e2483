"""Finding the phrase that begins a line, and doing what it says."""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Any, Generic, NamedTuple, TypeVar

from netaudit.model.interface import Lines
from netaudit.parsers.memory import Memory
from netaudit.parsers.vocabulary import IRRELEVANT, Action, At, Command, Fields

Value = TypeVar("Value")


class Account(IntEnum):
    """What became of a line."""

    READ = 0
    IRRELEVANT = 1
    UNREAD = 2


class Trie(Generic[Value]):
    """Phrases and what they stand for; finds the longest one that begins a list of words."""

    def __init__(self, phrases: Mapping[str, Value]) -> None:
        self._root: dict[str, Any] = {}
        for phrase, value in phrases.items():
            node = self._root
            for part in phrase.split():
                node = node.setdefault(part, {})
            node[""] = value

    def find(self, words: list[str]) -> tuple[Value, int] | None:
        """The value of the longest phrase and how many words it took."""
        node, found = self._root, None
        for used, part in enumerate(words, 1):
            after = node.get(part)
            if after is None:
                after = _abbreviated(node, part)
                if after is None:
                    break
            node = after
            if "" in node:
                found = (node[""], used)
                if len(node) == 1:
                    break
        return found


def _abbreviated(node: dict[str, Any], part: str) -> dict[str, Any] | None:
    """The one keyword that the word abbreviates, the way the IOS parser takes it."""
    short = part.lower()
    if short in node:
        return node[short] or None
    if not short.isascii() or not short[:1].isalpha():
        return None
    longer = [key for key in node if key.startswith(short)]
    if len(longer) > 1:
        longer = [key for key in longer if _matters(node[key])]
    return node[longer[0]] if len(longer) == 1 else None


def _matters(node: dict[str, Any]) -> bool:
    """Whether some phrase below is more than irrelevant; it wins an ambiguous abbreviation."""
    if node.get("", IRRELEVANT) is not IRRELEVANT:
        return True
    return any(_matters(below) for part, below in node.items() if part)


class Understood(NamedTuple):
    """What a line stands for, whatever was read before it."""

    command: Command
    act: Action
    words: list[str]
    effect: Fields | None
    """The fields it sets, where they do not depend on what they held before.

    Remembered, so nobody may change the values: a list or dict in a field is replaced, not filled.
    """


ABSENT = object()
"""What a field holds that no line has set."""


def _restore(fields: Fields, before: Iterable[tuple[str, object]]) -> None:
    """Fields as they were."""
    for name, value in before:
        if value is ABSENT:
            fields.pop(name, None)
        else:
            fields[name] = value


def apply(command: Command, act: Action, words: list[str], offset: int, fields: Fields, at: At) -> Account:
    """Apply a line whose effect depends on what was read before it; note the offset of what it set.

    A line that makes no sense changes nothing.
    """
    before = [(name, fields.get(name, ABSENT)) for name in command.fields]
    try:
        act(fields, words)
    except (ValueError, IndexError, KeyError):
        _restore(fields, before)
        return Account.UNREAD
    changed = {name: value for name, value in before if fields.get(name, ABSENT) != value}
    for name in changed or command.fields:
        if name not in fields:
            at.pop(name, None)
        elif command.lists:
            at[name] = _line_each(changed.get(name), fields[name], at.get(name, ()), offset)
        else:
            at[name] = (*at.get(name, ()), offset) if command.adds else (offset,)
    return Account.READ


def _line_each(before: object, after: tuple[object, ...], lines: Lines, offset: int) -> Lines:
    """The line of each entry, when one was added at the end, put in another's place, or some were taken out.

    ``before`` is what the field held; None where the line changes nothing.
    """
    if before is None:
        return lines
    if not isinstance(before, tuple) or len(after) > len(before):
        return (*lines, offset)
    known = dict(zip(before, lines, strict=False))
    return tuple(known.get(entry, offset) for entry in after)


class Grammar:
    """The phrases of one mode."""

    def __init__(self, phrases: Mapping[str, Command], irrelevant: Iterable[str] = ()) -> None:
        self._trie = Trie({**dict.fromkeys(irrelevant, IRRELEVANT), **phrases})
        self._known: Memory[Understood | None] = Memory(self._understand)
        self.fields = frozenset(f for command in phrases.values() for f in command.fields)

    def read(self, line: str, offset: int, fields: Fields, at: At) -> Account:
        """Apply one line, given without indentation; note the offset of what it set.

        A line that makes no sense changes nothing.
        """
        understood = self._known[line]
        if understood is None:
            return Account.UNREAD
        if (effect := understood.effect) is None:
            return apply(understood.command, understood.act, understood.words, offset, fields, at)
        fields.update(effect)
        for name in effect:
            at[name] = (offset,)
        return Account.READ if understood.command.fields else Account.IRRELEVANT

    def _understand(self, line: str) -> Understood | None:
        """What a line stands for; None for one that makes no sense."""
        words = line.split()
        found, action = self._command(words)
        if found is None:
            return None
        command, used = found
        act, words = getattr(command, action), words[used:]
        if command.adds or action != "do":
            return Understood(command, act, words, {} if command is IRRELEVANT else None)
        effect: Fields = {}
        try:
            act(effect, words)
        except (ValueError, IndexError, KeyError):
            return None
        return Understood(command, act, words, effect)

    def _command(self, words: list[str]) -> tuple[tuple[Command, int] | None, str]:
        """The command, the words it took and ``do``, ``undo`` or ``reset``; the longer phrase wins."""
        found = self._trie.find(words)
        if words[0] not in {"default", "no"}:
            return found, "do"
        negated = self._trie.find(words[1:])
        if negated and (found is None or negated[1] + 1 > found[1]):
            return (negated[0], negated[1] + 1), "undo" if words[0] == "no" else "reset"
        return found, "do"


class Tally:
    """Counts what became of the lines of a section while it is being read."""

    def __init__(self) -> None:
        self.read = 0
        self.irrelevant = 0
        self.unread: list[tuple[int, str]] = []
        self.seen: set[int] = set()
        """Offsets of all lines that were counted."""
        self.references: list[tuple[str, str, int]] = []
        """Access lists that irrelevant lines name: who names it, its name, offset of the line."""

    def note(self, account: Account, offset: int, line: str) -> None:
        """Count one line."""
        self.seen.add(offset)
        if account is Account.READ:
            self.read += 1
        elif account is Account.IRRELEVANT:
            self.irrelevant += 1
        else:
            self.unread.append((offset, line))
