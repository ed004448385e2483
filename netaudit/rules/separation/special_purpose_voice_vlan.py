"""A voice VLAN is also a remote SPAN or private VLAN, or is set on a private-VLAN port.

Neither can carry phones: a remote SPAN VLAN floods copies of other traffic and learns no
address, and private-VLAN ports do not take part in the voice VLAN.

Why it matters
    Phones get no address or are flooded with mirrored frames; what is mirrored may contain
    the very calls that should be kept apart.

How to fix
    Use an ordinary VLAN for voice; mirror into another one.

Not reported
    Ports that are shut down.

Bad
    vlan 110
     remote-span
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110

Good
    vlan 110
     name VOICE
    vlan 999
     remote-span
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
"""

from collections.abc import Iterator

from netaudit.analysis.segments import segments
from netaudit.model import Device, Severity
from netaudit.rules.engine import Hit, has_phones, on_port, rule
from netaudit.site.policy import Policy


@rule(
    "V-22",
    severity=Severity.HIGH,
    references=("Cisco voice VLAN configuration guidelines: not on private-VLAN ports",),
    applies=has_phones,
)
def special_purpose_voice_vlan(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each voice VLAN of a kind that cannot carry phones, and private-VLAN phone ports."""
    voice = segments(device).voice
    for vlan in device.vlans:
        if vlan.id in voice and (vlan.remote_span or vlan.private_vlan):
            kind = "remote SPAN VLAN" if vlan.remote_span else f"private VLAN ({vlan.private_vlan})"
            yield Hit(f"VLAN {vlan.id}", (vlan.line,), f"the voice VLAN is a {kind} and can not carry phones")
    for port in device.with_role("phone"):
        if port.mode == "private-vlan" and port.voice_vlan is not None and port.enabled:
            yield on_port(port, "a private-VLAN port does not serve a voice VLAN", "voice_vlan", "mode")
