"""What holds for every config of every family: nothing is invented, nothing unrelated counts."""

from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.analysis.treatment import treatment
from netaudit.model import Packet, Treatment
from tests.analysis.treatment.configs import (
    IDENTITY,
    PACKETS,
    SPARE,
    Config,
    configs,
    device_of,
    outputs,
    way,
)

UNRELATED = (
    "snmp-server location mls qos trust dscp",
    "ntp server 192.0.2.9",
    "logging host 192.0.2.10",
    "ip name-server 192.0.2.11",
    "ip access-list extended UNUSED\n permit udp any any eq 5060",
    "class-map match-any UNUSED\n match ip dscp cs1",
    "policy-map UNUSED\n class UNUSED\n  set ip dscp cs2",
    "vlan 999\n name spare",
    f"interface {SPARE}\n description priority-queue out\n shutdown",
    "banner login ^no mls qos^",
)
"""Lines that say nothing of the two ports."""

WHOLE = 100.01
"""Percent, and what rounding may add."""

CASES = settings(max_examples=250, deadline=None)


def walk(text: str, packet: Packet) -> Treatment:
    """What the device does to the packet."""
    device = device_of(text)
    return treatment(device, packet, *way(device))


def story(treated: Treatment) -> list[tuple[str, str, str, bool]]:
    """All that a treatment tells but lines."""
    return [(step.stage, step.decided_by, step.says, step.known) for step in treated.steps]


@CASES
@given(configs())
def test_family_is_recognised(config: Config) -> None:
    """The generator makes what it means to make."""
    assert device_of(config.text).family == config.family


@CASES
@given(configs(), PACKETS)
def test_marking_is_never_invented(config: Config, packet: Packet) -> None:
    """An outgoing DSCP comes from the packet, a set, a map or the family's default."""
    left = walk(config.text, packet).exit
    assert left.dscp in {None, packet.dscp, *config.sources}
    assert left.cos is None or 0 <= left.cos <= 7
    assert left.tagged or left.cos is None


@CASES
@given(configs(), PACKETS)
def test_what_is_unknown_is_said_to_be(config: Config, packet: Packet) -> None:
    """A marking that nobody can tell, or whether a queue is strict, comes with a step that says so."""
    treated = walk(config.text, packet)
    blank = treated.exit.dscp is None or treated.exit.strict is None
    assert not (blank and treated.known and not treated.exit.dropped)


@CASES
@given(configs(), PACKETS)
def test_strict_queues_have_bandwidth(config: Config, packet: Packet) -> None:
    """Shares lie between 0 and 100 %, no cap is below its guarantee, and strict is never worth nothing."""
    left = walk(config.text, packet).exit
    shares = [share for share in (left.guaranteed_percent, left.cap_percent) if share is not None]
    assert all(0 <= share <= 100 for share in shares)
    assert shares == sorted(shares)
    assert not left.strict or left.guaranteed_percent != 0


@CASES
@given(configs(), PACKETS, st.lists(st.sampled_from(UNRELATED), unique=True), st.data())
def test_unrelated_lines_change_nothing(
    config: Config, packet: Packet, lines: list[str], data: st.DataObject
) -> None:
    """Lines that do not speak of the packet, wherever they stand, leave exit and story as they are."""
    blocks = data.draw(st.permutations([*config.blocks, *lines]))
    plain = walk(config.text, packet)
    more = walk(config._replace(blocks=tuple(blocks)).text, packet)
    assert more.exit == plain.exit
    assert story(more) == story(plain)


@CASES
@given(configs(), PACKETS, st.data())
def test_order_of_blocks_is_irrelevant(config: Config, packet: Packet, data: st.DataObject) -> None:
    """Class-maps, policies, lists, global lines and ports may stand in any order."""
    blocks = tuple(data.draw(st.permutations(config.blocks)))
    ports = tuple(data.draw(st.permutations(config.ports)))
    plain = walk(config.text, packet)
    other = walk(config._replace(blocks=blocks, ports=ports).text, packet)
    assert other.exit == plain.exit
    assert story(other) == story(plain)


QUEUED = tuple(sorted(IDENTITY.keys() - {"c4500l"}))
"""Not the older 4500: its own auto-QoS gives 33 % to one queue and leaves the others at a quarter each."""


@settings(max_examples=60, deadline=None)
@given(configs(QUEUED))
def test_guarantees_fit_on_the_link(config: Config) -> None:
    """Over all queues of a port the guarantees make 100 % at most; an unlimited strict queue stands apart."""
    assert guaranteed(config.text) <= WHOLE


@CASES
@given(outputs())
def test_classes_of_a_policy_fit_on_the_link(made: tuple[str, str]) -> None:
    """The same for output policies whose lines give away 100 % at most, in percent of any kind."""
    assert guaranteed(made[1]) <= WHOLE


def guaranteed(text: str) -> float:
    """Sum of the shares of all queues that a port's packets go to, but an unlimited strict one's."""
    device = device_of(text)
    here, there = way(device)
    shares: dict[str | None, float] = {}
    for dscp in range(64):
        left = treatment(device, Packet(dscp=dscp, cos=dscp >> 3, sender="phone"), here, there).exit
        if not (left.strict and left.cap_percent is None):
            shares[left.queue] = left.guaranteed_percent or 0
    return sum(shares.values())
