"""A port waits for a phone, and then trusts nothing of it.

`mls qos trust device cisco-phone` only says when trust begins. What is trusted then, CoS or DSCP, is
said by a second line; without it the port is untrusted, phone or not.

Why it matters
    Calls enter the network with DSCP 0. The config looks right at first sight, and `show mls qos
    interface` has to be read twice.

How to fix
    `mls qos trust cos` (or `mls qos trust dscp`) beside `mls qos trust device cisco-phone`.

Not reported
    The 3650 and later, where `trust device` stands alone by design; the 4500 from Supervisor 6-E on.

Bad
    switch 1 provision ws-c3750x-24p
    mls qos
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     mls qos trust device cisco-phone
    interface GigabitEthernet1/0/24
     switchport mode trunk
     mls qos trust dscp
     priority-queue out

Good
    switch 1 provision ws-c3750x-24p
    mls qos
    mls qos map cos-dscp 0 8 16 24 32 46 48 56
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     mls qos trust device cisco-phone
     mls qos trust cos
    interface GigabitEthernet1/0/24
     switchport mode trunk
     mls qos trust dscp
     priority-queue out
"""

from collections.abc import Iterator

from netaudit.model import Confidence, Device, Severity
from netaudit.rules.behaviour import blames, by_profile, hit, loss
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy


@rule(
    "Q-40",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    references=("Cisco Catalyst 3750, Configuring a trusted boundary",),
    fix="trust_cos",
)
def phone_trust_alone(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each port with a trusted device and no trusted field."""
    for blame in blames(device, policy, loss("Q-40")):
        why = f"{blame.cause.decided_by} without mls qos trust cos or dscp: {blame.group.verdict.says}"
        yield hit(device, blame, why + by_profile(policy))
