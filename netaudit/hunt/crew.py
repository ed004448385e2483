"""Processes that read slices, one for each core."""

import multiprocessing
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Final, NamedTuple

from netaudit.hunt.kit import Kit
from netaudit.hunt.ledger import Task
from netaudit.hunt.scan import scan
from netaudit.hunt.scanner import Part

if TYPE_CHECKING:
    from netaudit.hunt.intake.slices import Slice

KILLED: Final = "the process that read it was killed (memory?); try again with fewer --jobs"
LOOK: Final = 0.1
"""Seconds after which the parent looks whether the user has had enough."""
TOLD: Final = 0.1
"""Seconds after which a worker tells again how much it read: as often as anybody looks at a progress bar."""

Message = int | bytes | Part
"""Bytes taken from disk; packed hits; the end of a slice."""


class Worker(NamedTuple):
    """A process, seen from the parent."""

    process: BaseProcess
    pipe: "Connection[Slice | None, Message]"


class Crew:
    """Workers, and what they are at."""

    def __init__(self, workers: list[Worker]) -> None:
        self.idle = workers
        self._all = tuple(workers)
        self._busy: dict[Connection[Slice | None, Message], tuple[Worker, Task]] = {}
        self._stopped = False

    @property
    def manned(self) -> bool:
        """Whether anybody is there to read: processes may have been killed."""
        return bool(self.idle or self._busy)

    @property
    def busy(self) -> bool:
        """Whether anything is still to come."""
        return bool(self._busy)

    def give(self, task: Task) -> None:
        """Have an idle worker read a slice."""
        worker = self.idle.pop()
        self._busy[worker.pipe] = worker, task
        with suppress(OSError):  # it was killed, as will be heard
            worker.pipe.send(task.piece)

    def hear(self) -> Iterator[tuple[Task, Message]]:
        """What workers have to tell; nothing if they are silent for a moment."""
        for pipe in wait(list(self._busy), LOOK):
            worker, task = self._busy[pipe]  # type: ignore[index] # only these were waited for
            message = _received(worker)
            if message is None or isinstance(message, Part):
                del self._busy[worker.pipe]
            if isinstance(message, Part) and not self._stopped:
                self.idle.append(worker)
            yield task, Part(problem=KILLED) if message is None else message

    def stop(self) -> None:
        """Have all of them end after the block that they are at."""
        if not self._stopped:
            self._stopped = True
            self._dismiss()

    def close(self) -> None:
        """Let idle workers go, and end the others."""
        for worker, _ in self._busy.values():
            worker.process.terminate()
        self._dismiss()
        for worker in self._all:
            worker.process.join()
            worker.pipe.close()

    def _dismiss(self) -> None:
        """Tell all workers that there is no more to do."""
        for worker in (*self.idle, *(worker for worker, _ in self._busy.values())):
            with suppress(OSError):
                worker.pipe.send(None)
        self.idle = []


def _received(worker: Worker) -> Message | None:
    """The next message; None from a process that is no more."""
    try:
        return worker.pipe.recv()
    except (EOFError, OSError):
        return None


@contextmanager
def crew(kit: Kit, jobs: int) -> Iterator[Crew]:
    """Start so many workers, and end them."""
    workers = Crew([_started(kit) for _ in range(jobs)])
    try:
        yield workers
    finally:
        workers.close()


def _started(kit: Kit) -> Worker:
    """A new process; where it is forked it has what is compiled already."""
    mine, its = multiprocessing.Pipe()
    process = multiprocessing.Process(target=work, args=(kit, its), daemon=True)
    process.start()
    its.close()
    return Worker(process, mine)


def work(kit: Kit, pipe: "Connection[Message, Slice | None]") -> None:
    """Read the slices that come, until there are no more; Ctrl-C is the parent's to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    gone = [parent.sentinel] if parent else []
    while pipe in wait([pipe, *gone]):
        piece = pipe.recv()
        if piece is None:
            return
        tell = _Teller(pipe)
        # Anything that comes while a slice is read says that it is enough.
        part = scan(kit, piece, tell, pipe.poll)
        tell.all()
        pipe.send(part)


class _Teller:
    """Tells the parent of hits at once, and of bytes read now and then."""

    def __init__(self, pipe: "Connection[Message, Slice | None]") -> None:
        self._pipe = pipe
        self._read, self._told = 0, time.monotonic()

    def __call__(self, message: int | bytes) -> None:
        """Tell."""
        if isinstance(message, bytes):
            self._pipe.send(message)
            return
        self._read += message
        if time.monotonic() - self._told >= TOLD:
            self.all()

    def all(self) -> None:
        """Tell of what is left."""
        self._pipe.send(self._read)
        self._read, self._told = 0, time.monotonic()
