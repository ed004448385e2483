"""What lists do to packets, for people."""

from collections.abc import Iterator, Sequence

from netaudit.model import Problem
from netaudit.report.acl import (
    AclLine,
    Compared,
    CompareDocument,
    SearchDocument,
    Searched,
    TestDocument,
    Tested,
)
from netaudit.report.escape import terminal
from netaudit.report.packets import Packets
from netaudit.report.paint import Paint

MOST_ENTRIES = 12
"""Deciding entries that are shown of one answer."""

STYLE = {"permit": "pass", "deny": "high", "unknown": "unknown"}


def test_text(document: TestDocument, paint: Paint) -> Iterator[str]:
    """What lists do to packets, and the lines that decide."""
    for one in document.results:
        yield from _tested(one, paint)


def _tested(one: Tested, paint: Paint) -> Iterator[str]:
    """What a list does to one packet."""
    yield f"{paint(STYLE[one.verdict], one.verdict)}  {terminal(one.packet)}"
    for number, each in enumerate(one.decided_by):
        otherwise = "else " * bool(number)
        when = f"  ({otherwise}{' '.join(filter(None, (each.action, each.condition)))})"
        yield f"  {_line(one.source, each.entry)}{terminal(when) if one.decided_by[1:] else ''}"


def _line(source: str, line: AclLine) -> str:
    """Where an entry stands, and what it says."""
    if line.line is None:
        return terminal(line.entry)
    return f"{terminal(f'{source}:{line.line}')}  {terminal(line.entry)}"


def search_text(document: SearchDocument, paint: Paint) -> Iterator[str]:
    """Which packets of a kind have a fate, or that there are none."""
    for one in document.results:
        yield from _searched(one, paint)
    yield from _problems(document.problems)


def _searched(one: Searched, paint: Paint) -> Iterator[str]:
    """What one list does to the packets of a kind."""
    verb = {"permit": "permits", "deny": "denies"}[one.action]
    if one.found is None:
        asked = "; ".join(one.asked) or "these packets"
        yield paint("title", terminal(f"{one.acl} {verb} no such packet")) + f": {terminal(asked)}"
        return
    yield paint("title", terminal(f"{one.acl} {verb}"))
    yield from _packets(one.found)
    yield "  decided by"
    for each in one.decided_by[:MOST_ENTRIES]:
        yield f"    {_line(one.source, each.entry)}"
        yield terminal(f"      such as: {each.witness}")
    yield from _more(len(one.decided_by))


def _packets(packets: Packets) -> Iterator[str]:
    """A set of packets and one of them."""
    yield from (terminal(f"    {line}") for line in packets.packets)
    yield terminal(f"    such as: {packets.witness}")


def _more(count: int) -> Iterator[str]:
    """How many entries are not shown."""
    if count > MOST_ENTRIES:
        yield f"    and {count - MOST_ENTRIES} more"


def compare_text(document: CompareDocument, paint: Paint) -> Iterator[str]:
    """What lists do differently, then those that do the same."""
    yield paint("title", terminal(f"{document.old} -> {document.new}"))
    for one in document.acls:
        if one.state != "same":
            yield from _compared(document, one, paint)
    same = [one.acl for one in document.acls if one.state == "same"]
    if same:
        yield terminal(f"same: {', '.join(same)}")
    yield from _problems(document.problems)


def _compared(document: CompareDocument, one: Compared, paint: Paint) -> Iterator[str]:
    """One list that differs."""
    yield paint("title", terminal(one.acl)) + ("" if one.state == "different" else f"  {one.state}")
    if one.says:
        yield terminal(f"  {one.says}")
    for action, title, packets in (
        ("permit", "newly permitted", one.permitted),
        ("deny", "newly denied", one.denied),
    ):
        if packets is None:
            continue
        yield f"  {paint(STYLE['deny' if action == 'permit' else 'permit'], title)}"
        yield from _packets(packets)
        changes = [change for change in one.changes if change.action == action]
        for change in changes[:MOST_ENTRIES]:
            yield f"    was  {_line(document.old, change.old)}"
            yield f"    now  {_line(document.new, change.new)}"
        yield from _more(len(changes))


def _problems(problems: Sequence[Problem]) -> Iterator[str]:
    """What could not be answered."""
    yield from (terminal(f"problem: {each.source}: {each.message}") for each in problems)
