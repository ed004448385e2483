"""Access lists as sections and lines, and where else a config names them."""

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from netaudit.model import Ace, Acl
from netaudit.parsers.grammar import Account, Tally
from netaudit.parsers.ios.acl import numbered_kind, read_ace, unread_ace, unsure
from netaudit.syntax.tree import Line, walk


def read_entries(kind: str, body: tuple[Line, ...], tally: Tally) -> tuple[tuple[Ace, ...], tuple[str, ...]]:
    """Entries and remarks of a named list; ``no`` lines take entries out.

    A line that is not understood is an entry, too: what it does is not known.
    """
    entries: list[Ace] = []
    remarks: list[str] = []
    for line in walk(body):
        account = _read_entry(line, kind, entries, remarks)
        if account is Account.UNREAD:
            _doubt(entries, line, kind)
        tally.note(account, line.number, line.text)
    return tuple(entries), tuple(remarks)


IDLE = ("counters", "exit", "exit-access-list", "hardware statistics", "statistics")
"""Lines in a list that are no entries of it."""


def _read_entry(line: Line, kind: str, entries: list[Ace], remarks: list[str]) -> Account:
    """One line of a named list."""
    words = line.text.split()
    if words[0] == "remark" or (words[0].isdecimal() and words[1:2] == ["remark"]):
        remarks.append(line.text.split("remark", 1)[1].strip())
        return Account.IRRELEVANT
    if f"{line.text} ".startswith(tuple(f"{idle} " for idle in IDLE)):
        return Account.IRRELEVANT
    try:
        if words[0] == "no":
            _remove(entries, " ".join(words[1:]), kind)
        else:
            add_entry(entries, with_offset(read_ace(line.text, kind), line.number))
    except (ValueError, IndexError, KeyError):
        return Account.UNREAD
    return Account.READ


def _doubt(entries: list[Ace], line: Line, kind: str) -> None:
    """What takes the place of a line that was not understood, as far as it is known.

    After a ``no`` line any entry may be gone, so it goes before all, unless it takes out a line that
    was not understood either.
    """
    word, _, rest = line.text.partition(" ")
    if word != "no":
        add_entry(entries, with_offset(unread_ace(line.text, kind), line.number))
    elif any(entry.text == rest for entry in entries):
        entries[:] = [entry for entry in entries if entry.text != rest]
    else:
        doubt = unsure("unread", line.text, kind, sequence=0)
        entries[:] = [with_offset(doubt, line.number), *_numbered(entries)]


def add_entry(entries: list[Ace], ace: Ace) -> None:
    """Put an entry where IOS does: by its sequence number, else at the end.

    IOS refuses a number that is taken, and an entry that is there already under another number
    (Cisco, IP Access List Entry Sequence Numbering).
    """
    last = entries[-1].sequence if entries else 0
    if ace.sequence is None or (last is not None and last < ace.sequence):
        entries.append(ace)
        return
    known = list(_numbered(entries))
    if any(entry.sequence == ace.sequence or _said(entry) == _said(ace) for entry in known):
        return
    place = sum(1 for entry in known if (entry.sequence or 0) < ace.sequence)
    entries[:] = [*known[:place], ace, *known[place:]]


def _numbered(entries: Iterable[Ace]) -> Iterator[Ace]:
    """Entries with the numbers that IOS gives to those without one: ten more than the last."""
    number = 0
    for entry in entries:
        number = number + 10 if entry.sequence is None else entry.sequence
        yield replace(entry, sequence=number)


def _remove(entries: list[Ace], text: str, kind: str) -> None:
    """``no 10`` or ``no permit …``."""
    if text.isdecimal():
        entries[:] = [entry for entry in _numbered(entries) if entry.sequence != int(text)]
    else:
        gone = read_ace(text, kind)
        entries[:] = [e for e in entries if _said(e) != _said(gone)]


def _said(ace: Ace) -> Ace:
    """An entry without its place and spelling."""
    return replace(ace, offset=0, sequence=None, text="")


def with_offset(ace: Ace, offset: int) -> Ace:
    """The entry at its place in the list."""
    return replace(ace, offset=offset)


def read_acl(kind: str, words: list[str], body: tuple[Line, ...], tally: Tally) -> Acl:
    """``ip access-list {standard|extended} NAME``, ``ipv6 access-list``, ``mac access-list extended``."""
    entries, remarks = read_entries(kind, body, tally)
    return Acl(name=words[0], kind=kind, line=0, entries=entries, remarks=remarks)


def read_numbered(words: list[str]) -> tuple[str, str, Ace | None, str | None]:
    """``access-list N …``: name, kind, entry, remark."""
    kind = numbered_kind(int(words[0]))
    if words[1] == "remark":
        return words[0], kind, None, " ".join(words[2:])
    return words[0], kind, read_ace(" ".join(words[1:]), kind), None


def lost_entry(words: list[str]) -> tuple[str, str, Ace] | None:
    """Name, kind and stand-in of an ``access-list N …`` not understood; None: a list of another kind."""
    try:
        kind = numbered_kind(int(words[0]))
    except (ValueError, IndexError):
        return None
    return words[0], kind, unread_ace(" ".join(words[1:]), kind)


USERS = (
    r"R[OW](?: ipv6)?",
    r"accept-register list",
    r"access(?= \S+$)",
    r"access-class(?: ipv[46])?",
    r"access-group(?: (?:ipv4|ipv6|name|peer|query-only|serve|serve-only))?",
    r"destination list",
    r"directed-broadcast",
    r"distribute-list",
    r"filter-list",
    r"group-list",
    r"inspection filter",
    r"ip access-group",
    r"log-list",
    r"match address",
    r"match ip(?:v6)? address",
    r"multicast boundary",
    r"offset-list",
    r"protocol ip list",
    r"redirect-list",
    r"rp-address \S+",
    r"sa-filter (?:in|out) \S+ list",
    r"source list",
    r"source-list",
    r"traffic-filter",
    r"unicast (?:reverse-path|source reachable-via (?:any|rx))(?: (?:allow-\S+|l2-src))*+",
)
"""Words in front of an access list's name where irrelevant sections use one; sorted."""

HINTS = (" RO", " RW", "access", "address", "boundary", "filter", "list")
"""A text without any of these names no access list."""

REFERENCE = re.compile(
    rf"(?<!\S)(?P<by>{'|'.join(USERS)})"
    r" (?P<acl>(?!prefix-list|route-map|prefix|gateway|view|in\b|out\b)[\w.:-]+)(?P<more>(?: [\w.-]+)*)",
    re.MULTILINE,
)
"""An access list named in an irrelevant section; ``match address`` may name several."""
