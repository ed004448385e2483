"""Tables that proxies, firewalls and spreadsheets export, and what their rows say, worked out by hand."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.hunt.formats.clock import Clock
from netaudit.hunt.formats.format import Layout
from netaudit.hunt.formats.record import Record, Unreadable
from netaudit.hunt.formats.table import CSV

WEB = [
    b'"Time","Client IP","Method","URL","Status Code","User-Agent","Bytes"',
    b'2001-08-05 00:01:10,192.0.2.9,GET,"/a?b=1,2",404,"Moz ""x""",-',
]
FIREWALL = [
    b"Date;Hour;Source Address;Source Port;Destination Address;Destination Port;Protocol;"
    b"Action;Src Zone;Dst Zone",
    b"2001/08/05;00;10.0.0.9;1044;192.0.2.1;80;TCP;Dropped;inside;outside",
]
TIME = 996969670.0
"""2001-08-05T00:01:10Z."""


def layout(head: list[bytes]) -> Layout:
    """Of a table that begins like this."""
    found = CSV.recognise(head)
    assert found is not None
    return found


def read(head: list[bytes], line: bytes, clock: Clock = Clock(latest=TIME)) -> Record | None:  # noqa: B008 - frozen
    """A row of such a table."""
    return CSV.read(layout(head), line, clock)


def test_web_table() -> None:
    """A table with a URL is a web log; values may stand in quotes."""
    assert read(WEB, WEB[1]) == Record(
        source="192.0.2.9",
        time=TIME,
        target="",
        status="404",
        fields={
            "c-ip": "192.0.2.9",
            "cs-method": "GET",
            "c-uri": "/a?b=1,2",
            "cs-uri-stem": "/a",
            "cs-uri-query": "b=1,2",
            "sc-status": "404",
            "cs-user-agent": 'Moz "x"',
        },
    )


def test_firewall_table() -> None:
    """A table with the port of a target is the log of a firewall."""
    assert read(FIREWALL, FIREWALL[1]) == Record(
        source="10.0.0.9",
        time=None,
        target="192.0.2.1",
        status="deny",
        fields={
            "src_ip": "10.0.0.9",
            "src_port": "1044",
            "dst_ip": "192.0.2.1",
            "dst_port": "80",
            "protocol": "tcp",
            "action": "deny",
            "src_zone": "inside",
            "dst_zone": "outside",
        },
    )


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (b"clientip|request", b"192.0.2.9|GET /a b HTTP/1.0", ("/a b", "GET", "HTTP/1.0")),
        (b"clientip|request", b"192.0.2.9|GET /a", ("/a", "GET", None)),
        (b"clientip|request", b"192.0.2.9|/a", ("/a", None, None)),
        (b"c-ip\tcs-uri-stem\tcs-uri-query\ts-ip", b"192.0.2.9\t/a\tx=1\t10.0.0.5", ("/a?x=1", None, None)),
        (b"src,uri", b"192.0.2.9,/\xc1\x9c", ("/\xc1\x9c", None, None)),
    ],
)
def test_what_was_asked(header: bytes, row: bytes, expected: tuple[str | None, ...]) -> None:
    """A URL, a whole request line, or path and query."""
    record = read([header, row], row)
    assert record is not None
    assert tuple(record.fields.get(name) for name in ("c-uri", "cs-method", "cs-version")) == expected


@pytest.mark.parametrize(
    ("header", "written", "seconds"),
    [
        (b"timestamp", b"996969670", TIME),
        (b"timestamp", b"996969670.25", TIME + 0.25),
        (b"epoch", b"996969670250", TIME + 0.25),
        (b"@timestamp", b"2001-08-05T00:01:10.500Z", TIME + 0.5),
        (b"Event Time", b"2001-08-05T02:01:10+02:00", TIME),
        (b"time", b"2001/08/05 00:01:10 UTC", TIME),
        (b"time", b"2001-08-04 19:01:10", TIME),
        (b"time", b"[05/Aug/2001:00:01:10 +0000]", TIME),
        (b"time", b"Aug  4 2001 19:01:10", TIME),
        (b"time", b"Aug  4 19:01:10", TIME),
        (b"date,time", b"2001-08-04,19:01:10", TIME),
        (b"date,time", b"2001-08-04,2001-08-04 19:01:10", TIME),
        (b"time", b"8/5/2001 12:01:10 AM", None),
        (b"time", b"", None),
        (b"nothing", b"2001-08-05 00:01:10", None),
    ],
)
def test_times(header: bytes, written: bytes, seconds: float | None) -> None:
    """Times without an offset are those of the zone; what may be May or August is not guessed."""
    row = written + b",192.0.2.9,/"
    record = read([header + b",src,url", row], row, Clock(timezone(timedelta(hours=-5)), TIME))
    assert record is not None
    assert record.time == seconds


def test_the_source_is_the_column_that_holds_addresses() -> None:
    """Splunk calls a file ``source``: the addresses tell which column is meant."""
    head = [b"source,src_ip,dest_port", b"/var/log/x,10.0.0.9,80"]
    record = read(head, head[1])
    assert record is not None
    assert record.source == "10.0.0.9"


@pytest.mark.parametrize("line", [b"", b"# exported", b"sep=,", WEB[0], b"Time,Client IP,Method,URL,x,y,z"])
def test_no_event(line: bytes) -> None:
    """Blank lines, comments and the header, also where it comes again, are no events."""
    assert read(WEB, line) is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"2001-08-05 00:01:10,192.0.2.9,GET", "columns are not those of the header"),
        (b'2001-08-05 00:01:10,192.0.2.9,GET,"/a', "no row of a table"),
        (b"2001-08-05 00:01:10,-,GET,/,200,x,1", "no source address"),
    ],
)
def test_unreadable(line: bytes, reason: str) -> None:
    """What is no row is counted by its reason, as one half of a value with a line break in it."""
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        read(WEB, line)


@pytest.mark.parametrize(
    "head",
    [
        [],
        [b"src,dst", b"10.0.0.1,10.0.0.2"],
        [b"name,url", b"a,/"],
        [b"client,url", b"alice,/"],
        [b'192.0.2.1 - - [05/Aug/2001:00:00:00 +0000] "GET / HTTP/1.0" 200 1'],
        [b'"src,url', b"10.0.0.1,/"],
    ],
)
def test_refused(head: list[bytes]) -> None:
    """No source, no addresses in it, nothing that it asked for: no table of ours."""
    assert CSV.recognise(head) is None


def test_header_alone() -> None:
    """A table that has no rows yet is one by its header."""
    assert layout([b"sep=;", b"src;dport;x"]) == Layout(("source", "dport", ""), delimiter=";")


@given(st.binary(max_size=200), st.sampled_from([b"", b"x,192.0.2.9,GET,/,", b"src,url,"]))
def test_any_bytes(line: bytes, start: bytes) -> None:
    """Whatever the bytes, the answer is a record, nothing, or Unreadable."""
    for head in (WEB, FIREWALL):
        with suppress(Unreadable):
            read(head, start + line)
    CSV.recognise([start + line, line])


def test_latest_is_a_day_of_its_own() -> None:
    """The clock of these tests says when 2001-08-05 was."""
    assert datetime.fromtimestamp(TIME, UTC).isoformat() == "2001-08-05T00:01:10+00:00"
