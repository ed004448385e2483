"""NCSA common and combined logs.

Lines follow Apache's mod_log_config, the default ``log_format`` of nginx and the example of IIS in "IIS Log
File Formats" (Microsoft); seconds since 1970 were worked out with ``date -u -d``.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.hunt.formats import ncsa
from netaudit.hunt.formats.clock import Clock
from netaudit.hunt.formats.format import Layout
from netaudit.hunt.formats.record import Record, Unreadable

CLOCK = Clock()
TIME = "[05/Aug/2001:00:01:10 +0000]"
EPOCH = 996969670.0


def told(line: str | bytes, layout: Layout | None = None) -> Record:
    """A line that is an event."""
    raw = line.encode("latin-1") if isinstance(line, str) else line
    layout = layout or ncsa.recognise([raw])
    assert layout is not None
    record = ncsa.read(layout, raw, CLOCK)
    assert record is not None
    return record


def asked(request: str) -> dict[str, str]:
    """What the fields say of a request, without client and answer."""
    fields = told(f'192.0.2.7 - - {TIME} "{request}" 400 -').fields
    return {name: value for name, value in fields.items() if name not in ("c-ip", "sc-status")}


def test_common() -> None:
    """Code Red in a log of Apache 1.3."""
    assert told(f'198.51.100.7 - - {TIME} "GET /default.ida?NNNN%u9090 HTTP/1.0" 404 310') == Record(
        source="198.51.100.7",
        time=EPOCH,
        target="",
        status="404",
        fields={
            "c-ip": "198.51.100.7",
            "cs-method": "GET",
            "c-uri": "/default.ida?NNNN%u9090",
            "cs-uri-stem": "/default.ida",
            "cs-uri-query": "NNNN%u9090",
            "cs-version": "HTTP/1.0",
            "sc-status": "404",
            "sc-bytes": "310",
        },
    )


def test_combined() -> None:
    """Referer and user agent, in which quotes are escaped; nginx adds X-Forwarded-For."""
    fields = told(
        rf'192.0.2.7 - alice {TIME} "GET / HTTP/1.1" 200 - "http://r/" "a \"b\" \\" "203.0.113.9, 10.0.0.1"'
    ).fields
    assert fields["cs-username"] == "alice"
    assert fields["cs-referer"] == "http://r/"
    assert fields["cs-user-agent"] == r"a \"b\" \\"
    assert fields["x-forwarded-for"] == "203.0.113.9, 10.0.0.1"
    assert "sc-bytes" not in fields


def test_a_third_quoted_text_is_not_always_addresses() -> None:
    """Others log a cookie or a host there."""
    assert "x-forwarded-for" not in told(f'192.0.2.7 - - {TIME} "GET / HTTP/1.1" 200 1 "-" "-" "id=1"').fields


def test_offsets() -> None:
    """Times are local with an offset: the same moment."""
    east = told('192.0.2.7 - - [05/Aug/2001:02:01:10 +0200] "GET / HTTP/1.0" 200 1')
    west = told('192.0.2.7 - - [04/Aug/2001:16:01:10 -0800] "GET / HTTP/1.0" 200 1')
    assert east.time == west.time == EPOCH


@pytest.mark.parametrize(
    ("request_line", "fields"),
    [
        ("GET /a", {"cs-method": "GET", "c-uri": "/a", "cs-uri-stem": "/a"}),
        (
            "get /a http/1.0",
            {"cs-method": "get", "c-uri": "/a", "cs-uri-stem": "/a", "cs-version": "http/1.0"},
        ),
        (
            "GET /a b c?d e HTTP/1.1",
            {
                "cs-method": "GET",
                "c-uri": "/a b c?d e",
                "cs-uri-stem": "/a b c",
                "cs-uri-query": "d e",
                "cs-version": "HTTP/1.1",
            },
        ),
        (
            "GET /a? HTTP/1.1",
            {"cs-method": "GET", "c-uri": "/a?", "cs-uri-stem": "/a", "cs-version": "HTTP/1.1"},
        ),
        (
            "GET  /a  HTTP/1.1",
            {"cs-method": "GET", "c-uri": "/a", "cs-uri-stem": "/a", "cs-version": "HTTP/1.1"},
        ),
        (
            "GET http://h.example/a?b HTTP/1.1",
            {
                "cs-method": "GET",
                "c-uri": "http://h.example/a?b",
                "cs-uri-stem": "/a",
                "cs-uri-query": "b",
                "cs-version": "HTTP/1.1",
            },
        ),
        (
            "CONNECT h.example:443 HTTP/1.1",
            {
                "cs-method": "CONNECT",
                "c-uri": "h.example:443",
                "cs-uri-stem": "h.example:443",
                "cs-version": "HTTP/1.1",
            },
        ),
        (
            "GET http://h.example?b",
            {"cs-method": "GET", "c-uri": "http://h.example?b", "cs-uri-stem": "/", "cs-uri-query": "b"},
        ),
        ("-", {}),
        ("", {}),
        ("GET", {"c-uri": "GET"}),
        (r"\x16\x03\x01\x02 HTTP/1.0", {"c-uri": r"\x16\x03\x01\x02 HTTP/1.0"}),
        ("\x16\x03\x01 \xff", {"c-uri": "\x16\x03\x01 \xff"}),
        (r"GET /a\"b", {"cs-method": "GET", "c-uri": r"/a\"b", "cs-uri-stem": r"/a\"b"}),
        ('GET /a"b', {"cs-method": "GET", "c-uri": '/a"b', "cs-uri-stem": '/a"b'}),
        ("GET /a\\", {"cs-method": "GET", "c-uri": "/a\\", "cs-uri-stem": "/a\\"}),
    ],
)
def test_requests(request_line: str, fields: dict[str, str]) -> None:
    """Whatever a client sends is cut into what can be told, and else stays whole."""
    assert asked(request_line) == fields


def test_an_escaped_quote_does_not_end_a_request() -> None:
    """A client that asks for a quote and a status does not change the status of its line."""
    record = told(rf'192.0.2.7 - - {TIME} "GET /a\" 200 5 \"x HTTP/1.0" 404 310')
    assert record.status == "404"
    assert record.fields["c-uri"] == r"/a\" 200 5 \"x"


@pytest.mark.parametrize("client", ["2001:db8::7", "client.example.net", "::ffff:192.0.2.7"])
def test_clients(client: str) -> None:
    """IPv6, and names where the server looks them up, stay as logged."""
    assert told(f'{client} - - {TIME} "GET / HTTP/1.0" 200 1').source == client


@pytest.mark.parametrize("user", ["John Smith", "a b c", r"DOMAIN\bob", "x [y]"])
def test_users_with_blanks(user: str) -> None:
    """A user name is what is in front of the time."""
    record = told(f'192.0.2.7 - {user} {TIME} "GET / HTTP/1.0" 200 1')
    assert (record.source, record.fields["cs-username"], record.time) == ("192.0.2.7", user, EPOCH)


@pytest.mark.parametrize("client", ["192.0.2.7", "2001:db8::7", "client.example.net"])
def test_a_virtual_host_in_front(client: str) -> None:
    """Apache's vhost_combined: the host is the target, the client comes second, also with odd users."""
    line = 'www.example.com:80 {} - {} {} "GET / HTTP/1.1" 200 5 "-" "-"'
    lines = [line.format(client, user, TIME).encode() for user in ("-", "-", "John Smith")]
    layout = ncsa.recognise(lines)
    assert layout is not None
    for raw in lines:
        record = told(raw, layout)
        assert (record.source, record.target) == (client, "www.example.com")


def test_a_user_that_looks_like_a_client() -> None:
    """In a log without virtual hosts a user name is never taken for the client."""
    usual = f'192.0.2.7 - - {TIME} "GET / HTTP/1.0" 200 1'.encode()
    layout = ncsa.recognise([usual] * 9)
    assert told(f'192.0.2.7 - 203.0.113.5 x {TIME} "GET / HTTP/1.0" 200 1', layout).source == "192.0.2.7"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("192.0.2.7 - - ", "no time in brackets"),
        (f'192.0.2.7 - - {TIME} "GET /defau', "request does not end"),
        ('192.0.2.7 - - [31/Feb/2001:00:01:10 +0000] "GET / HTTP/1.0" 200 1', "date or time is none"),
        ('192.0.2.7 - - [05/Xyz/2001:00:01:10 +0000] "GET / HTTP/1.0" 200 1', "date or time is none"),
        (f'203.0.113.5, 10.0.0.1 - - {TIME} "GET / HTTP/1.0" 200 1', "no single client in front"),
        (f'- {TIME} "GET / HTTP/1.0" 200 1', "no single client in front"),
    ],
)
def test_lines_that_are_none(line: str, reason: str) -> None:
    """Cut lines and strange clients are counted with the reason."""
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        ncsa.read(Layout(columns=ncsa.PLAIN), line.encode(), CLOCK)


def test_blank_lines_are_no_events() -> None:
    """Nor are comments."""
    assert [ncsa.read(Layout(), line, CLOCK) for line in (b"", b" ", b"# rotated")] == [None] * 3


def test_most_lines_decide() -> None:
    """A log is told by more than half of its lines."""
    usual = f'192.0.2.7 - - {TIME} "GET / HTTP/1.0" 200 1'.encode()
    assert ncsa.recognise([b'.0" 200 1', usual, usual]) == Layout(columns=ncsa.PLAIN)
    assert ncsa.recognise([usual, b"Traceback:", b"  File x"]) is None


SAFE = st.text(st.characters(codec="latin-1", exclude_characters='"\\\r\n'), max_size=40)
WORD = st.text(st.characters(codec="latin-1", exclude_characters='"\\ ?\r\n'), min_size=1, max_size=40)


@given(path=WORD.map("/{}".format), query=WORD, referer=SAFE, agent=SAFE)
def test_what_is_written_is_read(path: str, query: str, referer: str, agent: str) -> None:
    """Any bytes but quotes and backslashes come back as they went in."""
    line = f'192.0.2.7 - - {TIME} "GET {path}?{query} HTTP/1.1" 404 1 "{referer}" "{agent}"'
    fields = told(line, Layout(columns=ncsa.PLAIN)).fields
    assert fields["c-uri"] == f"{path}?{query}"
    assert (fields["cs-uri-stem"], fields["cs-uri-query"]) == (path, query)
    assert fields.get("cs-referer", "") == ("" if referer == "-" else referer)
    assert fields.get("cs-user-agent", "") == ("" if agent == "-" else agent)


@given(request_line=st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=60))
def test_whatever_is_asked_the_client_and_the_time_hold(request_line: str) -> None:
    """Servers that do not escape let a client write what it likes behind the first quote, never before it."""
    record = told(f'192.0.2.7 - - {TIME} "{request_line}" 404 1', Layout(columns=ncsa.PLAIN))
    assert (record.source, record.time) == ("192.0.2.7", EPOCH)


@given(st.binary(max_size=300), st.sampled_from([ncsa.PLAIN, ncsa.VIRTUAL, ()]))
def test_any_bytes(line: bytes, columns: tuple[str, ...]) -> None:
    """Rubbish is unreadable, and nothing else happens."""
    ncsa.recognise([line])
    try:
        ncsa.read(Layout(columns=columns), line, CLOCK)
    except Unreadable:
        return


@given(
    st.lists(
        st.sampled_from(["192.0.2.7", " ", "-", TIME, '"', "\\", " 404", " 1", "GET /", "HTTP/1.0", "["])
    )
)
def test_any_pieces(pieces: list[str]) -> None:
    """Pieces of lines in any order, too."""
    test_any_bytes.hypothesis.inner_test("".join(pieces).encode(), ncsa.VIRTUAL)  # type: ignore[attr-defined]


@pytest.mark.parametrize("piece", ["a ", f'{TIME} "', '" 404 x', "\\", '"', '\\" ', f'" 404 - "{TIME}', " "])
def test_a_long_line_takes_time_in_proportion(piece: str) -> None:
    """Nothing is tried again from every place: 200,000 pieces are read at once, or never would be."""
    line = (f'192.0.2.7 - - {TIME} "GET ' + piece * 200_000).encode()
    ncsa.recognise([line])
    try:
        ncsa.read(Layout(columns=ncsa.PLAIN), line, CLOCK)
    except Unreadable:
        return
