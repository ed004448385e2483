"""What a config says of one interface, and what IOS takes for granted where it says nothing."""

from collections.abc import Mapping

from msgspec import Struct

from netaudit.model.vlan import ALL_VLANS, VlanSet

Lines = tuple[int, ...]
"""Offsets below the header line of a section; the header itself is 0."""

SWITCHPORT_MODES = frozenset({"access", "dynamic", "dot1q-tunnel", "phone", "private-vlan", "trunk"})


class Fhrp(Struct, frozen=True, kw_only=True):
    """A first-hop redundancy group (HSRP, VRRP or GLBP) on an interface."""

    protocol: str
    group: int
    address: str | None = None


class RoutedBy(Struct, frozen=True, kw_only=True):
    """A routing protocol that a line of an interface turns on there, such as ``ip ospf 1 area 0``."""

    protocol: str
    """``eigrp``, ``isis``, ``ospf``, ``ospfv3`` or ``rip``."""
    process: str | None = None
    area: str | None = None
    version: int = 4


class ServicePolicy(Struct, frozen=True, kw_only=True):
    """A policy-map attached to something; ``kind`` is ``qos`` unless ``type`` was given."""

    name: str
    direction: str
    kind: str = "qos"


class StormControl(Struct, frozen=True, kw_only=True):
    """A storm-control threshold: ``traffic`` is broadcast, multicast or unicast."""

    traffic: str
    level: str
    """As written: percent of the port's speed, or ``bps N`` / ``pps N``."""


IP_ACL_FIELDS: Mapping[tuple[int, str], str] = {
    (4, "in"): "acl_in",
    (4, "out"): "acl_out",
    (6, "in"): "ipv6_acl_in",
    (6, "out"): "ipv6_acl_out",
}
"""IP version and direction to the field of an interface that names the access list."""


class Interface(Struct, frozen=True, kw_only=True):
    """One interface; a field the config does not set holds the platform's default."""

    name: str
    """Canonical full name, ``GigabitEthernet1/0/5``."""
    line: int
    """Line of the ``interface`` header in the source file."""
    kind: str = "physical"
    """physical, port-channel, svi, subinterface, loopback, tunnel, management or virtual."""
    at: Mapping[str, Lines] = {}
    """Field name to the offsets of the lines that set it; a default has no entry."""
    description: str | None = None
    enabled: bool = True
    role: str | None = None
    """phone, user, access-point, server, uplink, wan, lan, unused, svi, subinterface, management or
    virtual; set by ``analysis.roles``."""
    role_reason: str = ""

    # Layer 2
    mode: str = "routed"
    """access, trunk, dynamic, phone, private-vlan, dot1q-tunnel, routed, or the interface's kind."""
    dtp: str | None = None
    """``auto`` or ``desirable`` where the port negotiates trunking."""
    nonegotiate: bool = False
    encapsulation: str | None = None
    """Trunk (dot1q, isl, negotiate) or WAN (ppp, frame-relay, hdlc) encapsulation."""
    encapsulation_vlan: int | None = None
    """802.1Q tag of a routed subinterface."""
    access_vlan: int | None = None
    access_vlan_dynamic: bool = False
    voice_vlan: int | str | None = None
    """VLAN number, ``dot1p`` or ``untagged``; None where no voice VLAN is advertised."""
    native_vlan: int | None = None
    allowed_vlans: VlanSet = ALL_VLANS
    channel_group: int | None = None
    channel_mode: str | None = None
    priority_extend: str | None = None
    """What the phone does with the CoS of the PC behind it: ``trust`` or ``cos N``."""
    protected: bool = False
    unicast_blocked: bool = False
    portfast: str | None = None
    """``edge``, ``trunk``, ``network`` or ``disable``."""
    bpduguard: bool | None = None
    bpdufilter: bool | None = None
    guard: str | None = None
    """``root``, ``loop`` or ``none``."""
    cdp: bool = True
    lldp_transmit: bool = True
    lldp_receive: bool = True
    port_security: bool = False
    port_security_maximum: int | None = None
    port_security_maximum_access: int | None = None
    port_security_maximum_voice: int | None = None
    port_security_violation: str | None = None
    port_security_sticky: bool = False
    dhcp_snooping_trust: bool = False
    dhcp_snooping_limit: int | None = None
    """DHCP packets per second."""
    arp_inspection_trust: bool = False
    arp_inspection_limit: int | None = None
    """ARP packets per second."""
    source_guard: bool = False
    port_control: str | None = None
    """802.1X: ``auto``, ``force-authorized`` or ``force-unauthorized``."""
    host_mode: str | None = None
    """802.1X: single-host, multi-host, multi-domain or multi-auth."""
    mab: bool = False
    dot1x_authenticator: bool = False
    server_dead_voice: bool = False
    """Voice is authorised while no RADIUS server answers."""
    storm_control: tuple[StormControl, ...] = ()
    storm_control_action: tuple[str, ...] = ()
    power_inline: str | None = None
    macros: tuple[str, ...] = ()
    """Labels that Smartports macros left behind; they do nothing."""
    templates: tuple[str, ...] = ()
    """IOS-XE interface templates bound with ``source template``."""

    # QoS
    trust: str | None = None
    """``cos``, ``dscp`` or ``ip-precedence``."""
    trust_pass_through: str | None = None
    """The other field, which a 3550 leaves as it came: ``dscp`` or ``cos``."""
    trust_device: str | None = None
    trust_extend: str | None = None
    default_cos: int | None = None
    cos_override: bool = False
    vlan_based: bool = False
    auto_qos: str | None = None
    priority_queue: bool = False
    """``priority-queue out``: the expedite queue is strict."""
    queue_set: int | None = None
    srr_share: tuple[int, ...] = ()
    srr_shape: tuple[int, ...] = ()
    srr_limit: int | None = None
    """Percent of the port's speed."""
    queueing: tuple[str, ...] = ()
    """Other queue lines (wrr-queue, rcv-queue, tx-queue, …) as written."""
    policies: tuple[ServicePolicy, ...] = ()
    bandwidth_kbps: int | None = None
    qos_bandwidth_kbps: int | None = None
    """``bandwidth qos-reference``: what percentages in policies are of, in place of ``bandwidth_kbps``."""
    max_reserved_percent: int | None = None
    speed: str | None = None
    duplex: str | None = None
    clock_rate: int | None = None
    """Bits per second."""
    fair_queue: bool = False
    random_detect: bool = False
    """WRED on the interface itself, outside any policy."""
    rtp_priority: str | None = None
    """``ip rtp priority`` arguments: first port, range, kbps."""
    dscp_mutation: str | None = None
    """Name of the ``mls qos map dscp-mutation`` that incoming DSCP goes through."""
    platform_trust: str | None = None
    """6800: words after ``platform qos trust``: ``none remark``, ``cos``, ``dscp``, ``precedence``."""
    pre_classify: bool = False
    """``qos pre-classify``: policies of the physical interface see the packet before the tunnel header."""
    rtp_header_compression: bool = False
    multilink_group: int | None = None
    multilink_interleave: bool = False
    multilink_fragmentation: bool = True
    """False: ``ppp multilink fragment disable``."""
    multilink_fragment_bytes: int | None = None
    """``ppp multilink fragment size``; it stands in place of a delay."""
    fragment_delay_ms: int | None = None
    frame_relay_class: str | None = None
    frame_relay_traffic_shaping: bool = False
    frame_relay_fragment: int | None = None
    """Bytes."""
    frame_relay_header_compression: bool = False
    """``frame-relay ip rtp header-compression``."""
    dlci: int | None = None
    dialer_pool: int | None = None
    """Pool that a dialer takes its lines from."""
    dialer_pool_member: int | None = None
    """Pool that a physical interface or PVC serves."""
    tunnel_source: str | None = None
    """Interface name or address."""
    tunnel_destination: str | None = None
    tunnel_mode: str | None = None
    """``gre ip``, ``ipsec ipv4``, …; None: GRE, the default."""
    tunnel_protection: str | None = None
    """IPsec profile that encrypts all that the tunnel carries."""
    mtu: int | None = None
    circuit_kbps: int | None = None
    """What an ATM circuit is sure to carry: its sustained, constant or least cell rate."""
    tx_ring_limit: int | None = None

    # Layer 3
    addresses: tuple[str, ...] = ()
    """IPv4 in CIDR form, primary first."""
    secondary_addresses: tuple[str, ...] = ()
    ipv6_addresses: tuple[str, ...] = ()
    dynamic_address: str | None = None
    """``dhcp``, ``negotiated`` or ``unnumbered NAME``."""
    vrf: str | None = None
    helpers: tuple[str, ...] = ()
    fhrp: tuple[Fhrp, ...] = ()
    hsrp_version: int = 1
    """``standby version``: 2 sends its hellos to another group than 1."""
    acl_in: str | None = None
    acl_out: str | None = None
    ipv6_acl_in: str | None = None
    ipv6_acl_out: str | None = None
    mac_acl_in: str | None = None
    access_group_mode: str | None = None
    """How access lists of a layer-2 port and of its VLAN go together: ``prefer port``, ``prefer vlan`` or
    ``merge``; None: the default, ``prefer port`` (Catalyst 4500 guide, Using PACL with Access-Group Mode)."""
    urpf: str | None = None
    policy_route_map: str | None = None
    routed_by: tuple[RoutedBy, ...] = ()
    """Routing protocols that lines of the interface turn on, whatever ``network`` lines say."""
    pim: bool = False
    """Multicast routing, and with it IGMP."""
    directed_broadcast: bool = False
    inspect_in: str | None = None
    """Stateful inspection (CBAC): replies to what comes in pass the filters that they meet."""
    inspect_out: str | None = None
    crypto_map: str | None = None
    nat: str | None = None
    zone: str | None = None
    proxy_arp: bool = True
    redirects: bool = True
    unreachables: bool = True

    @property
    def is_switchport(self) -> bool:
        """Whether the interface forwards by VLAN rather than by address."""
        return self.mode in SWITCHPORT_MODES

    @property
    def policy_in(self) -> str | None:
        """Name of the QoS policy-map attached to input, if any."""
        return self._policy("input")

    @property
    def policy_out(self) -> str | None:
        """Name of the QoS policy-map attached to output, if any."""
        return self._policy("output")

    def _policy(self, direction: str) -> str | None:
        for policy in self.policies:
            if policy.kind == "qos" and policy.direction == direction:
                return policy.name
        return None

    def lines_of(self, *fields: str) -> Lines:
        """Source lines that set these fields; the header's where none is set by a line."""
        if not fields:
            return (self.line,)
        offsets = sorted({o for field in fields for o in self.at.get(field, ())})
        return tuple(self.line + offset for offset in offsets) or (self.line,)
