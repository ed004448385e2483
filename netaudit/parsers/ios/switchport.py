"""Phrases of interface mode that make a layer-2 port: VLANs, hardening, 802.1X."""

from netaudit.model import ALL_VLANS, StormControl, parse_vlans
from netaudit.parsers.vocabulary import (
    Command,
    Fields,
    command,
    const,
    items,
    keyword,
    lead,
    off,
    on,
    text,
    word,
)


def _voice_vlan(fields: Fields, words: list[str]) -> None:
    """``110``, ``dot1p``, ``untagged``, ``none`` or ``name X``; each takes the place of the others."""
    match words:
        case ["none"]:
            _take(fields, "voice_vlan", None)
        case ["dot1p" | "untagged" as kind]:
            _take(fields, "voice_vlan", kind)
        case ["name", name]:
            fields["voice_vlan_name"] = name
        case [vlan]:
            _take(fields, "voice_vlan", *parse_vlans(vlan))
        case _:
            raise ValueError(words)


def _access_vlan(fields: Fields, words: list[str]) -> None:
    """``10``, ``dynamic`` or ``name X``; each takes the place of the others."""
    match words:
        case ["dynamic"]:
            fields["access_vlan_dynamic"], fields["access_vlan_name"] = True, None
        case ["name", name]:
            fields["access_vlan_name"], fields["access_vlan_dynamic"] = name, False
        case [vlan]:
            _take(fields, "access_vlan", *parse_vlans(vlan))
            fields["access_vlan_dynamic"] = False
        case _:
            raise ValueError(words)


def _take(fields: Fields, field: str, value: int | str | None) -> None:
    """A VLAN by number or kind: a name given before no longer counts."""
    fields[field], fields[f"{field}_name"] = value, None


def _allowed_vlans(fields: Fields, words: list[str]) -> None:
    """The trunk list: a list replaces, ``add``, ``remove`` and ``except`` change it."""
    before = fields.get("allowed_vlans", ALL_VLANS)
    listed = parse_vlans(" ".join(words[1:] if words[0].isalpha() and len(words) > 1 else words))
    match words:
        case ["add", *_]:
            fields["allowed_vlans"] = before | listed
        case ["remove", *_]:
            fields["allowed_vlans"] = before - listed
        case ["except", *_]:
            fields["allowed_vlans"] = ALL_VLANS - listed
        case _:
            fields["allowed_vlans"] = listed


def _no_allowed_vlans(fields: Fields, _words: list[str]) -> None:
    """Back to all VLANs."""
    fields.pop("allowed_vlans", None)


def _native_vlan(fields: Fields, words: list[str]) -> None:
    """One VLAN; the word ``tag`` alone makes the native VLAN tagged."""
    if words == ["tag"]:
        return
    (fields["native_vlan"],) = parse_vlans(words[0])


def _mode(fields: Fields, words: list[str]) -> None:
    """``switchport mode …``."""
    mode = keyword(words[0], "access", "dot1q-tunnel", "dynamic", "private-vlan", "trunk")
    fields["switchport_mode"] = mode
    if mode == "dynamic":
        fields["dtp"] = keyword(words[1], "auto", "desirable")
    elif words[1:] and mode != "private-vlan":
        raise ValueError(words)


def _port_security_maximum(fields: Fields, words: list[str]) -> None:
    """``maximum N`` for the port, or ``maximum N vlan {access|voice|list}``."""
    match words:
        case [count]:
            fields["port_security_maximum"] = int(count)
        case [count, "vlan"]:
            fields["port_security_maximum_access"] = int(count)
        case [count, "vlan", "access" | "voice" as vlan]:
            fields[f"port_security_maximum_{vlan}"] = int(count)
        case [count, "vlan", vlans]:
            parse_vlans(vlans)
            fields["port_security_maximum_access"] = int(count)
        case _:
            raise ValueError(words)


def _sticky(fields: Fields, words: list[str]) -> None:
    """``mac-address sticky [MAC …]``; a static address is not sticky."""
    if words[:1] == ["sticky"]:
        fields["port_security_sticky"] = True


def _portfast(fields: Fields, words: list[str]) -> None:
    """``portfast``, ``portfast edge [trunk]``, ``portfast trunk``, ``network``, ``disable``."""
    fields["portfast"] = keyword(words[-1] if words else "edge", "disable", "edge", "network", "trunk")


def _enabled(field: str) -> Command:
    """``enable`` or ``disable``."""

    def do(fields: Fields, words: list[str]) -> None:
        fields[field] = keyword(words[0] if words else "enable", "enable", "disable") == "enable"

    return command(field, do=do)


_STORMS = ("broadcast", "multicast", "unicast", "unknown-unicast")


def _storm_control(fields: Fields, words: list[str]) -> None:
    """``storm-control broadcast level 0.5 [0.3]`` and ``storm-control action trap``."""
    traffic, level = keyword(words[0], "action", *_STORMS), words[1:]
    if traffic == "action":
        (action,) = level
        fields["storm_control_action"] = (*fields.get("storm_control_action", ()), action)
        return
    if level[1:] and "level".startswith(level[0]):
        level = level[1:]
    storm = StormControl(traffic=traffic, level=" ".join(level) or "include")
    fields["storm_control"] = (*fields.get("storm_control", ()), storm)


def _port_control(fields: Fields, words: list[str]) -> None:
    """802.1X port control."""
    fields["port_control"] = keyword(words[0], "auto", "force-authorized", "force-unauthorized")


def _limit(field: str) -> Command:
    """``limit rate N`` packets per second, or ``limit none``."""

    def do(fields: Fields, words: list[str]) -> None:
        fields[field] = None if words == ["none"] else int(words[1])

    return command(field, do=do)


def _source_guard(fields: Fields, _words: list[str]) -> None:
    """IP source guard in any of its spellings."""
    fields["source_guard"] = True


def _channel_group(fields: Fields, words: list[str]) -> None:
    """``channel-group N [mode M]``."""
    fields["channel_group"] = int(words[0])
    if words[1:] and keyword(words[1], "force", "mode") == "mode":
        fields["channel_mode"] = keyword(words[2], "active", "auto", "desirable", "on", "passive")


def _host_mode(fields: Fields, words: list[str]) -> None:
    """Who may stand behind an 802.1X port."""
    fields["host_mode"] = keyword(words[0], "multi-auth", "multi-domain", "multi-host", "single-host")


def _host(fields: Fields, _words: list[str]) -> None:
    """``switchport host`` is short for these lines; a running-config shows them instead."""
    fields["switchport_mode"], fields["portfast"] = "access", "edge"
    for field in ("dtp", "channel_group", "channel_mode"):
        fields.pop(field, None)


def _labels(fields: Fields, words: list[str]) -> None:
    """``macro description A | B``: the later line replaces the earlier."""
    fields["macros"] = tuple(label.strip() for label in " ".join(words).split("|"))


_SNOOPING_LIMIT = _limit("dhcp_snooping_limit")
_SOURCE_GUARD = command("source_guard", do=_source_guard)
_HOST_MODE = command("host_mode", do=_host_mode)
_PORT_CONTROL = command("port_control", do=_port_control)

SWITCHPORT = {
    "access-session host-mode": _HOST_MODE,
    "access-session port-control": _PORT_CONTROL,
    "authentication event server dead action authorize voice": const("server_dead_voice"),
    "authentication host-mode": _HOST_MODE,
    "authentication port-control": _PORT_CONTROL,
    "channel-group": command("channel_group", "channel_mode", do=_channel_group),
    "dot1x host-mode": _HOST_MODE,
    "dot1x mac-auth-bypass": lead("mab"),
    "dot1x pae authenticator": const("dot1x_authenticator"),
    "dot1x pae both": const("dot1x_authenticator"),
    "dot1x port-control": _PORT_CONTROL,
    "ip arp inspection limit": _limit("arp_inspection_limit"),
    "ip arp inspection trust": const("arp_inspection_trust"),
    "ip dhcp snooping limit": _SNOOPING_LIMIT,
    "ip dhcp snooping trust": const("dhcp_snooping_trust"),
    "ip verify source": _SOURCE_GUARD,
    "ip verify source vlan": _SOURCE_GUARD,
    "lldp receive": on("lldp_receive"),
    "lldp transmit": on("lldp_transmit"),
    "mab": lead("mab"),
    "macro description": command("macros", do=_labels),
    "no lldp receive": off("lldp_receive"),
    "no lldp transmit": off("lldp_transmit"),
    "no switchport": const("switchport", value=False),
    "no switchport port-security": const("port_security", value=False),
    "power inline": text("power_inline"),
    "source template": items("templates"),
    "spanning-tree bpdufilter": _enabled("bpdufilter"),
    "spanning-tree bpduguard": _enabled("bpduguard"),
    "spanning-tree guard": word("guard"),
    "spanning-tree portfast": command("portfast", do=_portfast),
    "storm-control": command("storm_control", "storm_control_action", do=_storm_control, adds=True),
    "switchport": const("switchport"),
    "switchport access vlan": command(
        "access_vlan", "access_vlan_name", "access_vlan_dynamic", do=_access_vlan
    ),
    "switchport block unicast": const("unicast_blocked"),
    "switchport host": command(
        "switchport_mode", "dtp", "portfast", "channel_group", "channel_mode", do=_host
    ),
    "switchport mode": command("switchport_mode", "dtp", do=_mode),
    "switchport nonegotiate": const("nonegotiate"),
    "switchport port-security": const("port_security"),
    "switchport port-security mac-address": command("port_security_sticky", do=_sticky),
    "switchport port-security maximum": command(
        "port_security_maximum",
        "port_security_maximum_access",
        "port_security_maximum_voice",
        do=_port_security_maximum,
        adds=True,
    ),
    "switchport port-security violation": text("port_security_violation"),
    "switchport priority extend": text("priority_extend"),
    "switchport protected": const("protected"),
    "switchport trunk allowed vlan": command(
        "allowed_vlans", do=_allowed_vlans, undo=_no_allowed_vlans, adds=True
    ),
    "switchport trunk encapsulation": word("encapsulation"),
    "switchport trunk native vlan": command("native_vlan", do=_native_vlan),
    "switchport voice vlan": command("voice_vlan", "voice_vlan_name", do=_voice_vlan),
}
"""Phrase to what it sets; sorted."""

LAYER2_FIELDS = frozenset(
    {
        "access_vlan",
        "access_vlan_dynamic",
        "access_vlan_name",
        "allowed_vlans",
        "native_vlan",
        "nonegotiate",
        "port_security",
        "portfast",
        "switchport",
        "switchport_mode",
        "voice_vlan",
        "voice_vlan_name",
    }
)
"""Settings that only a switch port has: one of them shows that the port is one."""
