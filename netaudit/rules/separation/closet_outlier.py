"""Nearly every access port here offers a voice VLAN, this one does not.

A phone plugged into it works in the data VLAN, or not at all.

Why it matters
    Ports that were added or repaired later are often configured by hand. The next person who
    moves a desk finds out by a phone that does not register.

How to fix
    `switchport voice vlan` as on the ports beside it, or state the port's role in the site
    policy. The share of ports from which others are outliers is `thresholds.phone_port_share`.

Not reported
    Switches with fewer than eight access ports in use. Ports whose description names something
    without a desk: printer, camera, door, server, access point, network equipment. Ports that
    a template or macro may set up.

Bad
    interface GigabitEthernet1/0/1
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface GigabitEthernet1/0/2
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface GigabitEthernet1/0/3
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface GigabitEthernet1/0/4
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface GigabitEthernet1/0/6
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface GigabitEthernet1/0/7
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface GigabitEthernet1/0/8
     switchport mode access
     switchport access vlan 10

Good
    interface GigabitEthernet1/0/8
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
"""

from collections.abc import Iterator

from netaudit.analysis.descriptions import speaks_of
from netaudit.analysis.visibility import live, may_hide_lines
from netaudit.model import Confidence, Device, Interface, Severity
from netaudit.rules.engine import Hit, has_phones, on_port, rule
from netaudit.site.policy import Policy

FEWEST_PORTS = 8
"""Below this many access ports in use no habit can be told."""


@rule(
    "V-02",
    severity=Severity.INFO,
    confidence=Confidence.MEDIUM,
    references=("netaudit: comparison of the ports of one switch",),
    applies=has_phones,
)
def closet_outlier(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each user port without voice VLAN where most others have one."""
    plain = [port for port in live(device, "user") if _is_desk(device, port)]
    if not plain:
        return
    voiced = sum(1 for _ in live(device, "phone"))
    total = voiced + len(plain)
    if total < FEWEST_PORTS or 100 * voiced < policy.thresholds.phone_port_share * total:
        return
    for port in plain:
        yield on_port(port, f"no voice VLAN here, but on {voiced} of the {total} access ports in use")


def _is_desk(device: Device, port: Interface) -> bool:
    """Whether somebody may sit at the other end, as far as the config tells."""
    return not speaks_of(port.description, "thing") and not may_hide_lines(device, port)
