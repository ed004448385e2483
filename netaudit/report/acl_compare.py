"""Two configs to what their access lists do differently."""

import re
from collections.abc import Iterator, Mapping, Sequence

from netaudit.analysis.acl.compare import Difference, against_none, compare, meanings
from netaudit.analysis.acl.meaning import Entry, meaning, version_of
from netaudit.analysis.usage import FILTERING, Use, acl_uses
from netaudit.errors import ComplexityError
from netaudit.model import Acl, Device, Problem
from netaudit.parsers import Parsed
from netaudit.report.acl import AclChange, AclLine, Compared, CompareDocument
from netaudit.report.acl_answers import action_of
from netaudit.report.acl_lists import NONE, Listed, is_ip, lines_of, named
from netaudit.report.packets import told

Sides = tuple[Device, Device]

_Names = Mapping[tuple[str, int], Acl]


_TIME_RANGE = re.compile(r"^time-range (?P<name>\S+)\n(?P<hours>(?: .*\n)*)", re.MULTILINE)
_CONDITION = re.compile(r"time-range (?P<name>\S+) is active")


def compared(old: Parsed, new: Parsed, name: str | None) -> CompareDocument:
    """What the lists of two configs do differently: all that filter IP, or the one of a name.

    Raises:
        UsageError: neither config has a list of this name.
    """
    sides = old.device, new.device
    if name is not None:
        _check(*sides, name)
    before, after = (_lists(device, name) for device in sides)
    others = _other_hours(old.text, new.text)
    results: list[Compared] = []
    problems: list[Problem] = []
    for key, acl in {**before, **after}.items():
        try:
            if key in before and key in after:
                results.append(_both(sides, before[key], after[key], others))
            else:
                results.append(_lone(sides, acl, is_gone=key in before))
        except ComplexityError as error:
            problems.append(Problem(source=sides[1].source, message=f"access list {key[0]}: {error}"))
    return CompareDocument(
        old=sides[0].source, new=sides[1].source, acls=tuple(results), problems=tuple(problems)
    )


def _other_hours(old: str, new: str) -> frozenset[str]:
    """Names of the time-ranges that two configs define in different words."""
    before, after = (
        {each["name"]: each["hours"] for each in _TIME_RANGE.finditer(text)} for text in (old, new)
    )
    return frozenset(name for name in {*before, *after} if before.get(name) != after.get(name))


def _check(old: Device, new: Device, name: str) -> None:
    """Make sure that there is a list of this name.

    Raises:
        UsageError: there is none.
    """
    having = [device for device in (old, new) if device.acl(name) is not None]
    named(having or (old, new), name)


def _lists(device: Device, name: str | None) -> _Names:
    """The lists that filter IP, by name and IP version."""
    return {
        (acl.name, version_of(acl)): acl for acl in device.acls if is_ip(acl) and name in {None, acl.name}
    }


def _both(sides: Sides, before: Acl, after: Acl, others: frozenset[str]) -> Compared:
    """A list that both configs have; of time-ranges that are not the same in both it is said."""
    first, second = meanings((sides[0], before), (sides[1], after))
    found = compare(first, second)
    old = Listed(sides[0], before.name, first, lines_of(before))
    new = Listed(sides[1], after.name, second, lines_of(after))
    asked = (_CONDITION.fullmatch(text) for text in first.conditions)
    clocks = sorted({match["name"] for match in asked if match} & others)
    says = f"other hours: time-range {', '.join(clocks)} is not the same in both" if clocks else ""
    state = "different" if found.changes or clocks else "same"
    return _record(before.name, state, says, found, tuple(_changes(found, old, new)))


def _lone(sides: Sides, acl: Acl, *, is_gone: bool) -> Compared:
    """A list that one config lacks: what names it there lets everything pass."""
    has, lacks = sides if is_gone else sides[::-1]
    state = "only in old" if is_gone else "only in new"
    users = [use for use in acl_uses(lacks) if use.name == acl.name]
    filtering = [use for use in users if use.kind in FILTERING]
    if not filtering:
        return _record(acl.name, state, _unused(lacks, users), Difference(conditions=()), ())
    filter_ = meaning(has, acl)
    nothing = against_none(filter_)
    found = compare(filter_, nothing) if is_gone else compare(nothing, filter_)
    own, none = Listed(has, acl.name, filter_, lines_of(acl)), Listed(lacks, acl.name, nothing, ())
    says = f"{lacks.source} has no such list and names it on {_places(filtering)}: everything passes there"
    changes = _changes(found, *((own, none) if is_gone else (none, own)))
    return _record(acl.name, state, says, found, tuple(changes))


def _unused(device: Device, users: Sequence[Use]) -> str:
    """What it means that a list is missing where nothing filters by it."""
    if users:
        return f"{device.source} has no such list and names it in {_places(users)}"
    return f"{device.source} has no such list and names it nowhere"


def _places(users: Sequence[Use]) -> str:
    """The places that name a list."""
    return ", ".join(dict.fromkeys(use.where for use in users))


def _record(name: str, state: str, says: str, found: Difference, changes: Sequence[AclChange]) -> Compared:
    """What was found of one list."""
    return Compared(
        acl=name,
        state=state,  # type: ignore[arg-type]
        says=says,
        permitted=told(found.permitted, found.conditions),
        denied=told(found.denied, found.conditions),
        changes=tuple(changes),
    )


def _changes(found: Difference, old: Listed, new: Listed) -> Iterator[AclChange]:
    """The entries that decide, on both sides."""
    for change in found.changes:
        words = told(change.packets, found.conditions)
        if words is not None:
            yield AclChange(
                action=action_of(change.new.action),
                old=_line(old, change.old),
                new=_line(new, change.new),
                packets=words.packets,
                witness=words.witness,
            )


def _line(side: Listed, entry: Entry) -> AclLine:
    """The line of an entry, or that there is no list."""
    return NONE if side.device.acl(side.name) is None else side.line_of(entry)
