"""The 6500 and 6800 with Supervisor 2T or 6T; values worked out by hand."""

import pytest

from netaudit.model import Exit, Packet, Treatment
from tests.analysis.treatment.mls.switch import EF, PEER, PHONE, decided, switch, way

IN = "interface TenGigabitEthernet1/1\n switchport\n switchport mode trunk\n"
OUT = "interface TenGigabitEthernet2/1\n switchport\n switchport mode trunk\n"
QUEUEING = """\
class-map type lan-queuing match-any VOICE
 match dscp ef
class-map type lan-queuing match-any CONTROL
 match cos 3
policy-map type lan-queuing EGRESS
 class VOICE
  priority
 class CONTROL
  bandwidth remaining percent 20
 class class-default
  bandwidth remaining percent 80
"""
LAN_OUT = f"{OUT} service-policy type lan-queuing output EGRESS\n"


def through(text: str, packet: Packet = PEER) -> Treatment:
    """What happens to a packet between the two ports."""
    return way(switch("c6800", text), packet, "Te1/1", "Te2/1")


def left(text: str, packet: Packet = PEER) -> Exit:
    """How the packet leaves."""
    return through(text, packet).exit


def test_every_port_is_trusted_by_default() -> None:
    """Trap 11: DSCP stays without any line, and the CoS that leaves goes by it."""
    out = left(f"{IN}{OUT}", Packet(dscp=EF, cos=0, sender="peer"))
    assert (out.dscp, out.cos) == (EF, 5)


@pytest.mark.parametrize(
    ("words", "dscp"), [("none remark", 0), ("cos", 24), ("dscp", EF), ("precedence", 40), ("luck", None)]
)
def test_trust_of_a_port(words: str, dscp: int | None) -> None:
    """EF with CoS 3: untrusted 0, by CoS 24, by precedence 40; a word that nobody knows leaves it unknown."""
    text = f"{IN} platform qos trust {words}\n{OUT}"
    assert left(text, Packet(dscp=EF, cos=3, sender="peer")).dscp == dscp


@pytest.mark.parametrize(
    ("cos", "strict", "queue"), [(0, False, "1"), (3, False, "2"), (5, True, None), (6, False, "3")]
)
def test_default_queues_are_chosen_by_cos(cos: int, strict: bool, queue: str | None) -> None:
    """CoS 5 is strict on every card of these supervisors; its number depends on the card."""
    out = left(f"{IN}{OUT}", Packet(dscp=8 * cos, cos=cos, sender="peer"))
    assert (out.strict, out.queue) == (strict, queue)


def test_shares_of_default_queues_depend_on_the_card() -> None:
    """Weights of the round robin are not known where the card is not."""
    assert left(f"{IN}{OUT}", Packet(dscp=0, cos=0)).guaranteed_percent is None


def test_queueing_policy_decides_on_queues() -> None:
    """Trap 22: a lan-queuing policy is what queues; EF is strict, CoS 3 gets 20 % of what is left."""
    text = f"{QUEUEING}{IN}{LAN_OUT}"
    assert (left(text).queue, left(text).strict) == ("VOICE", True)
    out = left(text, Packet(dscp=24, cos=3, sender="peer"))
    assert (out.queue, out.strict, out.guaranteed_percent) == ("CONTROL", False, 20)


def test_queueing_by_cos_counts_where_no_tag_leaves() -> None:
    """Out of a routed port a packet has no tag, yet its CoS chooses the queue."""
    routed = LAN_OUT.replace(
        " switchport\n switchport mode trunk\n", " no switchport\n ip address 10.0.0.1 255.255.255.252\n"
    )
    out = left(f"{QUEUEING}{IN}{routed}", Packet(dscp=24, cos=3, sender="peer"))
    assert (out.queue, out.tagged, out.cos) == ("CONTROL", False, None)


def test_a_policy_of_the_common_kind_does_not_queue() -> None:
    """Trap 22: ``service-policy output`` marks and polices; CoS 5 still goes to the card's strict queue."""
    text = f"policy-map OUT\n class class-default\n  set dscp ef\n{IN}{OUT} service-policy output OUT\n"
    out = left(text, Packet(dscp=0, cos=0, sender="peer"))
    assert (out.dscp, out.cos, out.strict) == (EF, 5, True)


def test_input_policy_of_port_or_vlan() -> None:
    """Trap 23: ``platform qos vlan-based`` takes the policy of the VLAN interface in place of the port's."""
    access = (
        "interface TenGigabitEthernet1/1\n switchport\n switchport mode access\n switchport access vlan 10\n"
    )
    policies = (
        "policy-map P\n class class-default\n  set dscp af41\n"
        "policy-map V\n class class-default\n  set dscp af11\n"
    )
    svi = "interface Vlan10\n ip address 10.0.0.1 255.255.255.0\n service-policy input V\n"
    text = f"{policies}{access} service-policy input P\n"
    packet = Packet(dscp=0, sender="pc")
    assert left(f"{text}{OUT}{svi}", packet).dscp == 34
    assert left(f"{text} platform qos vlan-based\n{OUT}{svi}", packet).dscp == 10


def test_trust_line_is_the_evidence() -> None:
    """The step of trust names the line, or the default."""
    assert (
        decided(through(f"{IN} platform qos trust none remark\n{OUT}"), "trust")
        == "platform qos trust none remark"
    )
    assert decided(through(f"{IN}{OUT}", PHONE), "trust") == "default: trusted"
