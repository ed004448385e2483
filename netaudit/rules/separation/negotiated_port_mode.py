"""A phone or user port lets the attached device decide whether it is a trunk.

Without `switchport mode access` a Catalyst port speaks DTP (dynamic auto or desirable, by
platform); whoever answers turns it into a trunk.

Why it matters
    A PC that speaks DTP, or a switch under the desk, becomes a member of every VLAN on the
    switch, voice among them, and no access-port setting applies to it.

How to fix
    `switchport mode access`; `switchport nonegotiate` ends DTP for good.

Not reported
    Ports that are shut down. 2900XL and 3500XL, where phones need the special trunk. Unknown
    where a template or macro may set the mode, and without mode line on the switch module of a
    router: many of these have no DTP.

Bad
    interface GigabitEthernet1/0/5
     switchport mode dynamic desirable
     switchport access vlan 10
     switchport voice vlan 110

Good
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport nonegotiate
     switchport access vlan 10
     switchport voice vlan 110
"""

from collections.abc import Iterator

from netaudit.model import Device, Interface, Result, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.rules.evidence import on_absent
from netaudit.site.policy import Policy


def not_xl(device: Device) -> bool:
    """The rule speaks of all but the 2900XL and 3500XL."""
    return device.family != "xl"


@rule(
    "V-08",
    severity=Severity.MEDIUM,
    references=("DISA CISC-L2-000250 (V-220645)",),
    fix="access_mode",
    applies=not_xl,
)
def negotiated_port_mode(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live phone or user port whose mode is not fixed."""
    for port in device.with_role("phone", "user"):
        if port.mode == "dynamic" and port.enabled:
            yield _hit(device, port)


def _hit(device: Device, port: Interface) -> Hit:
    """Certain, but for the default of a router's switch module."""
    why = _why(port)
    if device.family == "isr" and not port.at.get("mode"):
        return on_port(port, why + ", if this module has it", result=Result.UNKNOWN)
    return on_absent(device, port, why, "mode")


def _why(port: Interface) -> str:
    """How the port gets its mode."""
    if port.at.get("mode"):
        return f"mode is dynamic {port.dtp or ''}".rstrip() + ": the device attached can make it a trunk"
    return "no mode is set: by default the device attached can make it a trunk (DTP)"
