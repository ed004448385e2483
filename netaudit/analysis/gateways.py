"""Routed interfaces of VLANs: which subnets they serve, and whether phones live there."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network

from netaudit.analysis.descriptions import speaks_of
from netaudit.analysis.memory import once, once_each
from netaudit.analysis.phones import declared_data, declared_voice
from netaudit.analysis.segments import segments
from netaudit.analysis.usage import open_acls
from netaudit.analysis.visibility import may_exist
from netaudit.model import NO_VLANS, Device, DhcpPool, Interface, VlanSet
from netaudit.model.interface import IP_ACL_FIELDS
from netaudit.site.policy import Policy

PHONE_OPTIONS = frozenset({43, 66, 128, 129, 131, 132, 150, 156, 160, 161, 176, 191, 242})
"""DHCP options by which phones of some maker find their server (150 and 66: Cisco)."""

CISCO_TFTP_OPTION = 150

ROUTES_BY_DEFAULT = frozenset({"c4500l", "c4500m", "c6500", "c6800", "isr", "unknown"})
"""Families that route unless told ``no ip routing``; the others show ``ip routing``."""


def routes(device: Device) -> bool:
    """Whether packets get from one VLAN to another here."""
    stated = device.globals.ip_routing
    return device.family in ROUTES_BY_DEFAULT if stated is None else stated


def in_service(device: Device, port: Interface) -> bool:
    """Whether an interface is not shut down, nor the one that it is a part of."""
    main = device.interface(port.name.partition(".")[0]) if port.kind == "subinterface" else None
    return port.enabled and (main is None or main.enabled)


@once
def gateways(device: Device) -> Mapping[int, Interface]:
    """VLAN number to the live interface with an address in it: SVI or tagged subinterface."""
    found = {
        port.encapsulation_vlan: port
        for port in device.with_role("subinterface")
        if port.encapsulation_vlan and port.addresses and in_service(device, port)
    }
    svis = {vlan: port for vlan, port in device.svis.items() if port.enabled and port.addresses}
    return {**found, **svis}


@once_each
def voice_gateways(device: Device, policy: Policy) -> Mapping[int, Interface]:
    """The gateways of VLANs that phones are in."""
    voice = _voice_vlans(device, policy)
    return {vlan: port for vlan, port in gateways(device).items() if vlan in voice}


@once_each
def presumed_voice_gateways(device: Device, policy: Policy) -> Mapping[int, Interface]:
    """Gateways that nothing but a name or description calls voice; none where the policy names VLANs.

    A name proves nothing, so what is said of these is unknown at most.
    """
    if policy.voice_vlans or policy.voice_vlan_names:
        return {}
    names = {vlan.id: vlan.name for vlan in device.vlans}
    known = _voice_vlans(device, policy)
    return {
        vlan: port
        for vlan, port in gateways(device).items()
        if vlan not in known and (speaks_of(names.get(vlan), "phone") or speaks_of(port.description, "phone"))
    }


@once_each
def data_gateways(device: Device, policy: Policy) -> Mapping[int, Interface]:
    """The gateways of VLANs that PCs are in."""
    voice = _voice_vlans(device, policy)
    data = declared_data(device, policy).union(segments(device).data) - voice
    return {
        vlan: port
        for vlan, port in gateways(device).items()
        if vlan in data or (vlan not in voice and _served(device, port) is False)
    }


@once_each
def _voice_vlans(device: Device, policy: Policy) -> VlanSet:
    """VLANs with phones: ports put them there, the policy says so, or DHCP tells them a TFTP server."""
    ours = declared_voice(device, policy).union(segments(device).voice)
    if not device.dhcp_pools:
        return ours
    return ours.union(vlan for vlan, port in gateways(device).items() if _served(device, port))


def _served(device: Device, port: Interface) -> bool | None:
    """Whether the local pool for an interface's first subnet is for phones; None without pool."""
    return subnet_is_voice(device, next(networks(port)), Policy()) if device.dhcp_pools else None


def networks(port: Interface) -> Iterator[IPv4Network]:
    """The IPv4 subnets of an interface, the primary one first."""
    yield from _ipv4((*port.addresses, *port.secondary_addresses))


def pools_for(device: Device, network: IPv4Network) -> Iterator[DhcpPool]:
    """The local DHCP pools that serve a subnet."""
    for pool in device.dhcp_pools:
        if any(other.overlaps(network) for other in _ipv4(pool.networks)):
            yield pool


def gives_addresses(device: Device, port: Interface) -> bool:
    """Whether hosts behind a gateway get addresses through it, by relay or from a local pool."""
    return bool(port.helpers) or any(any(pools_for(device, network)) for network in networks(port))


def unfiltered_vlans(device: Device, port: Interface, others: Mapping[int, Interface]) -> VlanSet:
    """The VLANs of other gateways in the same routing table and zone, with no filter on either side."""
    if _filters(device, port):
        return NO_VLANS
    return frozenset(
        vlan
        for vlan, other in others.items()
        if other.vrf == port.vrf and other.zone == port.zone and not _filters(device, other)
    )


def _filters(device: Device, port: Interface) -> bool:
    """Whether an access list on an interface decides which packets pass; one without entries does not."""
    return any(not _is_open(device, name) for name in (port.acl_in, port.acl_out) if name)


def lacks_entries(device: Device, port: Interface) -> bool:
    """Whether an access list on an interface is not defined or has no entry, so that packets just pass."""
    return any(_is_open(device, name) for name in (port.acl_in, port.acl_out) if name)


def _is_open(device: Device, name: str) -> bool:
    """Whether a list is sure to let everything pass, as it has no entries."""
    return name in open_acls(device) and not may_exist(device, name)


def may_filter(device: Device, port: Interface) -> bool:
    """Whether a list or map is attached to an interface."""
    return bool(device.vlan_filters) or any(getattr(port, field) for field in IP_ACL_FIELDS.values())


def subnet_is_voice(device: Device, network: IPv4Network, policy: Policy) -> bool | None:
    """Whether a subnet is for phones, by the site policy or else its DHCP pool; None: unknown."""
    if policy.voice_subnets:
        return within((str(network),), policy.voice_subnets)
    pools = tuple(pools_for(device, network))
    return any(CISCO_TFTP_OPTION in pool.options for pool in pools) if pools else None


def _ipv4(networks: Iterable[str]) -> Iterator[IPv4Network]:
    """The IPv4 networks among some in CIDR form."""
    for text in networks:
        network = _network(text)
        if isinstance(network, IPv4Network):
            yield network


@lru_cache(maxsize=4096)
def _network(text: str) -> IPv4Network | IPv6Network:
    """The network of an address or block in CIDR form; every rule asks for the same few."""
    return ip_network(text, strict=False)


def within(subnets: Iterable[str], blocks: Iterable[str]) -> bool:
    """Whether any of some subnets lies in one of the blocks, all in CIDR form."""
    outer = tuple(_ipv4(blocks))
    return any(inner.subnet_of(block) for inner in _ipv4(subnets) for block in outer)
