"""A port trusts a Cisco phone, but no phone is there: every marking is rewritten to 0.

`trust device cisco-phone` makes the port wait for a phone that tells its kind by CDP. Until then
nothing is trusted. On an uplink, a server or an access point no phone ever appears, so DSCP and CoS
of everything that comes in become 0. On the 3650 and later the input policy has no effect either.

Why it matters
    All calls that come in by this port are best effort for the rest of their way.

How to fix
    Remove `trust device` from ports without phones. The 3650 and later then trust the port; older
    switches need `mls qos trust dscp`.

Not reported
    Phone ports; ports where CDP is off (Q-05).

Bad
    switch 1 provision c9300-48p
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     trust device cisco-phone
    interface TenGigabitEthernet1/1/1
     switchport mode trunk
     trust device cisco-phone

Good
    switch 1 provision c9300-48p
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     trust device cisco-phone
    interface TenGigabitEthernet1/1/1
     switchport mode trunk
"""

from collections.abc import Iterator

from netaudit.model import Confidence, Device, Severity
from netaudit.rules.behaviour import blames, by_profile, hit, loss
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy


@rule(
    "Q-09",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    references=("Catalyst 3850 QoS configuration guide 16.3, restrictions of trust device",),
    fix="remove_trust_device",
)
def phone_trust_without_phone(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each port that waits for a phone where voice comes from something else."""
    for blame in blames(device, policy, loss("Q-09")):
        why = f"{blame.cause.decided_by}, and no such device is there: {blame.group.verdict.says}"
        yield hit(device, blame, why + by_profile(policy))
