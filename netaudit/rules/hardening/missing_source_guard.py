"""A port for phones or users takes packets from any source address.

Without `ip verify source` the switch does not compare the sender of a packet with the
address that DHCP gave to the host on that port.

Why it matters
    A PC can send as a phone or as a server: spoofed signalling and floods whose origin
    nobody finds.

How to fix
    With DHCP snooping in place, add `ip verify source` to the port. Hosts with a static
    address need an `ip source binding`.

Not reported
    Ports that are shut down; 2900XL, 3500XL and 2950, which can not do it. Unknown where a
    template or macro may add the line. The code V-43 is netaudit's own.

Bad
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110

Good
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
     ip verify source
"""

from collections.abc import Iterator

from netaudit.analysis.visibility import live
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, has_phones, rule
from netaudit.rules.evidence import on_absent
from netaudit.site.policy import Policy


@rule(
    "V-43",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    references=("DISA CISC-L2-000140 (V-220634, V-220660)",),
    fix="guard_source",
    applies=has_phones,
)
def missing_source_guard(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live edge port without source guard."""
    if device.family in {"xl", "c2950"}:
        return
    for port in live(device, "phone", "user"):
        if not port.source_guard and port.is_switchport:
            yield on_absent(device, port, "packets with a forged source address are forwarded")
