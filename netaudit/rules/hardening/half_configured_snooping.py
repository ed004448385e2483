"""One of the two lines that make DHCP snooping work is missing.

`ip dhcp snooping` switches the function on, `ip dhcp snooping vlan` says where. Either line
alone does nothing at all, and IOS does not complain.

Why it matters
    The switch looks protected in a review, yet any host may answer DHCP requests and hand
    phones a TFTP server of its own. ARP inspection and source guard have no bindings to use.

How to fix
    Give both lines, list data and voice VLANs, and trust the uplinks towards the DHCP
    server with `ip dhcp snooping trust` before you do.

Not reported
    Switches with neither line. Unknown in a piece of a config without hostname. The code V-40 is
    netaudit's own.

Bad
    ip dhcp snooping vlan 10,110
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110

Good
    ip dhcp snooping
    ip dhcp snooping vlan 10,110
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
"""

from collections.abc import Iterator

from netaudit.model import Confidence, Device, Severity, format_vlans
from netaudit.rules.engine import Hit, rule
from netaudit.rules.evidence import on_missing
from netaudit.site.policy import Policy


@rule(
    "V-40",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("DISA CISC-L2-000130 (V-220633, V-220659)",),
    fix="complete_snooping",
)
def half_configured_snooping(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield once where the global line or the VLAN list stands alone."""
    on, vlans = device.globals.dhcp_snooping, device.globals.dhcp_snooping_vlans
    if vlans and not on:
        why = f"DHCP snooping lists VLAN {format_vlans(vlans)}, but is off globally: nothing is filtered"
        yield on_missing(device, "DHCP snooping", device.globals.at.get("dhcp_snooping_vlans", ()), why)
    if on and not vlans:
        why = "DHCP snooping is on, but for no VLAN: nothing is filtered"
        yield on_missing(device, "DHCP snooping", device.globals.at.get("dhcp_snooping", ()), why)
