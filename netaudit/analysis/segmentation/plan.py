"""Who lives at which addresses: phones, PCs, and the servers that both talk to.

The site policy decides. Where it is silent, the config hints at servers: relays, DHCP options,
dial-peers. What a list of the policy names is complete; hints never are.
"""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from netaudit.analysis.gateways import (
    data_gateways,
    gateways,
    presumed_voice_gateways,
    voice_gateways,
)
from netaudit.analysis.memory import once, once_each
from netaudit.analysis.packetspace.numbers import Numbers, covers, difference
from netaudit.analysis.packetspace.packets import PacketSet
from netaudit.analysis.segments import segments
from netaudit.analysis.subnets import Networks, addresses_of, cidr, networks_of, numbers, subnets
from netaudit.model import Device, Interface, VlanSet
from netaudit.site.policy import Policy

_USERS = r"(?i)(?<![a-z])(?:clients?|data|desktops?|office|pcs?|staff|users?|workstations?)(?![a-z])"
"""Words that call a VLAN one of users' computers."""

DNS, TFTP_NAME, TFTP_ADDRESSES = 6, 66, 150
"""DHCP options with servers (RFC 2132; 150: Cisco)."""

BEYOND = {
    4: ("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"),
    6: ("::/127", "fe80::/10", "ff00::/8"),
}
"""Addresses of no host elsewhere: unspecified, own, link-local, multicast, reserved."""


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
        voice=_subnets(phone_gateways(device, policy), *policy.voice_subnets),
        data=_subnets(user_gateways(device, policy)),
        call_control=networks_of((*policy.call_control, *hints["call_control"])),
        registrars=networks_of((*policy.call_control, *hints["registrars"])),
        tftp=networks_of((*policy.tftp_servers, *policy.call_control, *hints["tftp"])),
        dhcp=networks_of((*policy.dhcp_servers, *hints["dhcp"])),
        infrastructure=networks_of(
            (*policy.protected_networks, *policy.dhcp_servers, *hints["infrastructure"])
        ),
        management=networks_of(policy.management_networks),
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
        if vlan not in known and re.search(_USERS, f"{names.get(vlan, '')} {port.description or ''}")
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
    texts = [text for port in ports for text in addresses_of(port)]
    shared = [group.address for port in ports for group in port.fhrp if group.address]
    return networks_of((*(text.partition("/")[0] for text in texts), *shared))


def _subnets(ports: Iterable[Interface], *more: str) -> Networks:
    """The subnets of some interfaces, and more networks."""
    return networks_of((*more, *(text for port in ports for text in addresses_of(port))))


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
    return tuple(
        text.partition("/")[0]
        for text in others
        if covers(subnets(port, version := cidr(text).version), numbers((text,), version))
    )
