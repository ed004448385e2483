"""Users reach the management of phones: their web pages, SSH, SNMP or TFTP.

A filter between the data VLANs and the voice VLAN keeps most apart, but a line lets users
through to the ports that phones are managed by.

Why it matters
    The web page of a phone tells its extension, its call manager and its VLANs, and what a phone
    hears can be read from its statistics. Old firmware has been taken over by this door.

How to fix
    Permit these ports from the management network only, and switch off web access on the call
    manager where nobody uses it.

Not reported
    Lines that let more pass than ports of management: `leaky-voice-filter` speaks of them.
    Sources in `networks.management` of the site policy. Unknown as there.

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
     permit tcp any any eq 443
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
    "F-23",
    severity=Severity.MEDIUM,
    references=("DISA VVoIP 5605 (V-19636)", "Cisco SAFE IP telephony axioms"),
    applies=filters_vlans,
)
def phone_management_from_users(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each line by which users reach the management of phones and nothing more."""
    from netaudit.analysis.segmentation.leaks import leaks
    from netaudit.analysis.segmentation.management import is_management
    from netaudit.rules.passage import leak_hit

    for leak in leaks(device, policy).to_voice:
        if is_management(leak.packets):
            yield leak_hit(leak, "lets users manage phones", Severity.MEDIUM)
