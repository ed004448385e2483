"""A device as its config describes it."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct

from netaudit.model.acl import Acl, ObjectGroup, VlanAccessMap
from netaudit.model.interface import Interface, ServicePolicy
from netaudit.model.qos import ClassMap, MapClass, PolicyMap, TableMap
from netaudit.model.routing import RoutingProcess, StaticRoute
from netaudit.model.vlan import NO_VLANS, Vlan, VlanSet

DEFAULT_COS_DSCP = (0, 8, 16, 24, 32, 40, 48, 56)
"""What MLS Catalysts map CoS 0-7 to until told otherwise: CoS 5 becomes DSCP 40, not EF."""


class Unread(Struct, frozen=True):
    """A line that was not understood; ``section`` is the kind of section it stands in."""

    line: int
    text: str
    section: str = "global"


class Coverage(Struct, frozen=True, kw_only=True):
    """How many lines of one kind of section were read, irrelevant and unread."""

    section: str
    read: int = 0
    irrelevant: int = 0
    unread: int = 0


class DhcpPool(Struct, frozen=True, kw_only=True):
    """An IOS DHCP pool. ``networks`` in CIDR form; options as ``{150: ("10.1.1.20",)}``."""

    name: str
    line: int
    networks: tuple[str, ...] = ()
    default_routers: tuple[str, ...] = ()
    options: Mapping[int, tuple[str, ...]] = {}
    vrf: str | None = None


class Vty(Struct, frozen=True, kw_only=True):
    """A ``line`` section. ``kind`` is console, aux, vty or tty; ``first``-``last`` inclusive."""

    kind: str
    first: int
    last: int
    line: int
    acl_in: str | None = None
    acl_out: str | None = None
    ipv6_acl_in: str | None = None
    transport_input: tuple[str, ...] = ()
    login: tuple[str, ...] = ()


class AccessClass(Struct, frozen=True, kw_only=True):
    """Something beside interfaces and lines that an access list guards or feeds."""

    used_by: str
    """snmp, http, ntp, nat, route-map, crypto, dhcp-snooping, vlan-access-map, control-plane, …"""
    acl: str
    line: int


class Attachment(Struct, frozen=True, kw_only=True):
    """A service policy attached elsewhere than on an interface (control plane, map-class, …)."""

    where: str
    policy: ServicePolicy
    line: int


class Globals(Struct, frozen=True, kw_only=True):
    """Device-wide settings; ``at`` maps a field to the source lines that set it."""

    at: Mapping[str, tuple[int, ...]] = {}
    vtp_mode: str | None = None
    """server, client, transparent or off; None where the config does not say."""
    vtp_domain: str | None = None
    cdp_run: bool = True
    lldp_run: bool = False
    ip_routing: bool | None = None
    ipv6_routing: bool = False
    """``ipv6 unicast-routing``: IPv6 packets get from one interface to another."""
    default_gateway: str | None = None
    """``ip default-gateway``: where the device itself sends packets while it does not route."""
    default_networks: tuple[str, ...] = ()
    """``ip default-network``: networks whose gateway serves as the default route."""
    cef: bool = True
    spanning_tree_mode: str | None = None
    portfast_default: bool = False
    bpduguard_default: bool = False
    bpdufilter_default: bool = False
    dhcp_snooping: bool = False
    dhcp_snooping_vlans: VlanSet = NO_VLANS
    arp_inspection_vlans: VlanSet = NO_VLANS
    dot1x: bool = False
    """``dot1x system-auth-control``."""
    aaa_new_model: bool = False
    autoconf: bool = False
    """IOS-XE ``autoconf enable``: ports may use templates that the config never shows."""
    macro_auto: bool = False
    """``macro auto global processing``: ports may get lines when something is plugged in."""
    native_tagged: bool = False
    """``vlan dot1q tag native``."""
    mls_qos: bool | None = None
    """The exact global line ``mls qos`` (True) or ``no mls qos`` (False)."""
    mls_qos_rewrite_dscp: bool = True
    qos: bool | None = None
    """Catalyst 4500's global ``qos``."""
    qos_dbl: bool = False
    cos_dscp_map: tuple[int, ...] = DEFAULT_COS_DSCP
    ip_prec_dscp_map: tuple[int, ...] = DEFAULT_COS_DSCP
    qos_maps: tuple[str, ...] = ()
    """Other ``mls qos`` map, queue and aggregate-policer lines as written; ``at`` has one line for each."""
    wrr_queue: tuple[str, ...] = ()
    """Global ``wrr-queue`` lines (2950)."""
    auto_qos_srnd4: bool = False
    auto_qos_compact: bool = False
    errdisable_recovery: tuple[str, ...] = ()
    telephony_servers: tuple[str, ...] = ()
    """Call-control addresses found in the config (ccm, dial-peers, CME)."""


class Device(Struct, frozen=True, kw_only=True, dict=True):
    """Everything that was understood of one device, and what was not.

    Lines are those of the source file, from 1. Interfaces, VLANs and the rest are sorted the
    way the config has them.
    """

    source: str
    hostname: str
    first_line: int = 1
    lines: int = 0
    """Lines of the source that belong to this device."""
    platform: str = "ios"
    """ios or iosxe where netaudit reads the dialect; otherwise the name of what it looks like."""
    supported: bool = True
    """False: the platform's dialect is not read yet, nothing below this field is filled."""
    family: str = "unknown"
    """QoS family: xl, c2950, c3550, c3k, c4500l, c4500m, c6500, c6800, uadp, isr or unknown."""
    family_reason: str = ""
    version: str | None = None
    model: str | None = None
    globals: Globals = Globals()
    vlans: tuple[Vlan, ...] = ()
    vlans_hidden: bool = True
    """True where the VLAN list may live in vlan.dat (VTP server or client) and not in the text."""
    interfaces: tuple[Interface, ...] = ()
    acls: tuple[Acl, ...] = ()
    object_groups: tuple[ObjectGroup, ...] = ()
    vlan_access_maps: tuple[VlanAccessMap, ...] = ()
    vlan_filters: tuple[tuple[str, VlanSet], ...] = ()
    """VLAN access-maps and the VLANs that they filter."""
    class_maps: tuple[ClassMap, ...] = ()
    policy_maps: tuple[PolicyMap, ...] = ()
    table_maps: tuple[TableMap, ...] = ()
    map_classes: tuple[MapClass, ...] = ()
    dhcp_pools: tuple[DhcpPool, ...] = ()
    templates: tuple[str, ...] = ()
    """Names of the IOS-XE interface templates that the text itself defines."""
    ttys: tuple[Vty, ...] = ()
    access_classes: tuple[AccessClass, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    static_routes: tuple[StaticRoute, ...] = ()
    routing_processes: tuple[RoutingProcess, ...] = ()
    call_control: tuple[str, ...] = ()
    """Servers that phones register with, as the site policy has it; set by ``analysis.roles``."""
    coverage: tuple[Coverage, ...] = ()
    unread: tuple[Unread, ...] = ()
    warnings: tuple[str, ...] = ()
    """What was odd about the text: unterminated banner, missing end, …"""

    def with_role(self, *roles: str) -> tuple[Interface, ...]:
        """The interfaces that play one of these roles: role by role, each in the order of the config."""
        cast = self._by_role
        if len(roles) == 1:
            return cast.get(roles[0], ())
        return tuple(port for role in roles for port in cast.get(role, ()))

    @cached_property
    def _by_role(self) -> Mapping[str | None, tuple[Interface, ...]]:
        """The interfaces of each role; every rule asks for some."""
        cast: dict[str | None, list[Interface]] = {}
        for port in self.interfaces:
            cast.setdefault(port.role, []).append(port)
        return {role: tuple(ports) for role, ports in cast.items()}

    def interface(self, name: str | None) -> Interface | None:
        """The interface of this canonical name."""
        return self._named("interfaces").get(name)

    def acl(self, name: str | None) -> Acl | None:
        """The access list of this name or number."""
        return self._named("acls").get(name)

    def class_map(self, name: str | None) -> ClassMap | None:
        """The class-map of this name; names are case-sensitive."""
        return self._named("class_maps").get(name)

    def policy_map(self, name: str | None) -> PolicyMap | None:
        """The policy-map of this name; names are case-sensitive."""
        return self._named("policy_maps").get(name)

    def table_map(self, name: str | None) -> TableMap | None:
        """The table-map of this name."""
        return self._named("table_maps").get(name)

    def map_class(self, name: str | None) -> MapClass | None:
        """The Frame Relay map-class of this name."""
        return self._named("map_classes").get(name)

    def _named(self, records: str) -> Mapping[str | None, Any]:
        """The records of a field by name, made when one is first asked for; the first of several counts."""
        key = f"{records} by name"
        if key not in self.__dict__:
            self.__dict__[key] = {each.name: each for each in reversed(getattr(self, records))}
        found: Mapping[str | None, Any] = self.__dict__[key]
        return found

    @cached_property
    def voice_vlans(self) -> VlanSet:
        """VLANs that some enabled switch port offers to phones."""
        return frozenset(
            port.voice_vlan for port in self.interfaces if port.enabled and isinstance(port.voice_vlan, int)
        )

    @cached_property
    def svis(self) -> Mapping[int, Interface]:
        """VLAN number to its routed interface."""
        return {
            int(port.name[4:]): port
            for port in self.interfaces
            if port.kind == "svi" and port.name[4:].isdecimal()  # a truncated text ends in ``interface Vlan``
        }
