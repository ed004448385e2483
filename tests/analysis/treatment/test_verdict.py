"""Verdicts on treatments that are written down by hand."""

from typing import Any

import pytest

from netaudit.analysis.treatment.causes import misleading, remarking
from netaudit.analysis.treatment.kinds import Kind
from netaudit.analysis.treatment.verdict import Outcome, judge, judge_marking
from netaudit.model import Exit, Marking, Packet, Reason, Step, Treatment
from netaudit.site.policy import Profile


def step(stage: str, dscp: int | None = 46, cos: int | None = None, **fields: Any) -> Step:  # noqa: ANN401 - fields of the record
    """A step that leaves a packet with this marking."""
    marking = Marking(dscp=dscp, cos=cos, tagged=cos is not None)
    return Step(stage=stage, decided_by=fields.pop("by", stage), marking=marking, **fields)


def treated(packet: Packet, *steps: Step, **left: Any) -> Treatment:  # noqa: ANN401 - fields of the record
    """A treatment that ends with these fields of the exit."""
    return Treatment(packet=packet, exit=Exit(**{"dscp": packet.dscp, **left}), steps=steps)


EF = Packet(dscp=46, sender="phone")
CS3 = Packet(dscp=24, sender="phone")
CHEAT = Packet(dscp=46, sender="pc")
DATA = Packet(dscp=0, sender="pc")
PATH = (step("trust"), step("queue"), step("scheduler"), step("exit"))


def test_speech_served_first_passes() -> None:
    """EF that leaves strict as EF is what calls need; the sentence names queue and limit."""
    verdict = judge(Kind.BEARER, treated(EF, *PATH, strict=True, queue="1", cap_percent=33.0))
    assert verdict.result is Outcome.PASS
    assert verdict.says == "calls are served first in queue 1, up to 33 % and leave as EF"
    assert verdict.cause is None


def test_speech_behind_data_fails_by_the_scheduler() -> None:
    """EF in a queue that takes turns fails, and the scheduler is the cause."""
    left = treated(EF, *PATH, strict=False, queue="1", guaranteed_percent=4.0, cap_percent=4.0)
    verdict = judge(Kind.BEARER, left)
    assert (verdict.result, verdict.cause, verdict.about) == (Outcome.FAIL, PATH[2], "queue")
    assert (
        verdict.says == "calls wait behind data in queue 1 (at least 4 %, at most 4 %) when the link is full"
    )


def test_lost_marking_is_blamed_on_where_it_was_lost() -> None:
    """The first step from which on the packet is no longer EF is the cause, not a later one."""
    path = (step("trust"), step("map", 40), step("input-policy", 0), step("exit", 0))
    verdict = judge(Kind.BEARER, treated(EF, *path, dscp=0, strict=True))
    assert (verdict.result, verdict.cause, verdict.about) == (Outcome.FAIL, path[1], "marking")
    assert verdict.says == "EF is rewritten to 0; calls need EF on the rest of the way"


def test_a_marking_that_came_back_is_not_lost() -> None:
    """What a policy sets right again is no loss."""
    path = (step("trust", 0), step("input-policy", 46), step("exit", 46))
    assert judge(Kind.BEARER, treated(EF, *path, strict=True)).result is Outcome.PASS


def test_a_map_that_was_misled_is_not_to_blame() -> None:
    """Where a port gave the map another CoS than the packet's, the port is the cause."""
    packet = Packet(dscp=46, cos=5)
    path = (step("trust", 46, cos=0), step("map", 0, cos=0))
    assert remarking(treated(packet, *path, dscp=0)) is path[0]
    path = (step("trust", 46, cos=5), step("map", 40, cos=5))
    assert remarking(treated(packet, *path, dscp=40)) is path[1]


def test_a_marking_rewritten_on_the_way_out_is_blamed_on_the_exit() -> None:
    """Where every step kept the marking, the last one has to answer."""
    assert remarking(treated(EF, *PATH, dscp=0)) is PATH[3]


@pytest.mark.parametrize("left", [{"dscp": None, "strict": True}, {"strict": None}])
def test_what_is_not_known_is_unknown(left: dict[str, Any]) -> None:
    """A marking or a queue that can not be told makes no pass, and the step in doubt is named."""
    doubt = step("input-policy", None, known=False)
    verdict = judge(Kind.BEARER, treated(EF, step("trust"), doubt, step("exit", None), **left))
    assert (verdict.result, verdict.cause) == (Outcome.UNKNOWN, doubt)


def test_what_fails_for_sure_fails_whatever_else_is_unknown() -> None:
    """Voice without a strict queue fails although its marking is not known."""
    left = treated(EF, *PATH, dscp=None, strict=False, queue="fifo")
    verdict = judge(Kind.BEARER, left)
    assert (verdict.result, verdict.about) == (Outcome.FAIL, "queue")


def test_what_is_unknown_and_does_not_matter() -> None:
    """A known fail of the marking does not need the queue."""
    verdict = judge(Kind.BEARER, treated(EF, step("trust", 0), dscp=0, strict=None))
    assert (verdict.result, verdict.about) == (Outcome.FAIL, "marking")


@pytest.mark.parametrize(
    ("kind", "packet", "result"),
    [
        (Kind.BEARER, EF, Outcome.FAIL),
        (Kind.SIGNALLING, CS3, Outcome.FAIL),
        (Kind.CHEATER, CHEAT, Outcome.PASS),
        (Kind.BEST_EFFORT, DATA, Outcome.PASS),
    ],
)
def test_dropped(kind: Kind, packet: Packet, result: Outcome) -> None:
    """Dropped voice is no call, and not by a policer that drops the excess; a dropped cheat hurts nobody."""
    passed = step("policer", says="up to 128 kbps, the excess is dropped")
    dropping = step("input-policy", says="dropped", reason=Reason.DROP)
    verdict = judge(kind, treated(packet, step("trust"), passed, dropping, dropped=True))
    assert verdict.result is result
    assert verdict.cause is (dropping if result is Outcome.FAIL else None)


@pytest.mark.parametrize(
    ("left", "result"),
    [
        ({"strict": False, "guaranteed_percent": 5.0}, Outcome.PASS),
        ({"strict": False, "guaranteed_kbps": 64.0}, Outcome.PASS),
        ({"strict": True}, Outcome.PASS),
        ({"dscp": 26, "strict": False, "guaranteed_percent": 5.0}, Outcome.PASS),
        ({"dscp": 0, "strict": False, "guaranteed_percent": 5.0}, Outcome.FAIL),
        ({"strict": False, "guaranteed_percent": 0.0, "guaranteed_kbps": 0.0}, Outcome.FAIL),
        ({"strict": False, "queue": "class-default", "guaranteed_percent": 25.0}, Outcome.FAIL),
        ({"strict": False, "queue": "class-default"}, Outcome.FAIL),
        ({"strict": False}, Outcome.UNKNOWN),
        ({"dscp": None, "strict": True}, Outcome.UNKNOWN),
    ],
)
def test_signalling(left: dict[str, Any], result: Outcome) -> None:
    """Signalling needs CS3 or AF31 and something of its own; class-default belongs to everybody."""
    assert judge(Kind.SIGNALLING, treated(CS3, *PATH, **left)).result is result


def test_signalling_by_profile() -> None:
    """CS5 becoming CS3 is a loss to a site of RFC 4594 no more than AF31 is to one of SRND 4."""
    cs5 = Packet(dscp=40, sender="phone")
    kept = treated(cs5, *PATH, strict=False, guaranteed_percent=5.0)
    reset = treated(cs5, *PATH, dscp=0, strict=False, guaranteed_percent=5.0)
    assert judge(Kind.SIGNALLING, kept, Profile.RFC4594).result is Outcome.PASS
    assert "signalling needs CS5" in judge(Kind.SIGNALLING, reset, Profile.RFC4594).says


@pytest.mark.parametrize(
    ("left", "result"),
    [
        ({"strict": True}, Outcome.FAIL),
        ({"strict": True, "policed_kbps": 128.0}, Outcome.PASS),
        ({"strict": True, "policed_kbps": 1000.0}, Outcome.PASS),
        ({"strict": True, "policed_kbps": 1001.0}, Outcome.FAIL),
        ({"strict": True, "dscp": 0}, Outcome.FAIL),
        ({"strict": False}, Outcome.PASS),
        ({"strict": None, "dscp": 0}, Outcome.PASS),
        ({"strict": None}, Outcome.UNKNOWN),
        ({"strict": None, "policed_kbps": 128.0}, Outcome.PASS),
    ],
)
def test_cheater(left: dict[str, Any], result: Outcome) -> None:
    """A PC may not be served with calls, but for what auto-QoS polices a phone to."""
    assert judge(Kind.CHEATER, treated(CHEAT, *PATH, **left)).result is result


def test_cheater_that_keeps_its_mark_is_said_to() -> None:
    """A pass for want of a strict queue tells that the next device may be less lucky."""
    verdict = judge(Kind.CHEATER, treated(CHEAT, *PATH, strict=False))
    assert (
        verdict.says == "the PC gets no strict queue here; it keeps EF and may hurt calls on the next device"
    )


@pytest.mark.parametrize(
    ("packet", "left", "result"),
    [
        (DATA, {"strict": False}, Outcome.PASS),
        (DATA, {"strict": True}, Outcome.FAIL),
        (DATA, {"strict": None}, Outcome.UNKNOWN),
        (Packet(dscp=32, sender="peer"), {"strict": True}, Outcome.PASS),
        (Packet(dscp=34, sender="peer"), {"strict": True}, Outcome.FAIL),
    ],
)
def test_best_effort(packet: Packet, left: dict[str, Any], result: Outcome) -> None:
    """Data has no business among calls; what SRND 4 wants strict, CS4, has."""
    assert judge(Kind.BEST_EFFORT, treated(packet, *PATH, **left)).result is result


def test_a_lan_behind_a_wan_is_judged_by_markings() -> None:
    """No queue matters where the link can not be full; a lost or unknown marking does."""
    left = {"strict": False, "queue": "fifo"}
    assert judge_marking(Kind.BEARER, treated(EF, *PATH, **left)).result is Outcome.PASS
    assert judge_marking(Kind.BEARER, treated(EF, step("trust", 0), dscp=0, **left)).result is Outcome.FAIL
    assert judge_marking(Kind.BEARER, treated(EF, *PATH, dscp=None, strict=False)).result is Outcome.UNKNOWN


def test_speech_in_the_wrong_queue_is_blamed_on_what_chose_it() -> None:
    """Where the port took another CoS for the queue, the scheduler is innocent."""
    packet = Packet(dscp=46, cos=5)
    path = (step("trust", 46, cos=0), step("queue", 46, cos=0), step("scheduler", 46, cos=0))
    verdict = judge(Kind.BEARER, treated(packet, *path, strict=False, queue="1"))
    assert (verdict.about, verdict.cause) == ("queue", path[0])
    assert verdict.says == "calls wait behind data in queue 1 when the link is full"


def test_nothing_misleads_where_the_marking_is_the_packets() -> None:
    """CoS 0 or that of its DSCP is an untagged packet's own, and what comes back is no other either."""
    assert misleading(treated(EF, step("trust", 46, cos=0), step("queue"))) is None
    assert misleading(treated(EF, step("map", 46, cos=5), step("queue"))) is None
    assert misleading(treated(DATA, given := step("trust", 0, cos=5), step("queue", 0, cos=5))) is given
    assert misleading(treated(EF, step("trust", None), step("queue"))) is None
    packet = Packet(dscp=46, cos=5)
    path = (step("trust", 0, cos=0), step("input-policy", 46, cos=5), step("queue", 46, cos=5))
    assert misleading(treated(packet, *path)) is None
