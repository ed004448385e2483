"""Text from logs becomes an address, or does not."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.hunt.sightings.addresses import Ranges, address, rank


@pytest.mark.parametrize(
    ("text", "is_"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("192.0.2.1:8080", "192.0.2.1"),
        (" 192.0.2.1 ", "192.0.2.1"),
        ('"192.0.2.1"', "192.0.2.1"),
        ("2001:DB8::1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("[::ffff:c000:201]:80", "192.0.2.1"),
        ("fe80::1%eth0", "fe80::1"),
        ("fe80::1%\x1b[31m", "fe80::1"),
        ("192.0.2.1:port", None),
        ("192.0.2.256", None),
        ("192.0.2.01", None),
        ("192.0.2", None),
        ("3221225985", None),
        ("192.0.2.1\n", None),
        ("192.0.2.1; reboot", None),
        ("١٩٢.0.2.1", None),
        ("[2001:db8::1]x", None),
        ("host.example", None),
        ("unknown", None),
        ("", None),
        ("-", None),
        ("1" * 10_000, None),
    ],
)
def test_address(text: str, is_: str | None) -> None:
    """Ports, brackets and zones go; whatever else is not an address is none."""
    assert address(text) == is_


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_every_address_is_read_as_ipaddress_reads_it(one: object) -> None:
    """What ``ipaddress`` writes is read back, an IPv4 address within IPv6 as IPv4."""
    read = ip_address(str(one))
    mapped = read.ipv4_mapped if read.version == 6 else None
    assert address(str(read)) == str(mapped or read)


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_none(text: str) -> None:
    """No text ends in an error, and what is taken for an address is one."""
    read = address(text)
    assert read is None or str(ip_address(read)) == read


def test_rank_sorts_by_number() -> None:
    """10.0.0.9 comes before 10.0.0.10, and IPv4 before IPv6."""
    ordered = ["9.255.255.255", "10.0.0.9", "10.0.0.10", "::1", "2001:db8::9", "2001:db8::10"]
    assert sorted(ordered, key=str) != sorted(ordered, key=rank) == ordered


@given(
    st.lists(
        st.ip_addresses(v=4).flatmap(lambda one: st.integers(0, 32).map(lambda n: f"{one}/{n}")), max_size=5
    ),
    st.ip_addresses(v=4),
)
def test_ranges_hold_what_networks_hold(networks: list[str], one: object) -> None:
    """An address is in the ranges if it is in one of the networks."""
    read = [ip_network(each, strict=False) for each in networks]
    assert Ranges(read).holds(str(one)) == any(one in each for each in read)


def test_ranges_of_both_versions() -> None:
    """An IPv6 address is in no IPv4 network, whatever its number."""
    ranges = Ranges([ip_network("0.0.0.0/0"), ip_network("2001:db8::/32")])
    assert ranges.holds("255.255.255.255")
    assert ranges.holds("2001:db8::1")
    assert not ranges.holds("::1")
