"""Ways across devices: where routing leads, and what the filters on every way let through."""

import pytest
from msgspec.structs import replace

from netaudit.analysis.packetspace.header import has
from netaudit.analysis.packetspace.packets import EVERYTHING
from netaudit.analysis.packetspace.words import parse_header
from netaudit.analysis.reach.answer import Path, answer, overall
from netaudit.analysis.reach.endpoints import resolve
from netaudit.errors import UsageError
from netaudit.model import Device
from tests.analysis.reach.campus import SIP, SSH, acl, device, two_vlans

NO_VOICE = acl("PC", "deny ip any 10.0.110.0 0.0.0.255", "permit ip any any")
LAN = "interface Vlan10\n ip address 10.0.10.1 255.255.255.0\n"
LINK = "interface GigabitEthernet0/1\n ip address 10.0.0.{} 255.255.255.252\n"
ROUTE = "ip route {} 255.255.255.0 {}\n"


def ways(source: str, sink: str, *devices: Device) -> tuple[Path, ...]:
    """All ways between two endpoints."""
    return answer(devices, resolve(source, devices), resolve(sink, devices), EVERYTHING)


def route(path: Path) -> list[str]:
    """The interfaces on a way."""
    return [f"{hop.device} {hop.ingress}>{hop.egress}" for hop in path.hops]


def near(extra: str = "", link: str = "") -> Device:
    """A router with VLAN 10 and a link to another."""
    return device(f"ip routing\n{LAN}{LINK.format(1)}{link}{extra}", "near")


def far(extra: str = "", link: str = "", voice: str = "") -> Device:
    """A router with VLAN 110 behind that link."""
    lan = "interface Vlan110\n ip address 10.0.110.1 255.255.255.0\n"
    return device(f"ip routing\n{lan}{voice}{LINK.format(2)}{link}{extra}", "far")


TO_VOICE, TO_DATA = ROUTE.format("10.0.110.0", "10.0.0.2"), ROUTE.format("10.0.10.0", "10.0.0.1")


def test_two_vlans_of_a_switch() -> None:
    """Without a list everything passes, from all hosts of the one to all of the other."""
    (path,) = ways("10", "110", two_vlans())
    assert (path.verdict, route(path)) == ("passes", ["dist1 Vlan10>Vlan110"])
    assert has(path.sure, parse_header(SSH))
    assert not has(path.asked, parse_header("tcp 10.9.9.9:1 10.0.110.7:22"))


@pytest.mark.parametrize("source", ["10", "vlan 10", "Vlan10", "PCs", "10.0.10.0/24", "dist1:10", "vl10"])
def test_an_endpoint_in_other_words(source: str) -> None:
    """Number, name, subnet and interface of a VLAN are the same hosts."""
    config = two_vlans(rest="vlan 10\n name PCS\n")
    (path,) = ways(source, "VLAN 110", config)
    assert path.asked == ways("10", "110", config)[0].asked


def test_a_host_is_asked_for_alone() -> None:
    """An address narrows the packets, and takes the interface of its subnet."""
    (path,) = ways("10.0.10.5", "10.0.110.7", two_vlans(["ip access-group PC in"], rest=NO_VOICE))
    assert path.verdict == "blocked"
    assert has(path.blocked, parse_header(SIP))
    assert not has(path.blocked, parse_header("tcp 10.0.10.6:40000 10.0.110.7:5060"))


def test_secondary_subnets_are_asked_for_too() -> None:
    """A filter that forgets the secondary subnet of the source is a leak."""
    rest = acl("PC", "deny ip 10.0.10.0 0.0.0.255 any", "permit ip any any")
    lines = ["ip address 10.0.11.1 255.255.255.0 secondary", "ip access-group PC in"]
    (path,) = ways("10", "110", two_vlans(lines, rest=rest))
    assert path.verdict == "partly"
    assert has(path.sure, parse_header("tcp 10.0.11.5:40000 10.0.110.7:22"))
    assert has(path.blocked, parse_header(SSH))


def test_one_router_of_a_pair_without_the_filter_leaks() -> None:
    """Either router of a redundant gateway may forward: each is a way with a verdict of its own."""
    hsrp = "standby 10 ip 10.0.10.254"
    one = two_vlans([hsrp, "ip access-group PC in"], rest=NO_VOICE, name="dist1")
    other = two_vlans([hsrp], rest=NO_VOICE, name="dist2")
    paths = ways("10", "110", one, other)
    assert [(path.hops[0].device, path.verdict) for path in paths] == [
        ("dist1", "blocked"),
        ("dist2", "passes"),
    ]
    assert overall(paths) == "partly"


def test_a_static_route_leads_to_another_config() -> None:
    """The filters of both routers are met, the input list of the second one too."""
    paths = ways(
        "10", "110", near(TO_VOICE), far(acl("IN", "permit tcp any any eq 5060"), " ip access-group IN in\n")
    )
    (path,) = paths
    assert route(path) == ["near Vlan10>GigabitEthernet0/1", "far GigabitEthernet0/1>Vlan110"]
    assert [d.stop.name for hop in path.hops for d in hop.decided] == ["IN"]
    assert has(path.sure, parse_header(SIP))
    assert has(path.blocked, parse_header(SSH))


def test_conditions_of_two_devices_are_told_apart() -> None:
    """The same time-range on two devices is two clocks: what one permits the other may deny."""
    timed = acl("T", "permit ip any any time-range WORK")
    group = " ip access-group T {}\n"
    (path,) = ways("10", "110", near(TO_VOICE + timed, group.format("out")), far(timed, group.format("in")))
    assert path.conditions == ("far: time-range WORK is active", "near: time-range WORK is active")
    assert path.verdict == "unknown"


def test_devices_of_one_name_are_told_apart_by_their_files() -> None:
    """Two devices that are called alike have two clocks all the same."""
    timed = acl("T", "permit ip any any time-range WORK")
    one = near(TO_VOICE + timed, " ip access-group T out\n")
    other = replace(far(timed, " ip access-group T in\n"), hostname="near")
    (path,) = ways("10", "110", one, other)
    assert path.conditions == (
        "near (far.cfg): time-range WORK is active",
        "near (near.cfg): time-range WORK is active",
    )


def test_vlan_numbers_of_other_sites_do_not_mix() -> None:
    """A device that has the destination VLAN itself goes to its own, not to that of another site."""
    one, other = (
        two_vlans(name="one"),
        device(
            "ip routing\ninterface Vlan10\n ip address 10.1.10.1 255.255.255.0\n"
            "interface Vlan110\n ip address 10.1.110.1 255.255.255.0\n",
            "other",
        ),
    )
    paths = ways("10", "110", one, other)
    assert [path.verdict for path in paths] == ["passes", "passes"]
    assert not has(paths[0].asked, parse_header("tcp 10.0.10.5:1 10.1.110.7:2"))


def test_the_address_of_a_switch_in_a_vlan_is_no_way() -> None:
    """A switch that does not route has an address for its management; the router routes."""
    access = device("no ip routing\ninterface Vlan10\n ip address 10.0.10.9 255.255.255.0\n", "acc1")
    (path,) = ways("10", "110", access, two_vlans())
    assert path.hops[0].device == "dist1"


def test_routing_leaves_the_given_configs() -> None:
    """Where no config has the next hop the answer is unknown, and says where."""
    (path,) = ways("10", "10.0.110.0/24", near(TO_VOICE))
    assert path.verdict == "unknown"
    assert "routing leaves by GigabitEthernet0/1 towards 10.0.0.2" in path.says


def test_what_is_dropped_before_routing_leaves_is_blocked() -> None:
    """A filter on the way is proof, wherever the way would lead."""
    config = near(TO_VOICE + NO_VOICE, " ip access-group PC out\n")
    (path,) = ways("10", "10.0.110.0/24", config)
    assert path.verdict == "blocked"


def test_a_default_route_is_followed() -> None:
    """It takes what nothing longer does."""
    default = "ip route 0.0.0.0 0.0.0.0 10.0.0.2\n"
    (path,) = ways("10", "110", near(default), far())
    assert path.verdict == "passes"
    assert [hop.route.says for hop in path.hops if hop.route] == [
        "0.0.0.0/0 goes to 10.0.0.2",
        "10.0.110.0/24 is connected",
    ]


def test_the_longest_route_wins() -> None:
    """Half of the subnet goes to Null0, and only that half."""
    null = "ip route 10.0.110.128 255.255.255.128 Null0\n"
    paths = ways("10", "110", near(TO_VOICE + null), far())
    assert sorted((path.verdict, path.end) for path in paths) == [("blocked", "dropped"), ("passes", "")]


def test_a_better_distance_wins() -> None:
    """A floating route does not count while there is another to the same prefix."""
    floating = "ip route 10.0.110.0 255.255.255.0 Null0 200\n"
    (path,) = ways("10", "110", near(TO_VOICE + floating), far())
    assert path.verdict == "passes"


def test_a_routing_protocol_makes_it_unknown() -> None:
    """What it learns is in no config."""
    (path,) = ways("10", "10.0.110.0/24", near("router ospf 1\n network 10.0.0.0 0.255.255.255 area 0\n"))
    assert path.verdict == "unknown"
    assert "ospf 1" in path.says
    (static,) = ways("10", "110", near(TO_VOICE + "router ospf 1\n"), far())
    assert static.verdict == "unknown"
    assert static.conditions == ("near: no better route comes from ospf 1",)


def test_a_drop_behind_a_doubtful_route_is_no_proof() -> None:
    """The protocol may know a way around the filter, or around Null0; a filter before routing is proof."""
    ospf = "router ospf 1\n"
    filtered = far(acl("NONE", "deny ip any any"), " ip access-group NONE in\n")
    (path,) = ways("10", "110", near(TO_VOICE + ospf), filtered)
    assert path.verdict == "unknown"
    assert has(path.elsewhere, parse_header(SSH))
    assert not has(path.possible | path.blocked, parse_header(SSH))
    (null,) = ways("10", "10.0.110.0/24", near("ip route 10.0.110.0 255.255.255.0 Null0\n" + ospf))
    assert null.verdict == "unknown"
    first = device(
        f"ip routing\n{LAN} ip access-group PC in\n{LINK.format(1)}{TO_VOICE}{ospf}{NO_VOICE}", "near"
    )
    assert [way.verdict for way in ways("10", "110", first, far())] == ["blocked"]


def test_the_last_router_filters_wherever_packets_come_from() -> None:
    """Between two routers of OSPF the way is unknown; the output list of the destination is proof."""
    ospf = "router ospf 1\n network 10.0.0.0 0.255.255.255 area 0\n"
    (open_way,) = ways("10", "110", near(ospf), far(ospf))
    assert (open_way.verdict, open_way.end) == ("unknown", "leaves")
    assert route(open_way) == ["near Vlan10>", "far >Vlan110"]
    closed = far(ospf + acl("SIP", "permit tcp any any eq 5060"), voice=" ip access-group SIP out\n")
    (path,) = ways("10", "110", near(ospf), closed)
    assert has(path.possible, parse_header(SIP))
    assert has(path.blocked, parse_header(SSH))
    (none,) = ways(
        "10", "110", near(ospf), far(ospf + acl("N", "deny ip any any"), voice=" ip access-group N out\n")
    )
    assert none.verdict == "blocked"


def test_a_subinterface_is_down_with_its_interface() -> None:
    """A trunk that is shut down takes its VLANs with it."""
    tags = "".join(
        f"interface GigabitEthernet0/0.{vlan}\n encapsulation dot1Q {vlan}\n"
        f" ip address 10.0.{vlan}.1 255.255.255.0\n"
        for vlan in (10, 110)
    )
    up = device(f"interface GigabitEthernet0/0\n{tags}")
    assert overall(ways("10", "110", up)) == "passes"
    down = device(f"interface GigabitEthernet0/0\n shutdown\n{tags}")
    with pytest.raises(UsageError, match="no config has VLAN"):
        resolve("10", [down])


def test_no_route_blocks() -> None:
    """Without any route and any protocol nothing gets there."""
    (path,) = ways("10", "10.0.110.0/24", near())
    assert (path.verdict, path.says) == ("blocked", "near: has no route: drops it")


def test_packets_that_circle_do_not_arrive() -> None:
    """Two routers that send to each other are found out."""
    loop = ROUTE.format("10.0.110.0", "10.0.0.1")
    one = near(TO_VOICE)
    other = device(f"ip routing\n{LINK.format(2)}{loop}", "far")
    (path,) = ways("10", "10.0.110.0/24", one, other)
    assert (path.verdict, "circle" in path.says) == ("blocked", True)


def test_a_vrf_keeps_its_routes() -> None:
    """A route of the global table is none of a VRF's, and connected subnets of others are not its own."""
    config = two_vlans(["vrf forwarding PC"], rest="vrf definition PC\n")
    (path,) = ways("10", "110", config)
    assert path.verdict == "blocked"


def test_a_switch_that_does_not_route_routes_nothing() -> None:
    """`no ip routing` leaves the answer to a router that was not given."""
    config = device(LAN + "interface Vlan110\n ip address 10.0.110.1 255.255.255.0\nno ip routing\n")
    (path,) = ways("10", "110", config)
    assert (path.verdict, "does not route" in path.says) == ("unknown", True)


ACCESS = (
    "vlan 10\n name PCS\n"
    "interface GigabitEthernet1/0/5\n switchport mode access\n switchport access vlan 10\n"
)


def test_the_list_of_an_access_port_on_another_switch() -> None:
    """The port is met on its own switch, then the router on its."""
    access = device(ACCESS + " ip access-group PC in\n" + NO_VOICE, "acc1")
    (path,) = ways("Gi1/0/5", "110", access, two_vlans())
    assert route(path) == ["acc1 GigabitEthernet1/0/5>", "dist1 Vlan10>Vlan110"]
    assert path.verdict == "blocked"
    assert ways("10", "110", access, two_vlans())[0].verdict == "passes"


def test_a_phone_port_is_in_two_vlans() -> None:
    """The PC's and the phone's: a way each."""
    config = two_vlans(rest=ACCESS + " switchport voice vlan 110\n")
    voice, server = ways("Gi1/0/5", "10.0.10.0/24", config), ways("Gi1/0/5", "110", config)
    assert [path.hops[0].route is None for path in voice] == [True, False]
    assert len(server) == 2


def test_a_vlan_reaches_itself_without_a_router() -> None:
    """No router's list filters within a VLAN; its map does."""
    config = two_vlans(["ip access-group PC in"], rest=acl("PC", "deny ip any any"))
    (path,) = ways("10", "10", config)
    assert (path.verdict, path.hops[0].route) == ("passes", None)
    mapped = two_vlans(
        rest=acl("A", "permit ip any any")
        + "vlan access-map M 10\n match ip address A\n action drop\nvlan filter M vlan-list 10\n"
    )
    assert ways("10", "10", mapped)[0].verdict == "blocked"


def test_subnets_of_one_interface_are_routed_through_it() -> None:
    """From the primary to the secondary subnet packets come in and go out by the same interface."""
    lines = ["ip address 10.0.11.1 255.255.255.0 secondary", "ip access-group PC out"]
    config = two_vlans(lines, rest=acl("PC", "deny ip any 10.0.11.0 0.0.0.255", "permit ip any any"))
    within, routed = ways("10.0.10.0/24", "10", config)
    assert (within.verdict, routed.verdict) == ("passes", "blocked")
    assert has(routed.blocked, parse_header("tcp 10.0.10.5:1 10.0.11.5:2"))


def test_the_address_of_the_router_itself_meets_no_output_list() -> None:
    """Its input list alone stands between a PC and the gateway address of the voice VLAN."""
    config = two_vlans(voice=["ip access-group NONE out"], rest=acl("NONE", "deny ip any any"))
    (path,) = ways("10", "10.0.110.1", config)
    assert (path.verdict, path.hops[0].egress) == ("passes", "")


def test_ipv6_has_ways_of_its_own() -> None:
    """Subnets of both versions are asked for, each with its own list."""
    config = two_vlans(
        ["ipv6 address 2001:DB8:10::1/64", "ipv6 traffic-filter SIX in"],
        ["ipv6 address 2001:DB8:110::1/64"],
        "ipv6 access-list SIX\n deny ipv6 any any\nipv6 unicast-routing\n",
    )
    assert [path.verdict for path in ways("10", "110", config)] == ["passes", "blocked"]


def test_ipv6_is_routed_where_a_line_says_so() -> None:
    """Without `ipv6 unicast-routing` a device with addresses leaves IPv6 to another."""
    config = two_vlans(["ipv6 address 2001:DB8:10::1/64"], ["ipv6 address 2001:DB8:110::1/64"])
    four, six = ways("10", "110", config)
    assert (four.verdict, six.verdict) == ("passes", "unknown")
    assert six.says == "dist1 has an address on Vlan10 and does not route IPv6"


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("120", "no config has VLAN 120; VLANs with a gateway: 10,110"),
        ("Vlan11O", "did you mean Vlan110"),
        ("Gi9/9", "write a VLAN, a subnet or an interface"),
    ],
)
def test_what_no_config_has_is_refused(word: str, told: str) -> None:
    """The message names what may have been meant."""
    with pytest.raises(UsageError, match=told):
        resolve(word, [two_vlans()])
