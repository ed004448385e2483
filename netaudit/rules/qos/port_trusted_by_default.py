"""Ports for PCs keep every marking, because these switches trust unless told otherwise.

The 3650 and later, the 4500 from Supervisor 6-E on and the 6800 believe what a wired port sends. No
line says so, and none has to be missing: a plain access port is open.

Why it matters
    Whoever marks packets EF, on purpose or by infection, is served before calls on every link
    behind this switch.

How to fix
    An input policy on ports for PCs: `set dscp default` for what is not known, with a policer for soft
    phones; `auto qos classify` writes one. On phone ports `trust device cisco-phone` with an input policy.

Not reported
    Uplinks, servers and access points; ports with `trust device` or an input policy that resets the
    marking or holds it to a phone's rate; families that trust nothing by default (Q-04). Low where the
    switch itself has no strict queue.

Bad
    switch 1 provision c9300-48p
    interface GigabitEthernet1/0/5
     switchport mode access
    interface TenGigabitEthernet1/1/1
     switchport mode trunk

Good
    switch 1 provision c9300-48p
    policy-map UNTRUSTED
     class class-default
      set dscp default
    interface GigabitEthernet1/0/5
     switchport mode access
     service-policy input UNTRUSTED
    interface TenGigabitEthernet1/1/1
     switchport mode trunk
"""

from collections.abc import Iterator

from netaudit.analysis.treatment.kinds import Kind
from netaudit.analysis.treatment.matrix import Group, matrix
from netaudit.analysis.treatment.verdict import Outcome
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.behaviour import kept_by_default
from netaudit.rules.engine import Hit, rule
from netaudit.rules.evidence import on_absent
from netaudit.site.policy import Policy

TRUSTING_FAMILIES = frozenset({"c4500m", "c6800", "uadp"})
"""Families whose wired ports are trusted until told otherwise."""


@rule(
    "Q-41",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    references=("Medianet campus Catalyst 3650/3850 QoS design", "Cisco 118629, QoS of the 3750 and 3850"),
    fix="reset_user_marking",
)
def port_trusted_by_default(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each port whose PCs may mark as they like because nothing was said."""
    if device.family not in TRUSTING_FAMILIES:
        return
    open_ways = [group for group in matrix(device, policy.profile) if kept_by_default(group)]
    ports = {port.name: port for group in open_ways for port in group.ingresses}
    harmless = not any(_hurts(group) for group in open_ways)
    why = "the switch trusts the port by default and no input policy resets what PCs mark: EF stays EF"
    for port in ports.values():
        yield on_absent(device, port, why, severity=Severity.LOW if harmless else None)


def _hurts(group: Group) -> bool:
    """Whether a cheater is served with calls."""
    return group.kind is Kind.CHEATER and group.verdict.result is Outcome.FAIL
