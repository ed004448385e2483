"""A port trusts a Cisco phone, but CDP, which would recognise the phone, is off.

`trust device cisco-phone` opens the port's trust only while CDP sees a Cisco phone. With CDP
off on the port or on the whole switch the condition is never met: the port stays untrusted
for ever, and the phone's EF packets are rewritten to best effort.

Why it matters
    The config reads as if calls were protected. They are not, at the very first hop.

How to fix
    Turn CDP on again: `cdp run` globally and `cdp enable` on the port. Where CDP is
    forbidden, mark voice with an input policy instead of a conditional trust.

Not reported
    Ports that are shut down. LLDP does not help here, so it makes no difference.

Bad
    no cdp run
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     mls qos trust device cisco-phone
     mls qos trust cos

Good
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     mls qos trust device cisco-phone
     mls qos trust cos
"""

from collections.abc import Iterator

from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy


@rule(
    "Q-05",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    references=("Cisco IOS, Configuring a trusted boundary to ensure port security",),
    fix="enable_cdp",
)
def conditional_trust_without_cdp(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live port whose trust waits for a CDP neighbour that can not appear."""
    running = device.globals.cdp_run
    where = "on the port" if running else "on the whole switch"
    why = f"trust waits for CDP to see a Cisco phone, but CDP is off {where}: it never comes"
    switch_wide = () if running else device.globals.at.get("cdp_run", ())
    for port in device.interfaces:
        if port.trust_device == "cisco-phone" and port.enabled and not (running and port.cdp):
            yield Hit(port.name, (*switch_wide, *port.lines_of("trust_device", "cdp")), why)
