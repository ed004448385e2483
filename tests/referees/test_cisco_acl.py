"""cisco_acl's shading agrees with netaudit wherever it says anything; where it is silent, facts say why.

It compares each two entries that have the same action. So it can not see a line that several others cover
together, nor one whose packets get the other action.
"""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

import pytest
from cisco_acl import Ace, Acl

from netaudit.analysis.acl.decide import decide
from netaudit.analysis.acl.meaning import Entry, meaning
from netaudit.analysis.packetspace.packets import EVERYTHING
from netaudit.parsers import load
from tests.referees import nested

LISTS = 200
SHADED = 40
"""Lists that are given to ``shading`` as a whole, which compares all pairs anew."""
SIZE = 14


class Case(NamedTuple):
    """One list, as each side has it; entries are counted from 0."""

    text: str
    entries: tuple[Entry, ...]
    """Those of netaudit, without the implicit one."""
    unreachable: frozenset[int]
    """The entries that decide no packet, says netaudit."""
    theirs: tuple[Ace, ...]


def case(lines: list[str]) -> Case:
    """Let both read a list."""
    text = nested.section(lines)
    (parsed,) = load(f"hostname r\n{text}".encode(), "r")
    read = meaning(parsed.device, parsed.device.acls[0])
    reached = {part.entry.index for part in decide(read, EVERYTHING)}
    theirs = tuple(item for item in Acl(text).items if isinstance(item, Ace))
    return Case(text, read.entries[:-1], frozenset(range(len(lines))) - reached, theirs)


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    """Lists whose lines are in each other's way."""
    chances = (Random(f"cisco_acl/{seed}") for seed in range(LISTS))  # noqa: S311 - the same each time
    return [case(nested.entries(chance, SIZE)) for chance in chances]


@pytest.fixture(scope="module")
def claims(cases: list[Case]) -> list[set[tuple[int, int]]]:
    """Of each list the pairs of which cisco_acl says that the lower is in the shadow of the upper."""
    return [{(a, b) for a, b in _pairs(one) if one.theirs[b].shadow_of(one.theirs[a])} for one in cases]


def _pairs(one: Case) -> Iterator[tuple[int, int]]:
    """Each entry with each below it."""
    return ((above, below) for below in range(len(one.entries)) for above in range(below))


def test_pairs_agree(cases: list[Case], claims: list[set[tuple[int, int]]]) -> None:
    """Of two entries with the same action, both say alike whether the upper has all packets of the lower."""
    for one, claimed in zip(cases, claims, strict=True):
        entries = one.entries
        alike = ((a, b) for a, b in _pairs(one) if entries[a].action == entries[b].action)
        assert claimed == {(a, b) for a, b in alike if entries[b].packets <= entries[a].packets}, one.text
    assert sum(map(len, claims)) > LISTS


def test_a_shadowed_line_is_unreachable(cases: list[Case]) -> None:
    """Each line that the shading of a list names decides no packet."""
    for one in cases[:SHADED]:
        shadowed = {line for lines in Acl(one.text).shading().values() for line in lines}
        places = {
            ace.line: place for place, ace in enumerate(one.theirs)
        }  # of equal lines it means the later
        assert {places[line] for line in shadowed} <= one.unreachable, one.text


def test_silence_is_explained(cases: list[Case], claims: list[set[tuple[int, int]]]) -> None:
    """A line that decides nothing unnamed is covered by several, or by one with the other action."""
    reasons = {
        _reason(one, line)
        for one, claimed in zip(cases, claims, strict=True)
        for line in one.unreachable - {below for _, below in claimed}
    }
    assert reasons == {"several lines together", "the other action"}


def _reason(one: Case, line: int) -> str:
    """Why cisco_acl does not name a line that decides nothing."""
    own = one.entries[line]
    cover = [entry for entry in one.entries[:line] if own.packets <= entry.packets]
    if not cover:
        return "several lines together"
    if all(entry.action != own.action for entry in cover):
        return "the other action"
    return f"unexplained: line {line + 1} of {one.text}"


@pytest.mark.parametrize(
    "lines",
    [
        (
            "permit ip 10.0.0.0 0.0.0.127 any",
            "permit ip 10.0.0.128 0.0.0.127 any",
            "permit ip 10.0.0.0 0.0.0.255 any",
        ),
        ("deny ip host 10.0.0.1 any", "permit tcp host 10.0.0.1 any"),
        ("permit tcp any any lt 1024", "permit tcp any any gt 1023", "permit tcp any any"),
        ("permit udp any any range 1 9", "permit udp any any range 10 20", "permit udp any any range 5 15"),
    ],
    ids=["two halves of a network", "the other action", "all ports", "two ranges"],
)
def test_what_only_netaudit_sees(lines: tuple[str, ...]) -> None:
    """The last line of each of these decides nothing; cisco_acl has nothing to say of it."""
    one = case(list(lines))
    assert Acl(one.text).shading() == {}
    assert one.unreachable == {len(lines) - 1}


def test_what_both_see() -> None:
    """Segments of existing connections below all of TCP are out of reach, and so is a host in its network."""
    one = case(["permit tcp any any", "permit tcp any any established", "permit tcp host 10.0.0.1 any"])
    assert sum(map(len, Acl(one.text).shading().values())) == 2
    assert one.unreachable == {1, 2}
