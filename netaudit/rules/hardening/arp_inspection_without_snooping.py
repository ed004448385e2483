"""ARP is inspected in a VLAN where DHCP snooping keeps no bindings.

Inspection compares each ARP packet of an untrusted port with the bindings that snooping
learned. Where snooping is off for the VLAN there are none, so every ARP packet is dropped
unless an ARP access list allows it.

Why it matters
    Phones get an address and reach nothing: no gateway, no call control.

How to fix
    List the same VLANs in `ip dhcp snooping vlan`, with `ip dhcp snooping` on, and wait until
    the leases have been renewed before you inspect ARP again.

Not reported
    Devices with an `ip arp inspection filter` access list. Unknown in a piece of a config without
    hostname. The code V-44 is netaudit's own.

Bad
    ip dhcp snooping
    ip dhcp snooping vlan 10
    ip arp inspection vlan 10,110

Good
    ip dhcp snooping
    ip dhcp snooping vlan 10,110
    ip arp inspection vlan 10,110
"""

from collections.abc import Iterator

from netaudit.model import NO_VLANS, Confidence, Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.evidence import on_missing
from netaudit.site.policy import Policy


@rule(
    "V-44",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    references=("DISA CISC-L2-000150 (V-220635, V-220661)", "DISA CISC-L2-000130 (V-220633, V-220659)"),
    fix="snoop_inspected_vlans",
)
def arp_inspection_without_snooping(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each VLAN that is inspected but not snooped."""
    settings = device.globals
    snooped = settings.dhcp_snooping_vlans if settings.dhcp_snooping else NO_VLANS
    bare = settings.arp_inspection_vlans - snooped
    if not bare or any("inspection" in user.used_by for user in device.access_classes):
        return
    why = "ARP is inspected, but DHCP snooping keeps no bindings here: ARP of every host is dropped"
    for vlan in sorted(bare):
        yield on_missing(device, f"VLAN {vlan}", settings.at.get("arp_inspection_vlans", ()), why)
