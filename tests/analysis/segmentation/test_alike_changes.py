"""Each thing that two devices are compared by is found where it differs."""

import pytest
from msgspec.structs import replace

from netaudit.site.policy import Policy
from tests.analysis.segmentation.asking import alone, behind, forget

SITE_POLICY = Policy(call_control=("10.1.1.20",), tftp_servers=("10.1.1.20",), dhcp_servers=("10.1.1.10",))
BASE = """\
hostname DIST1
ip routing
interface GigabitEthernet1/0/5
 switchport mode access
 switchport access vlan 10
 switchport voice vlan 110
interface GigabitEthernet1/0/6
 switchport mode access
 switchport access vlan 11
interface Vlan10
 ip address 10.10.10.1 255.255.255.0
 ip helper-address 10.1.1.10
 ip access-group DATA-IN in
interface Vlan11
 ip address 10.10.11.1 255.255.255.0
 ip access-group OTHERS-IN in
 ip verify unicast source reachable-via rx
interface Vlan110
 ip address 10.20.110.1 255.255.255.0
 ip helper-address 10.1.1.10
 ip access-group VOICE-IN in
ip access-list extended DATA-IN
 permit udp host 0.0.0.0 eq 68 host 255.255.255.255 eq 67
 permit udp 10.10.10.0 0.0.0.255 eq 68 any eq 67
 permit tcp 10.10.10.0 0.0.0.255 host 10.1.1.20 eq 2000
 deny ip any host 10.10.10.254
 deny ip any host 10.1.1.254
 deny ip any 10.1.1.0 0.0.0.255
 deny ip any 10.20.0.0 0.0.255.255
 permit ip 10.10.10.0 0.0.0.255 any
ip access-list extended OTHERS-IN
 permit tcp 10.10.11.0 0.0.0.255 host 10.1.1.20 eq 2000
 permit udp any any eq 67
 deny ip any 10.1.1.0 0.0.0.255
 deny ip any 10.20.0.0 0.0.255.255
 permit ip any any
ip access-list extended VOICE-IN
 permit udp any eq 68 any eq 67
 permit tcp 10.20.110.0 0.0.0.255 host 10.1.1.20 eq 2000
 permit udp 10.20.110.0 0.0.0.255 host 10.1.1.20 eq 69
 permit tcp 10.20.110.0 0.0.0.255 10.10.10.0 0.0.0.255 established
 deny ip any any
end
"""
SSH = " permit tcp 10.10.10.0 0.0.0.255 10.20.110.0 0.0.0.255 eq 22\n"
TOP, VOICE_TOP = "ip access-list extended DATA-IN\n", "ip access-list extended VOICE-IN\n"
SECOND = " ip address 10.30.1.1 255.255.255.0 secondary\n"
INPUT, VLAN11 = " ip access-group DATA-IN in\n", "interface Vlan11\n ip address 10.10.11.1 255.255.255.0\n"
DISCOVER = " permit udp host 0.0.0.0 eq 68 host 255.255.255.255 eq 67\n"
PORT12 = "interface GigabitEthernet1/0/7\n switchport mode access\n switchport access vlan 12\n"
MAIN = "interface GigabitEthernet1/1/1\n no switchport\n shutdown\ninterface GigabitEthernet1/1/1.50\n"
SUB = " encapsulation dot1Q 50\n ip address 10.1.1.1 255.255.255.0\n"
Edit = tuple[str, str]
CHANGES: dict[str, tuple[tuple[Edit, ...], Edit, str]] = {
    "action": ((), ("deny ip any 10.20.0.0", "permit ip any 10.20.0.0"), "leaky-voice-filter"),
    "protocol": (
        (),
        ("permit udp any eq 68 any eq 67", "permit tcp any eq 68 any eq 67"),
        "filter-blocks-dhcp",
    ),
    "source port": ((), ("permit udp any eq 68", "permit udp any eq 67"), "filter-blocks-dhcp"),
    "destination port": (
        (),
        ("any eq 67\n permit tcp 10.20", "any eq 69\n permit tcp 10.20"),
        "filter-blocks-dhcp",
    ),
    "option": ((), (" established", ""), "voice-reaches-data"),
    "network": (
        (),
        ("10.20.0.0 0.0.255.255\n permit ip 10", "10.21.0.0 0.0.255.255\n permit ip 10"),
        "leaky-voice-filter",
    ),
    "unspecified address": ((), ("host 0.0.0.0", "host 0.0.0.1"), "filter-blocks-dhcp"),
    "broadcast address": ((), ("host 255.255.255.255", "host 255.255.255.254"), "filter-blocks-dhcp"),
    "end of a list": (
        (),
        (" permit ip any any\n" + VOICE_TOP, VOICE_TOP + " permit ip any any\n"),
        "voice-reaches-data",
    ),
    "list": ((), ("access-group VOICE-IN in", "access-group OTHERS-IN in"), "voice-reaches-data"),
    "direction": ((), ("access-group VOICE-IN in", "access-group VOICE-IN out"), "misdirected-filter"),
    "routing": (
        ((TOP, TOP + SSH), ("ip routing", "no ip routing")),
        ("no ip routing", "ip routing"),
        "phone-management-from-users",
    ),
    "pool": (
        ((" permit udp any any eq 67\n", " deny udp any any eq 67\n"),),
        ("end\n", "ip dhcp pool A\n network 10.10.11.0 255.255.255.0\nend\n"),
        "filter-blocks-dhcp",
    ),
    "next hop": (
        ((DISCOVER, ""), ("end\n", "ip route 0.0.0.0 0.0.0.0 10.10.10.254\nend\n")),
        ("0.0.0.0 10.10.10.254", "0.0.0.0 10.1.1.254"),
        "filter-blocks-dhcp",
    ),
    "secondary subnet": (
        (
            (" ip helper-address 10.1.1.10\n" + INPUT, SECOND + INPUT),
            (" permit ip 10", " permit ip 10.30.1.0 0.0.0.255 any\n permit ip 10"),
        ),
        (SECOND + INPUT + VLAN11, INPUT + VLAN11 + SECOND),
        "missing-antispoofing",
    ),
    "reverse path": (
        ((" ip access-group OTHERS-IN in\n", ""),),
        (" ip verify unicast source reachable-via rx\n", ""),
        "missing-antispoofing",
    ),
    "routing table": (
        ((TOP, TOP + SSH), ("interface Vlan110\n", "interface Vlan110\n vrf forwarding PHONES\n")),
        (" vrf forwarding PHONES\n", ""),
        "phone-management-from-users",
    ),
    "segment": (
        (
            (TOP, TOP + SSH),
            (
                "interface GigabitEthernet1/0/6\n",
                PORT12 + " switchport voice vlan 10\ninterface GigabitEthernet1/0/6\n",
            ),
            (" switchport access vlan 10\n", ""),
        ),
        ("switchport voice vlan 10\n", "no switchport voice vlan\n switchport access vlan 10\n"),
        "phone-management-from-users",
    ),
    "main interface": (
        (
            (" deny ip any 10.1.1.0 0.0.0.255\n", ""),
            ("interface Vlan10\n", MAIN + SUB + "interface Vlan10\n"),
        ),
        (" shutdown\n", ""),
        "open-call-control",
    ),
}
"""What is changed: edits that make a switch clean but for that, the change, and who finds it."""


@pytest.mark.parametrize(("before", "change", "rule"), CHANGES.values(), ids=CHANGES)
def test_each_thing_that_is_compared_is_found_changed(
    before: tuple[Edit, ...], change: Edit, rule: str
) -> None:
    """The rule says nothing of the one switch and speaks of the other, whichever is asked first."""
    text = BASE
    for old, new in before:
        assert old in text
        text = text.replace(old, new, 1)
    assert change[0] in text
    texts = text, text.replace(*change, 1)
    clean, bad = (alone(each, SITE_POLICY) for each in texts)
    assert rule not in clean[0]
    assert rule in bad[0]
    forget()
    assert [behind(each, SITE_POLICY) for each in (*texts, *texts)] == [clean, bad, clean, bad]


@pytest.mark.parametrize(
    ("kind", "other", "line", "rule"),
    [
        (
            replace(SITE_POLICY, management_networks=("10.10.10.0/24",)),
            SITE_POLICY,
            (TOP, TOP + SSH),
            "phone-management-from-users",
        ),
        (
            Policy(),
            Policy(call_control=("10.1.1.20",)),
            ("end\n", "ip dhcp pool A\n network 10.20.110.0 255.255.255.0\n option 150 ip 10.1.1.20\nend\n"),
            "voice-reaches-internet",
        ),
    ],
    ids=["segment of the site", "servers that are known to be all"],
)
def test_what_the_site_says_is_compared(kind: Policy, other: Policy, line: Edit, rule: str) -> None:
    """One config under two policies that name the same networks: only one allows what it permits."""
    before = "ip access-list extended VOICE-IN\n"
    anyone = " deny ip any 10.10.0.0 0.0.255.255\n permit tcp any any eq 2000\n"
    text = BASE.replace(*line, 1).replace(before, before + anyone, 1)
    clean, bad = alone(text, kind), alone(text, other)
    assert rule not in clean[0]
    assert rule in bad[0]
    forget()
    assert [behind(text, each) for each in (kind, other, kind)] == [clean, bad, clean]


def test_how_networks_lie_to_each_other_is_compared() -> None:
    """Where every list denies 10.21.0.0/16 in place of 10.20.0.0/16, users reach the phones in that."""
    rule, network = "leaky-voice-filter", "10.20.0.0 0.0.255.255"
    assert BASE.count(network) > 1
    texts = BASE, BASE.replace(network, "10.21.0.0 0.0.255.255")
    clean, bad = (alone(each, SITE_POLICY) for each in texts)
    assert rule not in clean[0]
    assert rule in bad[0]
    forget()
    assert [behind(each, SITE_POLICY) for each in (*texts, *texts)] == [clean, bad, clean, bad]
