"""Events of Suricata and whom they blame, worked out by hand from its user guide."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.hunt.formats.clock import Clock
from netaudit.hunt.formats.eve import EVE
from netaudit.hunt.formats.format import Layout
from netaudit.hunt.formats.record import Claim, Record, Unreadable
from netaudit.model import Verdict

HTTP = {
    "hostname": "www.example.com",
    "url": "/scripts/root.exe?/c+dir",
    "http_method": "GET",
    "http_user_agent": "x",
    "protocol": "HTTP/1.0",
    "status": 404,
    "length": 210,
}
FIELDS = {
    "c-ip": "192.0.2.66",
    "s-ip": "10.0.0.5",
    "s-port": "80",
    "cs-host": "www.example.com",
    "cs-method": "GET",
    "cs-user-agent": "x",
    "cs-version": "HTTP/1.0",
    "c-uri": "/scripts/root.exe?/c+dir",
    "cs-uri-stem": "/scripts/root.exe",
    "cs-uri-query": "/c+dir",
    "sc-status": "404",
    "sc-bytes": "210",
}


def event(**changed: object) -> bytes:
    """An event of a request; changes with None leave a key out."""
    plain: dict[str, object] = {
        "timestamp": "2001-08-05T02:01:10.500000+0200",
        "event_type": "http",
        "src_ip": "192.0.2.66",
        "src_port": 4021,
        "dest_ip": "10.0.0.5",
        "dest_port": 80,
        "proto": "TCP",
        **changed,
    }
    return json.dumps({name: value for name, value in plain.items() if value is not None}).encode()


def alert(category: str, **changed: object) -> bytes:
    """An alert of a class."""
    rule = {
        "action": "allowed",
        "gid": 1,
        "signature_id": 1256,
        "rev": 9,
        "signature": "WEB-IIS CodeRed v2 root.exe access",
        "category": category,
        "severity": 1,
    }
    return event(**{"event_type": "alert", "alert": rule, **changed})


def read(line: bytes) -> Record | None:
    """A line, as the format reads it."""
    return EVE.read(Layout(), line, Clock())


def test_request() -> None:
    """A request has the fields of a web log."""
    assert read(event(http=HTTP)) == Record("192.0.2.66", 996969670.5, "10.0.0.5", "404", FIELDS)


def test_alert_with_its_request() -> None:
    """An alert claims what its rule says, and its request is there to be judged too."""
    assert read(alert("Web Application Attack", http=HTTP)) == Record(
        "192.0.2.66",
        996969670.5,
        "10.0.0.5",
        "404",
        FIELDS,
        (Claim("suricata-1256", Verdict.ATTACKER, "WEB-IIS CodeRed v2 root.exe access", "high"),),
    )


BACK = {"src_ip": "10.0.0.5", "src_port": 80, "dest_ip": "192.0.2.66", "dest_port": 4021}


@pytest.mark.parametrize(
    ("category", "changed", "verdict", "blamed"),
    [
        ("Web Application Attack", {}, Verdict.ATTACKER, "192.0.2.66"),
        ("A class of our own", {}, Verdict.ATTACKER, "192.0.2.66"),
        ("", {}, Verdict.ATTACKER, "192.0.2.66"),
        ("Detection of a Network Scan", {}, Verdict.SCANNER, "192.0.2.66"),
        ("Attempted Information Leak", {}, Verdict.SCANNER, "192.0.2.66"),
        # an exploit in an answer: the server sent it
        ("Attempted User Privilege Gain", {**BACK, "direction": "to_client"}, Verdict.ATTACKER, "10.0.0.5"),
        # malware: the client, whoever of the two spoke, with and without a direction
        ("A Network Trojan was detected", {}, Verdict.INFECTED, "192.0.2.66"),
        ("A Network Trojan was detected", BACK, Verdict.INFECTED, "192.0.2.66"),
        (
            "Malware Command and Control Activity Detected",
            {**BACK, "src_port": 4444, "direction": "to_client"},
            *(Verdict.INFECTED, "192.0.2.66"),
        ),
        (
            "A Network Trojan was Detected",
            {**BACK, "direction": "to_server"},
            *(Verdict.INFECTED, "10.0.0.5"),
        ),
        # success: the server that answers
        (
            "Successful Administrator Privilege Gain",
            {**BACK, "direction": "to_client"},
            *(Verdict.VULNERABLE, "10.0.0.5"),
        ),
        ("Successful User Privilege Gain", {}, Verdict.VULNERABLE, "10.0.0.5"),
    ],
)
def test_whom_an_alert_blames(
    category: str, changed: dict[str, object], verdict: Verdict, blamed: str
) -> None:
    """The class of an alert says what its host is, and which of the two it is."""
    record = read(alert(category, **changed))
    assert record is not None
    (claim,) = record.claims
    assert (claim.verdict, record.source) == (verdict, blamed)
    assert record.target == ({"192.0.2.66", "10.0.0.5"} - {blamed}).pop()
    assert record.fields == {}


def test_rule_that_names_the_source() -> None:
    """The keyword ``target`` of a rule goes before direction."""
    rule = {
        "action": "blocked",
        "signature_id": 5,
        "category": "Misc Attack",
        "severity": 2,
        "source": {"ip": "10.0.0.5", "port": 80},
        "target": {"ip": "192.0.2.66", "port": 4021},
        "metadata": {"cve": ["CVE_2021_44228", "none"], "tag": ["x"]},
    }
    assert read(event(event_type="alert", alert=rule)) == Record(
        "10.0.0.5",
        996969670.5,
        "192.0.2.66",
        "deny",
        {},
        (Claim("suricata-5", Verdict.ATTACKER, "suricata-5", "medium", ("CVE-2021-44228",)),),
    )


@pytest.mark.parametrize(
    "category", ["Generic Protocol Command Decode", "Potentially Bad Traffic", "Misc activity"]
)
def test_what_is_no_attack_claims_nothing(category: str) -> None:
    """Only the request of such an alert is judged."""
    assert read(alert(category)) is None
    answered = read(alert(category, http=HTTP, **BACK))
    assert answered is not None
    assert (answered.source, answered.fields, answered.claims) == ("192.0.2.66", FIELDS, ())


@pytest.mark.parametrize("line", [b"", event(event_type="dns"), event(event_type="flow"), event()])
def test_no_event(line: bytes) -> None:
    """Blank lines and other events are none."""
    assert read(line) is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "no JSON object"),
        (b'{"a":1}', "no event_type"),
        (event(http=HTTP, src_ip=None), "no client address"),
        (alert("Misc Attack", src_ip=None), "no source address"),
        (event(http=HTTP, timestamp="now"), "timestamp is no time"),
        (event(http="x"), "JSON with values of other types"),
        (event(event_type="alert", alert={"severity": [1]}), "JSON with values of other types"),
    ],
)
def test_unreadable(line: bytes, reason: str) -> None:
    """What can not be read is counted by its reason."""
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        read(line)


def test_recognised() -> None:
    """An event has a type and a time; other JSON is of another kind."""
    assert EVE.recognise([b"", event()]) == Layout()
    assert EVE.recognise([b'{"ts":1,"id.orig_h":"10.0.0.1","conn_state":"S0"}']) is None
    assert EVE.recognise([]) is None


def test_anchors_are_in_every_alert() -> None:
    """Written with a blank behind the colon or without."""
    spaced = alert("Misc Attack")
    for line in (spaced, spaced.replace(b'": ', b'":')):
        assert any(anchor in line for anchor in EVE.anchors)


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(sorted(HTTP)), inner),
    ).map(lambda value: json.dumps({"event_type": "http", "http": value}).encode())
)
def test_any_bytes(line: bytes) -> None:
    """Whatever the bytes, the answer is a record, nothing, or Unreadable."""
    with suppress(Unreadable):
        read(line)
    EVE.recognise([line])
