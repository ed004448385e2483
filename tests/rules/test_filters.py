"""How bad the rules on filters find what they find, and what they say of it."""

import pytest

from netaudit.model import Result, Severity
from netaudit.rules import registry
from netaudit.rules.engine import Hit
from tests.rules import fixtures


def said(rule: str, fixture: str) -> list[Hit]:
    """What a rule says of one fixture."""
    path = fixtures.HERE / rule.replace("-", "_") / fixture
    return fixtures.hits(registry.find(rule), path.read_text())


@pytest.mark.parametrize(
    ("fixture", "severity"),
    [
        ("bad-everything.ios.cfg", Severity.HIGH),  # answered, every protocol
        ("bad-answers.ios.cfg", Severity.MEDIUM),  # answered, TCP alone
        ("bad-outbound.iosxe.cfg", Severity.MEDIUM),  # some ports, one way
        ("bad-established.ios.cfg", Severity.LOW),  # opens no connection
        ("bad-icmp.ios.cfg", Severity.LOW),  # ICMP alone
    ],
)
def test_severity_follows_from_what_leaks(fixture: str, severity: Severity) -> None:
    """Everything with answers is high, services are medium, mere answers are low."""
    (hit,) = said("leaky-voice-filter", fixture)
    assert hit.severity is severity


def test_a_leak_is_told_in_words_and_with_a_witness() -> None:
    """The finding names the list, what passes, and one packet of it."""
    (hit,) = said("leaky-voice-filter", "bad.ios.cfg")
    assert hit.why == (
        "access list DATA-IN lets users reach phones: udp from 10.10.10.0/24 to 10.20.110.0/24 "
        "ports 16384-32767 - for example udp 10.10.10.10:49152 10.20.110.10:16384"
    )


def test_a_condition_is_named() -> None:
    """A leak during working hours is unknown, and the time-range stands in the words."""
    (hit,) = said("leaky-voice-filter", "bad-time-range.ios.cfg")
    assert hit.result is Result.UNKNOWN
    assert "while time-range WORK is active" in hit.why


@pytest.mark.parametrize(
    ("fixture", "severity"), [("bad.ios.cfg", Severity.HIGH), ("bad-renewal.ios.cfg", Severity.MEDIUM)]
)
def test_dhcp_at_the_start_is_worse_than_at_renewal(fixture: str, severity: Severity) -> None:
    """Hosts without any address are worse off than those that lose one for a moment."""
    (hit,) = said("filter-blocks-dhcp", fixture)
    assert hit.severity is severity


def test_one_line_is_told_by_one_rule() -> None:
    """Management alone is no leak of the filter, and a way to users none to the Internet."""
    assert not said("leaky-voice-filter", "../phone_management_from_users/bad.ios.cfg")
    assert not said("voice-reaches-internet", "../voice_reaches_data/bad-one-way.ios.cfg")
    assert not said("voice-reaches-data", "../leaky_voice_filter/bad-everything.ios.cfg")


def test_a_tangled_filter_is_an_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound the rule says so instead of breaking."""
    monkeypatch.setattr("netaudit.analysis.packetspace.packets.MOST_REGIONS", 1)
    hits = said("leaky-voice-filter", "bad-everything.ios.cfg")
    assert [hit.result for hit in hits] == [Result.UNKNOWN]
    assert "not worked out" in hits[0].why


def test_one_filter_is_told_once_with_all_that_it_drops() -> None:
    """A list that drops signalling and configuration is one finding, and a VLAN map is called one."""
    list_ = """hostname DIST1
ip routing
interface GigabitEthernet1/0/5
 switchport mode access
 switchport voice vlan 110
interface Vlan110
 ip address 10.20.110.1 255.255.255.0
 ip access-group VOICE-IN in
ip access-list extended VOICE-IN
 permit udp any eq bootpc any eq bootps
 deny ip any any
"""
    (hit,) = fixtures.hits(registry.find("filter-blocks-calls"), list_)
    assert hit.why == (
        "list VOICE-IN drops the signalling of phones to call control (SCCP, SIP, H.323, MGCP) and "
        "what phones load their configuration by (TFTP, TCP 6970-6972)"
    )
    map_ = (
        list_.replace(" ip access-group VOICE-IN in\n", "")
        + """vlan access-map VOICE 10
 match ip address VOICE-IN
 action forward
vlan filter VOICE vlan-list 110
"""
    )
    hits = fixtures.hits(registry.find("filter-blocks-calls"), map_)
    assert {hit.why.partition(" drops")[0] for hit in hits} == {"VLAN map VOICE"}


def test_the_internet_is_told_without_what_is_no_part_of_it() -> None:
    """Networks that are no part of it are left out of the words, and what else is permitted stays there."""
    assert [hit.why.partition(": ")[2] for hit in said("voice-reaches-internet", "bad.ios.cfg")] == [
        "tcp from 10.20.110.0/24 to any port 22 - for example tcp 10.20.110.10:49152 198.51.100.10:22",
        "most of ip from 10.20.110.0/24 to any - for example tcp 10.20.110.10:49152 198.51.100.10:445",
    ]
