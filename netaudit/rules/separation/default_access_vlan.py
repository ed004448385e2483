"""A phone or user port leaves its PC in VLAN 1.

No access VLAN is set, or VLAN 1 is. VLAN 1 is where every unconfigured port is, and what
control protocols and untouched trunks use.

Why it matters
    PCs share a VLAN with whatever is plugged in anywhere, across all switches whose trunks
    carry VLAN 1, and are in the native VLAN of untouched trunks.

How to fix
    `switchport access vlan` with the data VLAN; shut down ports that are not used.

Not reported
    Ports that are shut down, ports with `switchport access vlan dynamic` (VMPS). Unknown where
    802.1X, a template or a macro may set the VLAN.

Bad
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110

Good
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
"""

from collections.abc import Iterator

from netaudit.analysis.segments import segments
from netaudit.model import Confidence, Device, Result, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.rules.evidence import on_absent
from netaudit.site.policy import Policy


@rule(
    "V-23",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("Cisco campus design: keep hosts out of VLAN 1",),
    fix="data_vlan",
)
def default_access_vlan(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live phone or user port whose untagged VLAN is 1."""
    for port in segments(device).data.get(1, ()):
        if port.port_control == "auto":
            why = "VLAN 1 unless 802.1X assigns another"
            yield on_port(port, why, "access_vlan", "port_control", result=Result.UNKNOWN)
        else:
            why = "untagged frames are in VLAN 1, with every unconfigured port"
            yield on_absent(device, port, why, "access_vlan", "native_vlan")
