"""Which kind of log it is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.cli.hunt_arguments import LOG_FORMATS
from netaudit.hunt.formats.clock import Clock
from netaudit.hunt.formats.detect import FORMATS, blank, detect, forced

LOGS = Path(__file__).parents[3] / "sample_configs" / "logs"

W3C = (
    b"#Software: Microsoft Internet Information Services 5.0",
    b"#Version: 1.0",
    b"#Date: 2001-08-05 00:00:03",
    b"#Fields: date time c-ip cs-method cs-uri-stem sc-status",
    b"2001-08-05 00:00:07 192.0.2.66 GET /default.ida 404",
)
COMMON = b'192.0.2.66 - - [05/Aug/2001:00:00:07 +0000] "GET /default.ida HTTP/1.0" 404 310'
NATIVE = (
    b"192.0.2.66, -, 08/15/01, 0:00:07, W3SVC1, WEB1, 10.0.0.5, 0, 72, 604, 404, 2, GET, /default.ida, -,"
)
BOM = b"\xef\xbb\xbf"


def name(*lines: bytes) -> str | None:
    """Of the format."""
    found = detect(lines)
    return found[0].name if found else None


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("access.log", "ncsa"),
        ("asa.log", "cisco-syslog"),
        ("eve.json", "suricata-eve"),
        ("ex010805.log", "iis-w3c"),
        ("http.log", "zeek-http"),
        ("ios-acl.log", "cisco-syslog"),
    ],
)
def test_samples(file: str, kind: str) -> None:
    """Every sample log is told by its first lines."""
    assert name(*(LOGS / file).read_bytes().splitlines()[:200]) == kind


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (W3C, "iis-w3c"),
        (W3C[:4], "iis-w3c"),
        (W3C[4:], "iis-w3c"),
        (W3C[3:], "iis-w3c"),
        ((BOM + W3C[3], W3C[4]), "iis-w3c"),
        ((W3C[4][9:], *W3C[4:] * 9), "iis-w3c"),
        (tuple(line + b"\r\n" for line in W3C), "iis-w3c"),
        ((COMMON,), "ncsa"),
        ((BOM + COMMON,), "ncsa"),
        ((COMMON[40:], COMMON, COMMON), "ncsa"),
        ((b"\x16\x03\x01\x00", b"", COMMON, COMMON), "ncsa"),
        ((COMMON + b"wrapped", COMMON, b"at the margin", COMMON, COMMON), "ncsa"),
        ((NATIVE,), "iis"),
        ((NATIVE[30:], NATIVE, NATIVE), "iis"),
    ],
)
def test_first_lines(lines: tuple[bytes, ...], kind: str) -> None:
    """A rubbish line, a cut one, a byte order mark or none of the header decide nothing."""
    assert name(*lines) == kind


@pytest.mark.parametrize(
    "lines",
    [
        (),
        (b"",),
        (b"hostname sw1", b"!", b"interface Vlan10", b" ip address 10.0.0.1 255.255.255.0"),
        (b"Dear all,", b"", b"the worm asks for /default.ida, see", COMMON[:60]),
        (b"# netaudit", b"", b"Lines begin with `#Fields: c-ip`:", b"and so on", *W3C[4:]),
        (b"\x7fELF\x02\x01\x01", b"\x00" * 4000),
        (b'{"src": "192.0.2.66", "uri": "/default.ida"}',),
        (b"2001-08-05 00:00:07 INFO server started", b"2001-08-05 00:00:08 INFO listening on 80"),
        (b"a,b,c", b"1,2,3"),
        (b"192.0.2.66", b"192.0.2.67"),
        (b'[05/Aug/2001:00:00:07 +0000] "x" 200 1',),
    ],
)
def test_what_is_no_web_log(lines: tuple[bytes, ...]) -> None:
    """Configs, prose, programs, other logs and lists are told apart from these formats."""
    assert name(*lines) not in ("iis-w3c", "ncsa", "iis")


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_names(kind: str) -> None:
    """A format goes by its name, judges some category and is made of what the contract says."""
    assert FORMATS[kind].name == kind
    assert FORMATS[kind].title
    assert FORMATS[kind].categories <= {"webserver", "proxy", "firewall"}


def test_every_format_can_be_forced_by_name() -> None:
    """The names of --log-format stand apart, so that no format is loaded for --help."""
    assert set(FORMATS) <= set(LOG_FORMATS)


def test_nothing_to_tell_by() -> None:
    """An empty log and one of comments are told apart from one that nobody knows."""
    assert blank([])
    assert blank([BOM, b" \t", b"\0\0", b"", b"# rotated"])
    assert blank([BOM + b"#Software: x", b"\r\n"])
    assert not blank([b"#Software: x", b"hello"])


def test_forced() -> None:
    """The user's word goes, as long as one line is of that format."""
    prose = (b"Dear all,", b"see these:", b"regards", COMMON)
    assert detect(prose) is None
    found = forced("ncsa", prose)
    assert found is not None
    assert found[0].name == "ncsa"
    assert forced("iis", prose) is None


@pytest.mark.parametrize("lines", [W3C, (COMMON,), (NATIVE,)], ids=["iis-w3c", "ncsa", "iis"])
def test_a_mark_in_front_hides_no_line(lines: tuple[bytes, ...]) -> None:
    """Nor do zeros: the first line of a file is read like any other."""
    found = detect(lines)
    assert found is not None
    kind, layout = found
    plain = kind.read(layout, lines[-1], Clock())
    assert plain is not None
    assert [kind.read(layout, mark + lines[-1], Clock()) for mark in (BOM, b"\0\0")] == [plain] * 2


@given(st.lists(st.binary(max_size=80) | st.sampled_from([*W3C, COMMON, NATIVE]), max_size=12))
def test_any_lines(lines: list[bytes]) -> None:
    """Any bytes are of a format or of none; what is of one can be turned and read by it."""
    found = detect(lines)
    if found is not None:
        kind, layout = found
        for line in lines:
            layout = kind.turn(layout, line)
        assert FORMATS[kind.name] is kind
