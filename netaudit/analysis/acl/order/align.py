"""What two lists have in common: the longest sequence of items that both have in the same order."""

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


def aligned(old: Sequence[Item], new: Sequence[Item]) -> dict[int, int]:
    """Places in the old list to places in the new one, both ascending; no list has an item twice.

    The longest run of ascending places, by piles of cards (J. Hunt and T. Szymanski, A Fast
    Algorithm for Computing Longest Common Subsequences, 1977).
    """
    where = {item: place for place, item in enumerate(new)}
    tops: list[int] = []
    cards: list[int] = []
    below: dict[int, int | None] = {}
    for card, item in enumerate(old):
        if item not in where:
            continue
        pile = bisect_left(tops, where[item])
        below[card] = cards[pile - 1] if pile else None
        tops[pile : pile + 1] = [where[item]]
        cards[pile : pile + 1] = [card]
    return _run(cards[-1] if cards else None, below, [where.get(item, -1) for item in old])


def _run(last: int | None, below: dict[int, int | None], partners: list[int]) -> dict[int, int]:
    """The cards that lie in a row, from the last one back."""
    found: list[tuple[int, int]] = []
    while last is not None:
        found.append((last, partners[last]))
        last = below[last]
    return dict(reversed(found))
