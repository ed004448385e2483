"""A voice VLAN with both IP versions is filtered for IPv4 alone.

The voice gateway has IPv6 addresses and IPv6 is routed, but no IPv6 list stands beside the list
for IPv4.

Why it matters
    Access lists look at one IP version. What the filter denies goes through in the other: phones
    and PCs with IPv6 reach each other as if no filter was there.

How to fix
    `ipv6 traffic-filter` with the same intent as the IPv4 list, at the voice and the data gateways,
    or no IPv6 addresses in the voice VLAN while phones do not need them.

Not reported
    Gateways with link-local IPv6 addresses only, devices without `ipv6 unicast-routing`, VLANs with
    a VLAN map, VLANs that only their name makes voice VLANs. Medium where no data VLAN with IPv6
    and without an IPv6 list is routed here. An IPv6 list that is not defined is
    `undefined-acl`.

Bad
    ip routing
    ipv6 unicast-routing
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan10
     ip address 10.20.10.1 255.255.255.0
     ipv6 address 2001:db8:0:10::1/64
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip access-group VOICE-IN in
     ipv6 address 2001:db8:0:110::1/64
    ip access-list extended VOICE-IN
     permit udp any eq bootpc any eq bootps
     permit tcp 10.20.110.0 0.0.0.255 10.1.1.20 0.0.0.1 range 2000 2002

Good
    ip routing
    ipv6 unicast-routing
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan10
     ip address 10.20.10.1 255.255.255.0
     ipv6 address 2001:db8:0:10::1/64
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip access-group VOICE-IN in
     ipv6 address 2001:db8:0:110::1/64
     ipv6 traffic-filter VOICE6-IN in
    ip access-list extended VOICE-IN
     permit udp any eq bootpc any eq bootps
     permit tcp 10.20.110.0 0.0.0.255 10.1.1.20 0.0.0.1 range 2000 2002
    ipv6 access-list VOICE6-IN
     permit tcp 2001:db8:0:110::/64 host 2001:db8:0:1::20 range 2000 2002
     deny ipv6 any any
"""

from collections.abc import Iterator

from netaudit.analysis.gateways import gateways
from netaudit.model import Device, Severity, format_vlans
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy


def has_both(device: Device) -> bool:
    """The rule speaks of devices that route IPv6 between VLANs."""
    return device.globals.ipv6_routing and bool(gateways(device))


@rule(
    "F-30",
    severity=Severity.HIGH,
    references=("DISA VVoIP 5605 (V-19636)", "Cisco IOS IPv6: traffic filtering with IPv6 access lists"),
    applies=has_both,
)
def ipv6_unfiltered_voice(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each voice gateway whose IPv6 is not filtered while its IPv4 is."""
    from netaudit.analysis.segmentation.versions import uncovered

    for port, others in uncovered(device, policy):
        why = "phones are filtered for IPv4 only, and their IPv6 is routed"
        if others:
            why += f": data VLAN {format_vlans(frozenset(others))} reaches them without any filter"
        severity = Severity.HIGH if others else Severity.MEDIUM
        yield on_port(port, why, "ipv6_addresses", severity=severity)
