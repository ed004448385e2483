"""Leaving out what was asked of a device that is alike changes no answer."""

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bench.acl_fleet import filtered_config, gateway
from netaudit.analysis.segmentation import alike
from netaudit.analysis.segmentation.alike import SPECIAL, all_unless_alike, likeness, unless_alike
from netaudit.analysis.segmentation.nesting import Places, nesting, parsed, place
from netaudit.analysis.segmentation.plan import BEYOND
from netaudit.model import Device, Interface
from netaudit.rules.engine import Hit, ask
from netaudit.rules.registry import discover
from netaudit.site.load import decode
from netaudit.site.policy import Policy
from tests.analysis.segmentation.config import DATA_IN, VOICE_IN, VOICE_OUT, acl, device
from tests.rules import fixtures

ROOT = Path(__file__).parents[3]
RULES = [rule for rule in discover().rules.values() if ".filters." in rule.check.__module__]
FIXTURES = [path for path in fixtures.configs() if fixtures.rule_name(path) in {rule.name for rule in RULES}]
SITE = re.compile(r"\b10\.(\d+)\.(\d+)\.")
Told = dict[str, list[Hit]]


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Each test begins with nothing remembered."""
    alike._answered.cache_clear()  # noqa: SLF001 - what other tests asked
    yield
    alike._answered.cache_clear()  # noqa: SLF001


def told(found: Device, policy: Policy) -> Told:
    """What the rules on filters say of a device."""
    return {rule.name: hits for rule in RULES if (hits := list(ask(rule, found, policy, lambda: None)))}


def alone(text: str, policy: Policy) -> list[Told]:
    """What they say of the devices of a text where nothing is remembered."""
    alike._answered.cache_clear()  # noqa: SLF001
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alike, "likeness", lambda _device, _policy: None)
        return behind(text, policy)


def behind(text: str, policy: Policy) -> list[Told]:
    """What they say of them with what is remembered now."""
    return [told(found, policy) for found in fixtures.devices(text, policy)]


def other_site(text: str, second: int, third: int) -> str:
    """The same with other numbers in the middle of all addresses in 10.0.0.0/8."""
    return SITE.sub(lambda at: f"10.{int(at[1]) ^ second}.{int(at[2]) ^ third}.", text)


ADDRESSES = (
    "any",
    "host 10.1.1.20",
    "host 10.10.10.1",
    "10.1.1.0 0.0.0.255",
    "10.0.0.0 0.255.255.255",
    "10.10.10.0 0.0.0.255",
    "10.10.10.128 0.0.0.127",
    "10.20.110.0 0.0.0.255",
    "10.20.0.0 0.0.255.255",
    "10.20.110.0 0.0.0.129",
    "host 255.255.255.255",
    "224.0.0.0 15.255.255.255",
)
PORTS = ("", " eq 53", " eq 67", " eq 2000", " range 16384 32767", " gt 1023")


@st.composite
def entries(draw: st.DrawFn) -> str:
    """One entry of a list."""
    action = draw(st.sampled_from(("permit", "permit", "deny")))
    protocol = draw(st.sampled_from(("ip", "tcp", "udp")))
    ports = st.just("") if protocol == "ip" else st.sampled_from(PORTS)
    source, destination = draw(st.sampled_from(ADDRESSES)), draw(st.sampled_from(ADDRESSES))
    return f"{action} {protocol} {source}{draw(ports)} {destination}{draw(ports)}"


@st.composite
def switches(draw: st.DrawFn) -> str:
    """The lines of a switch with lists at its gateways."""
    lists = {"DATA-IN": DATA_IN, "VOICE-IN": VOICE_IN, "VOICE-OUT": VOICE_OUT}
    used = [name for name in lists if draw(st.booleans())]
    texts = [acl(name, *draw(st.lists(entries(), min_size=1, max_size=5))) for name in used]
    helper = draw(st.sampled_from(("", " ip helper-address 10.1.1.20\n")))
    route = draw(st.sampled_from(("", "ip route 0.0.0.0 0.0.0.0 10.10.10.254\n")))
    return "".join(
        (
            "hostname DIST1\nip routing\ninterface GigabitEthernet1/0/5\n switchport mode access\n",
            " switchport access vlan 10\n switchport voice vlan 110\ninterface Vlan10\n",
            f" ip address 10.10.10.1 255.255.255.0\n{helper}{lists['DATA-IN'] * ('DATA-IN' in used)}",
            "interface Vlan110\n ip address 10.20.110.1 255.255.255.0\n",
            *(lists[name] for name in used if name != "DATA-IN"),
            *texts,
            f"{route}end\n",
        )
    )


@settings(max_examples=150, deadline=None)
@given(switches(), st.integers(0, 255), st.integers(0, 255))
def test_another_site_is_alike_and_gets_the_same_verdicts(text: str, second: int, third: int) -> None:
    """Devices that differ in their networks alone have one likeness, and the same rules speak of both."""
    other = other_site(text, second, third)
    (one,), (another,) = (fixtures.devices(each, Policy()) for each in (text, other))
    assert likeness(one, Policy()) is not None
    assert likeness(one, Policy()) == likeness(another, Policy())
    (first,), (second_,) = alone(text, Policy()), alone(other, Policy())
    assert first.keys() == second_.keys()
    alike._answered.cache_clear()  # noqa: SLF001
    assert behind(text, Policy()) == [first]
    assert behind(other, Policy()) == [second_]


@settings(max_examples=100, deadline=None)
@given(st.lists(switches(), min_size=2, max_size=6))
def test_what_is_remembered_of_some_changes_nothing_for_others(texts: list[str]) -> None:
    """Whatever was asked before, each device hears what it would hear alone."""
    expected = [alone(text, Policy()) for text in texts]
    assert [behind(text, Policy()) for text in texts] == expected


@pytest.mark.parametrize("step", [1, -1], ids=["good after bad", "bad after good"])
def test_fixtures_of_all_rules_in_one_process_say_what_they_say_alone(step: int) -> None:
    """The fixtures of the rules on filters, one behind the other, twice each."""
    texts = [(text := path.read_text(), fixtures.policy_of(text)) for path in FIXTURES]
    expected = [alone(*each) for each in texts]
    for _ in range(2):
        assert [behind(*each) for each in texts[::step]] == expected[::step]


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
    alike._answered.cache_clear()  # noqa: SLF001
    for index in (1, 2, 3):
        behind("\n".join(slim(index)), policy)
    assert [behind(text, policy) for text in texts] == expected
    assert [behind(text, policy) for text in texts] == expected, "now that each is remembered"
    assert sum(any(each) for each in expected) > len(texts) // 25, "changes that matter are among them"


def test_gateways_of_a_fleet_are_of_one_kind() -> None:
    """What the bench makes differs in nothing but networks, so that one of them is worked out."""
    kinds = set()
    for index in range(12):
        (found,) = fixtures.devices(filtered_config(gateway(index, 1)), Policy())
        kinds.add(likeness(found, Policy()))
    assert len(kinds) == 1
    assert None not in kinds


def test_the_samples_say_what_they_say_alone() -> None:
    """Under the policy of their site, and in either order."""
    policy = decode(ROOT / "inventory" / "netaudit.yaml")
    texts = [path.read_text() for path in sorted((ROOT / "sample_configs").glob("*.cfg"))]
    expected = [alone(text, policy) for text in texts]
    assert [behind(text, policy) for text in texts] == expected
    assert [behind(text, policy) for text in reversed(texts)] == expected[::-1]
    assert any(map(any, expected))


def test_a_question_answered_with_nothing_is_not_asked_again() -> None:
    """Of two devices alike, the second is not asked; what was found is worked out for each."""
    lists = acl("VOICE-IN", "permit udp any any eq 67", "deny ip any any")
    asked: list[str] = []

    nothing: tuple[str, ...] = ()

    @unless_alike(nothing)
    def silent(found: Device, _policy: Policy) -> tuple[str, ...]:
        asked.append(found.hostname)
        return ()

    @all_unless_alike
    def loud(found: Device, _policy: Policy) -> Iterator[str]:
        yield found.hostname

    one, other = (replace(device("", VOICE_IN, lists), hostname=name) for name in ("ONE", "OTHER"))
    assert [silent(each, Policy()) for each in (one, other)] == [(), ()]
    assert asked == ["ONE"]
    assert [loud(each, Policy()) for each in (one, other)] == [("ONE",), ("OTHER",)]


LISTS = acl("VOICE-IN", "permit udp any any eq 67", "deny ip any any")


@pytest.mark.parametrize(
    ("voice", "rest"),
    [
        (" ip inspect A in\n", LISTS),
        (" zone-member security A\n", LISTS),
        (" ip nat inside\n", LISTS),
        (" ip policy route-map A\n", LISTS),
        (" crypto map A\n", LISTS),
        (" ipv6 address 2001:db8::1/64\n", LISTS),
        ("", LISTS + "vlan access-map A 10\n action drop\nvlan filter A vlan-list 10\n"),
        ("", ""),
        ("", acl("VOICE-IN", "permit ip object-group A any") + "object-group network A\n host 10.1.1.1\n"),
        ("", acl("VOICE-IN", "evaluate A")),
        ("", acl("VOICE-IN", "permit tcp any any colour blue")),
        ("", acl("VOICE-IN", "permit ip 10.0.0.0 0.170.170.170 any")),
        (" ip helper-address dhcp.example.com\n", LISTS),
    ],
    ids=[
        "inspection", "zone", "translation", "policy routing", "encryption", "IPv6", "VLAN map",
        "undefined list", "object group", "reflexive", "not understood",
        "wildcard of many networks", "name for a server",
    ],
)  # fmt: skip
def test_devices_with_something_unusual_are_like_none(voice: str, rest: str) -> None:
    """What takes part in answers in ways of its own is not compared."""
    assert likeness(device("", VOICE_IN, LISTS), Policy()) is not None
    assert likeness(device("", VOICE_IN + voice, rest), Policy()) is None


def test_two_lists_of_a_name_are_like_none() -> None:
    """Which of them counts is not compared."""
    found = device("", VOICE_IN, LISTS)
    assert likeness(replace(found, acls=(*found.acls, *found.acls)), Policy()) is None


def test_all_fields_of_an_interface_are_accounted_for() -> None:
    """Each is unusual, compared as it is, compared by addresses and entries, or says nothing; none is two."""
    groups = [set(each) for each in (alike.UNUSUAL, alike.ADDRESSING, alike.SILENT)]
    assert not any(one & other for one, other in combinations(groups, 2))
    assert set().union(*groups) <= {*Interface.__struct_fields__}


def test_addresses_that_questions_name_are_compared() -> None:
    """Those of no host elsewhere are among them."""
    assert {parsed(text) for text in BEYOND[4]} <= {*SPECIAL}


def test_parsed_reads_addresses_as_they_are_written() -> None:
    """10.1.1.1 is 0x0A010101; a /24 leaves 8 bits open. Names, short and padded forms are refused."""
    assert parsed("10.1.1.1") == (0x0A010101, 0)
    assert parsed("10.1.1.1/24") == (0x0A010101, 0xFF)
    assert parsed("0.0.0.0/0") == (0, 0xFFFFFFFF)
    for text in ("10.1.1", "10.1.1.256", "010.1.1.1", "dhcp", "2001:db8::1", ""):
        with pytest.raises(ValueError, match=r"IPv4|int\(\)|range"):
            parsed(text)


def laid(*texts: str) -> object:
    """How some networks lie."""
    places: Places = {}
    for text in texts:
        place(places, *parsed(text))
    return nesting(places)


def test_nesting_tells_who_holds_whom_and_how_many() -> None:
    """A /8 holds a /24 that holds a host, and another /24 has none."""
    assert laid("10.0.0.0/8", "10.1.1.0/24", "10.1.1.7", "10.2.2.0/24") == (
        (0xFFFFFF, 0xFF, 0, 0xFF),
        (-1, 0, 1, 0),
    )
    assert laid("10.0.0.0/8", "10.1.1.0/24", "10.1.1.7") == laid("11.0.0.0/8", "11.9.9.0/24", "11.9.9.1")
    assert laid("10.0.0.0/8", "10.1.1.0/24", "10.1.1.7") != laid("11.0.0.0/8", "11.9.9.0/24", "11.9.8.1")
    assert laid("10.0.0.0/8", "10.1.1.0/24") != laid("11.0.0.0/8", "11.9.9.0/25")


def test_a_wildcard_with_gaps_is_the_networks_that_it_stands_for() -> None:
    """0.0.1.255 is one network, a /23; 0.0.3.1 is four of two addresses, as bits 8 and 9 are free."""
    places: Places = {}
    assert place(places, 0x0A000000, 0x1FF) == 0
    assert place(places, 0x0A000000, 0x300 | 1) == (1, 2, 3, 4)
    assert list(places)[1:] == [(0x0A000300, 1), (0x0A000200, 1), (0x0A000100, 1), (0x0A000000, 1)]
