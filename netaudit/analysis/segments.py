"""Which ports put phones, PCs and other switches into which VLAN. Ports shut down do not count."""

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from netaudit.analysis.memory import once
from netaudit.analysis.phones import data_vlan_of, phone_line, voice_vlan_of
from netaudit.analysis.visibility import live
from netaudit.model import Device, Interface

Ports = tuple[Interface, ...]


class Segments(Struct, frozen=True, kw_only=True):
    """The VLANs that hosts are in, with the ports they are in by."""

    voice: Mapping[int, Ports]
    """Phones: tagged, or alone on an access port of the voice VLAN."""
    data: Mapping[int, Ports]
    """PCs: user ports, and the untagged side of phone ports."""
    trunks: Ports
    """Trunks to network equipment; a channel stands for its members."""


@once
def segments(device: Device) -> Segments:
    """Sort the live ports of a device into voice, data and trunks."""
    voice: dict[int, list[Interface]] = defaultdict(list)
    data: dict[int, list[Interface]] = defaultdict(list)
    for port in live(device, "phone"):
        if (vlan := voice_vlan_of(port)) is not None:
            voice[vlan].append(port)
        if (vlan := data_vlan_of(port)) is not None:
            (voice if is_dedicated(port, device) else data)[vlan].append(port)
    for port in live(device, "user"):
        if (vlan := data_vlan_of(port)) is not None:
            data[vlan].append(port)
    return Segments(voice=_frozen(voice), data=_frozen(data), trunks=trunks_of(device, "uplink"))


def _frozen(ports: Mapping[int, list[Interface]]) -> Mapping[int, Ports]:
    """The same with tuples."""
    return {vlan: tuple(members) for vlan, members in ports.items()}


def is_dedicated(port: Interface, device: Device) -> bool:
    """Whether a phone port serves a phone alone: no voice VLAN, but in that of other ports."""
    if port.voice_vlan is not None or port.mode != "access":
        return False
    return phone_line(port) is None or port.access_vlan in device.voice_vlans


def trunks_of(device: Device, *roles: str) -> Ports:
    """Live trunks with one of these roles; members of a channel that is listed are left out."""
    trunks = [port for port in device.with_role(*roles) if port.mode == "trunk" and port.enabled]
    channels = {port.name for port in trunks if port.kind == "port-channel"}
    return tuple(port for port in trunks if f"Port-channel{port.channel_group}" not in channels)


def users_in(device: Device, vlan: int) -> int:
    """How many live ports have PCs in a VLAN."""
    return len(segments(device).data.get(vlan, ()))
