"""What ports and devices have in common as far as QoS goes, so that it is worked out once.

Two ports are alike when all that could change the treatment of a packet is: everything of the record
but name, place and what has no bearing on QoS. Two devices are alike when their QoS settings, classes
and policies are, wherever these stand. Steps name places and not lines, so an answer holds for all.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from operator import attrgetter
from typing import Any, NamedTuple

from netaudit.analysis.memory import once
from netaudit.analysis.phones import voice_vlan_of
from netaudit.analysis.service_rate import described_kbps
from netaudit.analysis.treatment.bundles import channel_of, members_of, multilink_of, parent_of
from netaudit.model import ANY4, ANY6, Device, Interface, MapClass

IRRELEVANT = frozenset({
    "acl_in", "acl_out", "addresses", "allowed_vlans", "arp_inspection_limit", "arp_inspection_trust", "at",
    "bpdufilter", "bpduguard", "description", "dhcp_snooping_limit", "dhcp_snooping_trust",
    "dot1x_authenticator", "dynamic_address", "fhrp", "guard", "helpers", "host_mode", "ipv6_acl_in",
    "ipv6_acl_out", "ipv6_addresses", "line", "lldp_receive", "lldp_transmit", "mab", "mac_acl_in", "macros",
    "name", "policy_route_map", "port_control", "port_security", "port_security_maximum",
    "port_security_maximum_access", "port_security_maximum_voice", "port_security_sticky",
    "port_security_violation", "portfast", "power_inline", "protected", "proxy_arp", "redirects",
    "role_reason", "secondary_addresses", "server_dead_voice", "source_guard", "storm_control",
    "storm_control_action", "templates", "unicast_blocked", "unreachables", "urpf", "vrf", "zone",
})  # fmt: skip
"""Fields of an interface that no QoS looks at."""

VLAN_FIELDS = frozenset({"access_vlan", "encapsulation_vlan", "native_vlan", "voice_vlan"})
"""VLAN numbers: they matter only where some QoS is chosen by them; otherwise it matters that they are set."""

_RELEVANT = tuple(field for field in Interface.__struct_fields__ if field not in IRRELEVANT | VLAN_FIELDS)
_settings_of_port = attrgetter(*_RELEVANT)
_vlans_of_port = attrgetter(*sorted(VLAN_FIELDS))
_settings_of_device = attrgetter(
    "family", "version", "platform", "model", "globals.mls_qos", "globals.mls_qos_rewrite_dscp",
    "globals.qos", "globals.qos_dbl", "globals.cos_dscp_map", "globals.ip_prec_dscp_map", "globals.qos_maps",
    "globals.wrr_queue", "globals.auto_qos_srnd4", "globals.auto_qos_compact", "globals.cdp_run",
    "globals.native_tagged", "globals.cef", "call_control",
)  # fmt: skip

_settings_of_map_class = attrgetter(
    *(field for field in MapClass.__struct_fields__ if field not in {"at", "line"})
)

ANYWHERE = frozenset({ANY4, ANY6})

SLOTTED_FAMILIES = frozenset({"c4500l", "c4500m", "c6500", "c6800"})
"""Families whose queues depend on the line card."""

DESCRIBED_FAMILIES = frozenset({"isr"})
"""Families whose lines may be faster than the service behind them, which a description may tell."""

MOST = 20_000
"""Ports and devices kept before the memory starts over."""

_numbers: dict[object, int] = {}
_of_text: "dict[object, _Own]" = {}
_next = count()


def _number(value: object) -> int:
    """A number that equal values share; none is ever given to another value."""
    found = _numbers.get(value)
    if found is None:
        if len(_numbers) >= MOST:
            _numbers.clear()
        found = _numbers[value] = next(_next)
    return found


@once
def chooses_by_address(device: Device) -> bool:
    """Whether an address may decide on the treatment of a packet: some class matches by one."""
    lists = (acl for acl in device.acls if acl.name in _matched(device))
    return any(not {each.source, each.destination} <= ANYWHERE for acl in lists for each in acl.entries)


@once
def chooses_by_vlan(device: Device) -> bool:
    """Whether the number of a VLAN may decide on the treatment of a packet, or the subnet in it does."""
    if chooses_by_address(device) or any(port.policies for port in device.with_role("svi")):
        return True
    if any(each.field == "vlan" for part in device.class_maps for each in part.criteria):
        return True
    if any(each.kind.startswith("vlan ") for port in device.interfaces for each in port.policies):
        return True
    return bool(_untagged(device) & _ended(device))


def _untagged(device: Device) -> frozenset[int | None]:
    """The VLANs that trunks carry without a tag, and with that without a CoS."""
    return frozenset(port.native_vlan for port in device.with_role("uplink", "wan") if port.mode == "trunk")


def _ended(device: Device) -> frozenset[object]:
    """The VLANs that phones and PCs send into."""
    ports = device.with_role("phone", "user")
    return frozenset(port.access_vlan for port in ports) | frozenset(port.voice_vlan for port in ports)


def alike(device: Device, ports: Iterable[Interface]) -> dict[int, list[Interface]]:
    """Ports by a number that those share which are alike, on all devices of the same scope."""
    found: dict[int, list[Interface]] = {}
    name_of, by_vlan = _naming(device), chooses_by_vlan(device)
    for port in ports:
        name = name_of(port)
        # Ports with the same text share their evidence. It is kept, so its identity is never used again.
        key = (id(port.at), port.role, name, by_vlan)
        own = _of_text.get(key)
        if own is None:
            own = _remember(key, port, name, by_vlan=by_vlan)
        number = own.number if own.alone else _number((own.number, tuple(_kin(device, port))))
        found.setdefault(number, []).append(port)
    return found


def _naming(device: Device) -> Callable[[Interface], str]:
    """What of a port's name and description may decide, beside what its text sets."""
    if any(each.field == "input-interface" for part in device.class_maps for each in part.criteria):
        return _whole
    if device.family in SLOTTED_FAMILIES:
        return _slot
    return _service if device.family in DESCRIBED_FAMILIES else _type


def _whole(port: Interface) -> str:
    """All of the name, and the rate that the description tells."""
    return f"{port.name} {described_kbps(port.description)}"


def _slot(port: Interface) -> str:
    """``GigabitEthernet2`` of ``GigabitEthernet2/1``: queues hang on the line card."""
    return port.name.rpartition("/")[0]


def _service(port: Interface) -> str:
    """The type, and the rate that the description tells: queues fill late where a line is faster."""
    return f"{port.name[:6]} {described_kbps(port.description)}"


def _type(port: Interface) -> str:
    """As much of a name as tells its type: ``Gigabi``."""
    return port.name[:6]


class _Own(NamedTuple):
    """What the text of a port comes to."""

    evidence: object
    number: int
    alone: bool
    """Whether no other interface has a say."""


def _remember(key: object, port: Interface, name: str, *, by_vlan: bool) -> _Own:
    """Work out what a text comes to."""
    if len(_of_text) >= MOST:
        _of_text.clear()
    lonely = port.channel_group is None and port.multilink_group is None and port.tunnel_source is None
    alone = lonely and "." not in port.name and not port.name.startswith(BUNDLES)
    own = _of_text[key] = _Own(port.at, _number(_content(port, name, by_vlan=by_vlan)), alone)
    return own


def number_of(device: Device, port: Interface) -> int:
    """The number that a port shares with those that are alike."""
    (number,) = alike(device, (port,))
    return number


def _content(port: Interface, name: str, *, by_vlan: bool) -> tuple[object, ...]:
    """All of a port that may matter."""
    vlans = _vlans_of_port(port) if by_vlan else tuple(map(_anonymous, _vlans_of_port(port)))
    subnets = port.addresses if by_vlan else ()
    return (name, voice_vlan_of(port) is not None, vlans, subnets, _settings_of_port(port))


def _anonymous(vlan: object) -> object:
    """A VLAN without its number."""
    return True if isinstance(vlan, int) else vlan


def _kin(device: Device, port: Interface) -> Iterator[object]:
    """The interfaces whose settings work on the packets of a port, each with its name."""
    for other in kin(device, port):
        above = "." in port.name  # bundles and their members are kin both ways, parents are not
        rate = str(described_kbps(other.description))
        yield other.name, number_of(device, other) if above else _number(_content(other, rate, by_vlan=True))


def kin(device: Device, port: Interface) -> Iterator[Interface]:
    """The channel of a member, the parent of a subinterface, the lines of a bundle or dialer, and so on."""
    yield from (each for each in (channel_of(device, port), multilink_of(device, port)) if each is not None)
    if port.tunnel_source:
        from netaudit.analysis.treatment.isr.way import ways

        yield from (hop.port for way in ways(device, port) for hop in way.hops[1:])
    if parent := parent_of(device, port):
        yield parent
    yield from members_of(device, port)


BUNDLES = ("Dialer", "Multilink", "Port-channel")
"""How bundles of interfaces are called."""


@once
def scope_of(device: Device) -> tuple[Any, ...]:
    """What devices must have in common to treat packets alike; holds on to all that it identifies."""
    return (
        bool(device.hostname),
        _settings_of_device(device),
        tuple((each.name, each.match, each.kind, each.criteria) for each in device.class_maps),
        tuple((each.name, each.kind, Same(each.classes)) for each in device.policy_maps),
        tuple((each.name, each.rows, each.default) for each in device.table_maps),
        tuple(map(_settings_of_map_class, device.map_classes)),
        tuple(_lists(device)),
        tuple(_svis(device)),
    )


class Same:
    """A value that is compared by identity: the parser gives equal texts one meaning."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.value is self.value


def _svis(device: Device) -> Iterator[object]:
    """The VLAN interfaces that decide on packets of their VLANs, or tell the subnet in them."""
    by_address = chooses_by_address(device)
    for port in device.with_role("svi"):
        if port.policies or by_address:
            yield port.name, number_of(device, port)


@once
def _matched(device: Device) -> frozenset[str]:
    """Names of the access lists that classes match by."""
    criteria = (each for part in device.class_maps for each in part.criteria if each.field == "access-group")
    return frozenset(str(name) for each in criteria for name in each.values)


def _lists(device: Device) -> Iterator[object]:
    """The access lists that classes match by, and the groups that these may use."""
    if wanted := _matched(device):
        yield from ((acl.name, acl.kind, acl.entries) for acl in device.acls if acl.name in wanted)
        yield from ((group.name, group.kind, group.members) for group in device.object_groups)
