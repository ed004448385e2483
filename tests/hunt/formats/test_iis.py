"""The log file format of IIS itself, after the examples of "IIS Log File Formats" (Microsoft)."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.hunt.formats import iis
from netaudit.hunt.formats.clock import Clock
from netaudit.hunt.formats.format import Layout
from netaudit.hunt.formats.record import Record, Unreadable

LINE = "192.168.114.201, -, {}, 7:55:20, W3SVC2, SALES1, 172.21.13.45, 4502, 163, 3223, 200, 0, GET, {}, {},"


def layout(*days: str) -> Layout:
    """Told from lines of these days."""
    found = iis.recognise([LINE.format(day, "/", "-").encode() for day in days])
    assert found is not None
    return found


def told(line: str, known: Layout, clock: Clock | None = None) -> Record:
    """A line that is an event."""
    record = iis.read(known, line.encode("latin-1"), clock or Clock())
    assert record is not None
    return record


def test_fifteen_columns() -> None:
    """Microsoft's own example: 7:55 on 20 March 2001."""
    assert told(LINE.format("03/20/01", "/DeptLogo.gif", "-"), layout("03/20/01")) == Record(
        source="192.168.114.201",
        time=985074920.0,
        target="172.21.13.45",
        status="200",
        fields={
            "c-ip": "192.168.114.201",
            "s-sitename": "W3SVC2",
            "s-computername": "SALES1",
            "s-ip": "172.21.13.45",
            "time-taken": "4502",
            "cs-bytes": "163",
            "sc-bytes": "3223",
            "sc-status": "200",
            "sc-win32-status": "0",
            "cs-method": "GET",
            "cs-uri-stem": "/DeptLogo.gif",
            "c-uri": "/DeptLogo.gif",
        },
    )


def test_times_are_local() -> None:
    """The zone is what the user says it is: in March Chicago was six hours behind."""
    clock = Clock(zone=ZoneInfo("America/Chicago"))
    assert told(LINE.format("03/20/01", "/", "-"), layout("03/20/01"), clock).time == 985074920.0 + 6 * 3600


@pytest.mark.parametrize(
    ("path", "query"), [("/default.ida", "NNN%u9090=a"), ("/a,b", "c,d"), ("/a, b,  c", "-"), ("/a", "b,")]
)
def test_commas(path: str, query: str) -> None:
    """A comma in a path or a query ends nothing."""
    fields = told(LINE.format("03/20/01", path, query), layout("03/20/01")).fields
    assert fields["cs-uri-stem"] == path
    assert fields.get("cs-uri-query", "-") == query
    assert fields["c-uri"] == (path if query == "-" else f"{path}?{query}")


def test_other_writers() -> None:
    """Without the last comma, without blanks, and a user with a comma in the name."""
    known = layout("03/20/01")
    assert (
        told("192.0.2.7, -, 03/20/01, 7:55:20, S, C, -, 0, 0, 0, 404, 2, GET, /a, -", known).status == "404"
    )
    packed = "192.0.2.7,-,03/20/01,7:55:20,S,C,10.0.0.5,0,0,0,404,2,GET,/a,x=1,"
    assert told(packed, known).fields["c-uri"] == "/a?x=1"
    named = "192.0.2.7, Smith, John, 03/20/01, 7:55:20, S, C, -, 0, 0, 0, 404, 2, GET, /a, -,"
    assert told(named, known).fields["cs-username"] == "Smith, John"


@pytest.mark.parametrize(
    ("days", "seconds", "notes"),
    [
        (["03/20/01", "3/5/01"], 983778920, 0),
        (["20/03/01", "5/3/01"], 983778920, 0),
        (["20.03.2001", "5.3.2001"], 983778920, 0),
        (["5-3-01"], 983778920, 1),
        (["2001-03-20", "2001-03-05"], 983778920, 0),
        (["2001/3/5"], 983778920, 0),
        (["98/03/05"], 889084520, 0),
        (["03/04/98", "03/05/98"], 889084520, 0),
        (["04/03/98", "05/03/98"], 889084520, 0),
        (["03/05/98"], 889084520, 1),
    ],
)
def test_which_number_is_the_day(days: list[str], seconds: int, notes: int) -> None:
    """Locales order dates as they like: 5 March 2001 or 1998, 7:55:20; what had to be assumed is said."""
    known = layout(*days)
    assert told(LINE.format(days[-1], "/", "-"), known).time == seconds
    assert len(known.notes) == notes


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (LINE[:70], "not the fifteen columns of IIS"),
        ("192.0.2.7, -, 03/20/01", "not the fifteen columns of IIS"),
        (LINE.format("13/20/01", "/", "-"), "date or time is none"),
        (LINE.format("03/20/199", "/", "-"), "date or time is none"),
    ],
)
def test_lines_that_are_none(line: str, reason: str) -> None:
    """They are counted with the reason."""
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        iis.read(layout("03/20/01"), line.encode(), Clock())


def test_without_a_layout() -> None:
    """Forced on a log whose first lines are of no format, dates are read as in the United States."""
    assert told(LINE.format("03/05/01", "/", "-"), Layout()).time == 983778920


def test_blank_lines_are_no_events() -> None:
    """Nor are zeros left by a crash."""
    assert [iis.read(layout("03/20/01"), line, Clock()) for line in (b"", b" \r", b"\0\0")] == [None] * 3


TEXT = st.text(st.characters(codec="latin-1", exclude_characters="\r\n\0, \t"), min_size=1, max_size=40)


@given(path=TEXT, query=TEXT)
def test_what_is_written_is_read(path: str, query: str) -> None:
    """Any bytes but separators come back as they went in."""
    fields = told(LINE.format("03/20/01", path, query), layout("03/20/01")).fields
    assert (fields.get("cs-uri-stem", "-"), fields.get("cs-uri-query", "-")) == (path, query)


@given(
    st.lists(
        st.sampled_from(["192.0.2.7, ", "-, ", "03/20/01, ", "7:55:20, ", "S, ", "0, ", ",", " ", "GET"])
    )
)
def test_any_pieces(pieces: list[str]) -> None:
    """Rubbish is unreadable, and nothing else happens."""
    line = "".join(pieces).encode()
    iis.recognise([line])
    try:
        iis.read(layout("03/20/01"), line, Clock())
    except Unreadable:
        return


@pytest.mark.parametrize(
    "piece", [", ", "a", ", 03/20/01, 7:55:20", ", 03/20/01, 7:55:20, S, C, -, 0, ", " ", "1"]
)
def test_a_long_line_takes_time_in_proportion(piece: str) -> None:
    """Nothing is tried again from every place: 200,000 pieces are read at once, or never would be."""
    line = ("192.0.2.7, -" + piece * 200_000).encode()
    with pytest.raises(Unreadable):
        iis.read(layout("03/20/01"), line, Clock())
