"""Configs of every family made up by hypothesis, from lines that their command references know."""

from collections.abc import Mapping
from typing import NamedTuple

from hypothesis import strategies as st

from netaudit.analysis.roles import assign
from netaudit.model import Device, Interface, Packet
from netaudit.parsers import read
from netaudit.parsers.names import canonical
from netaudit.site.policy import Policy

DSCP = st.integers(0, 63)
COS = st.integers(0, 7)
PACKETS = st.builds(
    Packet,
    dscp=DSCP,
    cos=st.none() | COS,
    protocol=st.sampled_from(["udp", "tcp"]),
    source=st.sampled_from([None, "10.1.110.7", "10.1.10.7"]),
    destination_port=st.sampled_from([None, 80, 2000, 17000]),
    sender=st.sampled_from(["phone", "pc", "peer"]),
)
SEVERAL = 8
"""Values of a cos-dscp map."""

IDENTITY = {
    "c2950": "boot system flash:c2950-i6k2l2q4-mz.121-22.EA14.bin",
    "c3550": "boot system flash:c3550-ipservicesk9-mz.122-44.SE6.bin",
    "c3k": "switch 1 provision ws-c3750x-48p",
    "c4500l": "boot system flash bootflash:cat4500-ipbasek9-mz.122-53.SG2.bin",
    "c4500m": "boot system flash bootflash:cat4500e-universalk9.SPA.03.06.06.E.152-2.E6.bin",
    "c6500": "boot system flash sup-bootdisk:s72033-adventerprisek9_wan-mz.122-33.SXJ6.bin",
    "c6800": "boot system flash bootdisk:s6t64-adventerprisek9-mz.SPA.155-1.SY.bin",
    "isr": "license udi pid ISR4331/K9 sn FDO0000000A",
    "uadp": "switch 1 provision c9300-48p",
    "xl": "boot system flash:c3500xl-c3h2s-mz.120-5.WC17.bin",
}
"""A line that tells each family."""

INGRESS, EGRESS, SPARE = "GigabitEthernet1/0/1", "GigabitEthernet1/0/48", "GigabitEthernet1/0/20"

CLASSES = (
    "class-map match-any VOICE\n match ip dscp ef",
    "class-map match-any SIGNALLING\n match ip dscp cs3\n match ip dscp af31",
    "class-map match-all NEVER\n match ip dscp cs3\n match ip dscp af31",
    "class-map match-all PRECEDENCE\n match ip precedence 5",
    "class-map match-all RTP\n match access-group name RTP",
    "class-map match-all ANYTHING\n match access-group name ANYTHING",
    "ip access-list extended RTP\n permit udp 10.1.110.0 0.0.0.255 any range 16384 32767",
    "ip access-list extended ANYTHING\n permit ip any any",
)
NAMES = ("VOICE", "SIGNALLING", "NEVER", "PRECEDENCE", "RTP", "ANYTHING", "class-default")

MLS_TRUST = (
    "",
    " mls qos trust cos",
    " mls qos trust dscp",
    " mls qos trust device cisco-phone\n mls qos trust cos",
    " mls qos trust device cisco-phone\n mls qos trust dscp",
    " mls qos cos 3\n mls qos cos override",
    " mls qos cos 5\n mls qos trust cos",
)
OLD_TRUST = tuple(line.replace("mls qos", "qos") for line in MLS_TRUST[:5])
TRUST: Mapping[str, tuple[str, ...]] = {
    "c2950": (*MLS_TRUST, " mls qos trust cos pass-through dscp"),
    "c3550": (*MLS_TRUST, " mls qos trust cos pass-through dscp", " mls qos trust ip-precedence"),
    "c3k": (*MLS_TRUST, " mls qos trust ip-precedence"),
    "c4500l": OLD_TRUST,
    "c4500m": ("", " qos trust device cisco-phone"),
    "c6500": (*MLS_TRUST[:5], " mls qos trust ip-precedence"),
    "c6800": ("", " platform qos trust none remark"),
    "isr": ("",),
    "uadp": ("", " trust device cisco-phone"),
    "xl": ("", " switchport priority default 5"),
}
"""What an ingress port of a family may say of trust."""

QUEUES: Mapping[str, tuple[str, ...]] = {
    "c2950": ("",),
    "c3550": ("", " priority-queue out", " wrr-queue cos-map 4 5\n wrr-queue bandwidth 10 20 60 10"),
    "c3k": (
        "",
        " priority-queue out",
        " srr-queue bandwidth share 1 30 35 5",
        " srr-queue bandwidth share 40 20 20 20\n srr-queue bandwidth shape 0 0 0 0",
        " srr-queue bandwidth share 1 30 35 5\n priority-queue out",
    ),
    "c4500l": ("", " tx-queue 3\n  priority high\n  shape percent 33", " tx-queue 3\n  bandwidth percent 40"),
    "c4500m": ("", " service-policy output OUT"),
    "c6500": ("", " wrr-queue bandwidth 20 30 50\n priority-queue cos-map 1 5", " wrr-queue bandwidth 30 70"),
    "c6800": ("", " service-policy type lan-queuing output LAN"),
    "isr": ("", " service-policy output OUT", " service-policy output PARENT"),
    "uadp": ("", " service-policy output OUT", " service-policy output PARENT"),
    "xl": ("",),
}
"""What an egress port of a family may say of queues."""

SWITCHED: Mapping[str, tuple[str, ...]] = {
    "c2950": ("wrr-queue bandwidth 20 1 80 0", "wrr-queue cos-map 4 5"),
    "c3550": ("mls qos",),
    "c3k": (
        "mls qos",
        "no mls qos rewrite ip dscp",
        "mls qos srr-queue output dscp-map queue 4 threshold 3 0 8",
    ),
    "c4500l": ("qos", "qos map cos 5 to dscp 46", "qos map dscp 26 to tx-queue 4"),
    "c6500": ("mls qos",),
}
"""Lines of the whole device that may stand or not."""

OUTPUT = (
    "policy-map OUT\n class VOICE\n  priority percent 20\n class SIGNALLING\n"
    "  bandwidth remaining percent 10\n class class-default\n  bandwidth remaining percent 60",
    "policy-map PARENT\n class class-default\n  shape average 50000000\n  service-policy OUT",
    "class-map type lan-queuing match-any LAN-VOICE\n match dscp ef",
    "policy-map type lan-queuing LAN\n class type lan-queuing LAN-VOICE\n  priority\n class class-default\n"
    "  bandwidth remaining percent 90",
)
MAPPED = frozenset({"c2950", "c3550", "c3k", "c4500l", "c6500"})
"""Families that derive a DSCP from CoS or precedence by maps."""


class Config(NamedTuple):
    """A config in pieces that may stand in any order, and the DSCP values that it names."""

    family: str
    blocks: tuple[str, ...]
    ports: tuple[str, ...]
    values: frozenset[int]

    @property
    def text(self) -> str:
        """The whole config."""
        head = ("version 12.2", "hostname made-up", IDENTITY[self.family])
        return "\n".join((*head, *self.blocks, *self.ports)) + "\n"

    @property
    def sources(self) -> frozenset[int]:
        """Where a DSCP can come from but the packet: sets, maps, their defaults, and 0 of the untrusted."""
        default = frozenset({0}) if self.family not in {"isr", "xl"} else frozenset()
        mapped = frozenset(range(0, 64, 8)) if self.family in MAPPED else frozenset()
        return self.values | default | mapped


@st.composite
def actions(draw: st.DrawFn, family: str) -> tuple[str, frozenset[int]]:
    """What a class of an input policy does, and the values that it writes."""
    marked = draw(DSCP)
    kinds = ["set", "police"] + ["trust"] * (family in MAPPED - {"c2950"})
    kind = draw(st.sampled_from(kinds))
    if kind == "set":
        return f"  set ip dscp {marked}", frozenset({marked})
    return {
        "police": ("  police 128000 8000 exceed-action drop", frozenset[int]()),
        "trust": ("  trust dscp", frozenset[int]()),
    }[kind]


@st.composite
def policies(draw: st.DrawFn, family: str) -> tuple[str, frozenset[int]]:
    """An input policy of some classes in some order."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=4))
    done = [draw(actions(family)) for _ in names]
    lines = [f" class {name}\n{line}" for name, (line, _) in zip(names, done, strict=True)]
    return "\n".join(("policy-map IN", *lines)), frozenset[int]().union(*(values for _, values in done))


@st.composite
def configs(draw: st.DrawFn, families: tuple[str, ...] = tuple(IDENTITY)) -> Config:
    """A config of one of the families."""
    family = draw(st.sampled_from(families))
    policy, values = draw(policies(family))
    blocks = [line for line in SWITCHED.get(family, ()) if draw(st.booleans())]
    if family in MAPPED - {"c4500l"} and draw(st.booleans()):
        mapped = draw(st.lists(DSCP, min_size=SEVERAL, max_size=SEVERAL))
        blocks.append(f"mls qos map cos-dscp {' '.join(map(str, mapped))}")
        values |= frozenset(mapped)
    values |= {46} if "qos map cos 5 to dscp 46" in blocks else frozenset()
    known = () if family == "xl" else (*CLASSES, policy, *OUTPUT)
    ports = (draw(ingress_ports(family)), draw(egress_ports(family)))
    return Config(family, (*blocks, *known), ports, values)


@st.composite
def ingress_ports(draw: st.DrawFn, family: str) -> str:
    """A port for phones or users, or of a LAN."""
    attached = "" if family == "xl" else draw(st.sampled_from(["", " service-policy input IN"]))
    voice = draw(st.sampled_from(["", " switchport voice vlan 110"]))
    switched = f" switchport\n switchport mode access\n switchport access vlan 10\n{voice}"
    address = " ip address 10.1.1.1 255.255.255.0" if family == "isr" else switched
    lines = (f"interface {INGRESS}", address, draw(st.sampled_from(TRUST[family])), attached)
    return "\n".join(filter(None, lines))


@st.composite
def egress_ports(draw: st.DrawFn, family: str) -> str:
    """A trunk, or the WAN of a router."""
    trunk = " switchport\n switchport trunk encapsulation dot1q\n switchport mode trunk"
    address = " ip address 192.0.2.1 255.255.255.252" if family == "isr" else trunk
    lines = (f"interface {EGRESS}", address, draw(st.sampled_from(QUEUES[family])))
    return "\n".join(filter(None, lines))


def device_of(text: str) -> Device:
    """The device of a config, with roles."""
    (device,) = read(text)
    return assign(device, Policy())


def way(device: Device) -> tuple[Interface, Interface]:
    """The ingress and the egress port."""
    ports = {port.name: port for port in device.interfaces}
    return ports[canonical(INGRESS)], ports[canonical(EGRESS)]


MARKS = ("ef", "af41", "af31", "af21", "af11", "cs1")
"""A DSCP for each class of a made-up output policy; class-default takes the rest."""

SHARED = ("bandwidth percent", "bandwidth remaining percent")


@st.composite
def outputs(draw: st.DrawFn) -> tuple[str, str]:
    """A family that queues by MQC, and a config whose output policy gives away 100 % at most."""
    family = draw(st.sampled_from(["c4500m", "isr", "uadp"]))
    shares = draw(st.lists(st.integers(4, 40), min_size=1, max_size=len(MARKS)))
    share = draw(st.sampled_from(SHARED))
    strict = draw(st.sampled_from(["priority", f"priority percent {draw(st.integers(1, 40))}"]))
    left = 100 - (int(strict.split()[-1]) if share == SHARED[0] and strict[-1].isdecimal() else 0)
    actions_ = [strict, *(f"{share} {part * left // sum(shares)}" for part in shares[1:])]
    used = tuple(zip(MARKS, actions_, strict=False))
    maps = [f"class-map match-any C{i}\n match dscp {mark}" for i, (mark, _) in enumerate(used)]
    classes = "\n".join(f" class C{i}\n  {line}" for i, (_, line) in enumerate(used))
    queue = " service-policy output OUT"
    trunk = " ip address 192.0.2.1 255.255.255.252" if family == "isr" else " switchport mode trunk"
    ports = (
        f"interface {INGRESS}\n{trunk.replace('192.0.2', '10.1.1')}",
        f"interface {EGRESS}\n{trunk}\n{queue}",
    )
    return family, Config(family, (*maps, f"policy-map OUT\n{classes}"), ports, frozenset()).text
