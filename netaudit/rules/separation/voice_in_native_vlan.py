"""The voice VLAN is VLAN 1 or the native VLAN of a trunk.

The native VLAN crosses a trunk untagged, and so without the CoS field that ranks voice. VLAN 1
is the native and access VLAN of every port that nobody configured.

Why it matters
    Layer-2 priority is lost on the trunk, frames with two tags can be slipped into the voice
    VLAN, and any unconfigured port is among the phones.

How to fix
    Choose a voice VLAN other than 1, and a native VLAN that has no hosts, on both ends.

Not reported
    Trunks with `vlan dot1q tag native`, and trunks that do not allow their native VLAN. The native
    VLAN of an old trunk phone port, which is the PC's. Trunks that are shut down.

Bad
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 1

Good
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
"""

from collections.abc import Iterator

from netaudit.analysis.segments import segments
from netaudit.model import Device, Severity
from netaudit.rules.engine import Hit, has_phones, on_port, rule
from netaudit.rules.wording import ports
from netaudit.site.policy import Policy


@rule(
    "V-06",
    severity=Severity.HIGH,
    references=("Cisco voice VLAN configuration guidelines", "DISA CISC-L2-000270 (V-220673)"),
    applies=has_phones,
)
def voice_in_native_vlan(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each port that offers VLAN 1 and each trunk with a voice VLAN as native VLAN."""
    parts = segments(device)
    for port in parts.voice.get(1, ()):
        yield on_port(port, "phones are in VLAN 1, where every unconfigured port is", "voice_vlan")
    if device.globals.native_tagged:
        return
    for trunk in parts.trunks:
        phones = parts.voice.get(trunk.native_vlan or 1, ())
        if phones and trunk.native_vlan in trunk.allowed_vlans - {1}:
            why = f"native VLAN {trunk.native_vlan} is the voice VLAN of {ports(len(phones))}: no tag, no CoS"
            yield on_port(trunk, why, "native_vlan")
