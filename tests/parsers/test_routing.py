"""Routing processes, and the interfaces that they speak on."""

from ipaddress import IPv4Address

import pytest

from netaudit.model import Address, Device, RoutedBy, RoutingProcess
from netaudit.parsers import read
from netaudit.parsers.ios.routing import network


def device(text: str) -> Device:
    """A device whose text is wholly understood."""
    (found,) = read(f"hostname x\n{text}")
    assert found.unread == ()
    return found


def process(text: str) -> RoutingProcess:
    """The one process of a text, in one table."""
    (found,) = device(text).routing_processes
    return found


def net(base: str, wildcard: str) -> Address:
    """Base and wildcard as integers."""
    return Address(int(IPv4Address(base)), int(IPv4Address(wildcard)))


@pytest.mark.parametrize(
    ("text", "base", "wildcard"),
    [
        ("10.0.0.0", "10.0.0.0", "0.255.255.255"),
        ("127.0.0.0", "127.0.0.0", "0.255.255.255"),
        ("128.1.0.0", "128.1.0.0", "0.0.255.255"),
        ("192.168.1.0", "192.168.1.0", "0.0.0.255"),
        ("10.1.2.3 0.0.0.0 area 0", "10.1.2.3", "0.0.0.0"),  # noqa: S104 - a wildcard mask
        ("10.1.0.0 0.0.255.255 area 0", "10.1.0.0", "0.0.255.255"),
        ("10.1.0.0 255.255.0.0", "10.1.0.0", "0.0.255.255"),
        ("10.1.3.0 0.0.252.255", "10.1.3.0", "0.0.252.255"),
        ("0.0.0.0 255.255.255.255 area 0", "0.0.0.0", "255.255.255.255"),  # noqa: S104
        ("0.0.0.0", "0.0.0.0", "255.255.255.255"),  # noqa: S104
        ("0.0.0.0 0.0.0.0 area 0", "0.0.0.0", "255.255.255.255"),  # noqa: S104
        ("10.1.0.0 mask 255.255.0.0", "10.1.0.0", "0.0.255.255"),
        ("10.1.0.0/16", "10.1.0.0", "0.0.255.255"),
    ],
)
def test_network(text: str, base: str, wildcard: str) -> None:
    """Classes, wildcards with holes too, and netmasks, which are turned round."""
    assert network(text.split()) == net(base, wildcard)


def test_ospf() -> None:
    """Networks with their lines, silent interfaces, those that are not, the table."""
    found = process(
        "router ospf 10 vrf RED\n router-id 10.0.0.1\n passive-interface default\n"
        " no passive-interface TenGigabitEthernet1/8\n network 10.0.0.0 0.255.255.255 area 0\n"
        " network 172.16.0.0 0.15.255.255 area 1\n"
    )
    assert (found.protocol, found.name, found.vrf, found.line) == ("ospf", "10", "RED", 2)
    assert found.networks == (net("10.0.0.0", "0.255.255.255"), net("172.16.0.0", "0.15.255.255"))
    assert found.at["networks"] == (4, 5)
    assert (found.passive_default, found.passive, found.active) == (True, (), ("TenGigabitEthernet1/8",))


def test_passive_interface_goes_back() -> None:
    """``no passive-interface X`` takes X out of the silent ones."""
    found = process(
        "router rip\n passive-interface Vlan 10\n passive-interface Vlan20\n no passive-interface Vlan10\n"
    )
    assert (found.passive_default, found.passive, found.active) == (False, ("Vlan20",), ("Vlan10",))
    assert (found.protocol, found.name) == ("rip", None)


def test_classic_eigrp_with_a_vrf() -> None:
    """Each table of a process is a record of its own."""
    first, second = device(
        "router eigrp 100\n network 10.0.0.0\n !\n address-family ipv4 vrf RED\n  network 172.16.0.0\n"
        "  autonomous-system 200\n exit-address-family\n"
    ).routing_processes
    assert (first.vrf, first.autonomous_system, first.networks) == (
        None,
        100,
        (net("10.0.0.0", "0.255.255.255"),),
    )
    assert (second.vrf, second.autonomous_system) == ("RED", 200)
    assert second.networks == (net("172.16.0.0", "0.0.255.255"),)


def test_named_eigrp() -> None:
    """The families of a named process say where it speaks; ``af-interface`` says where it is silent."""
    found = process(
        "router eigrp CAMPUS\n !\n address-family ipv4 unicast autonomous-system 100\n  !\n"
        "  af-interface default\n   passive-interface\n  exit-af-interface\n  !\n"
        "  af-interface Vlan10\n   no passive-interface\n   hello-interval 1\n  exit-af-interface\n  !\n"
        "  topology base\n   redistribute static\n  exit-af-topology\n  network 10.0.0.0 0.0.255.255\n"
        " exit-address-family\n"
    )
    assert (found.name, found.autonomous_system, found.version) == ("CAMPUS", 100, 4)
    assert (found.passive_default, found.active) == (True, ("Vlan10",))
    assert found.networks == (net("10.0.0.0", "0.0.255.255"),)


def test_bgp() -> None:
    """Neighbors and announced networks; families of other kinds are passed over."""
    found = process(
        "router bgp 65000\n neighbor PEERS peer-group\n neighbor 10.0.0.1 remote-as 65001\n"
        " neighbor 10.0.0.1 description isp\n !\n address-family ipv4\n  network 10.1.0.0 mask 255.255.0.0\n"
        "  neighbor 10.0.0.1 activate\n  no neighbor 10.0.0.1 send-community\n exit-address-family\n !\n"
        " address-family vpnv4\n  neighbor 10.0.0.9 activate\n exit-address-family\n"
    )
    assert (found.autonomous_system, found.neighbors) == (65000, ("10.0.0.1",))
    assert found.networks == (net("10.1.0.0", "0.0.255.255"),)


def test_processes_are_told_apart_and_taken_out() -> None:
    """``no router ospf 1`` takes out that process in every table, and no other."""
    text = "router ospf 1\n network 10.0.0.0 0.0.0.255 area 0\nrouter ospf 2 vrf RED\n"
    text += "router isis CORE\n shutdown\n"
    assert [(p.protocol, p.name, p.enabled) for p in device(text).routing_processes] == [
        ("ospf", "1", True),
        ("ospf", "2", True),
        ("isis", "CORE", False),
    ]
    assert [p.name for p in device(f"{text}no router ospf 2\n").routing_processes] == ["1", "CORE"]


def test_a_process_in_two_sections() -> None:
    """A later section goes on with the process."""
    found = process(
        "router ospf 1\n network 10.0.0.0 0.0.0.255 area 0\n!\nrouter ospf 1\n passive-interface Vlan10\n"
    )
    assert (found.networks, found.passive) == ((net("10.0.0.0", "0.0.0.255"),), ("Vlan10",))


def test_ipv6_processes() -> None:
    """OSPFv3 and the older IPv6 processes are of version 6."""
    found = device("ipv6 router ospf 1\n passive-interface Vlan10\nrouter ospfv3 2\n")
    assert [(p.protocol, p.version, p.passive) for p in found.routing_processes] == [
        ("ospf", 6, ("Vlan10",)),
        ("ospfv3", 6, ()),
    ]


def test_a_network_that_makes_no_sense_is_unread() -> None:
    """What can not be placed is reported; the other lines of a process stay irrelevant."""
    (found,) = read("hostname x\nrouter eigrp 1\n network here\n variance 4\n distribute-list 7 in\n")
    assert [u.text for u in found.unread] == ["network here"]
    assert [(a.acl, a.line) for a in found.access_classes] == [("7", 5)]


@pytest.mark.parametrize(
    ("line", "routed_by"),
    [
        ("ip ospf 1 area 0", RoutedBy(protocol="ospf", process="1", area="0")),
        ("ip router isis", RoutedBy(protocol="isis")),
        ("ip router isis CORE", RoutedBy(protocol="isis", process="CORE")),
        ("ipv6 ospf 1 area 0.0.0.1", RoutedBy(protocol="ospf", process="1", area="0.0.0.1", version=6)),
        ("ospfv3 1 ipv4 area 0", RoutedBy(protocol="ospfv3", process="1", area="0")),
        ("ospfv3 1 ipv6 area 0", RoutedBy(protocol="ospfv3", process="1", area="0", version=6)),
        ("ipv6 rip CAMPUS enable", RoutedBy(protocol="rip", process="CAMPUS", version=6)),
        ("ipv6 eigrp 100", RoutedBy(protocol="eigrp", process="100", version=6)),
    ],
)
def test_turned_on_by_the_interface(line: str, routed_by: RoutedBy) -> None:
    """Lines of an interface that turn a protocol on there."""
    (port,) = device(f"interface Vlan10\n {line}\n").interfaces
    assert port.routed_by == (routed_by,)
    assert port.at["routed_by"] == (1,)
    (port,) = device(f"interface Vlan10\n {line}\n no {line}\n").interfaces
    assert port.routed_by == ()


@pytest.mark.parametrize("line", ["ip ospf cost 10", "ip ospf authentication", "ipv6 ospf priority 0"])
def test_settings_turn_nothing_on(line: str) -> None:
    """Other settings of a protocol do not make it speak."""
    (port,) = device(f"interface Vlan10\n ip ospf 1 area 0\n {line}\n").interfaces
    assert (len(port.routed_by), port.at["routed_by"]) == (1, (1,))


def test_filters_of_an_interface() -> None:
    """Multicast, directed broadcasts, inspection, source checks, zones and policy routing of an SVI."""
    (port,) = device(
        "interface Vlan10\n ip pim sparse-mode\n ip directed-broadcast\n ip inspect FW in\n"
        " ip inspect OUTER out\n"
        " ip verify unicast source reachable-via rx allow-default\n zone-member security VOICE\n"
        " ip policy route-map PBR\n ip nat inside\n"
    ).interfaces
    assert (port.pim, port.directed_broadcast) == (True, True)
    assert (port.inspect_in, port.inspect_out) == ("FW", "OUTER")
    assert port.urpf == "source reachable-via rx allow-default"
    assert (port.zone, port.policy_route_map, port.nat) == ("VOICE", "PBR", "inside")
    (port,) = device(
        "interface Vlan10\n ip inspect FW in\n no ip inspect FW in\n no ip pim sparse-mode\n"
    ).interfaces
    assert (port.inspect_in, port.pim) == (None, False)
