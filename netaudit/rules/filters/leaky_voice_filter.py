"""A filter between users and phones lets more pass than phones need.

Data VLANs are routed to the voice VLAN through access lists or VLAN maps, and a line of these
permits packets that the table of services (docs/segmentation.md) does not: users reach phones.

Why it matters
    Somebody built a filter and trusts it. What gets through is as open as if none was there: a
    scan, a flood of the media ports, forged signalling.

How to fix
    Delete the line, or narrow it to the servers and ports that are meant. Where it lets everything
    else out of a data VLAN, keep it and deny the voice subnets above it. `netaudit acl compare` shows
    what the corrected list changes before it goes in.

Not reported
    Services that the table allows: DHCP, ICMP echo and unreachables, and what the servers of the
    site policy say to phones. Later fragments alone, answers to sessions that a stateful filter
    knows, what neighbours say to each other (HSRP, OSPF, IGMP). Ports for the management of phones alone, and
    filters that stand in one direction only: these have rules of their own. High where everything
    passes and answers come back; low where nothing but ICMP passes, or answers (`established`), which
    let a scan with ACK through but open no connection. Unknown where the packets pass on a
    condition that no config tells (time-range, reflexive list, zone firewall, policy routing), where
    a filter is too tangled for an exact answer, and where only its name makes a VLAN a voice VLAN.

Bad
    ip routing
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan10
     ip address 10.20.10.1 255.255.255.0
     ip access-group DATA-IN in
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
    ip access-list extended DATA-IN
     permit tcp any any gt 1023
     deny ip any 10.20.110.0 0.0.0.255
     permit ip 10.20.10.0 0.0.0.255 any

Good
    ip routing
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan10
     ip address 10.20.10.1 255.255.255.0
     ip access-group DATA-IN in
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
    ip access-list extended DATA-IN
     deny ip any 10.20.110.0 0.0.0.255
     permit ip 10.20.10.0 0.0.0.255 any
"""

from collections.abc import Iterator

from netaudit.model import Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.scope import filters_vlans
from netaudit.site.policy import Policy


@rule(
    "F-02",
    severity=Severity.MEDIUM,
    references=("DISA VVoIP 5605 (V-19636)", "Cisco SAFE IP telephony axioms"),
    applies=filters_vlans,
)
def leaky_voice_filter(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each line by which users reach phones."""
    from netaudit.analysis.segmentation.leaks import leaks
    from netaudit.analysis.segmentation.management import is_management
    from netaudit.rules.passage import gravity, leak_hit, tangled_hits

    found = leaks(device, policy)
    for leak in found.to_voice:
        if not is_management(leak.packets):
            yield leak_hit(leak, "lets users reach phones", gravity(leak, Severity.MEDIUM))
    yield from tangled_hits(device, found.tangled)
