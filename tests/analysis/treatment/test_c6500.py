"""The 6500 with PFC QoS, by its configuration guides; values worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.analysis.treatment import stages
from netaudit.analysis.treatment.c6500.ports import KINDS, possible
from netaudit.model import Exit, Interface, Packet, Treatment
from tests.analysis.treatment.mls.switch import EF, PEER, PHONE, decided, port, switch, way

IN = "interface GigabitEthernet1/1\n switchport\n switchport mode trunk\n"
OUT = "interface GigabitEthernet2/1\n switchport\n switchport mode trunk\n"
TRUSTING = f"mls qos\n{IN} mls qos trust dscp\n{OUT}"
THREE = """\
 wrr-queue bandwidth 20 30 50
 wrr-queue cos-map 1 1 0 1
 wrr-queue cos-map 1 2 2
 wrr-queue cos-map 2 1 3
 wrr-queue cos-map 2 2 6 7
 priority-queue cos-map 1 4 5
 rcv-queue cos-map 1 1 0 1
 rcv-queue cos-map 1 8 4 5
"""


def through(text: str, packet: Packet = PEER) -> Treatment:
    """What happens to a packet between the two ports."""
    return way(switch("c6500", text), packet, "Gi1/1", "Gi2/1")


def left(text: str, packet: Packet = PEER) -> Exit:
    """How the packet leaves."""
    return through(text, packet).exit


def marked(cos: int) -> Packet:
    """A packet of a peer whose DSCP and CoS agree."""
    return Packet(dscp=8 * cos, cos=cos, sender="peer")


def test_qos_off_passes_all_in_one_queue() -> None:
    """Without ``mls qos`` nothing is rewritten and nothing strict, whatever queue lines say."""
    out = left(f"{IN}{OUT}{THREE}")
    assert (out.dscp, out.cos, out.queue, out.strict) == (EF, 5, "fifo", False)


def test_qos_on_without_trust_rewrites_to_zero() -> None:
    """Trap 3: an untrusted port makes DSCP 0 of EF; the strict queue never sees it."""
    out = left(f"mls qos\n{IN}{OUT}{THREE}")
    assert (out.dscp, out.cos, out.queue, out.strict) == (0, 0, "1", False)


def test_transparency_keeps_the_packet_and_not_the_queue() -> None:
    """Trap 3: ``no mls qos rewrite ip dscp`` leaves EF in the packet; CoS and queue are those of DSCP 0."""
    out = left(f"mls qos\nno mls qos rewrite ip dscp\n{IN}{OUT}{THREE}")
    assert (out.dscp, out.cos, out.queue) == (EF, 0, "1")


def test_trusted_cos_is_mapped() -> None:
    """Trap 4: CoS 5 becomes DSCP 40 by default and 46 by a line; the CoS goes by the DSCP again."""
    text = f"{IN} mls qos trust cos\n{OUT}{THREE}"
    assert left(f"mls qos\n{text}").dscp == 40
    out = left(f"mls qos\nmls qos map cos-dscp 0 8 16 24 32 46 48 56\nmls qos map dscp-cos 46 to 4\n{text}")
    assert (out.dscp, out.cos) == (EF, 4)


def test_trusted_precedence_is_mapped() -> None:
    """Precedence 5 of EF becomes DSCP 40 by the default map."""
    assert left(f"mls qos\n{IN} mls qos trust ip-precedence\n{OUT}").dscp == 40


@pytest.mark.parametrize(
    ("cos", "queue", "threshold", "strict"),
    [
        (0, "1", "1", False),
        (2, "1", "2", False),
        (3, "2", "1", False),
        (7, "2", "2", False),
        (4, "4", None, True),
        (5, "4", None, True),
    ],
)
def test_two_leading_numbers_of_a_cos_map(cos: int, queue: str, threshold: str | None, strict: bool) -> None:
    """Trap 9: queue and threshold come first; with three weights the strict queue is number 4 (trap 8)."""
    out = left(TRUSTING + THREE, marked(cos))
    assert (out.queue, out.threshold, out.strict) == (queue, threshold, strict)


@pytest.mark.parametrize(("cos", "percent"), [(0, 20), (3, 30), (5, 100)])
def test_weights_share_what_the_strict_queue_leaves(cos: int, percent: float) -> None:
    """Weights 20, 30 and 50 are percent here; the strict queue may take all."""
    assert left(TRUSTING + THREE, marked(cos)).guaranteed_percent == percent


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ((), {"1p2qXt", "1p3qXt", "1p7qXt", "2q2t"}),
        (("wrr-queue bandwidth 5 25 70",), {"1p3qXt"}),
        (("wrr-queue bandwidth percent 5 25 70",), {"1p3qXt"}),
        (("wrr-queue bandwidth 5 25 20 20 20 5 5",), {"1p7qXt"}),
        (("wrr-queue bandwidth 30 70",), {"1p2qXt", "2q2t"}),
        (("wrr-queue bandwidth 30 70", "priority-queue cos-map 1 5"), {"1p2qXt"}),
        (("wrr-queue queue-limit 40 30",), {"1p2qXt", "2q2t"}),
        (("wrr-queue cos-map 3 1 6",), {"1p3qXt", "1p7qXt"}),
        (("wrr-queue threshold 5 100 100",), {"1p7qXt"}),
        (("rcv-queue cos-map 1 1 0 1",), {"1p2qXt", "1p3qXt", "1p7qXt", "2q2t"}),
        (("wrr-queue bandwidth 1 2 3 4",), {"1p2qXt", "1p3qXt", "1p7qXt", "2q2t"}),
    ],
)
def test_kinds_of_ports_that_lines_leave_possible(lines: tuple[str, ...], names: set[str]) -> None:
    """Weights count the weighted queues, a priority line needs a strict one; four weights fit no port."""
    assert {kind.name for kind in possible(Interface(name="x", line=1, queueing=lines))} == names


def test_default_strict_queue_is_hidden() -> None:
    """Trap 8: with three weights and no priority-queue line CoS 5 is strict, and only that."""
    text = f"{TRUSTING} wrr-queue bandwidth 5 25 70\n"
    assert (left(text).queue, left(text).strict) == ("4", True)
    assert left(text, marked(4)).strict is False


@pytest.mark.parametrize(("weights", "queue"), [("30 70", "3"), ("5 25 70", "4"), ("5 25 20 20 20 5 5", "8")])
def test_number_of_the_strict_queue(weights: str, queue: str) -> None:
    """Trap 8: it is the one behind the weighted queues."""
    text = f"{TRUSTING} wrr-queue bandwidth {weights}\n priority-queue cos-map 1 5\n"
    assert left(text).queue == queue


def test_two_weights_do_not_tell_whether_a_queue_is_strict() -> None:
    """2q2t and 1p2q2t both have two weights: unknown for CoS 5, the same for all other values."""
    text = f"{TRUSTING} wrr-queue bandwidth 30 70\n"
    treated = through(text)
    assert (treated.exit.queue, treated.exit.strict, treated.known) == (None, None, False)
    for cos, queue, percent in ((0, "1", 30), (3, "1", 30), (4, "2", 70), (7, "2", 70)):
        out = left(text, marked(cos))
        assert (out.queue, out.strict, out.guaranteed_percent) == (queue, False, percent)


def test_no_line_leaves_the_card_unknown() -> None:
    """Nothing tells 2q2t from the others for CoS 5; CoS 0 is in queue 1 and not strict on every card."""
    treated = through(TRUSTING)
    assert (treated.exit.strict, treated.known) == (None, False)
    out = left(TRUSTING, marked(0))
    assert (out.queue, out.strict, out.guaranteed_percent) == ("1", False, None)


def test_a_priority_line_is_enough_to_be_strict() -> None:
    """Any port that takes ``priority-queue cos-map`` has a strict queue, whatever its number."""
    treated = through(f"{TRUSTING} priority-queue cos-map 1 5\n")
    assert (treated.exit.strict, treated.exit.queue, treated.known) == (True, None, True)


def test_default_weights_of_three_queues() -> None:
    """100, 150 and 200 of 450 are 22, 33 and 44 %."""
    text = f"{TRUSTING} wrr-queue queue-limit 70 20 10\n"
    assert left(text, marked(0)).guaranteed_percent == pytest.approx(22.22, abs=0.01)
    assert left(text, marked(6)).guaranteed_percent == pytest.approx(44.44, abs=0.01)


def test_queueing_by_dscp() -> None:
    """``mls qos queue-mode mode-dscp`` makes the dscp-map count and the cos-map not."""
    lines = (
        " wrr-queue bandwidth 5 25 20 20 20 5 5\n wrr-queue dscp-map 2 1 46\n priority-queue dscp-map 1 34\n"
    )
    mode = " mls qos queue-mode mode-dscp\n"
    assert left(f"{TRUSTING}{lines}").queue == "8"
    assert left(f"{TRUSTING}{mode}{lines}").queue == "2"
    assert left(f"{TRUSTING}{mode}{lines}", marked(0)).queue is None


def test_queueing_only_leaves_markings_alone() -> None:
    """``mls qos queueing-only`` queues by the CoS that came and trusts nothing away."""
    out = left(f"mls qos queueing-only\n{IN}{OUT}{THREE}")
    assert (out.dscp, out.cos, out.queue, out.strict) == (EF, 5, "4", True)


POLICY = "class-map match-all EF\n match ip dscp ef\npolicy-map IN\n class EF\n"


def test_trust_of_a_class_goes_before_that_of_the_port() -> None:
    """A class that trusts DSCP passes EF on an untrusted port; what no class takes is untrusted."""
    text = f"mls qos\n{POLICY}  trust dscp\n{IN} service-policy input IN\n{OUT}"
    assert left(text).dscp == EF
    assert left(text, marked(3)).dscp == 0


def test_classes_see_what_came_by_the_wire() -> None:
    """An untrusted EF packet matches ``match ip dscp ef`` and is set to AF41."""
    assert left(f"mls qos\n{POLICY}  set ip dscp af41\n{IN} service-policy input IN\n{OUT}").dscp == 34


def test_policy_of_the_vlan_counts_on_a_vlan_based_port() -> None:
    """Trap 23: ``mls qos vlan-based`` leaves the port's policy out and takes that of the VLAN interface."""
    access = (
        "interface GigabitEthernet1/1\n switchport\n switchport mode access\n switchport access vlan 10\n"
    )
    policies = (
        "policy-map P\n class class-default\n  set ip dscp af41\n"
        "policy-map V\n class class-default\n  set ip dscp af11\n"
    )
    svi = "interface Vlan10\n ip address 10.0.0.1 255.255.255.0\n service-policy input V\n"
    text = f"mls qos\n{policies}{access} service-policy input P\n"
    packet = Packet(dscp=0, sender="pc")
    assert left(f"{text}{OUT}{svi}", packet).dscp == 34
    assert left(f"{text} mls qos vlan-based\n{OUT}{svi}", packet).dscp == 10


def test_output_policies_act_on_routed_ports_alone() -> None:
    """A routed port's output policy marks; on a switch port it does nothing."""
    policy = "policy-map OUT\n class class-default\n  set ip dscp af41\n"
    routed = "interface GigabitEthernet2/1\n no switchport\n ip address 10.0.0.1 255.255.255.252\n"
    text = f"mls qos\n{policy}{IN} mls qos trust dscp\n"
    assert left(f"{text}{routed} service-policy output OUT\n").dscp == 34
    assert left(f"{text}{OUT} service-policy output OUT\n").dscp == EF


@pytest.mark.parametrize(("lines", "dscp"), [("", EF), (" no cdp enable\n", 0)])
def test_condition_is_met_by_a_phone_that_cdp_sees(lines: str, dscp: int) -> None:
    """Trap 12: ``mls qos trust device cisco-phone`` needs CDP on the port."""
    access = (
        "interface GigabitEthernet1/1\n switchport\n switchport mode access\n switchport voice vlan 110\n"
    )
    trust = " mls qos trust device cisco-phone\n mls qos trust dscp\n"
    assert left(f"mls qos\n{access}{trust}{lines}{OUT}", PHONE).dscp == dscp


def test_steps_name_the_lines_that_decided() -> None:
    """Evidence of the queue is its own cos-map line, of the share the weights."""
    device = switch("c6500", TRUSTING + THREE)
    treated = way(device, marked(3), "Gi1/1", "Gi2/1")
    assert decided(treated, "queue") == "wrr-queue cos-map 2 1 3"
    lines = {
        step.stage: step.lines
        for step in stages(device, port(device, "Gi1/1"), port(device, "Gi2/1"), treated)
    }
    assert (lines["trust"], lines["queue"], lines["scheduler"]) == ((7,), (14,), (11,))


@given(st.lists(st.integers(-1, 9), max_size=6), st.sampled_from(["cos-map", "bandwidth", "threshold"]))
def test_odd_numbers_break_nothing(numbers: list[int], what: str) -> None:
    """Whatever numbers a line has, shares stay between 0 and 100 and queues are those of some port."""
    text = f"{TRUSTING} wrr-queue {what} {' '.join(map(str, numbers))}\n"
    for cos in range(8):
        out = left(text, marked(cos))
        assert out.guaranteed_percent is None or 0 <= out.guaranteed_percent <= 100
        assert out.queue is None or 1 <= int(out.queue) <= 8


def test_every_kind_has_a_queue_for_each_cos() -> None:
    """Default queues are eight, none beyond the weighted and the strict one; CoS 5 alone is strict."""
    for kind in KINDS:
        assert len(kind.queues) == 8
        assert set(kind.queues) <= {*range(1, kind.weighted + 1), kind.strict}
        assert [cos for cos, queue in enumerate(kind.queues) if queue == kind.strict] in ([], [5])


def test_a_subinterface_has_trust_and_queues_of_its_main_interface() -> None:
    """Trap 23: trust and queue lines stand on the physical port, which is their evidence."""
    text = (
        f"mls qos\n{IN}interface GigabitEthernet2/1\n no switchport\n mls qos trust dscp\n"
        " wrr-queue bandwidth 20 30 50\n"
        "interface GigabitEthernet2/1.20\n encapsulation dot1Q 20\n ip address 10.0.0.1 255.255.255.0\n"
    )
    device = switch("c6500", text)
    back = way(device, PEER, "Gi2/1.20", "Gi1/1")
    assert back.exit.dscp == EF
    treated = way(device, marked(6), "Gi2/1.20", "Gi2/1.20")
    assert (treated.exit.queue, treated.exit.guaranteed_percent, treated.exit.tagged) == ("3", 50, True)
    ends = port(device, "Gi2/1.20"), port(device, "Gi2/1.20")
    lines = {step.stage: step.lines for step in stages(device, *ends, treated)}
    assert (lines["trust"], lines["scheduler"]) == ((9,), (10,))
