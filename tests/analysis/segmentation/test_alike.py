"""Leaving out what was asked of a device that is alike changes no answer."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bench.acl_fleet import filtered_config, gateway
from netaudit.analysis.segmentation import alike
from netaudit.analysis.segmentation.alike import SPECIAL, all_unless_alike, likeness, unless_alike
from netaudit.analysis.segmentation.nesting import parsed
from netaudit.analysis.segmentation.plan import BEYOND
from netaudit.model import Device, Interface
from netaudit.site.load import decode
from netaudit.site.policy import Policy
from tests.analysis.segmentation.asking import FIXTURES, ROOT, SITE, alone, behind, forget
from tests.analysis.segmentation.config import DATA_IN, VOICE_IN, VOICE_OUT, acl, device
from tests.rules import fixtures


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
    forget()
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
    forget()
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
