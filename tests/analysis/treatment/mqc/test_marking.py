"""What classes do to the packet itself, on the way in and out."""

import pytest

from netaudit.analysis.treatment.family import Carried
from netaudit.analysis.treatment.mqc.inbound import apply_input
from netaudit.analysis.treatment.places import of_class, of_table_map, policy_in, settings
from netaudit.model import Device, Marking, Packet
from netaudit.parsers import read
from tests.analysis.treatment.rows import port_of

HEAD = """\
hostname r
version 15.2
table-map CLIMB
 map from 5 to 46
 default copy
table-map LEAVE
 map from 5 to 46
 default ignore
mls qos aggregate-policer SHARED 512000 8000 exceed-action drop
class-map VOICE
 match dscp ef
class-map NBAR
 match protocol rtp
"""
PORT = "interface GigabitEthernet0/0\n service-policy input P\n"


def device(policy: str) -> Device:
    """A router with the input policy P."""
    (found,) = read(f"{HEAD}policy-map P\n{policy}{PORT}")
    return found


def carried(dscp: int = 46, cos: int | None = None) -> Carried:
    """A packet as it came in, of an application that nobody stated."""
    marking = Marking(dscp=dscp, cos=cos, tagged=cos is not None)
    return Carried(packet=Packet(dscp=dscp, cos=cos), marking=marking)


def taken_in(policy: str, packet: Carried) -> Carried:
    """The packet behind the input policy."""
    found = device(policy)
    return apply_input(found, port_of(found, "GigabitEthernet0/0"), packet)


@pytest.mark.parametrize(
    ("action", "dscp", "cos", "marking"),
    [
        ("set dscp ef", 0, None, Marking(dscp=46)),
        ("set dscp default", 46, 5, Marking(dscp=0, cos=5, tagged=True)),
        ("set cos 5", 46, 0, Marking(dscp=46, cos=5, tagged=True)),
        ("set qos-group 4", 46, None, Marking(dscp=46, qos_group=4)),
        ("set precedence 5", 24, None, Marking(dscp=40)),
        ("set precedence 5", 46, None, Marking(dscp=None)),
        ("set dscp cos table CLIMB", 0, 5, Marking(dscp=46, cos=5, tagged=True)),
        ("set dscp cos table CLIMB", 0, 3, Marking(dscp=3, cos=3, tagged=True)),
        ("set dscp cos table LEAVE", 24, 3, Marking(dscp=None, cos=3, tagged=True)),
        ("set dscp dscp table CLIMB", 5, None, Marking(dscp=46)),
        ("set cos precedence", 46, 0, Marking(dscp=46, cos=5, tagged=True)),
        ("set cos dscp", 46, 0, Marking(dscp=46, cos=None, tagged=True)),
        ("set discard-class 1", 46, None, Marking(dscp=46)),
        ("police 128000 conform-action set-dscp-transmit af31", 46, None, Marking(dscp=26)),
        ("police 128000 conform-action set-prec-transmit 3", 40, None, Marking(dscp=24)),
    ],
)
def test_marking(action: str, dscp: int, cos: int | None, marking: Marking) -> None:
    """Each form of ``set``; what IOS does not document, or can not hold, is not known."""
    assert taken_in(f" class class-default\n  {action}\n", carried(dscp, cos)).marking == marking


def test_marking_that_is_lost_is_said() -> None:
    """A step that leaves the marking open is not known."""
    steps = taken_in(" class class-default\n  set precedence 5\n", carried()).steps
    assert [step.known for step in steps] == [True, False]


def test_policer_is_followed_by_what_conforms() -> None:
    """The rate in kbps is kept; the excess is dropped where nothing else is said."""
    out = taken_in(" class VOICE\n  police 128000\n", carried())
    assert out.policed_kbps == 128
    assert out.steps[-1].says == "up to 128 kbps, the excess is dropped"
    assert out.steps[-1].places == (of_class("P", "VOICE", "police"),)


def test_policer_in_percent_is_of_the_port() -> None:
    """5 % of a gigabit port are 50,000 kbps."""
    assert taken_in(" class VOICE\n  police cir percent 5\n", carried()).policed_kbps == 50_000


def test_shared_policer_has_the_rate_of_its_global_line() -> None:
    """``police aggregate`` points to the line that defines it."""
    out = taken_in(" class VOICE\n  police aggregate SHARED\n", carried())
    assert out.policed_kbps == 512
    assert out.steps[-1].places == (of_class("P", "VOICE", "police"), settings("qos_maps", 0))


@pytest.mark.parametrize(
    ("line", "kbps", "excess"),
    [
        ("mls qos aggregate-policer ALL 256000 8000 exceed-action drop", 256, "dropped"),
        ("mls qos aggregate-policer ALL 256000 8000 exceed-action policed-dscp-transmit", 256, "treated"),
        (
            "qos aggregate-policer ALL 1 mbps 1 kbyte conform-action transmit exceed-action drop",
            1000,
            "dropped",
        ),
        ("qos aggregate-policer ALL 512 kbps 8 kbyte", 512, "dropped"),
        ("qos aggregate-policer ALL 2g 1 mbyte exceed-action drop", 2_000_000, "dropped"),
    ],
)
def test_shared_policers(line: str, kbps: float, excess: str) -> None:
    """Rates of shared policers have units on the 4500 (``1 mbps``); what is done to excess is theirs too."""
    policy = " class VOICE\n  police aggregate ALL\n"
    (found,) = read(f"{HEAD}{line}\npolicy-map P\n{policy}{PORT}")
    out = apply_input(found, port_of(found, "GigabitEthernet0/0"), carried())
    assert out.policed_kbps == kbps
    assert f"the excess is {excess}" in out.steps[-1].says


@pytest.mark.parametrize("line", ["", "qos aggregate-policer ALL fast 1 kbyte exceed-action drop"])
def test_shared_policer_that_is_not_defined(line: str) -> None:
    """Without a rate that can be read the policer's is not known."""
    policy = " class VOICE\n  police aggregate ALL\n"
    (found,) = read(f"{HEAD}{line}\npolicy-map P\n{policy}{PORT}")
    out = apply_input(found, port_of(found, "GigabitEthernet0/0"), carried())
    assert out.policed_kbps is None
    assert not out.steps[-1].known


def test_tightest_policer_counts() -> None:
    """A nested policy polices tighter than its parent: 64 kbps are what is left."""
    parent = " class class-default\n  police 128000\n  service-policy IN\n"
    child = "policy-map IN\n class VOICE\n  police 64000\n"
    assert taken_in(parent + child, carried()).policed_kbps == 64


def test_drop() -> None:
    """A class that drops ends the story; what would come next is left out."""
    out = taken_in(" class VOICE\n  drop\n", carried())
    assert out.dropped
    assert out.steps[-1].says == "dropped"


def test_evidence() -> None:
    """The attachment, the class and the table-map are named."""
    steps = taken_in(" class class-default\n  set dscp dscp table CLIMB\n", carried()).steps
    assert policy_in(port_of(device(""), "GigabitEthernet0/0")) in steps[0].places
    assert steps[1].places == (of_class("P", "class-default", "set"), of_table_map("CLIMB"))


def test_unknown_class_leaves_what_both_ways_agree_on() -> None:
    """Either way CoS stays; DSCP is 46 or 0, so it is not known."""
    out = taken_in(" class NBAR\n  set dscp ef\n class class-default\n  set dscp default\n", carried(24, 3))
    assert out.marking == Marking(dscp=None, cos=3, tagged=True)
    assert [step.known for step in out.steps] == [False]
    assert "class NBAR: match protocol rtp" in out.steps[0].says


def test_unknown_class_that_makes_no_difference_is_known() -> None:
    """Both classes mark alike: which one it was does not matter."""
    out = taken_in(" class NBAR\n  set dscp ef\n class class-default\n  set dscp ef\n", carried(24))
    assert out.marking.dscp == 46
    assert all(step.known for step in out.steps)


def test_undefined_policy_leaves_everything_open() -> None:
    """A policy-map that is not in the text may do anything."""
    (found,) = read(f"{HEAD}{PORT}")
    out = apply_input(found, port_of(found, "GigabitEthernet0/0"), carried())
    assert out.marking.dscp is None
    assert not out.steps[-1].known


def test_no_policy_is_no_step() -> None:
    """Without a policy the packet passes as it came."""
    (found,) = read(f"{HEAD}interface GigabitEthernet0/0\n no shutdown\n")
    assert apply_input(found, port_of(found, "GigabitEthernet0/0"), carried()) == carried()
