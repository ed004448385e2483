"""Who lives at which addresses: phones, PCs, and the servers that both talk to.

The site policy decides. Where it is silent, the config hints at servers: relays, DHCP options,
dial-peers. What a list of the policy names is complete; hints never are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from ipaddress import ip_interface

from msgspec import Struct

from netaudit.analysis.gateways import (
    data_gateways,
    gateways,
    presumed_voice_gateways,
    voice_gateways,
)
from netaudit.analysis.memory import once, once_each
from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH
from netaudit.analysis.packetspace.numbers import EMPTY, Numbers, covers, difference, matching, union
from netaudit.analysis.packetspace.packets import PacketSet
from netaudit.analysis.segments import segments
from netaudit.model import Device, Interface, VlanSet
from netaudit.site.policy import Policy

_USERS = re.compile(
    r"(?i)(?<![a-z])(?:clients?|data|desktops?|office|pcs?|staff|users?|workstations?)(?![a-z])"
)
"""Words that call a VLAN one of users' computers."""

Networks = tuple[str, ...]
"""Networks or addresses in CIDR form, sorted."""

DNS, TFTP_NAME, TFTP_ADDRESSES = 6, 66, 150
"""DHCP options with servers (RFC 2132; 150: Cisco)."""

BEYOND = {
    4: ("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"),
    6: ("::/127", "fe80::/10", "ff00::/8"),
}
"""Addresses of no host elsewhere: unspecified, own, link-local, multicast, reserved."""

LINK_LOCAL = {4: (0xA9FE << 16, (1 << 16) - 1), 6: (0xFE80 << 112, (1 << 118) - 1)}
"""IP version to base and wildcard of the addresses that are good on one link only."""

OCTETS = frozenset(map(str, range(256)))
LENGTHS = {"": 32, **{f"/{length}": length for length in range(33)}}
"""What may follow an IPv4 address to the length of the prefix."""


class AddressPlan(Struct, frozen=True, kw_only=True, dict=True):
    """The segments of a site by their addresses, as far as a device and the policy tell."""

    voice: Networks = ()
    data: Networks = ()
    call_control: Networks = ()
    registrars: Networks = ()
    """Servers that phones surely register with: of the site policy, or what DHCP tells phones."""
    tftp: Networks = ()
    dhcp: Networks = ()
    infrastructure: Networks = ()
    """Servers of all kinds: name, time, directory, log."""
    management: Networks = ()
    own: Networks = ()
    """The device's own addresses, shared ones too."""
    complete: frozenset[str] = frozenset()
    """Fields that the site policy states: there are no other such servers."""


@once_each
def plan(device: Device, policy: Policy) -> AddressPlan:
    """The address plan of a site, seen from a device; worked out once for each policy."""
    hints = _hints(device)
    stated = {"call_control": policy.call_control, "tftp": policy.tftp_servers, "dhcp": policy.dhcp_servers}
    return AddressPlan(
        voice=_sorted((*policy.voice_subnets, *_subnets(phone_gateways(device, policy)))),
        data=_sorted(_subnets(user_gateways(device, policy))),
        call_control=_sorted((*policy.call_control, *hints["call_control"])),
        registrars=_sorted((*policy.call_control, *hints["registrars"])),
        tftp=_sorted((*policy.tftp_servers, *policy.call_control, *hints["tftp"])),
        dhcp=_sorted((*policy.dhcp_servers, *hints["dhcp"])),
        infrastructure=_sorted((*policy.protected_networks, *policy.dhcp_servers, *hints["infrastructure"])),
        management=_sorted(policy.management_networks),
        own=_own(device),
        complete=frozenset(name for name, servers in stated.items() if servers),
    )


@once_each
def phone_vlans(device: Device, policy: Policy) -> Mapping[int, Interface]:
    """The gateways of voice VLANs. One wrong port does not make a VLAN of users one of phones."""
    mixed = _mixed(device) - policy.voice_vlans
    return {vlan: port for vlan, port in voice_gateways(device, policy).items() if vlan not in mixed}


@once_each
def user_vlans(device: Device, policy: Policy) -> Mapping[int, Interface]:
    """The gateways of data VLANs, those with a phone port by mistake too."""
    mixed = _mixed(device) - policy.voice_vlans
    wrong = {vlan: port for vlan, port in voice_gateways(device, policy).items() if vlan in mixed}
    return {**data_gateways(device, policy), **wrong}


@once
def _mixed(device: Device) -> VlanSet:
    """VLANs that more ports have PCs in than phones."""
    found = segments(device)
    return frozenset(
        vlan for vlan, ports in found.data.items() if len(ports) > len(found.voice.get(vlan, ()))
    )


@once_each
def phone_gateways(device: Device, policy: Policy) -> tuple[Interface, ...]:
    """The gateways of voice VLANs, those that only a name calls so behind the others."""
    presumed = presumed_voice_gateways(device, policy)
    return (*phone_vlans(device, policy).values(), *presumed.values())


@once_each
def user_gateways(device: Device, policy: Policy) -> tuple[Interface, ...]:
    """The gateways of data VLANs; beside presumed voice VLANs those, too, that are data by their name."""
    data = user_vlans(device, policy)
    presumed = presumed_voice_gateways(device, policy)
    if data or not presumed:
        return tuple(data.values())
    known = {*presumed, *phone_vlans(device, policy)}
    names = {vlan.id: vlan.name or "" for vlan in device.vlans}
    return tuple(
        port
        for vlan, port in gateways(device).items()
        if vlan not in known and _USERS.search(f"{names.get(vlan, '')} {port.description or ''}")
    )


@once
def _hints(device: Device) -> dict[str, Networks]:
    """Servers that lines of the config name, by what they are for."""
    helpers = tuple(address for port in gateways(device).values() for address in port.helpers)
    options = {
        number: tuple(value for pool in device.dhcp_pools for value in pool.options.get(number, ()))
        for number in (DNS, TFTP_NAME, TFTP_ADDRESSES)
    }
    tftp = (*options[TFTP_ADDRESSES], *options[TFTP_NAME])
    return {
        "call_control": (*device.globals.telephony_servers, *tftp),
        "registrars": tftp,
        "tftp": (*tftp, *helpers),
        "dhcp": helpers,
        "infrastructure": (*helpers, *options[DNS]),
    }


@once
def _own(device: Device) -> Networks:
    """Every address of the device, and those that it shares with a standby."""
    ports = device.interfaces
    texts = [text for port in ports for text in _addresses(port)]
    shared = [group.address for port in ports for group in port.fhrp if group.address]
    return _sorted((*(text.partition("/")[0] for text in texts), *shared))


def _addresses(port: Interface) -> Iterator[str]:
    """The addresses of an interface with their prefix."""
    yield from (*port.addresses, *port.secondary_addresses, *port.ipv6_addresses)


def _subnets(ports: Iterable[Interface]) -> Iterator[str]:
    """The subnets of some interfaces."""
    yield from (text for port in ports for text in _addresses(port))


def _sorted(texts: Iterable[str]) -> Networks:
    """The texts that are addresses or networks, each once, without host bits."""
    found = {network for text in set(texts) if (network := _network(text)) is not None}
    return tuple(sorted(found))


@lru_cache(maxsize=4096)
def _network(text: str) -> str | None:
    """``A/N`` without host bits, ``A/32`` for an address; None for names and link-local addresses."""
    try:
        word = text.split(maxsplit=1)[0]
        version, base, wildcard = _cube(word)
    except (IndexError, ValueError):
        return None
    local, open_bits = LINK_LOCAL[version]
    if not (base ^ local | wildcard) & ~open_bits:
        return None
    if version == 6:  # noqa: PLR2004 - IP version
        return str(ip_interface(word).network)
    return f"{'.'.join(map(str, base.to_bytes(4, 'big')))}/{32 - wildcard.bit_length()}"


@lru_cache(maxsize=4096)
def _cube(text: str) -> tuple[int, int, int]:
    """IP version, base and wildcard of an address or network. ``ipaddress`` takes ten times as long.

    Raises:
        ValueError: it is neither.
    """
    address, slash, prefix = text.partition("/")
    length = LENGTHS.get(slash + prefix)
    octets = address.split(".")
    if length is not None and len(octets) == 4 and all(octet in OCTETS for octet in octets):  # noqa: PLR2004
        wildcard = (1 << 32 - length) - 1
        return 4, int.from_bytes(bytes(map(int, octets)), "big") & ~wildcard, wildcard
    network = ip_interface(text).network
    return network.version, int(network.network_address), int(network.hostmask)


@lru_cache(maxsize=1024)
def numbers(networks: Networks, version: int) -> Numbers:
    """The addresses of some networks, as far as they are of an IP version."""
    found: Numbers = EMPTY
    for text in networks:
        own, base, wildcard = _cube(text)
        if own == version:
            found = union(found, matching(base, wildcard, ADDRESS_WIDTH[version]))
    return found


def subnets(port: Interface, version: int) -> Numbers:
    """The addresses of the subnets of an interface."""
    return _together((*port.addresses, *port.secondary_addresses, *port.ipv6_addresses), version)


@lru_cache(maxsize=4096)
def _together(texts: Networks, version: int) -> Numbers:
    """The addresses of the networks of some interface addresses."""
    return numbers(_sorted(texts), version)


def elsewhere(plan: AddressPlan, version: int) -> Numbers:
    """Addresses of hosts that are neither phones nor PCs nor the device itself."""
    known = (plan.voice, plan.data, plan.own, BEYOND[version])
    found: Numbers = True
    for networks in known:
        found = difference(found, numbers(networks, version))
    return found


def is_own(plan: AddressPlan, packets: PacketSet) -> bool:
    """Whether all packets are for the device itself."""
    return all(covers(numbers(plan.own, region.version), region.destination) for region in packets.regions)


def servers_behind(device: Device, policy: Policy, port: Interface) -> tuple[str, ...]:
    """Addresses of registrars in the subnets of an interface, the device's own left out."""
    site = plan(device, policy)
    others = (text for text in site.registrars if text not in site.own)
    found = (ip_interface(text).network for text in others)
    return tuple(
        str(each.network_address)
        for each in found
        if covers(subnets(port, each.version), numbers((str(each),), each.version))
    )
