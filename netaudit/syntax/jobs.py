"""The same work on many sources: in chunks, on several processes, results in source order.

Chunks are cut by bytes, not by files, so that a few large configs do not leave the other
processes idle. What a chunk yields depends on the chunk alone: any number of processes gives
the same results.
"""

import signal
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from netaudit.errors import InputError
from netaudit.syntax.source import STDIN

WORTH_A_PROCESS = 2_000_000
"""Bytes below which starting processes costs more than it saves."""
SMALLEST_CHUNK = 250_000
LARGEST_CHUNK = 4_000_000
CHUNKS_A_JOB = 8
"""So many chunks for each process even out configs that are slower than others."""

Chunk = tuple[str, ...]
Result = TypeVar("Result")


class Wire(NamedTuple):
    """How results travel from another process: as bytes, cheaper than pickled records."""

    pack: Callable[[Any], bytes]
    unpack: Callable[[bytes], Any]


def spread(
    work: Callable[[Chunk], Result], sources: Sequence[str], jobs: int, wire: Wire
) -> Iterator[tuple[Chunk, Result]]:
    """Yield each chunk of the sources with what ``work`` made of it; it must be picklable.

    Standard input can be read by this process only, so sources that name it are not spread.

    Raises:
        InputError: a process was killed, most likely for want of memory.
    """
    sizes = [_size(source) for source in sources]
    total = sum(sizes)
    chunks = _cut(sources, sizes, min(max(total // (jobs * CHUNKS_A_JOB), SMALLEST_CHUNK), LARGEST_CHUNK))
    if jobs > 1 and total >= WORTH_A_PROCESS and STDIN not in sources:
        packed = _in_processes(partial(_packed, work, wire.pack), chunks, min(jobs, len(chunks)))
        yield from zip(chunks, map(wire.unpack, packed), strict=True)
    else:
        yield from ((chunk, work(chunk)) for chunk in chunks)


def _size(source: str) -> int:
    """Bytes of a source; 0 where it can not be told, the reader will say why."""
    try:
        return Path(source).stat().st_size
    except (OSError, ValueError):
        return 0


def _cut(sources: Sequence[str], sizes: Sequence[int], target: int) -> list[Chunk]:
    """Cut the sources, in order, into runs of about the target size in bytes."""
    chunks: list[list[str]] = []
    filled = target
    for source, size in zip(sources, sizes, strict=True):
        if filled >= target:
            chunks.append([])
            filled = 0
        chunks[-1].append(source)
        filled += size
    return [tuple(chunk) for chunk in chunks]


def _packed(work: Callable[[Chunk], Any], pack: Callable[[Any], bytes], chunk: Chunk) -> bytes:
    """A result ready to travel."""
    return pack(work(chunk))


_WORK: ContextVar[Callable[[Chunk], Any]] = ContextVar("work")
"""What a worker process does with each chunk: sent once, for a baseline in it may be large."""


def _in_processes(work: Callable[[Chunk], Result], chunks: Sequence[Chunk], jobs: int) -> Iterator[Result]:
    """What the work makes of each chunk, in the order of the chunks."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(work,))
    try:
        yield from pool.map(_continue, chunks)
    except BrokenProcessPool as error:
        raise InputError("a worker process was killed (memory?); try again with fewer --jobs") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(work: Callable[[Chunk], Any]) -> None:
    """Prepare a worker; on Ctrl-C it is the parent that ends and reports."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _WORK.set(work)


def _continue(chunk: Chunk) -> Any:  # noqa: ANN401 - whatever the work returns
    """Do one chunk in a worker."""
    return _WORK.get()(chunk)
