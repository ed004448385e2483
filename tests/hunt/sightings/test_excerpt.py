"""What is shown of a line."""

import pytest

from netaudit.hunt.formats.record import Claim, Record
from netaudit.hunt.sightings.excerpt import excerpt
from netaudit.model import Verdict
from tests.hunt.sightings.made import record


def asked(uri: str) -> str:
    """The excerpt of a request for it."""
    return excerpt(record("192.0.2.1", c_uri=uri), b"raw")


def test_request() -> None:
    """Method and URL."""
    assert asked("/default.ida?XXXX") == "GET /default.ida?XXXX"


def test_connection() -> None:
    """Both ends of a connection, brackets around IPv6."""
    fields = {
        "src_ip": "10.1.1.1",
        "src_port": "1025",
        "dst_ip": "2001:db8::1",
        "dst_port": "80",
        "protocol": "tcp",
    }
    shown = excerpt(Record("10.1.1.1", 0.0, "", "deny", fields), b"raw")
    assert shown == "deny tcp 10.1.1.1:1025 -> [2001:db8::1]:80"


def test_alert() -> None:
    """Both ends of what an alert speaks of, if it has no URL."""
    claim = Claim("sid-1", Verdict.SCANNER, "A sweep", "low")
    one = Record("192.0.2.1", 0.0, "10.1.1.1", "permit", {}, (claim,))
    assert excerpt(one, b"{...}") == "permit 192.0.2.1 -> 10.1.1.1"
    assert excerpt(one._replace(target=""), b"{...}") == "{...}"


def test_anything_else_is_the_line() -> None:
    """A line that is neither is shown as it is."""
    assert excerpt(Record("10.1.1.1", 0.0, "", "", {}), b"something else") == "something else"


def test_cut_at_160_characters() -> None:
    """A long one ends in an ellipsis."""
    shown = asked("/" + "N" * 500)
    assert len(shown) == 160
    assert shown == "GET /" + "N" * 154 + "…"


def test_bytes_are_utf_8_where_they_are() -> None:
    """Latin-1 characters stand for bytes; overlong ones are written out."""
    assert asked("/grüße".encode().decode("latin-1")) == "GET /grüße"
    assert asked("/..\xc0\xaf..") == r"GET /..\xc0\xaf.."


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        ("http://user:hunter2@host/x", "GET http://<removed>@host/x"),
        ("/fetch?url=ftp://a:hunter2@h/", "GET /fetch?url=ftp://<removed>@h/"),
        ("http://a:hun/ter2@host/x", "GET http://<removed>@host/x"),
        ("http://host/a@b", "GET http://host/a@b"),
        ("/login?user=a&password=hunter2&x=1", "GET /login?user=a&password=<removed>&x=1"),
        ("/login?PassWd=hunter2", "GET /login?PassWd=<removed>"),
        ("/compass=north", "GET /compass=north"),
    ],
)
def test_passwords_are_removed(uri: str, shown: str) -> None:
    """User and password in a URL, and parameters called password."""
    assert asked(uri) == shown


@pytest.mark.parametrize(
    "line",
    [
        b"GET / Authorization: Basic aHVudGVyMg==",
        b'{"authorization":"Basic aHVudGVyMg=="}',
        b"authorization=Bearer+aHVudGVyMg==",
    ],
)
def test_authorization_is_removed(line: bytes) -> None:
    """What an Authorization header holds is never shown."""
    assert "aHVudGVyMg" not in excerpt(Record("10.1.1.1", 0.0, "", "", {}), line)


def test_a_password_beyond_what_is_looked_at() -> None:
    """A password whose end is not seen is removed as well."""
    assert asked("http://user:hunter2" + "x" * 10_000 + "@host/") == "GET http://<removed>@"
