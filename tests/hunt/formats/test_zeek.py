"""Lines of Zeek's logs and what they say, worked out by hand from Zeek's manual."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.hunt.formats.clock import Clock
from netaudit.hunt.formats.format import Format, Layout
from netaudit.hunt.formats.record import Record, Unreadable
from netaudit.hunt.formats.zeek import ZEEK_CONN, ZEEK_HTTP

HTTP = [
    rb"#separator \x09",
    b"#set_separator\t,",
    b"#empty_field\t(empty)",
    b"#unset_field\t-",
    b"#path\thttp",
    b"#open\t2013-04-24-00-36-04",
    b"#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\ttrans_depth\tmethod\thost\turi\treferrer"
    b"\tversion\tuser_agent\trequest_body_len\tresponse_body_len\tstatus_code\tstatus_msg\ttags\tusername"
    b"\tpassword\tproxied",
    b"#types\ttime\tstring\taddr\tport\taddr\tport\tcount\tstring\tstring\tstring\tstring\tstring\tstring"
    b"\tcount\tcount\tcount\tstring\tset[enum]\tstring\tstring\tset[string]",
    b"996969670.5\tC1\t192.0.2.9\t1025\t10.0.0.5\t80\t1\tGET\ta.example.com\t/a/b.asp?x=\\xc1\t-\t1.1\tMoz/4.0"
    b"\t0\t3195\t404\tNo\t(empty)\t-\t-\tVIA -> 1.1 p,X-FORWARDED-FOR -> 198.51.100.7\\x2c 10.1.1.1",
    b"#close\t2013-04-24-00-36-04",
]
CONN = [
    b"#separator \\x09",
    b"#path\tconn",
    b"#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tconn_state",
    b"1258531221.486539\tP1\t10.0.0.9\t1044\t192.0.2.1\t80\ttcp\t-\tS0",
]


def layout(kind: Format, head: list[bytes]) -> Layout:
    """Of a log that begins like this."""
    found = kind.recognise(head)
    assert found is not None
    return found


def read(kind: Format, head: list[bytes], line: bytes) -> Record | None:
    """A line of a log that begins like this."""
    return kind.read(layout(kind, head), line, Clock())


def test_http_in_columns() -> None:
    """Every column that a record knows goes under its name; what is unset or empty is absent."""
    assert read(ZEEK_HTTP, HTTP, HTTP[8]) == Record(
        source="192.0.2.9",
        time=996969670.5,
        target="10.0.0.5",
        status="404",
        fields={
            "c-ip": "192.0.2.9",
            "s-ip": "10.0.0.5",
            "s-port": "80",
            "cs-method": "GET",
            "cs-host": "a.example.com",
            "c-uri": r"/a/b.asp?x=\xc1",
            "cs-uri-stem": "/a/b.asp",
            "cs-uri-query": r"x=\xc1",
            "cs-version": "1.1",
            "cs-user-agent": "Moz/4.0",
            "cs-bytes": "0",
            "sc-bytes": "3195",
            "sc-status": "404",
            "x-forwarded-for": "198.51.100.7, 10.1.1.1",
        },
    )


def test_http_in_json() -> None:
    """The same from an object a line, whole numbers without a point."""
    line = (
        b'{"ts":996969670.5,"uid":"C1","id.orig_h":"192.0.2.9","id.orig_p":1025,"id.resp_h":"10.0.0.5",'
        b'"id.resp_p":80,"trans_depth":1,"method":"GET","uri":"/default.ida?NNN","status_code":200,'
        b'"response_body_len":5,"tags":[],"proxied":["X-FORWARDED-FOR -> 198.51.100.7, 10.1.1.1"]}'
    )
    assert read(ZEEK_HTTP, [line], line) == Record(
        source="192.0.2.9",
        time=996969670.5,
        target="10.0.0.5",
        status="200",
        fields={
            "c-ip": "192.0.2.9",
            "s-ip": "10.0.0.5",
            "s-port": "80",
            "cs-method": "GET",
            "c-uri": "/default.ida?NNN",
            "cs-uri-stem": "/default.ida",
            "cs-uri-query": "NNN",
            "sc-status": "200",
            "sc-bytes": "5",
            "x-forwarded-for": "198.51.100.7, 10.1.1.1",
        },
    )


def test_json_with_iso_timestamps() -> None:
    """A site may have Zeek write ISO 8601."""
    line = b'{"ts":"2001-08-05T00:01:10.500000Z","id.orig_h":"192.0.2.9","uri":"/","method":"GET"}'
    record = read(ZEEK_HTTP, [line], line)
    assert record is not None
    assert record.time == 996969670.5


def test_conn_in_columns() -> None:
    """An attempt without an answer has its state as the status and no action."""
    assert read(ZEEK_CONN, CONN, CONN[3]) == Record(
        source="10.0.0.9",
        time=1258531221.486539,
        target="192.0.2.1",
        status="S0",
        fields={
            "src_ip": "10.0.0.9",
            "src_port": "1044",
            "dst_ip": "192.0.2.1",
            "dst_port": "80",
            "protocol": "tcp",
        },
    )


@pytest.mark.parametrize(
    ("state", "action"),
    [
        *((state, "permit") for state in ("SF", "S1", "S2", "S3", "RSTO", "RSTR")),
        ("REJ", "deny"),
        *((state, None) for state in ("S0", "SH", "SHR", "RSTOS0", "RSTRH", "OTH")),
    ],
)
def test_conn_states(state: str, action: str | None) -> None:
    """Only a connection that came about was let through, and only REJ was refused."""
    line = (
        '{"ts":1,"id.orig_h":"10.0.0.9","id.orig_p":8,"id.resp_h":"192.0.2.1","id.resp_p":0,'
        f'"proto":"icmp","conn_state":"{state}"}}'
    ).encode()
    record = read(ZEEK_CONN, [line], line)
    assert record is not None
    assert (record.status, record.fields.get("action")) == (state, action)
    assert record.fields["protocol"] == "icmp"
    assert "dst_port" not in record.fields


def test_fields_change_where_logs_are_joined() -> None:
    """A later #fields, another separator and another word for nothing hold from there on."""
    now = layout(ZEEK_CONN, CONN)
    for line in (
        rb"#separator \x7c",
        b"#unset_field|none",
        b"#fields|ts|id.orig_h|proto|conn_state|id.resp_h",
    ):
        now = ZEEK_CONN.turn(now, line)
    record = ZEEK_CONN.read(now, b"5.0|10.0.0.7|udp|SF|none", Clock())
    assert record == Record(
        "10.0.0.7", 5.0, "", "SF", {"action": "permit", "protocol": "udp", "src_ip": "10.0.0.7"}
    )


def test_a_request_with_a_directive_in_it_changes_nothing() -> None:
    """Who asks for #fields in a URL is no writer of logs."""
    now = layout(ZEEK_HTTP, HTTP)
    assert ZEEK_HTTP.turn(now, HTTP[8].replace(b"/a/b.asp", b"/#fields\turi")) == now


def test_a_row_of_names_is_a_header() -> None:
    """Where ``tsv`` is set, names stand in a row of their own."""
    head = [b"ts\tuid\tid.orig_h\tid.resp_h\tproto\tconn_state", b"5\tC\t10.0.0.1\t10.0.0.2\ttcp\tREJ"]
    assert read(ZEEK_CONN, head, head[0]) is None
    record = read(ZEEK_CONN, head, head[1])
    assert record is not None
    assert record.fields["action"] == "deny"


@pytest.mark.parametrize("line", [b"", b"  ", *HTTP[:8], HTTP[9]])
def test_no_event(line: bytes) -> None:
    """Directives and blank lines are no events."""
    assert read(ZEEK_HTTP, HTTP, line) is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"1.0\tC1\t192.0.2.9", "columns are not those of #fields"),
        (HTTP[8].replace(b"996969670.5", b"yesterday"), "ts is no time"),
        (HTTP[8].replace(b"996969670.5", b"9" * 400), "ts is no time"),
        (HTTP[8].replace(b"\t192.0.2.9\t", b"\t-\t"), "no client address"),
        (b'{"ts":1,"id.orig_h":"192.0.2.9"}', "no line of http.log"),
        (b'{"ts":1,"id.orig_h":"192.0.2.9","uri":"/"', "no JSON object"),
        (b'{"ts":1,"id.orig_h":["192.0.2.9"],"uri":"/"}', "JSON with values of other types"),
        (b'{"ts":1e999,"id.orig_h":"192.0.2.9","uri":"/"}', "JSON with values of other types"),
        (b'{"x":' + b"[" * 100_000, "JSON nested too deep"),
        (b'{"x":"' + b"A" * (1 << 20) + b'"}', "line over 1 MiB"),
    ],
)
def test_unreadable(line: bytes, reason: str) -> None:
    """What is no line of the log is counted by its reason."""
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        read(ZEEK_HTTP, HTTP, line)


def test_bytes_that_are_no_utf8_are_seen() -> None:
    """Each byte is a character, and of a key that comes twice the last one goes."""
    line = b'{"ts":1,"id.orig_h":"192.0.2.9","uri":"/x","uri":"/..\xc1\x9c..\\u003c","host":"\\u20ac"}'
    record = read(ZEEK_HTTP, [line], line)
    assert record is not None
    assert record.fields["c-uri"] == "/..\xc1\x9c..<"
    assert record.fields["cs-host"] == "\xe2\x82\xac"


def test_recognised_as_its_own_kind() -> None:
    """http.log and conn.log are told apart, and from other logs of Zeek."""
    dns = [b"#separator \\x09", b"#fields\tts\tuid\tid.orig_h\tquery", b"1\tC\t10.0.0.1\texample.com"]
    sip = b'{"ts":1,"id.orig_h":"10.0.0.1","method":"INVITE","uri":"sip:x","call_id":"1"}'
    assert ZEEK_HTTP.recognise(CONN) is None
    assert ZEEK_CONN.recognise(HTTP) is None
    for kind in (ZEEK_HTTP, ZEEK_CONN):
        for head in (dns, [sip], [], [b"{}"], [b"{"], [b"192.0.2.1 - - [05/Aug/2001:00:00:00 +0000]"]):
            assert kind.recognise(head) is None


@given(
    st.binary(max_size=200), st.sampled_from([b"", b"{", b"#fields\t", b"#separator ", b"1.0\tC\t10.0.0.1\t"])
)
def test_any_bytes(line: bytes, start: bytes) -> None:
    """Whatever the bytes, the answer is a record, nothing, or Unreadable; a layout is always one."""
    for kind, head in ((ZEEK_HTTP, HTTP), (ZEEK_CONN, CONN)):
        with suppress(Unreadable):
            kind.read(kind.turn(layout(kind, head), start + line), start + line, Clock())
        kind.recognise([start + line, line])
