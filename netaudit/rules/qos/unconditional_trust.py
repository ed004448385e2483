"""An edge port believes any marking, whoever sends it.

The port trusts CoS or DSCP without asking for a phone. A PC that marks its traffic EF, on
purpose or by infection, enters the priority queue with it.

Why it matters
    The priority queue is served first and without limit on a switch port: traffic that has
    no business there delays or drops calls.

How to fix
    `mls qos trust device cisco-phone` beside the trust line on phone ports; no trust line on
    ports for PCs; an input policy for soft phones.

Not reported
    Ports that are shut down or may negotiate a trunk, uplinks, servers, access points, and
    families that trust unless told otherwise (4500 from Sup 6-E, 3650 and later).

Bad
    switch 1 provision ws-c3750x-24p
    mls qos
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     mls qos trust dscp

Good
    switch 1 provision ws-c3750x-24p
    mls qos
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     mls qos trust device cisco-phone
     mls qos trust dscp
"""

from collections.abc import Iterator

from netaudit.analysis.visibility import edges
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy

UNTRUSTING_FAMILIES = frozenset({"c2950", "c3550", "c3k", "c4500l", "c6500"})
"""Families whose ports trust nothing until a line says so."""


@rule(
    "Q-04",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    references=("Cisco auto-QoS, trust modes of access ports", "DISA CISC-L2-000040 (V-220625, V-220651)"),
    fix="trust_phone_only",
)
def unconditional_trust(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live edge port that trusts without a condition."""
    if device.family not in UNTRUSTING_FAMILIES:
        return
    for port in edges(device):
        if port.trust and port.trust_device is None and port.is_switchport:
            why = f"the port trusts {port.trust} of whoever is plugged in: a PC can use the priority queue"
            yield on_port(port, why, "trust")
