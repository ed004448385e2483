"""What interface sections mean."""

import pytest

from netaudit.model import ALL_VLANS, Fhrp, Interface, ServicePolicy, StormControl, parse_vlans
from netaudit.parsers import read


def port(*lines: str, head: str = "interface GigabitEthernet1/0/1", above: str = "") -> Interface:
    """The one interface of a 2960-X that has these lines."""
    body = "".join(f" {line}\n" for line in lines)
    text = f"hostname sw\nswitch 1 provision ws-c2960x-48fps-l\n{above}{head}\n{body}!\nend\n"
    (device,) = read(text)
    assert device.unread == ()
    return device.interfaces[-1]


def unread(*lines: str) -> list[str]:
    """The lines of an interface that are not understood."""
    body = "".join(f" {line}\n" for line in lines)
    (device,) = read(f"hostname sw\ninterface GigabitEthernet1/0/1\n{body}")
    return [line.text for line in device.unread]


@pytest.mark.parametrize(
    ("lines", "mode"),
    [
        (["switchport mode access"], "access"),
        (["switchport mode trunk"], "trunk"),
        (["switchport mode dynamic desirable"], "dynamic"),
        (["switchport mode private-vlan host"], "private-vlan"),
        (["switchport mode dot1q-tunnel"], "dot1q-tunnel"),
        ([], "dynamic"),
        (["switchport access vlan 10"], "dynamic"),
        (["no switchport"], "routed"),
        (["no switchport", "ip address 10.0.0.1 255.255.255.0"], "routed"),
        (["sw mo acc"], "access"),
        (["switchport mode access", "no switchport mode"], "dynamic"),
    ],
)
def test_mode(lines: list[str], mode: str) -> None:
    """The mode is what the lines say, and the family's default where they say nothing."""
    assert port(*lines).mode == mode


def test_defaults_of_a_switch_port() -> None:
    """A bare port of an access switch negotiates and is in VLAN 1, and no line says so."""
    bare = port()
    assert (bare.access_vlan, bare.native_vlan, bare.voice_vlan, bare.dtp) == (1, 1, None, "auto")
    assert bare.allowed_vlans == ALL_VLANS
    assert bare.enabled
    assert bare.cdp
    assert dict(bare.at) == {}


def test_defaults_of_a_router_port() -> None:
    """A router's port is routed and has no VLAN."""
    (device,) = read("hostname r\nlicense udi pid ISR4331/K9 sn X\ninterface GigabitEthernet0/0/0\n")
    (bare,) = device.interfaces
    assert (bare.mode, bare.access_vlan, bare.native_vlan) == ("routed", None, None)


@pytest.mark.parametrize(
    ("line", "vlan"),
    [
        ("switchport voice vlan 110", 110),
        ("switchport voice vlan dot1p", "dot1p"),
        ("switchport voice vlan untagged", "untagged"),
        ("switchport voice vlan none", None),
        ("switchport voice vlan name VOICE", 110),
        ("sw voi vl 110", 110),
    ],
)
def test_voice_vlan(line: str, vlan: int | str | None) -> None:
    """Every form of the voice VLAN line is read; a name is looked up."""
    assert port(line, above="vlan 110\n name VOICE\n").voice_vlan == vlan


def test_access_vlan_by_name() -> None:
    """An access VLAN given by name is looked up in the VLAN database."""
    named = port("switchport access vlan name USERS", above="vlan 10\n name USERS\n")
    assert named.access_vlan == 10
    assert named.lines_of("access_vlan") == (named.line + 1,)


@pytest.mark.parametrize(
    ("lines", "allowed"),
    [
        (["10,20,30-40"], "10,20,30-40"),
        (["10,20", "add 30-32", "add 99"], "10,20,30-32,99"),
        (["10-20", "remove 15"], "10-14,16-20"),
        (["except 999"], "1-998,1000-4094"),
        (["none"], "none"),
        (["all"], "1-4094"),
        (["10,20", "all"], "1-4094"),
        (["none", "add 7"], "7"),
        (["1-9, 11"], "1-9,11"),
    ],
)
def test_trunk_list(lines: list[str], allowed: str) -> None:
    """Lists replace, add, remove and except change; the order of the lines counts."""
    trunk = port(*(f"switchport trunk allowed vlan {line}" for line in lines))
    assert trunk.allowed_vlans == parse_vlans(allowed)
    assert len(trunk.lines_of("allowed_vlans")) == len(lines)


def test_no_allowed_list_is_all() -> None:
    """``no switchport trunk allowed vlan`` is back to all VLANs."""
    trunk = port("switchport trunk allowed vlan 10", "no switchport trunk allowed vlan")
    assert trunk.allowed_vlans == ALL_VLANS


@pytest.mark.parametrize(
    ("lines", "enabled"),
    [(["shutdown"], False), (["shutdown", "no shutdown"], True), (["no shutdown"], True), (["shut"], False)],
)
def test_the_later_line_wins(lines: list[str], enabled: bool) -> None:
    """In a script a later line overrides an earlier one."""
    assert port(*lines).enabled is enabled


def test_trust() -> None:
    """The bare trust line trusts DSCP; ``no mls qos trust`` leaves the trusted device."""
    assert port("mls qos trust").trust == "dscp"
    assert port("mls qos trust cos").trust == "cos"
    phone = port("mls qos trust device cisco-phone", "mls qos trust cos", "no mls qos trust")
    assert (phone.trust, phone.trust_device) == (None, "cisco-phone")


def test_hardening() -> None:
    """Port security, spanning tree, snooping and storm control are read."""
    edge = port(
        "switchport port-security maximum 3",
        "switchport port-security maximum 1 vlan voice",
        "switchport port-security",
        "switchport port-security violation restrict",
        "switchport port-security mac-address sticky",
        "storm-control broadcast level 0.50 0.30",
        "storm-control action trap",
        "spanning-tree portfast edge",
        "spanning-tree bpduguard enable",
        "ip dhcp snooping limit rate 15",
        "ip verify source",
        "no cdp enable",
        "no lldp transmit",
    )
    assert edge.port_security
    assert (edge.port_security_maximum, edge.port_security_maximum_voice) == (3, 1)
    assert (edge.port_security_violation, edge.port_security_sticky) == ("restrict", True)
    assert edge.storm_control == (StormControl(traffic="broadcast", level="0.50 0.30"),)
    assert edge.storm_control_action == ("trap",)
    assert (edge.portfast, edge.bpduguard) == ("edge", True)
    assert (edge.dhcp_snooping_limit, edge.source_guard) == (15, True)
    assert (edge.cdp, edge.lldp_transmit, edge.lldp_receive) == (False, False, True)


def test_port_security_options_do_not_enable_it() -> None:
    """Sub-options without the bare line leave port security off."""
    assert not port("switchport port-security maximum 3").port_security


@pytest.mark.parametrize(
    "lines",
    [
        ["authentication host-mode multi-domain", "authentication port-control auto", "mab"],
        ["access-session host-mode multi-domain", "access-session port-control auto", "mab"],
        ["dot1x host-mode multi-domain", "dot1x port-control auto", "mab eap"],
    ],
)
def test_dot1x_in_every_spelling(lines: list[str]) -> None:
    """Three generations of 802.1X commands mean the same."""
    secured = port(*lines)
    assert (secured.host_mode, secured.port_control, secured.mab) == ("multi-domain", "auto", True)


def test_layer3() -> None:
    """Addresses, helpers, access groups and first-hop redundancy are read."""
    svi = port(
        "vrf forwarding VOICE",
        "ip address 10.20.110.2 255.255.255.0",
        "ip address 10.20.111.2 255.255.255.0 secondary",
        "ip helper-address 10.1.1.10",
        "ip helper-address 10.1.1.11",
        "ip access-group VOICE-IN in",
        "standby 110 ip 10.20.110.1",
        "standby 110 priority 110",
        "no ip proxy-arp",
        head="interface vlan 110",
    )
    assert (svi.name, svi.kind, svi.mode, svi.vrf) == ("Vlan110", "svi", "svi", "VOICE")
    assert svi.addresses == ("10.20.110.2/24",)
    assert svi.secondary_addresses == ("10.20.111.2/24",)
    assert svi.helpers == ("10.1.1.10", "10.1.1.11")
    assert (svi.acl_in, svi.acl_out) == ("VOICE-IN", None)
    assert svi.fhrp == (Fhrp(protocol="hsrp", group=110, address="10.20.110.1"),)
    assert not svi.proxy_arp
    assert svi.lines_of("acl_in") == (svi.line + 6,)


def test_wan() -> None:
    """Multilink, header compression and Frame Relay are read in both spellings."""
    link = port(
        "bandwidth 768",
        "ppp multilink",
        "ppp multilink fragment delay 10",
        "ppp multilink interleave",
        "ip rtp header-compression iphc-format",
        "ip rtp priority 16384 16383 64",
        "service-policy output WAN-EDGE",
        head="interface Multilink1",
    )
    assert (link.kind, link.bandwidth_kbps, link.fragment_delay_ms) == ("virtual", 768, 10)
    assert link.multilink_interleave
    assert link.rtp_header_compression
    assert link.rtp_priority == "16384 16383 64"
    assert (link.policy_out, link.policy_in) == ("WAN-EDGE", None)


def test_service_policies_have_kinds() -> None:
    """A control policy is not a QoS policy."""
    both = port("service-policy type control subscriber DOT1X", "service-policy input PHONE")
    assert both.policies == (
        ServicePolicy(name="DOT1X", direction="input", kind="control"),
        ServicePolicy(name="PHONE", direction="input"),
    )
    assert both.policy_in == "PHONE"


def test_detached_policy_is_gone() -> None:
    """``no service-policy`` takes the policy away."""
    assert port("service-policy input A", "no service-policy input A").policies == ()


def test_subinterface() -> None:
    """The tag of a router's subinterface is a VLAN, not a mode."""
    sub = port("encapsulation dot1Q 110 native", head="interface GigabitEthernet0/0/1.110")
    assert (sub.kind, sub.encapsulation, sub.encapsulation_vlan) == ("subinterface", "dot1q", 110)


def test_section_that_appears_twice() -> None:
    """Both sections hold, the later line wins, and evidence points at the right lines."""
    text = (
        "hostname sw\ninterface GigabitEthernet1/0/1\n description A\n switchport access vlan 10\n"
        "interface GigabitEthernet1/0/2\ninterface Gi1/0/1\n switchport access vlan 20\n shutdown\n"
    )
    (device,) = read(text)
    first = device.interfaces[0]
    assert (first.line, first.access_vlan, first.enabled, first.description) == (2, 20, False, "A")
    assert first.lines_of("access_vlan") == (7,)
    assert first.lines_of("enabled") == (8,)


def test_range() -> None:
    """A range speaks of each of its ports."""
    (device,) = read("hostname s\ninterface range fa0/1 - 3 , gi0/1\n switchport access vlan 7\n")
    assert [(p.name, p.access_vlan, p.line) for p in device.interfaces] == [
        ("FastEthernet0/1", 7, 2),
        ("FastEthernet0/2", 7, 2),
        ("FastEthernet0/3", 7, 2),
        ("GigabitEthernet0/1", 7, 2),
    ]


def test_range_macro() -> None:
    """A macro stands for the ports that define it."""
    (device,) = read(
        "hostname s\ndefine interface-range DESKS FastEthernet0/1 - 2\n"
        "interface range macro DESKS\n switchport access vlan 7\n"
    )
    assert [p.name for p in device.interfaces] == ["FastEthernet0/1", "FastEthernet0/2"]


def test_unknown_range_is_unread() -> None:
    """A range that makes no sense is not silently dropped."""
    (device,) = read("hostname s\ninterface range macro GONE\n switchport access vlan 7\n")
    assert [u.line for u in device.unread] == [2, 3]


def test_default_interface() -> None:
    """``default interface`` takes everything back that was said before."""
    (device,) = read(
        "hostname s\ninterface Gi1/0/1\n switchport voice vlan 9\n shutdown\ndefault interface Gi1/0/1\n"
    )
    (reset,) = device.interfaces
    assert (reset.voice_vlan, reset.enabled, reset.line) == (None, True, 5)


def test_no_interface() -> None:
    """``no interface`` removes a logical interface."""
    (device,) = read("hostname s\ninterface Vlan20\n ip address 10.0.0.1 255.0.0.0\nno interface Vlan20\n")
    assert device.interfaces == ()


def test_template() -> None:
    """A port gets its template's settings; its own lines override them; evidence is the template's."""
    (device,) = read(
        "hostname s\ntemplate PHONE\n switchport mode access\n switchport access vlan 10\n"
        " switchport voice vlan 110\n!\ninterface GigabitEthernet1/0/1\n source template PHONE\n"
        " switchport access vlan 20\n"
    )
    (phone,) = device.interfaces
    assert (phone.mode, phone.access_vlan, phone.voice_vlan) == ("access", 20, 110)
    assert phone.lines_of("voice_vlan") == (5,)
    assert phone.lines_of("access_vlan") == (9,)
    assert phone.templates == ("PHONE",)
    assert device.templates == ("PHONE",)


@pytest.mark.parametrize(
    "line",
    [
        "switchport access vlan abc",
        "switchport access vlan 5000",
        "switchport voice vlan 0",
        "switchport mode sideways",
        "ip address 10.0.0.1 255.0.255.0",
        "ip access-group X sideways",
        "mls qos trust weather",
        "shutdown now",
        "switchport trunk allowed vlan 20-10",
        "frobnicate 7",
        "channel-group",
    ],
)
def test_nonsense_is_unread(line: str) -> None:
    """A line that makes no sense is reported, not guessed at."""
    assert unread(line) == [line]


def test_stray_indentation() -> None:
    """A deeper line below a plain command still belongs to the interface."""
    (device,) = read("hostname s\ninterface Gi1/0/1\n switchport mode access\n   switchport access vlan 10\n")
    assert device.interfaces[0].access_vlan == 10


def test_out_of_band_port() -> None:
    """The management port of a switch is not a switch port."""
    management = port(head="interface FastEthernet0")
    assert (management.kind, management.mode) == ("management", "routed")


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("span portf", "portfast", "edge"),
        ("span bpduguard enable", "bpduguard", True),
        ("chan 1 mode act", "channel_mode", "active"),
        ("channel-group 1 m on", "channel_mode", "on"),
        ("authentication host-m multi-d", "host_mode", "multi-domain"),
        ("stor broad lev 5.00", "storm_control", (StormControl(traffic="broadcast", level="5.00"),)),
        ("dot1x mac-auth-bypass eap", "mab", True),
        ("macro description cisco-phone | cisco-desktop", "macros", ("cisco-phone", "cisco-desktop")),
    ],
)
def test_abbreviated_and_old_spellings(line: str, field: str, value: object) -> None:
    """What may be typed short, or was spelled otherwise, means what the full line means."""
    assert getattr(port(line), field) == value


def test_switchport_host() -> None:
    """``switchport host`` makes an access port with portfast."""
    host = port("switchport host")
    assert (host.mode, host.portfast, host.dtp) == ("access", "edge", None)


def test_no_host_mode_that_ios_has_not() -> None:
    """A host mode that does not exist is not understood."""
    assert unread("authentication host-mode everybody") == ["authentication host-mode everybody"]


@pytest.mark.parametrize("vlans", ["10 20", "10 - 20 30"])
def test_vlans_without_a_comma_are_no_list(vlans: str) -> None:
    """Two numbers side by side are not one VLAN of more digits."""
    assert unread(f"switchport trunk allowed vlan {vlans}") == [f"switchport trunk allowed vlan {vlans}"]


def test_blanks_around_commas() -> None:
    """A list that was pasted with blanks is the same list."""
    assert port("switchport trunk allowed vlan 10, 20 ,30 - 32").allowed_vlans == {10, 20, 30, 31, 32}


def test_vrrp_version_3() -> None:
    """VRRPv3 gives its address on a line below the group."""
    lines = ("vrrp 20 address-family ipv4", " priority 110", " address 10.1.1.1 primary", " exit-vrrp")
    gateway = port(*lines, "shutdown", head="interface Vlan20")
    assert gateway.fhrp == (Fhrp(protocol="vrrp", group=20, address="10.1.1.1"),)
    assert not gateway.enabled


@pytest.mark.parametrize(
    "line",
    [
        "custom-queue-list 1",
        "frame-relay ip rtp priority 16384 16383 64",
        "mls qos queue-mode mode-dscp",
        "platform qos queue-softmax-multiplier 1200",
        "priority-group 1",
        "priority-queue cos-map 1 5",
        "traffic-shape rate 1000000",
    ],
)
def test_older_queueing(line: str) -> None:
    """Queueing from before policy-maps is kept as written."""
    assert port(line).queueing == (line,)


def test_pass_through() -> None:
    """A 3550 may trust one field and leave the other as it came; any other word is not understood."""
    port_ = port("mls qos trust cos pass-through dscp")
    assert (port_.trust, port_.trust_pass_through) == ("cos", "dscp")
    assert unread("mls qos trust cos pass-through cos") == ["mls qos trust cos pass-through cos"]


def test_xl_spellings() -> None:
    """A 2900XL says port security, storm control and default CoS in its own words."""
    old = port(
        "port group 1",
        "port storm-control broadcast threshold rising 100 falling 50",
        "port storm-control broadcast action shutdown",
        "port security max-mac-count 2",
        "switchport priority default 0",
    )
    assert (old.channel_group, old.port_security, old.port_security_maximum, old.default_cos) == (
        1,
        True,
        2,
        0,
    )
    assert old.storm_control == (StormControl(traffic="broadcast", level="pps 100"),)


def test_port_security_may_be_denied() -> None:
    """``no switchport port-security`` is a line of its own, as `show run all` prints it."""
    denied = port("switchport port-security maximum 1", "no switchport port-security")
    assert (denied.port_security, denied.lines_of("port_security")) == (False, (denied.line + 2,))


@pytest.mark.parametrize("head", ["int ra gi1/0/1-2", "interface ran gi1/0/1 - 2", "int r gi1/0/1,gi1/0/2"])
def test_abbreviated_range(head: str) -> None:
    """``range`` may be abbreviated like any keyword."""
    (device,) = read(f"hostname s\n{head}\n switchport access vlan 7\n")
    assert [p.name for p in device.interfaces] == ["GigabitEthernet1/0/1", "GigabitEthernet1/0/2"]


def test_span_without_range_is_unread() -> None:
    """``interface gi1/0/1-3`` is refused by IOS, so no port of that name is made up."""
    (device,) = read("hostname s\ninterface gi1/0/1-3\n shutdown\n")
    assert device.interfaces == ()
    assert [u.line for u in device.unread] == [2, 3]


def test_number_and_name_replace_each_other() -> None:
    """The later of a VLAN number and a VLAN name counts, on the port and against its template."""
    vlans = "vlan 10\n name USERS\nvlan 20\n name LAB\n"
    assert (
        port("switchport access vlan name USERS", "switchport access vlan 20", above=vlans).access_vlan == 20
    )
    assert (
        port("switchport access vlan 20", "switchport access vlan name USERS", above=vlans).access_vlan == 10
    )
    template = vlans + "template T\n switchport access vlan name USERS\n"
    assert port("source template T", "switchport access vlan 20", above=template).access_vlan == 20


def test_unknown_vlan_name_is_unread_once() -> None:
    """A name that stands for no VLAN here is told once for a range, and counted as unread."""
    (device,) = read("hostname s\ninterface range Gi1/0/1 - 3\n switchport voice vlan name GONE\n")
    assert [(u.line, u.text) for u in device.unread] == [(3, "switchport voice vlan name GONE")]
    assert sum(part.unread for part in device.coverage) == 1
