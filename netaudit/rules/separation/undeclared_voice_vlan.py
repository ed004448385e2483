"""A port offers a voice VLAN that the site policy does not declare as one.

The policy lists the site's voice VLANs (or their names) and data VLANs; the number on the port
is not among the former, or is one of the latter.

Why it matters
    A slip of the finger puts phones into somebody else's VLAN, where filters, DHCP options
    and QoS for voice do not apply.

How to fix
    Correct the voice VLAN of the port, or add the VLAN to `voice.vlans` in the site policy.

Not reported
    Anything, where the policy declares no VLANs. Ports that offer the PC's own VLAN as voice VLAN:
    there shared-voice-vlan speaks. Unknown where voice VLANs are declared by name and the config
    does not show the name.

Bad
    ! policy: voice: {vlans: 110-119}
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 101

Good
    ! policy: voice: {vlans: 110-119}
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
"""

from collections.abc import Iterator

from netaudit.analysis.phones import declared_data, declared_voice
from netaudit.analysis.segments import segments
from netaudit.model import Device, Result, Severity
from netaudit.rules.engine import Hit, has_phones, on_port, rule
from netaudit.site.policy import Policy


@rule(
    "V-24",
    severity=Severity.MEDIUM,
    references=("site policy: voice and data VLANs",),
    applies=has_phones,
)
def undeclared_voice_vlan(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each port with a voice VLAN outside those of the site."""
    if not (policy.voice_vlans or policy.voice_vlan_names or policy.data_vlans or policy.data_vlan_names):
        return
    voice = declared_voice(device, policy)
    data = declared_data(device, policy)
    known = bool(policy.voice_vlans or policy.voice_vlan_names)
    nameless = bool(policy.voice_vlan_names) and device.vlans_hidden
    parts = segments(device)
    shared = frozenset(port.name for port in parts.shared)
    for vlan, ports in parts.voice.items():
        for port in ports:
            if port.name in shared:
                continue
            if vlan in data:
                yield on_port(
                    port, f"phones are in VLAN {vlan}, which the site policy declares data", "voice_vlan"
                )
            elif known and vlan not in voice:
                result = Result.UNKNOWN if nameless and not _listed(device, vlan) else Result.FAIL
                why = f"voice VLAN {vlan} is none of the voice VLANs in the site policy"
                yield on_port(port, why, "voice_vlan", result=result)


def _listed(device: Device, vlan: int) -> bool:
    """Whether the config names the VLAN."""
    return any(known.id == vlan and known.name for known in device.vlans)
