"""The addresses of interfaces with their subnets, and those that a device answers to."""

from collections.abc import Iterator
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Interface, IPv6Address, IPv6Interface, ip_interface

from netaudit.analysis.subnets import addresses_of
from netaudit.model import Interface

AnyInterface = IPv4Interface | IPv6Interface
"""An address with the subnet that it is in."""


def addresses(port: Interface) -> Iterator[AnyInterface]:
    """The addresses of an interface with their subnets, primary first; link-local ones are left out."""
    for text in addresses_of(port):
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
