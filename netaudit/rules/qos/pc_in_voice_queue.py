"""A PC behind a phone can claim the queue of calls.

The port trusts what comes by the phone, and the phone lets the PC's marking through: it resets the
CoS of the PC's frames, never the DSCP. Where DSCP is trusted, or a policy looks at ports and DSCP
only, packets of the PC that look like voice are served as voice.

Why it matters
    A worm that marks EF, or a download that was told to, is served before calls on every link
    behind this port.

How to fix
    `mls qos trust cos` instead of `dscp` on phone ports, as PCs send no tag; an input policy that
    polices EF to what a phone needs (128 kbps) and resets the rest.

Not reported
    Ports that trust without asking for a phone (Q-04) or by default (Q-41), ports whose unmarked data
    is served with calls as well (Q-36); traffic that is policed to
    1 Mbit/s or less, as auto-QoS does; switches without a strict queue.

Bad
    switch 1 provision ws-c3750x-24p
    mls qos
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     mls qos trust device cisco-phone
     mls qos trust dscp
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

from netaudit.analysis.treatment.kinds import Kind
from netaudit.analysis.treatment.matrix import Group
from netaudit.model import Confidence, Device, Severity, Step
from netaudit.rules.behaviour import blames, hit, kept_by_default, shared
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy


def _cheated(group: Group, _cause: Step) -> bool:
    """Whether a PC gets into the strict queue by its mark, on a port that was told whom to trust."""
    port = group.ingresses[0]
    if group.treatment.exit.dscp != group.treatment.packet.dscp:
        return False
    conditional = port.trust is None or port.trust_device is not None
    return group.kind is Kind.CHEATER and conditional and not kept_by_default(group)


@rule(
    "Q-42",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    references=("Enterprise QoS SRND 4.0, trust boundaries", "Cisco IP phones, extended trust"),
    fix="police_phone_port",
)
def pc_in_voice_queue(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each port on which a PC that marks EF is served with calls."""
    open_to_all = {blame.port.name for blame in blames(device, policy, shared)}
    for blame in blames(device, policy, _cheated):
        if blame.port.name not in open_to_all:
            yield hit(device, blame, f"{blame.cause.decided_by}: {blame.group.verdict.says}")
