"""The quick look never calls a list tight that the exact answer finds an excess in."""

from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.analysis.acl.decide import permitted
from netaudit.analysis.acl.meaning import meaning
from netaudit.analysis.packetspace.packets import PacketSet
from netaudit.analysis.segmentation.matrix import excess
from netaudit.analysis.segmentation.pairs import packets_between
from netaudit.analysis.segmentation.plan import plan
from netaudit.analysis.segmentation.tight import first_passes, is_tight
from netaudit.site.policy import Policy
from tests.analysis.segmentation.config import DATA_IN, acl, device

PLACES = ["any", "10.10.10.0 0.0.0.255", "10.20.0.0 0.0.255.255", "host 10.20.110.7", "10.1.0.0 0.0.255.255"]
SERVICES = [
    ("ip", "", ""),
    ("tcp", "", "eq 5060"),
    ("tcp", "", "established"),
    ("udp", "eq 68", "eq 67"),
    ("udp", "", "range 16384 32767"),
    ("icmp", "", "echo"),
    ("icmp", "", ""),
]


@st.composite
def entries(draw: st.DrawFn) -> str:
    """One entry of a list that users send through."""
    protocol, ports, rest = draw(st.sampled_from(SERVICES))
    source, destination = draw(st.sampled_from(PLACES)), draw(st.sampled_from(PLACES))
    words = (draw(st.sampled_from(["permit", "deny"])), protocol, source, ports, destination, rest)
    return " ".join(word for word in words if word)


@settings(max_examples=150, deadline=None)
@given(st.lists(entries(), min_size=1, max_size=6))
def test_tight_is_true(lines: list[str]) -> None:
    """Where the quick look says tight, nothing passes beyond the table; what it says passes does."""
    found = device(DATA_IN, "", acl("DATA-IN", *lines))
    data, voice = found.svis[10], found.svis[110]
    site = plan(found, Policy())
    packets = packets_between(data, voice, 4)
    list_ = found.acl("DATA-IN")
    assert list_ is not None
    filter_ = meaning(found, list_)
    if is_tight(found, site, (data, voice), packets.regions[0]):
        assert not excess(permitted(filter_, packets), site)
    if first_passes(filter_, packets):
        assert permitted(filter_, packets)


def test_the_usual_lists_are_seen_to_be_tight() -> None:
    """The list of the template for users is settled without exact sets."""
    lines = ("permit udp any eq 68 any eq 67", "deny ip any 10.20.0.0 0.0.255.255", "permit ip any any")
    found = device(DATA_IN, "", acl("DATA-IN", *lines))
    data, voice = found.svis[10], found.svis[110]
    region = packets_between(data, voice, 4).regions[0]
    assert is_tight(found, plan(found, Policy()), (data, voice), region)
    assert PacketSet((region,))
