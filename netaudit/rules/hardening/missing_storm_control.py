"""A phone port accepts broadcast without limit.

There is no `storm-control broadcast level` line, so a host behind the phone may fill the VLAN
with broadcast.

Why it matters
    Every phone in the VLAN must look at each broadcast packet; a few thousand per second
    make phones drop calls and register anew.

How to fix
    `storm-control broadcast level` at a small share of the port's speed, or `level pps`.
    Leave unicast alone: voice is unicast.

Not reported
    Ports that are shut down; 2900XL and 3500XL, which have another command. Unknown where a
    template or macro may add the line. A level of 100 percent, the default, is no limit.

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
     storm-control broadcast level 0.50
"""

from collections.abc import Iterator
from operator import attrgetter

from netaudit.analysis.visibility import live
from netaudit.model import Confidence, Device, Severity, StormControl
from netaudit.rules.engine import Hit, has_phones, rule
from netaudit.rules.evidence import on_absent
from netaudit.site.policy import Policy


@rule(
    "V-33",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    references=("DISA CISC-L2-000160",),
    fix="limit_broadcast",
    applies=has_phones,
)
def missing_storm_control(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live phone port without a broadcast limit."""
    if device.family == "xl":
        return
    kinds = set(map(attrgetter("storm_control"), device.with_role("phone")))
    bare = {limits for limits in kinds if not any(map(_limits_broadcast, limits))}
    for port in live(device, "phone") if bare else ():
        if port.storm_control in bare:
            yield on_absent(device, port, "broadcast from this port is not limited", "storm_control")


def _limits_broadcast(limit: StormControl) -> bool:
    """Whether a threshold bounds broadcast; 100 percent of the port, as IOS has it, does not."""
    percent = limit.level.partition(" ")[0].partition(".")[0]
    return limit.traffic == "broadcast" and percent != "100"
