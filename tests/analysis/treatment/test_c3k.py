"""The 2960, 3560 and 3750, by the configuration guides; values worked out by hand."""

import pytest

from netaudit.model import Packet
from netaudit.model.treatment import Place
from tests.analysis.treatment.mls.switch import (
    CHEATER,
    EF,
    PEER,
    PHONE,
    PHONE_PORT,
    UPLINK,
    decided,
    switch,
    way,
)

TRUSTING = f"mls qos\n{PHONE_PORT} mls qos trust dscp\n"


def test_without_mls_qos_nothing_is_touched_and_nothing_reserved() -> None:
    """Trap 1: map lines and a trust line do not turn QoS on."""
    device = switch(
        "c3k", f"mls qos map cos-dscp 0 8 16 24 32 46 48 56\n{PHONE_PORT} mls qos trust cos\n{UPLINK}"
    )
    out = way(device, PHONE).exit
    assert (out.dscp, out.cos, out.queue, out.strict, out.guaranteed_percent) == (EF, 5, "fifo", False, 0)


def test_mls_qos_without_trust_rewrites_to_zero() -> None:
    """Trap 3: an untrusted port zeroes DSCP and CoS; DSCP 0 is in queue 2 by default."""
    treated = way(switch("c3k", f"mls qos\n{PHONE_PORT}{UPLINK}"), PHONE)
    assert (treated.exit.dscp, treated.exit.cos, treated.exit.queue) == (0, 0, "2")
    assert decided(treated, "trust") == "default: untrusted"


def test_transparency_keeps_the_packet_and_not_the_queue() -> None:
    """``no mls qos rewrite ip dscp`` leaves EF in the packet; queue and CoS go by the internal 0."""
    out = way(switch("c3k", f"mls qos\nno mls qos rewrite ip dscp\n{PHONE_PORT}{UPLINK}"), PHONE).exit
    assert (out.dscp, out.cos, out.queue) == (EF, 0, "2")


def test_trusted_cos_is_mapped_to_cs5_by_default() -> None:
    """Trap 4: the default cos-dscp map makes DSCP 40 of CoS 5."""
    out = way(switch("c3k", f"mls qos\n{PHONE_PORT} mls qos trust cos\n{UPLINK}"), PHONE).exit
    assert (out.dscp, out.cos, out.queue) == (40, 5, "1")


def test_untagged_frames_get_the_default_cos_of_the_port() -> None:
    """Trap 5: under CoS trust a frame without a tag counts as the port's CoS, 0 unless set."""
    text = "mls qos\ninterface GigabitEthernet1/0/1\n switchport mode access\n mls qos trust cos\n"
    assert way(switch("c3k", text + UPLINK), Packet(dscp=EF, sender="pc")).exit.dscp == 0
    assert way(switch("c3k", f"{text} mls qos cos 3\n{UPLINK}"), Packet(dscp=EF, sender="pc")).exit.dscp == 24


def test_cos_override_beats_trust() -> None:
    """Trap 6: with override the port's CoS counts for every frame."""
    text = f"mls qos\n{PHONE_PORT} mls qos trust dscp\n mls qos cos 1\n mls qos cos override\n{UPLINK}"
    assert way(switch("c3k", text), PHONE).exit.dscp == 8


def test_default_shape_caps_voice_at_four_percent() -> None:
    """Trap 7: without ``priority-queue out`` queue 1 gets 1/25 of the port: 40 Mbps of a gigabit."""
    out = way(switch("c3k", TRUSTING + UPLINK), PHONE).exit
    assert (out.queue, out.strict, out.cap_percent, out.cap_kbps) == ("1", False, 4, 40_000)


def test_priority_queue_lifts_the_shape() -> None:
    """Trap 7: with ``priority-queue out`` shape and share of queue 1 do not count."""
    lines = " srr-queue bandwidth shape 10 0 0 0\n priority-queue out\n"
    out = way(switch("c3k", TRUSTING + UPLINK + lines), PHONE).exit
    assert (out.strict, out.guaranteed_percent, out.cap_percent) == (True, 100, None)


@pytest.mark.parametrize(
    ("lines", "percent"),
    [
        ("", 32.0),
        (" srr-queue bandwidth shape 0 0 0 0\n", 25.0),
        (" priority-queue out\n srr-queue bandwidth share 1 30 35 5\n", 50.0),
        (" srr-queue bandwidth share 10 10 60 20\n srr-queue bandwidth shape 10 0 0 0\n", 60.0),
    ],
)
def test_shared_queues_split_what_the_others_leave(lines: str, percent: float) -> None:
    """CS3 is in queue 3: 96*25/75, 25/100, 35/(30+35+5) and 90*60/(10+60+20) percent."""
    out = way(switch("c3k", TRUSTING + UPLINK + lines), Packet(dscp=24, cos=3)).exit
    assert (out.queue, out.guaranteed_percent, out.cap_percent) == ("3", percent, None)


def test_bandwidth_limit_makes_the_link_smaller() -> None:
    """``srr-queue bandwidth limit 30`` on a gigabit port leaves 300 Mbps, 4 % of which are 12."""
    out = way(switch("c3k", f"{TRUSTING}{UPLINK} srr-queue bandwidth limit 30\n"), PHONE).exit
    assert (out.link_kbps, out.cap_kbps) == (300_000, 12_000)


def test_the_label_picks_the_map_of_queues() -> None:
    """A CoS-trusted packet is queued by the cos-map even where the dscp-map says otherwise."""
    moved = "mls qos srr-queue output dscp-map queue 4 threshold 2 46\n"
    maps = f"mls qos map cos-dscp 0 8 16 24 32 46 48 56\n{moved}"
    by_cos = switch("c3k", f"{maps}mls qos\n{PHONE_PORT} mls qos trust cos\n{UPLINK}")
    by_dscp = switch("c3k", f"{maps}{TRUSTING}{UPLINK}")
    assert way(by_cos, PHONE).exit.queue == "1"
    assert (way(by_dscp, PHONE).exit.queue, way(by_dscp, PHONE).exit.threshold) == ("4", "2")


def test_a_phone_condition_needs_the_phone_and_cdp() -> None:
    """Trap 12: a trusted device is one that CDP sees; a peer or a port without CDP is untrusted."""
    lines = " mls qos trust device cisco-phone\n mls qos trust dscp\n"
    device = switch("c3k", f"mls qos\n{PHONE_PORT}{lines}{UPLINK}")
    assert [way(device, packet).exit.dscp for packet in (PHONE, CHEATER, PEER)] == [EF, EF, 0]
    deaf = switch("c3k", f"mls qos\nno cdp run\n{PHONE_PORT}{lines}{UPLINK}")
    assert way(deaf, PHONE).exit.dscp == 0
    alone = switch("c3k", f"mls qos\n{PHONE_PORT} mls qos trust device cisco-phone\n{UPLINK}")
    assert way(alone, PHONE).exit.dscp == 0


def test_a_phone_resets_the_cos_of_the_pc_and_not_its_dscp() -> None:
    """A PC that tags gets CoS 0 from the phone, or what ``switchport priority extend`` says."""
    packet = Packet(dscp=EF, cos=5, sender="pc")
    text = f"mls qos\n{PHONE_PORT} mls qos trust cos\n"
    assert way(switch("c3k", text + UPLINK), packet).exit.dscp == 0
    assert way(switch("c3k", f"{text} switchport priority extend cos 2\n{UPLINK}"), packet).exit.dscp == 16
    assert way(switch("c3k", f"{text} switchport priority extend trust\n{UPLINK}"), packet).exit.dscp == 40


def test_mutation_applies_to_trusted_dscp_only() -> None:
    """``mls qos dscp-mutation`` maps what a DSCP-trusting port receives."""
    maps = "mls qos map dscp-mutation PARTNER 40 41 46 to 34\n"
    port = f"{PHONE_PORT} mls qos dscp-mutation PARTNER\n"
    assert way(switch("c3k", f"{maps}mls qos\n{port} mls qos trust dscp\n{UPLINK}"), PHONE).exit.dscp == 34
    assert way(switch("c3k", f"{maps}mls qos\n{port} mls qos trust cos\n{UPLINK}"), PHONE).exit.dscp == 40


def test_precedence_trust_goes_by_its_own_map() -> None:
    """EF has precedence 5, which the map makes 46 again; the default map would make it 40."""
    text = f"mls qos\n{PHONE_PORT} mls qos trust ip-precedence\n{UPLINK}"
    assert way(switch("c3k", text), PHONE).exit.dscp == 40
    assert (
        way(switch("c3k", f"mls qos map ip-prec-dscp 0 8 16 24 32 46 48 56\n{text}"), PHONE).exit.dscp == EF
    )


POLICY = """\
mls qos map policed-dscp 46 to 8
class-map match-all VOICE
 match ip dscp ef
class-map match-all SIGNAL
 match ip dscp cs3
policy-map IN
 class VOICE
  set dscp 46
  police 128000 8000 exceed-action policed-dscp-transmit
 class SIGNAL
  trust dscp
mls qos
"""


def test_policy_comes_before_trust() -> None:
    """A class that sets or trusts decides; what none takes is left to the trust state of the port."""
    device = switch("c3k", f"{POLICY}{PHONE_PORT} mls qos trust cos\n service-policy input IN\n{UPLINK}")
    voice = way(device, PHONE)
    assert (voice.exit.dscp, voice.exit.policed_kbps) == (EF, 128)
    assert decided(voice, "input-policy") == "set dscp ef"
    assert any(step.says == "excess: DSCP EF to CS1" for step in voice.steps)
    assert way(device, Packet(dscp=24, cos=0)).exit.dscp == 24
    assert way(device, Packet(dscp=34, cos=4)).exit.dscp == 32


def test_policy_without_trust_zeroes_the_rest() -> None:
    """Traffic outside the classes of a policy is untrusted on a port without a trust line."""
    device = switch("c3k", f"{POLICY}{PHONE_PORT} service-policy input IN\n{UPLINK}")
    assert [way(device, Packet(dscp=value)).exit.dscp for value in (46, 24, 34)] == [46, 24, 0]


def test_vlan_based_port_obeys_the_policy_of_its_svi() -> None:
    """On a VLAN-based port the port's policy sleeps and that of the packet's VLAN decides."""
    svi = "interface Vlan110\n service-policy input IN\n"
    lines = " service-policy input OTHER\n mls qos vlan-based\n"
    device = switch(
        "c3k",
        f"{POLICY}policy-map OTHER\n class class-default\n  set dscp 8\n{PHONE_PORT}{lines}{UPLINK}{svi}",
    )
    assert way(device, PHONE).exit.dscp == EF
    assert way(device, CHEATER).exit.dscp == 0


def test_shared_policer_is_looked_up_with_its_markdown() -> None:
    """``police aggregate`` takes rate and exceed action from the global line, which is evidence."""
    text = POLICY.replace("police 128000 8000 exceed-action policed-dscp-transmit", "police aggregate ALL")
    line = "mls qos aggregate-policer ALL 256000 8000 exceed-action policed-dscp-transmit\n"
    treated = way(switch("c3k", f"{line}{text}{PHONE_PORT} service-policy input IN\n{UPLINK}"), PHONE)
    assert treated.exit.policed_kbps == 256
    assert any(step.says == "excess: DSCP EF to CS1" for step in treated.steps)


def test_undefined_policy_leaves_the_marking_unknown() -> None:
    """A policy-map that the text does not hold could mark anything."""
    treated = way(switch("c3k", f"mls qos\n{PHONE_PORT} service-policy input GONE\n{UPLINK}"), PHONE)
    assert (treated.known, treated.exit.dscp, treated.exit.queue, treated.exit.strict) == (
        False,
        None,
        None,
        None,
    )


CHANNEL = """\
interface Port-channel1
 switchport mode trunk
interface GigabitEthernet1/0/23
 switchport mode trunk
 channel-group 1 mode active
 priority-queue out
interface GigabitEthernet1/0/24
 switchport mode trunk
 channel-group 1 mode active
"""


def test_channel_is_as_sure_as_its_members_are_alike() -> None:
    """Trap 23: QoS stands on the members; where they differ a hash decides, and the story names the worse."""
    unlike = way(switch("c3k", TRUSTING + CHANNEL), PHONE, egress="Po1")
    assert (unlike.known, unlike.exit.strict, unlike.exit.queue) == (False, None, "1")
    assert any("GigabitEthernet1/0/24" in step.decided_by for step in unlike.steps)
    alike = way(switch("c3k", f"{TRUSTING}{CHANNEL} priority-queue out\n"), PHONE, egress="Po1")
    assert (alike.known, alike.exit.strict, alike.exit.link_kbps) == (True, True, 2_000_000)
    assert Place("interface", "GigabitEthernet1/0/23", ("priority_queue",)) in alike.steps[-2].places


def test_vlan_interface_does_not_say_by_which_port() -> None:
    """Out of an SVI the queue is that of a port that is not named."""
    treated = way(
        switch("c3k", f"{TRUSTING}{UPLINK}interface Vlan10\n ip address 10.0.0.1 255.0.0.0\n"),
        PHONE,
        egress="Vlan10",
    )
    assert (treated.known, treated.exit.dscp, treated.exit.queue) == (False, EF, None)


def test_output_policy_is_shown_to_be_inert() -> None:
    """The hardware takes policies on input only."""
    text = f"{POLICY}{PHONE_PORT} mls qos trust dscp\n{UPLINK} service-policy output IN\n"
    treated = way(switch("c3k", text), PHONE)
    assert decided(treated, "output-policy") == "service-policy output IN"
    assert treated.exit.policed_kbps is None


def test_towards_a_phone_frames_are_tagged() -> None:
    """The voice VLAN is a tag on an access port; a plain access port has none."""
    device = switch(
        "c3k",
        f"{TRUSTING}{UPLINK} mls qos trust dscp\ninterface GigabitEthernet1/0/2\n switchport mode access\n",
    )
    assert way(device, PEER, "Gi1/0/24", "Gi1/0/1").exit.cos == 5
    plain = way(device, PEER, "Gi1/0/24", "Gi1/0/2").exit
    assert (plain.tagged, plain.cos, plain.dscp) == (False, None, EF)


def test_ingress_queue_is_told_where_one_is_configured() -> None:
    """With auto-QoS lines for ingress queues, CoS 5 is in queue 2, which has priority for 10 %."""
    lines = "mls qos srr-queue input cos-map queue 2 threshold 3 3 5\n"
    treated = way(switch("c3k", f"{lines}mls qos\n{PHONE_PORT} mls qos trust cos\n{UPLINK}"), PHONE)
    says = [step.says for step in treated.steps if step.stage == "queue"]
    assert says[0] == "ingress queue 2, threshold 3, served first for 10 % of the internal ring"


def test_nonsense_in_maps_is_left_alone() -> None:
    """Values that do not exist change nothing and break nothing."""
    queue = "mls qos srr-queue output dscp-map queue 9 threshold 46\n"
    lines = f"mls qos map dscp-cos 46 to 99\nmls qos map policed-dscp to\n{queue}"
    out = way(switch("c3k", f"{lines}{TRUSTING}{UPLINK}"), PHONE).exit
    assert (out.dscp, out.cos, out.queue) == (EF, 5, "1")
