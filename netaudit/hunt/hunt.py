"""All logs of a hunt, on one process or several, with the same result."""

import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain
from types import FrameType
from typing import TYPE_CHECKING, Final, NamedTuple

from netaudit.errors import InputError
from netaudit.hunt.found import Found
from netaudit.hunt.intake.blocks import blocks
from netaudit.hunt.intake.slices import SIZE, Slice, cuts, reading, size_of
from netaudit.hunt.kit import Kit
from netaudit.hunt.ledger import Log, Task
from netaudit.hunt.scan import again, begun, head, scan
from netaudit.hunt.scanner import Part
from netaudit.hunt.sightings.sums import Sum
from netaudit.hunt.terms import Terms
from netaudit.syntax.source import STDIN

if TYPE_CHECKING:
    from netaudit.hunt.crew import Crew, Message

WORTH_A_PROCESS: Final = 16 * 1024 * 1024
"""Bytes on disk for which starting a process takes less than it saves."""

Advance = Callable[[int], None]
Stop = Callable[[], bool]


def hunt(sources: Sequence[str], terms: Terms, jobs: int, advance: Advance) -> Found:
    """Read all logs; ``advance`` is told of bytes taken from disk, as they are.

    Ctrl-C ends it early with what was found so far; a second one at once.

    Raises:
        UsageError: no engine to search with works here.
    """
    kit = Kit(terms)
    hits = Sum(terms)
    logs = [Log(planned(kit, source), hits, partial(again, kit)) for source in sources]
    tasks = [
        Task(at, number, piece) for at, log in enumerate(logs) for number, piece in enumerate(log.pieces)
    ]
    with interruptible() as stop:
        _read(_Run(kit, logs, advance, stop), tasks, _processes(sources, jobs, len(tasks)))
    return Found(
        sum=hits,
        sources=tuple(log.found() for log in logs if log.begun),
        problems=tuple(problem for log in logs for problem in log.problems()),
        partial=not all(log.through for log in logs),
        engine=kit.engine.name,
    )


def planned(kit: Kit, source: str) -> list[Slice]:
    """A log, in slices if it is large, plain, and of a format that allows it."""
    size = size_of(source)
    whole = Slice(source)
    if size <= SIZE:
        return [whole]
    try:
        with reading(whole) as text:
            if text.opened.whole or (first := next(blocks(text.opened.stream, kit.buffers), None)) is None:
                return [whole]
            known, problem = begun(head(first), kit.terms.log_format)
        if problem or known is None or not known[0].splits:
            return [whole]
        kit.tools(known[0].name)
        return [Slice(source, start, end, known[0].name, known[1]) for start, end in cuts(source, size)]
    except InputError:
        return [whole]


def _processes(sources: Sequence[str], jobs: int, tasks: int) -> int:
    """How many are worth it."""
    return min(jobs, tasks, sum(map(size_of, sources)) // WORTH_A_PROCESS)


def _read(run: "_Run", tasks: Sequence[Task], processes: int) -> None:
    """Read all slices."""
    if processes < 2:  # noqa: PLR2004 - this process is the first one
        run.alone(tasks)
        return
    from netaudit.hunt.crew import crew

    with crew(run.kit, processes) as workers:
        run.alone([task for task in tasks if task.piece.source == STDIN])
        run.together(workers, [task for task in tasks if task.piece.source != STDIN])


class _Run(NamedTuple):
    """A hunt under way."""

    kit: Kit
    logs: Sequence[Log]
    advance: Advance
    stop: Stop

    def alone(self, tasks: Sequence[Task]) -> None:
        """Read slices one after the other."""
        for task in tasks:
            if self.stop():
                return
            likely = self._likely(task)
            part = scan(self.kit, likely.piece, partial(self._tell, likely), self.stop)
            self._hear(likely, part)

    def together(self, workers: "Crew", tasks: Sequence[Task]) -> None:
        """Read slices on several processes."""
        waiting = deque(tasks)
        while (waiting and workers.manned) or workers.busy:
            if self.stop():
                waiting.clear()
                workers.stop()
            while workers.idle and (task := self._due(waiting)):
                waiting.remove(task)
                workers.give(self._likely(task))
            for task, message in workers.hear():
                if (again := self._hear(task, message)) is not None:
                    waiting.appendleft(task._replace(number=again))

    def _due(self, waiting: Iterable[Task]) -> Task | None:
        """The slice to be read now: one whose layout is known, before one whose layout must be guessed."""
        known = (task for task in waiting if self.logs[task.log].awaits(task.number))
        guessed = (task for task in waiting if self.logs[task.log].may_read(task.number))
        return next(chain(known, guessed), None)

    def _likely(self, task: Task) -> Task:
        """With the layout that the slice most likely begins with."""
        return task._replace(piece=self.logs[task.log].piece(task.number))

    def _tell(self, task: Task, message: int | bytes) -> None:
        """Take what a slice comes to while it is read."""
        self._hear(task, message)

    def _hear(self, task: Task, message: "Message") -> int | None:
        """Take what a slice came to; gives the number of a slice of the same log to be read again."""
        log = self.logs[task.log]
        match message:
            case int():
                self.advance(message)
            case bytes():
                log.hit(task.number, task.piece, message)
            case Part():
                return log.done(task.number, task.piece, message)
        return None


@contextmanager
def interruptible() -> Iterator[Stop]:
    """Gives what tells whether Ctrl-C was pressed; pressed twice it ends the program as ever.

    In other threads than the main one signals are not heard.
    """
    pressed = threading.Event()

    def hear(_signal: int, _frame: FrameType | None) -> None:
        if pressed.is_set():
            raise KeyboardInterrupt
        pressed.set()

    if threading.current_thread() is not threading.main_thread():
        yield pressed.is_set
        return
    before = signal.signal(signal.SIGINT, hear)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)
