"""Routes that a config states, and the routing protocols that learn others."""

from collections.abc import Mapping

from msgspec import Struct

from netaudit.model.acl import Address
from netaudit.model.interface import Lines


class StaticRoute(Struct, frozen=True, kw_only=True):
    """A static route.

    ``prefix`` and ``next_hop`` are of ``version``. A route has a next hop, an interface, or both;
    with neither its gateway comes from DHCP. ``Null0`` drops.
    """

    text: str
    """The words behind ``ip route`` or ``ipv6 route``."""
    line: int
    prefix: str
    """In CIDR form."""
    version: int = 4
    vrf: str | None = None
    """Routing table that the route is in; None: the global one."""
    next_hop: str | None = None
    next_hop_vrf: str | None = None
    """Table that the next hop is looked up in, where it is another than the route's (IPv6)."""
    next_hop_global: bool = False
    """``global``: the next hop of a VRF's route is looked up in the global table."""
    interface: str | None = None
    """Canonical name."""
    distance: int = 1
    """Administrative distance, 1-255; of two routes to a prefix the smaller one counts."""


class RoutingProcess(Struct, frozen=True, kw_only=True):
    """One routing protocol in one routing table."""

    protocol: str
    """``bgp``, ``eigrp``, ``isis``, ``ospf``, ``ospfv3`` or ``rip``."""
    line: int
    name: str | None = None
    """Process number, autonomous system, tag or name behind the protocol."""
    vrf: str | None = None
    version: int = 4
    """IP version of what it routes."""
    at: Mapping[str, Lines] = {}
    """Field name to the offsets of the lines that set it; ``networks`` has one for each network."""
    autonomous_system: int | None = None
    """EIGRP's and BGP's number."""
    enabled: bool = True
    """False after ``shutdown``."""
    networks: tuple[Address, ...] = ()
    """Addresses of ``network`` lines. The protocol speaks on interfaces whose address is one of them;
    BGP announces them instead."""
    neighbors: tuple[str, ...] = ()
    """Addresses of ``neighbor`` lines, each once."""
    passive_default: bool = False
    """``passive-interface default``: it is silent but on the ``active`` interfaces."""
    passive: tuple[str, ...] = ()
    """Canonical names of interfaces on which it does not speak."""
    active: tuple[str, ...] = ()
    """Canonical names of ``no passive-interface`` lines."""
