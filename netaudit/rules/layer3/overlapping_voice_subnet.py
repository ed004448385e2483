"""Phones and PCs share a subnet, or a routed interface serves a subnet of each.

The addresses of voice and data overlap, or one SVI carries a voice and a data subnet as
primary and secondary address: one broadcast domain with two number ranges.

Why it matters
    What shares a wire is not separated by its addresses. No access list can tell phones from
    PCs, and DHCP hands out whichever subnet is primary.

How to fix
    A VLAN, an SVI and an address block of its own for voice.

Not reported
    Interfaces that are shut down or in different VRFs. Unknown for a secondary address of a
    voice SVI if neither `voice.subnets` in the site policy nor a DHCP pool with option 150
    tells what it is for.

Bad
    interface Vlan10
     ip address 10.20.110.1 255.255.255.0 secondary
     ip address 10.20.10.1 255.255.255.0
    ip dhcp pool USERS
     network 10.20.10.0 255.255.255.0
    ip dhcp pool PHONES
     network 10.20.110.0 255.255.255.0
     option 150 ip 10.1.1.20

Good
    interface Vlan10
     ip address 10.20.10.1 255.255.255.0
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
    ip dhcp pool USERS
     network 10.20.10.0 255.255.255.0
    ip dhcp pool PHONES
     network 10.20.110.0 255.255.255.0
     option 150 ip 10.1.1.20
"""

from collections.abc import Iterator

from netaudit.analysis.gateways import gateways, networks, subnet_is_voice, voice_gateways
from netaudit.model import Device, Interface, Result, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy


def has_gateways(device: Device) -> bool:
    """The rule speaks of devices that route for VLANs."""
    return bool(gateways(device))


@rule(
    "V-09",
    severity=Severity.HIGH,
    references=("DISA VVoIP 5200 (V-8227)",),
    applies=has_gateways,
)
def overlapping_voice_subnet(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield interfaces that mix voice and data subnets, and voice subnets that overlap others."""
    voice = voice_gateways(device, policy)
    for vlan, port in gateways(device).items():
        if port.secondary_addresses:
            yield from _mixed(device, port, policy, voiced=vlan in voice)
    for port in voice.values():
        for other_vlan, other in gateways(device).items():
            if other_vlan not in voice and other.vrf == port.vrf and _overlap(port, other):
                why = f"the voice subnet overlaps that of VLAN {other_vlan}: addresses do not tell them apart"
                yield on_port(port, why, "addresses", "secondary_addresses")


def _mixed(device: Device, port: Interface, policy: Policy, *, voiced: bool) -> Iterator[Hit]:
    """A hit where the subnets of one interface are for phones and for others."""
    uses = {subnet_is_voice(device, network, policy) for network in networks(port)}
    if uses >= {True, False}:
        why = "a voice and a data subnet share this interface: one broadcast domain"
        yield on_port(port, why, "secondary_addresses")
    elif voiced and None in uses:
        why = "the voice VLAN has a second subnet; nothing tells whether it is for phones too"
        yield on_port(port, why, "secondary_addresses", result=Result.UNKNOWN)


def _overlap(one: Interface, other: Interface) -> bool:
    """Whether any subnets of two interfaces have addresses in common."""
    return any(a.overlaps(b) for a in networks(one) for b in networks(other))
