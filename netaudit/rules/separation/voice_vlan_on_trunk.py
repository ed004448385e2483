"""A trunk carries a voice VLAN line, which only access ports obey.

IOS accepts `switchport voice vlan` on any port but the feature is for access ports; on a trunk
it is ignored or behaves differently from release to release.

Why it matters
    The config claims a separation that the port may not make: which VLAN the phone uses
    depends on what it is set to itself.

How to fix
    A desk: `switchport mode access` with access and voice VLAN. A real trunk: remove the
    voice VLAN line and allow the voice VLAN on the trunk.

Not reported
    2900XL and 3500XL, where a phone port is a trunk. Ports that are shut down.

Bad
    interface GigabitEthernet1/0/5
     switchport trunk encapsulation dot1q
     switchport trunk native vlan 30
     switchport mode trunk
     switchport voice vlan 3

Good
    interface GigabitEthernet1/0/5
     switchport access vlan 30
     switchport mode access
     switchport voice vlan 3
"""

from collections.abc import Iterator

from netaudit.model import Device, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy


def not_xl(device: Device) -> bool:
    """The rule speaks of all but the 2900XL and 3500XL."""
    return device.family != "xl"


@rule(
    "V-07",
    severity=Severity.MEDIUM,
    references=("Cisco voice VLAN configuration guidelines: access ports only",),
    fix="access_mode",
    applies=not_xl,
)
def voice_vlan_on_trunk(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live trunk with a voice VLAN line."""
    for port in device.interfaces:
        if port.mode == "trunk" and port.voice_vlan is not None and port.enabled:
            why = f"voice VLAN {port.voice_vlan} is set on a trunk, where only access ports obey it"
            yield on_port(port, why, "voice_vlan")
