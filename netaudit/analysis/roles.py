"""What each interface is there for, and how one can tell.

The site policy decides where it speaks. Otherwise the lines of the config do, the plain ones
before the vague: voice VLAN, trusted phone, trunk, addresses; descriptions only where those
leave room. Every role comes with its reason, for people to disagree with.
"""

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase

from msgspec import Struct
from msgspec.structs import replace

from netaudit.analysis import descriptions, phones
from netaudit.model import Device, Interface, VlanSet
from netaudit.site.policy import Policy, RoleOverride

Verdict = tuple[str, str]
"""A role and its reason."""

BY_KIND: Mapping[str, Verdict] = {
    "loopback": ("virtual", "loopback interface"),
    "management": ("management", "management port"),
    "svi": ("svi", "VLAN interface"),
    "tunnel": ("virtual", "tunnel interface"),
    "virtual": ("virtual", "virtual interface"),
}
"""Interfaces whose kind says it all."""

BY_MODE: Mapping[str, Verdict] = {
    "dot1q-tunnel": ("wan", "802.1Q tunnel port"),
    "phone": ("phone", "phone mode"),
}
"""Switch port modes that say it all."""

D_CHANNEL = re.compile(r"^Serial\S+:(?:15|23)$")
"""The channel of a PRI that carries signalling, not packets."""

HOSTS = frozenset({"access-point", "server", "wan"})
TRUNK_WORDS = ("uplink", "switch", "access-point", "server", "wan", "phone", "thing")
"""What the description of a trunk may speak of, the first that it does decides."""

TRUNK_FIELDS = frozenset({"allowed_vlans", "native_vlan"})
WAN_ENCAPSULATIONS = frozenset({"frame-relay", "hdlc", "ppp"})
WAN_NAMES = (
    "Serial", "ATM", "BRI", "Cellular", "Dialer", "Hssi", "MFR", "Multilink", "POS", "Async", "Virtual-PPP",
)  # fmt: skip


class _Scene(Struct, frozen=True, kw_only=True):
    """What the other interfaces of the device tell about one of them."""

    family: str
    voice: VlanSet
    access: VlanSet
    """Access VLANs of the ports in use."""
    switch: bool
    wans: frozenset[str]
    """Main interfaces that must lead to a provider."""
    shapers: frozenset[str]
    """Policy-maps that shape."""
    channels: Mapping[int | None, Interface]


def assign(device: Device, policy: Policy) -> Device:
    """The device with role and reason on every interface, and with the call control of the site."""
    scene = _scene(device, policy)
    overrides = tuple(o for o in policy.roles if fnmatchcase(device.hostname, o.device))
    interfaces = []
    for port in device.interfaces:
        role, reason = (overrides and _stated(port, overrides)) or _infer(port, scene)
        interfaces.append(replace(port, role=role, role_reason=reason))
    return replace(device, interfaces=tuple(interfaces), call_control=policy.call_control)


def _scene(device: Device, policy: Policy) -> _Scene:
    """Look at the whole device once."""
    ports = device.interfaces
    shapers = frozenset(
        m.name for m in device.policy_maps if any(c.shape_bps or c.shape_percent for c in m.classes)
    )
    mains = (p for p in ports if p.kind == "physical" and not p.is_switchport)
    return _Scene(
        family=device.family,
        voice=phones.declared_voice(device, policy) | phones.separate_voice(device),
        access=frozenset(p.access_vlan for p in ports if p.access_vlan and p.enabled),
        switch=any(p.kind == "physical" and p.is_switchport for p in ports),
        wans=frozenset(p.name for p in mains if _wan_reason(p, shapers)),
        shapers=shapers,
        channels={int(p.name[12:]): p for p in ports if p.kind == "port-channel" and p.name[12:].isdecimal()},
    )


def _stated(port: Interface, overrides: tuple[RoleOverride, ...]) -> Verdict | None:
    """The role that the site policy gives; the first override that matches wins."""
    for override in overrides:
        if fnmatchcase(port.name, override.interface):
            return override.role, "site policy"
    return None


def _infer(port: Interface, scene: _Scene) -> Verdict:
    """The role that the config speaks for."""
    if port.mode == "access" and port.voice_vlan is not None and port.channel_group is None:
        return _offers_voice(port)
    if port.name.startswith("AppGigabitEthernet"):
        return "virtual", "port of the applications that the switch hosts"
    if port.kind in BY_KIND and not _bundles_lines(port):
        return BY_KIND[port.kind]
    channel = scene.channels.get(port.channel_group)
    if channel and channel.channel_group is None:
        role, _reason = _infer(channel, scene)
        return role, f"member of {channel.name}"
    if not port.is_switchport:
        return _routed(port, scene)
    return _trunk(port, scene) if port.mode == "trunk" else _access(port, scene)


def _bundles_lines(port: Interface) -> bool:
    """Whether a logical interface stands for lines of a provider: a multilink bundle, a dialer."""
    return port.kind == "virtual" and port.name.startswith(WAN_NAMES)


def _offers_voice(port: Interface) -> Verdict:
    """A port that offers a voice VLAN."""
    lines = port.at.get("voice_vlan")
    where = f" on line {port.line + lines[0]}" if lines else ""
    return "phone", f"voice VLAN {port.voice_vlan}{where}"


def _trunk(port: Interface, scene: _Scene) -> Verdict:
    """A trunk leads to network equipment unless something says host."""
    if phones.is_trunk_phone(port):
        return "phone", "trunk of the old phone kind, with portfast and a phone's line"
    described = descriptions.speaks_of(port.description, *TRUNK_WORDS)
    if described == "switch" and phones.has_portfast(port):
        described = descriptions.speaks_of(port.description, "phone") or described
    if described in HOSTS:
        return described, descriptions.reason(described)
    if described in (None, "phone") and phones.may_be_trunk_phone(port, scene.family, scene.voice):
        return "phone", "trunk of the old phone kind: native VLAN for the PC, portfast"
    if not port.enabled and not port.description and not port.at.keys() & TRUNK_FIELDS:
        return "unused", "shut down, nothing but trunk mode set"
    if described in (None, "thing") and port.portfast == "trunk":
        return "server", "portfast on a trunk: a host, not a switch"
    return "uplink", "trunk"


def _access(port: Interface, scene: _Scene) -> Verdict:
    """A port for one attached thing, or one that is not used."""
    if port.voice_vlan is not None:
        return _offers_voice(port)
    if (field := phones.phone_line(port)) and not port.channel_group:
        return "phone", f"expects a Cisco phone on line {port.lines_of(field)[0]}"
    if not port.enabled and ("access_vlan" not in port.at or port.access_vlan not in scene.access):
        return "unused", "shut down, no VLAN in use"
    if port.mode == "dynamic" and "access_vlan" not in port.at and port.at.keys() & TRUNK_FIELDS:
        return "uplink", "trunk settings on a negotiating port"
    return BY_MODE.get(port.mode) or _attached(port, scene)


def _attached(port: Interface, scene: _Scene) -> Verdict:
    """What an access port without any voice line serves."""
    described = descriptions.speaks_of(port.description, "phone", "access-point", "server", "uplink", "wan")
    if described == "phone" and port.access_vlan in scene.voice:
        return "phone", f"dedicated phone port: access VLAN {port.access_vlan} is a voice VLAN"
    if described and described != "phone":
        return described, descriptions.reason(described)
    if port.channel_group:
        return "server", f"member of channel group {port.channel_group}, not a trunk"
    return "user", f"{port.mode} port without voice VLAN"


def _routed(port: Interface, scene: _Scene) -> Verdict:
    """A routed port: towards the provider, another device of ours, or nothing."""
    if D_CHANNEL.search(port.name):
        return "virtual", "ISDN signalling channel"
    if reason := _wan_reason(port, scene.shapers) or _part_of_wan(port, scene):
        return "wan", reason
    if port.kind == "subinterface":
        return "subinterface", "routed subinterface"
    if not port.enabled and not port.addresses and not port.ipv6_addresses:
        return "unused", "shut down, no address"
    if scene.switch:
        return "uplink", "routed port of a switch"
    return "lan", "routed port without any sign of a WAN"


def _part_of_wan(port: Interface, scene: _Scene) -> str:
    """Why a subinterface leads where its main interface does; empty where it need not."""
    main = port.name.partition(".")[0]
    part = port.kind == "subinterface" and main in scene.wans and not _serves_hosts(port)
    return f"part of {main}, a WAN interface" if part else ""


def _serves_hosts(port: Interface) -> bool:
    """Whether a subinterface leads to hosts of ours, and shares its cable with a provider only."""
    if port.helpers or port.fhrp or port.nat == "inside" or not (port.addresses or port.dynamic_address):
        return True
    return descriptions.speaks_of(port.description, "phone", "server", "access-point") is not None


def _wan_reason(port: Interface, shapers: frozenset[str]) -> str | None:
    """Why a routed port must lead to a provider; None where nothing says so."""
    signs = (
        (port.name.startswith(WAN_NAMES), "WAN type of interface"),
        (port.encapsulation in WAN_ENCAPSULATIONS, f"{port.encapsulation} encapsulation"),
        (port.crypto_map, f"crypto map {port.crypto_map}"),
        (port.nat == "outside", "outside of NAT"),
        (port.policy_out in shapers, f"shaped by {port.policy_out}"),
        (port.dynamic_address == "negotiated", "address negotiated with a provider"),
        (descriptions.speaks_of(port.description, "wan"), descriptions.reason("wan")),
    )
    return next((reason for sign, reason in signs if sign), None)
