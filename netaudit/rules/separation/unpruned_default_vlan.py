"""A trunk between switches carries VLAN 1.

VLAN 1 exists on every switch and can not be removed; it can only be kept off the trunks.

Why it matters
    It spans the whole campus, and with it every broadcast and loop of a port that nobody
    configured. A storm there takes links and CPUs from the calls.

How to fix
    `switchport trunk allowed vlan` without 1; control protocols still use it.

Not reported
    Trunks that are shut down, trunks to end devices.

Bad
    interface GigabitEthernet1/0/48
     switchport trunk native vlan 999
     switchport mode trunk

Good
    interface GigabitEthernet1/0/48
     switchport trunk native vlan 999
     switchport trunk allowed vlan 10,110
     switchport mode trunk
"""

from collections.abc import Iterator

from netaudit.analysis.segments import segments
from netaudit.model import Device, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy


@rule(
    "V-27",
    severity=Severity.LOW,
    references=("DISA CISC-L2-000230 (NX-OS V-101255)",),
    fix="prune_trunk",
)
def unpruned_default_vlan(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live trunk between switches that allows VLAN 1."""
    for trunk in segments(device).trunks:
        if 1 in trunk.allowed_vlans:
            yield on_port(trunk, "VLAN 1 crosses this trunk", "allowed_vlans")
