"""Lists that hang on nothing but their own lines are read on a way of their own, to the same end."""

import pytest

from netaudit.analysis.acl.meaning import _drafts, _filter, _plain_filter, meaning, version_of
from netaudit.model import Device
from netaudit.parsers import read

PLAIN = """ip access-list extended LIST
 permit tcp 10.1.1.0 0.0.0.255 eq 22 any established log
 permit udp host 10.1.1.1 10.1.0.0 0.0.255.0 range 5060 5061
 deny icmp any any echo
 permit ip any 10.1.1.7 0.0.0.8 fragments
 deny ip any any dscp ef
"""
PLAIN6 = """ipv6 access-list LIST
 permit tcp 2001:DB8::/32 any eq 443
 deny ipv6 host 2001:DB8::1 any log
"""


def _device(text: str) -> Device:
    (device,) = read(f"hostname sw1\n!\n{text}")
    return device


@pytest.mark.parametrize("text", [PLAIN, PLAIN6])
def test_plain_lists_mean_what_their_drafts_mean(text: str) -> None:
    """The short way gives the entries of the long one, and what IOS adds at the end."""
    (acl,) = _device(text).acls
    version = version_of(acl)
    short = _plain_filter(acl.entries, version)
    assert short is not None
    assert short.entries == _filter(_drafts(acl.entries, version, ()), version, ()).entries
    assert len(short.entries) == len(acl.entries) + (1 if version == 4 else 2)


@pytest.mark.parametrize(
    "line",
    [
        "permit ip object-group HOSTS any",
        "permit ip any any time-range WORK",
        "permit nonsense",
        "evaluate SESSIONS",
        "dynamic USERS permit ip any any",
    ],
)
def test_what_hangs_on_more_goes_the_long_way(line: str) -> None:
    """Groups, conditions and lines that were not understood are not plain, and have their conditions."""
    device = _device(f"ip access-list extended LIST\n {line}\n deny ip any any\n")
    (acl,) = device.acls
    assert _plain_filter(acl.entries, 4) is None
    assert meaning(device, acl).conditions


def test_the_same_question_has_one_answer() -> None:
    """A list of a device is worked out once; with the conditions of another it has them too."""
    device = _device(PLAIN)
    (acl,) = device.acls
    assert meaning(device, acl) is meaning(device, acl)
    timed = _device("ip access-list extended LIST\n permit ip any any time-range WORK\n")
    other = meaning(timed, timed.acls[0])
    assert meaning(device, acl, other).conditions == other.conditions
    assert not meaning(device, acl).conditions
