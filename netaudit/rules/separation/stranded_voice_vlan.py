"""A voice VLAN ends at this switch: no trunk carries it and nothing routes it here.

Phones are put into the VLAN, but the uplinks' lists of allowed VLANs leave it out.

Why it matters
    The phones reach neither DHCP nor call control and do not register.

How to fix
    `switchport trunk allowed vlan add N` on the uplink that leads to the gateway, on both ends.

Not reported
    VLANs with a routed interface here. Switches without any trunk, or with an access port in
    the VLAN that leads to network equipment. Where some trunks carry the VLAN, the others are
    listed as unknown: only the topology can tell whether they need it.

Bad
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface GigabitEthernet1/0/48
     switchport trunk allowed vlan 10
     switchport mode trunk

Good
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface GigabitEthernet1/0/48
     switchport trunk allowed vlan 10,110
     switchport mode trunk
"""

from collections.abc import Iterator

from netaudit.analysis.gateways import gateways
from netaudit.analysis.segments import segments
from netaudit.model import Confidence, Device, Result, Severity
from netaudit.rules.engine import Hit, has_phones, on_port, rule
from netaudit.rules.wording import ports as count
from netaudit.site.policy import Policy


@rule(
    "V-20",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    references=("Cisco SRND voice VLAN guidelines",),
    fix="allow_voice_on_uplink",
    applies=has_phones,
)
def stranded_voice_vlan(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield the trunks that leave out a voice VLAN, unknown where others carry it."""
    parts = segments(device)
    for vlan, ports in parts.voice.items():
        without = [trunk for trunk in parts.trunks if vlan not in trunk.allowed_vlans]
        if not without or vlan in gateways(device):
            continue
        cut = len(without) == len(parts.trunks) and not _leads_out(device, vlan)
        for trunk in without:
            if cut:
                why = f"voice VLAN {vlan} of {count(len(ports))} is on no trunk: the phones are cut off"
                yield on_port(trunk, why, "allowed_vlans")
            else:
                why = f"voice VLAN {vlan} is not allowed here but on another link; is it needed here?"
                yield on_port(trunk, why, "allowed_vlans", result=Result.UNKNOWN, severity=Severity.LOW)


def _leads_out(device: Device, vlan: int) -> bool:
    """Whether another live link than a trunk between switches carries the VLAN."""
    return any(
        port.enabled and (port.access_vlan == vlan if port.mode == "access" else vlan in port.allowed_vlans)
        for port in device.with_role("uplink", "wan", "server")
    )
