"""Whom a record speaks of."""

from ipaddress import ip_network

import pytest

from netaudit.hunt.formats.record import Claim, Record, Unreadable
from netaudit.hunt.sightings import origin
from netaudit.hunt.sightings.origin import Origins
from netaudit.model import Verdict
from tests.hunt.sightings.made import record, terms

PROXIES = (ip_network("10.1.1.5"), ip_network("10.1.2.0/24"), ip_network("2001:db8:5::/48"))
KNOWN = Origins(terms([], proxies=PROXIES))


@pytest.mark.parametrize(
    ("peer", "header", "client"),
    [
        ("192.0.2.9", "198.51.100.1", "192.0.2.9"),
        ("10.1.1.5", "198.51.100.1", "198.51.100.1"),
        ("10.1.1.5:3128", "198.51.100.1", "198.51.100.1"),
        ("10.1.1.5", "203.0.113.7, 198.51.100.1", "198.51.100.1"),
        ("10.1.1.5", "203.0.113.7,+198.51.100.1", "198.51.100.1"),
        ("10.1.1.5", "198.51.100.1, 10.1.2.7", "198.51.100.1"),
        ("10.1.1.5", "evil, 198.51.100.1, 10.1.2.7, 10.1.1.5", "198.51.100.1"),
        ("10.1.1.5", "198.51.100.1:40000", "198.51.100.1"),
        ("10.1.1.5", "[2001:db8::9]:40000", "2001:db8::9"),
        ("10.1.1.5", "::ffff:198.51.100.1", "198.51.100.1"),
        ("2001:db8:5::1", '"[2001:db8::9]"', "2001:db8::9"),
        ("::ffff:10.1.1.5", "198.51.100.1", "198.51.100.1"),
    ],
)
def test_right_most_address_that_is_no_proxy(peer: str, header: str, client: str) -> None:
    """X-Forwarded-For is believed of trusted proxies only, and only as far as they vouch for it."""
    assert KNOWN(record(peer, x_forwarded_for=header)).source == client


@pytest.mark.parametrize(
    ("peer", "header", "reason"),
    [
        ("10.1.1.5", "", origin.BEHIND_PROXY),
        ("10.1.1.5", "-", origin.BEHIND_PROXY),
        ("10.1.1.5", "10.1.2.7, 10.1.1.5", origin.BEHIND_PROXY),
        ("10.1.1.5", "unknown", origin.FORGED),
        ("10.1.1.5", "198.51.100.1, <script>", origin.FORGED),
        ("10.1.1.5", "198.51.100.1,", origin.FORGED),
        ("pc-17.example", "198.51.100.1", origin.NO_ADDRESS),
        ("", "", origin.NOT_LOGGED),
    ],
)
def test_who_can_not_be_told_is_skipped(peer: str, header: str, reason: str) -> None:
    """A proxy is never blamed for its clients, nor a name for an address."""
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        KNOWN(record(peer, x_forwarded_for=header))


def test_no_header_logged_at_all() -> None:
    """A trusted proxy whose log lacks the field is skipped too."""
    with pytest.raises(Unreadable, match=origin.BEHIND_PROXY):
        KNOWN(record("10.1.1.5"))


def test_a_scan_result_speaks_of_the_proxy_itself() -> None:
    """A proxy that can be attacked is said to be so."""
    claim = Claim("CVE-2014-0160", Verdict.VULNERABLE, "Heartbleed", "high")
    one = Record("10.1.1.5", None, "", "", {}, (claim,))
    assert KNOWN(one).source == "10.1.1.5"
    alert = one._replace(claims=(claim._replace(verdict=Verdict.ATTACKER),))
    with pytest.raises(Unreadable):
        KNOWN(alert)


def test_networks_of_a_firewall_record() -> None:
    """Both ends are told to be inside or outside; what is no address is not told."""
    known = Origins(terms([], inside=(ip_network("10.0.0.0/8"),)))
    fields = {"src_ip": "10.1.1.1", "dst_ip": "192.0.2.1"}
    assert known(Record("10.1.1.1", 0.0, "192.0.2.1", "deny", fields)).fields == {
        **fields,
        "src_network": "inside",
        "dst_network": "outside",
    }
    named = known(Record("10.1.1.1", 0.0, "www", "deny", {"src_ip": "10.1.1.1", "dst_ip": "www"}))
    assert "dst_network" not in named.fields


def test_web_records_have_no_networks() -> None:
    """Only records of firewalls get these fields."""
    assert "src_network" not in KNOWN(record("192.0.2.9")).fields
