"""Sightings in the order of what to look at first."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, overload

from netaudit.hunt.sightings.addresses import rank
from netaudit.model import Sighting, Verdict


class Ranked(NamedTuple):
    """An address in its place among all."""

    rank: int
    """Of the verdict, 0 for the worst."""
    less: int
    """Its lines, negative."""
    number: tuple[int, int]
    """Version and address."""
    address: str

    @property
    def verdict(self) -> Verdict:
        """What it is."""
        return list(Verdict)[self.rank]


def ranked(address: str, verdict: Verdict, lines: int) -> Ranked:
    """Worst verdict first, then most lines, then by number."""
    return Ranked(verdict.rank, -lines, rank(address), address)


class Sightings(Sequence[Sighting]):
    """Sightings in order, each made when it is asked for: a million of them would fill the memory."""

    def __init__(self, kept: Iterable[Ranked], make: Callable[[str], Sighting]) -> None:
        """``make`` gives the sighting of an address."""
        self.ranked = tuple(sorted(kept))
        """All addresses in order."""
        self._make = make
        counted = Counter(each.rank for each in self.ranked)
        self.verdicts: Mapping[Verdict, int] = {each: counted[each.rank] for each in Verdict}
        """How many addresses there are of each verdict."""

    def only(self, verdicts: Collection[Verdict]) -> "Sightings":
        """Those with one of these verdicts."""
        ranks = {each.rank for each in verdicts}
        return Sightings((each for each in self.ranked if each.rank in ranks), self._make)

    def __len__(self) -> int:
        """How many addresses."""
        return len(self.ranked)

    @overload
    def __getitem__(self, index: int) -> Sighting: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Sighting]: ...

    def __getitem__(self, index: int | slice) -> Sighting | Sequence[Sighting]:
        """One of them, or some."""
        if isinstance(index, slice):
            return tuple(self._make(each.address) for each in self.ranked[index])
        return self._make(self.ranked[index].address)
