"""Gateways of VLANs, and which of them serve phones."""

from ipaddress import ip_network

import pytest

from netaudit import parsers
from netaudit.analysis import gateways as g
from netaudit.analysis import roles
from netaudit.model import Device
from netaudit.site.policy import Policy

SVIS = """interface Vlan10
 description Users
 ip address 10.0.10.1 255.255.255.0
interface Vlan110
 description Voice, floor 1
 ip address 10.0.110.1 255.255.255.0
interface Vlan120
 ip address 10.0.120.1 255.255.255.0
interface Vlan130
 ip address 10.0.130.1 255.255.255.0
 shutdown
interface Vlan140
 no ip address
"""
DESK = """interface GigabitEthernet1/0/1
 switchport mode access
 switchport access vlan 10
 switchport voice vlan 120
"""
POOL = """ip dhcp pool P
 network 10.0.120.0 255.255.255.0
 option 150 ip 10.9.9.9
ip dhcp pool U
 network 10.0.10.0 255.255.255.0
"""
STICK = """interface GigabitEthernet0/0.20
 encapsulation dot1Q 20
 ip address 10.0.20.1 255.255.255.0
"""


def read(text: str, policy: Policy | None = None) -> Device:
    """A config with roles."""
    (device,) = parsers.read(f"hostname sw1\n{text}end\n")
    return roles.assign(device, policy or Policy())


def test_gateways_are_live_and_have_an_address() -> None:
    """SVIs and tagged subinterfaces count; those shut down or without address do not."""
    assert sorted(g.gateways(read(SVIS + STICK))) == [10, 20, 110, 120]


@pytest.mark.parametrize(
    ("text", "policy", "voice"),
    [
        (SVIS, Policy(), []),
        (SVIS + DESK, Policy(), [120]),
        (POOL + SVIS, Policy(), [120]),
        (SVIS, Policy(voice_vlans=frozenset({110, 999})), [110]),
        ("vlan 110\n name Phones-1\n" + SVIS, Policy(voice_vlan_names=("phones*",)), [110]),
    ],
)
def test_voice_gateways_need_evidence(text: str, policy: Policy, voice: list[int]) -> None:
    """Phone ports, a DHCP pool with option 150 or the site policy make a voice VLAN; a name does not."""
    assert sorted(g.voice_gateways(read(text, policy), policy)) == voice


def test_names_make_a_presumption_only() -> None:
    """What is only called voice is presumed, and not even that where the policy names voice VLANs."""
    assert sorted(g.presumed_voice_gateways(read(SVIS), Policy())) == [110]
    assert not g.presumed_voice_gateways(read(SVIS), Policy(voice_vlans=frozenset({120})))


def test_data_gateways_have_pcs_or_their_pool() -> None:
    """Access VLANs, declared data VLANs and VLANs with an ordinary pool are data."""
    assert sorted(g.data_gateways(read(SVIS + DESK), Policy())) == [10]
    assert sorted(g.data_gateways(read(POOL + SVIS), Policy())) == [10]
    assert sorted(g.data_gateways(read(SVIS), Policy(data_vlans=frozenset({110})))) == [110]


@pytest.mark.parametrize(
    ("family", "stated", "routed"),
    [
        ("isr", None, True),
        ("c3k", None, False),
        ("c3k", True, True),
        ("c6500", False, False),
        ("unknown", None, True),
    ],
)
def test_some_families_route_unless_told_not_to(family: str, stated: bool | None, routed: bool) -> None:
    """Routers and big chassis route by default; access switches show `ip routing`."""
    from msgspec.structs import replace

    device = read("")
    settings = replace(device.globals, ip_routing=stated)
    assert g.routes(replace(device, family=family, globals=settings)) is routed


@pytest.mark.parametrize(
    ("network", "policy", "voice"),
    [
        ("10.0.120.0/24", Policy(), True),
        ("10.0.10.0/24", Policy(), False),
        ("10.0.99.0/24", Policy(), None),
        ("10.0.99.0/24", Policy(voice_subnets=("10.0.99.0/24",)), True),
        ("10.0.120.0/24", Policy(voice_subnets=("10.0.99.0/24",)), False),
    ],
)
def test_use_of_a_subnet(network: str, policy: Policy, voice: bool | None) -> None:
    """The policy decides; without it the pool's option 150; without pool nothing is known."""
    from ipaddress import IPv4Network

    wanted = ip_network(network)
    assert isinstance(wanted, IPv4Network)
    assert g.subnet_is_voice(read(POOL), wanted, policy) is voice
