"""A filter lets phones reach users' computers.

A line of an access list or VLAN map on the way from the voice VLAN to a data VLAN permits
packets that the table of services (docs/segmentation.md) does not.

Why it matters
    Whoever plugs into a phone's port and tags with the voice VLAN is a phone to the network.
    Through such a line they reach every computer that it permits, past what guards the data VLAN.

How to fix
    Let the list of the voice VLAN name call control, its servers and the voice subnets as
    destinations, never `any`.

Not reported
    DHCP, ICMP, what neighbours say to each other (HSRP, OSPF, IGMP), servers of the site policy that
    stand in the data VLAN, answers (`established`, or to sessions that a stateful filter knows), and
    later fragments alone. Lines by which users reach phones, too: `leaky-voice-filter` speaks of
    them. High where everything passes and is answered, low for some services on one way only.
    Unknown where a condition that no config tells decides, and where only its name makes a VLAN a
    voice VLAN.

Bad
    ip routing
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan10
     ip address 10.20.10.1 255.255.255.0
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip access-group VOICE-IN in
    ip access-list extended VOICE-IN
     permit tcp 10.20.110.0 0.0.0.255 any eq 445
     deny ip any any

Good
    ip routing
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan10
     ip address 10.20.10.1 255.255.255.0
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip access-group VOICE-IN in
    ip access-list extended VOICE-IN
     permit tcp 10.20.110.0 0.0.0.255 10.1.1.20 0.0.0.1 eq 2000
     deny ip any any
"""

from collections.abc import Iterator

from netaudit.model import Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.scope import filters_vlans
from netaudit.site.policy import Policy


@rule(
    "F-20",
    severity=Severity.MEDIUM,
    references=("DISA VVoIP 5605 (V-19636)", "Cisco SAFE IP telephony axioms"),
    applies=filters_vlans,
)
def voice_reaches_data(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each line by which phones reach users."""
    from netaudit.analysis.segmentation.leaks import leaks
    from netaudit.rules.passage import gravity, leak_hit

    for leak in leaks(device, policy).to_data:
        yield leak_hit(leak, "lets phones reach users", gravity(leak, Severity.LOW))
