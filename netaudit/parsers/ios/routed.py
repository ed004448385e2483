"""Phrases of interface mode that concern addresses, filters and what every port has."""

from ipaddress import IPv4Interface

from msgspec.structs import replace

from netaudit.model import Fhrp, RoutedBy
from netaudit.parsers.vocabulary import (
    Command,
    Fields,
    command,
    const,
    entries,
    items,
    keyword,
    lead,
    number,
    off,
    on,
    text,
    word,
)


def cidr(address: str, mask: str) -> str:
    """``10.1.1.1 255.255.255.0`` as ``10.1.1.1/24``; raises ValueError for a bad mask."""
    return str(IPv4Interface(f"{address}/{mask}"))


def _ip_address(fields: Fields, words: list[str]) -> None:
    """Primary, secondary or dynamic IPv4 address."""
    match words:
        case ["dhcp" | "negotiated" | "pool" as source, *_]:
            fields["dynamic_address"] = source
        case [address, mask, "secondary"]:
            fields["secondary_addresses"] = (*fields.get("secondary_addresses", ()), cidr(address, mask))
        case [address, mask]:
            fields["addresses"] = (cidr(address, mask),)
        case [prefix]:
            fields["addresses"] = (str(IPv4Interface(prefix)),)
        case _:
            raise ValueError(words)


def _no_ip_address(fields: Fields, words: list[str]) -> None:
    """``no ip address`` clears all; with ``secondary`` it takes out one."""
    if words[-1:] == ["secondary"]:
        gone = cidr(words[0], words[1])
        fields["secondary_addresses"] = tuple(a for a in fields.get("secondary_addresses", ()) if a != gone)
        return
    for field in ("addresses", "secondary_addresses", "dynamic_address"):
        fields.pop(field, None)
    fields["no_ip_address"] = True


def _access_group(prefix: str) -> Command:
    """``NAME in|out`` into ``<prefix>acl_in`` or ``<prefix>acl_out``."""

    def do(fields: Fields, words: list[str]) -> None:
        fields[f"{prefix}acl_{keyword(words[1], 'in', 'out')}"] = words[0]

    def undo(fields: Fields, words: list[str]) -> None:
        for way in ("in", "out") if not words[1:] else words[1:2]:
            fields.pop(f"{prefix}acl_{way}", None)

    return command(f"{prefix}acl_in", f"{prefix}acl_out", do=do, undo=undo, adds=True)


def _mac_access_group(fields: Fields, words: list[str]) -> None:
    """``mac access-group NAME in``."""
    fields["mac_acl_in"] = words[0]


def _fhrp(protocol: str) -> Command:
    """``standby [G] ip A``, ``vrrp G ip A``, ``glbp G ip A``; other sub-commands are noted only."""

    def do(fields: Fields, words: list[str]) -> None:
        group, rest = (int(words[0]), words[1:]) if words[0].isdecimal() else (0, words)
        if rest[:1] in (["ip"], ["address-family"]):
            known = [f for f in fields.get("fhrp", ()) if (f.protocol, f.group) != (protocol, group)]
            address = rest[1] if rest[0] == "ip" and rest[1:] else None
            fields["fhrp"] = (*known, Fhrp(protocol=protocol, group=group, address=address))

    return command("fhrp", do=do, adds=True)


def _fhrp_address(fields: Fields, words: list[str]) -> None:
    """``address A primary`` below ``vrrp G address-family ipv4``."""
    *known, last = fields["fhrp"]
    fields["fhrp"] = (*known, replace(last, address=words[0]))


def _unnumbered(fields: Fields, words: list[str]) -> None:
    """``ip unnumbered NAME``."""
    fields["dynamic_address"] = "unnumbered " + "".join(words)


def _access_group_mode(fields: Fields, words: list[str]) -> None:
    """``prefer {port | vlan}`` or ``merge``."""
    match words:
        case ["merge" | "prefer", *rest] if " ".join(rest) in {"", "port", "vlan"}:
            fields["access_group_mode"] = " ".join(words)
        case _:
            raise ValueError(words)


def _routed_by(protocol: str, version: int = 4) -> Command:
    """``PROTOCOL [PROCESS] [area A]`` on an interface; its other sub-commands turn nothing on."""

    def do(fields: Fields, words: list[str]) -> None:
        if found := _enabled(protocol, version, words):
            fields["routed_by"] = (*(e for e in fields.get("routed_by", ()) if e != found), found)

    def undo(fields: Fields, words: list[str]) -> None:
        if found := _enabled(protocol, version, words):
            fields["routed_by"] = tuple(e for e in fields.get("routed_by", ()) if e != found)

    return entries("routed_by", do=do, undo=undo)


def _enabled(protocol: str, version: int, words: list[str]) -> RoutedBy | None:
    """The protocol that the words turn on; None where they only tell it something."""
    match words:
        case [process, "area", area, *_]:
            return RoutedBy(protocol=protocol, process=process, area=area, version=version)
        case [process, "ipv4" | "ipv6" as family, "area", area, *_]:
            return RoutedBy(protocol=protocol, process=process, area=area, version=int(family[-1]))
        case [process, "enable"]:
            return RoutedBy(protocol=protocol, process=process, version=version)
        case [process] if protocol == "isis" or (protocol == "eigrp" and process.isdecimal()):
            return RoutedBy(protocol=protocol, process=process, version=version)
        case [] if protocol == "isis":
            return RoutedBy(protocol=protocol, version=version)
    return None


def _inspect(fields: Fields, words: list[str]) -> None:
    """``NAME in|out``."""
    fields[f"inspect_{keyword(words[1], 'in', 'out')}"] = words[0]


def _no_inspect(fields: Fields, words: list[str]) -> None:
    fields.pop(f"inspect_{keyword(words[1], 'in', 'out')}", None)


ROUTED: dict[str, Command] = {
    "access-group mode": command("access_group_mode", do=_access_group_mode),
    "address": command("fhrp", do=_fhrp_address, adds=True),
    "cdp enable": on("cdp"),
    "crypto map": word("crypto_map"),
    "description": text("description"),
    "duplex": word("duplex"),
    "glbp": _fhrp("glbp"),
    "ip access-group": _access_group(""),
    "ip address": command(
        "addresses",
        "secondary_addresses",
        "dynamic_address",
        "no_ip_address",
        do=_ip_address,
        undo=_no_ip_address,
        adds=True,
    ),
    "ip directed-broadcast": lead("directed_broadcast"),
    "ip helper-address": items("helpers"),
    "ip inspect": command("inspect_in", "inspect_out", do=_inspect, undo=_no_inspect, adds=True),
    "ip nat": text("nat"),
    "ip ospf": _routed_by("ospf"),
    "ip pim dense-mode": lead("pim"),
    "ip pim passive": lead("pim"),
    "ip pim sparse-dense-mode": lead("pim"),
    "ip pim sparse-mode": lead("pim"),
    "ip policy route-map": word("policy_route_map"),
    "ip port access-group": _access_group(""),
    "ip proxy-arp": on("proxy_arp"),
    "ip redirects": on("redirects"),
    "ip router isis": _routed_by("isis"),
    "ip router ospf": _routed_by("ospf"),
    "ip unnumbered": command("dynamic_address", do=_unnumbered),
    "ip unreachables": on("unreachables"),
    "ip verify unicast": text("urpf"),
    "ip vrf forwarding": word("vrf"),
    "ipv6 address": items("ipv6_addresses"),
    "ipv6 eigrp": _routed_by("eigrp", 6),
    "ipv6 ospf": _routed_by("ospf", 6),
    "ipv6 rip": _routed_by("rip", 6),
    "ipv6 router isis": _routed_by("isis", 6),
    "ipv6 traffic-filter": _access_group("ipv6_"),
    "mac access-group": command("mac_acl_in", do=_mac_access_group),
    "mtu": number("mtu"),
    "no cdp enable": off("cdp"),
    "ospfv3": _routed_by("ospfv3", 6),
    "shutdown": const("enabled", value=False),
    "speed": text("speed"),
    "standby": _fhrp("hsrp"),
    "standby version": number("hsrp_version"),
    "vrf forwarding": word("vrf"),
    "vrf member": word("vrf"),
    "vrrp": _fhrp("vrrp"),
    "zone-member security": word("zone"),
}
"""Phrase to what it sets; sorted."""
