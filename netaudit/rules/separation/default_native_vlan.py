"""A trunk between switches has VLAN 1 as its native VLAN.

Untagged frames on the trunk are in VLAN 1, the VLAN of every unconfigured port.

Why it matters
    A host in VLAN 1 can send frames with two tags: the first switch strips one, the next
    forwards by the other, into the voice VLAN if it likes.

How to fix
    `switchport trunk native vlan` with a VLAN that has no hosts, the same on both ends, or
    `vlan dot1q tag native` for the whole switch.

Not reported
    Trunks that are shut down, switches that tag the native VLAN, trunks to end devices. Low where
    VLAN 1 is not allowed on the trunk: untagged frames are dropped, until the list changes.

Bad
    interface GigabitEthernet1/0/48
     switchport mode trunk

Good
    interface GigabitEthernet1/0/48
     switchport trunk native vlan 999
     switchport trunk allowed vlan 10,110
     switchport mode trunk
"""

from collections.abc import Iterator

from netaudit.analysis.segments import segments
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy


@rule(
    "V-25",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("DISA CISC-L2-000260",),
    fix="native_vlan",
)
def default_native_vlan(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live trunk between switches whose native VLAN is 1."""
    if device.globals.native_tagged:
        return
    for trunk in segments(device).trunks:
        if trunk.native_vlan not in (None, 1):
            continue
        if 1 in trunk.allowed_vlans:
            why = "untagged frames on the trunk are in VLAN 1, the default VLAN"
            yield on_port(trunk, why, "native_vlan")
        else:
            why = "VLAN 1 is the native VLAN; only the list of allowed VLANs keeps it off the trunk"
            yield on_port(trunk, why, "native_vlan", "allowed_vlans", severity=Severity.LOW)
