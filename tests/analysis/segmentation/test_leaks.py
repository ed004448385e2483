"""Which line lets what pass between voice and data, checked against facts worked out by hand."""

from pathlib import Path

import pytest

from netaudit import parsers
from netaudit.analysis import roles
from netaudit.analysis.packetspace.describe import describe
from netaudit.analysis.packetspace.header import has
from netaudit.analysis.packetspace.words import parse_header, witness_text
from netaudit.analysis.segmentation.leaks import Leaks, leaks
from netaudit.model import Device
from netaudit.site.load import decode
from netaudit.site.policy import Policy
from tests.analysis.segmentation.config import DATA_IN, VOICE_IN, VOICE_OUT, acl, device

ROOT = Path(__file__).parents[3]
PHONE, PC = "10.20.110.7", "10.10.10.7"
TIGHT = acl("VOICE-IN", "permit tcp 10.20.110.0 0.0.0.255 10.1.1.20 0.0.0.1 eq 2000", "deny ip any any")


def line_of(found: Device, text: str) -> int:
    """The source line of an entry."""
    return next(a.line + e.offset for a in found.acls for e in a.entries if e.text == text)


def sample(name: str) -> Leaks:
    """What a sample switch lets pass under the policy of the site."""
    policy = decode(ROOT / "inventory" / "netaudit.yaml")
    path = ROOT / "sample_configs" / name
    (found,) = parsers.read(path.read_text(), name)
    return leaks(roles.assign(found, policy), policy)


def test_the_planted_leak_is_blamed_with_line_and_witness() -> None:
    """The line of the softphone pilot lets all users of the annex reach TCP ports from 1024 of VLAN 116."""
    text = (ROOT / "sample_configs" / "dist-3850-leaky.cfg").read_text()
    number = text[: text.index("permit tcp 10.10.0.0 0.0.255.255")].count("\n") + 1
    found = sample("dist-3850-leaky.cfg")
    (leak,) = found.to_voice
    assert (leak.line.where, leak.line.name, leak.line.lines) == ("Vlan116", "VOICE-116-OUT", (number,))
    assert describe(leak.packets) == (
        "tcp from 10.10.16.0/23 and 10.10.21.0/24 to 10.20.116.0/24 ports 1024-65535",
    )
    assert witness_text(leak.packets) == "tcp 10.10.16.10:49152 10.20.116.10:1024"
    assert leak.sure
    assert not leak.answered, "VOICE-116-IN drops what phones answer"
    assert not found.to_data
    assert not found.one_way


def test_the_corrected_switch_leaks_nothing() -> None:
    """Nothing is said of the same switch without that line."""
    assert sample("dist-3850-tight.cfg") == Leaks()


def test_of_two_filters_the_narrower_line_is_to_blame() -> None:
    """The users' list permits everything of theirs; the list towards phones is the one that names phones."""
    found = device(
        DATA_IN,
        VOICE_IN + VOICE_OUT,
        TIGHT
        + acl("DATA-IN", "permit ip 10.10.10.0 0.0.0.255 any")
        + acl("VOICE-OUT", "permit udp any 10.20.110.0 0.0.0.255 eq 5060"),
    )
    (leak,) = leaks(found, Policy()).to_voice
    assert leak.line.lines == (line_of(found, "permit udp any 10.20.110.0 0.0.0.255 eq 5060"),)


def test_established_is_the_leak_where_nothing_filters_users() -> None:
    """Users open a connection unhindered, and phones answer it by this line: a conversation."""
    entry = "permit tcp 10.20.110.0 0.0.0.255 any established"
    found = device("", VOICE_IN, acl("VOICE-IN", entry, "deny ip any any"))
    (leak,) = leaks(found, Policy()).to_voice
    assert leak.line.lines == (line_of(found, entry),)
    assert leak.answered
    assert has(leak.packets, parse_header(f"tcp {PC}:50000 {PHONE}:80"))
    assert not has(leak.packets, parse_header(f"udp {PC}:50000 {PHONE}:80"))


def test_a_line_to_servers_ports_answers_nobody() -> None:
    """Phones may open TCP 80 of PCs: that is a way to data, and no way for users to phones."""
    found = device("", VOICE_IN, acl("VOICE-IN", "permit tcp 10.20.110.0 0.0.0.255 any eq 80"))
    said = leaks(found, Policy())
    assert not said.to_voice
    (leak,) = said.to_data
    assert describe(leak.packets) == ("tcp from 10.20.110.0/24 to 10.10.10.0/24 port 80",)


def test_later_fragments_alone_are_no_leak() -> None:
    """The entry for DHCP lets later fragments of UDP pass to phones; nothing else does."""
    lists = acl(
        "DATA-IN",
        "permit udp any eq bootpc any eq bootps",
        "deny ip any 10.20.0.0 0.0.255.255",
        "permit ip any any",
    )
    assert not leaks(device(DATA_IN, VOICE_IN, TIGHT + lists), Policy()).to_voice


def test_one_way_is_told_by_the_filter_that_is_there() -> None:
    """A tight list where phones send, and nothing where users send."""
    said = leaks(device("", VOICE_IN, TIGHT), Policy())
    assert [(each.voice, each.filtered) for each in said.one_way] == [("Vlan110", "to data")]
    assert not said.to_voice
    assert not said.to_data


def test_what_a_time_range_decides_is_not_sure() -> None:
    """The packets are told with the condition's name."""
    lists = acl("DATA-IN", "permit tcp any any eq 5060 time-range WORK", "deny ip any 10.20.0.0 0.0.255.255")
    (leak,) = leaks(device(DATA_IN, "", lists), Policy()).to_voice
    assert not leak.sure
    assert leak.conditions == ("time-range WORK is active",)


def test_what_passes_by_either_of_two_lines_is_sure() -> None:
    """While the time-range is active one line lets it pass, else the other: it passes for certain."""
    lists = acl("DATA-IN", "permit tcp any any eq 5060 time-range WORK", "permit tcp any any eq 5060")
    said = leaks(device(DATA_IN, "", lists), Policy()).to_voice
    assert [leak.sure for leak in said] == [True, True]


def test_packets_to_the_gateway_itself_are_no_leak() -> None:
    """Users may reach the address of the switch in the voice VLAN; that is no phone."""
    lists = acl("DATA-IN", "permit tcp any host 10.20.110.1 eq 22", "deny ip any 10.20.0.0 0.0.255.255")
    assert not leaks(device(DATA_IN, "", lists), Policy()).to_voice


def test_a_tangled_filter_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """A filter beyond the bound is named with its interface instead of being guessed at."""
    monkeypatch.setattr("netaudit.analysis.packetspace.packets.MOST_REGIONS", 2)
    odd = [f"deny tcp any eq {port} any eq {port + 1}" for port in range(4000, 4040, 2)]
    found = device(DATA_IN, "", acl("DATA-IN", *odd, "permit ip any any"))
    ((where, why),) = leaks(found, Policy()).tangled
    assert where == "Vlan110"
    assert "regions" in why
