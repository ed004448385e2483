"""What the lint says of access lists, against the trial of every packet and lists worked out by hand."""

from random import Random

import pytest

from netaudit.analysis.acl.decide import permitted
from netaudit.analysis.acl.flaws import Lint
from netaudit.analysis.acl.lint import lint, lint_list
from netaudit.analysis.acl.meaning import Filter, meaning
from netaudit.analysis.packetspace.header import has
from netaudit.analysis.packetspace.packets import EVERYTHING
from netaudit.analysis.packetspace.words import header_text
from netaudit.model import Acl, Device
from netaudit.parsers import read
from tests.analysis.acl.enumerated import Said, lists, packets

UNIVERSE = packets()
LATER = sum(1 << bit for bit, packet in enumerate(UNIVERSE) if packet.later)
"""The later fragments among them, as bits at their places."""


def filter_of(*lines: str, head: str = "ip access-list extended LIST") -> Filter:
    """The meaning of a list's entries."""
    return meaning(*list_of(*lines, head=head))


def list_of(*lines: str, head: str = "ip access-list extended LIST") -> tuple[Device, Acl]:
    """A device with a list of these entries."""
    device = read("\n".join(("hostname SW", head, *(f" {line}" for line in lines), "")))[0]
    return device, device.acls[-1]


def linted(*lines: str, head: str = "ip access-list extended LIST") -> Lint:
    """What is said of a list's entries, by itself and as one of many of its shape."""
    alone, said = lint(filter_of(*lines, head=head)), lint_list(*list_of(*lines, head=head))
    assert alone == said
    return said


def had(entry: Said) -> int:
    """The packets that an entry matches, as bits at their places in the universe."""
    return sum(1 << bit for bit, packet in enumerate(UNIVERSE) if entry.has(packet))


def fates(entries: list[tuple[Said, int]]) -> tuple[dict[tuple[str, bool], int], int]:
    """The packets of each fate, action and log; and those that get to the end."""
    left, found = (1 << len(UNIVERSE)) - 1, {("deny", False): 0}
    for entry, mine in entries:
        fate = entry.action, entry.log
        found[fate] = found.get(fate, 0) | mine & left
        left &= ~mine
    found["deny", False] |= left
    return {fate: those for fate, those in found.items() if those}, left


def needless(entries: tuple[Said, ...]) -> tuple[set[int], set[int], set[int]]:
    """Unreachable, redundant and unreachable but for later fragments, by trial of every packet."""
    pairs = [(entry, had(entry)) for entry in entries]
    unreachable, half = set(), set()
    for place, (entry, mine) in enumerate(pairs):
        left = mine & fates(pairs[:place])[1]
        if not left & (~LATER if entry.layer4 else -1):
            unreachable.add(place)
            if left:
                half.add(place)
    kept = [place for place in range(len(entries)) if place not in unreachable - half]
    redundant = set()
    for place in sorted(set(kept) - half):
        rest = [other for other in kept if other != place]
        same = fates([pairs[n] for n in kept])[0] == fates([pairs[n] for n in rest])[0]
        if same and entries[place].text() != "deny ip any any":
            redundant.add(place)
            kept = rest
    return unreachable, redundant, half


def judged(entries: tuple[Said, ...]) -> tuple[set[int], set[int], set[int]]:
    """The same, as the lint says."""
    said = linted(*(entry.text() for entry in entries))
    assert not said.undecided
    late = {each.index for each in said.unreachable if each.later_fragments}
    return {each.index for each in said.unreachable}, {each.index for each in said.redundant}, late


@pytest.mark.parametrize("seed", range(12))
def test_every_packet_of_random_lists(seed: int) -> None:
    """Of lists with all that entries can ask, exactly those entries are named that a trial finds."""
    for entries in lists(f"lint/{seed}", 25):
        assert judged(entries) == needless(entries), "\n".join(entry.text() for entry in entries)


@pytest.mark.parametrize("seed", range(4))
def test_every_packet_of_long_lists(seed: int) -> None:
    """The same of lists that are long enough for an index."""
    for entries in lists(f"long/{seed}", 3, (70, 90)):
        narrow = tuple(entry for entry in entries if entry.source[1] < 255 or entry.ports)
        assert judged(narrow) == needless(narrow), "\n".join(entry.text() for entry in narrow)


@pytest.mark.parametrize("seed", range(4))
def test_lists_of_one_template(seed: int) -> None:
    """The same entries with the subnets of another switch are judged alike, and as alone."""
    for entries in lists(f"template/{seed}", 15):
        texts = [entry.text() for entry in entries]
        there = [text.replace("10.0.0.", "10.77.3.").replace("10.9.0.", "10.9.131.") for text in texts]
        here, other = linted(*texts), linted(*there)
        assert here.redundant == other.redundant
        assert [(each.index, each.blocked_by, each.different_action) for each in here.unreachable] == [
            (each.index, each.blocked_by, each.different_action) for each in other.unreachable
        ]


@pytest.mark.parametrize("seed", range(6))
def test_what_blocks_and_covers(seed: int) -> None:
    """The entries named for an unreachable one have all its packets; the witness is decided as told."""
    for entries in lists(f"blocked/{seed}", 25):
        filter_ = filter_of(*(each.text() for each in entries))
        for each in lint(filter_).unreachable:
            blockers = [entries[place] for place in each.blocked_by]
            own = entries[each.index]
            mine = [p for p in UNIVERSE if own.has(p) and (not p.later or not own.layer4)]
            assert all(any(other.has(packet) for other in blockers) for packet in mine)
            assert list(each.blocked_by) == sorted(set(each.blocked_by))
            single = [other for other in blockers if all(other.has(packet) for packet in mine)]
            assert not single or len(blockers) == 1
            before = each.witness_before
            assert before is not None
            deciding = next(entry for entry in filter_.entries if has(entry.packets, before.packet))
            assert deciding.index == before.by
            assert has(filter_.entries[each.index].packets, before.packet)
            assert each.different_action == (entries[before.by].action != own.action)


@pytest.mark.parametrize("seed", range(4))
def test_all_go_at_once(seed: int) -> None:
    """Whoever removes all that is named at once lets exactly the same packets through."""
    for entries in lists(f"removed/{seed}", 15):
        texts = [each.text() for each in entries]
        said = linted(*texts)
        gone = {each.index for each in said.unreachable if not each.later_fragments}
        gone |= {each.index for each in said.redundant}
        left = [text for place, text in enumerate(texts) if place not in gone]
        if not left:
            continue
        old, new = filter_of(*texts), filter_of(*left)
        if old.conditions == new.conditions:
            assert permitted(old, EVERYTHING) == permitted(new, EVERYTHING)


def test_two_halves_make_a_whole() -> None:
    """Two /25 leave nothing of the /24 below them, and both are named; the host before them is not."""
    said = linted(
        "deny ip host 10.1.1.7 any",
        "permit ip 10.1.1.0 0.0.0.127 any",
        "permit ip 10.1.1.128 0.0.0.127 any",
        "permit ip 10.1.1.0 0.0.0.255 any",
    )
    (found,) = said.unreachable
    assert (found.index, found.reason, found.blocked_by) == (3, "shadowed", (1, 2))
    assert not found.different_action


def test_two_halves_of_which_one_denies() -> None:
    """The witness is from the half that denies."""
    said = linted(
        "permit ip 10.1.1.0 0.0.0.127 any",
        "deny ip 10.1.1.128 0.0.0.127 any",
        "permit ip 10.1.1.0 0.0.0.255 any",
    )
    (found,) = said.unreachable
    assert found.blocked_by == (0, 1)
    assert found.different_action
    assert found.witness_before is not None
    assert found.witness_before.by == 1
    assert "10.1.1.138" in header_text(found.witness_before.packet)


def test_conflict_with_a_host() -> None:
    """A permit of TCP below the deny of its host is a conflict, which cisco_acl does not see."""
    (found,) = linted("deny ip host 10.1.1.1 any", "permit tcp host 10.1.1.1 any eq 80").unreachable
    assert found.different_action
    assert found.blocked_by == (0,)


def test_established_below_all_of_tcp() -> None:
    """Segments of connections are segments: cisco_acl does not see that, either."""
    (found,) = linted("permit tcp any any", "permit tcp any any established").unreachable
    assert (found.index, found.different_action) == (1, False)


def test_later_fragments_get_past_a_deny_with_ports() -> None:
    """A permit lets later fragments pass, which a deny with ports above does not match.

    Of whole packets, which a reader thinks of, none gets to it.
    """
    (found,) = linted("deny tcp any any range 1 100", "permit tcp any any eq 50").unreachable
    assert (found.index, found.later_fragments, found.different_action) == (1, True, True)
    (found,) = linted("deny tcp any any", "permit tcp any any eq 50").unreachable
    assert not found.later_fragments


def test_time_range_both_ways() -> None:
    """What holds at times does not cover what holds always; what holds always covers what holds at times."""
    assert linted("permit tcp any any time-range WORK", "permit tcp any any eq 80").unreachable == ()
    (found,) = linted("permit tcp any any", "permit tcp any any eq 80 time-range WORK").unreachable
    assert found.index == 1


def test_time_range_in_front_is_redundant() -> None:
    """At times or always, the entry below permits the same."""
    (found,) = linted(
        "permit tcp any any eq 80 time-range WORK", "permit tcp any any", "deny ip any any"
    ).redundant
    assert (found.index, found.covered_by) == (0, (1,))


def test_a_line_that_was_not_understood() -> None:
    """It may match anything and covers nothing; below a permit of everything it still is not judged."""
    said = linted("permit gurble any", "permit tcp any any", "permit tcp any any eq 80")
    assert [each.index for each in said.unreachable] == [2]
    assert said.unreachable[0].blocked_by == (1,)
    assert linted("permit ip any any", "permit gurble any").unreachable == ()


def test_neighbour_discovery_of_ipv6() -> None:
    """An explicit end denies neighbour discovery in an IPv6 list, so that permits for it are needed."""
    head = "ipv6 access-list LIST"
    discovery = "permit icmp any any nd-ns", "permit icmp any any nd-na"
    assert linted(*discovery, "deny ipv6 any any", head=head) == Lint()
    late = linted("permit tcp any any", "deny ipv6 any any", discovery[0], head=head)
    assert [(each.index, each.blocked_by, each.different_action) for each in late.unreachable] == [
        (2, (1,), True)
    ]


def test_explicit_end_is_left_alone() -> None:
    """People write it to see it. What it denies anyway is redundant, but not what keeps out of its log."""
    assert linted("permit tcp any any", "deny ip any any") == Lint()
    (found,) = linted("permit tcp any any", "deny udp any any", "deny ip any any").redundant
    assert (found.index, found.covered_by, found.by_end) == (1, (2,), False)
    assert linted("permit tcp any any", "deny udp any any", "deny ip any any log") == Lint()


def test_reflect_is_needed() -> None:
    """An entry that lets answers in through another list does more than permit."""
    assert linted("permit tcp any any reflect R", "permit ip any any") == Lint()


def test_object_groups() -> None:
    """Members count as addresses; a group without members matches nothing."""
    groups = "object-group network SERVERS\n host 10.1.1.1\n host 10.1.1.2\nobject-group network NONE\n"
    head = f"{groups}ip access-list extended LIST"
    said = linted(
        "permit tcp any host 10.1.1.1",
        "permit tcp any host 10.1.1.2",
        "permit tcp any object-group SERVERS eq 80",
        "permit tcp object-group NONE any",
        head=head,
    )
    assert [(each.index, each.reason, each.blocked_by) for each in said.unreachable] == [
        (2, "shadowed", (0, 1)),
        (3, "unmatchable", ()),
    ]


def test_of_two_that_could_go_the_earlier_is_named() -> None:
    """Port 51 is permitted by the first two; one of them has to stay, all the rest is permitted below."""
    said = linted(
        "permit udp any any range 50 51",
        "permit udp any any range 51 52",
        "permit udp any any range 49 50",
        "permit udp any any range 52 53",
    )
    assert said.unreachable == ()
    assert [(each.index, each.covered_by) for each in said.redundant] == [(0, (1, 2))]


def test_lists_of_one_template_keep_their_own_witness() -> None:
    """What is said of one switch's list holds for the next, but the packet shown is from its own subnet."""
    for third in (1, 2, 3):
        network = f"10.7.{third}"
        (found,) = linted(
            f"deny ip {network}.0 0.0.0.255 any", f"permit tcp host {network}.9 any"
        ).unreachable
        assert found.witness_before is not None
        assert f"{network}.9" in header_text(found.witness_before.packet)


def test_many_lists_of_few_shapes() -> None:
    """What is known of a shape is what would be said of the list alone: prefixes in every constellation."""
    random = Random(5)  # noqa: S311 - the same lists each time
    for _ in range(400):
        lines = []
        for _ in range(random.randint(2, 4)):
            bits = random.randrange(4)
            base = random.getrandbits(3) >> bits << bits
            action = random.choice(("permit", "permit", "deny"))
            lines.append(f"{action} ip 10.0.0.{base} 0.0.0.{(1 << bits) - 1} any")
        linted(*lines, "permit ip 10.0.0.0 0.0.0.7 any")


def test_lists_that_only_look_alike() -> None:
    """The same entries about halves that make up a network, and about quarters that do not."""
    text = "permit ip 10.1.1.{} any", "permit ip 10.1.1.{} any", "permit ip 10.1.1.0 0.0.0.255 any"
    halves = ("0 0.0.0.127", "128 0.0.0.127", "")
    quarters = ("0 0.0.0.127", "128 0.0.0.63", "")
    for parts, whole in ((quarters, False), (halves, True), (quarters, False)):
        said = linted(*(line.format(part) for line, part in zip(text, parts, strict=True)))
        assert bool(said.unreachable) is whole


def test_a_list_beyond_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not judged is counted, with a message; nothing is said of it."""
    monkeypatch.setattr("netaudit.analysis.acl.lint.MOST_STEPS", 150)
    monkeypatch.setattr("netaudit.analysis.acl.lint.STEPS_EACH", 0)
    entries = next(lists("bound", 1, (60, 60)))
    said = linted(*(f"{entry.text()} dscp 7" for entry in entries))
    assert said.undecided
    assert str(len(said.undecided)) in said.message
    unreachable, redundant, _ = needless(entries)
    assert {each.index for each in said.unreachable} <= unreachable
    assert {each.index for each in said.redundant} <= redundant


def test_the_witness_is_a_packet_as_people_think_of_one() -> None:
    """Where the usual web request is decided above, another port is named and not an odd protocol."""
    (found,) = linted("permit tcp any any eq 80", "deny ip any any", "permit ip any any").unreachable
    assert found.witness_before is not None
    assert header_text(found.witness_before.packet) == "tcp 192.0.2.10:49152 198.51.100.10:443"
