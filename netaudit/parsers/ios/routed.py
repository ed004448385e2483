"""Phrases of interface mode that concern addresses, QoS and WAN links."""

from ipaddress import IPv4Interface

from msgspec.structs import replace

from netaudit.model import Fhrp, ServicePolicy
from netaudit.parsers.vocabulary import (
    Command,
    Fields,
    command,
    const,
    items,
    keyword,
    lead,
    number,
    numbers,
    off,
    on,
    text,
    word,
)

DIRECTIONS = {"in": "input", "input": "input", "out": "output", "output": "output"}


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


def service_policy(words: list[str]) -> ServicePolicy:
    """``[type KIND [KIND2]] input|output NAME`` as a record; raises ValueError otherwise."""
    kind = "qos"
    if words[0] == "type":
        kind, words = " ".join(words[1:-2]) or words[1], words[-2:]
    if kind == "control subscriber" or words[0] in {"control", "subscriber"}:
        return ServicePolicy(name=words[-1], direction="input", kind="control")
    direction, name = words
    return ServicePolicy(name=name, direction=DIRECTIONS[direction], kind=kind)


def _attach(fields: Fields, words: list[str]) -> None:
    """A service policy; one per kind and direction, the later one replaces the earlier."""
    policy = service_policy(words)
    slot = (policy.kind, policy.direction)
    kept = [p for p in fields.get("policies", ()) if (p.kind, p.direction) != slot]
    fields["policies"] = (*kept, policy)


def _attach_to_group(fields: Fields, words: list[str]) -> None:
    """``ip nhrp map group GROUP service-policy output NAME``: a policy for each spoke of a tunnel."""
    policy = ServicePolicy(name=words[3], direction=DIRECTIONS[words[2]], kind="nhrp group")
    fields["policies"] = (*fields.get("policies", ()), policy)


def _detach(fields: Fields, words: list[str]) -> None:
    """``no service-policy input NAME``."""
    gone = service_policy(words)
    fields["policies"] = tuple(p for p in fields.get("policies", ()) if p != gone)


def _trust(fields: Fields, words: list[str]) -> None:
    """``mls qos trust [cos|dscp|ip-precedence] [pass-through FIELD]``: the bare form trusts DSCP."""
    match words:
        case []:
            fields["trust"] = "dscp"
        case ["cos" | "dscp" | "ip-precedence" as field]:
            fields["trust"] = field
        case ["cos" | "dscp" as field, "pass-through", "cos" | "dscp" as kept] if field != kept:
            fields["trust"], fields["trust_pass_through"] = field, kept
        case _:
            raise ValueError(words)


def _no_trust(fields: Fields, _words: list[str]) -> None:
    """Removes the trusted field and leaves the trusted device."""
    fields["trust"] = None
    fields.pop("trust_pass_through", None)


def _default_cos(fields: Fields, words: list[str]) -> None:
    """``mls qos cos {N|override}``."""
    if words == ["override"]:
        fields["cos_override"] = True
    else:
        fields["default_cos"] = int(words[0])


def _auto_qos(fields: Fields, words: list[str]) -> None:
    """``auto qos voip cisco-phone`` and its relatives."""
    fields["auto_qos"] = " ".join(words)


def _priority_queue(fields: Fields, words: list[str]) -> None:
    """``priority-queue out``; the 6500's ``priority-queue cos-map`` is a queue line."""
    if words[0] in {"out", "output"}:
        fields["priority_queue"] = True
    else:
        fields["queueing"] = (*fields.get("queueing", ()), "priority-queue " + " ".join(words))


def _tag(fields: Fields, words: list[str]) -> None:
    """``encapsulation dot1q 10 [native]`` on a subinterface, else a WAN encapsulation."""
    if words[0].lower() == "dot1q":
        fields["encapsulation"], fields["encapsulation_vlan"] = "dot1q", int(words[1])
    else:
        fields["encapsulation"] = words[0]


def _multilink(fields: Fields, words: list[str]) -> None:
    """Both spellings of the MLP commands."""
    match words:
        case [] | ["links" | "endpoint" | "load-threshold" | "mrru" | "queue", *_]:
            pass
        case ["group", group]:
            fields["multilink_group"] = int(group)
        case ["interleave"]:
            fields["multilink_interleave"] = True
        case ["fragment-delay", delay, *_] | ["fragment", "delay", delay, *_]:
            fields["fragment_delay_ms"] = int(delay)
        case ["fragment", *_] | ["fragmentation", *_]:
            pass
        case _:
            raise ValueError(words)


def _unnumbered(fields: Fields, words: list[str]) -> None:
    """``ip unnumbered NAME``."""
    fields["dynamic_address"] = "unnumbered " + "".join(words)


def _bandwidth(fields: Fields, words: list[str]) -> None:
    """``bandwidth KBPS``; ``bandwidth receive`` and ``qos-reference`` leave it alone."""
    if words[0].isdecimal():
        fields["bandwidth_kbps"] = int(words[0])


_TRUST = command("trust", "trust_pass_through", do=_trust, undo=_no_trust)
_QUEUEING = (
    "custom-queue-list",
    "frame-relay ip rtp priority",
    "mls qos dscp-mutation",
    "mls qos min-reserve",
    "platform qos",
    "priority-group",
    "qos cos",
    "qos pre-classify",
    "qos vlan-based",
    "random-detect",
    "rate-limit",
    "rcv-queue",
    "traffic-shape",
    "tx-queue",
    "wrr-queue",
)

ROUTED: dict[str, Command] = {
    "address": command("fhrp", do=_fhrp_address, adds=True),
    "auto discovery qos": lead("auto_qos", value="discovery"),
    "auto qos": command("auto_qos", do=_auto_qos),
    "bandwidth": command("bandwidth_kbps", do=_bandwidth),
    "cdp enable": on("cdp"),
    "clock rate": number("clock_rate"),
    "clockrate": number("clock_rate"),
    "crypto map": word("crypto_map"),
    "description": text("description"),
    "duplex": word("duplex"),
    "encapsulation": command("encapsulation", "encapsulation_vlan", do=_tag),
    "fair-queue": lead("fair_queue"),
    "frame-relay class": word("frame_relay_class"),
    "frame-relay fragment": number("frame_relay_fragment"),
    "frame-relay interface-dlci": number("dlci"),
    "frame-relay traffic-shaping": const("frame_relay_traffic_shaping"),
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
    "ip helper-address": items("helpers"),
    "ip nat": text("nat"),
    "ip nhrp map group": command("policies", do=_attach_to_group, adds=True),
    "ip policy route-map": word("policy_route_map"),
    "ip port access-group": _access_group(""),
    "ip proxy-arp": on("proxy_arp"),
    "ip redirects": on("redirects"),
    "ip rtp header-compression": lead("rtp_header_compression"),
    "ip rtp priority": text("rtp_priority"),
    "ip unnumbered": command("dynamic_address", do=_unnumbered),
    "ip unreachables": on("unreachables"),
    "ip verify unicast": text("urpf"),
    "ip vrf forwarding": word("vrf"),
    "ipv6 address": items("ipv6_addresses"),
    "ipv6 traffic-filter": _access_group("ipv6_"),
    "mac access-group": command("mac_acl_in", do=_mac_access_group),
    "max-reserved-bandwidth": number("max_reserved_percent"),
    "mls qos cos": command("default_cos", "cos_override", do=_default_cos, adds=True),
    "mls qos trust": _TRUST,
    "mls qos trust device": word("trust_device"),
    "mls qos trust extend": text("trust_extend"),
    "mls qos vlan-based": const("vlan_based"),
    "mtu": number("mtu"),
    "multilink-group": number("multilink_group"),
    "nhrp map group": command("policies", do=_attach_to_group, adds=True),
    "no cdp enable": off("cdp"),
    "ppp multilink": command(
        "multilink_group", "multilink_interleave", "fragment_delay_ms", do=_multilink, adds=True
    ),
    "priority-queue": command("priority_queue", "queueing", do=_priority_queue, adds=True),
    "qos trust": _TRUST,
    "qos trust device": word("trust_device"),
    "qos trust extend": text("trust_extend"),
    "queue-set": number("queue_set"),
    "service-policy": command("policies", do=_attach, undo=_detach, adds=True),
    "shutdown": const("enabled", value=False),
    "speed": text("speed"),
    "srr-queue bandwidth limit": number("srr_limit"),
    "srr-queue bandwidth shape": numbers("srr_shape"),
    "srr-queue bandwidth share": numbers("srr_share"),
    "standby": _fhrp("hsrp"),
    "trust device": word("trust_device"),
    "tx-ring-limit": number("tx_ring_limit"),
    "vrf forwarding": word("vrf"),
    "vrf member": word("vrf"),
    "vrrp": _fhrp("vrrp"),
    "zone-member security": word("zone"),
    **{phrase: items("queueing", phrase) for phrase in _QUEUEING},
}
"""Phrase to what it sets; sorted."""
