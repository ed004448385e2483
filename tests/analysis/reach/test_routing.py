"""Routes of one device: the longest match, distances, next hops and what is not known."""

from ipaddress import ip_address

import pytest

from netaudit.analysis.packetspace.numbers import EVERY, contains
from netaudit.analysis.reach.routing import Way, ways
from tests.analysis.reach.campus import device

PORTS = """interface GigabitEthernet0/1
 ip address 10.0.0.1 255.255.255.252
interface GigabitEthernet0/2
 ip address 10.0.1.1 255.255.255.252
interface GigabitEthernet0/3
 vrf forwarding V
 ip address 10.0.2.1 255.255.255.252
 ipv6 address 2001:DB8:2::1/64
interface GigabitEthernet0/4
 ip address 10.0.4.1 255.255.255.0
 shutdown
"""


def taken(text: str, address: str, vrf: str | None = None, version: int = 4) -> list[Way]:
    """The routes that one address takes."""
    found = ways(device(PORTS + text), vrf, version, EVERY)
    return [way for way in found if contains(way.destinations, int(ip_address(address)))]


def leads(text: str, address: str, vrf: str | None = None) -> list[tuple[str, str | None]]:
    """Interface, or how it ends, and next hop."""
    found = (way.route for way in taken(text, address, vrf))
    return [(r.egress.name if r.egress and not r.end else r.end, r.next_hop) for r in found]


ONE, TWO, THREE = (f"GigabitEthernet0/{n}" for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("routes", "expected"),
    [
        ("", [("dropped", None)]),
        ("ip route 10.9.0.0 255.255.0.0 10.0.0.2\n", [(ONE, "10.0.0.2")]),
        (
            "ip route 10.9.0.0 255.255.0.0 10.0.0.2\nip route 10.9.9.0 255.255.255.0 10.0.1.2\n",
            [(TWO, "10.0.1.2")],
        ),
        (
            "ip route 10.9.0.0 255.255.0.0 10.0.0.2\nip route 10.9.0.0 255.255.0.0 10.0.1.2\n",
            [(ONE, "10.0.0.2"), (TWO, "10.0.1.2")],
        ),
        (
            "ip route 10.9.0.0 255.255.0.0 10.0.0.2 250\nip route 10.9.0.0 255.255.0.0 10.0.1.2\n",
            [(TWO, "10.0.1.2")],
        ),
        (
            "ip route 10.9.0.0 255.255.0.0 10.5.5.5\nip route 10.5.5.0 255.255.255.0 10.0.0.2\n",
            [(ONE, "10.0.0.2")],
        ),
        ("ip route 10.9.0.0 255.255.0.0 10.7.7.7\n", [("dropped", None)]),
        ("ip route 10.9.0.0 255.255.0.0 Null0\n", [("dropped", None)]),
        ("ip route 10.9.0.0 255.255.0.0 GigabitEthernet0/2\n", [(TWO, None)]),
        ("ip route 10.9.0.0 255.255.0.0 GigabitEthernet0/2 10.0.1.2\n", [(TWO, "10.0.1.2")]),
        ("ip route 10.9.0.0 255.255.0.0 GigabitEthernet0/4 10.0.4.2\n", [("dropped", None)]),
        ("ip route 10.9.0.0 255.255.0.0 10.0.4.2\n", [("dropped", None)]),
        ("ip route vrf V 10.9.0.0 255.255.0.0 10.0.2.2\n", [("dropped", None)]),
        ("ip route 10.9.0.0 255.255.0.0 10.0.2.2\n", [("dropped", None)]),
    ],
)
def test_where_an_address_goes(routes: str, expected: list[tuple[str, str | None]]) -> None:
    """Longest match, then distance; equal routes are all taken; a route that leads nowhere is none."""
    assert leads(routes, "10.9.9.9") == expected


def test_a_table_of_its_own() -> None:
    """A VRF has its own routes; `global` looks the next hop up outside."""
    inside = "ip route vrf V 10.9.0.0 255.255.0.0 10.0.2.2\n"
    assert leads(inside, "10.9.9.9", "V") == [(THREE, "10.0.2.2")]
    outside = "ip route vrf V 10.9.0.0 255.255.0.0 10.0.0.2 global\n"
    assert leads(outside, "10.9.9.9", "V") == [(ONE, "10.0.0.2")]


def test_connected_subnets_need_an_interface_in_service() -> None:
    """An interface that is shut down has no route."""
    assert leads("", "10.0.0.2") == [(ONE, None)]
    assert leads("", "10.0.4.9") == [("dropped", None)]


def test_routes_of_ipv6_are_apart() -> None:
    """The same words for the other version."""
    (way,) = taken("ipv6 route vrf V 2001:DB8:9::/48 2001:DB8:2::2\n", "2001:db8:9::9", "V", 6)
    assert (way.route.egress.name if way.route.egress else None, way.route.length) == (THREE, 48)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("", ""),
        ("router ospf 1\n", "no better route comes from ospf 1"),
        ("router bgp 65000\nrouter ospf 1\n", "no better route comes from bgp 65000 and ospf 1"),
        ("router ospf 1 vrf V\n", ""),
        ("router ospf 1\n shutdown\n", ""),
    ],
)
def test_a_protocol_may_know_better(text: str, doubt: str) -> None:
    """A static route holds for certain where no protocol runs in its table."""
    (way,) = taken(f"ip route 10.9.0.0 255.255.0.0 10.0.0.2\n{text}", "10.9.9.9")
    assert way.route.doubt == doubt


def test_a_tracked_route_may_be_gone() -> None:
    """It holds while what it tracks is up."""
    (way,) = taken("ip route 10.9.0.0 255.255.0.0 10.0.0.2 track 1\n", "10.9.9.9")
    assert way.route.doubt == "the object that it tracks is up"


def test_ways_part_the_destinations() -> None:
    """Each address takes one way where no two routes are equal."""
    text = "ip route 0.0.0.0 0.0.0.0 10.0.0.2\nip route 10.9.0.0 255.255.0.0 10.0.1.2\n"
    for address in ("8.8.8.8", "10.9.9.9", "10.0.1.2"):
        assert len(taken(text, address)) == 1
