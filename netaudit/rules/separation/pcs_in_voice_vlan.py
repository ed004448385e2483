"""One VLAN carries phones by some ports and PCs by others.

It is the voice VLAN of phone ports and at the same time the untagged VLAN of ports where PCs
are. The smaller group of ports is reported as the mistake; in a VLAN that the site policy or its
name calls voice, the PCs are.

Why it matters
    PCs stand among the phones: they can listen, redirect and flood, and every filter at the
    edge of the voice VLAN is behind them.

How to fix
    Move the odd ports: PCs to a data VLAN, phones to the voice VLAN of the others.

Not reported
    Ports that are shut down, servers. A port whose description says that a phone is attached
    alone (phone, intercom, fax, ATA, …): with no PC behind it that is separation, too; unknown
    where there is no description. Ports that offer the PC's own VLAN as voice VLAN: there
    shared-voice-vlan speaks.

Bad
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface GigabitEthernet1/0/6
     description Desk 2.06
     switchport mode access
     switchport access vlan 110

Good
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface GigabitEthernet1/0/6
     description Lobby phone
     switchport mode access
     switchport access vlan 110
"""

from collections.abc import Iterator

from netaudit.analysis.phones import declared_voice, named_voice, phone_line, voice_vlan_of
from netaudit.analysis.segments import Ports, segments
from netaudit.model import Device, Interface, Result, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.rules.wording import ports
from netaudit.site.policy import Policy


@rule(
    "V-05",
    severity=Severity.HIGH,
    references=("DISA VVoIP 5500 LAN (V-8230)", "DISA SRG-NET-000520-VVEP-00011 (V-206808)"),
    fix="separate_voice_vlan",
)
def pcs_in_voice_vlan(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield the smaller group of the ports that mix phones and PCs in one VLAN."""
    parts = segments(device)
    shared = frozenset(port.name for port in parts.shared)
    for vlan in sorted(parts.data.keys() & (parts.voice.keys() | declared_voice(device, policy))):
        phones = tuple(port for port in parts.voice.get(vlan, ()) if port.name not in shared)
        pcs = tuple(port for port in parts.data[vlan] if port.name not in shared and not _is_alone(port))
        sure = vlan in declared_voice(device, policy)
        if phones and len(phones) < len(pcs) and not sure and vlan not in named_voice(device):
            yield from _odd_phones(vlan, phones, pcs)
        elif phones or sure:
            yield from _odd_pcs(vlan, phones, pcs)


def _is_alone(port: Interface) -> bool:
    """Whether a port expects a phone and has no voice VLAN: it is the phone that is untagged."""
    return port.voice_vlan is None and phone_line(port) is not None


def _odd_phones(vlan: int, phones: Ports, pcs: Ports) -> Iterator[Hit]:
    """Hits on the phones; unknown where all the PCs may be phones alone."""
    result = Result.FAIL if any(map(_has_pc, pcs)) else Result.UNKNOWN
    why = f"VLAN {vlan} is offered to a phone but has PCs on {ports(len(pcs))}"
    for port in phones:
        yield on_port(port, why, "voice_vlan", result=result)


def _odd_pcs(vlan: int, phones: Ports, pcs: Ports) -> Iterator[Hit]:
    """Hits on the PCs; unknown where one may be a phone alone."""
    where = f"the voice VLAN of {ports(len(phones))}" if phones else "declared a voice VLAN"
    for port in pcs:
        if _has_pc(port):
            yield on_port(port, f"a PC is in VLAN {vlan}, {where}", "access_vlan", "native_vlan")
        else:
            why = f"untagged in VLAN {vlan}, {where}; no description tells a PC from a phone alone"
            yield on_port(port, why, "access_vlan", "native_vlan", result=Result.UNKNOWN)


def _has_pc(port: Interface) -> bool:
    """Whether the untagged side can not be a phone: the phone has a VLAN, or the port is described."""
    return voice_vlan_of(port) is not None or bool(port.description)
