"""Reading ahead of the search, in a thread: what unpacks lets other threads run, as does what searches."""

from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor

from netaudit.hunt.intake.blocks import BUFFERS, Block


def ahead(parts: Iterator[Block]) -> Generator[Block]:
    """The same blocks, which have ``BUFFERS`` buffers: while one is searched the next ones are made."""
    with ThreadPoolExecutor(1) as thread:
        coming = deque(thread.submit(next, parts, None) for _ in range(BUFFERS - 1))
        while block := coming.popleft().result():
            yield block
            coming.append(thread.submit(next, parts, None))
