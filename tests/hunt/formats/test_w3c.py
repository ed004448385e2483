"""W3C extended logs, as IIS 4 to 10 and others write them.

Lines follow the field tables and the examples of "W3C Extended Log File Format" and "W3C Extended Log File
Examples" (Microsoft, Windows Server 2003); seconds since 1970 were worked out with ``date -u -d``.
"""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netaudit.hunt.formats import w3c
from netaudit.hunt.formats.clock import Clock
from netaudit.hunt.formats.format import Layout
from netaudit.hunt.formats.record import Record, Unreadable

IIS5 = (
    "#Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem cs-uri-query sc-status"
    " cs(User-Agent) "
)
IIS6 = (
    "#Fields: date time s-sitename s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip"
    " cs(User-Agent) sc-status sc-substatus sc-win32-status"
)
TIMES = "#Fields: time c-ip cs-method cs-uri-stem sc-status"
CLOCK = Clock()


def after(*lines: str | bytes, layout: Layout | None = None) -> Layout:
    """The layout behind lines that are all passed through ``turn``."""
    layout = layout or Layout()
    for line in lines:
        layout = w3c.turn(layout, line.encode() if isinstance(line, str) else line)
    return layout


def read(line: str | bytes, *head: str) -> Record | None:
    """A line behind these."""
    return w3c.read(after(*head), line.encode("latin-1") if isinstance(line, str) else line, CLOCK)


def told(line: str | bytes, *head: str) -> Record:
    """A line that is an event."""
    record = read(line, *head)
    assert record is not None
    return record


def test_every_column_has_the_name_of_the_record() -> None:
    """Code Red II in a log of IIS 5: what is ``-`` is absent, the URL is path and query."""
    line = "2001-08-05 00:00:07 192.0.2.66 - 10.0.0.5 80 GET /default.ida XXXX%u9090=a 404 Mozilla/4.0+(x)"
    assert told(line, IIS5) == Record(
        source="192.0.2.66",
        time=996969607.0,
        target="10.0.0.5",
        status="404",
        fields={
            "c-ip": "192.0.2.66",
            "s-ip": "10.0.0.5",
            "s-port": "80",
            "cs-method": "GET",
            "cs-uri-stem": "/default.ida",
            "cs-uri-query": "XXXX%u9090=a",
            "c-uri": "/default.ida?XXXX%u9090=a",
            "sc-status": "404",
            "cs-user-agent": "Mozilla/4.0+(x)",
        },
    )


def test_names_in_parentheses_and_custom_fields() -> None:
    """Headers in parentheses, in any case, and a logged X-Forwarded-For have names of their own."""
    head = "#Fields: date time c-ip CS-METHOD cs-uri-stem cs(Referer) cs(Cookie) cs(Host) X-Forwarded-For"
    fields = told(
        "2024-10-01 00:00:06 10.0.0.1 GET /a http://r/ c=1 h2 192.0.2.7:33453,+10.0.0.9", head
    ).fields
    assert fields["cs-referer"] == "http://r/"
    assert fields["cs-cookie"] == "c=1"
    assert fields["cs-host"] == "h2"
    assert fields["x-forwarded-for"] == "192.0.2.7:33453,+10.0.0.9"
    assert fields["cs-method"] == "GET"


def test_the_columns_change_when_fields_are_said_again() -> None:
    """After a restart the same file goes on with other columns."""
    layout = after("#Software: Microsoft Internet Information Services 6.0", "#Version: 1.0", IIS5)
    layout = after("#Date: 2004-05-02 17:42:15", IIS6, layout=layout)
    line = b"2004-05-02 17:42:16 W3SVC1 10.0.0.5 GET /a.asp id=1 80 - 192.0.2.9 curl/7 500 0 64"
    record = w3c.read(layout, line, CLOCK)
    assert record is not None
    assert (record.source, record.target, record.status) == ("192.0.2.9", "10.0.0.5", "500")
    assert record.fields["c-uri"] == "/a.asp?id=1"


def test_directives_and_blank_lines_are_no_events() -> None:
    """Nor is the run of zeros that a crash leaves in a file that was laid out in advance."""
    assert [read(line, IIS5) for line in ("#Version: 1.0", "", "   ", b"\0\0\0\0", b"\0#Date: x")] == [
        None
    ] * 5


def test_zeros_in_front_of_a_line_are_not_of_it() -> None:
    """The first line after a crash."""
    line = b"\0\0\x002001-08-05 00:00:07 192.0.2.66 - 10.0.0.5 80 GET /a - 404 -"
    assert told(line, IIS5).time == 996969607.0


def test_raw_bytes_stay_as_they_are() -> None:
    """IIS decodes the path before it logs it: Nimda's overlong slash stands there as two bytes."""
    line = b"2001-09-18 14:00:00 192.0.2.66 - 10.0.0.5 80 GET /scripts/..\xc0\xaf../cmd.exe /c+dir 404 -"
    assert told(line, IIS5).fields["cs-uri-stem"] == "/scripts/..\xc0\xaf../cmd.exe"


@pytest.mark.parametrize(
    ("path", "query"), [("/a b", "-"), ("/a b c  d", "x=1"), ("/" + " " * 500 + "x", "q"), ("/a GET /b", "-")]
)
@pytest.mark.parametrize(
    ("head", "line"),
    [
        (IIS5, "2001-08-05 00:00:07 192.0.2.66 - 10.0.0.5 80 GET {} {} 404 -"),
        (IIS6, "2001-08-05 00:00:07 W3SVC1 10.0.0.5 GET {} {} 80 - 192.0.2.66 curl/7 404 0 2"),
    ],
)
def test_a_blank_in_a_path_does_not_move_the_columns_behind_it(
    head: str, line: str, path: str, query: str
) -> None:
    """The line is cut so that address, port and status fit."""
    record = told(line.format(path, query), head)
    assert record.fields["cs-uri-stem"] == path
    assert record.fields.get("cs-uri-query", "-") == query
    assert (record.source, record.status) == ("192.0.2.66", "404")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2001-08-05 00:00:07 192.0.2.66 - 10.0.0.5 80 GET /a - 404", "fewer columns than #Fields"),
        ("2001-08-05 00:00:07 192.0.2.66 - 10.0.0.5 80 GET /a - 404 - 0 310", "more columns than #Fields"),
        (
            "2001-08-05 00:00:07 W3SVC1 10.0.0.5 GET /a - 80 - 192.0.2.66 curl/7 404 0 0",
            "more columns than #Fields",
        ),
        ("2001-08-05 00:00:07 192.0.2.66 - 10.0.0.5 80 GET /a 404 x -", "sc-status is no number"),
        ("2001-08-05 00:00:07 W3SVC1 10.0.0.5 GET /a - 80 - 404 -", "no client address"),
        ("2001-08-05 00:00:07 - - 10.0.0.5 80 GET /a - 404 -", "no client address"),
        ("2001-13-05 00:00:07 192.0.2.66 - 10.0.0.5 80 GET /a - 404 -", "date or time is none"),
        ("192.0.2.66 00:00:07 192.0.2.66 - 10.0.0.5 80 GET /a - 404 -", "date or time is none"),
    ],
)
def test_fields_that_lie(line: str, reason: str) -> None:
    """A line that is not what ``#Fields`` says is counted with the reason, and blames nobody."""
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        read(line, IIS5)


def test_lines_before_any_fields() -> None:
    """Without columns nothing can be read."""
    with pytest.raises(Unreadable, match="no #Fields before it"):
        read("2001-08-05 00:00:07 192.0.2.66 GET /a")


def test_a_url_with_a_mark_in_it_changes_nothing() -> None:
    """Directives are lines that begin with ``#``, whatever a client asks for."""
    layout = after(IIS5)
    assert (
        after("2001-08-05 00:00:07 192.0.2.66 - 10.0.0.5 80 GET /#Fields: x 404 -", layout=layout) is layout
    )


def test_the_header_of_a_log_with_dates_leaves_no_trace() -> None:
    """The same header again gives the same layout, so that slices of a file can be read apart."""
    layout = after("#Date: 2001-08-05 00:00:03", IIS5)
    assert layout == after("#Date: 2001-08-06 10:00:00", IIS5, layout=layout)
    assert not layout.rolling


def day_of(*lines: str) -> list[float]:
    """Times of lines with times of day, day by day."""
    layout, times = after("#Date: 2001-08-05 22:00:03", TIMES), []
    for line in lines:
        layout = after(line, layout=layout)
        record = w3c.read(layout, line.encode(), CLOCK)
        if record is not None and record.time is not None:
            times.append((record.time - 996883200) / 86400)
    return times


def at(time: str) -> str:
    """A line at this time of day."""
    return f"{time} 192.0.2.66 GET /a 200"


def test_times_of_day_roll_over_at_midnight() -> None:
    """IIS 4 and 5 log no date by default: it is that of ``#Date``, and the next one after midnight."""
    assert after(TIMES).rolling
    assert day_of(at("23:59:59"), at("00:00:00"), at("12:00:00"), at("06:00:00")) == [
        pytest.approx(1 + 86399 / 86400),
        2.0,
        2.5,
        3.25,
    ]


def test_a_line_a_little_late_is_not_of_the_next_day() -> None:
    """Lines are written when requests end, so seconds may go back, also over midnight."""
    assert day_of(at("12:00:00"), at("11:58:00"), at("12:00:00")) == pytest.approx([2.5, 2.5 - 2 / 1440, 2.5])
    assert day_of(at("23:59:00"), at("00:00:00"), at("23:59:00"), at("00:01:00")) == pytest.approx(
        [2 - 1 / 1440, 2, 2 - 1 / 1440, 2 + 1 / 1440]
    )


def test_a_line_with_a_mark_in_it_is_of_its_day_too() -> None:
    """Only directives are passed by when days are counted."""
    assert day_of(at("23:59:00"), at("00:00:00").replace("/a", "/#Date:"), at("06:00:00"))[1:] == [2.0, 2.25]


def test_a_date_said_again_goes() -> None:
    """A quiet server may skip days; a restart says the date."""
    assert day_of(at("23:00:00"), "#Date: 2001-08-09 01:00:00", TIMES, at("02:00:00")) == pytest.approx(
        [1 + 23 / 24, 5 + 2 / 24]
    )


def test_without_date_and_column_there_is_no_time() -> None:
    """Nothing is guessed."""
    assert told(at("10:00:00"), TIMES).time is None


@pytest.mark.parametrize(
    "date", ["#Date: yesterday", "#Date:", "#Date: 9999-99-99 00:00:00", "#Date: 0001-01-01"]
)
def test_a_date_that_is_none_changes_nothing(date: str) -> None:
    """The last good one goes on."""
    layout = after("#Date: 2001-08-05 22:00:03", TIMES)
    assert after(date, layout=layout) == layout


def test_days_end_with_the_years() -> None:
    """A log that pretends to end time has no times, and breaks nothing."""
    layout = after("#Date: 2999-12-31 23:00:00", TIMES, at("00:30:00"))
    assert layout.date == ""
    record = w3c.read(layout, at("00:30:00").encode(), CLOCK)
    assert record is not None
    assert record.time is None


def test_cloudfront_separates_by_tabs() -> None:
    """Its ``#Fields`` has blanks, its lines have tabs, and the host in parentheses."""
    head = b"#Fields: date time x-edge-location c-ip cs-method cs(Host) cs-uri-stem sc-status cs-uri-query"
    line = b"2019-12-04\t21:02:31\tLAX1\t192.0.2.100\tGET\td1.cloudfront.net\t/index.html\t200\ta=b"
    layout = w3c.recognise([b"#Version: 1.0", head, line])
    assert layout is not None
    assert layout.delimiter == "\t"
    record = w3c.read(layout, line, CLOCK)
    assert record is not None
    assert (record.source, record.time, record.status) == ("192.0.2.100", 1575493351.0, "200")
    assert record.fields["c-uri"] == "/index.html?a=b"
    assert record.fields["cs-host"] == "d1.cloudfront.net"


def test_quoted_columns() -> None:
    """The Advanced Logging module of IIS quotes what has blanks, and times have milliseconds."""
    line = '2014-04-10 12:40:24.190 192.0.2.1 - 10.0.0.5 80 GET /a.aspx - 200 "Mozilla/5.0 (Windows ""NT"")"'
    record = told(line, IIS5)
    assert record.time == pytest.approx(1397133624.19)
    assert record.fields["cs-user-agent"] == 'Mozilla/5.0 (Windows "NT")'


def test_a_whole_url_in_one_column() -> None:
    """Proxies log what the client asked of them; path and query are taken out of it."""
    head = "#Fields: c-ip cs-username date time s-operation cs-uri sc-status"
    fields = told(
        "192.0.2.1 - 2001-09-24 04:05:59 GET http://h.example:8080/scripts/root.exe?/c+dir 200", head
    ).fields
    assert fields["c-uri"] == "http://h.example:8080/scripts/root.exe?/c+dir"
    assert fields["cs-uri-stem"] == "/scripts/root.exe"
    assert fields["cs-uri-query"] == "/c+dir"
    assert fields["cs-method"] == "GET"


IIS_SHAPES = [  # name, a line, columns
    ("IIS 5 default", "00:00:0{} 192.0.2.6{} GET /a{} 404", "time c-ip cs-method cs-uri-stem sc-status"),
    (
        "IIS 5 with dates",
        "2001-08-05 00:00:0{} 192.0.2.6{} - 10.0.0.5 80 GET /a{} - 404 Mozilla/4.0+(x)",
        "date time c-ip ? s-ip ? cs-method cs-uri-stem cs-uri-query sc-status cs-user-agent",
    ),
    (
        "IIS 4, everything",
        "1999-08-05 00:00:0{} 192.0.2.6{} - S1 W1 10.0.0.5 GET /a{} - 304 2 14 41 0 80 HTTP/1.1 ie/4.0 - -",
        "date time c-ip ? ? ? s-ip cs-method cs-uri-stem cs-uri-query sc-status ? ? ? ? ? ? cs-user-agent"
        " ? ?",
    ),
    (
        "IIS 6",
        "2004-08-05 00:00:0{} W3SVC1 10.0.0.5 GET /a{} - 443 - 192.0.2.6{} curl/7.1 200 0 0",
        "date time ? s-ip cs-method cs-uri-stem cs-uri-query ? ? c-ip cs-user-agent sc-status ? ?",
    ),
    (
        "IIS 7 to 10 default",
        "2016-08-05 00:00:0{} 10.0.0.5 GET /a{} - 443 - 192.0.2.6{} Mozilla/5.0+(x) http://r/ 200 0 0 118",
        "date time s-ip cs-method cs-uri-stem cs-uri-query ? ? c-ip cs-user-agent ? sc-status ? ? ?",
    ),
    (
        "IIS 8, everything, IPv6",
        "2016-08-05 00:00:0{} S1 W1 2001:db8::5 GET /a{} - 80 - 2001:db8::{} HTTP/1.1 ie/5.0 - - h 200 0 0 9",
        "date time ? ? s-ip cs-method cs-uri-stem cs-uri-query ? ? c-ip ? cs-user-agent ? ? ? sc-status"
        " ? ? ?",
    ),
    (
        "no queries logged",
        "2016-08-05 00:00:0{} 10.0.0.5 GET /a{} 443 - 192.0.2.6{} Mozilla/5.0+(x) 200",
        "date time s-ip cs-method cs-uri-stem ? ? c-ip cs-user-agent sc-status",
    ),
]


@pytest.mark.parametrize(
    ("line", "columns"), [shape[1:] for shape in IIS_SHAPES], ids=[s[0] for s in IIS_SHAPES]
)
def test_columns_without_fields(line: str, columns: str) -> None:
    """A rotated or cut file does not say its columns; they are told by what they hold, and that is noted."""
    lines = [line.format(number, number, number).encode() for number in range(1, 9)]
    layout = w3c.recognise([b"cut off in the mid", *lines, b"/" * 900])
    assert layout is not None
    assert " ".join(name or "?" for name in layout.columns) == columns
    assert layout.notes == (f"no #Fields: columns taken for {columns}",)
    record = w3c.read(layout, lines[2], CLOCK)
    assert record is not None
    assert record.source in ("192.0.2.63", "2001:db8::3")
    assert record.fields["cs-uri-stem"] == "/a3"
    assert record.target in ("10.0.0.5", "2001:db8::5", "")


def test_a_few_lines_of_a_shape_are_no_log() -> None:
    """A letter that quotes three lines is a letter."""
    quoted = b"2001-08-05 00:00:07 192.0.2.66 GET /a 404"
    assert w3c.recognise([quoted] * 3 + [b"we saw it", b"first on", b"the third floor", b"Bye"]) is None


def test_one_address_before_a_port_behind_the_url_is_the_server() -> None:
    """IIS 6 without its client column names nobody: its lines are not taken for those of a client."""
    assert w3c.recognise([b"2016-08-05 00:00:01 10.0.0.5 GET /a - 80 - Mozilla/5.0+(x) 200 0 0"]) is None


def test_lines_before_the_first_fields() -> None:
    """A file cut before a restart: its first lines are told by their shape, later ones by ``#Fields``."""
    line = b"2001-08-05 00:00:07 192.0.2.66 GET /a 404"
    layout = w3c.recognise([line, IIS6.encode()])
    assert layout is not None
    assert layout.columns[:3] == ("date", "time", "c-ip")
    assert after(IIS6, layout=layout).notes == ()


def test_the_layout_at_the_head_is_that_behind_the_header() -> None:
    """Slices of the file start from it."""
    head = [
        b"#Software: Microsoft Internet Information Services 5.0",
        b"#Date: 2001-08-05 00:00:03",
        IIS5.encode(),
    ]
    assert w3c.recognise(head) == after(*head) == after(*head, layout=w3c.recognise(head))


@pytest.mark.parametrize(
    "head",
    [
        b"#fields\tts\tuid\tid.orig_h\tmethod\turi",
        b"#Fields: date time action protocol src-ip dst-ip src-port dst-port",
        b"#Fields: date-time,client-ip,server-hostname",
        b"date time c-ip",
    ],
)
def test_other_headers(head: bytes) -> None:
    """Zeek, the firewall of Windows and the tracking log of Exchange have headers that look alike."""
    assert w3c.recognise([head, b"2001-08-05 00:00:07 DROP TCP 192.0.2.1 192.0.2.2 1 2"]) is None


WORD = st.text(st.characters(codec="latin-1", exclude_characters=' \t\r\n\0"'), min_size=1, max_size=30)


@given(stem=WORD.map("/{}".format), query=WORD, agent=WORD, user=WORD)
def test_what_is_written_is_read(stem: str, query: str, agent: str, user: str) -> None:
    """Any bytes but separators come back as they went in."""
    line = f"2001-08-05 00:00:07 192.0.2.66 {user} 10.0.0.5 80 GET {stem} {query} 404 {agent}"
    fields = told(line, IIS5).fields
    read_back = [
        fields.get(name, "-") for name in ("cs-uri-stem", "cs-uri-query", "cs-user-agent", "cs-username")
    ]
    assert read_back == [stem, query, agent, user]


@given(st.binary(max_size=300), st.binary(max_size=100))
@example(b"#Fields: date date time time c-ip c-ip", b"2001-08-05 2001-08-05 1 1 1.1.1.1 ::1")
@example(b"#Fields:", b"x")
@example(b"#Fields: time c-ip", b"00:00:00 ::")
@example(b"#Fields: sc-status s-port c-ip", b'"" "" "" ""')
def test_any_bytes(first: bytes, second: bytes) -> None:
    """Rubbish is unreadable, and nothing else happens."""
    layout = after("#Date: 2001-08-05 22:00:03", first)
    for line in (first, second):
        layout = w3c.turn(layout, line)
        try:
            w3c.read(layout, line, CLOCK)
        except Unreadable:
            continue
    w3c.recognise([first, second])


@given(
    st.lists(
        st.sampled_from(
            ["2001-08-05", "00:00:07", "-", "192.0.2.1", "GET", "/a", "80", "404", '"', '"a', "::"]
        )
    )
)
def test_any_columns(words: list[str]) -> None:
    """Columns in any order and number are read or unreadable."""
    try:
        record = read(" ".join(words), IIS5)
    except Unreadable:
        return
    assert record is None or record.source in words


@pytest.mark.parametrize("piece", ["a ", " ", '"', '" ', '""', '"a" "', "-\t", "192.0.2.1 ", "#"])
@pytest.mark.parametrize("start", ["", "2001-08-05 00:00:07 192.0.2.66 - 10.0.0.5 80 GET /", '"'])
def test_a_long_line_takes_time_in_proportion(start: str, piece: str) -> None:
    """Nothing is tried again from every place: 200,000 pieces are read at once, or never would be."""
    line = (start + piece * 200_000).encode()
    w3c.recognise([line])
    try:
        w3c.read(after(IIS5), line, CLOCK)
    except Unreadable:
        return
