"""Faults that are put into the fleet, each with the findings that must be made of it."""

from collections.abc import Callable
from random import Random
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bench.switch import Port, Switch


class Truth(Struct, frozen=True, order=True):
    """A finding that an audit must make: the code of its rule and the object it speaks of."""

    device: str
    code: str
    subject: str


class PortDefect(Struct, frozen=True, kw_only=True):
    """A fault on one phone port; its findings speak of that port."""

    name: str
    codes: tuple[str, ...]
    change: Callable[[Switch], dict[str, Any]]
    """The fields of the port that become different."""


class DeviceDefect(Struct, frozen=True, kw_only=True):
    """A fault in what the whole switch shares."""

    name: str
    code: str
    subject: Callable[[Switch], str]
    change: Callable[[Switch], dict[str, Any]]
    """The fields of the switch that become different."""
    gateway: bool = False
    """Only a switch that routes its own VLANs can have it."""


PORT_DEFECTS = (
    PortDefect(
        name="voice VLAN is the data VLAN", codes=("V-01",), change=lambda s: {"voice_vlan": s.data_vlan}
    ),
    PortDefect(name="voice VLAN is VLAN 1", codes=("V-06",), change=lambda _: {"voice_vlan": 1}),
    PortDefect(name="mode is negotiated", codes=("V-08",), change=lambda _: {"mode": None, "secured": False}),
    PortDefect(
        name="port security never enabled", codes=("V-30",), change=lambda _: {"security_line": False}
    ),
    PortDefect(name="no BPDU guard", codes=("V-31",), change=lambda _: {"bpduguard": False}),
    PortDefect(name="no portfast", codes=("V-31",), change=lambda _: {"portfast": False}),
    PortDefect(name="phone can not ask", codes=("Q-05", "V-14"), change=lambda _: {"cdp": False}),
    PortDefect(
        name="desk trunk carries every VLAN",
        codes=("V-11",),
        change=lambda s: {"mode": "trunk", "native_vlan": s.data_vlan, "voice_vlan": None, "secured": False},
    ),
    PortDefect(
        name="DHCP servers believed at a desk", codes=("V-40",), change=lambda _: {"snooping_trust": True}
    ),
)

DEVICE_DEFECTS = (
    DeviceDefect(
        name="voice VLAN not in the database",
        code="V-04",
        subject=lambda s: f"VLAN {s.voice_vlan}",
        change=lambda s: {"vlans": tuple(vlan for vlan in s.vlans if vlan[0] != s.voice_vlan)},
    ),
    DeviceDefect(
        name="DHCP snooping leaves the phones out",
        code="V-12",
        subject=lambda s: f"VLAN {s.voice_vlan}",
        change=lambda s: {"snooping_vlans": tuple(n for n in s.snooping_vlans if n != s.voice_vlan)},
    ),
    DeviceDefect(
        name="QoS never enabled",
        code="Q-01",
        subject=lambda _: "mls qos",
        change=lambda _: {"mls_qos": False},
    ),
    DeviceDefect(
        name="CoS 5 becomes DSCP 40",
        code="Q-03",
        subject=lambda _: "mls qos map cos-dscp",
        change=lambda _: {"cos_dscp_map": False},
    ),
    DeviceDefect(
        name="the data filter does not exist",
        code="F-04",
        subject=lambda _: "DATA-INBOUND",
        change=lambda _: {"data_acl": "DATA-INBOUND"},
        gateway=True,
    ),
)


def damage(switch: Switch, index: int, random: Random) -> tuple[Switch, tuple[Truth, ...]]:
    """Put faults into a switch: none into every third, into the others up to three."""
    if index % 3 == 0:
        return switch, ()
    turn = index - index // 3 - 1
    truth: list[Truth] = []
    if turn % 2:
        switch, found = _damage_device(switch, turn // 2)
        truth += found
    for offset in range(1 + random.randrange(2)):
        switch, found = _damage_port(switch, PORT_DEFECTS[(turn + offset * 4) % len(PORT_DEFECTS)], random)
        truth += found
    return switch, tuple(sorted(truth))


def _damage_device(switch: Switch, turn: int) -> tuple[Switch, list[Truth]]:
    possible = [defect for defect in DEVICE_DEFECTS if switch.routes or not defect.gateway]
    defect = possible[turn % len(possible)]
    truth = Truth(switch.hostname, defect.code, defect.subject(switch))
    return replace(switch, **defect.change(switch)), [truth]


def _damage_port(switch: Switch, defect: PortDefect, random: Random) -> tuple[Switch, list[Truth]]:
    """Spoil one of the phone ports that are still as planned."""
    phones = [
        n for n, port in enumerate(switch.ports) if port.voice_vlan == switch.voice_vlan and _is_whole(port)
    ]
    chosen = random.choice(phones)
    port = replace(switch.ports[chosen], **defect.change(switch))
    ports = (*switch.ports[:chosen], port, *switch.ports[chosen + 1 :])
    return replace(switch, ports=ports), [Truth(switch.hostname, code, port.name) for code in defect.codes]


def _is_whole(port: Port) -> bool:
    """Whether nothing was done to the port yet."""
    planned = Port(
        name=port.name,
        description=port.description,
        access_vlan=port.access_vlan,
        voice_vlan=port.voice_vlan,
        sticky=port.sticky,
    )
    return port == planned
