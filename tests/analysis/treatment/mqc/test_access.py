"""What access lists say of packets, doubts included."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netaudit.analysis.treatment.mqc.access import decision
from netaudit.analysis.treatment.mqc.logic import every, inverse, some
from netaudit.model import Device, Packet
from netaudit.parsers import read

TEXT = """\
hostname acl
version 15.2
object-group network PHONES
 10.1.110.0 255.255.255.0
 host 10.9.9.9
 group-object MORE
object-group network MORE
 range 10.2.0.5 10.2.0.9
object-group service VOICE
 udp range 16384 32767
 tcp-udp eq 5060
ip access-list extended RTP
 permit udp 10.1.110.0 0.0.0.255 any range 16384 32767
 deny ip any any
ip access-list extended ODD
 permit ip 10.0.0.1 0.255.255.0 any
ip access-list extended GROUPS
 permit object-group VOICE object-group PHONES any
ip access-list extended MARKED
 permit ip any any dscp ef
ip access-list extended FRAGMENTS
 permit udp any any fragments
ip access-list extended SAME
 permit udp host 10.1.1.1 any
 permit ip any any
ip access-list standard HOSTS
 permit 10.1.1.1
ip access-list extended EMPTY
 remark nothing yet
ip access-list extended UNREAD
 permit udp host 10.1.1.1 any
 permit frob any any
 permit ip any any
ip access-list extended SESSIONS
 evaluate OUT
 permit udp any any
 deny ip any any
ip access-list extended LOGIN
 dynamic GUEST permit udp any any
 deny ip any any
ipv6 access-list SIX
 permit udp 2001:db8::/32 any
"""
(DEVICE,) = read(TEXT)


def packet(**fields: object) -> Packet:
    """A packet with these fields."""
    return Packet(**fields)  # type: ignore[arg-type]


PHONE = {"source": "10.1.110.7", "destination": "10.3.0.1", "destination_port": 17000}


@pytest.mark.parametrize(
    ("acl", "fields", "action", "index"),
    [
        ("RTP", PHONE, "permit", 0),
        ("RTP", {**PHONE, "destination_port": 80}, "deny", 1),
        ("RTP", {**PHONE, "protocol": "tcp"}, "deny", 1),
        ("RTP", {**PHONE, "protocol": "17"}, "permit", 0),
        ("RTP", {**PHONE, "source": None}, None, 1),
        ("RTP", {"destination_port": 80}, "deny", 1),
        ("ODD", {"source": "10.77.88.1"}, "permit", 0),
        ("ODD", {"source": "10.77.88.2"}, "deny", None),
        ("GROUPS", PHONE, "permit", 0),
        ("GROUPS", {**PHONE, "source": "10.2.0.9"}, "permit", 0),
        ("GROUPS", {**PHONE, "source": "10.2.0.10"}, "deny", None),
        ("GROUPS", {**PHONE, "protocol": "tcp", "destination_port": 5060}, "permit", 0),
        ("GROUPS", {**PHONE, "destination_port": None}, None, None),
        ("MARKED", {"dscp": 46}, "permit", 0),
        ("MARKED", {"dscp": 26}, "deny", None),
        ("FRAGMENTS", {}, "deny", None),
        ("SAME", {}, "permit", 1),
        ("HOSTS", {"source": "10.1.1.1"}, "permit", 0),
        ("HOSTS", {}, None, None),
        ("EMPTY", {}, None, None),
        ("MISSING", {}, None, None),
        ("SIX", {"source": "2001:db8::1", "destination": "2001:db8::2"}, "permit", 0),
        ("SIX", PHONE, "deny", None),
        ("RTP", {"source": "2001:db8::1"}, "deny", None),
    ],
)
def test_decision(acl: str, fields: dict[str, object], action: str | None, index: int | None) -> None:
    """First match decides; what nobody stated leaves it open, unless all that may match say the same."""
    found = decision(DEVICE, acl, packet(**fields))
    assert (found.action, found.index) == (action, index)


def test_marking_of_the_moment_counts() -> None:
    """An entry with ``dscp`` looks at what the packet is marked with now, not at what it came with."""
    assert decision(DEVICE, "MARKED", packet(dscp=46), 0).action == "deny"


def test_doubt_that_decides_nothing_is_none() -> None:
    """Whether the first entry of SAME matches is open, but both entries permit."""
    assert decision(DEVICE, "SAME", packet()).action == "permit"


@given(st.lists(st.sampled_from([True, False, None]), max_size=5))
def test_logic_agrees_with_every_way_to_fill_the_gaps(truths: list[bool | None]) -> None:
    """``every`` and ``some`` are known exactly where all ways to settle the open ones agree."""
    filled: list[list[bool]] = [[]]
    for truth in truths:
        choices = [True, False] if truth is None else [truth]
        filled = [[*way, choice] for way in filled for choice in choices]
    for combine, plain in ((every, all), (some, any)):
        answers = {plain(way) for way in filled}
        assert combine(truths) == (answers.pop() if len(answers) == 1 else None)


def test_inverse_of_unknown_is_unknown() -> None:
    """``match not`` of what can not be told can not be told."""
    assert [inverse(truth) for truth in (True, False, None)] == [False, True, None]


def test_devices_are_not_needed_whole() -> None:
    """A device without lists decides nothing."""
    assert decision(Device(source="x", hostname="x"), "RTP", packet()).action is None


@pytest.mark.parametrize(
    ("acl", "fields", "action", "index"),
    [
        ("UNREAD", {"source": "10.1.1.1"}, "permit", 0),
        ("UNREAD", {"source": "10.1.1.2"}, None, 2),
        ("SESSIONS", {"protocol": "udp"}, "permit", 1),
        ("SESSIONS", {"protocol": "tcp"}, None, 2),
        ("LOGIN", {"protocol": "udp"}, None, 1),
        ("LOGIN", {"protocol": "tcp"}, "deny", 1),
    ],
)
def test_entries_that_depend_on_more(
    acl: str, fields: dict[str, object], action: str | None, index: int
) -> None:
    """A line that was not understood leaves what follows open; sessions and logins open what is denied."""
    found = decision(DEVICE, acl, packet(**fields))
    assert (found.action, found.index) == (action, index)
