"""What hosts send to get and keep an address (RFC 2131)."""

from collections.abc import Iterator

from netaudit.analysis.packetspace.numbers import of
from netaudit.analysis.packetspace.packets import PacketSet
from netaudit.analysis.segmentation.arriving import BROADCAST, address, udp
from netaudit.analysis.subnets import numbers, subnets
from netaudit.model import Interface

CLIENT, SERVER = of((68,), 16), of((67,), 16)


def discover() -> PacketSet:
    """The first request, of a host without address."""
    return udp(address(0), address(BROADCAST), CLIENT, SERVER)


def renewal(port: Interface) -> PacketSet:
    """The request at half of the lease, to the server that gave it: behind the relay, or this device."""
    servers = port.helpers or tuple(_own(port))
    return udp(subnets(port, 4), numbers(tuple(sorted(servers)), 4), CLIENT, SERVER)


def rebinding(port: Interface) -> PacketSet:
    """The request at seven eighths of the lease, to any server."""
    return udp(subnets(port, 4), address(BROADCAST), CLIENT, SERVER)


def _own(port: Interface) -> Iterator[str]:
    """The addresses that a local pool answers from."""
    for each in (*port.addresses, *port.secondary_addresses):
        yield each.partition("/")[0]
    yield from (group.address for group in port.fhrp if group.address)
