"""Static routes, and where a device sends what no route knows."""

import pytest

from netaudit.model import Device, StaticRoute
from netaudit.parsers import read


def device(text: str) -> Device:
    """A device whose text is wholly understood."""
    (found,) = read(f"hostname x\n{text}")
    assert found.unread == ()
    return found


def route(text: str) -> StaticRoute:
    """The one route of a line."""
    (found,) = device(f"{text}\n").static_routes
    return found


@pytest.mark.parametrize(
    ("text", "prefix", "next_hop", "interface", "distance"),
    [
        ("0.0.0.0 0.0.0.0 10.1.1.1", "0.0.0.0/0", "10.1.1.1", None, 1),
        ("10.10.0.0 255.255.0.0 10.1.1.1 250 name BACKUP", "10.10.0.0/16", "10.1.1.1", None, 250),
        ("10.10.0.0 255.255.0.0 Null0", "10.10.0.0/16", None, "Null0", 1),
        ("10.10.0.0 255.255.0.0 Gi0/1 10.1.1.1 5", "10.10.0.0/16", "10.1.1.1", "GigabitEthernet0/1", 5),
        ("10.10.0.0 255.255.0.0 Vlan 20 10.1.1.1", "10.10.0.0/16", "10.1.1.1", "Vlan20", 1),
        ("10.0.0.0/8 10.1.1.1 tag 666 track 1", "10.0.0.0/8", "10.1.1.1", None, 1),
        ("10.1.2.3 255.255.255.255 10.1.1.1 permanent", "10.1.2.3/32", "10.1.1.1", None, 1),
        ("0.0.0.0 0.0.0.0 dhcp", "0.0.0.0/0", None, None, 254),
        ("0.0.0.0 0.0.0.0 dhcp 10", "0.0.0.0/0", None, None, 10),
    ],
)
def test_route(text: str, prefix: str, next_hop: str | None, interface: str | None, distance: int) -> None:
    """Prefix, next hop, interface and distance of a route."""
    found = route(f"ip route {text}")
    assert (found.prefix, found.next_hop, found.interface) == (prefix, next_hop, interface)
    assert (found.distance, found.version, found.vrf, found.line, found.text) == (distance, 4, None, 2, text)


def test_tables() -> None:
    """The table that a route is in, and the one that its next hop is in."""
    found = route("ip route vrf RED 0.0.0.0 0.0.0.0 10.1.1.1 global")
    assert (found.vrf, found.next_hop, found.next_hop_global) == ("RED", "10.1.1.1", True)
    six = route("ipv6 route vrf RED ::/0 Gi0/1 FE80::1 nexthop-vrf BLUE 200")
    assert (six.version, six.vrf, six.prefix, six.interface) == (6, "RED", "::/0", "GigabitEthernet0/1")
    assert (six.next_hop, six.next_hop_vrf, six.distance) == ("FE80::1", "BLUE", 200)


def test_routes_are_taken_out() -> None:
    """``no ip route`` takes out the routes that begin with its words, of its IP version."""
    text = (
        "ip route 10.0.0.0 255.0.0.0 10.1.1.1\nip route 10.0.0.0 255.0.0.0 10.1.1.11\n"
        "ip route 10.0.0.0 255.0.0.0 10.1.1.2\nipv6 route ::/0 2001:DB8::1\n"
    )
    left = device(f"{text}no ip route 10.0.0.0 255.0.0.0 10.1.1.1\n").static_routes
    assert [each.next_hop for each in left] == ["10.1.1.11", "10.1.1.2", "2001:DB8::1"]
    left = device(f"{text}no ip route 10.0.0.0 255.0.0.0\n").static_routes
    assert [each.next_hop for each in left] == ["2001:DB8::1"]


@pytest.mark.parametrize(
    "line",
    [
        "ip route 10.0.0.0 255.0.0.0",
        "ip route 10.0.0.0 255.0.255.0 10.1.1.1",
        "ip route 10.0.0.0 255.0.0.0 10.1.1.1 frob",
        "ip route 10.0.0.0 255.0.0.0 nowhere",
        "ipv6 route 2001:DB8::/129 Null0",
    ],
)
def test_nonsense_is_unread(line: str) -> None:
    """A route that makes no sense is reported, and none."""
    (found,) = read(f"hostname x\n{line}\n")
    assert ([u.text for u in found.unread], found.static_routes) == ([line], ())


def test_no_routes() -> None:
    """``ip route static`` and ``ip route profile`` are settings; a default gateway is no route."""
    found = device(
        "ip route static bfd Gi0/1 10.1.1.1\nip default-gateway 10.1.1.1\nip default-network 10.0.0.0\n"
    )
    assert found.static_routes == ()
    assert found.globals.default_gateway == "10.1.1.1"
    assert found.globals.default_networks == ("10.0.0.0",)
