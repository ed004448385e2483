"""A switch with phones inspects no ARP.

There is no `ip arp inspection vlan` line. A host may claim the address of the gateway or of
a phone, and the switch passes the claim on.

Why it matters
    Forged ARP is how calls are recorded from a PC in the same VLAN, or cut.

How to fix
    Get DHCP snooping to work first, as inspection compares ARP with its bindings. Trust the
    uplinks with `ip arp inspection trust`, then list data and voice VLANs in
    `ip arp inspection vlan`. Phones with a static address need an ARP access list.

Not reported
    2900XL, 3500XL and 2950, which can not do it. Unknown in a piece of a config without
    hostname. The code V-42 is netaudit's own.

Bad
    ip dhcp snooping
    ip dhcp snooping vlan 10,110
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110

Good
    ip dhcp snooping
    ip dhcp snooping vlan 10,110
    ip arp inspection vlan 10,110
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
"""

from collections.abc import Iterator

from netaudit.analysis.visibility import offers
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, has_phones, rule
from netaudit.rules.evidence import on_missing
from netaudit.site.policy import Policy


@rule(
    "V-42",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    references=("DISA CISC-L2-000150 (V-220635, V-220661)",),
    fix="inspect_arp",
    applies=has_phones,
)
def missing_arp_inspection(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each voice VLAN, at the first port that offers it."""
    if device.globals.arp_inspection_vlans or device.family in {"xl", "c2950"}:
        return
    for vlan, port in offers(device).items():
        why = "ARP inspection is off: any host may claim the address of a phone or of the gateway"
        yield on_missing(device, f"VLAN {vlan}", port.lines_of("voice_vlan"), why)
