"""The 2950, by its configuration guide; values worked out by hand."""

import pytest

from netaudit.model import Exit, Packet
from tests.analysis.treatment.mls.switch import EF, PHONE, switch, way

PHONE_PORT = """\
interface FastEthernet0/1
 switchport access vlan 10
 switchport voice vlan 110
 switchport mode access
"""
UPLINK = "interface GigabitEthernet0/1\n switchport mode trunk\n"


def out(text: str, packet: Packet = PHONE) -> Exit:
    """How a packet leaves from the phone port by the uplink."""
    return way(switch("c2950", text), packet, "Fa0/1", "Gi0/1").exit


def test_qos_has_no_switch() -> None:
    """Trap 2: an untrusted packet is CoS 0 without any global line; its DSCP is not touched."""
    left = out(PHONE_PORT + UPLINK)
    assert (left.dscp, left.cos, left.queue) == (EF, 0, "1")


def test_queues_are_strict_among_each_other_by_default() -> None:
    """CoS 5 in queue 3 waits for queue 4, but for no data; CoS 6 in queue 4 waits for nobody."""
    text = f"{PHONE_PORT} mls qos trust cos\n{UPLINK}"
    voice, control = out(text), out(text, Packet(dscp=48, cos=6))
    assert (voice.queue, voice.strict, voice.guaranteed_percent) == ("3", True, 100)
    assert (control.queue, control.strict, control.guaranteed_percent) == ("4", True, 100)
    assert not out(text, Packet(dscp=0, cos=0)).strict


def test_a_queue_of_data_is_not_strict() -> None:
    """Speech beside best effort waits for it, and so does what is below."""
    text = f"wrr-queue cos-map 3 0\n{PHONE_PORT} mls qos trust cos\n{UPLINK}"
    assert not out(text).strict
    assert not out(text, Packet(dscp=24, cos=3)).strict


def test_weight_zero_makes_queue_four_strict() -> None:
    """Traps 8 and 10: ``wrr-queue`` lines are global; weight 0 is the expedite queue."""
    maps = "wrr-queue cos-map 1 0 1 2 4\nwrr-queue cos-map 3 3 6 7\nwrr-queue cos-map 4 5\n"
    queues = f"wrr-queue bandwidth 20 1 80 0\n{maps}"
    text = f"{queues}mls qos map cos-dscp 0 8 16 26 32 46 48 56\n{PHONE_PORT} mls qos trust cos\n{UPLINK}"
    voice, signal = out(text), out(text, Packet(dscp=24, cos=3))
    assert (voice.dscp, voice.queue, voice.strict, voice.cap_percent) == (EF, "4", True, None)
    assert (signal.dscp, signal.queue) == (26, "3")
    assert signal.guaranteed_percent == pytest.approx(79.21, abs=0.005)


def test_weight_one_makes_it_one_of_four() -> None:
    """``10 20 70 1`` without an expedite queue gives queue 4 one part of 101."""
    text = f"wrr-queue bandwidth 10 20 70 1\nwrr-queue cos-map 4 5\n{PHONE_PORT} mls qos trust dscp\n{UPLINK}"
    left = out(text)
    assert (left.queue, left.strict) == ("4", False)
    assert left.guaranteed_percent == pytest.approx(0.99, abs=0.005)


def test_pass_through_leaves_dscp() -> None:
    """``trust cos pass-through dscp`` keeps EF; plain CoS trust makes 40 of it."""
    assert out(f"{PHONE_PORT} mls qos trust cos pass-through dscp\n{UPLINK}").dscp == EF
    assert out(f"{PHONE_PORT} mls qos trust cos\n{UPLINK}").dscp == 40


def test_dscp_beyond_the_maps_is_cos_zero() -> None:
    """The dscp-cos map has thirteen DSCP values; any other is queued as CoS 0 and stays in the packet."""
    left = out(f"{PHONE_PORT} mls qos trust dscp\n{UPLINK}", Packet(dscp=44, cos=5))
    assert (left.dscp, left.cos, left.queue) == (44, 0, "1")
