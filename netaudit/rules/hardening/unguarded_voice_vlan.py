"""DHCP snooping or ARP inspection is on, but leaves a voice VLAN out.

Both work per VLAN. A voice VLAN that is missing from the list forwards answers of any DHCP
server and any forged ARP, while the data VLANs beside it are protected.

Why it matters
    Whoever answers a phone's DHCP request chooses its TFTP server (option 150) and with it
    the phone's whole config. Forged ARP puts an eavesdropper in the middle of calls.

How to fix
    Add the voice VLAN to `ip dhcp snooping vlan` and `ip arp inspection vlan`. Phones with a
    static address need an ARP access list first.

Not reported
    Switches where the function is off altogether; other rules speak of that.

Bad
    ip dhcp snooping
    ip dhcp snooping vlan 10
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110

Good
    ip dhcp snooping
    ip dhcp snooping vlan 10,110
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
"""

from collections.abc import Iterator

from netaudit.model import Confidence, Device, Severity, VlanSet
from netaudit.rules.engine import Hit, has_phones, on_globals, rule
from netaudit.site.policy import Policy


@rule(
    "V-12",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    references=("DISA CISC-L2-000130 (V-220633, V-220659)", "DISA CISC-L2-000150 (V-220635, V-220661)"),
    fix="guard_voice_vlan",
    applies=has_phones,
)
def unguarded_voice_vlan(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each voice VLAN that an active guard does not cover."""
    settings = device.globals
    if settings.dhcp_snooping:
        yield from _left_out(device, "DHCP snooping", settings.dhcp_snooping_vlans, "dhcp_snooping_vlans")
    yield from _left_out(device, "ARP inspection", settings.arp_inspection_vlans, "arp_inspection_vlans")


def _left_out(device: Device, guard: str, vlans: VlanSet, field: str) -> Iterator[Hit]:
    """The voice VLANs that a guard which covers other VLANs does not list."""
    why = f"{guard} protects other VLANs of this switch, but not this voice VLAN"
    for vlan in sorted(device.voice_vlans - vlans) if vlans else ():
        yield on_globals(device, f"VLAN {vlan}", why, field)
