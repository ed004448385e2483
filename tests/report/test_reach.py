"""How answers are shown, and that whatever stands in a config, they come out without an exception."""

import json
from pathlib import Path

import jsonschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netaudit.analysis.packetspace.packets import EVERYTHING, PacketSet
from netaudit.analysis.reach.addresses import addresses
from netaudit.analysis.reach.answer import Path as Way
from netaudit.analysis.reach.answer import answer
from netaudit.analysis.reach.endpoints import resolve
from netaudit.errors import ComplexityError, UsageError
from netaudit.model import Device
from netaudit.parsers import load
from netaudit.report import reach, reach_text, schemas
from tests.analysis.reach.campus import acl, device, two_vlans

SAMPLES = [path.read_text() for path in sorted((Path(__file__).parents[2] / "sample_configs").glob("*.cfg"))]
WORDS = (
    "access-group",
    "permit",
    "deny",
    "ip address",
    "ip route",
    "interface Vlan",
    "vlan filter",
    "ip nat",
    "ip access-list",
    "router",
    "shutdown",
    "switchport access",
    "standby",
    "encapsulation",
)
LINES = sorted({line for text in SAMPLES for line in text.split("\n") if any(word in line for word in WORDS)})
SCHEMA = json.loads(schemas.text("netaudit.reach.schema.json"))
ROUTERS = [text for text in SAMPLES if text.count("ip address") > 1]


def shown(text: str, source: str = "10", sink: str = "110", packets: PacketSet = EVERYTHING) -> str:
    """The answer for a config, for people."""
    found = device(text)
    rows = f"hostname dist1\n{text}".split("\n")
    paths = ways(found, source, sink, packets)
    return reach_text.as_text((source, sink), paths, (), lambda _, line: rows[line - 1])


def ways(found: Device, source: str, sink: str, packets: PacketSet = EVERYTHING) -> tuple[Way, ...]:
    """The ways across one device."""
    return answer([found], resolve(source, [found]), resolve(sink, [found]), packets)


BOTH = """ip routing
interface Vlan10
 ip address 10.0.10.1 255.255.255.0
 ip access-group IN in
interface Vlan110
 ip address 10.0.110.1 255.255.255.0
"""


def test_many_deciding_entries_are_counted() -> None:
    """A long list does not fill the screen."""
    rest = acl("IN", *(f"permit tcp any any eq {port}" for port in range(1, 13)))
    text = shown(BOTH + rest)
    assert text.count("permit tcp") == reach_text.MOST_PARTS
    assert "and 5 more" in text


def test_what_is_odd_about_a_list_is_told() -> None:
    """An undefined list is no silence."""
    assert "  in        Vlan10: access list IN: is not defined: everything passes\n" in shown(BOTH)


def test_the_verdict_stands_first() -> None:
    """Question and answer in the first line."""
    first = shown(BOTH + acl("IN", "deny ip any any")).splitlines()[0]
    assert first == "from 10 to 110: BLOCKED, none of it passes"


def test_routing_that_leaves_is_told_at_the_end_of_the_way() -> None:
    """With the interface and the next hop."""
    text = BOTH + "ip route 10.9.0.0 255.255.0.0 10.0.110.9\n"
    assert "ends      dist1: routing leaves by Vlan110 towards 10.0.110.9" in shown(text, sink="10.9.0.1")


def test_packets_within_a_vlan_are_shown_without_a_router() -> None:
    """No ingress and egress, but the VLAN."""
    assert "dist1  dist1.cfg  within VLAN 10\n" in shown(BOTH, sink="10")


def test_a_list_that_does_not_apply_is_told() -> None:
    """The list of a port in place of the VLAN's."""
    rest = (
        "interface GigabitEthernet1/0/5\n switchport mode access\n switchport access vlan 10\n"
        " ip access-group IN in\n access-group mode prefer port\n"
    )
    text = shown(BOTH + rest + acl("IN", "permit ip any any"), source="Gi1/0/5")
    assert "Vlan10: access list IN: does not apply: the list of GigabitEthernet1/0/5 goes" in text


def test_json_has_every_kind_of_hop() -> None:
    """Routed, switched, and one that leads away keep to the schema."""
    found = two_vlans(rest="ip route 10.9.0.0 255.255.0.0 10.0.110.9\n")
    for sink in ("110", "10", "10.9.0.1", "10.0.110.1"):
        document = json.loads(reach.as_json("10", sink, ways(found, "10", sink), ()))
        jsonschema.validate(document, SCHEMA)


def mutated(text: str, edits: list[tuple[int, str]]) -> Device:
    """A config with some lines exchanged."""
    lines = text.split("\n")
    for place, line in edits:
        lines[place % len(lines)] = line
    return load("\n".join(lines).encode(), "x.cfg")[0].device


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(ROUTERS),
    st.lists(st.tuples(st.integers(0, 2000), st.sampled_from(LINES)), max_size=25),
    st.tuples(st.integers(0, 50), st.integers(0, 50)),
)
def test_whatever_stands_in_a_config(text: str, edits: list[tuple[int, str]], pick: tuple[int, int]) -> None:
    """Both formats come out, sure is within possible, and both within what was asked."""
    found = mutated(text, edits)
    names = [port.name for port in found.interfaces if any(addresses(port)) or port.is_switchport]
    if not names or not found.supported:
        return
    source, sink = (names[number % len(names)] for number in pick)
    try:
        paths = ways(found, source, sink)
    except (ComplexityError, UsageError):
        return
    for path in paths:
        assert path.sure <= path.possible <= path.asked
    if paths:
        jsonschema.validate(json.loads(reach.as_json(source, sink, paths, ())), SCHEMA)
        assert reach_text.as_text((source, sink), paths, (), lambda _source, _line: "")


def test_several_lines_of_a_route_are_counted_up() -> None:
    """An interface with two addresses is told by the lines of both."""
    text = """ip routing
interface Vlan10
 ip address 10.0.10.1 255.255.255.0
interface Vlan110
 ip address 10.0.110.1 255.255.255.0
 ip address 10.0.111.1 255.255.255.0 secondary
"""
    assert "10.0.110.0/24 is connected, lines 6 and 7\n" in shown(text)
    assert "10.0.10.0/24 is connected, line 4\n" in shown(text, "110", "10")
