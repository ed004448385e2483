"""Faults that are put into the fleet, each with the findings that must be made of it."""

from collections.abc import Callable
from random import Random
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bench.switch import UPLINKS, Port, Switch


class Truth(Struct, frozen=True, order=True):
    """A finding that an audit must make: the code of its rule and the object it speaks of."""

    device: str
    code: str
    subject: str


Findings = tuple[tuple[str, str], ...]
"""Codes of rules, and what each must speak of."""


class PortDefect(Struct, frozen=True, kw_only=True):
    """A fault on one phone port."""

    name: str
    codes: tuple[str, ...]
    """Rules that must speak of the port."""
    change: Callable[[Switch], dict[str, Any]]
    """The fields of the port that become different."""
    also: Callable[[Switch, Port], Findings] = lambda _switch, _port: ()
    """What else follows from it on this switch and port."""


class DeviceDefect(Struct, frozen=True, kw_only=True):
    """A fault in what the whole switch shares."""

    name: str
    change: Callable[[Switch], dict[str, Any]]
    """The fields of the switch that become different."""
    findings: Callable[[Switch], Findings]
    """What must be said of the switch once all its faults are in."""
    gateway: bool = False
    """Only a switch that routes its own VLANs can have it."""


def _phones(code: str, switch: Switch) -> Findings:
    """A finding on every phone port."""
    return tuple((code, port.name) for port in switch.ports if port.voice_vlan is not None)


def _uplinks(code: str, switch: Switch) -> Findings:
    """A finding on each uplink, as far as QoS is on."""
    return tuple((code, name) for name in UPLINKS[switch.model]) if switch.mls_qos else ()


def _deafened(code: str, switch: Switch) -> Findings:
    """A finding on every phone port, to which calls come without their marking, as far as QoS is on."""
    return _phones(code, switch) if switch.mls_qos else ()


def _by_hand(switch: Switch, port: Port, code: str) -> Findings:
    """A finding on a port that somebody set up without auto-QoS, as far as QoS is on."""
    return ((code, port.name),) if switch.mls_qos else ()


def _remarked(switch: Switch) -> Findings:
    """Frames of a routed uplink have no tag: it is not the map then that loses the marking."""
    return _deafened("Q-02", switch) if switch.routes else _uplinks("Q-03", switch)


def _stranded(switch: Switch) -> Findings:
    """A finding on every port that still offers the voice VLAN of the switch."""
    return tuple(("V-04", port.name) for port in switch.ports if port.voice_vlan == switch.voice_vlan)


def _without_snooping(switch: Switch) -> Findings:
    """The VLAN is not snooped; as its ARP is inspected all the same, nothing gets through."""
    vlan = f"VLAN {switch.voice_vlan}"
    return (("V-12", vlan), ("V-44", vlan))


def _one_domain(switch: Switch, port: Port) -> Findings:
    """802.1X can not tell phone from PC where both are in one VLAN."""
    return (("V-13", port.name),) if switch.hardening == "dot1x" else ()


def _on_vlan_1(switch: Switch, _port: Port) -> Findings:
    """VLAN 1 is on no list of snooped VLANs and on no trunk."""
    cut_off = () if switch.routes else (("V-20", "Port-channel1"),)
    return (("V-12", "VLAN 1"), *cut_off)


PHONE = "mls qos trust device cisco-phone"

PORT_DEFECTS = (
    PortDefect(
        name="voice VLAN is the data VLAN",
        codes=("V-01",),
        change=lambda s: {"voice_vlan": s.data_vlan},
        also=_one_domain,
    ),
    PortDefect(
        name="voice VLAN is VLAN 1", codes=("V-06",), change=lambda _: {"voice_vlan": 1}, also=_on_vlan_1
    ),
    PortDefect(name="mode is negotiated", codes=("V-08",), change=lambda _: {"mode": None, "secured": False}),
    PortDefect(
        name="port security never enabled", codes=("V-30",), change=lambda _: {"security_line": False}
    ),
    PortDefect(name="no BPDU guard", codes=("V-31",), change=lambda _: {"bpduguard": False}),
    PortDefect(name="no portfast", codes=("V-31",), change=lambda _: {"portfast": False}),
    PortDefect(name="CDP off, LLDP not on", codes=("Q-05", "V-14"), change=lambda _: {"cdp": False}),
    PortDefect(
        name="desk trunk carries every VLAN",
        codes=("V-11",),
        change=lambda s: {"mode": "trunk", "native_vlan": s.data_vlan, "voice_vlan": None, "secured": False},
    ),
    PortDefect(
        name="DHCP servers believed at a desk", codes=("V-45",), change=lambda _: {"snooping_trust": True}
    ),
    PortDefect(
        name="the port's own CoS takes the place of the phone's",
        codes=(),
        change=lambda _: {"policed": False, "qos": (PHONE, "mls qos trust cos", "mls qos cos override")},
        also=lambda switch, port: _by_hand(switch, port, "Q-33"),
    ),
    PortDefect(
        name="a phone is trusted, none of its fields",
        codes=(),
        change=lambda _: {"policed": False, "qos": (PHONE,)},
        also=lambda switch, port: _by_hand(switch, port, "Q-40"),
    ),
    PortDefect(
        name="the DSCP of the PC behind the phone is believed",
        codes=(),
        change=lambda _: {"policed": False, "qos": (PHONE, "mls qos trust dscp")},
        also=lambda switch, port: _by_hand(switch, port, "Q-42") if switch.uplink_priority else (),
    ),
)

DEVICE_DEFECTS = (
    DeviceDefect(
        name="voice VLAN not in the database",
        change=lambda s: {"vlans": tuple(vlan for vlan in s.vlans if vlan[0] != s.voice_vlan)},
        findings=_stranded,
    ),
    DeviceDefect(
        name="DHCP snooping leaves the phones out",
        change=lambda s: {"snooping_vlans": tuple(n for n in s.snooping_vlans if n != s.voice_vlan)},
        findings=_without_snooping,
    ),
    DeviceDefect(
        name="QoS never enabled",
        change=lambda _: {"mls_qos": False},
        findings=lambda s: (*_phones("Q-01", s), *(("Q-01", name) for name in UPLINKS[s.model])),
    ),
    DeviceDefect(
        name="uplinks trust CoS, and CoS 5 becomes DSCP 40",
        change=lambda _: {"cos_dscp_map": False, "uplink_trust": ("cos", "cos")},
        findings=_remarked,
    ),
    DeviceDefect(
        name="uplinks are not trusted",
        change=lambda _: {"uplink_trust": (None, None)},
        findings=lambda s: _deafened("Q-02", s),
    ),
    DeviceDefect(
        name="one of two uplinks is not trusted",
        change=lambda _: {"uplink_trust": ("dscp", None)},
        findings=lambda s: _deafened("Q-02", s) if s.routes else _uplinks("Q-22", s)[1:],
    ),
    DeviceDefect(
        name="uplinks have no strict queue",
        change=lambda _: {"uplink_priority": False},
        findings=lambda s: _uplinks("Q-10", s),
    ),
    DeviceDefect(
        name="the data filter does not exist",
        change=lambda _: {"data_acl": "DATA-INBOUND"},
        findings=lambda s: (("F-04", f"Vlan{s.data_vlan}"),),
        gateway=True,
    ),
)


def damage(switch: Switch, index: int, random: Random) -> tuple[Switch, tuple[Truth, ...]]:
    """Put faults into a switch: none into every third, one to three into the others."""
    if index % 3 == 0:
        return switch, ()
    turn = index - index // 3 - 1
    shared = _shared(switch, turn) if turn % 2 else None
    if shared:
        switch = replace(switch, **shared.change(switch))
    truth: set[Truth] = set()
    for offset in range(1 + random.randrange(2)):
        switch, found = _spoil(switch, PORT_DEFECTS[(turn + offset * 4) % len(PORT_DEFECTS)], random)
        truth |= found
    if shared:
        truth |= {Truth(switch.hostname, code, subject) for code, subject in shared.findings(switch)}
    return switch, tuple(sorted(truth))


def _shared(switch: Switch, turn: int) -> DeviceDefect:
    """The fault of the whole switch whose turn it is."""
    possible = [defect for defect in DEVICE_DEFECTS if switch.routes or not defect.gateway]
    return possible[turn // 2 % len(possible)]


def _spoil(switch: Switch, defect: PortDefect, random: Random) -> tuple[Switch, set[Truth]]:
    """Put a fault on one of the phone ports that are still as planned."""
    whole = [number for number, port in enumerate(switch.ports) if _is_whole(port, switch.voice_vlan)]
    chosen = random.choice(whole)
    port = replace(switch.ports[chosen], **defect.change(switch))
    ports = (*switch.ports[:chosen], port, *switch.ports[chosen + 1 :])
    findings = (*((code, port.name) for code in defect.codes), *defect.also(switch, port))
    truth = {Truth(switch.hostname, code, subject) for code, subject in findings}
    return replace(switch, ports=ports), truth


def _is_whole(port: Port, voice_vlan: int) -> bool:
    """Whether it is a phone port to which nothing was done yet."""
    planned = Port(
        name=port.name,
        description=port.description,
        access_vlan=port.access_vlan,
        voice_vlan=voice_vlan,
        sticky=port.sticky,
    )
    return port == planned
