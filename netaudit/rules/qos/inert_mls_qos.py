"""Ports carry QoS lines, but QoS is off on the whole switch.

On these Catalysts nothing of `mls qos trust`, `srr-queue` or `priority-queue out` works until
the exact global line `mls qos` is there. `mls qos map` or `mls qos srr-queue` do not count.

Why it matters
    The switch forwards every packet through one queue, first come, first served. Calls suffer
    as soon as a link is full, and the config looks as if they were protected.

How to fix
    `mls qos` globally, after you have checked that every uplink and phone port is trusted:
    from then on untrusted ports rewrite markings to 0. Mind the cos-dscp map.

Not reported
    Families without that switch: 2950, 4500, Catalyst 3650 and later, routers. Queue lines that
    repeat the default, as `show running-config all` prints them. Unknown where the family can not
    be told, or `auto qos global compact` hides lines.

Bad
    switch 1 provision ws-c3750x-24p
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     mls qos trust cos
     srr-queue bandwidth share 1 30 35 5
     priority-queue out

Good
    switch 1 provision ws-c3750x-24p
    mls qos
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     mls qos trust cos
     srr-queue bandwidth share 1 30 35 5
     priority-queue out
"""

from collections.abc import Iterator

from netaudit.model import Confidence, Device, Result, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy

SWITCHED_FAMILIES = frozenset({"c3550", "c3k", "c6500"})
"""Families on which QoS waits for the global line."""

DEFAULTS = frozenset({("srr_share", (25, 25, 25, 25)), ("srr_shape", (25, 0, 0, 0)), ("queue_set", 1)})
"""Queue settings that say nothing: a port has them without any line."""

PORT_LINES = ("trust", "trust_device", "srr_share", "srr_shape", "queue_set", "priority_queue")


@rule(
    "Q-01",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    references=("DISA CISC-L2-000040 (V-220625, V-220651)", "Cisco Catalyst 3750, Configuring QoS"),
    fix="enable_mls_qos",
)
def inert_mls_qos(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live port with QoS lines that wait for the global one."""
    settings = device.globals
    if settings.mls_qos or not (device.family in SWITCHED_FAMILIES or _may_be_switched(device)):
        return
    sure = device.family in SWITCHED_FAMILIES and not settings.auto_qos_compact
    why = "QoS lines on the port are inert: the global line mls qos is missing"
    doubt = ", if this platform needs one and it is not hidden"
    fields = (*PORT_LINES, "queueing") if device.family in SWITCHED_FAMILIES else PORT_LINES
    for port in device.interfaces:
        if port.enabled and any(_is_meant(field, getattr(port, field)) for field in fields):
            result = Result.FAIL if sure else Result.UNKNOWN
            yield on_port(port, why if sure else why + doubt, *fields, result=result)


def _is_meant(field: str, value: object) -> bool:
    """Whether somebody wanted QoS of the port: a line that does not just repeat the default."""
    return bool(value) and (field, value) not in DEFAULTS


def _may_be_switched(device: Device) -> bool:
    """Whether the platform could not be told, and no line speaks of another QoS model."""
    settings = device.globals
    return (
        device.family == "unknown"
        and device.platform == "ios"
        and not settings.qos
        and not any(line.startswith("platform qos") for line in settings.qos_maps)
    )
