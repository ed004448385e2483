"""Which ports put phones, PCs and other switches into which VLAN. Ports shut down do not count."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping

from msgspec import Struct

from netaudit.analysis.memory import once
from netaudit.analysis.phones import data_vlan_of, phone_line, separate_voice, voice_vlan_of
from netaudit.analysis.visibility import live
from netaudit.model import Device, Interface

Ports = tuple[Interface, ...]


class Segments(Struct, frozen=True, kw_only=True):
    """The VLANs that hosts are in, with the ports they are in by."""

    voice: Mapping[int, Ports]
    """Phones: tagged, or alone on an access port of the voice VLAN."""
    data: Mapping[int, Ports]
    """PCs: user ports, and the untagged side of phone ports."""
    shared: Ports
    """Phone ports that put phone and PC into one VLAN."""
    trunks: Ports
    """Trunks to network equipment; a channel stands for its members."""


@once
def segments(device: Device) -> Segments:
    """Sort the live ports of a device into voice, data and trunks."""
    voice: dict[int | None, list[Interface]] = defaultdict(list)
    data: dict[int | None, list[Interface]] = defaultdict(list)
    shared: list[Interface] = []
    for ports in _alike(device):
        port = ports[0]
        tagged, untagged = voice_vlan_of(port), data_vlan_of(port)
        voice[tagged] += ports
        (voice if is_dedicated(port, device) else data)[untagged] += ports
        if isinstance(port.voice_vlan, str) or (tagged is not None and tagged == untagged):
            shared += ports
    for port in live(device, "user"):
        data[data_vlan_of(port)].append(port)
    return Segments(
        voice=_known(voice), data=_known(data), shared=tuple(shared), trunks=trunks_of(device, "uplink")
    )


def _alike(device: Device) -> Iterable[list[Interface]]:
    """The live phone ports, those in the same two VLANs together: most are."""
    groups: dict[Hashable, list[Interface]] = {}
    for port in live(device, "phone"):
        plain = port.voice_vlan is not None and port.mode != "trunk"
        groups.setdefault((port.voice_vlan, port.access_vlan) if plain else port.name, []).append(port)
    return groups.values()


def _known(ports: Mapping[int | None, list[Interface]]) -> Mapping[int, Ports]:
    """The same without the ports whose VLAN the config does not tell."""
    return {vlan: tuple(members) for vlan, members in ports.items() if vlan is not None}


def is_dedicated(port: Interface, device: Device) -> bool:
    """Whether a phone port serves a phone alone: no voice VLAN, but in that of most other ports."""
    if port.voice_vlan is not None or port.mode != "access":
        return False
    return phone_line(port) is None or port.access_vlan in separate_voice(device)


def trunks_of(device: Device, *roles: str) -> Ports:
    """Live trunks with one of these roles; members of a channel that is listed are left out."""
    trunks = [p for role in roles for p in device.with_role(role) if p.mode == "trunk" and p.enabled]
    channels = {port.name for port in trunks if port.kind == "port-channel"}
    return tuple(port for port in trunks if f"Port-channel{port.channel_group}" not in channels)


def users_in(device: Device, vlan: int) -> int:
    """How many live ports have PCs in a VLAN."""
    return len(segments(device).data.get(vlan, ()))
