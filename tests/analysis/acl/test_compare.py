"""What two lists do differently, and which entries decide that."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netaudit.analysis.acl.compare import Difference, against_none, compare, meanings
from netaudit.analysis.acl.decide import first
from netaudit.analysis.acl.entry.layer4 import port_numbers
from netaudit.analysis.acl.meaning import _drafts, _filter, _plain_filter, meaning
from netaudit.analysis.acl.order.align import aligned
from netaudit.analysis.acl.order.keys import Keys
from netaudit.analysis.acl.order.ordered import ordered
from netaudit.analysis.packetspace import diagrams, numbers
from netaudit.analysis.packetspace.describe import describe
from netaudit.analysis.packetspace.header import Header, has
from netaudit.errors import ComplexityError
from netaudit.model import Acl, Device
from netaudit.parsers import read

ADDRESSES = (0x0A000001, 0x0A000002, 0x0A000003, 0x0A000104)
PORTS = (22, 80, 443)
UNIVERSE = [
    Header(source=source, destination=destination, protocol=protocol, destination_port=port, fragment=later)
    for source, destination, protocol, port, later in product(ADDRESSES, ADDRESSES, (6, 17), PORTS, (0, 1))
    if port == PORTS[0] or not later
]
"""Every packet that the lists below can tell apart, but for those they treat alike."""

addresses = st.sampled_from(
    ["any", "host 10.0.0.1", "host 10.0.0.2", "10.0.0.0 0.0.0.3", "10.0.0.0 0.0.255.253"]
)
matches = st.one_of(
    st.builds("ip {} {}".format, addresses, addresses),
    st.builds(
        "{} {} {} {}".format,
        st.sampled_from(["tcp", "udp"]),
        addresses,
        addresses,
        st.sampled_from(["eq 80", "range 22 80", "neq 443", "gt 79", "fragments", ""]),
    ),
)
entries = st.lists(st.builds("{} {}".format, st.sampled_from(["permit", "deny"]), matches), max_size=6)


def listed(lines: list[str], more: str = "") -> tuple[Device, Acl]:
    """A device with one list."""
    text = "\n ".join(["ip access-list extended LIST", *lines])
    (device,) = read(f"version 15.2\nhostname a\n{more}{text}\nend\n")
    (acl,) = device.acls
    return device, acl


def difference(old: list[str], new: list[str], more: str = "") -> Difference:
    """What becomes different when one list takes the other's place."""
    return compare(*meanings(listed(old, more), listed(new, more)))


@settings(max_examples=100, deadline=None)
@given(entries, entries)
def test_a_packet_is_in_the_difference_exactly_where_its_fate_differs(old: list[str], new: list[str]) -> None:
    """Packet by packet, two lists agree or differ as the comparison says, and its entries decide."""
    before, after = meanings(listed(old), listed(new))
    found = compare(before, after)
    for header in UNIVERSE:
        one, other = first(before, header), first(after, header)
        assert one
        assert other
        told = [change for change in found.changes if has(change.packets, header)]
        assert len(told) == (one.action != other.action)
        assert has(found.permitted, header) == (one.action == "deny" and other.action == "permit")
        assert has(found.denied, header) == (one.action == "permit" and other.action == "deny")
        assert not told or (told[0].old.index, told[0].new.index) == (one.index, other.index)


@settings(max_examples=100, deadline=None)
@given(st.permutations(range(6)), st.permutations(range(6)))
def test_the_longest_common_sequence(old: list[int], new: list[int]) -> None:
    """What two lists are said to have in common ascends in both, and no longer sequence does."""
    found = aligned(old, new)
    assert all(old[i] == new[j] for i, j in found.items())
    assert sorted(found) == list(found)
    assert sorted(found.values()) == list(found.values())
    lengths = [0] * 7
    for i in range(6):
        row = list(lengths)
        for j in range(6):
            row[j + 1] = lengths[j] + 1 if old[i] == new[j] else max(lengths[j + 1], row[j])
        lengths = row
    assert len(found) == lengths[6]


def test_the_same_list_in_other_words() -> None:
    """Order that does not matter, a line cut in two and an end that is written out change nothing."""
    old = ["permit tcp any any range 80 81", "permit udp any host 10.0.0.1"]
    new = [
        "permit udp any host 10.0.0.1",
        "permit tcp any any eq 80",
        "permit tcp any any eq 81",
        "deny ip any any",
    ]
    assert not difference(old, new).changes


def test_a_line_that_opens_the_way() -> None:
    """A permit entry takes from the deny entry behind it: both are named, on their own sides."""
    found = difference(
        ["permit tcp any any eq 80", "deny ip any any"],
        ["permit tcp any any eq 80", "permit tcp any host 10.0.0.1", "deny ip any any"],
    )
    (change,) = found.changes
    assert (change.old.index, change.new.index) == (1, 1)
    assert describe(found.permitted) == ("tcp from any to host 10.0.0.1, all ports but 80",)
    assert not found.denied


def test_entries_that_change_places() -> None:
    """Swapped, a deny entry wins where it lost: only the packets of both differ."""
    found = difference(
        ["permit tcp any any eq 80", "deny ip host 10.0.0.1 any", "permit ip any any"],
        ["deny ip host 10.0.0.1 any", "permit tcp any any eq 80", "permit ip any any"],
    )
    assert describe(found.denied) == ("tcp from host 10.0.0.1 to any port 80, later fragments too",)
    assert not found.permitted


def test_a_time_that_is_taken_away() -> None:
    """A permit that held at times and now always holds differs while it did not hold."""
    found = difference(["permit tcp any any eq 80 time-range WORK"], ["permit tcp any any eq 80"])
    assert describe(found.permitted, found.conditions) == (
        "tcp from any to any port 80, later fragments too unless time-range WORK is active",
    )


def test_a_list_that_is_gone() -> None:
    """Where a list is missing everything passes: what it denied is newly permitted."""
    before = meaning(*listed(["permit tcp any any", "deny udp any any", "permit ip any any"]))
    found = compare(before, against_none(before))
    assert describe(found.permitted) == ("udp from any to any",)


def test_conditions_in_common_order() -> None:
    """A time-range that only one list has does not change places with one that both have."""
    old = ["permit tcp any any eq 80 time-range WORK"]
    new = ["permit tcp any any eq 80 time-range WORK", "permit udp any any time-range ALWAYS"]
    found = difference(old, new)
    assert found.conditions == ("time-range ALWAYS is active", "time-range WORK is active")
    assert describe(found.permitted, found.conditions) == (
        "udp from any to any while time-range ALWAYS is active",
    )


def test_a_group_that_grows() -> None:
    """The same line means more where its object group does."""
    groups = "object-group network HOSTS\n host 10.0.0.1\n{}!\n"
    line = ["permit ip object-group HOSTS any"]
    old, new = (listed(line, groups.format(more)) for more in ("", " host 10.0.0.2\n"))
    found = compare(*meanings(old, new))
    assert describe(found.permitted) == ("ip from host 10.0.0.2 to any",)


def test_a_bound_instead_of_a_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    """A difference that takes too many regions to say is refused."""
    lines = [f"permit tcp host 10.0.{n}.1 host 10.1.{n}.2 eq {n}" for n in range(1, 100)]
    assert difference(lines, [*lines, "permit ip any any"]).permitted
    monkeypatch.setattr("netaudit.analysis.acl.order.ordered.MOST_REGIONS", 200)
    with pytest.raises(ComplexityError, match="leave of a set is too tangled"):
        difference(lines, [*lines, "permit ip any any"])


def test_what_is_forgotten_is_still_the_same() -> None:
    """Entries are known again when the memory of diagrams is lost between two lists."""
    lines = [
        "permit tcp 10.0.0.0 0.0.255.0 any range 7 300",
        "deny udp any neq 5 any",
        "permit ip host 10.0.0.1 any",
    ]
    register = Keys()
    before = ordered(meaning(*listed(lines)), register)
    for forgetful in (diagrams._shared, diagrams.cube, numbers.between, numbers.complement):  # noqa: SLF001
        forgetful.cache_clear()
    _drafts.cache_clear()
    _filter.cache_clear()
    _plain_filter.cache_clear()
    port_numbers.cache_clear()
    after = ordered(meaning(*listed(lines)), register)
    assert before.entries[0].packets.regions != after.entries[0].packets.regions
    assert before.keys == after.keys
    assert len(set(before.keys)) == len(lines) + 1
