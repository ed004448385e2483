"""A slice of a log, read once."""

import gzip
import sys
from hashlib import sha256
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from netaudit.hunt.intake.slices import Slice
from netaudit.hunt.kit import Kit
from netaudit.hunt.scan import UNKNOWN, scan
from netaudit.hunt.scanner import CUT, NO_TIME, Part
from netaudit.hunt.sightings.sums import Sum
from netaudit.hunt.sigma.load import shipped
from netaudit.hunt.terms import Terms
from netaudit.model import Sighting

FIELDS = b"#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status\n"
OTHER = b"#Fields: date time cs-method cs-uri-stem cs-uri-query sc-status c-ip\n"
QUIET = b"2001-08-05 00:00:01 192.0.2.1 GET /index.html - 200\n"
WORM = b"2001-08-05 00:00:07 192.0.2.66 GET /scripts/root.exe /c+dir 404\n"
OTHER_WORM = b"2001-08-05 00:00:09 GET /scripts/root.exe /c+dir 404 192.0.2.77\n"


@pytest.fixture(scope="module")
def kit() -> Kit:
    """With the shipped rules."""
    return Kit(Terms(signatures=shipped()))


def scanned(kit: Kit, piece: Slice) -> tuple[Part, list[Sighting], int]:
    """What came of a slice: the part, who was seen, and the bytes taken."""
    packs: list[bytes] = []
    taken = [0]

    def tell(message: int | bytes) -> None:
        if isinstance(message, bytes):
            packs.append(message)
        else:
            taken[0] += message

    part = scan(kit, piece, tell, lambda: False)
    hits = Sum(kit.terms)
    for packed in packs:
        hits.absorb(packed, piece.source, 0)
    return part, list(hits.sightings()), taken[0]


def log(tmp_path: Path, data: bytes, name: str = "ex.log") -> Slice:
    """A log on disk, as a whole."""
    path = tmp_path / name
    path.write_bytes(data)
    return Slice(str(path))


def seen(sightings: list[Sighting]) -> list[tuple[str, list[int]]]:
    """Addresses and the numbers of their lines, sorted."""
    return sorted((each.address, sorted({line.line for line in each.evidence})) for each in sightings)


def test_candidates_are_read_and_others_only_counted(kit: Kit, tmp_path: Path) -> None:
    """Of five lines the directive and the probe are candidates; the probe is line 4."""
    data = FIELDS + QUIET * 2 + WORM + QUIET
    part, sightings, taken = scanned(kit, log(tmp_path, data))
    assert (part.format, part.lines, part.candidates, part.problem) == ("iis-w3c", 5, 2, "")
    assert seen(sightings) == [("192.0.2.66", [4])]
    assert taken == len(data)


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_the_last_line_counts_however_it_ends(kit: Kit, tmp_path: Path, end: bytes) -> None:
    """With and without a line end, and as Windows writes it."""
    part, sightings, _ = scanned(kit, log(tmp_path, FIELDS + QUIET + WORM.strip() + end))
    assert part.lines == 3
    assert seen(sightings) == [("192.0.2.66", [3])]
    assert sightings[0].evidence[0].sha256 == sha256(WORM.strip()).hexdigest()


def test_a_carriage_return_before_the_line_end_is_of_the_line(kit: Kit, tmp_path: Path) -> None:
    """Of CR CR LF two bytes are the line ending, so that the hash can be checked by hand."""
    _, sightings, _ = scanned(kit, log(tmp_path, FIELDS + WORM.strip() + b"\r\r\n"))
    assert sightings[0].evidence[0].sha256 == sha256(WORM.strip() + b"\r").hexdigest()


def test_columns_change_within_a_log(kit: Kit, tmp_path: Path) -> None:
    """Each line is read by the directive before it."""
    part, sightings, _ = scanned(kit, log(tmp_path, FIELDS + WORM + OTHER + OTHER_WORM + FIELDS + WORM))
    assert seen(sightings) == [("192.0.2.66", [2, 6]), ("192.0.2.77", [4])]
    assert part.skipped == ()
    assert part.layout.columns[2] == "c-ip"


def test_a_mark_in_a_url_hides_nothing(kit: Kit, tmp_path: Path) -> None:
    """An attacker who asks for ``#Fields:`` is read and judged all the same."""
    worm = WORM.replace(b"/c+dir", b"/c+dir#Fields:+x")
    _, sightings, _ = scanned(kit, log(tmp_path, FIELDS + worm + WORM))
    assert seen(sightings) == [("192.0.2.66", [2, 3])]


def test_dates_roll_over_midnight_where_only_times_are_logged(kit: Kit, tmp_path: Path) -> None:
    """Every line is followed, so that the probe behind midnight is of the next day."""
    head = b"#Date: 2001-08-05 23:00:00\n#Fields: time c-ip cs-method cs-uri-stem sc-status\n"
    quiet = b"23:59:58 192.0.2.1 GET /a 200\n00:00:02 192.0.2.1 GET /b 200\n"
    worm = b"00:00:07 192.0.2.66 GET /scripts/root.exe 404\n"
    _, sightings, _ = scanned(kit, log(tmp_path, head + quiet + worm))
    assert [each.first_seen for each in sightings] == ["2001-08-06T00:00:07Z"]


def test_a_line_longer_than_the_buffer_is_told(kit: Kit, tmp_path: Path) -> None:
    """Ten megabytes in one line: counted as skipped, once; lines behind it keep their numbers."""
    huge = WORM.replace(b"/c+dir", b"/c+dir" + b"A" * 10_000_000)
    part, _, _ = scanned(kit, log(tmp_path, FIELDS + huge + WORM))
    assert part.lines == 3
    assert dict(part.skipped) == {CUT: 1}
    _, sightings, _ = scanned(kit, log(tmp_path, FIELDS + huge + WORM))
    assert seen(sightings)[0][1][-1] == 3


def test_a_packed_log_tells_the_same(kit: Kit, tmp_path: Path) -> None:
    """Line numbers are those of the text; bytes are those on disk."""
    data = FIELDS + QUIET * 5000 + WORM
    plain, packed = log(tmp_path, data), log(tmp_path, gzip.compress(data), "ex.log.gz")
    one, sightings, _ = scanned(kit, plain)
    other, found, taken = scanned(kit, packed)
    assert one == other
    assert seen(sightings) == seen(found) == [("192.0.2.66", [5002])]
    assert taken == len(gzip.compress(data))


def test_a_cut_packed_log_tells_what_came_before(kit: Kit, tmp_path: Path) -> None:
    """Hits before the cut are kept, and the cut is a problem."""
    packed = gzip.compress(FIELDS + WORM + QUIET * 5000)[:-20]
    part, sightings, _ = scanned(kit, log(tmp_path, packed))
    assert seen(sightings) == [("192.0.2.66", [2])]
    assert "truncated" in part.problem


def test_standard_input_is_read(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packed or not, told by its first bytes."""
    for data in (FIELDS + WORM, gzip.compress(FIELDS + WORM)):
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data)))
        part, sightings, _ = scanned(kit, Slice("-"))
        assert part.lines == 2
        assert seen(sightings) == [("192.0.2.66", [2])]


def test_an_unknown_log_is_told(kit: Kit, tmp_path: Path) -> None:
    """Nothing is guessed; an empty log is nothing to complain of."""
    assert scanned(kit, log(tmp_path, b"hello\nworld\n"))[0].problem == UNKNOWN
    assert scanned(kit, log(tmp_path, b""))[0] == Part()
    assert "no such file" in scanned(kit, Slice(str(tmp_path / "nowhere")))[0].problem
    assert "folder" in scanned(kit, Slice(str(tmp_path)))[0].problem


def test_the_user_names_the_format(tmp_path: Path) -> None:
    """It overrules what the lines look like; that no line fits is told."""
    kit = Kit(Terms(signatures=shipped(), log_format="ncsa"))
    part, _, _ = scanned(kit, log(tmp_path, FIELDS + QUIET))
    assert part.format == "ncsa"
    assert "--log-format" in part.problem


def test_only_lines_of_the_time_asked_for_count(tmp_path: Path) -> None:
    """Since is inclusive, until is not."""
    at = 996969607.0  # 2001-08-05 00:00:07
    for since, until, expected in ((at, None, 1), (at + 1, None, 0), (None, at, 0), (at, at + 1, 1)):
        kit = Kit(Terms(signatures=shipped(), since=since, until=until))
        _, sightings, _ = scanned(kit, log(tmp_path, FIELDS + WORM))
        assert len(sightings) == expected
    timeless = b"#Fields: c-ip cs-method cs-uri-stem sc-status\n192.0.2.66 GET /scripts/root.exe 404\n"
    part, sightings, _ = scanned(Kit(Terms(signatures=shipped(), since=at)), log(tmp_path, timeless))
    assert (dict(part.skipped), sightings) == ({NO_TIME: 1}, [])


def test_a_scan_stops_when_it_is_told(kit: Kit, tmp_path: Path) -> None:
    """After the block that it is at; what was found is told."""
    packs: list[int | bytes] = []
    piece = log(tmp_path, FIELDS + WORM + QUIET * 50_000)
    part = scan(kit, piece, packs.append, lambda: True)
    assert part.stopped
    assert 2 < part.lines < 50_000
    assert any(isinstance(each, bytes) and b"192.0.2.66" in each for each in packs)
