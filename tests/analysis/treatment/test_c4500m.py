"""The 4500 with an MQC supervisor, by its configuration guide; values worked out by hand."""

import pytest

from netaudit.model import Exit, Packet, Treatment
from tests.analysis.treatment.mls.switch import CHEATER, EF, PEER, PHONE, switch, way

PHONE_PORT = """\
interface GigabitEthernet1/1
 switchport access vlan 10
 switchport mode access
 switchport voice vlan 110
"""
UPLINK = "interface TenGigabitEthernet1/2\n switchport mode trunk\n"
OUT = """\
class-map match-any VOICE
 match dscp ef
policy-map OUT
 class VOICE
  priority
  police cir percent 33
   conform-action transmit
   exceed-action drop
 class class-default
  bandwidth remaining percent 25
  dbl
"""
QUEUEING = f"{UPLINK} service-policy output OUT\n"


def through(text: str, packet: Packet = PHONE) -> Treatment:
    """What happens to a packet between port 1 and the uplink."""
    return way(switch("c4500m", text), packet, "Gi1/1", "Te1/2")


def left(text: str, packet: Packet = PHONE) -> Exit:
    """How the packet leaves."""
    return through(text, packet).exit


@pytest.mark.parametrize("packet", [PHONE, CHEATER, PEER])
def test_every_port_is_trusted_by_default(packet: Packet) -> None:
    """Trap 11: without any line the marking stays, a cheater's too."""
    assert left(f"{PHONE_PORT}{UPLINK}", packet).dscp == EF


@pytest.mark.parametrize(("packet", "dscp"), [(PHONE, EF), (CHEATER, EF), (PEER, 0)])
def test_condition_is_met_where_the_phone_is(packet: Packet, dscp: int) -> None:
    """Trap 12: with the phone there all is trusted, the PC behind it included; another device gets 0."""
    assert left(f"{PHONE_PORT} qos trust device cisco-phone\n{UPLINK}", packet).dscp == dscp


def test_an_unmet_condition_clears_both_markings() -> None:
    """DSCP and CoS are 0 where no phone is seen: here CDP is off."""
    out = left(f"no cdp run\n{PHONE_PORT} qos trust device cisco-phone\n{UPLINK}")
    assert (out.dscp, out.cos) == (0, 0)


def test_one_queue_without_a_policy() -> None:
    """Trap 13: trusted is not prioritised; nothing is strict or reserved without an output policy."""
    out = left(f"{PHONE_PORT}{UPLINK}")
    assert (out.queue, out.strict, out.guaranteed_percent) == ("fifo", False, 0)


def test_priority_is_strict_up_to_its_policer() -> None:
    """33 % of ten gigabit is 3.3 Gbit/s; what exceeds it is dropped."""
    out = left(f"{OUT}{PHONE_PORT}{QUEUEING}")
    assert (out.queue, out.strict, out.cap_percent, out.cap_kbps) == ("VOICE", True, 33, 3_300_000)


def test_priority_without_a_policer_has_no_limit() -> None:
    """A bare ``priority`` may take the whole link."""
    bare = "class-map VOICE\n match dscp ef\npolicy-map OUT\n class VOICE\n  priority\n"
    out = left(f"{bare}{PHONE_PORT}{QUEUEING}")
    assert (out.strict, out.guaranteed_percent, out.cap_percent) == (True, 100, None)


def test_remaining_is_of_what_priority_leaves() -> None:
    """Trap 16: 25 % of the 67 % that the policed class leaves is 16.75 %."""
    out = left(f"{OUT}{PHONE_PORT}{QUEUEING}", Packet(dscp=0, cos=0))
    assert out.guaranteed_percent == pytest.approx(16.75)


def test_queues_without_bandwidth_share_what_is_left() -> None:
    """The guide's example: with 10 % and 20 % reserved, two more queues get 35 % each."""
    text = (
        "class-map A\n match dscp af11\nclass-map B\n match dscp af21\nclass-map C\n match dscp af31\n"
        "policy-map OUT\n class A\n  bandwidth percent 10\n class B\n  bandwidth percent 20\n"
        " class C\n  queue-limit 100\n"
    )
    assert left(f"{text}{PHONE_PORT}{QUEUEING}", Packet(dscp=26, cos=3)).guaranteed_percent == 35
    assert left(f"{text}{PHONE_PORT}{QUEUEING}", Packet(dscp=0, cos=0)).guaranteed_percent == 35


def test_queue_by_the_group_that_input_set() -> None:
    """Auto-QoS carries voice in qos-group 46 from the input policy by CoS to the output policy."""
    text = (
        "class-map IN5\n match cos 5\nclass-map G46\n match qos-group 46\n"
        "policy-map IN\n class IN5\n  set qos-group 46\n"
        "policy-map OUT\n class G46\n  set dscp ef\n  set cos 5\n  priority\n"
    )
    out = left(f"{text}{PHONE_PORT} service-policy input IN\n{QUEUEING}", Packet(dscp=0, cos=5))
    assert (out.dscp, out.cos, out.queue, out.strict) == (EF, 5, "G46", True)


def test_cos_of_a_frame_without_tag_is_unknown_unless_best_effort() -> None:
    """Nothing says whether CoS 0 or that of the DSCP is written; for DSCP 0 both are the same."""
    assert left(f"{PHONE_PORT}{UPLINK}", Packet(dscp=0, sender="pc")).cos == 0
    treated = through(f"{PHONE_PORT}{UPLINK}", CHEATER)
    assert (treated.exit.tagged, treated.exit.cos, treated.known) == (True, None, False)


def test_the_ports_policy_goes_before_that_of_the_vlan() -> None:
    """Trap 23: with a policy on port and VLAN interface the port's acts; without one the VLAN's."""
    policies = (
        "policy-map P\n class class-default\n  set dscp af41\n"
        "policy-map V\n class class-default\n  set dscp af11\n"
    )
    svi = "interface Vlan110\n service-policy input V\n"
    assert left(f"{policies}{PHONE_PORT} service-policy input P\n{UPLINK}{svi}").dscp == 34
    assert left(f"{policies}{PHONE_PORT}{UPLINK}{svi}").dscp == 10


def test_input_policy_of_the_channel_counts_for_its_members() -> None:
    """Marking hangs on the channel and queueing on its members."""
    text = (
        f"{OUT}policy-map MARK\n class class-default\n  set dscp af41\n"
        "interface Port-channel1\n switchport mode trunk\n service-policy input MARK\n"
        "interface GigabitEthernet1/1\n switchport mode trunk\n channel-group 1 mode on\n"
        f" service-policy output OUT\n{UPLINK}"
    )
    assert left(text, PEER).dscp == 34


def test_a_channel_queues_by_its_members() -> None:
    """Both members queue: strict. One does not: a hash decides, so it is not known."""
    member = "interface TenGigabitEthernet1/{}\n switchport mode trunk\n channel-group 1 mode on\n"
    first = member.format(3) + " service-policy output OUT\n"
    second = member.format(4)
    channel = "interface Port-channel1\n switchport mode trunk\n"
    text = f"{OUT}{PHONE_PORT}{channel}{first}{second}"
    device = switch("c4500m", f"{text} service-policy output OUT\n")
    assert way(device, PHONE, "Gi1/1", "Po1").exit.strict is True
    assert way(switch("c4500m", text), PHONE, "Gi1/1", "Po1").exit.strict is None


VLANS = f"""\
policy-map DATA
 class class-default
  set dscp default
policy-map VOICE
 class class-default
  set dscp af41
{PHONE_PORT} vlan-range 10
  service-policy input DATA
 vlan-range 110,120-130
  service-policy input VOICE
{UPLINK}"""


@pytest.mark.parametrize("family", ["c4500l", "c4500m"])
@pytest.mark.parametrize(
    ("packet", "dscp"),
    [
        (PHONE, 34),
        (CHEATER, 0),
        (Packet(dscp=EF, cos=5, vlan=125), 34),
        (Packet(dscp=EF, cos=5, vlan=140), EF),
    ],
)
def test_policies_for_some_vlans_of_a_port(family: str, packet: Packet, dscp: int) -> None:
    """``vlan-range``: the phone's VLAN meets one policy, the PC's another, VLAN 140 none."""
    device = switch(family, "qos\n" + VLANS.replace("voice vlan 110\n", "voice vlan 110\n qos trust dscp\n"))
    assert way(device, packet, "Gi1/1", "Te1/2").exit.dscp == dscp


@pytest.mark.parametrize("family", ["c4500l", "c4500m"])
def test_policies_by_vlan_need_to_know_the_vlan(family: str) -> None:
    """On a trunk with ``vlan-range`` a tagged packet of no VLAN in particular may meet any policy."""
    trunk = VLANS.replace("switchport mode access\n", "switchport mode trunk\n")
    assert way(switch(family, f"qos\n{trunk}"), PEER, "Gi1/1", "Te1/2").exit.dscp is None
