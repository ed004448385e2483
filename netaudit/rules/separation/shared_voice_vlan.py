"""A phone and the PC behind it share one VLAN.

Where the voice VLAN is the access VLAN, or the phone is told to send priority-tagged (`dot1p`)
or untagged frames, both stand in the same broadcast domain.

Why it matters
    The PC hears and can redirect the phone's traffic, a worm or a broadcast storm in the data
    VLAN reaches the phone directly, and no filter between voice and data can see any of it.
    802.1X multi-domain authentication is off on such a port.

How to fix
    Give phones a VLAN and subnet of their own and set it with `switchport voice vlan`.

Not reported
    Ports that are shut down. An access port of the voice VLAN without a voice VLAN line, as
    used for a phone alone: see pcs-in-voice-vlan.

Bad
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 10

Good
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
"""

from collections.abc import Iterator

from netaudit.analysis.phones import data_vlan_of
from netaudit.analysis.segments import segments
from netaudit.model import Device, Interface, Severity
from netaudit.rules.engine import Hit, has_phones, on_port, rule
from netaudit.site.policy import Policy

WORDS = {
    "dot1p": "priority-tagged, so the phone stays in {vlan} with the PC",
    "untagged": "untagged and without priority, so the phone stays in {vlan} with the PC",
}


@rule(
    "V-01",
    severity=Severity.HIGH,
    references=("DISA SRG-NET-000520-VVEP-00011 (V-206808)", "Cisco voice VLAN configuration guidelines"),
    fix="separate_voice_vlan",
    applies=has_phones,
)
def shared_voice_vlan(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live phone port whose phone is in the PC's VLAN."""
    for port in segments(device).shared:
        yield on_port(port, _why(port), "voice_vlan")


def _why(port: Interface) -> str:
    """What the port makes phone and PC do."""
    number = data_vlan_of(port)
    vlan = f"VLAN {number}" if number else "the access VLAN"
    if isinstance(port.voice_vlan, str):
        return "frames of the phone are " + WORDS[port.voice_vlan].format(vlan=vlan)
    return f"phone and PC share {vlan}: one broadcast domain, nothing can filter between them"
