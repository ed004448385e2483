"""Port security is not switched on, or leaves no room for a phone and a PC.

Options such as `maximum` or `violation` do nothing without the bare line
`switchport port-security`. With that line the port admits one address until `maximum` says
otherwise, and a phone with a PC behind it needs two; older switches see the phone in both
VLANs and need three.

Why it matters
    In the first case nothing is limited. In the second the PC is locked out or, with the
    default violation mode, the port goes down and takes the phone with it.

How to fix
    `switchport port-security` and `switchport port-security maximum 3`, on newer switches
    with `maximum 1 vlan voice` and `maximum 1 vlan access`. Prefer `violation restrict`. What
    older switches need is `thresholds.port_security_maximum` of the site policy, 3 by default.

Not reported
    Ports that are shut down; the room for a PC is judged on ports with a voice VLAN only.
    Options beside `no switchport port-security`, as `show run all` prints them.

Bad
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
     switchport port-security maximum 3

Good
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
     switchport port-security
     switchport port-security maximum 3
"""

from collections.abc import Iterator

from netaudit.model import Confidence, Device, Interface, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy

OPTIONS = (
    "port_security_maximum",
    "port_security_maximum_access",
    "port_security_maximum_voice",
    "port_security_violation",
    "port_security_sticky",
)

PHONE_AND_PC = 2
"""Addresses behind a phone port, each counted once."""

PHONE_TWICE = frozenset({"c2950", "c3550", "c3k"})
"""Families on which a phone may show up in the data VLAN as well as in the voice VLAN."""


@rule(
    "V-30",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    references=("Cisco IOS, Configuring port security on a voice port",),
    fix="make_port_security_work",
)
def unfit_port_security(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each live port whose port security is inert or too tight for a phone."""
    wanted = policy.thresholds.port_security_maximum if device.family in PHONE_TWICE else PHONE_AND_PC
    for port in device.interfaces:
        if port.port_security:
            room = port.port_security_maximum or 1
            if room < wanted and port.voice_vlan is not None and port.enabled:
                yield _too_tight(port, room, wanted)
        elif port.enabled and not port.at.keys().isdisjoint(OPTIONS) and _has_options(port):
            why = "port security has options but is not switched on: nothing is limited"
            yield on_port(port, why, *OPTIONS)


def _has_options(port: Interface) -> bool:
    """Whether an option was meant to work: it is set, and no line says that port security is off."""
    return "port_security" not in port.at and any(getattr(port, option) for option in OPTIONS)


def _too_tight(port: Interface, room: int, wanted: int) -> Hit:
    """The port admits fewer addresses than a phone and a PC need."""
    if room < PHONE_AND_PC:
        why = f"port security admits {room} address: phone and PC together violate it"
        return on_port(port, why, "port_security_maximum", "port_security")
    why = f"port security admits {room} addresses; a phone seen in both VLANs and a PC need {wanted}"
    return on_port(port, why, "port_security_maximum", severity=Severity.LOW)
