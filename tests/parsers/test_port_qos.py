"""What ports say of QoS, of circuits and tunnels, and where they say it."""

import pytest

from netaudit.model import Device, Globals, Interface
from netaudit.parsers import read


def device(*lines: str, head: str = "interface GigabitEthernet1/1") -> Device:
    """A device with one interface."""
    return read("hostname s1\n" + head + "\n" + "".join(f" {line}\n" for line in lines))[0]


def port(*lines: str, head: str = "interface GigabitEthernet1/1") -> Interface:
    """The interface of these lines, all of which are understood."""
    whole = device(*lines, head=head)
    assert whole.unread == ()
    return whole.interfaces[0]


def settings(*lines: str) -> Globals:
    """The global settings of these lines, the first of which is line 2."""
    (whole,) = read("hostname s1\n" + "".join(f"{line}\n" for line in lines))
    assert whole.unread == ()
    return whole.globals


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("bandwidth qos-reference 2000", "qos_bandwidth_kbps", 2000),
        ("dialer pool 2", "dialer_pool", 2),
        ("dialer pool-member 2 max-link 1", "dialer_pool_member", 2),
        ("frame-relay ip rtp header-compression", "frame_relay_header_compression", True),
        ("mls qos dscp-mutation FROM-WAN", "dscp_mutation", "FROM-WAN"),
        ("no ppp multilink fragmentation", "multilink_fragmentation", False),
        ("platform qos trust none remark", "platform_trust", "none remark"),
        ("ppp multilink fragment disable", "multilink_fragmentation", False),
        ("ppp multilink fragment size 120", "multilink_fragment_bytes", 120),
        ("ppp multilink fragment-delay 8", "fragment_delay_ms", 8),
        ("ppp multilink group 4", "multilink_group", 4),
        ("pppoe-client dial-pool-number 3", "dialer_pool_member", 3),
        ("priority-queue out", "priority_queue", True),
        ("qos cos 3", "default_cos", 3),
        ("qos pre-classify", "pre_classify", True),
        ("qos trust device cisco-phone", "trust_device", "cisco-phone"),
        ("qos vlan-based", "vlan_based", True),
        ("random-detect dscp-based", "random_detect", True),
        ("tunnel destination 192.0.2.7", "tunnel_destination", "192.0.2.7"),
        ("tunnel mode ipsec ipv4", "tunnel_mode", "ipsec ipv4"),
        ("tunnel source Gi 0/0", "tunnel_source", "GigabitEthernet0/0"),
        ("tunnel source 192.0.2.1", "tunnel_source", "192.0.2.1"),
        ("tx-ring-limit 3", "tx_ring_limit", 3),
        ("tunnel protection ipsec profile DMVPN shared", "tunnel_protection", "DMVPN"),
    ],
)
def test_fields(line: str, field: str, value: object) -> None:
    """One line sets one field, and is its evidence."""
    told = port("description x", line)
    assert getattr(told, field) == value
    assert told.at[field] == (2,)
    assert told.queueing == ()


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        (("qos trust device cisco-phone", "no qos trust device cisco-phone"), "trust_device", None),
        (("priority-queue out", "no priority-queue out"), "priority_queue", False),
        (
            ("ppp multilink fragment disable", "no ppp multilink fragment disable"),
            "multilink_fragmentation",
            True,
        ),
        (("platform qos trust cos", "no platform qos trust"), "platform_trust", None),
        (("random-detect", "no random-detect"), "random_detect", False),
    ],
)
def test_negated(lines: tuple[str, ...], field: str, value: object) -> None:
    """``no`` puts the default back, and leaves no evidence."""
    told = port(*lines)
    assert getattr(told, field) == value
    assert field not in told.at


def test_one_of_several_multilink_lines_taken_back() -> None:
    """``no ppp multilink interleave`` leaves the bundle and the delay alone."""
    told = port(
        "ppp multilink group 1", "ppp multilink interleave", "ppp multilink fragment delay 10",
        "no ppp multilink interleave", head="interface Serial0/0",
    )  # fmt: skip
    assert (told.multilink_group, told.multilink_interleave, told.fragment_delay_ms) == (1, False, 10)


def test_queue_lines_have_a_line_each() -> None:
    """The evidence of queue lines is as long as they are, in the same order."""
    told = port(
        "wrr-queue bandwidth 5 25 70", "mtu 9216", "rcv-queue cos-map 1 1 4", "priority-queue cos-map 1 5"
    )
    assert told.queueing == (
        "wrr-queue bandwidth 5 25 70",
        "rcv-queue cos-map 1 1 4",
        "priority-queue cos-map 1 5",
    )
    assert told.at["queueing"] == (1, 3, 4)


def test_queue_lines_taken_back() -> None:
    """``no`` takes out what begins like it with its evidence, and adds no line of its own."""
    told = port(
        "wrr-queue bandwidth 5 25 70",
        "wrr-queue cos-map 1 1 0",
        "rcv-queue bandwidth 10 90",
        "no wrr-queue bandwidth",
        "no wrr-queue threshold 1",
        "wrr-queue bandwidth 1 2 3",
    )
    assert told.queueing == (
        "wrr-queue cos-map 1 1 0",
        "rcv-queue bandwidth 10 90",
        "wrr-queue bandwidth 1 2 3",
    )
    assert told.at["queueing"] == (2, 3, 6)


def test_the_last_queue_line_taken_back() -> None:
    """Nothing is left where the only line is taken back."""
    told = port("wrr-queue bandwidth 5 25 70", "no wrr-queue bandwidth")
    assert told.queueing == ()
    assert "queueing" not in told.at


def test_transmit_queue_of_a_4500() -> None:
    """What stands below a transmit queue is a queue line at its own line."""
    told = port("qos trust cos", "tx-queue 3", "  priority high", "  shape percent 33", "shutdown")
    assert told.queueing == ("tx-queue 3", "tx-queue 3 priority high", "tx-queue 3 shape percent 33")
    assert told.at["queueing"] == (2, 3, 4)


def test_a_misspelt_transmit_queue_opens_no_mode() -> None:
    """``tx-queue3`` is not understood, and what stands below it is read as the port's own lines."""
    whole = device("tx-queue3", "  qos trust cos", head="interface GigabitEthernet1/1")
    assert [unread.text for unread in whole.unread] == ["tx-queue3"]
    assert whole.interfaces[0].queueing == ()
    assert whole.interfaces[0].trust == "cos"


def test_class_of_a_circuit() -> None:
    """The class below a DLCI is evidence at its own line."""
    told = port(
        "frame-relay interface-dlci 100", "  class BRANCH", head="interface Serial0/0.100 point-to-point"
    )
    assert (told.dlci, told.frame_relay_class) == (100, "BRANCH")
    assert (told.at["dlci"], told.at["frame_relay_class"]) == ((1,), (2,))


@pytest.mark.parametrize("line", ["dialer pool-member 5", "pppoe-client dial-pool-number 5"])
def test_dialer_pool_of_a_pvc(line: str) -> None:
    """A PVC serves the pool of a dialer; the rest of it is skipped."""
    told = port("pvc 8/35", f"  {line}", "  encapsulation aal5snap", head="interface ATM0/0/0")
    assert (told.dialer_pool_member, told.encapsulation) == (5, None)
    assert told.at["dialer_pool_member"] == (2,)


def test_global_maps_have_a_line_each() -> None:
    """Global queue and map lines stand as written, each with its line, whatever was taken back."""
    held = settings(
        "mls qos map policed-dscp 24 46 to 0",
        "mls qos map cos-dscp 0 8 16 24 32 46 48 56",
        "mls qos queue-set output 1 threshold 2 80 90 100 400",
        "mls qos srr-queue input priority-queue 2 bandwidth 30",
        "no mls qos queue-set output 1 threshold 2",
        "mls qos map dscp-mutation M 30 to 16",
    )
    assert held.qos_maps == (
        "mls qos map policed-dscp 24 46 to 0",
        "mls qos srr-queue input priority-queue 2 bandwidth 30",
        "mls qos map dscp-mutation M 30 to 16",
    )
    assert held.at["qos_maps"] == (2, 5, 7)
    assert held.cos_dscp_map[5] == 46


@pytest.mark.parametrize(
    "line",
    [
        "mls qos aggregate-policer CALLS 1000000 8000 exceed-action drop",
        "mls qos min-reserve 5 170",
        "mls qos queueing-only",
        "qos aggregate-policer CALLS 1 mbps 1 kbyte conform-action transmit exceed-action drop",
        "qos map cos 5 to dscp 46",
        "qos map dscp 46 to tx-queue 3",
        "qos map dscp policed 24 46 to dscp 8",
    ],
)
def test_global_lines_as_written(line: str) -> None:
    """Maps, queues and shared policers stay as they are written."""
    assert settings(line).qos_maps == (line,)


def test_wrr_queue_of_a_2950() -> None:
    """The global queue lines of a 2950 have a line each."""
    held = settings("wrr-queue bandwidth 10 20 70 1", "no cdp run", "wrr-queue cos-map 4 5")
    assert held.wrr_queue == ("wrr-queue bandwidth 10 20 70 1", "wrr-queue cos-map 4 5")
    assert held.at["wrr_queue"] == (2, 4)


def test_rewriting_on_a_4500() -> None:
    """A 4500 says without ``mls`` that it leaves the DSCP alone."""
    assert settings("qos", "no qos rewrite ip dscp").mls_qos_rewrite_dscp is False


def test_setting_taken_back_has_no_line() -> None:
    """A setting that is back at its default has no evidence."""
    held = settings("vtp mode transparent", "no vtp mode")
    assert held.vtp_mode is None
    assert "vtp_mode" not in held.at


def test_policies_for_some_vlans_of_a_port() -> None:
    """``vlan-range`` on a 4500: its policy is not the port's, and stands where it is written."""
    found = port(
        "vlan-range 10",
        " service-policy input DATA",
        "vlan-range 110,120-130",
        " service-policy input VOICE",
        "service-policy output OUT",
    )
    assert [(each.kind, each.name) for each in found.policies] == [
        ("vlan 10", "DATA"),
        ("vlan 110,120-130", "VOICE"),
        ("qos", "OUT"),
    ]
    assert found.at["policies"] == (2, 4, 5)
    assert (found.policy_in, found.policy_out) == (None, "OUT")


@pytest.mark.parametrize(
    ("lines", "policies"),
    [
        (("service-policy input A", "service-policy output B"), {"A": 1, "B": 2}),
        (("service-policy input A", "service-policy output B", "service-policy input C"), {"B": 2, "C": 3}),
        (("service-policy input A", "service-policy output B", "no service-policy input A"), {"B": 2}),
        (("service-policy input A", "service-policy output B", "service-policy input A"), {"A": 1, "B": 2}),
    ],
)
def test_each_policy_has_its_own_line(lines: tuple[str, ...], policies: dict[str, int]) -> None:
    """A policy stands where it was attached, also when others were replaced or taken away."""
    found = port(*lines)
    names = [each.name for each in found.policies]
    assert dict(zip(names, found.at["policies"], strict=True)) == policies


@pytest.mark.parametrize(
    ("line", "kbps"),
    [("vbr-nrt 1024 512 30", 512), ("vbr-rt 1024 768 1", 768), ("cbr 2048", 2048), ("abr 512 256", 256)],
)
def test_circuits_have_the_rate_that_they_are_sure_of(line: str, kbps: int) -> None:
    """Of peak and sustained cell rate the sustained one is what a circuit is sure to carry."""
    told = port("pvc 1/100", f" {line}")
    assert (told.circuit_kbps, told.at["circuit_kbps"]) == (kbps, (2,))
