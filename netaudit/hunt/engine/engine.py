"""What finds candidate lines, whichever library does it."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

Spans = list[tuple[int, int]]
"""Start and end of lines in a buffer, without the ``\n``."""


class Search(Protocol):
    """Literals compiled for one process. Not shared between threads."""

    def __call__(self, buffer: bytearray, end: int) -> Iterable[tuple[int, int]]:
        r"""Lines of ``buffer[:end]`` that hold one of the literals, upper and lower case alike.

        ``end`` is just behind a ``\n``, or behind the last line of a file without one. Gives start and
        end of each line (without the ``\n``), in order, each once.
        """


class Engine(NamedTuple):
    """A library that can do it."""

    name: str
    compile: Callable[[tuple[bytes, ...]], Search]
    """Raises NetauditError subclasses only."""
