"""What a Catalyst 3650, 3850 or 9000 does beyond the hand-derived rows: reasons, bundles, VLAN policies."""

import pytest

from netaudit.analysis.roles import assign
from netaudit.analysis.treatment import stages, treatment
from netaudit.model import Device, Packet, Treatment
from netaudit.parsers import read
from netaudit.site.policy import Policy
from tests.analysis.treatment.rows import port_of

HEAD = """\
hostname acc-1
switch 1 provision c9300-48p
class-map match-any VOICE
 match dscp ef
policy-map QUEUES
 class VOICE
  priority level 1 percent 10
 class class-default
  bandwidth remaining percent 90
policy-map OTHER
 class VOICE
  priority level 1 percent 20
policy-map UNTRUST
 class class-default
  set dscp default
"""
BEARER = Packet(dscp=46, cos=5, sender="phone")
PEER = Packet(dscp=46, cos=5, sender="peer")


def device(text: str) -> Device:
    """A switch with these interfaces."""
    (found,) = read(HEAD + text + "end\n")
    return assign(found, Policy())


def treated(text: str, packet: Packet, ingress: str, egress: str) -> Treatment:
    """What the switch does to a packet."""
    switch = device(text)
    return treatment(switch, packet, port_of(switch, ingress), port_of(switch, egress))


ACCESS = """\
interface GigabitEthernet1/0/1
 switchport access vlan 10
 switchport mode access
 switchport voice vlan 110
"""
UPLINK = """\
interface TenGigabitEthernet1/1/1
 switchport mode trunk
"""


def test_the_default_is_told_as_a_default() -> None:
    """A port without any QoS line keeps the marking, by a default and not by a line."""
    found = treated(ACCESS + UPLINK, BEARER, "Gi1/0/1", "Te1/1/1")
    trust, queue = found.steps
    assert (trust.decided_by, trust.places) == ("default: trusted", ())
    assert (queue.decided_by, queue.places) == ("default: two queues, none with priority", ())
    assert (found.exit.dscp, found.exit.cos, found.exit.strict) == (46, 5, False)


def test_which_default_queue_is_not_claimed() -> None:
    """Documents differ on the queue of EF without a policy; that no queue is strict they all say."""
    left = treated(ACCESS + UPLINK, BEARER, "Gi1/0/1", "Te1/1/1").exit
    assert left.queue is None
    assert (left.guaranteed_percent, left.link_kbps) == (0, 10_000_000)


@pytest.mark.parametrize(
    ("lines", "globally", "why", "blamed"),
    [
        ("", "", "no cisco-phone is attached", {"trust device cisco-phone"}),
        ("", "no cdp run\n", "CDP is off", {"trust device cisco-phone", "no cdp run"}),
        (" no cdp enable\n", "", "CDP is off on the port", {"trust device cisco-phone", "no cdp enable"}),
    ],
)
def test_an_unmet_condition_names_its_lines(lines: str, globally: str, why: str, blamed: set[str]) -> None:
    """Conditional trust that is not met zeroes DSCP and CoS, says why, and points at the lines."""
    text = f"{ACCESS} trust device cisco-phone\n service-policy input QUEUES\n{lines}{UPLINK}{globally}"
    switch = device(text)
    way = (port_of(switch, "Gi1/0/1"), port_of(switch, "Te1/1/1"))
    packet = BEARER if globally or lines else PEER
    found = treatment(switch, packet, *way)
    assert (found.exit.dscp, found.exit.cos) == (0, 0)
    assert why in found.steps[0].says
    assert "the input policy has no effect" in found.steps[0].says
    shown = (HEAD + text).splitlines()
    first = next(stages(switch, *way, found))
    assert {shown[line - 1].strip() for line in first.lines} == blamed


@pytest.mark.parametrize("kind", ["cts", "ip-camera", "media-player"])
def test_other_devices_are_no_phones(kind: str) -> None:
    """A port that waits for a camera zeroes what a phone sends."""
    found = treated(f"{ACCESS} trust device {kind}\n{UPLINK}", BEARER, "Gi1/0/1", "Te1/1/1")
    assert (found.exit.dscp, found.exit.cos) == (0, 0)


@pytest.mark.parametrize(
    ("line", "cos"),
    [
        ("", 0),
        (" switchport priority extend cos 3\n", 3),
        (" switchport priority extend trust\n", 5),
    ],
)
def test_the_phone_resets_the_cos_of_the_pc_and_not_its_dscp(line: str, cos: int) -> None:
    """Tagged frames of the PC leave the phone with the extend value, 0 by default; DSCP stays."""
    packet = Packet(dscp=46, cos=5, sender="pc")
    found = treated(f"{ACCESS}{line}{UPLINK}", packet, "Gi1/0/1", "Te1/1/1")
    assert (found.exit.dscp, found.exit.cos) == (46, cos)


def test_a_vlan_policy_marks_where_the_port_has_none() -> None:
    """The input policy of a VLAN interface marks what comes in by access ports of that VLAN only."""
    text = f"{ACCESS}interface Vlan10\n service-policy input UNTRUST\n{UPLINK}"
    assert treated(text, Packet(dscp=46, sender="pc"), "Gi1/0/1", "Te1/1/1").exit.dscp == 0
    assert treated(text, BEARER, "Gi1/0/1", "Te1/1/1").exit.dscp == 46


def test_an_output_policy_of_a_vlan_marks_and_does_not_queue() -> None:
    """On the way out of VLAN 110 the marking is reset; the queue stays that of the port."""
    text = (
        f"{ACCESS}interface Vlan110\n service-policy output UNTRUST\n{UPLINK} service-policy output QUEUES\n"
    )
    left = treated(text, BEARER, "Gi1/0/1", "Te1/1/1").exit
    assert (left.dscp, left.queue) == (0, "class-default")
    other = treated(text, Packet(dscp=46, sender="pc"), "Gi1/0/1", "Te1/1/1").exit
    assert (other.dscp, other.queue) == (46, "VOICE")


def test_a_vlan_interface_has_no_queue() -> None:
    """Which port a routed packet leaves by is not said by its VLAN interface."""
    text = f"{ACCESS}interface Vlan20\n ip address 10.1.1.1 255.255.255.0\n"
    found = treated(text, BEARER, "Gi1/0/1", "Vlan20")
    assert (found.exit.dscp, found.exit.strict, found.known) == (46, None, False)


BUNDLE = """\
interface Port-channel1
 switchport mode trunk
 service-policy output QUEUES
interface TenGigabitEthernet1/1/1
 switchport mode trunk
 channel-group 1 mode active
interface TenGigabitEthernet1/1/2
 switchport mode trunk
 channel-group 1 mode active
"""


def test_a_policy_on_the_bundle_does_nothing() -> None:
    """A policy on the port-channel is named and said to be inert: members queue, and they have none."""
    found = treated(ACCESS + BUNDLE, BEARER, "Gi1/0/1", "Po1")
    inert = next(step for step in found.steps if step.decided_by == "service-policy output QUEUES")
    assert "no effect" in inert.says
    assert found.exit.strict is False


def test_members_that_differ_leave_only_what_they_share() -> None:
    """Members with 10 % and 20 % of priority: strict for sure, the amount unknown."""
    text = BUNDLE.replace(" service-policy output QUEUES\n", "")
    first, second = text.split("interface TenGigabitEthernet1/1/2\n")
    text = f"{first} service-policy output QUEUES\ninterface TenGigabitEthernet1/1/2\n{second}"
    text += " service-policy output OTHER\n"
    found = treated(ACCESS + text, BEARER, "Gi1/0/1", "Po1")
    assert (found.exit.strict, found.exit.queue, found.exit.dscp) == (True, "VOICE", 46)
    assert found.exit.cap_percent is None
    assert not found.known


def test_members_that_mark_differently_leave_the_marking_unknown() -> None:
    """Whether the packet came by the member that resets it can not be told."""
    text = BUNDLE.replace(" service-policy output QUEUES\n", "") + " service-policy input UNTRUST\n"
    found = treated(ACCESS + text, PEER, "Po1", "Gi1/0/1")
    assert found.exit.dscp is None
    assert not found.known


def test_the_native_vlan_leaves_untagged() -> None:
    """A trunk sends frames of its native VLAN without a tag, and so without CoS."""
    text = ACCESS + UPLINK + " switchport trunk native vlan 10\n"
    left = treated(text, Packet(dscp=0, sender="pc"), "Gi1/0/1", "Te1/1/1").exit
    assert (left.tagged, left.cos) == (False, None)
