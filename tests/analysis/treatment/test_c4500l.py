"""The 4500 with a classic supervisor, by its configuration guide; values worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.analysis.treatment import stages
from netaudit.model import Exit, Packet
from tests.analysis.treatment.mls.switch import CHEATER, EF, PEER, PHONE, decided, port, switch, way

PHONE_PORT = """\
interface GigabitEthernet1/1
 switchport access vlan 10
 switchport mode access
 switchport voice vlan 110
"""
UPLINK = "interface GigabitEthernet1/2\n switchport mode trunk\n"
TRUSTING = f"qos\n{PHONE_PORT} qos trust dscp\n{UPLINK}"


def left(text: str, packet: Packet = PHONE) -> Exit:
    """How a packet from port 1 leaves by port 2."""
    return way(switch("c4500l", text), packet, "Gi1/1", "Gi1/2").exit


def test_qos_off_trusts_dscp() -> None:
    """Without ``qos`` a port trusts DSCP, also where a line trusts CoS; CoS goes by the DSCP, 40 >> 3 = 5."""
    out = left(f"{PHONE_PORT} qos trust cos\n{UPLINK}", Packet(dscp=40, cos=1))
    assert (out.dscp, out.cos, out.strict) == (40, 5, False)


def test_qos_on_without_trust_rewrites_to_zero() -> None:
    """Trap 3: an untrusted port gives its own DSCP, 0, and with it CoS 0 and transmit queue 1."""
    out = left(f"qos\n{PHONE_PORT}{UPLINK}")
    assert (out.dscp, out.cos, out.queue) == (0, 0, "1")


def test_untrusted_packets_get_the_dscp_of_the_port() -> None:
    """``qos dscp 26`` is what untrusted packets are marked with; nonsense in it counts for nothing."""
    assert left(f"qos\n{PHONE_PORT} qos dscp 26\n{UPLINK}").dscp == 26
    assert left(f"qos\n{PHONE_PORT} qos dscp 260\n{UPLINK}").dscp == 0


def test_qos_off_on_one_port() -> None:
    """``no qos`` on a port makes that port trust DSCP while QoS is on elsewhere."""
    assert left(f"qos\n{PHONE_PORT} no qos\n{UPLINK}").dscp == EF


def test_trusted_cos_is_mapped_and_leaves_as_it_came() -> None:
    """Trap 4: CoS 5 becomes DSCP 40 by default, 46 by a line; the tag keeps its CoS."""
    text = f"{PHONE_PORT} qos trust cos\n{UPLINK}"
    assert left(f"qos\n{text}").dscp == 40
    out = left(f"qos\nqos map cos 5 to dscp 46\nqos map dscp 46 to cos 2\n{text}")
    assert (out.dscp, out.cos) == (EF, 5)


def test_the_written_cos_is_that_of_the_dscp_where_dscp_is_trusted() -> None:
    """With DSCP trust the dscp-cos map gives the CoS: a line maps 46 to 2."""
    assert left(f"qos map dscp 46 to cos 2\n{TRUSTING}").cos == 2


@pytest.mark.parametrize(("packet", "dscp"), [(PHONE, 40), (CHEATER, 0), (PEER, 0)])
def test_condition_is_met_by_the_phone_alone(packet: Packet, dscp: int) -> None:
    """Trap 12: phone CoS 5 counts, a PC's frame without tag has CoS 0, another device is no phone."""
    text = f"qos\n{PHONE_PORT} qos trust device cisco-phone\n qos trust cos\n{UPLINK}"
    assert left(text, packet).dscp == dscp


@pytest.mark.parametrize(("where", "port_lines"), [("no cdp run\n", ""), ("", " no cdp enable\n")])
def test_condition_needs_cdp(where: str, port_lines: str) -> None:
    """Without CDP the phone is never seen, so its marking is 0."""
    text = f"qos\n{where}{PHONE_PORT} qos trust device cisco-phone\n qos trust cos\n{port_lines}{UPLINK}"
    assert left(text).dscp == 0


@pytest.mark.parametrize(
    ("dscp", "queue"),
    [(0, "1"), (15, "1"), (16, "2"), (31, "2"), (32, "3"), (47, "3"), (48, "4"), (63, "4")],
)
def test_default_transmit_queues(dscp: int, queue: str) -> None:
    """Sixteen DSCP values in each of the four queues."""
    assert left(TRUSTING, Packet(dscp=dscp, cos=0)).queue == queue


def test_a_line_moves_a_dscp_to_another_queue() -> None:
    """``qos map dscp 24 26 to tx-queue 4``; a queue that is not there counts for nothing."""
    moved = f"qos map dscp 24 26 to tx-queue 4\nqos map dscp 24 to tx-queue 9\n{TRUSTING}"
    assert left(moved, Packet(dscp=24, cos=3)).queue == "4"


def test_no_queue_is_strict_by_default() -> None:
    """Trap 8: all four queues share alike until transmit queue 3 gets ``priority high``."""
    out = left(TRUSTING)
    assert (out.queue, out.strict, out.guaranteed_percent) == ("3", False, 25)


def test_transmit_queue_3_is_strict_up_to_its_shape() -> None:
    """``shape percent 33`` holds the strict queue of a gigabit port to 330 Mbit/s; else it has no limit."""
    high = f"{TRUSTING} tx-queue 3\n   priority high\n"
    out = left(high)
    assert (out.strict, out.guaranteed_percent, out.cap_percent) == (True, 100, None)
    out = left(f"{high}   bandwidth percent 33\n   shape percent 33\n")
    assert (out.strict, out.guaranteed_percent, out.cap_kbps) == (True, 33, 330_000)


def test_only_transmit_queue_3_takes_priority() -> None:
    """``priority high`` elsewhere is no line of IOS and makes nothing strict."""
    assert left(f"{TRUSTING} tx-queue 4\n   priority high\n", Packet(dscp=48, cos=6)).strict is False


@pytest.mark.parametrize(
    ("line", "percent"),
    [
        ("bandwidth percent 10", 10),
        ("bandwidth 100 m", 10),
        ("bandwidth 100000000", 10),
        ("bandwidth 1 g", 100),
    ],
)
def test_bandwidth_of_a_queue(line: str, percent: float) -> None:
    """A share in percent, or a rate of a gigabit port: 100 Mbit/s is 10 %."""
    out = left(f"{TRUSTING} tx-queue 4\n   {line}\n", Packet(dscp=48, cos=6))
    assert out.guaranteed_percent == pytest.approx(percent)


def test_the_other_queues_share_what_is_left() -> None:
    """Where one queue takes 70 %, the other three have 10 % each and not a quarter."""
    out = left(f"{TRUSTING} tx-queue 1\n   bandwidth percent 70\n")
    assert out.guaranteed_percent == pytest.approx(10)


def test_a_rate_that_nobody_can_read_is_unknown() -> None:
    """A share that is no rate is not known, and the answer says so."""
    device = switch("c4500l", f"{TRUSTING} tx-queue 4\n   bandwidth lots\n")
    treated = way(device, Packet(dscp=48, cos=6), "Gi1/1", "Gi1/2")
    assert treated.exit.guaranteed_percent is None
    assert not treated.known


POLICY = """\
access-list 101 permit udp any any range 16384 32767
class-map match-all RTP
 match access-group 101
class-map match-all EF
 match ip dscp ef
policy-map IN
 class RTP
  set ip dscp ef
 class EF
  trust dscp
 class class-default
  set ip dscp default
"""


def test_input_policy_marks_after_trust() -> None:
    """An access list finds voice whatever its marking; what matches nothing is set to 0."""
    text = f"qos\n{POLICY}{PHONE_PORT} service-policy input IN\n{UPLINK}"
    voice = Packet(dscp=0, cos=0, source="10.0.0.1", destination="10.0.0.2", destination_port=17000)
    assert left(text, voice).dscp == EF
    web = Packet(
        dscp=0, cos=0, protocol="tcp", source="10.0.0.1", destination="10.0.0.2", destination_port=80
    )
    assert left(text, web).dscp == 0


def test_classes_see_the_dscp_of_the_port_where_dscp_is_not_trusted() -> None:
    """An untrusted EF packet looks like DSCP 0 to ``match ip dscp``; on a port that trusts DSCP it is EF."""
    policy = "class-map match-all EF\n match ip dscp ef\npolicy-map IN\n class EF\n  set ip dscp af41\n"
    port_ = f"{PHONE_PORT} service-policy input IN\n"
    assert left(f"qos\n{policy}{port_}{UPLINK}").dscp == 0
    assert left(f"qos\n{policy}{port_} qos trust dscp\n{UPLINK}").dscp == 34


def test_trust_in_a_class_goes_back_to_the_wire() -> None:
    """``trust dscp`` in a class takes the DSCP that the packet came with, on an untrusted port too."""
    policy = "policy-map IN\n class class-default\n  trust dscp\n"
    assert left(f"qos\n{policy}{PHONE_PORT} service-policy input IN\n{UPLINK}").dscp == EF


def test_policy_of_the_vlan_counts_on_a_vlan_based_port() -> None:
    """Trap 23: ``qos vlan-based`` takes the policy of the VLAN interface, which marks AF41."""
    policy = "policy-map VLAN\n class class-default\n  set ip dscp af41\n"
    svi = "interface Vlan110\n service-policy input VLAN\n"
    text = f"qos\n{policy}{PHONE_PORT} qos trust dscp\n"
    assert left(f"{text}{UPLINK}{svi}").dscp == EF
    assert left(f"{text} qos vlan-based\n{UPLINK}{svi}").dscp == 34


def test_output_policy_sees_what_input_marked() -> None:
    """Trap 18: ``match ip dscp ef`` on output finds the packet that the input policy made EF."""
    policies = (
        "policy-map IN\n class class-default\n  set ip dscp ef\n"
        "class-map match-all EF\n match ip dscp ef\npolicy-map OUT\n class EF\n  set ip dscp af41\n"
    )
    text = f"qos\n{policies}{PHONE_PORT} service-policy input IN\n{UPLINK} service-policy output OUT\n"
    out = left(text, Packet(dscp=0, cos=0))
    assert (out.dscp, out.cos, out.queue) == (34, 4, "3")


def test_policy_that_is_not_there_leaves_the_marking_unknown() -> None:
    """Nobody knows what a policy-map does that the config does not define."""
    out = left(f"qos\n{PHONE_PORT} service-policy input GONE\n{UPLINK}")
    assert (out.dscp, out.queue, out.strict) == (None, None, None)


def test_transparency_keeps_the_packet_and_not_the_queue() -> None:
    """``no qos rewrite ip dscp`` leaves EF in the packet; the queue goes by the internal 0."""
    out = left(f"qos\nno qos rewrite ip dscp\n{PHONE_PORT}{UPLINK}")
    assert (out.dscp, out.queue) == (EF, "1")


def test_members_take_trust_and_policy_from_their_channel() -> None:
    """Trap 23: a trust line on the port-channel holds for a member without one, and is its evidence."""
    text = (
        "qos\ninterface Port-channel1\n switchport mode trunk\n qos trust dscp\n"
        f"interface GigabitEthernet1/1\n switchport mode trunk\n channel-group 1 mode on\n{UPLINK}"
    )
    device = switch("c4500l", text)
    treated = way(device, PEER, "Gi1/1", "Gi1/2")
    assert treated.exit.dscp == EF
    steps = stages(device, port(device, "Gi1/1"), port(device, "Gi1/2"), treated)
    trust = next(step for step in steps if step.stage == "trust")
    assert trust.lines == (6,)


def test_steps_name_the_lines_that_decided() -> None:
    """The scheduler's step stands on the lines of the transmit queue, not on its header."""
    device = switch("c4500l", f"{TRUSTING} tx-queue 3\n   priority high\n   shape percent 20\n")
    treated = way(device, PHONE, "Gi1/1", "Gi1/2")
    assert decided(treated, "scheduler") == "tx-queue 3 priority high, tx-queue 3 shape percent 20"
    steps = stages(device, port(device, "Gi1/1"), port(device, "Gi1/2"), treated)
    scheduler = next(step for step in steps if step.stage == "scheduler")
    assert scheduler.lines == (12, 13)


@given(
    dscp=st.integers(0, 63),
    cos=st.none() | st.integers(0, 7),
    trust=st.sampled_from(["", " qos trust cos\n", " qos trust dscp\n"]),
)
def test_no_marking_is_invented(dscp: int, cos: int | None, trust: str) -> None:
    """What leaves is the packet's DSCP, the map of its CoS, or 0."""
    out = left(f"qos\n{PHONE_PORT}{trust}{UPLINK}", Packet(dscp=dscp, cos=cos))
    assert out.dscp in {dscp, 8 * (cos or 0), 0}
