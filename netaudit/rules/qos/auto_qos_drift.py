"""The port says auto qos, but no longer has what that generates.

Auto-QoS is a macro: its line stays when somebody changes or removes what it generated, and IOS may
refuse generated lines without a word where they meet others. What counts is the lines that do
something. They are compared with every release of the platform's auto-QoS that is known.

Why it matters
    Who reads `auto qos voip cisco-phone` believes that the phone is trusted and its queue strict.
    Without the lines behind it calls are best effort.

How to fix
    `no auto qos …` and the same `auto qos …` again, which generates the lines anew; where the
    difference is meant, take the `auto qos` line away and keep the lines.

Not reported
    Ports that are shut down, macros and platforms whose output is not known, ports that may have
    lines which the config does not show, devices with `auto qos global compact`. Unknown where the
    platform has several generations of auto-QoS and nothing tells which of them was used.

Bad
    switch 1 provision ws-c3750x-24p
    auto qos srnd4
    mls qos
    interface GigabitEthernet1/0/5
     srr-queue bandwidth share 1 30 35 5
     priority-queue out
     mls qos trust cos
     auto qos voip cisco-phone

Good
    switch 1 provision ws-c3750x-24p
    auto qos srnd4
    mls qos
    interface GigabitEthernet1/0/5
     srr-queue bandwidth share 1 30 35 5
     priority-queue out
     mls qos trust device cisco-phone
     mls qos trust cos
     auto qos voip cisco-phone
"""

from collections.abc import Iterator

from netaudit.analysis.autoqos import Drift, drift
from netaudit.model import Confidence, Device, Result, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy


@rule(
    "Q-08",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=(
        "Cisco Catalyst 3750-X and 3560-X, Configuring auto-QoS",
        "Cisco Catalyst 2950, Effects of auto-QoS on the configuration",
    ),
    fix="reapply_auto_qos",
)
def auto_qos_drift(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each port that differs from what its auto qos line generates."""
    for found in drift(device):
        # On a 2950 other trust beside auto-QoS is Q-43's: the switch would not have taken it.
        changed = () if device.family == "c2950" else found.changed
        if found.missing or changed:
            result = Result.FAIL if found.generation else Result.UNKNOWN
            yield on_port(found.port, _why(found, changed), "auto_qos", *found.fields, result=result)


def _why(found: Drift, changed: tuple[str, ...]) -> str:
    """Which generated lines are not there."""
    made_by = found.generation or "auto-QoS of a release that can not be told"
    parts = (("is missing", found.missing), ("stands in another form", changed))
    told = "; ".join(f"{', '.join(lines)} {fate}" for fate, lines in parts if lines)
    return f"auto qos {found.port.auto_qos} is there, its effect is not ({made_by}): {told}"
