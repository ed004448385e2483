"""One change in a device of a fleet is found behind its clean siblings."""

from collections.abc import Iterator

import pytest

from bench.acl_fleet import filtered_config, gateway
from netaudit.site.policy import Policy
from tests.analysis.segmentation.asking import alone, behind, forget


def changed(line: str) -> Iterator[str]:
    """A line of a config with one thing about it changed, and nothing in its place."""
    yield ""
    if " permit " in line or " deny " in line:
        yield line.replace("permit", "@").replace("deny", "permit").replace("@", "deny")
    if "10." in line:
        yield line.replace("10.", "11.", 1)
    for word in line.split():
        if word.isdecimal():
            yield line.replace(f" {word}", f" {int(word) + 1}", 1)
        if word in ("in", "out", "tcp", "udp", "host"):
            swap = {"in": "out", "out": "in", "tcp": "udp", "udp": "tcp", "host": "any host"}
            yield line.replace(f" {word} ", f" {swap[word]} ", 1)


def slim(index: int) -> list[str]:
    """A gateway of the bench without most of its ports and all that no rule on filters reads."""
    rows = filtered_config(gateway(index, 1)).splitlines()
    first = next(n for n, row in enumerate(rows) if row.startswith("interface GigabitEthernet"))
    head = [row for row in rows[:first] if row.startswith(("hostname", "ip routing", "switch 1"))]
    vlans = next(n for n, row in enumerate(rows) if row.startswith("interface Vlan1"))
    port = next(n for n in range(first, vlans) if "voice vlan" in rows[n])
    start = max(n for n in range(first, port) if rows[n].startswith("interface"))
    end = next(n for n in range(start, vlans) if rows[n] == "!")
    rest = [row for row in rows[vlans:] if "snmp" not in row and "remark" not in row]
    return [*head, *rows[start:end], *rest]


EXTRA = (
    " ip address 10.1.20.1 255.255.255.0 secondary",
    " ip address 10.60.0.1 255.255.0.0 secondary",
    " ip helper-address 10.99.1.1",
    " ip verify unicast source reachable-via rx",
    " vrf forwarding GUESTS",
    " ip policy route-map ELSEWHERE",
    " zone-member security PHONES",
    " ip nat inside",
    " ip inspect SESSIONS in",
    " crypto map VPN",
    " ipv6 address 2001:db8:1::1/64",
    " standby 1 ip 10.0.0.1",
    " ip access-group VOICE-IN out",
    " ip access-group UNDEFINED out",
    " shutdown",
)
"""Lines of an interface."""

BELOW = (
    "ip route 0.0.0.0 0.0.0.0 {data}.254",
    "ip route 0.0.0.0 0.0.0.0 {voice}.254",
    "ip dhcp pool OTHERS\n network {data}.0 255.255.255.0\n option 150 ip {data}.9",
    "ip dhcp pool PHONES\n network {voice}.0 255.255.255.0\n option 150 ip {voice}.9",
    "vlan access-map ALL 10\n action drop\nvlan filter ALL vlan-list 1-4094",
    "no ip routing",
    "ip access-list extended VOICE-IN\n permit ip any any",
)
"""Lines of the device."""


def mutants(rows: list[str]) -> Iterator[str]:
    """Configs with one thing changed."""
    for place_, row in enumerate(rows):
        if row != "!":
            for other in changed(row):
                yield "\n".join((*rows[:place_], other, *rows[place_ + 1 :]))
        if row.startswith("interface Vlan") and row != "interface Vlan1":
            for line in EXTRA:
                yield "\n".join((*rows[: place_ + 1], line, *rows[place_ + 1 :]))
    nets = [row.split()[2].rpartition(".")[0] for row in rows if row.startswith(" ip address 10.")]
    for line in BELOW:
        yield "\n".join((*rows, line.format(data=nets[0], voice=nets[1])))


POLICIES = {
    "none": Policy(),
    "servers": Policy(
        call_control=("10.1.20.11",), tftp_servers=("10.1.20.11",), dhcp_servers=("10.1.10.21",)
    ),
    "elsewhere": Policy(call_control=("10.1.99.1",)),
    "networks": Policy(voice_subnets=("10.128.0.0/10",), management_networks=("10.1.5.0/24",)),
}


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_one_change_in_a_device_of_a_fleet_is_found_behind_its_clean_siblings(policy: Policy) -> None:
    """Gateways of the bench are clean; of whatever one thing is changed in one, all is told that was."""
    texts = ["\n".join(slim(7)), *mutants(slim(7))]
    texts = texts[:: 1 if policy == Policy() else 5]
    expected = [alone(text, policy) for text in texts]
    forget()
    for index in (1, 2, 3):
        behind("\n".join(slim(index)), policy)
    assert [behind(text, policy) for text in texts] == expected
    assert [behind(text, policy) for text in texts] == expected, "now that each is remembered"
    assert sum(any(each) for each in expected) > len(texts) // 25, "changes that matter are among them"
