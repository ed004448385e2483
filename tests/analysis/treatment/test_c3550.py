"""The 3550, by its configuration guide and command reference; values worked out by hand."""

from netaudit.model import Exit, Packet
from tests.analysis.treatment.mls.switch import EF, PHONE, decided, switch, way

PHONE_PORT = """\
interface FastEthernet0/1
 switchport access vlan 10
 switchport voice vlan 110
 switchport mode access
"""
UPLINK = "interface GigabitEthernet0/1\n switchport mode trunk\n"


def out(text: str, packet: Packet = PHONE) -> Exit:
    """How a packet leaves from the phone port by the uplink."""
    return way(switch("c3550", text), packet, "Fa0/1", "Gi0/1").exit


def test_off_until_mls_qos() -> None:
    """Without ``mls qos`` the marking passes and all share one queue."""
    left = out(f"{PHONE_PORT} mls qos trust cos\n{UPLINK} priority-queue out\n")
    assert (left.dscp, left.cos, left.queue, left.strict) == (EF, 5, "fifo", False)


def test_cos_five_is_in_queue_three_by_default() -> None:
    """Default map: CoS 4 and 5 in queue 3, one of four equal weights; queue 4 is not strict."""
    left = out(f"mls qos\n{PHONE_PORT} mls qos trust dscp\n{UPLINK}")
    assert (left.queue, left.strict, left.guaranteed_percent) == ("3", False, 25)


def test_expedite_queue_is_the_fourth() -> None:
    """Trap 8: ``priority-queue out`` makes queue 4 strict; CoS 5 must be mapped there."""
    lines = " priority-queue out\n wrr-queue bandwidth 10 20 70 1\n"
    unmapped = out(f"mls qos\n{PHONE_PORT} mls qos trust dscp\n{UPLINK}{lines}")
    assert (unmapped.queue, unmapped.strict, unmapped.guaranteed_percent) == ("3", False, 70)
    mapped = out(f"mls qos\n{PHONE_PORT} mls qos trust dscp\n{UPLINK}{lines} wrr-queue cos-map 4 5\n")
    assert (mapped.queue, mapped.strict, mapped.cap_percent) == ("4", True, None)


def test_pass_through_leaves_the_other_field() -> None:
    """``trust cos pass-through dscp`` keeps EF and queues by CoS; without it CoS 5 becomes DSCP 40."""
    kept = out(f"mls qos\n{PHONE_PORT} mls qos trust cos pass-through dscp\n{UPLINK}")
    assert (kept.dscp, kept.cos, kept.queue) == (EF, 5, "3")
    assert out(f"mls qos\n{PHONE_PORT} mls qos trust cos\n{UPLINK}").dscp == 40
    other = out(
        f"mls qos\n{PHONE_PORT} mls qos trust dscp pass-through cos\n{UPLINK}", Packet(dscp=EF, cos=1)
    )
    assert (other.dscp, other.cos, other.queue) == (EF, 1, "3")


def test_output_policer_is_passed() -> None:
    """A 3550 polices on output too."""
    police = "police 512000 8000 exceed-action drop"
    policy = f"class-map VOICE\n match ip dscp 46\npolicy-map OUT\n class VOICE\n  {police}\n"
    left = out(f"{policy}mls qos\n{PHONE_PORT} mls qos trust dscp\n{UPLINK} service-policy output OUT\n")
    assert (left.dscp, left.policed_kbps) == (EF, 512)


def test_queue_lines_belong_to_the_interface() -> None:
    """Trap 10: lines of another interface say nothing here."""
    other = "interface GigabitEthernet0/2\n wrr-queue cos-map 4 5\n priority-queue out\n"
    treated = way(
        switch("c3550", f"mls qos\n{PHONE_PORT} mls qos trust dscp\n{UPLINK}{other}"), PHONE, "Fa0/1", "Gi0/1"
    )
    assert decided(treated, "queue") == "default: CoS 5 in queue 3"
