"""Meanings, remembered: a fleet repeats the same texts thousands of times."""

from collections.abc import Callable, Hashable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

MOST = 50_000
"""Entries after which a memory starts over, so that a process does not grow for ever."""


class Memory(dict[Key, Value]):
    """A dictionary that works out what it lacks."""

    def __init__(self, make: Callable[[Key], Value]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Key) -> Value:
        """Work out the value and keep it."""
        if len(self) >= MOST:
            self.clear()
        value = self[key] = self._make(key)
        return value
