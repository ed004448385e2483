"""Meanings, remembered: a fleet repeats the same texts thousands of times."""

from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")

MOST, MOST_LETTERS = 50_000, 4_000_000
"""Texts, and letters in them, after which a memory starts over, so that a process does not grow for ever.

What a text means takes some ten times its letters: access lists of a fleet that name the networks of their
switch are each a text of its own.
"""


class Memory(dict[str, Value]):
    """A dictionary that works out what it lacks."""

    def __init__(self, make: Callable[[str], Value]) -> None:
        super().__init__()
        self._make = make
        self._letters = 0

    def __missing__(self, key: str) -> Value:
        """Work out the value and keep it."""
        self._letters += len(key)
        if len(self) >= MOST or self._letters > MOST_LETTERS:
            self.clear()
            self._letters = len(key)
        value = self[key] = self._make(key)
        return value
