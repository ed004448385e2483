"""What is wrong with the entries of access lists, for people."""

from collections.abc import Iterator, Mapping, Sequence

from netaudit.model import Device, Problem
from netaudit.report.acl import AclLine, LintedAcl, RedundantEntry, UnreachableEntry
from netaudit.report.escape import terminal
from netaudit.report.paint import Paint


def as_text(device: Device, judged: Sequence[LintedAcl], paint: Paint) -> str:
    """The lists of one device that there is something to say of; empty where there is none."""
    rows = [row for acl in judged for row in _acl(acl, paint)]
    head = paint("title", terminal(f"{device.hostname or '(no hostname)'}  {device.source}"))
    return "\n".join([head, *rows]) + "\n" if rows else ""


def _acl(acl: LintedAcl, paint: Paint) -> Iterator[str]:
    """One list."""
    if not (acl.unreachable or acl.redundant or acl.unread):
        return
    count = f"{acl.entries} entr{'y' if acl.entries == 1 else 'ies'}"
    yield terminal(f"  {acl.acl}  {acl.kind}, {count}")
    for unreachable in acl.unreachable:
        yield from _unreachable(acl, unreachable, paint)
    for redundant in acl.redundant:
        yield from _redundant(acl, redundant, paint)
    for unread in acl.unread:
        yield _first(acl, "unread", unread, paint)
        yield "      not understood: it may match anything, and do anything"


def _first(acl: LintedAcl, what: str, line: AclLine | UnreachableEntry | RedundantEntry, paint: Paint) -> str:
    """What is wrong with which line."""
    style = {"unreachable": "medium", "conflict": "high", "redundant": "low"}.get(what, "unknown")
    return (
        f"    {paint(style, f'{what:11}')}  {terminal(f'{acl.source}:{line.line}')}  {terminal(line.entry)}"
    )


def _unreachable(acl: LintedAcl, found: UnreachableEntry, paint: Paint) -> Iterator[str]:
    """An entry that no packet gets to, and why."""
    yield _first(acl, "conflict" if found.different_action else "unreachable", found, paint)
    if found.reason == "unmatchable":
        yield "      no packet can match it"
        return
    whole = ", later fragments apart," if found.later_fragments else ""
    single = len(found.blocked_by) == 1
    verb = "matches" if single else "together match"
    opposite = ", and does the opposite" if found.different_action and single else ""
    opposite = opposite or (", and some do the opposite" if found.different_action else "")
    yield f"      {_lines(found.blocked_by)} {verb}{whole} all that it matches{opposite}"
    if found.witness_before:
        yield terminal(f"      such as: {found.witness_before}, decided by line {found.decided_by}")


def _redundant(acl: LintedAcl, found: RedundantEntry, paint: Paint) -> Iterator[str]:
    """An entry that changes nothing."""
    yield _first(acl, "redundant", found, paint)
    end = ["the end of the list"] if found.by_end else []
    others = " and ".join([*([_lines(found.covered_by)] if found.covered_by else []), *end])
    several = len(found.covered_by) + found.by_end > 1
    yield f"      without it {others} would do the same{' together' if several else ''}"


def _lines(lines: Sequence[int]) -> str:
    """`line 5`, `lines 5, 7 and 9`."""
    if len(lines) == 1:
        return f"line {lines[0]}"
    return f"lines {', '.join(map(str, lines[:-1]))} and {lines[-1]}"


def closing(counts: Mapping[str, int], problems: Sequence[Problem], *, apart: bool) -> str:
    """How many there are, and what could not be read or judged."""
    found = ", ".join(f"{counts.get(kind, 0)} {kind}" for kind in ("unreachable", "redundant"))
    unread = f", {counts['unread']} not understood" if counts.get("unread") else ""
    rows = [terminal(f"problem: {each.source}: {each.message}") for each in problems]
    rows.append(f"{counts.get('lists', 0)} access lists: entries {found}{unread}")
    return "\n" * apart + "\n".join(rows) + "\n"
