"""What links carry: the rate of voice after nesting, calls, waits, verdicts."""

import pytest

from netaudit.analysis.capacity.capacity import Capacity, capacities
from netaudit.analysis.capacity.links import links
from netaudit.analysis.roles import assign
from netaudit.model import Device
from netaudit.parsers import read
from netaudit.site.policy import Calls, Policy

HEAD = """\
hostname r-1
version 15.7
class-map match-any VOICE
 match dscp ef
policy-map THIRD
 class VOICE
  priority percent 33
 class class-default
  fair-queue
policy-map WAN-10M
 class class-default
  shape average 10000000
  service-policy THIRD
policy-map NOT-STRICT
 class VOICE
  bandwidth percent 33
 class class-default
  fair-queue
"""
SERIAL = """\
interface Serial0/0
 bandwidth 768
 ip address 192.0.2.1 255.255.255.252
 encapsulation ppp
 service-policy output THIRD
"""


def device(text: str) -> Device:
    """A router with these interfaces."""
    (found,) = read(f"{HEAD}{text}end\n")
    return assign(found, Policy())


def one(text: str, policy: Policy = Policy(), overhead: int | None = None) -> Capacity:  # noqa: B008 - frozen
    """The only link of a router."""
    (found,) = capacities(device(text), policy, overhead)
    return found


def calls(link: Capacity) -> dict[str, int | None]:
    """Codec to the calls that fit."""
    return {fit.codec: fit.calls for fit in link.calls}


def test_a_third_of_a_768_link() -> None:
    """33 % of 768 kbps are 253.4: nine calls of G.729 at 26.8, three of G.711 at 82.8."""
    link = one(SERIAL)
    assert link.voice_kbps == pytest.approx(253.44)
    assert (link.framing, link.overhead_bytes, link.voice_class) == ("ppp", 7, "VOICE")
    assert (calls(link)["g729"], calls(link)["g711"]) == (9, 3)


def test_compressed_headers_carry_twice_as_many() -> None:
    """With cRTP a call of G.729 takes 11.6 kbps: 21 fit in 253.4."""
    link = one(SERIAL + " ip rtp header-compression\n")
    assert link.compressed_headers
    assert calls(link)["g729"] == 21


def test_percent_is_of_the_shaper_and_not_of_the_port() -> None:
    """33 % of a shaper of 10 Mbps on a gigabit port are 3.3 Mbps: 37 calls of 87.2 kbps."""
    text = "interface GigabitEthernet0/0\n ip address 192.0.2.1 255.255.255.252\n"
    link = one(text + " service-policy output WAN-10M\n")
    assert (link.link_kbps, link.line_kbps) == (10_000, 10_000)
    assert link.voice_kbps == pytest.approx(3300)
    assert calls(link)["g711"] == 37


def test_the_overhead_is_a_parameter() -> None:
    """With 42 bytes of overhead a call of G.711 takes 96.8 kbps: 2 fit where 3 did."""
    link = one(SERIAL, overhead=42)
    assert link.overhead_bytes == 42
    assert calls(link)["g711"] == 2


def test_the_wait_is_one_packet_of_data_and_one_of_each_call() -> None:
    """15.6 ms for 1500 bytes at 768 kbps, and a third of 20 ms."""
    link = one(SERIAL)
    assert link.serialization_ms == pytest.approx(15.625)
    assert link.worst_wait_ms == pytest.approx(15.625 + 6.6)
    assert link.verdict == "pass"


def test_a_slow_line_breaks_the_budget() -> None:
    """At 128 kbps 1500 bytes take 93.8 ms: more than 30 ms of jitter, until they are cut."""
    slow = one(SERIAL.replace("768", "128"))
    assert slow.worst_wait_ms == pytest.approx(93.75 + 6.6)
    assert slow.verdict == "fail"
    cut = one(
        "interface Multilink1\n bandwidth 128\n ip address 192.0.2.1 255.255.255.252\n ppp multilink\n"
        " ppp multilink interleave\n ppp multilink fragment delay 10\n service-policy output THIRD\n"
        "interface Serial0/0\n bandwidth 128\n encapsulation ppp\n ppp multilink group 1\n"
    )
    assert (cut.largest_bytes, cut.fragmented, cut.verdict) == (160, True, "pass")
    assert cut.worst_wait_ms == pytest.approx(10 + 6.6)


ETHERNET = """\
interface GigabitEthernet0/0
 description WAN
 bandwidth 10000
 ip address 192.0.2.1 255.255.255.252
 service-policy output THIRD
"""


def test_a_port_faster_than_its_service_protects_nothing() -> None:
    """Without a shaper the queues of a gigabit port never fill in front of a service of 10 Mbps."""
    link = one(ETHERNET)
    assert (link.verdict, link.link_kbps, link.voice_kbps) == ("fail", 10_000, None)
    assert "never fill" in link.says
    shaped = one(ETHERNET.replace("THIRD", "WAN-10M"))
    assert shaped.verdict == "pass"
    assert shaped.voice_kbps == pytest.approx(3300)


def test_a_shaper_above_the_service_comes_late_too() -> None:
    """A shaper of 10 Mbps in front of a service of 5 Mbps still leaves the dropping to the provider."""
    link = one(ETHERNET.replace("10000", "5000").replace("THIRD", "WAN-10M"))
    assert (link.verdict, link.link_kbps) == ("fail", 5000)


def test_a_reserved_queue_is_not_strict() -> None:
    """A guarantee without priority carries calls, but nothing bounds how long they wait."""
    link = one(SERIAL.replace("THIRD", "NOT-STRICT"))
    assert (link.strict, link.verdict, link.worst_wait_ms) == (False, "fail", None)
    assert link.voice_kbps == pytest.approx(253.44)


def test_a_queue_shared_with_data_carries_no_calls() -> None:
    """A shaper without queues below it: all of the 10 Mbit/s are class-default's, and none of them calls'."""
    text = "policy-map SHAPE\n class class-default\n  shape average 10000000\ninterface Serial0/0\n"
    link = one(f"{text} ip address 192.0.2.1 255.255.255.252\n service-policy output SHAPE\n")
    assert (link.strict, link.voice_kbps, calls(link)["g729"], link.verdict) == (False, 0.0, 0, "fail")


def test_what_can_not_be_told_is_not_guessed() -> None:
    """A dialer whose lines the config does not show: rate, framing and calls are unknown."""
    text = "interface Dialer1\n ip address negotiated\n dialer pool 1\n service-policy output THIRD\n"
    link = one(text)
    assert (link.link_kbps, link.voice_kbps, link.framing, link.verdict) == (None, None, None, "unknown")
    assert set(calls(link).values()) == {None}


def test_declared_calls_of_all_entries_add_up() -> None:
    """9 calls of G.729 and 1 of G.711 on PPP: 9 x 26.8 + 82.8 kbps; entries for other links do not count."""
    wanted = (
        Calls(calls=9, codec="g729", interface="Serial*"),
        Calls(calls=1, codec="g711", device="r-*"),
        Calls(calls=500, device="other"),
    )
    assert one(SERIAL, Policy(calls=wanted)).declared_kbps == pytest.approx(9 * 26.8 + 82.8)
    assert one(SERIAL).declared_kbps == 0


def test_the_lines_that_decide_are_named() -> None:
    """Policy, class and priority line are the evidence."""
    link = one(SERIAL)
    shown = (HEAD + SERIAL).splitlines()
    found = {shown[line - 1].strip() for line in link.lines}
    assert {"priority percent 33", "service-policy output THIRD"} <= found


def test_links_are_wan_ports_circuits_and_tunnels_with_a_policy() -> None:
    """Parents of circuits, lines of bundles, ports that are shut down and LANs are no links."""
    text = (
        "interface Serial0/0\n no ip address\n encapsulation frame-relay\n"
        "interface Serial0/0.1 point-to-point\n ip address 192.0.2.1 255.255.255.252\n"
        "interface Serial0/1\n encapsulation ppp\n ppp multilink group 1\n"
        "interface Multilink1\n ip address 192.0.2.5 255.255.255.252\n ppp multilink group 1\n"
        "interface Serial0/2\n ip address 192.0.2.9 255.255.255.252\n shutdown\n"
        "interface GigabitEthernet0/0\n ip address 10.1.1.1 255.255.255.0\n"
        "interface Tunnel0\n service-policy output WAN-10M\n"
        "interface Tunnel1\n ip address 10.9.9.1 255.255.255.252\n"
    )
    assert [port.name for port in links(device(text))] == ["Serial0/0.1", "Multilink1", "Tunnel0"]
