"""A planned switch, printed as its running-config."""

from collections.abc import Iterator

from bench import standard
from bench.switch import UPLINKS, Port, Switch

ADDRESS_VLAN = 860
NATIVE_VLAN = 998
UNUSED_VLAN = 999
PRINTER_VLAN = 840
WIRELESS_VLAN = 841
SHARED_VLANS = (PRINTER_VLAN, WIRELESS_VLAN, ADDRESS_VLAN)

PORT_SECURITY = (
    "switchport port-security maximum 3",
    "switchport port-security maximum 1 vlan voice",
    "switchport port-security violation restrict",
    "switchport port-security aging time 2",
    "switchport port-security aging type inactivity",
)
AUTHENTICATION = (
    "authentication event fail action next-method",
    "authentication event server dead action authorize",
    "authentication event server dead action authorize voice",
    "authentication event server alive action reinitialize",
    "authentication host-mode multi-domain",
    "authentication order dot1x mab",
    "authentication priority dot1x mab",
    "authentication port-control auto",
    "authentication periodic",
    "authentication timer reauthenticate server",
    "authentication violation restrict",
    "mab",
    "dot1x pae authenticator",
    "dot1x timeout tx-period 10",
)
STORM = (
    "storm-control broadcast level 1.00",
    "storm-control multicast level 5.00",
    "storm-control action trap",
)
QUEUE = ("srr-queue bandwidth share 1 30 35 5", "priority-queue out")
POLICY = "service-policy input AUTOQOS-SRND4-CISCOPHONE-POLICY"
SPARES = {
    "ws-c2960x-48fps-l": ("GigabitEthernet1/0/51", "GigabitEthernet1/0/52"),
    "ws-c3750x-48p": tuple(f"GigabitEthernet1/1/{n}" for n in range(1, 5)),
}


def running_config(switch: Switch) -> str:
    """The whole text, from the change stamp to ``end``."""
    names = names_of(switch)
    certificate = standard.CERTIFICATE.format(**names, blob="\n".join(switch.certificate))
    parts = (
        standard.HEAD.format(**names),
        *(("ip routing\n",) if switch.routes else ()),
        standard.SNOOPING.format(**names),
        _qos(switch),
        certificate,
        standard.SPANNING_TREE,
        *(f"vlan {number}\n name {name}\n!\n" for number, name in switch.vlans),
        standard.MARKING,
        *(_section(header, lines) for header, lines in _interfaces(switch)),
        _addresses(switch, names),
        standard.TAIL.format(**names),
    )
    return "".join(parts)


def names_of(switch: Switch) -> dict[str, object]:
    """What the standard's placeholders stand for on this switch."""
    subnet = switch.number + 1
    return {
        "hostname": switch.hostname,
        "model": switch.model,
        "version": switch.release,
        "clock": f"14:{switch.number:02d}:11 CET Tue Mar {switch.floor} 2025",
        "salt": f"{switch.building:04x}{switch.number:02x}",
        "serial": 1_000_000_000 + switch.building * 1000 + switch.number,
        "snooped": ",".join(map(str, switch.snooping_vlans)),
        "inspected": f"{switch.data_vlan},{switch.voice_vlan}",
        "data": switch.data_vlan,
        "voice": switch.voice_vlan,
        "floor": switch.floor,
        "data_net": f"10.{switch.building % 64 + 64}.{subnet}",
        "voice_net": f"10.{switch.building % 64 + 128}.{subnet}",
        "data_acl": switch.data_acl,
        "location": f"Building {switch.building}, floor {switch.floor}, closet {switch.number}",
    }


def _qos(switch: Switch) -> str:
    """The global lines of SRND 4 auto-QoS."""
    return "".join(
        (
            "mls qos map policed-dscp  0 10 18 24 46 to 8\n",
            "mls qos map cos-dscp 0 8 16 24 32 46 48 56\n" if switch.cos_dscp_map else "",
            standard.QUEUES,
            "mls qos\n" if switch.mls_qos else "",
            "auto qos srnd4\n",
        )
    )


def _section(header: str, lines: tuple[str, ...]) -> str:
    return f"{header}\n" + "".join(f" {line}\n" for line in lines) + "!\n"


def _interfaces(switch: Switch) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every interface but the routed VLANs, in the order IOS has them."""
    if not switch.routes:
        yield "interface Port-channel1", ("description to distribution", *_trunk(switch))
    yield "interface FastEthernet0", ("no ip address", "shutdown")
    for port in switch.ports:
        yield f"interface {port.name}", _port(switch, port)
    for index, name in enumerate(UPLINKS[switch.model], 1):
        yield f"interface {name}", _uplink(switch, index)
    for name in SPARES[switch.model]:
        yield (
            f"interface {name}",
            (f"switchport access vlan {UNUSED_VLAN}", "switchport mode access", "shutdown"),
        )
    yield "interface Vlan1", ("no ip address", "shutdown")


def _trunk(switch: Switch) -> tuple[str, ...]:
    """The trunk towards the distribution switch, pruned to what lives here."""
    allowed = ",".join(map(str, sorted((switch.data_vlan, switch.voice_vlan, *SHARED_VLANS))))
    return (
        f"switchport trunk native vlan {NATIVE_VLAN}",
        f"switchport trunk allowed vlan {allowed}",
        "switchport mode trunk",
        "switchport nonegotiate",
        "ip arp inspection trust",
        "ip dhcp snooping trust",
    )


def _uplink(switch: Switch, index: int) -> tuple[str, ...]:
    where = f"to dist-b{switch.building:03d}-{index} Te1/{switch.number + 1}"
    trust = switch.uplink_trust[index - 1]
    qos = (
        *QUEUE[: 1 + switch.uplink_priority],
        *((f"mls qos trust {trust}",) if trust else ()),
        *(("auto qos trust dscp",) if switch.uplinks_as_planned else ()),
    )
    if switch.routes:
        address = (
            f"ip address 10.60.{switch.building % 256}.{switch.number * 8 + index * 4 - 2} 255.255.255.252"
        )
        return (f"description {where}", "no switchport", address, *qos)
    return (f"description {where}", *_trunk(switch), *qos, "channel-group 1 mode active")


def _port(switch: Switch, port: Port) -> tuple[str, ...]:
    """An access port, its lines in the order IOS has them."""
    if port.kind == "unused":
        vlan = f"switchport access vlan {UNUSED_VLAN}"
        return (f"description {port.description}", vlan, "switchport mode access", "shutdown")
    phone = port.voice_vlan is not None
    return (
        f"description {port.description}",
        *_switchport(switch, port),
        *(_guard(switch, port) if port.secured else ()),
        *((*QUEUE, *port.qos, *(("auto qos voip cisco-phone",) if port.policed else ())) if phone else ()),
        *STORM,
        *(() if port.cdp else ("no cdp enable",)),
        *_spanning_tree(port),
        *((POLICY,) if phone and port.policed else ()),
        "ip dhcp snooping trust" if port.snooping_trust else "ip dhcp snooping limit rate 20",
    )


def _switchport(switch: Switch, port: Port) -> Iterator[str]:
    """VLANs and mode."""
    if port.mode == "trunk":
        if switch.routes:
            yield "switchport trunk encapsulation dot1q"
        yield f"switchport trunk native vlan {port.native_vlan}"
        if port.allowed_vlans:
            yield f"switchport trunk allowed vlan {port.allowed_vlans}"
    else:
        yield f"switchport access vlan {port.access_vlan}"
    if port.mode:
        yield f"switchport mode {port.mode}"
        yield "switchport nonegotiate"
    if port.voice_vlan is not None:
        yield f"switchport voice vlan {port.voice_vlan}"


def _guard(switch: Switch, port: Port) -> tuple[str, ...]:
    """Who may talk on the port, the way the building does it."""
    if switch.hardening == "dot1x" and port.security_line:
        return AUTHENTICATION
    sticky = tuple(f"switchport port-security mac-address sticky {address}" for address in port.sticky)
    learn = ("switchport port-security mac-address sticky", *sticky) if sticky else ()
    bare = ("switchport port-security",) if port.security_line else ()
    return (*PORT_SECURITY, *learn, *bare)


def _spanning_tree(port: Port) -> Iterator[str]:
    if port.portfast:
        yield "spanning-tree portfast trunk" if port.mode == "trunk" else "spanning-tree portfast"
    if port.bpduguard:
        yield "spanning-tree bpduguard enable"


def _addresses(switch: Switch, names: dict[str, object]) -> str:
    """Routed VLANs, the way out, and the filters between voice and data."""
    address = f"10.50.{switch.building % 256}.{switch.number + 10}"
    management = _section(
        f"interface Vlan{ADDRESS_VLAN}",
        (
            "description MANAGEMENT",
            f"ip address {address} 255.255.255.0",
            "no ip redirects",
            "no ip proxy-arp",
        ),
    )
    services = (
        "ip http access-class MANAGEMENT\nno ip http server\nno ip http secure-server\nip ssh version 2\n"
    )
    if not switch.routes:
        return f"{management}ip default-gateway 10.50.{switch.building % 256}.1\n{services}"
    active = (f"no passive-interface {name}" for name in UPLINKS[switch.model])
    ospf = _section(
        "router ospf 1", ("passive-interface default", *active, "network 10.0.0.0 0.255.255.255 area 0")
    )
    gateway = standard.GATEWAY.format(**names)
    return f"{gateway}{management}{ospf}{services}!\n" + standard.VOICE_FILTERS.format(**names)
