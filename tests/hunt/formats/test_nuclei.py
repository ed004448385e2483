"""Results of nuclei and the claims they make, worked out by hand."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.hunt.formats.clock import Clock
from netaudit.hunt.formats.format import Layout
from netaudit.hunt.formats.nuclei import NUCLEI
from netaudit.hunt.formats.record import Claim, Record, Unreadable
from netaudit.model import Verdict

INFO = {
    "name": "Example Server - Path Traversal",
    "author": ["somebody"],
    "severity": "critical",
    "reference": ["https://example.com/advisory"],
    "classification": {"cve-id": ["cve-2021-41773"], "cvss-score": 7.5},
}


def result(**changed: object) -> bytes:
    """A result; ``_`` stands for ``-`` in a key, and a change with None leaves a key out."""
    plain: dict[str, object] = {
        "template_id": "CVE-2021-41773",
        "info": INFO,
        "type": "http",
        "host": "https://www.example.com:443",
        "matched_at": "https://www.example.com/cgi-bin/.%2e/x",
        "ip": "10.0.0.5",
        "timestamp": "2001-08-05T02:01:10.123456789+02:00",
        "matcher_status": True,
        **changed,
    }
    return json.dumps(
        {name.replace("_", "-"): value for name, value in plain.items() if value is not None}
    ).encode()


def read(line: bytes) -> Record | None:
    """A line, as the format reads it."""
    return NUCLEI.read(Layout(), line, Clock())


def test_result() -> None:
    """The scanned host is vulnerable, by the name of the template."""
    assert read(result()) == Record(
        source="10.0.0.5",
        time=996969670.123456,
        target="",
        status="",
        fields={"c-uri": "https://www.example.com/cgi-bin/.%2e/x"},
        claims=(
            Claim(
                "nuclei-cve-2021-41773",
                Verdict.VULNERABLE,
                "Example Server - Path Traversal",
                "critical",
                ("CVE-2021-41773", "https://example.com/advisory"),
            ),
        ),
    )


def test_result_of_older_versions() -> None:
    """Other keys, one reference, no severity that is known."""
    line = b'{"templateID":"x","info":{"severity":"Unknown","reference":"r"},"host":"10.0.0.6","matched":"m"}'
    assert read(line) == Record(
        "10.0.0.6",
        None,
        "",
        "",
        {"c-uri": "m"},
        (Claim("nuclei-x", Verdict.VULNERABLE, "x", "informational", ("r",)),),
    )


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("10.0.0.5", "10.0.0.5"),
        ("10.0.0.5:8443", "10.0.0.5"),
        ("http://10.0.0.5:80/a?b", "10.0.0.5"),
        ("https://[2001:DB8::5]:443", "2001:db8::5"),
        ("2001:db8::5", "2001:db8::5"),
    ],
)
def test_host_that_is_an_address(host: str, address: str) -> None:
    """Without ``ip``, the host goes if it is an address."""
    record = read(result(ip=None, host=host))
    assert record is not None
    assert record.source == address


@pytest.mark.parametrize(
    "line", [b" ", result(info={**INFO, "severity": "info"}), result(matcher_status=False)]
)
def test_no_event(line: bytes) -> None:
    """What a host runs, and what did not match, is no vulnerability."""
    assert read(line) is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (result(ip=None), "no address of the scanned host"),
        (result(ip="10.0.0.500"), "no address of the scanned host"),
        (result(template_id=None), "no template-id"),
        (result(timestamp="now"), "timestamp is no time"),
        (result(info=[]), "JSON with values of other types"),
        (b"[" + result() + b"]", "JSON with values of other types"),
        (b"nuclei", "no JSON object"),
    ],
)
def test_unreadable(line: bytes, reason: str) -> None:
    """What can not be used is counted by its reason."""
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        read(line)


def test_recognised() -> None:
    """By the keys of a result."""
    assert NUCLEI.recognise([b"", result()]) == Layout()
    assert NUCLEI.recognise([b'{"timestamp":"2001-08-05T00:00:00Z","event_type":"alert"}']) is None
    assert NUCLEI.recognise([]) is None


def test_anchors_are_in_every_result() -> None:
    """Under either name of the key."""
    for line in (result(), b'{"templateID":"x"}'):
        assert any(anchor in line for anchor in NUCLEI.anchors)


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(sorted(INFO)), inner),
    ).map(lambda value: result(info=value, host=str(value)))
)
def test_any_bytes(line: bytes) -> None:
    """Whatever the bytes, the answer is a record, nothing, or Unreadable."""
    with suppress(Unreadable):
        read(line)
    NUCLEI.recognise([line])
