"""Where packets start and where they are to go: VLANs, subnets, interfaces, as people write them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network, ip_network

from msgspec import Struct

from netaudit.analysis.gateways import in_service
from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH
from netaudit.analysis.packetspace.numbers import EMPTY, Numbers, intersection, union
from netaudit.analysis.reach.addresses import addresses
from netaudit.analysis.subnets import numbers, subnets
from netaudit.errors import UsageError
from netaudit.model import Device, Interface
from netaudit.model.vlan import format_vlans
from netaudit.parsers.names import canonical

Addresses = Mapping[int, Numbers]
"""IP version to addresses."""

_VLAN = re.compile(r"(?:vlan ?)?([0-9]{1,4})", re.IGNORECASE)

DEFAULT_VLAN = 1
"""Where a switch port is whose config does not say."""


class Spot(Struct, frozen=True, kw_only=True):
    """Hosts, and the routed interface that is their gateway."""

    device: Device
    gateway: Interface | None
    """None: no interface of the device routes for them."""
    addresses: Addresses
    vlan: int | None = None
    port: Interface | None = None
    """The switch port that was asked for."""
    switch: Device | None = None
    """The device of that port."""


class Endpoint(Struct, frozen=True, kw_only=True):
    """What a word stands for."""

    said: str
    spots: tuple[Spot, ...]
    addresses: Addresses
    """All addresses of it."""
    fixed: bool = False
    """Whether the addresses are what was asked for, wherever they are."""


def resolve(word: str, devices: Sequence[Device]) -> Endpoint:
    """What ``110``, ``vlan 110``, ``VOICE``, ``10.1.1.0/24``, ``Gi1/0/5`` or ``dist1:Vlan10`` stands for.

    Raises:
        UsageError: no device has it.
    """
    asked, among = _of_host(word.strip(), devices)
    network = _network(asked)
    if network is not None:
        return _subnet(word, network, among)
    match = _VLAN.fullmatch(asked)
    vlans = {int(match[1])} if match else _named_vlans(asked, among)
    spots = [spot for vlan in sorted(vlans) for spot in _in_vlan(vlan, among)]
    spots = spots or [spot for device in among for spot in _at_port(asked, device, devices)]
    if not spots:
        raise UsageError(_missing(asked, among))
    found = {v: _together(spot.addresses[v] for spot in spots) for v in ADDRESS_WIDTH}
    return Endpoint(said=word, spots=tuple(spots), addresses=found)


def _of_host(word: str, devices: Sequence[Device]) -> tuple[str, Sequence[Device]]:
    """The word behind ``HOSTNAME:``, and the devices of that name."""
    host, colon, rest = word.partition(":")
    named = [device for device in devices if colon and device.hostname.lower() == host.lower()]
    return (rest.strip(), named) if named else (word, devices)


def _network(word: str) -> IPv4Network | IPv6Network | None:
    """The subnet or address that a word is."""
    if not {".", ":"} & set(word):
        return None
    try:
        return ip_network(word, strict=False)
    except ValueError:
        return None


def _together(parts: Iterable[Numbers]) -> Numbers:
    found: Numbers = EMPTY
    for part in parts:
        found = union(found, part)
    return found


def _subnet(word: str, network: IPv4Network | IPv6Network, devices: Sequence[Device]) -> Endpoint:
    """A subnet, and the interfaces that are connected to any of it."""
    asked = numbers((str(network),), network.version)
    none: Addresses = dict.fromkeys(ADDRESS_WIDTH, EMPTY)
    spots = []
    for device in devices:
        for port in device.interfaces:
            met = intersection(asked, subnets(port, network.version)) if in_service(device, port) else EMPTY
            if met is not EMPTY:
                found = {**none, network.version: met}
                spots.append(Spot(device=device, gateway=port, addresses=found, vlan=vlan_of(port)))
    return Endpoint(said=word, spots=tuple(spots), addresses={**none, network.version: asked}, fixed=True)


def vlan_of(port: Interface) -> int | None:
    """The VLAN that a routed interface is the gateway of."""
    if port.kind == "svi":
        return int(port.name[4:]) if port.name[4:].isdecimal() else None
    return port.encapsulation_vlan


def _named_vlans(name: str, devices: Iterable[Device]) -> set[int]:
    """VLANs of a name, whatever its case."""
    return {v.id for d in devices for v in d.vlans if v.name is not None and v.name.lower() == name.lower()}


def _in_vlan(vlan: int, devices: Iterable[Device]) -> Iterator[Spot]:
    """The gateways of a VLAN; a device that only switches it is told where none has one."""
    gateways = list(_gateways(vlan, devices))
    yield from gateways
    if not gateways:
        for device in devices:
            if carries(device, vlan):
                yield Spot(device=device, gateway=None, addresses=_addresses(None), vlan=vlan)


def _gateways(vlan: int, devices: Iterable[Device]) -> Iterator[Spot]:
    """Interfaces in service with addresses in a VLAN."""
    for device in devices:
        for port in device.interfaces:
            if vlan_of(port) == vlan and in_service(device, port) and any(addresses(port)):
                yield Spot(device=device, gateway=port, addresses=_addresses(port), vlan=vlan)


def carries(device: Device, vlan: int) -> bool:
    """Whether a device knows a VLAN at all."""
    mine = any(vlan in {port.access_vlan, port.voice_vlan} for port in device.interfaces)
    return mine or vlan in device.svis or any(each.id == vlan for each in device.vlans)


def _addresses(port: Interface | None) -> Addresses:
    """The addresses of the hosts behind a gateway."""
    return {v: subnets(port, v) if port else EMPTY for v in ADDRESS_WIDTH}


def _at_port(word: str, device: Device, devices: Sequence[Device]) -> Iterator[Spot]:
    """A routed interface, or a switch port with the gateways of its VLANs."""
    name = canonical(word).lower()
    port = next((each for each in reversed(device.interfaces) if each.name.lower() == name), None)
    if port is None:
        return
    if not port.is_switchport:
        yield Spot(device=device, gateway=port, addresses=_addresses(port), vlan=vlan_of(port))
        return
    for vlan in sorted(_vlans(port, devices)):
        own = list(_gateways(vlan, (device,)))
        for spot in own or list(_gateways(vlan, devices)) or list(_in_vlan(vlan, (device,))):
            yield Spot(
                device=spot.device,
                gateway=spot.gateway,
                addresses=spot.addresses,
                vlan=vlan,
                port=port,
                switch=device,
            )


def _vlans(port: Interface, devices: Iterable[Device]) -> set[int]:
    """The VLANs that hosts at a port are in; of a trunk those that have a gateway."""
    if port.mode == "trunk":
        routed = {vlan_of(each) for device in devices for each in device.interfaces}
        return {vlan for vlan in routed if vlan in port.allowed_vlans and vlan is not None}
    voice = {port.voice_vlan} if isinstance(port.voice_vlan, int) else set()
    return {port.access_vlan or DEFAULT_VLAN, *voice}


def _missing(word: str, devices: Sequence[Device]) -> str:
    """What is not there, and what may have been meant."""
    if match := _VLAN.fullmatch(word):
        known = {vlan_of(port) for device in devices for port in device.interfaces if any(addresses(port))}
        told = format_vlans(vlan for vlan in known if vlan is not None)
        return f"no config has VLAN {match[1]}; VLANs with a gateway: {told}"
    names = {port.name for device in devices for port in device.interfaces}
    names |= {vlan.name for device in devices for vlan in device.vlans if vlan.name}
    near = get_close_matches(canonical(word), sorted(names), n=3, cutoff=0.6)
    hint = f"did you mean {' or '.join(near)}?" if near else "write a VLAN, a subnet or an interface"
    return f"no config has {canonical(word)}; {hint}"
