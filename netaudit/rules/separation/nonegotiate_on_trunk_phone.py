"""DTP is off on a phone port of a 2900XL or 3500XL.

These switches serve phones by a special trunk that they agree on with the phone; `switchport
nonegotiate` forbids it.

Why it matters
    The phone does not learn its VLAN and stays in the PC's, or does not register.

How to fix
    Remove `switchport nonegotiate` from phone ports of these families; keep it on trunks
    between switches.

Not reported
    Other families, where the line is right. Ports that are shut down.

Bad
    boot system flash:c3500XL-c3h2s-mz.120-5.WC17.bin
    ip subnet-zero
    interface FastEthernet0/5
     switchport trunk encapsulation dot1q
     switchport trunk native vlan 10
     switchport mode trunk
     switchport nonegotiate
     switchport voice vlan 110
     spanning-tree portfast

Good
    boot system flash:c3500XL-c3h2s-mz.120-5.WC17.bin
    ip subnet-zero
    interface FastEthernet0/5
     switchport trunk encapsulation dot1q
     switchport trunk native vlan 10
     switchport mode trunk
     switchport voice vlan 110
     spanning-tree portfast
"""

from collections.abc import Iterator

from netaudit.analysis.visibility import live
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy


def is_xl(device: Device) -> bool:
    """The rule speaks of the 2900XL and 3500XL."""
    return device.family == "xl"


@rule(
    "V-28",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("Cisco 2900XL/3500XL voice port configuration",),
    applies=is_xl,
)
def nonegotiate_on_trunk_phone(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live trunk phone port that does not negotiate."""
    for port in live(device, "phone"):
        if port.mode == "trunk" and port.nonegotiate:
            yield on_port(port, "the phone can not agree on its trunk: DTP is off", "nonegotiate")
