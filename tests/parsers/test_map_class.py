"""Frame Relay map-classes."""

import pytest

from netaudit.model import Attachment, Device, MapClass, ServicePolicy
from netaudit.parsers import read


def device(*lines: str, head: str = "map-class frame-relay BRANCH") -> Device:
    """A device with one map-class."""
    return read("hostname r1\n" + head + "\n" + "".join(f" {line}\n" for line in lines))[0]


def map_class(*lines: str) -> MapClass:
    """The map-class of these lines."""
    (record,) = device(*lines).map_classes
    return record


def test_shaping() -> None:
    """Rates are bits per second, bursts are bits, fragments are bytes; each has its line."""
    shaped = map_class(
        "frame-relay cir 128000",
        "frame-relay mincir 96000",
        "frame-relay bc 1280",
        "frame-relay be 0",
        "frame-relay fragment 160",
        "frame-relay adaptive-shaping becn",
        "no frame-relay fair-queue",
    )
    assert (shaped.name, shaped.line) == ("BRANCH", 2)
    assert (shaped.cir_bps, shaped.mincir_bps) == (128000, 96000)
    assert (shaped.bc_bits, shaped.be_bits, shaped.fragment_bytes) == (1280, 0, 160)
    assert (shaped.adaptive, shaped.fair_queue) == ("becn", False)
    assert (shaped.at["bc_bits"], shaped.at["adaptive"]) == ((3,), (6,))
    assert "fair_queue" not in shaped.at


def test_defaults() -> None:
    """A map-class that says nothing sets nothing."""
    assert map_class() == MapClass(name="BRANCH", line=2)


@pytest.mark.parametrize("written", ["cir 64000", "cir out 64000", "traffic-rate 64000 128000"])
def test_outgoing_rate(written: str) -> None:
    """The outgoing CIR in each of its spellings."""
    assert map_class(f"frame-relay {written}").cir_bps == 64000


def test_incoming_rate_shapes_nothing() -> None:
    """What is said of the incoming direction is no rate of ours."""
    assert map_class("frame-relay cir out 64000", "frame-relay cir in 256000").cir_bps == 64000


def test_voice() -> None:
    """Queueing for voice is read, and the interval of ports as written."""
    voice = map_class("frame-relay fair-queue", "frame-relay ip rtp priority 16384 16383 48")
    assert (voice.fair_queue, voice.rtp_priority) == (True, "16384 16383 48")


def test_policies_are_attached() -> None:
    """Policies are fields, and attachments for whoever looks for those."""
    held = device("service-policy output LLQ", "description x", "service-policy input MARK")
    (record,) = held.map_classes
    assert (record.policy_in, record.policy_out) == ("MARK", "LLQ")
    where = "map-class frame-relay BRANCH"
    assert held.attachments == (
        Attachment(where=where, policy=ServicePolicy(name="MARK", direction="input"), line=5),
        Attachment(where=where, policy=ServicePolicy(name="LLQ", direction="output"), line=3),
    )


def test_detached_policy_is_gone() -> None:
    """``no service-policy`` takes the policy and its attachment away."""
    held = device("service-policy output LLQ", "no service-policy output LLQ")
    assert (held.map_classes[0].policy_out, held.attachments) == (None, ())


def test_no_map_class() -> None:
    """``no map-class`` takes the record away."""
    (gone,) = read(
        "hostname r\nmap-class frame-relay A\n frame-relay cir 64000\nno map-class frame-relay A\n"
    )
    assert gone.map_classes == ()


def test_other_kinds_only_attach() -> None:
    """A map-class of ATM or dialers is no Frame Relay one; its policies are attached all the same."""
    other = device(
        "atm forward-peak-cell-rate-clp1 10000", "service-policy output LLQ", head="map-class atm A"
    )
    assert other.map_classes == ()
    assert [held.where for held in other.attachments] == ["map-class atm A"]


def test_nonsense_is_unread() -> None:
    """A rate that is none is reported."""
    lost = device("frame-relay cir fast", "frame-relay cir 64000")
    assert [(line.line, line.text) for line in lost.unread] == [(3, "frame-relay cir fast")]
    assert lost.map_classes[0].cir_bps == 64000
