"""The addresses of interfaces: their subnets, and the device's own in them."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Interface, IPv6Address, IPv6Interface, ip_interface

from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH
from netaudit.analysis.packetspace.numbers import EMPTY, Numbers, matching, union
from netaudit.model import Interface

AnyInterface = IPv4Interface | IPv6Interface
"""An address with the subnet that it is in."""


def addresses(port: Interface) -> Iterator[AnyInterface]:
    """The addresses of an interface with their subnets, primary first; link-local ones are left out."""
    for text in (*port.addresses, *port.secondary_addresses, *port.ipv6_addresses):
        found = _address(text)
        if found is not None and not found.is_link_local:
            yield found


def own_addresses(port: Interface) -> Iterator[IPv4Address | IPv6Address]:
    """The addresses that an interface answers to, virtual ones too."""
    for address in addresses(port):
        yield address.ip
    for group in port.fhrp:
        found = _address(group.address or "")
        if found is not None:
            yield found.ip


@lru_cache(maxsize=4096)
def _address(text: str) -> AnyInterface | None:
    """``A/N`` and what may stand behind it; None for ``autoconf``, ``dhcp`` and names of prefixes."""
    try:
        return ip_interface(text.split(maxsplit=1)[0])
    except (IndexError, ValueError):
        return None


def connected(port: Interface, version: int) -> Numbers:
    """The addresses of an interface's subnets, the secondary ones too."""
    return together((str(each.network) for each in addresses(port) if each.version == version), version)


def together(networks: Iterable[str], version: int) -> Numbers:
    """The addresses of some networks in CIDR form, all of one version."""
    found: Numbers = EMPTY
    for text in networks:
        network = ip_interface(text).network
        base, wildcard = int(network.network_address), int(network.hostmask)
        found = union(found, matching(base, wildcard, ADDRESS_WIDTH[version]))
    return found
