"""The filters on one device: their order, their direction, and what they make of packets."""

import pytest
from msgspec.structs import replace

from netaudit.analysis.packetspace.header import has
from netaudit.analysis.packetspace.packets import EVERYTHING, NOTHING, PacketSet, Region
from netaudit.analysis.packetspace.words import parse_header
from netaudit.analysis.reach.conditions import whatever_holds
from netaudit.analysis.reach.crossing import bridged, crossing, passing
from tests.analysis.reach.campus import SIP, SSH, acl, between, passes, two_vlans

ONLY_SIP = acl("SIP", "permit tcp any any eq 5060")
VACL = "vlan access-map {0} 10\n match ip address SIP\n action forward\nvlan filter {0} vlan-list {1}\n"
REPLY = "tcp 10.0.110.7:5060 10.0.10.5:40000 established"


def test_stops_come_in_the_order_that_packets_meet_them() -> None:
    """VLAN map of the source, input list, output list, VLAN map of the destination."""
    rest = ONLY_SIP + acl("OUT", "permit ip any any") + VACL.format("MD", 10) + VACL.format("MV", 110)
    config = two_vlans(["ip access-group SIP in"], ["ip access-group OUT out"], rest)
    way = between(config)
    assert [(s.where, s.direction, s.name) for s in way.stops if s.filter and s.filter.version == 4] == [
        ("VLAN 10", "in", "MD"),
        ("Vlan10", "in", "SIP"),
        ("Vlan110", "out", "OUT"),
        ("VLAN 110", "out", "MV"),
    ]


@pytest.mark.parametrize(
    ("data", "voice", "verdicts"),
    [
        (["ip access-group SIP in"], [], ["sure", "blocked"]),
        (["ip access-group SIP out"], [], ["sure", "sure"]),
        ([], ["ip access-group SIP out"], ["sure", "blocked"]),
        ([], ["ip access-group SIP in"], ["sure", "sure"]),
    ],
)
def test_a_list_in_the_wrong_direction_never_matches(
    data: list[str], voice: list[str], verdicts: list[str]
) -> None:
    """Packets from VLAN 10 meet its input list and the output list of VLAN 110, and no other."""
    assert passes(between(two_vlans(data, voice, ONLY_SIP)), SIP, SSH) == verdicts


def test_a_vlan_map_filters_both_ways() -> None:
    """The map of VLAN 110 sees what comes in and what goes out: replies from port 5060 do not match."""
    config = two_vlans(rest=ONLY_SIP + VACL.format("M", 110))
    assert passes(between(config), SIP, SSH) == ["sure", "blocked"]
    assert passes(between(config, "Vlan110", "Vlan10"), REPLY) == ["blocked"]


def test_the_first_stop_that_denies_decides() -> None:
    """What the input list drops does not come to the output list."""
    rest = ONLY_SIP + acl("NOSIP", "deny tcp any any eq 5060", "permit ip any any")
    way = between(two_vlans(["ip access-group SIP in"], ["ip access-group NOSIP out"], rest))
    passed = passing(way, EVERYTHING)
    assert [decided.stop.name for decided in passed.decided] == ["SIP", "NOSIP"]
    assert [part.entry.index for part in passed.decided[1].parts] == [0, 1]
    later = passed.decided[1].parts[1].packets
    assert all(region.fragment is not True for region in later.regions)


@pytest.mark.parametrize(
    ("rest", "says"),
    [("", "is not defined: everything passes"), (acl("X"), "has no entries: everything passes")],
)
def test_a_list_that_says_nothing_lets_everything_pass(rest: str, says: str) -> None:
    """Empty and undefined lists filter nothing, and that is said."""
    way = between(two_vlans(["ip access-group X in"], rest=rest))
    assert [stop.says for stop in way.stops] == [says]
    assert passing(way, EVERYTHING).sure == EVERYTHING


def test_routing_tables_are_apart() -> None:
    """Nothing passes from a VRF to another, and that is said."""
    config = two_vlans(["vrf forwarding PC"], rest="vrf definition PC\n")
    way = between(config)
    assert {stop.says for stop in way.stops} == {"VRF PC and the global table are apart"}
    assert passing(way, EVERYTHING).possible == NOTHING


def test_an_interface_that_is_shut_down_passes_nothing() -> None:
    """No packet leaves by it."""
    assert passes(between(two_vlans(voice=["shutdown"])), SIP) == ["blocked"]


def test_what_the_device_sends_meets_no_output_list() -> None:
    """Output lists filter what is routed, not what the router itself sends."""
    config = two_vlans(voice=["ip access-group SIP out"], rest=ONLY_SIP)
    assert passes(crossing(config, None, config.interface("Vlan110")), SSH) == ["sure"]


def test_what_is_for_the_device_meets_its_input_list() -> None:
    """A packet to the router's own address is filtered where it comes in."""
    config = two_vlans(["ip access-group SIP in"], rest=ONLY_SIP)
    assert passes(crossing(config, config.interface("Vlan10"), None), SSH) == ["blocked"]


@pytest.mark.parametrize(
    ("data", "voice"),
    [
        (["ip policy route-map PBR"], []),
        (["ip nat inside"], ["ip nat outside"]),
        ([], ["crypto map VPN"]),
    ],
)
def test_what_may_be_sent_another_way_is_not_blocked_by_later_filters(
    data: list[str], voice: list[str]
) -> None:
    """Policy routing, translation and encryption: only the filters before them hold for certain."""
    outward = between(two_vlans(data, [*voice, "ip access-group SIP out"], ONLY_SIP))
    assert passes(outward, SIP, SSH) == ["possible", "possible"]
    assert any(stop.doubt for stop in outward.stops)
    passed = passing(outward, EVERYTHING)
    away = whatever_holds(passed.elsewhere) - whatever_holds(passed.through)
    assert [has(away, parse_header(packet)) for packet in (SIP, SSH)] == [False, True]
    inward = between(two_vlans(["ip access-group SIP in", *data], voice, ONLY_SIP))
    assert passes(inward, SIP, SSH) == ["possible", "blocked"]


def test_a_zone_firewall_may_drop_and_changes_nothing_else() -> None:
    """What passes the lists may be dropped by it; what they drop stays dropped."""
    way = between(two_vlans(["zone-member security PCS"], ["ip access-group SIP out"], ONLY_SIP))
    assert passes(way, SIP, SSH) == ["possible", "blocked"]


@pytest.mark.parametrize(
    ("data", "voice"),
    [
        (["ip nat inside"], ["ip nat inside"]),
        (["zone-member security A"], ["zone-member security A"]),
        ([], ["ip policy route-map PBR"]),
    ],
)
def test_what_does_not_concern_this_way_leaves_no_doubt(data: list[str], voice: list[str]) -> None:
    """The same side of translation, the same zone, and policy routing of the other direction."""
    assert passes(between(two_vlans(data, voice)), SIP) == ["sure"]


def test_replies_to_inspected_sessions_may_pass() -> None:
    """``ip inspect`` of what phones send opens the lists that replies meet, not those the other way."""
    closed = acl("NONE", "deny ip any any")
    config = two_vlans(["ip access-group NONE in"], ["ip inspect FW in", "ip access-group NONE out"], closed)
    assert passes(between(config), SIP) == ["possible"]
    uninspected = two_vlans(["ip inspect FW in", "ip access-group NONE in"], rest=closed)
    assert passes(between(uninspected), SIP) == ["blocked"]


def test_conditions_of_two_lists_are_the_same_by_name() -> None:
    """What one list permits in working hours and the other denies then never passes."""
    lists = acl("IN", "permit ip any any time-range WORK") + acl(
        "OUT", "deny ip any any time-range WORK", "permit ip any any"
    )
    way = between(two_vlans(["ip access-group IN in"], ["ip access-group OUT out"], lists))
    assert way.conditions == ("time-range WORK is active",)
    assert passing(way, PacketSet((Region(4),))).possible == NOTHING


def test_other_conditions_of_two_lists_are_told_apart() -> None:
    """Each list keeps its own among those of both: what must hold at once is what passes by."""
    lists = acl("IN", "permit ip any any time-range Z") + acl(
        "OUT", "deny ip any any time-range A", "permit tcp any any eq 22 time-range M"
    )
    way = between(two_vlans(["ip access-group IN in"], ["ip access-group OUT out"], lists))
    assert way.conditions == tuple(f"time-range {name} is active" for name in "AMZ")
    through = passing(way, PacketSet((Region(4),))).through
    assert [has(through, replace(parse_header(SSH), condition=bits)) for bits in range(8)] == [
        bits == 0b110 for bits in range(8)
    ]


def test_the_last_map_of_a_vlan_counts() -> None:
    """A VLAN has one map: another `vlan filter` takes the place of the first."""
    rest = (
        ONLY_SIP
        + VACL.format("M", 110)
        + "vlan access-map N 10\n action forward\nvlan filter N vlan-list 110\n"
    )
    assert passes(between(two_vlans(rest=rest)), SSH) == ["sure"]


def test_a_time_range_is_possible() -> None:
    """What passes in working hours only is not sure."""
    way = between(
        two_vlans(["ip access-group T in"], rest=acl("T", "permit tcp any any eq 22 time-range WORK"))
    )
    assert passes(way, SSH, SIP) == ["possible", "blocked"]


def test_a_reflexive_list_may_have_a_session() -> None:
    """What `evaluate` may let in is possible."""
    rest = acl("IN", "evaluate SESSIONS", "permit tcp any any eq 5060")
    assert passes(between(two_vlans(["ip access-group IN in"], rest=rest)), SIP, SSH) == ["sure", "possible"]


PORT = (
    "interface GigabitEthernet1/0/5\n switchport mode access\n switchport access vlan 10\n"
    " ip access-group PORT in\n"
)
PACL = acl("PORT", "permit tcp any any eq 22")
C3K = "mls qos srr-queue output cos-map queue 1 threshold 3 5\n"


@pytest.mark.parametrize(
    ("mode", "verdicts"),
    [
        (" access-group mode prefer port\n", ["sure", "blocked"]),
        (" access-group mode prefer vlan\n", ["blocked", "sure"]),
        (" access-group mode merge\n", ["blocked", "blocked"]),
        ("", ["possible", "blocked"]),
    ],
)
def test_the_list_of_a_port_stands_beside_those_of_its_vlan(mode: str, verdicts: list[str]) -> None:
    """It may stand in their place, give way to them or add to them; unknown where nothing says so."""
    config = two_vlans(["ip access-group SIP in"], rest=ONLY_SIP + PACL + PORT + mode)
    assert passes(between(config, "Vlan10", "Vlan110", "GigabitEthernet1/0/5"), SSH, SIP) == verdicts


def test_the_list_of_a_port_goes_before_the_vlan_on_a_3750() -> None:
    """There the list of a port takes precedence over the VLAN's."""
    config = two_vlans(["ip access-group SIP in"], rest=C3K + ONLY_SIP + PACL + PORT)
    assert config.family == "c3k"
    assert passes(between(config, "Vlan10", "Vlan110", "GigabitEthernet1/0/5"), SSH, SIP) == [
        "sure",
        "blocked",
    ]


def test_within_a_vlan_only_its_map_and_the_ports_filter() -> None:
    """No router's list sees packets between two hosts of a VLAN."""
    config = two_vlans(["ip access-group NONE in"], rest=acl("NONE", "deny ip any any"))
    assert passes(bridged(config, 10, None), SSH) == ["sure"]
    mapped = two_vlans(rest=ONLY_SIP + VACL.format("M", 10))
    assert passes(bridged(mapped, 10, None), SIP, SSH) == ["sure", "blocked"]


def test_an_ipv6_list_says_nothing_of_ipv4() -> None:
    """Each version meets its own list."""
    rest = "ipv6 access-list SIX\n permit tcp any any eq 5060\n"
    way = between(two_vlans(["ipv6 traffic-filter SIX in"], rest=rest))
    six = "tcp [2001:db8::1]:40000 [2001:db8::2]:{}"
    assert passes(way, SSH, six.format(5060), six.format(22)) == ["sure", "sure", "blocked"]


def test_sources_of_the_own_subnet_pass_the_reverse_path_check() -> None:
    """Others pass where routing leads back; secondary subnets are the interface's own."""
    lines = ["ip address 10.0.11.1 255.255.255.0 secondary", "ip verify unicast source reachable-via rx"]
    way = between(two_vlans(lines))
    packets = ("udp 10.0.10.5:1 10.0.110.7:2", "udp 10.0.11.5:1 10.0.110.7:2", "udp 9.9.9.9:1 10.0.110.7:2")
    assert passes(way, *packets) == ["sure", "sure", "possible"]
