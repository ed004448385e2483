"""Logs that are broken, cut, forged or none: a hunt ends with a report, and loses nothing that is whole."""

import gzip
import subprocess
import sys
import zlib
from pathlib import Path
from random import Random
from typing import Any

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netaudit.cli.hunt_arguments import LOG_FORMATS
from tests.hunt.damage import damaged
from tests.hunt.hunting import SAMPLES, addresses, evidence, hunted, unproved

NAMES = sorted(path.name for path in SAMPLES.iterdir() if path.suffix != ".md")
TEXTS = ("ex010805.log", "access.log", "asa.log", "ios-acl.log", "http.log", "eve.json", "nuclei.jsonl")
ENDS = {0, 1, 3}

quick = settings(
    deadline=None,
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


def hunt_bytes(folder: Path, data: bytes, *options: str) -> dict[str, Any]:
    """The report on one log, which must have come to an end as it should, with evidence that is true."""
    log = folder / "fuzzed.log"
    log.write_bytes(data)
    code, report = hunted([log], *options)
    assert code in ENDS
    return report


def only(report: dict[str, Any], log: Path) -> dict[str, Any]:
    """The report with the evidence of one log."""
    return {
        "sightings": [
            {**each, "evidence": [line for line in each["evidence"] if line["source"] == str(log)]}
            for each in report["sightings"]
        ]
    }


def shown(report: dict[str, Any]) -> set[tuple[str, int, str]]:
    """All evidence, to be compared."""
    return {(address, line["line"], line["sha256"]) for address, line in evidence(report)}


@quick
@given(data=st.binary(max_size=2000))
def test_any_bytes_end_with_a_report(tmp_path: Path, data: bytes) -> None:
    """Bytes that are no log are no error of the program."""
    report = hunt_bytes(tmp_path, data)
    assert not unproved(report, data) or data.startswith(
        (b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"BZh", b"\xfd7zXZ")
    )


@pytest.mark.parametrize("name", NAMES)
def test_damaged_log_ends_with_a_report_that_is_true(tmp_path: Path, name: str) -> None:
    """However a log is damaged, every line of evidence is in it, with the hash that is said."""
    chance = Random(name)  # noqa: S311 - a test must be the same each time
    whole = (SAMPLES / name).read_bytes()
    logs = [tmp_path / f"{number}.log" for number in range(20)]
    for log in logs:
        log.write_bytes(damaged(chance, whole))
    code, report = hunted(logs)
    assert code in ENDS
    for log in logs:
        assert not unproved(only(report, log), log.read_bytes())


@pytest.mark.parametrize("name", TEXTS)
def test_rubbish_behind_a_log_hides_nothing_in_it(tmp_path: Path, name: str) -> None:
    """What was found in a whole log is found when any bytes follow it."""
    whole = (SAMPLES / name).read_bytes()
    before = shown(hunt_bytes(tmp_path, whole))
    assert before or name == "ios-acl.log"
    rubbish = Random(name).randbytes(5000)  # noqa: S311 - a test must be the same each time
    assert before <= shown(hunt_bytes(tmp_path, whole + rubbish))


@pytest.mark.parametrize("kept", [0.02, 0.3, 0.7, 0.999])
def test_truncated_gzip_gives_what_stands_before_the_cut(tmp_path: Path, kept: float) -> None:
    """A gzip that ends too early is read as far as it goes, and said to be cut."""
    packed = gzip.compress((SAMPLES / "ex010805.log").read_bytes(), mtime=0)
    cut = packed[: int(len(packed) * kept)]
    plain = zlib.decompressobj(31).decompress(cut)
    report = hunt_bytes(tmp_path, cut)
    assert report["problems"]
    assert set(addresses(report)) >= set(addresses(hunt_bytes(tmp_path, plain[: plain.rfind(b"\n") + 1])))


@pytest.mark.parametrize("kept", [0.3, 0.999])
def test_truncated_zstd_ends_with_a_report(tmp_path: Path, kept: float) -> None:
    """A zstd file that ends too early is read as far as it goes."""
    packed = zstandard.compress((SAMPLES / "ex010805.log").read_bytes())
    log = tmp_path / "cut.zst"
    log.write_bytes(packed[: int(len(packed) * kept)])
    code, _ = hunted([log])
    assert code == 3


def test_damaged_compression_ends_with_a_report(tmp_path: Path) -> None:
    """A flipped byte anywhere in a compressed log is no traceback."""
    chance = Random(1)  # noqa: S311 - a test must be the same each time
    plain = (SAMPLES / "access.log").read_bytes()
    for number in range(40):
        data = bytearray((gzip.compress, zstandard.compress)[number % 2](plain))
        data[chance.randrange(4, len(data))] ^= 1 << chance.randrange(8)
        (tmp_path / f"{number}.log").write_bytes(data)
    code, report = hunted([tmp_path])
    assert code in ENDS
    assert report["problems"]


LYING = (
    "date time c-ip cs-method cs-uri-stem sc-status",
    "c-ip",
    "",
    "c-ip c-ip c-ip c-ip c-ip c-ip c-ip c-ip c-ip c-ip c-ip",
    "x" * 20_000,
    " ".join(f"f{n}" for n in range(5000)),
    "time date cs-uri-query cs-uri-stem cs-username s-ip s-port cs-method c-ip sc-status cs(User-Agent)",
)


@pytest.mark.parametrize("lie", LYING, ids=range(len(LYING)))
def test_lying_fields_invent_nobody(tmp_path: Path, lie: str) -> None:
    """Under a ``#Fields`` that is not true lines are skipped; nobody is blamed who is innocent."""
    whole = (SAMPLES / "ex010805.log").read_bytes()
    true = set(addresses(hunt_bytes(tmp_path, whole)))
    head, _, rest = whole.partition(b"#Fields: ")
    _, _, body = rest.partition(b"\r\n")
    report = hunt_bytes(tmp_path, head + b"#Fields: " + lie.encode() + b"\r\n" + body)
    assert set(addresses(report)) <= true


def test_a_hundred_thousand_fields_lines(tmp_path: Path) -> None:
    """A log of nothing but ``#Fields`` takes no longer than a log, and the line behind them is found."""
    fields = "date time c-ip cs-method cs-uri-stem cs-uri-query sc-status"
    turned = " ".join(reversed(fields.split()))
    row = f"2001-08-05 07:18:20 10.10.16.57 GET /default.ida {'X' * 224} 404\n"
    data = (f"#Fields: {fields}\n#Fields: {turned}\n" * 50_000 + f"#Fields: {fields}\n{row}").encode()
    (sighting,) = hunt_bytes(tmp_path, data)["sightings"]
    assert (sighting["address"], sighting["evidence"][0]["line"]) == ("10.10.16.57", 100_002)


WORM = (
    b'10.10.16.57 - - [05/Aug/2001:07:18:20 +0000] "GET /default.ida?' + b"X" * 224 + b' HTTP/1.0" 404 310\n'
)


@pytest.mark.parametrize("pad", [b"A", b"\0", b'"', b"%25", b"../", b"\xc0\xaf", b"/scripts/root.exe?"])
def test_line_of_ten_megabytes_hides_no_other(tmp_path: Path, pad: bytes) -> None:
    """A line of 10 MB is dealt with, and those before and behind it are found."""
    long = (
        b'10.10.16.58 - - [05/Aug/2001:07:18:21 +0000] "GET /' + pad * (10_000_000 // len(pad)) + b'" 200 1\n'
    )
    ordinary = b'10.10.16.1 - - [05/Aug/2001:07:18:19 +0000] "GET / HTTP/1.0" 200 310\n' * 20
    report = hunt_bytes(tmp_path, ordinary + WORM + long + WORM.replace(b".57", b".59"))
    assert {"10.10.16.57", "10.10.16.59"} <= set(addresses(report))
    assert {line["line"] for address, line in evidence(report) if address == "10.10.16.59"} == {23}


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_characters_end_with_a_report(tmp_path: Path, coding: str) -> None:
    """A log that an editor saved in UTF-16 is no traceback."""
    hunt_bytes(tmp_path, (SAMPLES / "access.log").read_bytes().decode("latin-1").encode(coding))


def test_lines_that_end_in_cr_alone_end_with_a_report(tmp_path: Path) -> None:
    """A log with the line ends of old Macs is no traceback."""
    hunt_bytes(tmp_path, (SAMPLES / "access.log").read_bytes().replace(b"\n", b"\r"))


@pytest.mark.parametrize("second", TEXTS)
@pytest.mark.parametrize("first", ["ex010805.log", "access.log"])
def test_two_formats_in_a_file_lose_nothing_of_the_first(tmp_path: Path, first: str, second: str) -> None:
    """A log with another appended to it still shows all that it did."""
    one = (SAMPLES / first).read_bytes()
    two = (SAMPLES / second).read_bytes()
    assert shown(hunt_bytes(tmp_path, one)) <= shown(hunt_bytes(tmp_path, one + two, "--evidence", "100"))


@pytest.mark.parametrize("name", LOG_FORMATS)
def test_wrong_log_format_blames_nobody_new(name: str) -> None:
    """Logs that are read as what they are not end with a report, and nobody is found who was not before."""
    true = set(addresses(hunted([SAMPLES])[1]))
    code, report = hunted([SAMPLES], "--log-format", name)
    assert code in ENDS
    assert set(addresses(report)) <= true


PEAK = (
    "import sys\n"
    "from pathlib import Path\n"
    "from netaudit.cli import main\n"
    "main(['hunt', sys.argv[1], '--format', 'json', '--jobs', '1'])\n"
    "status = dict(row.split(':', 1) for row in Path('/proc/self/status').read_text().splitlines())\n"
    "print(status['VmHWM'].split()[0], file=sys.stderr)\n"
)
"""Not what getrusage says: that begins with the size of the process that started this one."""


def peak(log: Path, data: bytes) -> int:
    """The largest resident set of a hunt in a process of its own, in KiB."""
    log.write_bytes(data)
    done = subprocess.run([sys.executable, "-c", PEAK, str(log)], capture_output=True, text=True, check=True)
    return int(done.stderr.split()[-1])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc/self/status")
def test_memory_does_not_grow_with_a_line_or_with_hits(tmp_path: Path) -> None:
    """A line of 30 MB, or a log in which every line is a hit, takes hardly more than a small log."""
    least = peak(tmp_path / "small.log", WORM)
    long = WORM[:60] + b"/scripts/root.exe?" * 1_600_000 + WORM[-20:]
    assert peak(tmp_path / "long.log", WORM + long) < least + 16_000
    assert peak(tmp_path / "dense.log", WORM * 40_000) < least + 16_000
