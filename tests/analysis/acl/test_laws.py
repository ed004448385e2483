"""Laws that hold for what every access list does."""

from itertools import product

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from netaudit.analysis.acl.decide import decide, denied, permitted
from netaudit.analysis.acl.meaning import Filter, meaning
from netaudit.analysis.packetspace.numbers import EVERY, matching
from netaudit.analysis.packetspace.packets import EVERYTHING, NOTHING, PacketSet, Region
from netaudit.parsers import read

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PLACES = ("any", "host 10.0.0.1", "10.0.0.0 0.0.0.255", "10.0.0.1 0.255.0.254", "object-group SOME")
PORTS = ("", " eq 80", " range 70 90", " neq 80 443", " gt 1023")
OPTIONS = ("", " established", " fragments", " dscp ef", " time-range WORK", " time-range NIGHT")
OTHERS = (
    "permit icmp any any echo",
    "deny icmp any any",
    "permit ospf any any precedence internet",
    "evaluate SESSIONS",
    "deny object-group SERVICES any any",
    "permit object-group SERVICES any host 10.0.0.1",
    "permit frob",
    "deny ip any any tos normal",
    "deny ip any object-group NOWHERE",
)
GROUPS = """\
object-group network SOME
 host 10.0.0.7
 10.1.0.0 255.255.0.0
 10.2.0.0 255.0.255.0
object-group service SERVICES
 tcp eq 80
 udp range 60 90
 icmp echo
"""

ported = st.builds(
    "{} {} {}{} {}{}{}".format,
    st.sampled_from(["permit", "deny"]),
    st.sampled_from(["tcp"]),
    st.sampled_from(PLACES),
    st.sampled_from(PORTS),
    st.sampled_from(PLACES),
    st.sampled_from(PORTS),
    st.sampled_from(OPTIONS),
)
whole = st.builds(
    "{} ip {} {}".format,
    st.sampled_from(["permit", "deny"]),
    st.sampled_from(PLACES),
    st.sampled_from(PLACES),
)
entries = st.one_of(ported, whole, st.sampled_from(OTHERS))
lists = st.lists(entries, min_size=1, max_size=6)
understood = entries.filter(lambda line: "frob" not in line)
"""Each is one entry of the filter."""


def meant(lines: list[str], *others: Filter) -> Filter:
    """What a list of these lines does. Equal lines count once, as IOS takes them."""
    body = "".join(f" {line}\n" for line in dict.fromkeys(lines))
    (device,) = read(f"hostname r\n{GROUPS}ip access-list extended X\n{body}")
    return meaning(device, next(acl for acl in device.acls if acl.name == "X"), *others)


def of_version(version: int) -> PacketSet:
    """All packets of an IP version."""
    return PacketSet((Region(version),))


@few
@given(lists)
def test_parts_make_up_all_packets(lines: list[str]) -> None:
    """Each packet of the version is decided by one entry: parts are disjoint and leave nothing out."""
    together = NOTHING
    for part in decide(meant(lines), EVERYTHING):
        assert not together.meets(part.packets)
        assert part.packets <= part.entry.packets
        together = together | part.packets
    assert together == of_version(4)


@few
@given(lists)
def test_permitted_is_what_is_not_denied(lines: list[str]) -> None:
    """What passes and what is dropped are each other's complement; the other IP version passes."""
    filter_ = meant(lines)
    assert permitted(filter_, EVERYTHING) == ~denied(filter_, EVERYTHING)
    assert denied(filter_, EVERYTHING) <= of_version(4)


@few
@given(lists, lists)
def test_below_everything_nothing_matters(lines: list[str], more: list[str]) -> None:
    """Entries below ``permit ip any any`` change nothing."""
    longer = meant([*lines, "permit ip any any", *more])
    shorter = meant([*lines, "permit ip any any"], longer)
    longer = meant([*lines, "permit ip any any", *more], shorter)
    assert permitted(shorter, EVERYTHING) == permitted(longer, EVERYTHING)


@few
@given(st.lists(understood, min_size=2, max_size=6, unique=True), st.integers(0, 4))
def test_disjoint_neighbours_change_places(lines: list[str], start: int) -> None:
    """Two neighbours without a packet in common, or with one action, may stand in either order."""
    filter_ = meant(lines)
    pairs = list(enumerate(zip(filter_.entries, filter_.entries[1 : len(lines)], strict=False)))
    free = [n for n, (a, b) in pairs if a.action == b.action or not a.packets.meets(b.packets)]
    assume(free)
    place = free[start % len(free)]
    turned = [*lines[:place], lines[place + 1], lines[place], *lines[place + 2 :]]
    assert permitted(filter_, EVERYTHING) == permitted(meant(turned), EVERYTHING)


@few
@given(lists)
def test_conditions_keep_or_remove_entries(lines: list[str]) -> None:
    """With each value of its time-ranges a list does what it does with these entries kept or taken out."""
    lines = [
        line for line in lines if not set(line.split()) & {"SESSIONS", "frob", "normal", "NOWHERE", "SOME"}
    ]
    filter_ = meant([*lines, "deny ip any any"])
    answer, width = permitted(filter_, EVERYTHING), len(filter_.conditions)
    for holding in product((False, True), repeat=width):
        names = {name.split()[1] for name, holds in zip(filter_.conditions, holding, strict=True) if holds}
        kept = [
            line.partition(" time-range")[0]
            for line in lines
            if "time-range" not in line or line.split()[-1] in names
        ]
        value = sum(1 << bit for bit, holds in enumerate(holding) if holds)
        numbers = matching(value, 0, width) if width else EVERY
        here = PacketSet((Region(4, condition=numbers), Region(6, condition=numbers)))
        assert answer & here == permitted(meant([*kept, "deny ip any any"]), EVERYTHING) & here


@few
@given(lists, lists)
def test_permitted_of_some_packets(lines: list[str], more: list[str]) -> None:
    """What passes of some packets is those packets of all that passes."""
    filter_ = meant(lines)
    some = permitted(meant(more, filter_), of_version(4))
    again = meant(lines, meant(more))
    assert permitted(again, some) == permitted(again, EVERYTHING) & some
