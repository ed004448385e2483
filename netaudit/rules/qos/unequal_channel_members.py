"""One member of a port-channel treats calls worse than the others.

Trust, queues and policies of a bundle stand on its members, and each packet takes the member that a
hash of its addresses picks. Where the members differ, it is a matter of luck which calls suffer.

Why it matters
    Some calls are bad and others are perfect, between the same two buildings and at the same hour.
    Nobody finds that by listening.

How to fix
    Give all members of the channel the same QoS lines.

Not reported
    Channels whose members are all alike, good or bad: the rules on trust and queues speak of them.

Bad
    switch 1 provision ws-c3750x-24p
    mls qos
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     mls qos trust device cisco-phone
     mls qos trust dscp
    interface Port-channel1
     switchport mode trunk
    interface GigabitEthernet1/0/23
     switchport mode trunk
     mls qos trust dscp
     priority-queue out
     channel-group 1 mode active
    interface GigabitEthernet1/0/24
     switchport mode trunk
     priority-queue out
     channel-group 1 mode active

Good
    switch 1 provision ws-c3750x-24p
    mls qos
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     mls qos trust device cisco-phone
     mls qos trust dscp
     priority-queue out
    interface Port-channel1
     switchport mode trunk
    interface GigabitEthernet1/0/23
     switchport mode trunk
     mls qos trust dscp
     priority-queue out
     channel-group 1 mode active
    interface GigabitEthernet1/0/24
     switchport mode trunk
     mls qos trust dscp
     priority-queue out
     channel-group 1 mode active
"""

from collections.abc import Iterator

from netaudit.analysis.treatment.unequal_members import worse_members
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.behaviour import by_profile
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy


@rule(
    "Q-22",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    references=(
        "Catalyst 3850 QoS configuration guide 16.3, members of a port-channel share one policy",
        "Cisco EasyQoS for the campus, EtherChannel",
    ),
    fix="align_channel_members",
)
def unequal_channel_members(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each member that fails calls which another member of its channel passes."""
    worse = worse_members(device, policy.profile)
    for port in device.interfaces if worse else ():
        if group := worse.get(port.name):
            why = (
                f"a member of Port-channel{port.channel_group} differs from the others: {group.verdict.says}"
            )
            yield Hit(port.name, (port.line,), why + by_profile(policy))
