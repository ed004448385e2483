"""A trunk towards a phone, access point or server carries every VLAN.

No `switchport trunk allowed vlan` limits it, or the list leaves a thousand VLANs and more.

Why it matters
    Whoever takes the cable of the device is a member of any VLAN by setting a tag: voice,
    management, servers. Broadcasts of all VLANs flood the link.

How to fix
    `switchport trunk allowed vlan` with the VLANs the device needs: data and voice VLAN on an
    old trunk phone port.

Not reported
    Trunks between switches. Trunks that are shut down. High towards a desk, medium towards
    access points and servers.

Bad
    interface FastEthernet0/5
     description ESX-03
     switchport trunk encapsulation dot1q
     switchport mode trunk
     spanning-tree portfast trunk

Good
    interface FastEthernet0/5
     description ESX-03
     switchport trunk encapsulation dot1q
     switchport trunk allowed vlan 20,21
     switchport mode trunk
     spanning-tree portfast trunk
"""

from collections.abc import Iterator

from netaudit.analysis.segments import trunks_of
from netaudit.model import Device, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy

UNPRUNED = 1000
"""Allowed VLANs from which a list does not count as one."""


@rule(
    "V-11",
    severity=Severity.HIGH,
    references=("DISA CISC-L2-000250 (V-220645)", "Cisco campus design: prune trunks to what they need"),
    fix="prune_trunk",
)
def unpruned_endpoint_trunk(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live trunk to an end device without a real list of VLANs."""
    for port in trunks_of(device, "phone", "access-point", "server"):
        if len(port.allowed_vlans) >= UNPRUNED:
            severity = Severity.HIGH if port.role == "phone" else Severity.MEDIUM
            why = f"{len(port.allowed_vlans)} VLANs are open to the end device on this trunk"
            yield on_port(port, why, "allowed_vlans", severity=severity)
