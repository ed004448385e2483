"""What a VLAN access-map forwards and drops."""

import pytest

from netaudit import parsers
from netaudit.analysis.acl.decide import first, permitted
from netaudit.analysis.acl.vlan_map import vlan_filter
from netaudit.analysis.packetspace.packets import EVERYTHING, PacketSet, Region
from netaudit.analysis.packetspace.words import parse_header
from netaudit.model import Device

LISTS = """ip access-list extended SIP
 deny tcp any any eq 5060 established
 permit tcp any any eq 5060
ip access-list extended WEB
 permit tcp any any eq 80
ip access-list extended EMPTY
ipv6 access-list SIX
 permit tcp any any eq 5060
mac access-list extended MAC
 permit any any
"""
SIP, WEB, SSH = (f"tcp 10.0.0.1:40000 10.0.0.2:{port}" for port in (5060, 80, 22))
ANSWER = f"{SIP} established"


def read(*sequences: str) -> Device:
    """A config with a map M of these sequences, each ``NUMBER; line; line``."""
    maps = ""
    for each in sequences:
        number, *lines = each.split("; ")
        maps += f"vlan access-map M {number}\n" + "".join(f" {line}\n" for line in lines)
    (device,) = parsers.read(f"hostname sw\n{LISTS}{maps}end\n")
    return device


def actions(device: Device, *packets: str, version: int = 4) -> list[str]:
    """What the map does to packets."""
    found = (first(vlan_filter(device, "M", version), parse_header(packet)) for packet in packets)
    return [entry.action if entry else "none" for entry in found]


def test_a_permit_matches_and_a_deny_does_not() -> None:
    """A deny entry of the list sends the packet on to the next sequence, and it does not drop."""
    device = read("10; match ip address SIP; action drop", "20; match ip address WEB; action forward")
    assert actions(device, SIP, WEB, SSH, ANSWER) == ["deny", "permit", "deny", "deny"]
    last = read("10; match ip address SIP; action drop", "20; action forward")
    assert actions(last, SIP, WEB, SSH, ANSWER) == ["deny", "permit", "permit", "permit"]


def test_sequences_count_by_their_number() -> None:
    """Not by their place in the config."""
    device = read("20; action drop", "10; match ip address SIP; action forward")
    assert actions(device, SIP, SSH) == ["permit", "deny"]


def test_any_of_several_lists_matches() -> None:
    """One match line may name several lists."""
    assert actions(read("10; match ip address SIP WEB; action forward"), SIP, WEB, SSH) == [
        "permit",
        "permit",
        "deny",
    ]


def test_no_action_forwards() -> None:
    """Forward is what a sequence does until told otherwise."""
    assert actions(read("10; match ip address SIP"), SIP, SSH) == ["permit", "deny"]


@pytest.mark.parametrize("name", ["EMPTY", "MISSING"])
def test_a_list_without_entries_is_matched_by_everything(name: str) -> None:
    """Empty and undefined lists match all packets: the action is taken."""
    assert actions(read(f"10; match ip address {name}; action drop"), SIP, SSH) == ["deny", "deny"]


def test_a_type_of_packet_without_any_list_is_forwarded() -> None:
    """A map of MAC or IPv6 lists drops no IPv4 packet, and one of IPv4 lists no IPv6 packet."""
    assert actions(read("10; match mac address MAC; action drop"), SSH) == ["permit"]
    device = read("10; match ipv6 address SIX; action forward")
    assert actions(device, SSH) == ["permit"]
    six = [f"tcp [2001:db8::1]:40000 [2001:db8::2]:{port}" for port in (5060, 22)]
    assert actions(device, *six, version=6) == ["permit", "deny"]


def test_a_map_that_is_not_defined_forwards() -> None:
    """Nothing filters by a map without sequences."""
    four = PacketSet((Region(4),))
    assert permitted(vlan_filter(read(), "M"), four) == four


def test_redirected_packets_may_arrive() -> None:
    """They go to a port that may lead there; a condition says so."""
    found = vlan_filter(read("10; match ip address SIP; action redirect GigabitEthernet1/0/1"), "M")
    assert found.conditions == ("vlan access-map M 10 redirects to where packets go anyway",)
    conditional = permitted(found, EVERYTHING & PacketSet((Region(4),)))
    assert conditional
    assert all(region.condition is not True for region in conditional.regions)
