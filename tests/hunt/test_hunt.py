"""All logs of a hunt, in slices, on one process or several: always the same result."""

import multiprocessing
import os
import pickle
import re
import signal
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netaudit.hunt import crew as crews
from netaudit.hunt import hunt as hunting
from netaudit.hunt.crew import KILLED, crew
from netaudit.hunt.formats.detect import FORMATS
from netaudit.hunt.formats.format import Layout
from netaudit.hunt.found import Found
from netaudit.hunt.hunt import hunt, interruptible, planned
from netaudit.hunt.intake import slices
from netaudit.hunt.intake.slices import Slice, cuts
from netaudit.hunt.kit import Kit
from netaudit.hunt.ledger import Log, Task
from netaudit.hunt.scan import again, scan
from netaudit.hunt.scanner import Part
from netaudit.hunt.sightings.sums import Sum
from netaudit.hunt.sigma.load import shipped
from netaudit.hunt.sigma.signature import Signatures
from netaudit.hunt.terms import Terms
from netaudit.model import LogSource, Sighting

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

RULES = tuple(rule for rule in shipped().signatures if rule.name.startswith("root-exe"))
TERMS = Terms(signatures=Signatures(signatures=RULES))
FIELDS = b"#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status\n"
OTHER = b"#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query sc-status c-ip\n"
TIMES = b"#Date: 2001-08-05 00:00:00\n#Fields: time c-ip cs-method cs-uri-stem cs-uri-query sc-status\n"
QUIET = b"2001-08-05 00:00:01 192.0.2.1 GET /index.html - 200\n"
WORM = b"2001-08-05 00:00:07 192.0.2.66 GET /scripts/root.exe /c+dir 404\n"
OTHER_WORM = b"2001-08-05 00:00:09 10.0.0.5 GET /scripts/root.exe /c+dir 404 192.0.2.77\n"
TIMES_WORM = b"00:00:11 192.0.2.88 GET /scripts/root.exe /c+dir 404\n"
LATE = b"23:40:00 192.0.2.1 GET /index.html - 200\n"
EARLY = b"00:04:00 192.0.2.1 GET /index.html - 200\n"
NIGHTS = TIMES + (LATE * 4 + EARLY * 4) * 3 + TIMES_WORM
BODY = st.lists(
    st.sampled_from([QUIET, WORM, FIELDS + WORM, OTHER + OTHER_WORM, TIMES + TIMES_WORM * 2, NIGHTS, FIELDS])
)

LINES = {
    "quiet": b"TIME 192.0.2.1 GET /index.html - 200\n",
    "many": b"TIME 192.0.2.1 GET /index.html - 200\n" * 9,
    "worm": b"TIME 192.0.2.88 GET /scripts/root.exe /c+dir 404\n",
    "other worm": b"TIME 192.0.2.99 GET /scripts/root.exe /c+dir 200\n",
    "no time": b"- - GET /index.html - 200\n",
    "blank": b"\n",
    "date": b"#Date: 2001-09-18 TIME\n",
    "no date": b"#Date: TIME\n",
    "times": b"#Fields: time c-ip cs-method cs-uri-stem cs-uri-query sc-status\n",
    "dated": FIELDS + WORM,
    "client first": b"#Fields: c-ip time cs-method cs-uri-stem sc-status\n192.0.2.7 TIME GET /root.exe 404\n",
}
LINES["zeros"] = b"\0" * 30 + LINES["quiet"]
KINDS = st.sampled_from(sorted(LINES))
SECOND = re.compile(rb"(?<=[ \n\0])(time|\d\d:\d\d:\d\d) ([a-z0-9][^ ]+)")
"""The column of the time, and the next one."""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Slices of 300 bytes, and a process for every 500."""
    monkeypatch.setattr(slices, "SIZE", 300)
    monkeypatch.setattr(hunting, "SIZE", 300)
    monkeypatch.setattr(hunting, "WORTH_A_PROCESS", 500)
    return monkeypatch


def ignore(_told: object) -> None:
    """Show no progress."""


def told(found: Found) -> tuple[list[Sighting], tuple[LogSource, ...], list[str], bool]:
    """All that a report is made of."""
    return (
        list(found.sum.sightings()),
        found.sources,
        [each.message for each in found.problems],
        found.partial,
    )


@given(body=BODY)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_slices_tell_what_the_whole_tells(
    body: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever columns change, also to times without a date, lines are read and numbered as in one go."""
    path = tmp_path / "ex.log"
    path.write_bytes(FIELDS + b"".join(body))
    whole = told(hunt([str(path)], TERMS, 1, ignore))
    with monkeypatch.context() as patch:
        patch.setattr(slices, "SIZE", 100)
        patch.setattr(hunting, "SIZE", 100)
        assert told(hunt([str(path)], TERMS, 1, ignore)) == whole


@given(body=BODY, order=st.randoms(use_true_random=False), size=st.sampled_from([100, 1200]))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_slices_read_in_any_order_with_guessed_columns_tell_the_same(
    body: list[bytes], order: Random, size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All are read as if nothing changed after the head of the log; what was wrong is judged again."""
    path = tmp_path / "ex.log"
    path.write_bytes(FIELDS + b"".join(body))
    whole = hunt([str(path)], TERMS, 1, ignore)
    monkeypatch.setattr(slices, "SIZE", size)
    monkeypatch.setattr(hunting, "SIZE", size)
    log, total = put_together(path, order.sample)
    assert log.found() == whole.sources[0]
    assert list(total.sightings()) == list(whole.sum.sightings())


@given(
    steps=st.lists(
        st.tuples(st.sampled_from([0, 1, 4, 5, 30, 700, -1, -5, -6, -10, -30]), KINDS), max_size=60
    ),
    order=st.randoms(use_true_random=False),
    size=st.sampled_from([100, 400]),
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_times_without_dates_may_be_read_in_any_order(
    steps: list[tuple[int, str]], order: Random, size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nights pass, lines are late, some say no time, the columns change: the dates are those of one go."""
    path = tmp_path / "ex.log"
    path.write_bytes(TIMES + b"".join(clocked(steps)))
    whole = hunt([str(path)], TERMS, 1, ignore)
    monkeypatch.setattr(slices, "SIZE", size)
    monkeypatch.setattr(hunting, "SIZE", size)
    log, total = put_together(path, order.sample)
    assert log.found() == whole.sources[0]
    assert list(total.sightings()) == list(whole.sum.sightings())


def test_a_late_line_behind_one_without_time_is_of_the_day_that_the_slice_before_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten minutes back is the next day, five are not, and neither is told from the head of the log."""
    before = TIMES + b"00:10:00 192.0.2.1 GET /index.html - 200\n" * 9
    behind = b"- - - - -\n00:00:00 192.0.2.1 GET / - 200\n00:05:00 192.0.2.1 GET / - 200\n" + TIMES_WORM
    assert last_seen(before, behind, tmp_path, monkeypatch) == "2001-08-06T00:00:11Z"


def test_nights_before_a_date_is_known_count_once_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second slice is read as if nobody knew the date, which stands in the first one."""
    before = TIMES.partition(b"\n")[2] + LATE * 20 + b"#Date: 2001-08-05 22:00:00\n"
    behind = (LATE + EARLY) * 3 + TIMES_WORM + b"#Date: 2001-09-18 00:00:00\n"
    assert last_seen(before, behind, tmp_path, monkeypatch) == "2001-08-08T00:00:11Z"


def last_seen(before: bytes, behind: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str | None:
    """When the only address was seen last in two slices, of which the second is read first."""
    path = tmp_path / "ex.log"
    path.write_bytes(before + behind)
    monkeypatch.setattr(slices, "SIZE", len(before))
    monkeypatch.setattr(hunting, "SIZE", len(before))
    log, total = put_together(path, lambda numbers, _count: list(reversed(numbers)))
    assert len(log.pieces) == 2
    [found] = total.sightings()
    return found.last_seen


@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from([0, 1, 4, 5, 6, 700, -1, -5, -6, -10]),
            st.sampled_from(["quiet", "no time", "zeros"]),
        ),
        min_size=20,
        max_size=60,
    ),
    second=st.booleans(),
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lines_that_are_passed_over_turn_the_date_as_if_each_was_looked_at(
    steps: list[tuple[int, str]], second: bool, tmp_path: Path
) -> None:
    """The layout at the end is that which all lines come to one by one, also where the time stands second."""
    path = tmp_path / "ex.log"
    log = TIMES + b"".join(clocked(steps))
    path.write_bytes(SECOND.sub(rb"\2 \1", log) if second else log)
    kind = FORMATS["iis-w3c"]
    layout = Layout()
    for line in path.read_bytes().splitlines():
        layout = kind.turn(layout, line)
    assert scan(Kit(TERMS), Slice(str(path)), ignore, lambda: False).layout == layout


def clocked(steps: list[tuple[int, str]]) -> Iterator[bytes]:
    """Lines, each so many minutes behind the one before."""
    now = 0
    for minutes, kind in steps:
        now = (now + minutes) % 1440
        yield LINES[kind].replace(b"TIME", b"%02d:%02d:09" % divmod(now, 60))


def test_dates_that_hang_on_all_lines_of_a_slice_are_not_judged_by_candidates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slice with wrong columns at its start, in which three nights pass without a candidate."""
    path = tmp_path / "ex.log"
    path.write_bytes(FIELDS + OTHER + QUIET * 22 + OTHER_WORM + NIGHTS + QUIET * 20)
    monkeypatch.setattr(slices, "SIZE", 1250)
    monkeypatch.setattr(hunting, "SIZE", 1250)
    _, total = put_together(path, lambda numbers, _count: list(reversed(numbers)))
    last = {each.address: each.last_seen for each in total.sightings()}
    assert last == {"192.0.2.77": "2001-08-05T00:00:09Z", "192.0.2.88": "2001-08-08T00:00:11Z"}


def put_together(path: Path, order: Callable[[range, int], list[int]]) -> tuple[Log, Sum]:
    """Read all slices in some order with the columns at the head of the log; wrong ones again."""
    kit, total = Kit(TERMS), Sum(TERMS)
    log = Log(planned(kit, str(path)), total, partial(again, kit))
    for number in order(range(len(log.pieces)), len(log.pieces)):
        wrong: int | None = number
        piece = log.piece(number)
        while wrong is not None:
            packs: list[bytes] = []
            part = scan(kit, piece, partial(note, packs), lambda: False)
            for pack in packs:
                log.hit(wrong, piece, pack)
            wrong = log.done(wrong, piece, part)
            piece = piece if wrong is None else log.piece(wrong)
    return log, total


def note(packs: list[bytes], told: int | bytes) -> None:
    """Keep packed hits."""
    if isinstance(told, bytes):
        packs.append(told)


@pytest.mark.usefixtures("small")
def test_a_slice_whose_columns_were_guessed_wrong_is_not_read_from_disk_again(tmp_path: Path) -> None:
    """What was kept of it is judged again, so progress is told of every byte once."""
    path = tmp_path / "ex.log"
    path.write_bytes(FIELDS + QUIET * 3 + OTHER + OTHER_WORM * 100)
    moves: list[int] = []
    found = hunt([str(path)], TERMS, 3, moves.append)
    assert [each.count for each in found.sum.sightings()] == [100]
    assert sum(moves) == path.stat().st_size


@pytest.mark.parametrize("at", [0, 3, 7, 12, 19])
@pytest.mark.usefixtures("small")
def test_any_number_of_processes_tells_the_same(tmp_path: Path, at: int) -> None:
    """Also where slices were read with columns that had changed in the meantime, and must be read again."""
    body = [QUIET * 3 + WORM] * 20
    body[at] += OTHER + (OTHER_WORM + QUIET) * 10
    (tmp_path / "a.log").write_bytes(FIELDS + b"".join(body[: at + 1]) + OTHER_WORM * 40)
    (tmp_path / "b.log").write_bytes(FIELDS + b"".join(body))
    (tmp_path / "c.log").write_bytes(b"no log\n")
    paths = [str(tmp_path / name) for name in ("a.log", "b.log", "c.log", "nowhere.log")]
    one = told(hunt(paths, TERMS, 1, ignore))
    assert told(hunt(paths, TERMS, 2, ignore)) == one
    assert told(hunt(paths, TERMS, 5, ignore)) == one
    assert [source.path for source in one[1]] == paths
    assert len(one[2]) == 2


@pytest.mark.usefixtures("small")
def test_slices_begin_and_end_with_lines(tmp_path: Path) -> None:
    """Together they are the file; a line longer than a slice stays whole."""
    data = FIELDS + QUIET * 9 + b"x" * 2000 + b"\n" + QUIET * 9 + b"end"
    path = tmp_path / "ex.log"
    path.write_bytes(data)
    found = cuts(str(path), len(data))
    assert [data[start:end] for start, end in found] != [data]
    assert b"".join(data[start:end] for start, end in found) == data
    assert all(data[end - 1 : end] == b"\n" for _, end in found[:-1])
    assert any(end - start >= 2000 for start, end in found)


@pytest.mark.usefixtures("small")
def test_what_can_not_be_cut_is_not(tmp_path: Path) -> None:
    """Packed logs, recoded ones, and what is no log."""
    import gzip

    kit = Kit(TERMS)
    for name, data in {
        "packed": gzip.compress(os.urandom(1000)),
        "unknown": b"hello\n" * 500,
        "wide": (FIELDS + QUIET * 50).decode().encode("utf-16"),
    }.items():
        (tmp_path / name).write_bytes(data)
        assert planned(kit, str(tmp_path / name)) == [Slice(str(tmp_path / name))]
    (tmp_path / "plain").write_bytes(FIELDS + QUIET * 50)
    assert len(planned(kit, str(tmp_path / "plain"))) > 5


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.usefixtures("small")
def test_progress_adds_up(tmp_path: Path, jobs: int) -> None:
    """Every byte on disk is told once."""
    path = tmp_path / "ex.log"
    path.write_bytes(FIELDS + QUIET * 100)
    moves: list[int] = []
    hunt([str(path)], TERMS, jobs, moves.append)
    assert sum(moves) == path.stat().st_size


@pytest.mark.parametrize("jobs", [1, 3])
def test_ctrl_c_gives_what_was_found_so_far(tmp_path: Path, small: pytest.MonkeyPatch, jobs: int) -> None:
    """The probe at the beginning is told, the rest is not read, and the result says that it is partial."""
    small.setattr(slices, "SIZE", 20_000)
    small.setattr(hunting, "SIZE", 20_000)
    path = tmp_path / "ex.log"
    path.write_bytes(FIELDS + WORM + QUIET * 100_000)

    def interrupt(_size: int) -> None:
        signal.raise_signal(signal.SIGINT)
        small.setattr(signal, "raise_signal", ignore)

    found = hunt([str(path)], TERMS, jobs, interrupt)
    assert found.partial
    assert found.sources[0].lines < 100_002
    assert [each.address for each in found.sum.sightings()] == ["192.0.2.66"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_second_ctrl_c_ends_it_at_once() -> None:
    """As ever."""
    with interruptible() as stop:
        assert not stop()
        signal.raise_signal(signal.SIGINT)
        assert stop()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_other_threads_hear_no_signals() -> None:
    """A hunt within a program that has threads works all the same."""
    heard: list[bool] = []

    def ask() -> None:
        with interruptible() as stop:
            heard.append(stop())

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert heard == [False]


def test_a_killed_worker_is_told(tmp_path: Path) -> None:
    """With what to do; also if it was killed before it had anything to do."""
    path = tmp_path / "ex.log"
    path.write_bytes(FIELDS + QUIET)
    with crew(Kit(TERMS), 1) as workers:
        [worker] = workers.idle
        os.kill(worker.process.pid or 0, signal.SIGKILL)
        worker.process.join()
        task = Task(0, 0, Slice(str(tmp_path)))
        workers.give(task)
        heard: list[tuple[Task, object]] = []
        while workers.busy:
            heard += workers.hear()
        assert heard == [(task, Part(problem=KILLED))]
        assert not workers.manned


@pytest.mark.parametrize("killed", [1, 2])
def test_what_was_found_before_workers_were_killed_is_told(
    tmp_path: Path, small: pytest.MonkeyPatch, killed: int
) -> None:
    """One log is lost with one process; with all of them what was not begun stays unread."""
    small.setattr(crews, "TOLD", 0)
    paths = [str(tmp_path / f"{name}.log") for name in "abcdef"]
    for number, path in enumerate(paths):
        Path(path).write_bytes(FIELDS + WORM.replace(b"192.0.2.66", b"192.0.2.%d" % number) + QUIET * 20_000)
    small.setattr(slices, "SIZE", 10_000_000)
    small.setattr(hunting, "SIZE", 10_000_000)
    doomed: list[BaseProcess] = []

    def kill(_size: int) -> None:
        if not doomed:
            doomed.extend(multiprocessing.active_children()[:killed])
            for process in doomed:
                process.kill()
                process.join()

    found = hunt(paths, TERMS, 2, kill)
    assert {problem.message for problem in found.problems} == {KILLED}
    assert len(found.problems) == killed
    assert found.partial == (killed == 2)
    assert len(found.sum.sightings()) >= (5 if killed == 1 else 0)


def test_workers_end_with_the_hunt(tmp_path: Path, small: pytest.MonkeyPatch) -> None:
    """None is left behind."""
    small.setattr(slices, "SIZE", 10_000)
    path = tmp_path / "ex.log"
    path.write_bytes(FIELDS + QUIET * 2000)
    hunt([str(path)], TERMS, 3, ignore)
    assert not multiprocessing.active_children()


def test_what_a_worker_needs_can_be_sent() -> None:
    """Where processes are not forked: the terms travel, everything else is made again."""
    kit = pickle.loads(pickle.dumps(Kit(TERMS)))  # noqa: S301 - our own
    assert kit.terms == TERMS
    assert kit.tools("ncsa").kind.name == "ncsa"


def test_spawned_workers_tell_the_same(tmp_path: Path, small: pytest.MonkeyPatch) -> None:
    """As on Windows and macOS."""
    path = tmp_path / "ex.log"
    path.write_bytes(FIELDS + (QUIET * 5 + WORM) * 20)
    one = told(hunt([str(path)], TERMS, 1, ignore))
    small.setattr("netaudit.hunt.crew.multiprocessing", multiprocessing.get_context("spawn"))
    assert told(hunt([str(path)], TERMS, 2, ignore)) == one
