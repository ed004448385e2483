"""QoS is on, but the voice queue of a phone port is not strict.

Without `priority-queue out` the queue that voice is sent to takes turns with the others. On
the 2960/3560/3750 it is worse: queue 1 is shaped to 1/25 of the port by default, so voice gets
4 % of the port and not a bit more (Q-07).

Why it matters
    Voice waits behind data, or is capped although the port is idle: video calls and several
    streams at once break up.

How to fix
    `priority-queue out` on the port. Share and shape of the voice queue no longer count then.

Not reported
    Ports that are shut down; switches without `mls qos` (Q-01 speaks of them); other families.
    Unknown where `auto qos global compact` hides what a macro generated that netaudit does not know.

Bad
    switch 1 provision ws-c3750x-24p
    mls qos
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     mls qos trust device cisco-phone
     mls qos trust dscp

Good
    switch 1 provision ws-c3750x-24p
    mls qos
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     mls qos trust device cisco-phone
     mls qos trust dscp
     priority-queue out
"""

from collections.abc import Iterator

from netaudit.analysis.treatment.matrix import complete
from netaudit.analysis.visibility import live
from netaudit.model import Confidence, Device, Interface, Result, Severity
from netaudit.rules.engine import Hit, has_phones, on_port, rule
from netaudit.site.policy import Policy

DEFAULT_SHAPE = 25
"""Weight of queue 1 on a c3k port that says nothing: its share is 1/25 of the port."""


@rule(
    "Q-06",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    references=("Cisco EasyQoS for the campus, Catalyst 2960/3560/3750 egress queueing",),
    fix="enable_priority_queue",
    applies=has_phones,
)
def phone_port_without_priority_queue(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live phone port without a strict queue."""
    if device.family not in {"c3550", "c3k"} or not device.globals.mls_qos:
        return
    for port in live(complete(device), "phone"):
        if not port.priority_queue and port.is_switchport:
            hidden = device.globals.auto_qos_compact and port.auto_qos
            result = Result.UNKNOWN if hidden else Result.FAIL
            why = f"no priority-queue out: {_fate(device.family, port)}"
            yield on_port(port, why, "srr_shape", "srr_share", result=result)


def _fate(family: str, port: Interface) -> str:
    """What becomes of voice without a strict queue."""
    weight = port.srr_shape[0] if port.srr_shape else DEFAULT_SHAPE
    if family == "c3k" and weight:
        return f"the voice queue is shaped to 1/{weight} of the port, {100 / weight:.3g} %"
    return "the voice queue takes turns with data"
