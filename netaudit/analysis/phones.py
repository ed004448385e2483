"""How a phone and the PC behind it are carried on one port.

Two ways exist. A multi-VLAN access port sends the PC's frames untagged and has the phone tag
its own with the voice VLAN. Before that (2900XL, 3500XL, early 3550) the port was a trunk: the
native VLAN for the PC, one tagged VLAN for the phone, portfast on top.
"""

from collections import Counter
from collections.abc import Iterator

from netaudit.analysis.descriptions import speaks_of
from netaudit.analysis.memory import once
from netaudit.model import RESERVED_VLANS, Device, Interface, VlanSet
from netaudit.site.policy import Policy

TRUNK_PHONE_FAMILIES = frozenset({"xl", "c2950", "c3550"})
"""Families old enough to have been wired with trunk phone ports (xl knows no other way)."""


def phone_line(port: Interface) -> str | None:
    """The field whose line says that a phone is attached, whatever the voice VLAN."""
    if port.trust_device == "cisco-phone":
        return "trust_device"
    if port.auto_qos is not None and port.auto_qos.endswith("cisco-phone"):
        return "auto_qos"
    return None


def has_portfast(port: Interface) -> bool:
    """Whether the port itself says that no switch is behind it."""
    return port.portfast in ("edge", "trunk")


def tagged_phone_vlan(port: Interface) -> int | None:
    """The one VLAN that a trunk carries beside its native one; None where it is not like that."""
    if len(port.allowed_vlans) > 2 + len(RESERVED_VLANS):
        return None
    tagged = port.allowed_vlans - RESERVED_VLANS - {port.native_vlan}
    return next(iter(tagged)) if len(tagged) == 1 else None


def is_trunk_phone(port: Interface) -> bool:
    """Whether a trunk has lines that only a phone port of the old kind has."""
    if not has_portfast(port) or port.channel_group is not None:
        return False
    return port.voice_vlan is not None or bool(port.priority_extend or phone_line(port))


def may_be_trunk_phone(port: Interface, family: str, voice: VlanSet) -> bool:
    """Whether a trunk, described as nothing else, is a phone port of the old kind.

    ``voice`` are VLANs known to be voice.
    """
    if not has_portfast(port) or port.channel_group is not None:
        return False
    if speaks_of(port.description, "phone"):
        return True
    tagged = tagged_phone_vlan(port)
    return tagged is not None and (tagged in voice or family in TRUNK_PHONE_FAMILIES)


def voice_vlan_of(port: Interface) -> int | None:
    """The VLAN that the phone of a phone port tags with; None where it does not tag."""
    if isinstance(port.voice_vlan, int):
        return port.voice_vlan
    return tagged_phone_vlan(port) if port.mode == "trunk" else None


def data_vlan_of(port: Interface) -> int | None:
    """The VLAN of untagged frames on a switch port: the PC's. None where something else decides."""
    if port.mode == "private-vlan":
        return None
    return port.native_vlan if port.mode == "trunk" else port.access_vlan


@once
def separate_voice(device: Device) -> VlanSet:
    """VLANs that ports offer to phones apart from the PC, on more ports than have PCs in them.

    One port with a slip of the finger does not make the data VLAN of the floor a voice VLAN. Where
    the name of the VLAN speaks of phones too, one port is enough.
    """
    offered: Counter[int | None] = Counter()
    ports = [port for port in device.interfaces if port.enabled and port.is_switchport]
    sides = Counter((port.voice_vlan, data_vlan_of(port)) for port in ports)
    for (tagged, untagged), number in sides.items():
        if isinstance(tagged, int) and tagged != untagged:
            offered[tagged] += number
        if tagged is not None and tagged != untagged:
            offered[untagged] -= number
    apart = frozenset(tagged for tagged, untagged in sides if isinstance(tagged, int) and tagged != untagged)
    offered.subtract(port.access_vlan for port in _plain(ports) if offered[port.access_vlan] > 0)
    return frozenset(vlan for vlan in apart if offered[vlan] > 0) | (apart & named_voice(device))


def _plain(ports: list[Interface]) -> Iterator[Interface]:
    """The ports without trunk or voice VLAN that no line and no description calls a phone's."""
    for port in ports:
        bare = port.voice_vlan is None and port.mode != "trunk" and not phone_line(port)
        if bare and not speaks_of(port.description, "phone", "server", "uplink", "switch", "wan"):
            yield port


@once
def named_voice(device: Device) -> VlanSet:
    """VLANs whose name speaks of phones; a name alone proves nothing."""
    return frozenset(vlan.id for vlan in device.vlans if speaks_of(vlan.name, "phone"))


def declared_voice(device: Device, policy: Policy) -> VlanSet:
    """VLANs that the site policy declares voice, by number or by name."""
    if not policy.voice_vlan_names:
        return policy.voice_vlans
    return policy.voice_vlans | named(device, policy.voice_vlan_names)


def declared_data(device: Device, policy: Policy) -> VlanSet:
    """VLANs that the site policy declares data, by number or by name."""
    if not policy.data_vlan_names:
        return policy.data_vlans
    return policy.data_vlans | named(device, policy.data_vlan_names)


def named(device: Device, globs: tuple[str, ...]) -> VlanSet:
    """VLANs of the device whose name matches one of these globs, compared without case."""
    from fnmatch import fnmatchcase

    wanted = [glob.lower() for glob in globs]
    return frozenset(
        vlan.id
        for vlan in device.vlans
        if vlan.name and any(fnmatchcase(vlan.name.lower(), glob) for glob in wanted)
    )
