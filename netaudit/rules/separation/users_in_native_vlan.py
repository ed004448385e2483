"""PCs are in the native VLAN of a trunk.

The trunk sends their VLAN untagged, and takes untagged frames for theirs.

Why it matters
    A PC in the native VLAN can send frames with two tags: the trunk drops the outer one and
    the next switch forwards by the inner, into the voice VLAN if the sender likes. The data
    VLAN also loses its CoS on the trunk.

How to fix
    `switchport trunk native vlan` with a VLAN that has no hosts, the same on both ends.

Not reported
    Native VLAN 1 (see default-native-vlan), switches with `vlan dot1q tag native`, trunks to
    end devices. Low where the trunk does not allow its native VLAN.

Bad
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
    interface GigabitEthernet1/0/48
     switchport trunk native vlan 10
     switchport mode trunk

Good
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
    interface GigabitEthernet1/0/48
     switchport trunk native vlan 999
     switchport mode trunk
"""

from collections.abc import Iterator

from netaudit.analysis.segments import segments, users_in
from netaudit.model import Device, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.rules.wording import ports
from netaudit.site.policy import Policy


@rule(
    "V-26",
    severity=Severity.MEDIUM,
    references=("DISA CISC-L2-000270 (V-220673)",),
    fix="native_vlan",
)
def users_in_native_vlan(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live trunk between switches whose native VLAN has PCs in it."""
    if device.globals.native_tagged:
        return
    for trunk in segments(device).trunks:
        native = trunk.native_vlan
        if native not in (None, 1) and (users := users_in(device, native)):
            why = f"native VLAN {native} has PCs on {ports(users)}: "
            if native in trunk.allowed_vlans:
                why += "they can reach other VLANs with double tags"
                yield on_port(trunk, why, "native_vlan")
            else:
                why += "only the list of allowed VLANs keeps them off the trunk"
                yield on_port(trunk, why, "native_vlan", "allowed_vlans", severity=Severity.LOW)
