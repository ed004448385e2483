"""The class that a packet falls into, against a referee that tries every class by brute force."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.analysis.treatment.family import Carried
from netaudit.analysis.treatment.mqc.classify import CLASS_DEFAULT, first_match
from netaudit.analysis.treatment.places import of_class, of_class_map, of_entry
from netaudit.model import ClassMap, Criterion, Device, Marking, Packet, PolicyClass, PolicyMap
from netaudit.parsers import read


def carried(**fields: object) -> Carried:
    """A packet inside a device, marked as it came."""
    packet = Packet(**fields)  # type: ignore[arg-type]
    marking = Marking(dscp=packet.dscp, cos=packet.cos, tagged=packet.cos is not None)
    return Carried(packet=packet, marking=marking)


def device(text: str) -> Device:
    """A router with these classes and the policy P."""
    (found,) = read(f"hostname r\nversion 15.2\n{text}")
    return found


def matched(text: str, **fields: object) -> tuple[str | None, str]:
    """Class and doubt of a packet under the policy P of a text."""
    found = device(text)
    match = first_match(found, found.policy_maps[0], carried(**fields))
    return (match.part.name if match.part else None, match.doubt)


VOICE = "policy-map P\n class VOICE\n  priority 100\n"


@pytest.mark.parametrize(
    ("criteria", "fields", "name"),
    [
        ("match-all VOICE\n match dscp ef\n match dscp cs3", {"dscp": 46}, CLASS_DEFAULT),
        ("match-any VOICE\n match dscp ef\n match dscp cs3", {"dscp": 24}, "VOICE"),
        ("VOICE\n match dscp ef cs3", {"dscp": 24}, "VOICE"),
        ("VOICE\n match ip precedence 5", {"dscp": 46}, "VOICE"),
        ("VOICE\n match ip precedence 5", {"dscp": 40}, "VOICE"),
        ("VOICE\n match ip precedence 5", {"dscp": 48}, CLASS_DEFAULT),
        ("VOICE\n match ip dscp ef", {"dscp": 46, "source": "2001:db8::1"}, CLASS_DEFAULT),
        ("VOICE\n match dscp ef", {"dscp": 46, "source": "2001:db8::1"}, "VOICE"),
        ("VOICE\n match cos 5", {"dscp": 46, "cos": 5}, "VOICE"),
        ("VOICE\n match cos 5", {"dscp": 46}, CLASS_DEFAULT),
        ("VOICE\n match not dscp ef", {"dscp": 46}, CLASS_DEFAULT),
        ("VOICE\n match not dscp ef", {"dscp": 0}, "VOICE"),
        ("VOICE\n match ip rtp 16384 16383", {"destination_port": 32766}, "VOICE"),
        ("VOICE\n match ip rtp 16384 16383", {"destination_port": 16385}, CLASS_DEFAULT),
        ("VOICE\n match protocol rtp audio", {"application": "rtp"}, "VOICE"),
        ("VOICE\n match protocol rtp video", {"application": "rtp"}, CLASS_DEFAULT),
        ("VOICE\n match protocol rtp", {"protocol": "tcp"}, CLASS_DEFAULT),
        ("VOICE\n match protocol sip", {"destination_port": 5060}, "VOICE"),
        ("VOICE\n match protocol skinny", {"protocol": "tcp", "destination_port": 2000}, "VOICE"),
        ("VOICE\n match protocol skinny", {"protocol": "udp"}, CLASS_DEFAULT),
        ("VOICE\n match qos-group 0", {}, "VOICE"),
        ("VOICE\n match vlan 100-110", {"vlan": 105}, "VOICE"),
        ("VOICE\n match vlan 7 100 - 110", {"vlan": 105}, "VOICE"),
        ("VOICE\n match vlan 7 100 - 110", {"vlan": 8}, CLASS_DEFAULT),
        ("VOICE\n match any", {}, "VOICE"),
        ("VOICE", {"dscp": 46}, CLASS_DEFAULT),
    ],
)
def test_one_class(criteria: str, fields: dict[str, object], name: str) -> None:
    """Match lines by the command reference: match-all is the default, values of a line are alternatives."""
    assert matched(f"class-map {criteria}\n{VOICE}", **fields) == (name, "")


@pytest.mark.parametrize(
    ("criteria", "doubt"),
    [
        ("VOICE\n match protocol rtp audio", "class VOICE: match protocol rtp audio"),
        ("VOICE\n match access-group name MISSING", "class VOICE: match access-group name MISSING"),
        ("VOICE\n match ip rtp low high", "class VOICE: match rtp low high"),
        ("VOICE\n match vlan ten", "class VOICE: match vlan ten"),
        ("VOICE\n match fr-dlci 100", "class VOICE: match fr-dlci 100"),
    ],
)
def test_doubt_is_named(criteria: str, doubt: str) -> None:
    """A class that may match leaves the answer open, and says by which line."""
    assert matched(f"class-map {criteria}\n{VOICE}", dscp=46, destination_port=17000, vlan=10) == (
        None,
        doubt,
    )


def test_class_without_class_map_is_in_doubt() -> None:
    """A class that is used but not defined may have been cut out of the text."""
    assert matched(VOICE, dscp=46) == (None, "class VOICE: class-map VOICE is not defined")


def test_doubt_below_the_first_sure_match_does_not_matter() -> None:
    """Classes are tried from the top; what stands below the first match is never asked."""
    text = "class-map VOICE\n match dscp ef\nclass-map NBAR\n match protocol rtp\n"
    policy = "policy-map P\n class VOICE\n  priority 100\n class NBAR\n  bandwidth 10\n"
    assert matched(text + policy, dscp=46) == ("VOICE", "")


def test_loop_of_class_maps_ends() -> None:
    """Two class-maps that name each other decide nothing, and do not hang."""
    text = "class-map VOICE\n match class-map OTHER\nclass-map OTHER\n match class-map VOICE\n"
    assert matched(text + VOICE)[0] is None


def test_evidence_is_class_class_map_and_entry() -> None:
    """The places are where the policy names the class, the class-map, and the entry that permitted."""
    found = device(
        "ip access-list extended RTP\n deny tcp any any\n permit udp any any\n"
        "class-map VOICE\n match access-group name RTP\n" + VOICE
    )
    match = first_match(found, found.policy_maps[0], carried())
    assert match.places == (of_class("P", "VOICE"), of_class_map("VOICE"), of_entry("RTP", 1))


DSCPS = st.lists(st.integers(0, 63), min_size=1, max_size=3).map(tuple)
EIGHT = st.lists(st.integers(0, 7), min_size=1, max_size=3).map(tuple)
CRITERIA = st.one_of(
    st.builds(Criterion, offset=st.just(1), field=st.just("dscp"), text=st.just(""), values=DSCPS),
    st.builds(Criterion, offset=st.just(1), field=st.just("precedence"), text=st.just(""), values=EIGHT),
    st.builds(
        Criterion,
        offset=st.just(1),
        field=st.just("cos"),
        text=st.just(""),
        values=EIGHT,
        negated=st.booleans(),
    ),
    st.builds(Criterion, offset=st.just(1), field=st.just("any"), text=st.just("any"), negated=st.booleans()),
)
CLASS_MAPS = st.lists(
    st.tuples(st.sampled_from(["all", "any"]), st.lists(CRITERIA, max_size=3)), min_size=1, max_size=4
)

REFEREE: dict[str, Callable[[Criterion, int, int], bool]] = {
    "any": lambda _criterion, _dscp, _cos: True,
    "cos": lambda criterion, _dscp, cos: cos in criterion.values,
    "dscp": lambda criterion, dscp, _cos: dscp in criterion.values,
    "precedence": lambda criterion, dscp, _cos: dscp // 8 in criterion.values,
}


def referee(maps: list[tuple[str, list[Criterion]]], dscp: int, cos: int) -> str:
    """The first class by the plain reading of the command reference."""
    for number, (kind, criteria) in enumerate(maps):
        met = [REFEREE[each.field](each, dscp, cos) != each.negated for each in criteria]
        if met and (all(met) if kind == "all" else any(met)):
            return f"C{number}"
    return CLASS_DEFAULT


@given(CLASS_MAPS)
def test_first_match_against_brute_force(maps: list[tuple[str, list[Criterion]]]) -> None:
    """For each of 64 DSCPs and 8 CoS values the class is the one that the referee finds."""
    names = [f"C{number}" for number in range(len(maps))]
    classes = tuple(
        ClassMap(name=name, line=1, match=kind, criteria=tuple(criteria))
        for name, (kind, criteria) in zip(names, maps, strict=True)
    )
    policy = PolicyMap(name="P", line=1, classes=tuple(PolicyClass(name=name, offset=1) for name in names))
    made_up = Device(source="x", hostname="x", class_maps=classes, policy_maps=(policy,))
    for dscp in range(64):
        for cos in range(8):
            part = first_match(made_up, policy, carried(dscp=dscp, cos=cos)).part
            assert part is not None
            assert part.name == referee(maps, dscp, cos)
