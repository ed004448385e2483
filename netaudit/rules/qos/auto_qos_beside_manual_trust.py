"""A 2950 port has auto-QoS and trust of its own, which exclude each other.

The 2950 does not take `mls qos trust device` on a port with auto-QoS, nor the other way round, and
auto-QoS brings its own trust. A config that has both, in terms that auto-QoS does not generate, is
not what the switch runs: it refuses one of the two when it loads the config.

Why it matters
    Whether the port believes the phone, the PC or nobody depends on the order of lines at the last
    start. The marking of calls may be gone after a reload.

How to fix
    Decide for one: `no auto qos voip` and the trust lines, or `auto qos voip …` alone.

Not reported
    Ports that are shut down, other families, trust lines that the port's auto-QoS generates.

Bad
    boot system flash:c2950-i6q4l2-mz.121-22.EA14.bin
    interface FastEthernet0/5
     mls qos trust device cisco-phone
     mls qos trust dscp
     auto qos voip cisco-phone

Good
    boot system flash:c2950-i6q4l2-mz.121-22.EA14.bin
    interface FastEthernet0/5
     mls qos trust device cisco-phone
     mls qos trust cos
     auto qos voip cisco-phone
"""

from collections.abc import Iterator

from netaudit.analysis.autoqos import manual_trust
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy


@rule(
    "Q-43",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    references=("Cisco Catalyst 2950 and 2955 Software Configuration Guide, Configuring Trusted Boundary",),
    fix="drop_manual_trust",
)
def auto_qos_beside_manual_trust(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live port with trust lines that its auto-QoS does not make."""
    why = "auto qos and a trust line that it does not generate: the 2950 takes only one of them"
    for port, fields in manual_trust(device):
        yield on_port(port, why, "auto_qos", *fields)
