"""A port that expects a Cisco phone offers it no voice VLAN.

Trusted-device or auto-QoS lines say that a phone is attached; without a voice VLAN its frames
are untagged and land in the PC's VLAN.

Why it matters
    Phone and PC share a broadcast domain, and untagged frames carry no CoS that a port could
    trust: the phone is neither separated nor put first.

How to fix
    `switchport voice vlan` with the voice VLAN of the closet. If no phone is there any more,
    take the trust lines away.

Not reported
    Ports that are shut down. Trunks. Access ports of a voice VLAN, as used for a phone alone:
    one that the site policy declares, or that more ports offer to phones than have PCs in it (one
    port is enough where the VLAN's name speaks of phones).
    Unknown where only its name makes it a voice VLAN, and where a template or macro may add the
    line.

Bad
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     mls qos trust device cisco-phone
     mls qos trust cos

Good
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
     mls qos trust device cisco-phone
     mls qos trust cos
"""

from collections.abc import Iterator

from netaudit.analysis.phones import data_vlan_of, declared_voice, named_voice, phone_line
from netaudit.analysis.segments import is_dedicated
from netaudit.analysis.visibility import live
from netaudit.model import Device, Interface, Result, Severity
from netaudit.rules.engine import Hit, has_phones, on_port, rule
from netaudit.rules.evidence import on_absent
from netaudit.rules.wording import BY_NAME
from netaudit.site.policy import Policy


@rule(
    "V-03",
    severity=Severity.HIGH,
    references=("Cisco voice VLAN configuration guidelines",),
    fix="separate_voice_vlan",
    applies=has_phones,
)
def phone_without_voice_vlan(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each live access port that trusts a phone but names no voice VLAN."""
    alone = declared_voice(device, policy)
    for port in live(device, "phone"):
        if port.voice_vlan is not None or port.mode == "trunk" or is_dedicated(port, device):
            continue
        line, vlan = phone_line(port), data_vlan_of(port)
        if line and vlan not in alone:
            yield _hit(device, port, line, vlan)


def _hit(device: Device, port: Interface, line: str, vlan: int | None) -> Hit:
    """Certain, unless the name of the access VLAN says that phones have it for themselves."""
    if vlan in named_voice(device):
        why = f"a Cisco phone is expected but offered no voice VLAN; it is untagged in VLAN {vlan}{BY_NAME}"
        return on_port(port, why, line, result=Result.UNKNOWN)
    where = f"VLAN {vlan}" if vlan else "the access VLAN"
    why = f"a Cisco phone is expected but offered no voice VLAN: it shares {where} with the PC"
    return on_absent(device, port, why, line)
