"""Ports offer a voice VLAN that does not exist here or is suspended.

The phone learns the VLAN by CDP or LLDP, tags its frames with it, and the switch drops them.

Why it matters
    The phone does not get an address. It looks dead although the port, power and cable are
    fine, and some phones then fall back to the PC's VLAN.

How to fix
    `vlan N`, a `name`, and `no shutdown`; or correct the number on the ports.

Not reported
    VLAN 1, which always exists. Unknown where the list of VLANs may live in vlan.dat (VTP
    server or client) and the config shows none.

Bad
    vtp mode transparent
    vlan 10
     name USERS
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110

Good
    vtp mode transparent
    vlan 10
     name USERS
    vlan 110
     name VOICE
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
"""

from collections.abc import Iterator

from netaudit.analysis.segments import segments
from netaudit.model import Device, Interface, Result, Severity
from netaudit.rules.engine import Hit, has_phones, on_port, rule
from netaudit.rules.wording import ports as count
from netaudit.site.policy import Policy


@rule(
    "V-04",
    severity=Severity.HIGH,
    references=("Cisco voice VLAN configuration guidelines: the VLAN must be present and active",),
    applies=has_phones,
)
def unusable_voice_vlan(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each suspended voice VLAN, and each port that offers a missing one."""
    listed = {vlan.id: vlan for vlan in device.vlans}
    for number, ports in segments(device).voice.items():
        if number not in listed and number != 1:
            yield from _missing(device, number, ports)
        elif number in listed and not listed[number].active:
            why = f"the voice VLAN of {count(len(ports))} is suspended: frames of the phones are dropped"
            yield Hit(f"VLAN {number}", (listed[number].line,), why)


def _missing(device: Device, number: int, ports: tuple[Interface, ...]) -> Iterator[Hit]:
    """The ports that offer a VLAN which the config does not list."""
    if device.vlans_hidden:
        why = f"VLAN {number} is not in the config; it may be in vlan.dat (VTP)"
        yield on_port(ports[0], why, "voice_vlan", result=Result.UNKNOWN)
        return
    for port in ports:
        yield on_port(
            port, f"voice VLAN {number} does not exist here: the phone gets no address", "voice_vlan"
        )
