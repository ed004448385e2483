"""Interfaces get the role that their lines speak for."""

import pytest

from netaudit import parsers
from netaudit.analysis import roles
from netaudit.model import Device, Interface
from netaudit.site.policy import Policy, RoleOverride

ACCESS = "interface GigabitEthernet1/0/1\n switchport mode access\n switchport access vlan 10\n"
TRUNK = "interface GigabitEthernet1/0/1\n switchport mode trunk\n"
ROUTED = "interface GigabitEthernet0/1\n ip address 192.0.2.1 255.255.255.0\n"
TWO_VLANS = TRUNK + " switchport trunk native vlan 10\n switchport trunk allowed vlan 10,110\n"
CHANNEL = "interface Port-channel3\n switchport mode trunk\n"
DESK = "interface GigabitEthernet1/0/2\n switchport mode access\n switchport voice vlan 110\n"


def first(text: str, policy: Policy | None = None) -> Interface:
    """The first interface of a config, with its role."""
    (device,) = parsers.read(f"hostname sw1\n{text}end\n")
    return roles.assign(device, policy or Policy()).interfaces[0]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (ACCESS + " switchport voice vlan 110\n", "phone"),
        (ACCESS + " switchport voice vlan dot1p\n", "phone"),
        (ACCESS + " mls qos trust device cisco-phone\n", "phone"),
        (ACCESS + " trust device cisco-phone\n", "phone"),
        (ACCESS + " auto qos voip cisco-phone\n", "phone"),
        (ACCESS + " auto qos voip trust\n", "user"),
        (ACCESS + " switchport voice vlan 110\n shutdown\n", "phone"),
        (ACCESS, "user"),
        (ACCESS + " description AP-3F-02\n", "access-point"),
        (ACCESS + " description Server srv-file01\n", "server"),
        (ACCESS + " description PC in the server room\n", "user"),
        (ACCESS + " description Mapping team\n", "user"),
        (ACCESS + " description mini switch below desk\n", "user"),
        (ACCESS + " description uplink of the lab\n", "uplink"),
        (TRUNK + " description phone of room 2, switch port 7\n spanning-tree portfast trunk\n", "phone"),
        (TRUNK + " description phone closet sw2\n", "uplink"),
        (TRUNK + " description idf-2 sw2 Gi0/1\n spanning-tree portfast trunk\n", "uplink"),
        (ACCESS + " description Lobby phone\n", "user"),
        (ACCESS + " shutdown\n", "unused"),
        ("interface GigabitEthernet1/0/1\n switchport\n shutdown\n", "unused"),
        (TRUNK, "uplink"),
        (TRUNK + " switchport voice vlan 110\n", "uplink"),
        (TRUNK + " switchport voice vlan 110\n spanning-tree portfast trunk\n", "phone"),
        (TRUNK + " description ESX-03\n", "server"),
        (TRUNK + " description wireless AP\n", "access-point"),
        (TRUNK + " description Uplink to server room\n", "uplink"),
        (TRUNK + " description Switch beside server farm\n", "uplink"),
        (TRUNK + " spanning-tree portfast trunk\n", "server"),
        (TRUNK + " channel-group 3 mode active\n", "uplink"),
        (ROUTED, "lan"),
        (ROUTED + " ip nat outside\n", "wan"),
        (ROUTED + " description MPLS circuit 4711\n", "wan"),
        (ROUTED + " crypto map VPN\n", "wan"),
        ("interface Serial0/0/0\n ip address 192.0.2.1 255.255.255.252\n", "wan"),
        ("interface Multilink1\n ip address 192.0.2.1 255.255.255.252\n ppp multilink group 1\n", "wan"),
        ("interface Dialer1\n ip address negotiated\n dialer pool 1\n", "wan"),
        ("interface Virtual-Template1\n ip unnumbered Loopback0\n", "virtual"),
        ("interface Serial0/0/0:15\n no ip address\n", "virtual"),
        ("interface GigabitEthernet0/2\n no ip address\n shutdown\n", "unused"),
        ("interface GigabitEthernet0/1.10\n encapsulation dot1Q 10\n", "subinterface"),
        ("interface Vlan10\n ip address 10.1.1.1 255.255.255.0\n", "svi"),
        ("interface Loopback0\n ip address 10.1.1.1 255.255.255.255\n", "virtual"),
        ("interface Tunnel0\n ip address 10.1.1.1 255.255.255.252\n", "virtual"),
    ],
)
def test_role_of_a_lone_interface(text: str, role: str) -> None:
    """An interface plays the role its own lines speak for, the plain ones before the vague."""
    assert first(text).role == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (ACCESS.replace("vlan 10\n", "vlan 110\n") + " description Lobby phone\n" + DESK, "phone"),
        (ACCESS.replace("vlan 10\n", "vlan 110\n") + " description Desk 5\n" + DESK, "user"),
        (ACCESS + " shutdown\n" + ACCESS.replace("1/0/1", "1/0/2"), "user"),
        (TWO_VLANS + " spanning-tree portfast\n" + DESK, "phone"),
        (TWO_VLANS.replace("10,110", "10,50") + " spanning-tree portfast trunk\n" + DESK, "server"),
        (TRUNK + " channel-group 3 mode active\n" + CHANNEL + " description ESX-03\n", "server"),
        (ROUTED.replace(" ip", " no switchport\n ip", 1) + ACCESS, "uplink"),
    ],
)
def test_role_depends_on_the_other_interfaces(text: str, role: str) -> None:
    """Known voice VLANs, VLANs in use and channels decide where the port's own lines do not."""
    assert first(text).role == role


def test_a_shaper_makes_a_routed_port_a_wan_edge() -> None:
    """Who shapes a routed port does so because the provider is slower than the port."""
    shaper = "policy-map WAN-OUT\n class class-default\n  shape average 10000000\n"
    assert first(shaper + ROUTED + " service-policy output WAN-OUT\n").role == "wan"


def test_old_families_serve_phones_by_two_vlan_trunks() -> None:
    """On a 3500XL a portfast trunk of two VLANs is a phone port without any voice line."""
    port = Interface(
        name="FastEthernet0/1",
        line=1,
        mode="trunk",
        native_vlan=10,
        allowed_vlans=frozenset({10, 110, *range(1002, 1006)}),
        portfast="edge",
    )
    assert role_of(port, family="xl") == "phone"
    assert role_of(port, family="c3k") == "uplink"


def role_of(port: Interface, family: str) -> str | None:
    """The role of the only interface of a device."""
    return (
        roles.assign(Device(source="", hostname="sw1", interfaces=(port,), family=family), Policy())
        .interfaces[0]
        .role
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (ACCESS + " switchport voice vlan 110\n", "voice VLAN 110 on line 5"),
        (ACCESS + " mls qos trust device cisco-phone\n", "expects a Cisco phone on line 5"),
        (TRUNK, "trunk"),
        (ACCESS + " description AP12\n", "description speaks of an access point"),
    ],
)
def test_reason_is_for_people(text: str, reason: str) -> None:
    """The reason names the sign, with its line where one line is the sign."""
    assert first(text).role_reason == reason


def test_policy_overrides_evidence() -> None:
    """The first override of the policy whose globs fit host and interface decides."""
    overrides = (
        RoleOverride(role="wan", device="rtr*"),
        RoleOverride(role="server", device="sw?", interface="GigabitEthernet1/0/*"),
        RoleOverride(role="uplink"),
    )
    port = first(ACCESS + " switchport voice vlan 110\n", Policy(roles=overrides))
    assert (port.role, port.role_reason) == ("server", "site policy")


def test_a_channel_in_a_channel_is_no_trap() -> None:
    """A broken config that puts a channel into itself still gets roles."""
    assert first(CHANNEL + " channel-group 3 mode active\n").role == "uplink"


def test_assign_changes_nothing_but_roles() -> None:
    """Apart from role and reason the device stays as it was, and the old one is left alone."""
    (device,) = parsers.read(f"hostname sw1\n{ACCESS}end\n")
    changed = roles.assign(device, Policy())
    assert device.interfaces[0].role is None
    assert changed.hostname == device.hostname
    assert changed.interfaces[0].at == device.interfaces[0].at


@pytest.mark.parametrize(
    ("lines", "role"),
    [
        (" ip address 192.0.2.9 255.255.255.252\n", "wan"),
        (" ip address 10.1.1.1 255.255.255.0\n ip helper-address 10.9.9.9\n", "subinterface"),
        (" ip address 10.1.1.1 255.255.255.0\n ip nat inside\n", "subinterface"),
        (" ip address 10.1.1.1 255.255.255.0\n description Phones\n", "subinterface"),
        ("", "subinterface"),
    ],
)
def test_subinterface_of_a_wan_interface(lines: str, role: str) -> None:
    """A spoke without a policy is a WAN link like its siblings, unless it serves hosts."""
    (found,) = parsers.read(
        "hostname hub\nlicense udi pid CISCO2911/K9 sn X\ninterface GigabitEthernet0/0\n description WAN\n"
        f"interface GigabitEthernet0/0.203\n encapsulation dot1Q 203\n{lines}end\n"
    )
    assert roles.assign(found, Policy()).interfaces[1].role == role
