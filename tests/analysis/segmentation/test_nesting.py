"""How networks lie to each other, worked out by hand."""

import pytest

from netaudit.analysis.segmentation.nesting import Places, nesting, parsed, place


def test_parsed_reads_addresses_as_they_are_written() -> None:
    """10.1.1.1 is 0x0A010101; a /24 leaves 8 bits open. Names, short and padded forms are refused."""
    assert parsed("10.1.1.1") == (0x0A010101, 0)
    assert parsed("10.1.1.1/24") == (0x0A010101, 0xFF)
    assert parsed("0.0.0.0/0") == (0, 0xFFFFFFFF)
    for text in ("10.1.1", "10.1.1.256", "010.1.1.1", "dhcp", "2001:db8::1", ""):
        with pytest.raises(ValueError, match=r"IPv4|int\(\)|range"):
            parsed(text)


def laid(*texts: str) -> object:
    """How some networks lie."""
    places: Places = {}
    for text in texts:
        place(places, *parsed(text))
    return nesting(places)


def test_nesting_tells_who_holds_whom_and_how_many() -> None:
    """A /8 holds a /24 that holds a host, and another /24 has none."""
    assert laid("10.0.0.0/8", "10.1.1.0/24", "10.1.1.7", "10.2.2.0/24") == (
        (0xFFFFFF, 0xFF, 0, 0xFF),
        (-1, 0, 1, 0),
    )
    assert laid("10.0.0.0/8", "10.1.1.0/24", "10.1.1.7") == laid("11.0.0.0/8", "11.9.9.0/24", "11.9.9.1")
    assert laid("10.0.0.0/8", "10.1.1.0/24", "10.1.1.7") != laid("11.0.0.0/8", "11.9.9.0/24", "11.9.8.1")
    assert laid("10.1.1.0/24", "10.1.1.255", "10.1.2.0") == ((0xFF, 0, 0), (-1, 0, -1))
    assert laid("10.0.0.0/8", "10.1.1.0/24") != laid("11.0.0.0/8", "11.9.9.0/25")


def test_a_wildcard_with_gaps_is_the_networks_that_it_stands_for() -> None:
    """0.0.1.255 is one network, a /23; 0.0.3.1 is four of two addresses, as bits 8 and 9 are free."""
    places: Places = {}
    assert place(places, 0x0A000000, 0x1FF) == 0
    assert place(places, 0x0A000000, 0x300 | 1) == (1, 2, 3, 4)
    assert list(places)[1:] == [(0x0A000300, 1), (0x0A000200, 1), (0x0A000100, 1), (0x0A000000, 1)]
