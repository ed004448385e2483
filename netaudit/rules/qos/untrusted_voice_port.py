"""A port rewrites the marking of calls because it trusts nothing that comes in.

Once QoS is on, these Catalysts set DSCP and CoS of every packet to 0 unless the port is told to
trust them or a policy marks anew. On a phone port that hits what the phone sends, on an uplink all
voice for the phones. Trusted CoS does not help frames that have no tag. Where an uplink is to blame, the
finding names it and lists the phone ports that calls come to by it.

Why it matters
    The packet is best effort from here to the other end: no switch and no router on the way can
    tell it from a file copy. QoS on and a forgotten uplink is worse than QoS off.

How to fix
    `mls qos trust dscp` on uplinks; `mls qos trust device cisco-phone` with `mls qos trust cos` on
    phone ports; `qos trust dscp` on older 4500s. Or an input policy that marks calls.

Not reported
    Ports that are shut down; markings lost by the cos-dscp map (Q-03), by a policy (Q-34), by trust
    that waits for CDP in vain (Q-05); one member of a port-channel among others (Q-22).

Bad
    switch 1 provision ws-c3750x-24p
    mls qos
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
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

from msgspec.structs import replace

from netaudit.analysis.treatment.unequal_members import worse_members
from netaudit.analysis.treatment.verdict import Outcome
from netaudit.analysis.treatment.ways import NETWORK
from netaudit.model import Confidence, Device, Result, Severity
from netaudit.rules.behaviour import Blame, blames, by_profile, hit, loss, loss_in_doubt, stricken
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy


@rule(
    "Q-02",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    references=("Cisco Catalyst 3750, mls qos trust", "Enterprise QoS SRND 4.0, trust boundaries"),
    fix="trust_dscp",
)
def untrusted_voice_port(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each port whose lack of trust costs voice or signalling its marking."""
    ways: dict[tuple[str, ...], list[Blame]] = {}
    for blame in blames(device, policy, loss("Q-02")):
        if blame.port.channel_group is None or blame.port.name not in worse_members(device, policy.profile):
            phones = stricken(device, policy, blame) if blame.port.role in NETWORK else ()
            ways.setdefault(phones or (blame.port.name,), []).append(blame)
    for subjects, ways_in in ways.items():
        yield from _hits(device, policy, subjects, ways_in)
    for blame in blames(device, policy, loss_in_doubt, Outcome.UNKNOWN):
        why = f"{blame.cause.decided_by}: {blame.group.verdict.says}"
        yield Hit(blame.port.name, blame.lines, why, Result.UNKNOWN)


def _hits(device: Device, policy: Policy, subjects: tuple[str, ...], ways_in: list[Blame]) -> Iterator[Hit]:
    """A hit on each port that calls come to without their marking, by whichever ways."""
    first, names = ways_in[0], ", ".join(blame.port.name for blame in ways_in)
    cause = f"{first.cause.decided_by}: {first.group.verdict.says}{by_profile(policy)}"
    why = cause if subjects == (first.port.name,) else f"calls that come in by {names}: {cause}"
    lines = tuple(sorted({line for blame in ways_in for line in blame.lines}))
    told = hit(device, first, why)
    for subject in subjects:
        yield replace(told, subject=subject, lines=lines)
