"""Which routing protocols speak on an interface: what a filter there must let through."""

from collections.abc import Iterable, Iterator
from ipaddress import AddressValueError, IPv4Address

from msgspec import Struct

from netaudit.analysis.subnets import cidr
from netaudit.model import Device, Interface, RoutedBy, RoutingProcess

BY_NETWORK = frozenset({"eigrp", "ospf", "rip"})
"""Protocols that speak on interfaces whose address a ``network`` line holds; IPv4 only."""


class Speaker(Struct, frozen=True, kw_only=True):
    """A routing protocol that sends on an interface, and the line that makes it."""

    protocol: str
    version: int
    line: int


def speakers(device: Device, port: Interface) -> tuple[Speaker, ...]:
    """The routing protocols that speak on an interface, each with the first line that says so.

    Nothing speaks on an interface that is shut down, nor where a process is passive.
    """
    if not port.enabled:
        return ()
    found: dict[tuple[str, int], Speaker] = {}
    for each in (*_by_own_lines(device, port), *_by_processes(device, port)):
        found.setdefault((each.protocol, each.version), each)
    return tuple(found.values())


def _by_own_lines(device: Device, port: Interface) -> Iterator[Speaker]:
    """What lines of the interface turn on."""
    lines = port.lines_of("routed_by")
    for number, enabled in enumerate(port.routed_by):
        process = _process(device, enabled)
        if process is None or _is_open(process, port):
            line = lines[min(number, len(lines) - 1)]
            yield Speaker(protocol=enabled.protocol, version=enabled.version, line=line)


def _process(device: Device, enabled: RoutedBy) -> RoutingProcess | None:
    """The process that a line of an interface belongs to."""
    wanted = (enabled.protocol, enabled.process, enabled.version)
    return next((p for p in device.routing_processes if (p.protocol, p.name, p.version) == wanted), None)


def _by_processes(device: Device, port: Interface) -> Iterator[Speaker]:
    """What ``network`` and ``neighbor`` lines of processes in the interface's routing table turn on."""
    for process in device.routing_processes:
        if process.vrf != port.vrf or not _is_open(process, port):
            continue
        line = _network_line(process, port) if process.protocol in BY_NETWORK else _peer_line(process, port)
        if line is not None:
            yield Speaker(protocol=process.protocol, version=process.version, line=line)


def _is_open(process: RoutingProcess, port: Interface) -> bool:
    """Whether a process speaks where it is turned on."""
    silent = port.name not in process.active if process.passive_default else port.name in process.passive
    return process.enabled and not silent


def _network_line(process: RoutingProcess, port: Interface) -> int | None:
    """The first line whose network holds an address of the interface."""
    own = [cidr(each).address for each in (*port.addresses, *port.secondary_addresses)]
    for number, network in enumerate(process.networks):
        if any((address ^ network.base) & ~network.wildcard == 0 for address in own):
            return process.line + process.at["networks"][number]
    return None


def _peer_line(process: RoutingProcess, port: Interface) -> int | None:
    """The process's line, where a BGP neighbor is in a subnet of the interface."""
    if process.protocol != "bgp":
        return None
    own = [cidr(each) for each in (*port.addresses, *port.secondary_addresses)]
    peers = list(_ipv4(process.neighbors))
    near = any(not (peer ^ each.address) & ~each.wildcard for peer in peers for each in own)
    return process.line if near else None


def _ipv4(texts: Iterable[str]) -> Iterator[int]:
    """The IPv4 addresses among some texts."""
    for text in texts:
        try:
            yield int(IPv4Address(text))
        except AddressValueError:
            continue
