"""One cause is told by one rule, whoever could speak of it."""

from collections import Counter

import pytest

from netaudit.model import Result
from netaudit.rules import registry
from netaudit.rules.behaviour import LOSSES, WAITS
from tests.rules.fixtures import hits

HEAD = "hostname SW\nswitch 1 provision ws-c3750x-24p\nmls qos\n"
MAP = "mls qos map cos-dscp 0 8 16 24 32 46 48 56\n"
PHONE = """interface GigabitEthernet1/0/5
 switchport mode access
 switchport access vlan 10
 switchport voice vlan 110
 priority-queue out
"""
TRUST = " mls qos trust device cisco-phone\n mls qos trust cos\n"
UPLINK = "interface GigabitEthernet1/0/24\n switchport mode trunk\n priority-queue out\n mls qos trust dscp\n"

BUNDLE = """hostname SW
switch 1 provision c9300-48p
class-map match-any VOICE
 match dscp ef
policy-map OUT
 class VOICE
  priority level 1 percent 30
policy-map IN
 class VOICE
  police 128000
interface GigabitEthernet1/0/5
 switchport mode access
 switchport voice vlan 110
 trust device cisco-phone
 service-policy input IN
 service-policy output OUT
interface Port-channel1
 switchport mode trunk
 service-policy output OUT
interface TenGigabitEthernet1/1/1
 switchport mode trunk
 channel-group 1 mode active
"""

CAUSES = {
    "nothing": (HEAD + MAP + PHONE + TRUST + UPLINK, set()),
    "the map": (HEAD + PHONE + TRUST + UPLINK, {"Q-03"}),
    "a port that trusts nothing": (HEAD + MAP + PHONE + UPLINK, {"Q-02"}),
    "a phone without a field": (
        HEAD + MAP + PHONE + TRUST.replace(" mls qos trust cos\n", "") + UPLINK,
        {"Q-40"},
    ),
    "CDP": (HEAD + MAP + PHONE + TRUST + " no cdp enable\n" + UPLINK, {"Q-05"}),
    "CoS override": (HEAD + MAP + PHONE + TRUST + " mls qos cos override\n" + UPLINK, {"Q-33"}),
    "a phone that is none": (
        HEAD + MAP + PHONE + TRUST + UPLINK + " mls qos trust device cisco-phone\n",
        {"Q-09"},
    ),
    "QoS that is off": (HEAD.replace("mls qos\n", "") + MAP + PHONE + TRUST + UPLINK, {"Q-01"}),
    "no strict queue": (HEAD + MAP + PHONE + TRUST + UPLINK.replace(" priority-queue out\n", ""), {"Q-10"}),
    "no strict queue for the phone": (
        HEAD + MAP + PHONE.replace(" priority-queue out\n", "") + TRUST + UPLINK,
        {"Q-06"},
    ),
    "a policy on the bundle": (BUNDLE, {"Q-38"}),
}
"""What was done wrong, and the rules on trust, markings and queues that may speak."""

CODES = {code for code, _ in (*LOSSES, *WAITS)} | {"Q-04", "Q-22", "Q-35", "Q-36", "Q-38", "Q-41", "Q-42"}


@pytest.mark.parametrize("cause", CAUSES)
def test_one_cause_is_told_once(cause: str) -> None:
    """Of all rules on trust, markings and queues the one that owns the cause speaks, and no other."""
    text, codes = CAUSES[cause]
    rules = [rule for rule in registry.discover().rules.values() if rule.code in CODES]
    assert {rule.code for rule in rules if hits(rule, text + "end\n")} == codes


def test_owners_are_rules() -> None:
    """Every cause belongs to a rule that exists."""
    known = {rule.code for rule in registry.discover().rules.values()}
    assert {code for code, _ in (*LOSSES, *WAITS)} <= known


def test_forty_ports_with_one_cause_say_the_same() -> None:
    """Ports that lose their marking for one reason have the same words, so they become one finding."""
    ports = "".join(PHONE.replace("1/0/5", f"1/0/{n}") for n in range(1, 21))
    found = hits(registry.find("Q-02"), HEAD + MAP + ports + UPLINK + "end\n")
    assert [*Counter(hit.why for hit in found).values()] == [20]


def test_one_uplink_line_missing_is_one_finding_of_every_phone_port() -> None:
    """An uplink that trusts nothing is one cause at its own line; the subjects are the ports it deafens."""
    ports = "".join((PHONE + TRUST).replace("1/0/5", f"1/0/{n}") for n in range(1, 49))
    uplink = "interface GigabitEthernet1/1/1\n"
    text = HEAD + MAP + ports + uplink + " switchport mode trunk\n priority-queue out\nend\n"
    found = hits(registry.find("Q-02"), text)
    assert [hit.subject for hit in found] == [f"GigabitEthernet1/0/{n}" for n in range(1, 49)]
    assert {hit.lines for hit in found} == {(text[: text.index(uplink)].count("\n") + 1,)}
    assert len({hit.why for hit in found}) == 1


def test_profile_is_named_where_it_decides() -> None:
    """A finding on a marking says by which design guide it is wrong."""
    text = f"! policy: profile: avvid\n{HEAD}{MAP}{PHONE}{UPLINK}end\n"
    (found,) = hits(registry.find("Q-02"), text)
    assert found.why.endswith("(profile avvid: Cisco AVVID, signalling AF31)")


def test_a_piece_of_a_config_is_no_proof() -> None:
    """Without a hostname, a line that decides may stand elsewhere: unknown instead of fail."""
    piece = (HEAD + MAP + PHONE + UPLINK + "end\n").replace("hostname SW\n", "")
    (found,) = hits(registry.find("Q-02"), piece)
    assert found.result is Result.UNKNOWN
