"""oxidd's decision diagrams of whole headers agree with netaudit's sets of packets, bit for bit."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from random import Random

import pytest

pytest.importorskip("oxidd.bdd", reason="oxidd has no wheel for this platform")

from oxidd.bdd import BDDFunction

from netaudit.analysis.acl.decide import permitted
from netaudit.analysis.acl.lint import lint
from netaudit.analysis.acl.meaning import Filter, meaning
from netaudit.analysis.packetspace.numbers import Numbers
from netaudit.analysis.packetspace.packets import EVERYTHING, PacketSet, Region
from netaudit.parsers import load
from tests.referees import ios_text, nested, whole_header
from tests.referees.chance import access_list
from tests.referees.whole_header import WIDTHS, Headers

LISTS = 300
SIZE = 12


@pytest.fixture(scope="module")
def headers() -> Headers:
    """One diagram for all tests: equal sets are the same node."""
    return Headers()


def filter_of(text: str) -> Filter:
    """What netaudit makes of a list."""
    (parsed,) = load(f"hostname r\n{text}".encode(), "r")
    return meaning(parsed.device, parsed.device.acls[0])


def diagram(headers: Headers, packets: PacketSet) -> BDDFunction:
    """The IPv4 packets of one of netaudit's sets."""
    found = headers.none
    for region in packets.regions:
        if region.version == 4:
            found |= _product(headers, region)
    return found


def _product(headers: Headers, region: Region) -> BDDFunction:
    assert region.condition is True
    found = headers.every
    for field in WIDTHS:
        found &= _numbers(headers, field, getattr(region, field))
    return found


def _numbers(headers: Headers, field: str, numbers: Numbers) -> BDDFunction:
    if isinstance(numbers, bool):
        return headers.every if numbers else headers.none
    one, zero = (_numbers(headers, field, side) for side in (numbers.one, numbers.zero))
    return headers.bit(field, numbers.bit).ite(one, zero)


def random_lists(number: int = LISTS) -> Iterator[str]:
    """Lists whose entries overlap, the same in every run."""
    for seed in range(number):
        yield access_list(Random(f"bdd/{seed}"), SIZE)  # noqa: S311 - a test must be the same each time


def test_entries_match_the_same_packets(headers: Headers) -> None:
    """Each entry of hundreds of random lists matches exactly the packets that the other reading says."""
    for text in random_lists():
        entries = ios_text.entries(text)
        ours = filter_of(text).entries[:-1]
        assert [diagram(headers, own.packets) for own in ours] == [headers.matched(e) for e in entries], text


def test_lists_let_the_same_packets_through(headers: Headers) -> None:
    """What passes a random list is the same set, whichever way it is worked out."""
    for text in random_lists():
        passed = diagram(headers, permitted(filter_of(text), EVERYTHING))
        assert passed == whole_header.permitted(headers, ios_text.entries(text)), text


OPERATIONS: dict[str, tuple[Callable[[PacketSet, PacketSet], PacketSet], Callable[..., BDDFunction]]] = {
    "union": (lambda a, b: a | b, lambda a, b: a | b),
    "intersection": (lambda a, b: a & b, lambda a, b: a & b),
    "difference": (lambda a, b: a - b, lambda a, b: a & ~b),
    "complement": (lambda a, _: ~a, lambda a, _: ~a),
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_operations_are_exact(headers: Headers, operation: str) -> None:
    """Each operation on what two random lists permit gives the set that the diagrams give."""
    ours, theirs = OPERATIONS[operation]
    sets = [permitted(filter_of(text), EVERYTHING) for text in random_lists(60)]
    for a, b in pairwise(sets):
        assert diagram(headers, ours(a, b)) == theirs(diagram(headers, a), diagram(headers, b))


def test_comparisons_are_exact(headers: Headers) -> None:
    """Whether a set is within another or equal to it is answered as the diagrams do, near misses too."""
    sets = [permitted(filter_of(text), EVERYTHING) for text in random_lists(40)]
    sets += [a & b for a, b in pairwise(sets)] + [PacketSet(a.regions[:-1]) for a in sets]
    drawn = [(packets, diagram(headers, packets)) for packets in sets]
    for a, first in drawn[:20]:
        for b, second in drawn:
            assert (a <= b) is not (first & ~second).satisfiable()
            assert (a == b) is (first == second)


def tangled_lists() -> Iterator[str]:
    """Lists of both kinds: some with many options, some whose lines are in each other's way."""
    yield from random_lists()
    for seed in range(LISTS):
        chance = Random(f"bdd/nested/{seed}")  # noqa: S311 - a test must be the same each time
        yield nested.section(nested.entries(chance, SIZE))


def test_unreachable_lines_are_the_same(headers: Headers) -> None:
    """The lines that lint calls unreachable, for later fragments too, are those that decide nothing."""
    found = 0
    for text in tangled_lists():
        judged = lint(filter_of(text))
        ours = tuple(each.index for each in judged.unreachable if not each.later_fragments)
        assert not judged.undecided
        assert ours == whole_header.unreachable(headers, ios_text.entries(text)), text
        found += len(ours)
    assert found > LISTS


def test_what_lint_names_can_go(headers: Headers) -> None:
    """Without all that lint names a list does what it did; lines that only later fragments get to stay.

    A line that could go by itself, and still could when these are gone, is named, but for an end that denies
    everything: it is written to be seen, and to count what it denies.
    """
    found = 0
    for text in tangled_lists():
        judged = lint(filter_of(text))
        entries = ios_text.entries(text)
        idle = {each.index for each in judged.unreachable if not each.later_fragments}
        spare = {each.index for each in judged.redundant}
        assert without(headers, entries, idle | spare) == whole_header.permitted(headers, entries), text
        ends = {n for n, e in enumerate(entries) if e.action == "deny" and headers.matched(e).valid()}
        alone, after = needless(headers, entries, idle), needless(headers, entries, idle | spare)
        assert alone & after <= ends | {each.index for each in judged.unreachable}, text
        found += len(spare)
    assert found > LISTS


def without(headers: Headers, entries: Sequence[ios_text.Entry], gone: set[int]) -> BDDFunction:
    """What a list lets through when some of its lines are gone."""
    return whole_header.permitted(headers, [entry for n, entry in enumerate(entries) if n not in gone])


def needless(headers: Headers, entries: Sequence[ios_text.Entry], gone: set[int]) -> set[int]:
    """The lines that could go by themselves when others are gone."""
    kept = [n for n in range(len(entries)) if n not in gone]
    return {kept[place] for place in whole_header.redundant(headers, [entries[n] for n in kept])}
