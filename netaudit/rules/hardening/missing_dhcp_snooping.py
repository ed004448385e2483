"""A switch with phones does not snoop DHCP.

Neither `ip dhcp snooping` nor a list of VLANs for it is there. Every port may answer the
DHCP requests of phones and PCs.

Why it matters
    A rogue server names the TFTP server that phones load their config from, or the gateway
    that their calls cross. ARP inspection and source guard rest on snooping's bindings.

How to fix
    Trust the uplinks towards the DHCP server, then configure `ip dhcp snooping vlan` with
    data and voice VLANs, then `ip dhcp snooping`.

Not reported
    2900XL and 3500XL, which can not do it. Unknown in a piece of a config without
    hostname. The code V-41 is netaudit's own.

Bad
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

from netaudit.analysis.visibility import offers
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, has_phones, rule
from netaudit.rules.evidence import on_missing
from netaudit.site.policy import Policy


@rule(
    "V-41",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    references=("DISA CISC-L2-000130 (V-220633, V-220659)",),
    fix="snoop_dhcp",
    applies=has_phones,
)
def missing_dhcp_snooping(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each voice VLAN, at the first port that offers it."""
    settings = device.globals
    if settings.dhcp_snooping or settings.dhcp_snooping_vlans or device.family == "xl":
        return
    for vlan, port in offers(device).items():
        why = "DHCP snooping is off: any port may answer the phones' DHCP requests and name a TFTP server"
        yield on_missing(device, f"VLAN {vlan}", port.lines_of("voice_vlan"), why)
