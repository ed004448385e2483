"""Hits on entries of access lists, as the lint judged them."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from netaudit.analysis.acl.apart import permits_apart
from netaudit.analysis.acl.flaws import Lint, Unreachable
from netaudit.analysis.memory import once
from netaudit.analysis.usage import FILTERING, acl_uses, used_acls
from netaudit.errors import ComplexityError
from netaudit.model import Ace, Acl, Device, Severity
from netaudit.rules.engine import Hit

if TYPE_CHECKING:
    from netaudit.analysis.acl.meaning import Filter

MOST_AT_SIGHT = 16
"""Entries of a list that is worth a look at every pair before the lint is loaded."""

MOST_QUOTED = 2
"""Entries that a finding quotes."""


class Linted(NamedTuple):
    """A list in use, what it means, and what is wrong with it."""

    acl: Acl
    filter: "Filter"
    found: Lint
    filters: bool
    """Whether packets pass or not by this list."""


def has_lists(device: Device) -> bool:
    """The rule speaks of devices with access lists."""
    return bool(device.acls)


@once
def linted(device: Device) -> tuple[Linted, ...]:
    """The lists in use of which there is something to say."""
    used, filtering = used_acls(device), filters(device)
    lists = [acl for acl in device.acls if acl.name in used and acl.kind != "mac" and len(acl.entries) > 1]
    doubtful = (acl for acl in lists if len(acl.entries) > MOST_AT_SIGHT or not permits_apart(acl))
    judged = [_linted(device, acl, acl.name in filtering) for acl in doubtful]
    return tuple(each for each in judged if each is not None)


def _linted(device: Device, acl: Acl, filters: bool) -> Linted | None:  # noqa: FBT001 - a fact of the list
    from netaudit.analysis.acl.lint import lint_list
    from netaudit.analysis.acl.meaning import meaning, open_filter, version_of

    try:
        found = lint_list(device, acl)
        if found == Lint():
            return None
        return Linted(acl, meaning(device, acl), found, filters)
    except ComplexityError as error:
        return Linted(acl, open_filter(version_of(acl)), Lint(message=str(error)), filters)


@once
def filters(device: Device) -> frozenset[str]:
    """Names of the lists by which interfaces, VLAN maps and lines filter."""
    direct = {use.name for use in acl_uses(device) if use.kind in FILTERING}
    return frozenset(direct.union(*(step.matches for step in device.vlan_access_maps)))


def text_of(ace: Ace) -> str:
    """An entry without its sequence number."""
    return " ".join(ace.text.split()[ace.sequence is not None :])


def subject(acl: Acl, index: int) -> str:
    """What a finding on an entry is about: its list and its words, which outlive its line number."""
    return f"{acl.name} {text_of(acl.entries[index])}"


def lines_of(acl: Acl, *places: int) -> tuple[int, ...]:
    """Source lines of some entries."""
    return tuple(sorted(acl.line + acl.entries[place].offset for place in places))


def quoted(acl: Acl, places: Iterable[int]) -> str:
    """Some entries by their words: two of them and how many more."""
    texts = [f"`{text_of(acl.entries[place])}`" for place in places]
    shown, more = texts[:MOST_QUOTED], len(texts) - MOST_QUOTED
    return f"{', '.join(shown)} and {more} more" if more > 0 else " and ".join(shown)


def is_catch_all(list_: Linted, places: tuple[int, ...]) -> bool:
    """Whether this is one entry that matches every packet."""
    entries = [entry for entry in list_.filter.entries if entry.index in places]
    regions = entries[0].packets.regions if len(entries) == 1 else ()
    return len(regions) == 1 and all(numbers is True for numbers in regions[0][1:])


def blocked(list_: Linted) -> Iterator[tuple[tuple[int, ...], list[Unreachable]]]:
    """The shadowed entries of a list by the entries that are in their way."""
    shadowed = (each for each in list_.found.unreachable if each.reason == "shadowed")
    by = sorted(shadowed, key=lambda each: (each.blocked_by, each.index))
    for blockers, those in groupby(by, key=lambda each: each.blocked_by):
        yield blockers, list(those)


def blocked_hits(
    device: Device, words: Callable[[Linted, Unreachable], str], severity: Severity, *, conflict: bool
) -> Iterator[Hit]:
    """A hit on each entry that others are in the way of; those behind the same ones in the same words.

    The severity is that in lists that filter; elsewhere it is low. What stands below an entry that
    matches everything has a rule of its own.
    """
    for list_ in linted(device):
        for by, those in blocked(list_):
            mine = [each for each in those if each.different_action is conflict]
            if mine and not is_catch_all(list_, by):
                why = words(list_, mine[0])
                for each in mine:
                    lines = lines_of(list_.acl, each.index, *by)
                    grade = severity if list_.filters else Severity.LOW
                    yield Hit(subject(list_.acl, each.index), lines, why, severity=grade)


def witness(list_: Linted, each: Unreachable) -> str:
    """The packet that shows what is in the way of an entry, and what becomes of it."""
    from netaudit.analysis.packetspace.words import header_text

    before = each.witness_before
    if before is None:
        return ""
    action = "permitted" if list_.acl.entries[before.by].action == "permit" else "denied"
    return f"{header_text(before.packet, list_.filter.conditions)} is {action}"
