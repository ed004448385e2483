"""Addresses and networks of configs, and of the interfaces that are in them, as numbers and sets of these."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import ip_interface
from typing import NamedTuple

from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH
from netaudit.analysis.packetspace.numbers import EMPTY, Numbers, matching, union
from netaudit.model import Interface

Networks = tuple[str, ...]
"""Networks or addresses in CIDR form, sorted."""

LINK_LOCAL = {4: (0xA9FE << 16, (1 << 16) - 1), 6: (0xFE80 << 112, (1 << 118) - 1)}
"""IP version to base and wildcard of the addresses that are good on one link only."""

OCTETS = frozenset(map(str, range(256)))
LENGTHS = {"": 32, **{f"/{length}": length for length in range(33)}}
"""What may follow an IPv4 address to the length of the prefix."""


class Cidr(NamedTuple):
    """An address, and the network that it is in."""

    version: int
    address: int
    wildcard: int
    """Of the network: the bits that differ within it."""


@lru_cache(maxsize=4096)
def cidr(text: str) -> Cidr:
    """What ``A`` or ``A/N`` says. ``ipaddress`` takes ten times as long, and is asked about the rest.

    Raises:
        ValueError: it is neither.
    """
    address, slash, prefix = text.partition("/")
    length = LENGTHS.get(slash + prefix)
    octets = address.split(".")
    if length is not None and len(octets) == 4 and OCTETS.issuperset(octets):  # noqa: PLR2004 - of IPv4
        return Cidr(4, int.from_bytes(bytes(map(int, octets)), "big"), (1 << 32 - length) - 1)
    found = ip_interface(text)
    return Cidr(found.version, int(found.ip), int(found.network.hostmask))


def networks_of(texts: Iterable[str]) -> Networks:
    """The texts that are addresses or networks, each once, without host bits and link-local ones."""
    found = {network for text in set(texts) if (network := _network(text)) is not None}
    return tuple(sorted(found))


@lru_cache(maxsize=4096)
def _network(text: str) -> str | None:
    """``A/N`` without host bits, ``A/32`` for an address; None for names and link-local addresses."""
    try:
        word = text.split(maxsplit=1)[0]
        version, address, wildcard = cidr(word)
    except (IndexError, ValueError):
        return None
    base, (local, open_bits) = address & ~wildcard, LINK_LOCAL[version]
    if not (base ^ local | wildcard) & ~open_bits:
        return None
    if version == 6:  # noqa: PLR2004 - IP version
        return str(ip_interface(word).network)
    return f"{'.'.join(map(str, base.to_bytes(4, 'big')))}/{32 - wildcard.bit_length()}"


@lru_cache(maxsize=1024)
def numbers(networks: Networks, version: int) -> Numbers:
    """The addresses of some networks, as far as they are of an IP version."""
    found: Numbers = EMPTY
    for text in networks:
        own, address, wildcard = cidr(text)
        if own == version:
            found = union(found, matching(address & ~wildcard, wildcard, ADDRESS_WIDTH[version]))
    return found


def addresses_of(port: Interface) -> tuple[str, ...]:
    """The addresses of an interface with their prefixes, as written: ``dhcp`` may be among them."""
    return (*port.addresses, *port.secondary_addresses, *port.ipv6_addresses)


def subnets(port: Interface, version: int) -> Numbers:
    """The addresses of the subnets of an interface, the secondary ones too."""
    return _together(addresses_of(port), version)


@lru_cache(maxsize=4096)
def _together(texts: tuple[str, ...], version: int) -> Numbers:
    """The addresses of the networks of some interface addresses."""
    return numbers(networks_of(texts), version)
