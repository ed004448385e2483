"""What a router does beyond the hand-derived rows: releases, refusals, every place of a policy."""

import pytest
from msgspec.structs import replace

from netaudit.analysis.roles import assign
from netaudit.analysis.treatment import stages, treatment
from netaudit.analysis.treatment.isr.release import has_hqf, rules_of
from netaudit.analysis.treatment.kinds import Kind
from netaudit.analysis.treatment.verdict import Outcome, judge
from netaudit.model import Device, Interface, Packet, Step, Treatment
from netaudit.parsers import read
from netaudit.site.policy import Policy
from tests.analysis.treatment.rows import port_of

HEAD = """\
hostname edge-1
class-map VOICE
 match dscp ef
class-map BY-PORT
 match access-group name RTP
ip access-list extended RTP
 permit udp any any range 16384 32767
policy-map LLQ
 class VOICE
  priority percent 33
 class class-default
  fair-queue
policy-map SHAPED
 class class-default
  shape average 2000000
  service-policy LLQ
policy-map PORTS
 class BY-PORT
  priority percent 33
policy-map MARK
 class VOICE
  set dscp af41
interface GigabitEthernet0/0
 ip address 10.1.1.1 255.255.255.0
"""
OLD, BETWEEN, NEW, XE = "12.3", "12.4", "15.2", "16.9"
IDENTITY = {OLD: "CISCO2811", BETWEEN: "CISCO2811", NEW: "CISCO2911/K9", XE: "ISR4331/K9"}
BEARER = Packet(dscp=46, sender="peer", destination_port=17000)


def device(text: str, version: str = NEW) -> Device:
    """A router of a release with these interfaces."""
    identity = f"version {version}\nlicense udi pid {IDENTITY[version]} sn FTX0000000A\n"
    (found,) = read(identity + HEAD + text + "end\n")
    return assign(found, Policy())


def treated(text: str, egress: str, version: str = NEW, packet: Packet = BEARER) -> Treatment:
    """What the router does to a packet from its LAN."""
    router = device(text, version)
    assert router.family == "isr"
    return treatment(router, packet, port_of(router, "Gi0/0"), port_of(router, egress))


def step(found: Treatment, stage: str) -> Step:
    """The last step of a stage."""
    return [each for each in found.steps if each.stage == stage][-1]


@pytest.mark.parametrize(
    ("version", "hqf"),
    [
        ("12.2", False),
        ("12.3", False),
        ("12.4", None),
        ("12.4(15)T9", False),
        ("12.4(24)T", True),
        ("12.4(24)T8", True),
        ("12.4(22)YB1", True),
        ("12.4(11)XW9", False),
        ("12.4(25)", False),
        ("12.4(25d)", False),
        ("12.2(33)SRE", None),
        ("15.0", True),
        ("15.7", True),
        (None, None),
    ],
)
def test_release_tells_hierarchical_queueing(version: str | None, hqf: bool | None) -> None:
    """It came with 12.4(20)T; a bare 12.4 and S trains leave it open."""
    assert has_hqf(Device(source="x", hostname="x", version=version)) is hqf


def test_iosxe_always_has_it() -> None:
    """IOS-XE never had anything else."""
    assert has_hqf(Device(source="x", hostname="x", platform="iosxe", version="3.7")) is True


def test_reservation_limit_is_the_interface_line() -> None:
    """75 % before hierarchical queueing, or what ``max-reserved-bandwidth`` says; 100 % since."""
    line = Interface(name="Serial0/0", line=1, max_reserved_percent=90)
    plain = Interface(name="Serial0/0", line=1)
    old, new = (Device(source="x", hostname="x", version=version) for version in ("12.3", "15.2"))
    limits = [rules_of(router, port).max_reserved_percent for router in (old, new) for port in (plain, line)]
    assert limits == [75, 90, 100, 100]


GREEDY = """\
policy-map GREEDY
 class VOICE
  priority percent 60
 class class-default
  bandwidth percent 25
interface Serial0/1
 bandwidth 1000
 ip address 192.0.2.1 255.255.255.252
 encapsulation ppp
 no fair-queue
 service-policy output GREEDY
"""


@pytest.mark.parametrize(
    ("version", "strict", "known"), [(OLD, False, True), (BETWEEN, None, False), (NEW, True, True)]
)
def test_policy_that_reserves_85_percent(version: str, strict: bool | None, known: bool) -> None:
    """Refused before hierarchical queueing (75 %), taken since; the version line of 12.4 says neither."""
    found = treated(GREEDY, "Se0/1", version)
    assert (found.exit.strict, found.known) == (strict, known)


def test_policy_that_reserves_more_than_all_is_never_taken() -> None:
    """60 + 45 = 105 %."""
    found = treated(GREEDY.replace("percent 25", "percent 45"), "Se0/1", BETWEEN)
    assert (found.exit.strict, found.known) == (False, True)
    assert "reserves 105 %" in step(found, "output-policy").says


@pytest.mark.parametrize(
    ("text", "egress", "why"),
    [
        (
            "interface GigabitEthernet0/1\ninterface GigabitEthernet0/1.10\n encapsulation dot1Q 10\n"
            " service-policy output LLQ\n",
            "Gi0/1.10",
            "a subinterface never fills",
        ),
        (
            "interface GigabitEthernet0/1\n ip address 192.0.2.1 255.255.255.0\n"
            "interface Tunnel0\n bandwidth 5000\n tunnel source GigabitEthernet0/1\n"
            " service-policy output LLQ\n",
            "Tu0",
            "a tunnel never fills",
        ),
        (
            "interface GigabitEthernet0/1\n pppoe-client dial-pool-number 1\n"
            "interface Dialer1\n bandwidth 2000\n dialer pool 1\n service-policy output LLQ\n",
            "Dialer1",
            "a dialer over Ethernet never fills",
        ),
    ],
)
def test_flat_queues_need_a_line_that_fills(text: str, egress: str, why: str) -> None:
    """Subinterfaces, tunnels and PPPoE have no congestion of their own: the policy is refused or idle."""
    found = treated(text, egress)
    assert (found.exit.strict, found.exit.queue, found.exit.guaranteed_percent) == (False, "fifo", 0)
    assert why in step(found, "output-policy").says
    shaped = treated(text.replace("output LLQ", "output SHAPED"), egress)
    assert (shaped.exit.strict, shaped.exit.cap_kbps, shaped.exit.link_kbps) == (True, 660, 2000)


def test_nested_queues_need_a_shaper() -> None:
    """IOS: hierarchy is supported only if shaping is configured in the class."""
    bare = "policy-map BARE\n class class-default\n  service-policy LLQ\n"
    found = treated(bare + "interface GigabitEthernet0/1\n service-policy output BARE\n", "Gi0/1")
    assert found.exit.strict is False
    assert "no shaper" in step(found, "output-policy").says


def test_parent_of_a_subinterface_queues_for_it() -> None:
    """Trap 23: the policy of the main interface works on the packets of its subinterfaces."""
    text = (
        "interface GigabitEthernet0/1\n bandwidth 10000\n service-policy output LLQ\n"
        "interface GigabitEthernet0/1.10\n encapsulation dot1Q 10\n"
    )
    found = treated(text, "Gi0/1.10")
    assert (found.exit.strict, found.exit.cap_kbps) == (True, 3300)
    assert (found.exit.tagged, found.exit.cos) == (True, 0)


def test_policy_without_queues_leaves_the_queue_alone() -> None:
    """It marks, and the line is FIFO as before."""
    found = treated("interface GigabitEthernet0/1\n service-policy output MARK\n", "Gi0/1")
    assert (found.exit.dscp, found.exit.queue, found.exit.strict) == (34, "fifo", False)


MEMBER = (
    "interface Serial0/1\n bandwidth 512\n encapsulation ppp\n"
    " multilink-group 1\n service-policy output LLQ\n"
    "interface Multilink1\n ppp multilink\n ppp multilink interleave\n ppp multilink fragment delay 10\n"
)


def test_policy_of_a_bundle_member_is_idle() -> None:
    """Section 2.8: the policy belongs on the Multilink."""
    found = treated(MEMBER, "Multilink1")
    assert found.exit.strict is False
    assert step(found, "output-policy").says == "no effect: Multilink1 queues for its members"


def test_asking_for_a_member_is_asking_for_its_bundle() -> None:
    """A packet never leaves by one member alone."""
    text = MEMBER.replace("fragment delay 10\n", "fragment delay 10\n service-policy output LLQ\n")
    bundle, member = treated(text, "Multilink1").exit, treated(text, "Se0/1").exit
    assert member == bundle
    assert bundle.cap_kbps == pytest.approx(0.33 * 512)


def test_interleaving_is_told() -> None:
    """What a reader asks next about a slow line stands with its scheduler."""
    text = MEMBER.replace("fragment delay 10\n", "fragment delay 10\n service-policy output LLQ\n")
    assert "MLP interleaves between fragments of 10 ms" in step(treated(text, "Multilink1"), "scheduler").says


def test_waiting_behind_a_large_packet_is_told() -> None:
    """1500 bytes at 256 kbps are 46.9 ms (1.5)."""
    text = "interface Serial0/1\n bandwidth 256\n encapsulation ppp\n service-policy output LLQ\n"
    assert "46.9 ms" in step(treated(text, "Se0/1"), "scheduler").says


def test_line_faster_than_its_service_is_told() -> None:
    """Trap 15: ``bandwidth 20000`` on a gigabit port shapes nothing."""
    text = "interface GigabitEthernet0/1\n bandwidth 20000\n service-policy output LLQ\n"
    assert (
        "the line runs at 1,000,000 kbps and nothing shapes it"
        in step(treated(text, "Gi0/1"), "scheduler").says
    )
    shaped = treated(text.replace("LLQ", "SHAPED"), "Gi0/1")
    assert "nothing shapes it" not in step(shaped, "scheduler").says


TUNNEL = (
    "interface GigabitEthernet0/1\n bandwidth 10000\n ip address 192.0.2.1 255.255.255.0\n"
    " service-policy output {policy}\n"
    "interface Tunnel0\n tunnel source GigabitEthernet0/1\n tunnel destination 198.51.100.9\n{pre}"
)


@pytest.mark.parametrize(
    ("policy", "pre", "strict"),
    [("LLQ", "", True), ("PORTS", "", False), ("PORTS", " qos pre-classify\n", True)],
)
def test_tunnel_shows_its_dscp_and_hides_its_ports(policy: str, pre: str, strict: bool) -> None:
    """The outer header has the same DSCP; ports are seen by ``qos pre-classify`` alone."""
    found = treated(TUNNEL.format(policy=policy, pre=pre), "Tu0")
    assert (found.exit.strict, found.exit.dscp, found.known) == (strict, 46, True)


def test_tunnel_from_a_loopback_of_two_lines_is_open() -> None:
    """Which line it takes is routing's choice, so its queue can not be told."""
    lines = "".join(
        f"interface Serial0/{n}\n bandwidth 1544\n ip address 192.0.2.{4 * n + 1} 255.255.255.252\n"
        " service-policy output LLQ\n"
        for n in (1, 2)
    )
    loopback = "interface Loopback0\n ip address 10.255.0.1 255.255.255.255\n"
    found = treated(f"{lines}{loopback}interface Tunnel0\n tunnel source Loopback0\n", "Tu0")
    assert (found.exit.strict, found.known) == (None, False)


def test_nhrp_groups_leave_the_spoke_open() -> None:
    """A policy for each group: which spoke the packet goes to is not in the question."""
    text = TUNNEL.format(policy="LLQ", pre=" ip nhrp map group SPOKE service-policy output SHAPED\n")
    assert treated(text, "Tu0").exit.strict is None


def test_nat_hides_the_source() -> None:
    """Output policies see translated addresses: a class by the inside address can not be told (trap 18)."""
    acl = "ip access-list extended INSIDE\n permit ip 10.1.0.0 0.0.255.255 any\n"
    classes = "class-map INSIDE\n match access-group name INSIDE\n"
    classes += "policy-map NATTED\n class INSIDE\n  priority 100\n"
    port = "interface GigabitEthernet0/1\n{}service-policy output NATTED\n"
    packet = Packet(dscp=46, source="10.1.1.9", destination="203.0.113.9", sender="peer")
    plain, natted = (
        treated(acl + classes + port.format(nat), "Gi0/1", packet=packet)
        for nat in (" ", " ip nat outside\n ")
    )
    assert (plain.exit.strict, natted.exit.strict) == (True, None)


FRAME = """\
interface Serial0/1
 encapsulation frame-relay
{shaping}interface Serial0/1.64 point-to-point
 frame-relay interface-dlci 64
  class WAN
map-class frame-relay WAN
 frame-relay cir 512000
 frame-relay mincir 384000
 frame-relay fragment 640
 service-policy output LLQ
"""


def test_circuit_is_sized_by_mincir_and_shaped_to_cir() -> None:
    """33 % of 384 are 126.72 kbps, which is 24.75 % of 512."""
    found = treated(FRAME.format(shaping=" frame-relay traffic-shaping\n"), "Se0/1.64")
    assert found.exit.link_kbps == 512
    assert found.exit.cap_kbps == pytest.approx(126.72)
    assert found.exit.cap_percent == pytest.approx(24.75)
    assert "FRF.12 fragments of 640 bytes" in step(found, "scheduler").says


def test_circuit_without_traffic_shaping_has_no_queues() -> None:
    """A map-class queues only below ``frame-relay traffic-shaping`` or a shaper of its own."""
    found = treated(FRAME.format(shaping=""), "Se0/1.64")
    assert found.exit.strict is False
    assert "no effect" in step(found, "output-policy").says


@pytest.mark.parametrize(
    ("line", "version", "queue"),
    [
        ("", OLD, "fair-queue"),
        (" no fair-queue\n", OLD, "fifo"),
        ("", NEW, "fifo"),
        (" fair-queue\n", NEW, "fair-queue"),
        (" bandwidth 4000\n", OLD, "fifo"),
        (" random-detect\n", OLD, "fifo"),
    ],
)
def test_queue_of_a_line_without_policy(line: str, version: str, queue: str) -> None:
    """Lines up to an E1 queue fairly before hierarchical queueing; nothing is strict either way."""
    text = f"interface Serial0/1\n ip address 192.0.2.1 255.255.255.252\n encapsulation ppp\n{line}"
    found = treated(text, "Se0/1", version)
    assert (found.exit.queue, found.exit.strict, found.exit.guaranteed_percent) == (queue, False, 0)


@pytest.mark.parametrize("line", ["priority-group 1", "custom-queue-list 2"])
def test_lists_before_mqc_can_not_be_told(line: str) -> None:
    """The lists themselves are not looked into."""
    found = treated(f"interface Serial0/1\n encapsulation ppp\n {line}\n", "Se0/1", OLD)
    assert (found.exit.strict, found.known) == (None, False)


def test_committed_access_rate_polices() -> None:
    """``rate-limit`` with transmit keeps the marking and the rate; with a condition it is in doubt."""
    limit = " rate-limit output {}256000 8000 8000 conform-action transmit exceed-action drop\n"
    text = "interface GigabitEthernet0/1\n{}"
    plain = treated(text.format(limit.format("")), "Gi0/1")
    some = treated(text.format(limit.format("access-group 101 ")), "Gi0/1")
    assert (plain.exit.policed_kbps, plain.known) == (256, True)
    assert some.known is False


def test_dialer_with_two_lines_agrees_or_is_open() -> None:
    """Two alike lines give one answer."""
    lines = "".join(
        f"interface BRI0/{n}\n encapsulation ppp\n dialer pool-member 1\n bandwidth 64\n" for n in (0, 1)
    )
    dialer = (
        "interface Dialer1\n encapsulation ppp\n dialer pool 1\n bandwidth 128\n service-policy output LLQ\n"
    )
    found = treated(lines + dialer, "Dialer1")
    assert found.exit.strict is True
    assert found.exit.cap_kbps == pytest.approx(42.24)


def test_input_policy_of_the_main_interface_reaches_subinterfaces() -> None:
    """A packet of a subinterface passes the input policy of the interface that it is part of."""
    text = (
        "interface GigabitEthernet0/2\n service-policy input MARK\n"
        "interface GigabitEthernet0/2.10\n encapsulation dot1Q 10\ninterface GigabitEthernet0/1\n"
    )
    router = device(text)
    found = treatment(router, BEARER, port_of(router, "Gi0/2.10"), port_of(router, "Gi0/1"))
    assert found.exit.dscp == 34


BUNDLE = (
    "interface Port-channel1\n ip address 192.0.2.1 255.255.255.252\n{bundle}"
    "interface GigabitEthernet0/1\n channel-group 1\n{one}"
    "interface GigabitEthernet0/2\n channel-group 1\n{two}"
)
ON = " service-policy output LLQ\n"


@pytest.mark.parametrize(
    ("bundle", "one", "two", "strict"),
    [("", ON, ON, True), ("", ON, "", None), ("", "", "", False), (ON, "", "", None)],
)
def test_port_channel_queues_on_its_members(bundle: str, one: str, two: str, strict: bool | None) -> None:
    """Members alike give one answer, others none; a policy on the bundle needs a platform line (Q-22)."""
    found = treated(BUNDLE.format(bundle=bundle, one=one, two=two), "Po1")
    assert found.exit.strict is strict
    assert found.known is (strict is not None)


def test_rtp_priority_goes_before_the_policy() -> None:
    """Voice by its port has the strict queue of the interface; other packets have the policy."""
    text = (
        "interface Serial0/1\n bandwidth 512\n encapsulation ppp\n"
        " ip rtp priority 16384 16383 64\n service-policy output MARKED\n"
    )
    policy = "class-map SIG\n match dscp cs3\npolicy-map MARKED\n class SIG\n  bandwidth percent 10\n"
    voice = treated(policy + text, "Se0/1", OLD, Packet(dscp=0, sender="peer", destination_port=17000))
    signalling = treated(policy + text, "Se0/1", OLD, Packet(dscp=24, sender="peer", protocol="tcp"))
    assert (voice.exit.strict, voice.exit.cap_kbps, voice.exit.cap_percent) == (True, 64, 12.5)
    assert (signalling.exit.queue, signalling.exit.guaranteed_percent) == ("SIG", 10)


@pytest.mark.parametrize(("trust", "dscp"), [("", None), (" mls qos trust dscp\n", 46)])
def test_port_of_a_switch_module_is_no_router_port(trust: str, dscp: int | None) -> None:
    """What the module does with markings and queues is not in a router's config, but for its trust."""
    text = f"interface FastEthernet0/1/0\n switchport mode access\n{trust}interface GigabitEthernet0/1\n"
    router = device(text)
    lan, wan = port_of(router, "Fa0/1/0"), port_of(router, "Gi0/1")
    assert treatment(router, BEARER, lan, wan).exit.dscp == dscp
    assert treatment(router, BEARER, wan, lan).exit.strict is None


def test_lines_of_the_evidence() -> None:
    """The scheduler points to the priority line of the nested policy, and to the shaper above it."""
    text = "interface GigabitEthernet0/1\n service-policy output SHAPED\n"
    router = device(text)
    way = port_of(router, "Gi0/0"), port_of(router, "Gi0/1")
    told = {each.stage: each.lines for each in stages(router, *way, treatment(router, BEARER, *way))}
    source = (f"version {NEW}\nlicense udi pid {IDENTITY[NEW]} sn FTX0000000A\n" + HEAD + text).splitlines()
    lines = {source[line - 1].strip() for line in told["scheduler"]}
    assert lines == {"priority percent 33", "shape average 2000000"}
    assert {source[line - 1].strip() for line in told["shaper"]} == {"shape average 2000000"}


def test_routed_cos_is_not_blamed_for_a_missing_queue() -> None:
    """On a tagged subinterface without queues the queue is the reason, not the CoS of all routed frames."""
    text = "interface GigabitEthernet0/1\ninterface GigabitEthernet0/1.20\n encapsulation dot1Q 20\n"
    verdict = judge(Kind.BEARER, treated(text, "Gi0/1.20", packet=replace(BEARER, cos=5)))
    assert verdict.cause is not None
    assert (verdict.result, verdict.cause.stage) == (Outcome.FAIL, "queue")


def test_map_class_without_traffic_shaping_is_told() -> None:
    """The policy of a map-class does nothing while the physical interface does not shape its circuits."""
    text = (
        "interface Serial0/0\n encapsulation frame-relay\n"
        "interface Serial0/0.1 point-to-point\n frame-relay interface-dlci 100\n  class FR\n"
        "map-class frame-relay FR\n service-policy output LLQ\n"
    )
    said = step(treated(text, "Se0/0.1"), "output-policy").says
    assert said == "no effect: Serial0/0 has no frame-relay traffic-shaping: queueing needs a shaper above it"


@pytest.mark.parametrize(
    "text",
    [
        "policy-map ZERO\n class class-default\n  shape average 0\n  service-policy LLQ\n"
        "interface Serial0/0\n service-policy output ZERO\n",
        "map-class frame-relay ZERO\n frame-relay cir 0\n frame-relay mincir 0\n service-policy output LLQ\n"
        "interface Serial0/0\n encapsulation frame-relay\n frame-relay traffic-shaping\n"
        " frame-relay class ZERO\n",
        "interface Serial0/0\n bandwidth 0\n clock rate 0\n service-policy output LLQ\n",
    ],
)
def test_rates_of_nothing_break_nothing(text: str) -> None:
    """A rate of 0, which no router takes and a script may hold, is as good as none."""
    assert treated(text, "Se0/0").exit.queue == "VOICE"
