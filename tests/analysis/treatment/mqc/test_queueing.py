"""What an output policy gives its classes on a busy link; all amounts are worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.analysis.treatment.family import Carried, Sent
from netaudit.analysis.treatment.link import Rate
from netaudit.analysis.treatment.mqc.outbound import Queueing, apply_output
from netaudit.analysis.treatment.mqc.shares import share_of, total
from netaudit.analysis.treatment.places import of_class
from netaudit.model import Device, Exit, Marking, Packet, PolicyClass, PolicyMap
from netaudit.parsers import read

HEAD = """\
hostname r
version 15.2
class-map VOICE
 match dscp ef
class-map VIDEO
 match dscp af41
class-map SIG
 match dscp cs3
class-map BULK
 match dscp af11
class-map NBAR
 match protocol rtp
policy-map P
"""
DSCP = {"VOICE": 46, "VIDEO": 34, "SIG": 24, "BULK": 10, "class-default": 0}
TODAY = Queueing()
BEFORE = Queueing(hqf=False, max_reserved_percent=75)


def sent(policy: str, dscp: int, kbps: float | None = 1000, rules: Queueing = TODAY) -> Sent:
    """A packet behind the output policy P on a link of this rate."""
    (device,) = read(HEAD + policy)
    packet = Carried(packet=Packet(dscp=dscp), marking=Marking(dscp=dscp))
    return apply_output(device, "P", packet, Rate(kbps=kbps, decided_by="test"), rules)


def left(policy: str, name: str, kbps: float | None = 1000, rules: Queueing = TODAY) -> Exit:
    """The exit of a packet of a class."""
    return sent(policy, DSCP[name], kbps, rules).exit


LLQ = """\
 class VOICE
  priority percent 20
 class SIG
  bandwidth percent 5
 class BULK
  bandwidth 150
"""


def test_strict_class_is_held_to_its_percent() -> None:
    """20 % of 1000 kbps, guaranteed and at most."""
    out = left(LLQ, "VOICE")
    assert (out.queue, out.strict) == ("VOICE", True)
    assert (out.guaranteed_percent, out.guaranteed_kbps) == (20, 200)
    assert (out.cap_percent, out.cap_kbps) == (20, 200)


@pytest.mark.parametrize(("name", "percent"), [("SIG", 5), ("BULK", 15), ("class-default", 60)])
def test_weighted_classes_share_the_rest(name: str, percent: float) -> None:
    """5 %, 150 of 1000 kbps, and 100 - 20 - 5 - 15 = 60 % for the rest."""
    out = left(LLQ, name)
    assert (out.strict, out.guaranteed_percent, out.cap_kbps) == (False, percent, None)


def test_default_class_is_starved_before_hqf() -> None:
    """Classes with a bandwidth went before the flows of class-default, whatever was left."""
    assert left(LLQ, "class-default", rules=BEFORE).guaranteed_percent == 0


def test_default_class_of_an_unknown_release_is_unknown() -> None:
    """The config does not say which of both it is; the strict class is the same in either."""
    rules = Queueing(hqf=None, max_reserved_percent=75)
    assert left(LLQ, "class-default", rules=rules).guaranteed_percent is None
    assert left(LLQ, "VOICE", rules=rules).guaranteed_percent == 20


def test_percentages_hold_where_the_rate_is_unknown() -> None:
    """20 % are 20 %; how many kbps that is can not be told."""
    out = left(" class VOICE\n  priority percent 20\n", "VOICE", None)
    assert (out.cap_percent, out.cap_kbps, out.link_kbps) == (20, None, None)


def test_kbps_need_the_rate() -> None:
    """``bandwidth 150`` of an unknown rate is an unknown share: known=False, and no number."""
    out = sent(LLQ, DSCP["BULK"], None)
    assert out.exit.guaranteed_percent is None
    assert not all(step.known for step in out.steps)


REMAINING = """\
 class VOICE
  priority percent 25
 class SIG
  bandwidth remaining percent 20
 class BULK
  bandwidth remaining percent 40
"""


@pytest.mark.parametrize(("name", "percent"), [("SIG", 15), ("BULK", 30), ("class-default", 30)])
def test_remaining_is_of_what_the_strict_class_leaves(name: str, percent: float) -> None:
    """20 %, 40 % and the other 40 % of 75."""
    assert left(REMAINING, name).guaranteed_percent == percent


@pytest.mark.parametrize(("name", "percent"), [("SIG", 10), ("BULK", 20), ("class-default", 20)])
def test_remaining_before_hqf_is_of_what_can_be_reserved(name: str, percent: float) -> None:
    """Of 75 - 25 = 50 %; class-default has no right to what others leave, so it takes no part here."""
    found = left(REMAINING, name, rules=BEFORE).guaranteed_percent
    assert found == (0 if name == "class-default" else percent)


RATIO = """\
 class VOICE
  priority percent 40
 class SIG
  bandwidth remaining ratio 2
 class BULK
  bandwidth remaining ratio 3
"""


@pytest.mark.parametrize(("name", "percent"), [("SIG", 20), ("BULK", 30), ("class-default", 10)])
def test_ratios_weigh_the_rest(name: str, percent: float) -> None:
    """60 % at 2 : 3 : 1, since class-default has a ratio of 1."""
    assert left(RATIO, name).guaranteed_percent == pytest.approx(percent)


LEVELS = """\
 class VOICE
  priority level 1 percent 30
 class VIDEO
  priority level 2 percent 80
"""


def test_second_level_gets_what_the_first_leaves() -> None:
    """Capped at 80 %, but only 70 are left when level 1 takes its 30."""
    out = left(LEVELS, "VIDEO")
    assert (out.strict, out.guaranteed_percent, out.cap_percent) == (True, 70, 80)


def test_strict_without_limit() -> None:
    """A bare ``priority`` may take all, and a level below it is left nothing for sure."""
    strict = " class VOICE\n  priority level 1\n class VIDEO\n  priority level 2\n"
    text = strict + " class SIG\n  bandwidth remaining percent 10\n"
    voice, video, signalling = (left(text, name) for name in ("VOICE", "VIDEO", "SIG"))
    assert (voice.guaranteed_percent, voice.cap_percent) == (100, None)
    assert (video.guaranteed_percent, video.strict) == (0, True)
    assert signalling.guaranteed_percent == 10  # of what the strict classes leave


def test_policer_limits_a_bare_priority() -> None:
    """``priority`` with ``police 100000`` is held to 100 of 1000 kbps; without a drop it is not."""
    out = left(" class VOICE\n  priority\n  police 100000\n", "VOICE")
    assert (out.cap_percent, out.cap_kbps, out.policed_kbps) == (10, 100, 100)
    marked_down = " class VOICE\n  priority\n  police 100000 exceed-action set-dscp-transmit 0\n"
    assert left(marked_down, "VOICE").cap_percent is None


NESTED = """\
 class class-default
  shape average 500000
  service-policy CHILD
policy-map CHILD
 class VOICE
  priority percent 20
 class SIG
  bandwidth percent 10
"""


def test_child_shares_out_the_shape_of_its_parent() -> None:
    """20 % of 500 kbps, not of 1000 (trap 14); the link is what the shaper lets through."""
    out = left(NESTED, "VOICE")
    assert (out.link_kbps, out.cap_percent, out.cap_kbps) == (500, 20, 100)
    assert left(NESTED, "SIG").guaranteed_kbps == 50


def test_shaper_beside_other_classes_has_only_its_share() -> None:
    """class-default is shaped to 500 of 1000 kbps but sure of 1000 - 700 = 300: 10 % of that are 30."""
    text = " class BULK\n  bandwidth percent 70\n" + NESTED
    assert left(text, "SIG").guaranteed_kbps == pytest.approx(30)


def test_shaper_in_percent() -> None:
    """``shape average percent 50`` of 1000 kbps are 500."""
    assert left(NESTED.replace("500000", "percent 50"), "VOICE").cap_kbps == 100


def test_shaper_wider_than_the_link() -> None:
    """Classes are sized by the shape, 20 % of 500 = 100 kbps; of a link of 250 that is 40 %."""
    out = left(NESTED, "VOICE", 250)
    assert (out.link_kbps, out.cap_kbps, out.cap_percent) == (250, 100, 40)


def test_leaf_shaper_caps_its_class() -> None:
    """A class without priority that is shaped gets no more than that."""
    text = " class BULK\n  shape average 100000\n"
    out = left(text, "BULK")
    assert (out.strict, out.cap_kbps) == (False, 100)


def test_class_that_only_marks_shares_the_default_queue() -> None:
    """``set`` makes no queue; the marking leaves nonetheless."""
    out = left(LLQ + " class VIDEO\n  set dscp default\n", "VIDEO")
    assert (out.queue, out.dscp, out.guaranteed_percent) == ("class-default", 0, 60)


def test_policed_class_under_load_has_the_rest() -> None:
    """A sum of guarantees over the classes with queues of their own is the link: 20 + 5 + 15 + 60."""
    whole = [left(LLQ, name).guaranteed_percent or 0 for name in ("VOICE", "SIG", "BULK", "class-default")]
    assert sum(whole) == 100


def test_unknown_class_leaves_strictness_open() -> None:
    """NBAR may take the packet into the strict queue or not."""
    out = sent(" class NBAR\n  priority percent 10\n class SIG\n  bandwidth percent 5\n", 24)
    assert (out.exit.strict, out.exit.queue, out.exit.dscp) == (None, None, 24)
    assert "class NBAR: match protocol rtp" in out.steps[-1].says


def test_evidence_of_the_scheduler_is_the_priority_line() -> None:
    """The class's own line decides."""
    step = next(each for each in sent(LLQ, 46).steps if each.stage == "scheduler")
    assert step.decided_by == "priority percent 20"
    assert of_class("P", "VOICE", "priority", "priority_percent") in step.places


def test_steps_are_those_of_the_way_out_only() -> None:
    """What happened before is not told twice."""
    stages = [step.stage for step in sent(NESTED, 46).steps]
    assert stages == ["classification", "classification", "queue", "scheduler", "shaper"]


PERCENT = st.integers(1, 40)
PARTS = st.lists(
    st.one_of(
        st.builds(PolicyClass, name=st.just(""), offset=st.just(1), bandwidth_percent=PERCENT),
        st.builds(PolicyClass, name=st.just(""), offset=st.just(1), bandwidth_remaining_percent=PERCENT),
        st.builds(
            PolicyClass,
            name=st.just(""),
            offset=st.just(1),
            priority=st.just(True),
            priority_percent=PERCENT,
            priority_level=st.sampled_from([None, 1, 2]),
        ),
    ),
    min_size=1,
    max_size=5,
)


@given(PARTS, st.sampled_from([TODAY, BEFORE]))
def test_guarantees_fit_the_link(parts: list[PolicyClass], rules: Queueing) -> None:
    """Guarantees of all classes come to 100 % at most, unless the config itself promises more."""
    named = tuple(
        PolicyClass(**{**{f: getattr(part, f) for f in PolicyClass.__struct_fields__}, "name": f"C{number}"})
        for number, part in enumerate(parts)
    )
    policy = PolicyMap(name="P", line=1, classes=(*named, PolicyClass(name="class-default", offset=9)))
    device = Device(source="x", hostname="x", policy_maps=(policy,))
    rate = Rate(kbps=1000, decided_by="test")
    promised = total(device, policy, rate) or 0
    remaining = sum(part.bandwidth_remaining_percent or 0 for part in named)
    shares = [share_of(device, policy, part, rate, rules).guaranteed for part in policy.classes]
    assert None not in shares
    if promised <= 99 and remaining <= 100:
        assert sum(share or 0 for share in shares) <= 101  # class-default is sure of 1 %
