"""Addresses as logs write them, and whether one lies in given networks."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import collapse_addresses, ip_address

from netaudit.hunt.terms import Network

MOST_REMEMBERED = 8192
"""Answers kept for texts seen before: a log names the same hosts again and again."""

LONGEST = 80
"""Characters; whatever is longer is no address, with brackets, zone and port."""

_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_PLAIN = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}")
"""An IPv4 address just as ``ipaddress`` writes it, told four times faster than by reading it."""


@lru_cache(maxsize=MOST_REMEMBERED)
def address(text: str) -> str | None:
    """An address as ``ipaddress`` writes it; None where the text is none.

    A port, brackets, quotes and the zone of a link-local address are left out, and an IPv4 address
    that IPv6 carries (``::ffff:192.0.2.1``) is an IPv4 address.
    """
    if _PLAIN.fullmatch(text):
        return text
    if len(text) > LONGEST:
        return None
    try:
        read = ip_address(_bare(text.strip(' "\t')))
    except ValueError:
        return None
    return str((read.version == 6 and read.ipv4_mapped) or read)  # noqa: PLR2004 - IPv6


def _bare(text: str) -> str:
    """The text without brackets, port and zone.

    Raises:
        ValueError: what stands where a port would is no number.
    """
    port = "0"
    if text.startswith("["):
        text, _, port = text[1:].partition("]")
        port = port.removeprefix(":") or "0"
    elif text.count(":") == 1:
        text, _, port = text.partition(":")
    if not (port.isascii() and port.isdecimal()):
        raise ValueError(port)
    return text.partition("%")[0]


def rank(text: str) -> tuple[int, int]:
    """Version and number of an address as ``ipaddress`` writes it: sorts addresses, IPv4 first."""
    if ":" in text:
        return 6, int(ip_address(text))
    first, second, third, fourth = map(int, text.split("."))
    return 4, (first << 24) + (second << 16) + (third << 8) + fourth


class Ranges:
    """Networks that addresses can be looked up in."""

    def __init__(self, networks: Iterable[Network]) -> None:
        self._ends = {version: _ends(networks, version) for version in (4, 6)}
        self.holds = lru_cache(maxsize=MOST_REMEMBERED)(self._holds)
        """Whether an address as ``ipaddress`` writes it is in one of the networks."""

    def _holds(self, text: str) -> bool:
        """Look one up."""
        version, number = rank(text)
        firsts, lasts = self._ends[version]
        place = bisect_right(firsts, number) - 1
        return place >= 0 and number <= lasts[place]


def _ends(networks: Iterable[Network], version: int) -> tuple[list[int], list[int]]:
    """First and last addresses of the networks of a version, merged and sorted."""
    merged = list(collapse_addresses([each for each in networks if each.version == version]))  # type: ignore[type-var]  # one version
    return [int(each.network_address) for each in merged], [int(each.broadcast_address) for each in merged]
