"""netaudit and a Linux router asked the same about the same lists, packet by packet."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from random import Random

import pytest
from msgspec import Struct

from tests.referees import chance, ios_text, nft
from tests.referees.boundaries import IPV4, IPV6, Neighbourhood, packets_beside
from tests.referees.crafted import Crafted, told
from tests.referees.ios_groups import written_out
from tests.referees.ios_text import Entry
from tests.referees.laboratory import Laboratory, arrivals, load
from tests.referees.netaudit_says import Answer, answers, filter_of
from tests.referees.nft import Family
from tests.referees.planted import FAULTS

MANY, LARGE = 2000, 5000
"""Packets for a list of 30 entries, and for one of 300."""
PLACES = 8
"""Entries in which each fault is planted, one at a time: those that decide most packets."""


class Trial(Struct, frozen=True, kw_only=True):
    """A random list, packets at its boundaries, and what netaudit, reading the text, says of each."""

    entries: tuple[Entry, ...]
    packets: list[Crafted]
    answers: list[Answer]


@cache
def trial(seed: int, size: int, number: int) -> Trial:
    """The trial of a seed: always the same."""
    random = Random(seed)  # noqa: S311 - a test must be the same each time
    return trial_of(random, chance.access_list(random, size), number)


def trial_of(random: Random, text: str, number: int, where: Neighbourhood = IPV4) -> Trial:
    """A list, and packets at its boundaries."""
    entries = ios_text.entries(text)
    packets = packets_beside(random, entries, number, where)
    return Trial(entries=entries, packets=packets, answers=answers(filter_of(text), packets))


def mismatches(
    lab: Laboratory, asked: Trial, entries: Sequence[Entry], family: Family = nft.IPV4
) -> list[str]:
    """Packets on which netaudit differs from the router, loaded with the entries.

    The router is asked twice: which packets it drops, and which entry it was that decided.
    """
    load(lab, nft.filtering(entries, family))
    arrived = arrivals(lab, asked.packets)
    load(lab, nft.naming(entries, family))
    named = arrivals(lab, asked.packets)
    return [
        f"{told(packet)}: netaudit says {answer}, the router names entry {named[index]} "
        f"and {'passes' if index in arrived else 'drops'} it"
        for index, (packet, answer) in enumerate(zip(asked.packets, asked.answers, strict=True))
        if answer != (named[index], index in arrived)
    ]


@pytest.mark.parametrize("seed", range(1, 6))
def test_small_list(lab: Laboratory, seed: int) -> None:
    """Netaudit and the router agree on every packet, its fate and the entry that decides it."""
    asked = trial(seed, 30, MANY)
    assert mismatches(lab, asked, asked.entries) == []


def test_large_list(lab: Laboratory) -> None:
    """The same of a list of 300 entries."""
    asked = trial(300, 300, LARGE)
    assert mismatches(lab, asked, asked.entries) == []


def test_standard_list(lab: Laboratory) -> None:
    """The same of a standard list, which looks at the source alone: fragments or not."""
    random = Random(10)  # noqa: S311 - a test must be the same each time
    asked = trial_of(random, chance.standard_list(random, 30), MANY)
    assert mismatches(lab, asked, asked.entries) == []


@pytest.mark.parametrize("seed", [61, 62])
def test_ipv6_list(lab: Laboratory, seed: int) -> None:
    """The same of an IPv6 list, which lets neighbour discovery pass before it denies the rest."""
    random = Random(seed)  # noqa: S311 - a test must be the same each time
    asked = trial_of(random, chance.ipv6_list(random, 30), MANY, IPV6)
    assert mismatches(lab, asked, asked.entries, nft.IPV6) == []
    assert any(answer == (0, True) for answer in asked.answers)


@pytest.mark.parametrize("seed", [21, 22])
def test_object_groups(lab: Laboratory, seed: int) -> None:
    """A list with object groups does what it does with the groups written out, entry by entry."""
    random = Random(seed)  # noqa: S311 - a test must be the same each time
    text = chance.grouped_list(random, 12)
    plain = written_out(text)
    packets = packets_beside(random, plain.entries, MANY)
    load(lab, nft.naming(plain.entries))
    owners = (0, *plain.owners)
    named = [owners[entry] for _, entry in sorted(arrivals(lab, packets).items())]
    assert [answer.entry for answer in answers(filter_of(text), packets)] == named
    assert len(set(named)) > 8


@pytest.mark.parametrize("seed", range(1, 6))
def test_trials_ask_enough(seed: int) -> None:
    """Most entries decide something, both actions occur often, and so do fragments: no trial is empty."""
    asked = trial(seed, 30, MANY)
    assert len({answer.entry for answer in asked.answers} - {0}) >= 20
    assert MANY / 4 < sum(answer.passes for answer in asked.answers) < MANY * 3 / 4
    assert sum(packet.offset > 0 for packet in asked.packets) > MANY / 10


@pytest.mark.parametrize("fault", FAULTS)
def test_planted_fault_is_caught(lab: Laboratory, fault: str) -> None:
    """Wherever one entry of the router is made wrong by the smallest step, the mismatch is seen."""
    asked = trial(4, 30, MANY)
    busiest = Counter(answer.entry for answer in asked.answers if answer.entry).most_common(PLACES)
    unseen = []
    for entry, _ in busiest:
        wrong = FAULTS[fault](asked.entries[entry - 1])
        if wrong is not None:
            entries = (*asked.entries[: entry - 1], wrong, *asked.entries[entry:])
            unseen += [] if mismatches(lab, asked, entries) else [wrong]
    assert unseen == []
