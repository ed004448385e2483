"""The port's own CoS takes the place of what the phone sends.

`mls qos cos override` gives every frame that comes in the port's default CoS, whatever its tag and
DSCP say and whatever the port trusts. Without `mls qos cos 5` that is 0.

Why it matters
    Calls enter the network as best effort, and the trust lines below look as if they did not.

How to fix
    `no mls qos cos override`. It is meant for ports where one thing only is attached.

Not reported
    Ports that are shut down, ports for PCs and servers; switches with QoS off.

Bad
    switch 1 provision ws-c3750x-24p
    mls qos
    mls qos map cos-dscp 0 8 16 24 32 46 48 56
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     mls qos trust device cisco-phone
     mls qos trust cos
     mls qos cos override
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
from netaudit.rules.behaviour import blames, by_profile, loss
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy


@rule(
    "Q-33",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    references=("Cisco Catalyst 3750 command reference, mls qos cos",),
    fix="remove_cos_override",
)
def overridden_cos(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each port that puts its own CoS over that of calls."""
    for blame in blames(device, policy, loss("Q-33")):
        why = f"mls qos cos override beats all trust: {blame.group.verdict.says}{by_profile(policy)}"
        yield on_port(blame.port, why, "cos_override", "default_cos")
