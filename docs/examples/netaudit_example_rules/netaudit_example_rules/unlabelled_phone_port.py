"""A phone port does not say where it leads.

Nothing in the config tells which desk or socket the phone on this port stands at.

Why it matters
    The address given to emergency services and the person sent to a desk both come from the
    description of the port. Without one, somebody has to trace the cable first.

How to fix
    Write the desk or socket into the description of the port.

Not reported
    Ports that are shut down, and ports that are not phone ports.

Bad
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110

Good
    interface GigabitEthernet1/0/5
     description Desk 2.014
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
"""

from collections.abc import Iterator

from netaudit.model import Device, Severity
from netaudit.rules.engine import Hit, has_phones, on_port, rule
from netaudit.site.policy import Policy


@rule("E-01", severity=Severity.LOW, references=("house rule: cabling",), applies=has_phones)
def unlabelled_phone_port(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live phone port without a description."""
    for port in device.with_role("phone"):
        if port.enabled and not port.description:
            yield on_port(port, "a phone port without a description: nobody knows where it leads")
