"""Calls are not served first on an uplink, a WAN link or towards phones.

The queue that calls leave by takes turns with data, or is the only queue. Marking alone moves
nothing: without a strict queue a call waits for every packet that came before it.

Why it matters
    As soon as the link is full, voice is late and gets lost with everything else. A WAN link is
    full every day, an uplink when somebody makes a backup.

How to fix
    A class that matches EF with `priority` in the output policy; `priority-queue out` on the
    2960/3560/3750 and 3550; an output policy with `priority level 1` on the 3650 and later. Where the
    port has a strict queue, the map that keeps CoS 5 or EF out of it: `wrr-queue cos-map 4 5` on a 3550.

Not reported
    Phone ports without `priority-queue out` (Q-06); switches with QoS lines and QoS off (Q-01); routers
    whose config shows no sign of calls; one member of a port-channel among others (Q-22), members whose
    policy stands on the bundle (Q-38). Unknown where the policy can not be followed.

Bad
    switch 1 provision c9300-48p
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
    interface TenGigabitEthernet1/1/1
     switchport mode trunk

Good
    switch 1 provision c9300-48p
    class-map match-any VOICE
     match dscp ef
    policy-map UPLINK
     class VOICE
      priority level 1 percent 30
     class class-default
      bandwidth remaining percent 100
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     service-policy output UPLINK
    interface TenGigabitEthernet1/1/1
     switchport mode trunk
     service-policy output UPLINK
"""

from collections.abc import Iterator

from netaudit.analysis.attachment import INPUT_ONLY, why_ineffective
from netaudit.analysis.treatment.unequal_members import worse_members
from netaudit.analysis.treatment.verdict import Outcome
from netaudit.model import Confidence, Device, Interface, Result, Severity, Step
from netaudit.rules.behaviour import Blame, blames, carries_calls, hit, wait
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy

PRIORITY_QUEUE_FAMILIES = frozenset({"c3550", "c3k"})
"""Families on whose phone ports Q-06 looks for the line ``priority-queue out``."""


@rule(
    "Q-10",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    references=("Enterprise QoS SRND 4.0, strict priority for voice", "RFC 3246, expedited forwarding"),
    fix="prioritise_voice",
)
def unprioritised_voice(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each uplink and WAN link on which voice is not served first."""
    if not carries_calls(device):
        return
    for blame in _waiting(device, policy, Outcome.FAIL):
        if blame.port.channel_group is None or blame.port.name not in worse_members(device, policy.profile):
            why = f"{blame.group.verdict.says}; {_reason(blame.cause)}"
            yield hit(device, blame, why, Severity.HIGH if blame.port.role == "wan" else None)
    for blame in _waiting(device, policy, Outcome.UNKNOWN):
        why = f"{blame.group.verdict.says}; {_reason(blame.cause)}"
        yield Hit(blame.port.name, blame.lines, why, Result.UNKNOWN)


def _waiting(device: Device, policy: Policy, result: Outcome) -> Iterator[Blame]:
    """Links on which speech waits, and phone ports where that is for another reason than Q-06's."""
    for blame in blames(device, policy, wait("Q-10"), result):
        if not _misplaced(device, blame.port):
            yield blame
    for blame in blames(device, policy, wait("Q-06"), result):
        if blame.port.priority_queue or device.family not in PRIORITY_QUEUE_FAMILIES:
            yield blame


def _reason(cause: Step) -> str:
    """The line that decided, and why it came to nothing or can not be told."""
    why = next(
        (found for sign in ("no effect: ", "unknown: ") if (found := cause.says.partition(sign)[2])), ""
    )
    return f"{cause.decided_by}: {why}" if why else cause.decided_by


def _misplaced(device: Device, member: Interface) -> bool:
    """Whether the output policy stands on the bundle, where it does nothing: Q-38 speaks of that."""
    bundle = device.interface(f"Port-channel{member.channel_group}") if member.channel_group else None
    if bundle is None or bundle.policy_out is None or member.policy_out or device.family in INPUT_ONLY:
        return False
    return any(why_ineffective(device, bundle))
