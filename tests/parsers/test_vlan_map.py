"""VLAN access-maps and filters on layer-2 ports."""

import pytest

from netaudit.model import Device
from netaudit.parsers import read


def device(text: str) -> Device:
    """A device whose text is wholly understood."""
    (found,) = read(f"hostname x\n{text}")
    assert found.unread == ()
    return found


def test_kinds_of_match() -> None:
    """Which lists a sequence matches IPv4, IPv6 and other frames with is kept apart."""
    (step,) = device(
        "vlan access-map Q 10\n match ip address BAD 101\n match ip address WORSE\n match ipv6 address V6\n"
        " match mac address M\n action drop log\n"
    ).vlan_access_maps
    assert (step.ip_acls, step.ipv6_acls, step.mac_acls) == (("BAD", "101", "WORSE"), ("V6",), ("M",))
    assert step.matches == ("BAD", "101", "WORSE", "V6", "M")
    assert (step.action, step.action_options) == ("drop", ("log",))
    assert step.at["ip_acls"] == (1, 2)
    assert step.at["action"] == (5,)


@pytest.mark.parametrize(
    ("line", "action", "options"),
    [
        (" action forward\n", "forward", ()),
        (" action forward capture\n", "forward", ("capture",)),
        (" action forward vlan 10,20\n", "forward", ("vlan", "10,20")),
        (" action redirect GigabitEthernet1/1\n", "redirect", ("GigabitEthernet1/1",)),
        (" action drop\n no action\n", None, ()),
        ("", None, ()),
    ],
)
def test_actions(line: str, action: str | None, options: tuple[str, ...]) -> None:
    """What a sequence does; without a line it has no action of its own."""
    (step,) = device(f"vlan access-map Q 10\n{line}").vlan_access_maps
    assert (step.action, step.action_options) == (action, options)


def test_a_name_is_taken_out() -> None:
    """``no match ip address NAME`` leaves the other names."""
    (step,) = device("vlan access-map Q 10\n match ip address A B\n no match ip address A\n").vlan_access_maps
    assert step.ip_acls == ("B",)


def test_maps_are_taken_out() -> None:
    """``no vlan access-map NAME N`` takes one sequence out, without a number all."""
    text = "vlan access-map Q 10\nvlan access-map Q 20\nvlan access-map R 10\n"
    assert [(m.name, m.sequence) for m in device(f"{text}no vlan access-map Q 10\n").vlan_access_maps] == [
        ("Q", 20),
        ("R", 10),
    ]
    assert [m.name for m in device(f"{text}no vlan access-map Q\n").vlan_access_maps] == ["R"]


def test_filtered_vlans_add_up() -> None:
    """Each ``vlan filter`` line adds VLANs to a map, ``no`` takes some away; ``all`` is every VLAN."""
    assert device(
        "vlan filter Q vlan-list 10,20\nvlan filter Q vlan-list 30\nno vlan filter Q vlan-list 20\n"
    ).vlan_filters == (("Q", frozenset({10, 30})),)
    ((_, vlans),) = device("vlan filter Q vlan-list all\n").vlan_filters
    assert len(vlans) == 4094
    assert device("vlan filter Q vlan-list 10\nno vlan filter Q vlan-list 10\n").vlan_filters == ()


@pytest.mark.parametrize("line", ["vlan filter Q", "no vlan filter Q", "no vlan access-map"])
def test_unfinished_lines_are_unread(line: str) -> None:
    """A line without the words that it needs is reported."""
    (found,) = read(f"hostname x\nvlan filter Q vlan-list 10\n{line}\n")
    assert [u.text for u in found.unread] == [line]
    assert found.vlan_filters == (("Q", frozenset({10})),)


@pytest.mark.parametrize("mode", ["prefer port", "prefer vlan", "merge"])
def test_filter_of_a_port(mode: str) -> None:
    """A layer-2 port may have an access list, and says how it goes with those of the VLAN."""
    (port,) = device(
        f"interface Gi1/1\n switchport\n switchport mode access\n ip access-group Q in\n"
        f" access-group mode {mode}\n"
    ).interfaces
    assert (port.is_switchport, port.acl_in, port.access_group_mode) == (True, "Q", mode)


def test_members_of_object_groups() -> None:
    """Members stand as written, each with its line; a description is none, ``no`` takes one out."""
    network, service, v6 = device(
        "object-group network N\n description phones\n host 10.1.1.1\n range 10.1.1.5 10.1.1.9\n"
        " 10.2.0.0 255.255.0.0\n group-object OTHER\n no host 10.1.1.1\n"
        "object-group service S\n tcp-udp eq 5060\n udp range 16384 32767\n tcp source eq 80\n icmp echo\n"
        " 47\n ip\n"
        "object-group v6-network V\n host 2001:DB8::1\n 2001:DB8:1::/48\n"
    ).object_groups
    assert network.members == ("range 10.1.1.5 10.1.1.9", "10.2.0.0 255.255.0.0", "group-object OTHER")
    assert network.offsets == (3, 4, 5)
    assert (network.kind, network.version) == ("network", 4)
    assert service.kind == "service"
    assert service.members == (
        "tcp-udp eq 5060", "udp range 16384 32767", "tcp source eq 80", "icmp echo", "47", "ip",
    )  # fmt: skip
    assert (v6.kind, v6.version, v6.members) == ("network", 6, ("host 2001:DB8::1", "2001:DB8:1::/48"))
