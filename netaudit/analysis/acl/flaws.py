"""What is wrong with the entries of an access list, told by their places in the list.

An entry's place is ``Entry.index``: that of its ``Ace`` among ``Acl.entries``, so that its line is
``acl.line + ace.offset``, in numbered lists as well.
"""

from msgspec import Struct

from netaudit.analysis.packetspace.header import Header


class Before(Struct, frozen=True, kw_only=True):
    """A packet that an entry would match, and the earlier entry that decides it."""

    packet: Header
    by: int
    """Place of the entry that decides it."""


class Unreachable(Struct, frozen=True, kw_only=True):
    """An entry that no packet gets to."""

    index: int
    reason: str
    """``shadowed``: earlier entries match all that it matches; ``unmatchable``: it matches nothing."""
    blocked_by: tuple[int, ...] = ()
    """Earlier entries that together match all that it matches: one where one does it, and in any case
    none that the others can do without. Ascending; empty where the entry is unmatchable."""
    different_action: bool = False
    """Whether one of these decides some of its packets the other way."""
    witness_before: Before | None = None
    """A packet that one of these decides: the other way if there is such a packet."""
    later_fragments: bool = False
    """Whether this is said of whole packets and first fragments only: the entry asks for layer 4, and
    later fragments, which IOS lets pass by their addresses, still get to it."""


class Redundant(Struct, frozen=True, kw_only=True):
    """An entry that decides packets as the list would without it."""

    index: int
    covered_by: tuple[int, ...]
    """Later entries that would decide its packets instead. Ascending."""
    by_end: bool = False
    """Whether what IOS adds at the end would decide some of them."""


class Lint(Struct, frozen=True, kw_only=True):
    """All that was found in one list.

    Whoever removes all the redundant entries and all the unreachable ones (but those with
    ``later_fragments``) at once changes the fate of no packet.
    """

    unreachable: tuple[Unreachable, ...] = ()
    redundant: tuple[Redundant, ...] = ()
    undecided: tuple[int, ...] = ()
    """Places of entries that were given up: the list is too tangled for the bound on work."""
    message: str = ""
    """What was given up and why; empty where all was decided."""
