"""What a global section means. A meaning is worked out once per text."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from netaudit.model import parse_vlans
from netaudit.parsers.grammar import Tally, Trie
from netaudit.parsers.ios import acl_sections
from netaudit.parsers.ios.irrelevant import phrases
from netaudit.parsers.ios.openers import OPENERS, Opener, Puts
from netaudit.parsers.ios.settings import SETTINGS
from netaudit.parsers.vocabulary import IRRELEVANT, Action, Command
from netaudit.syntax.tree import Line, grow, walk


class Meaning(NamedTuple):
    """What a global section says."""

    section: str
    puts: Puts = ()
    command: tuple[Command, list[str]] | None = None
    read: int = 0
    irrelevant: int = 0
    unread: tuple[tuple[int, str], ...] = ()
    references: tuple[tuple[str, str, int], ...] = ()
    """Access lists named in passing: who names it, its name, offset of the line."""


_TOP: Trie[Command | Opener] = Trie({**dict.fromkeys(phrases("global"), IRRELEVANT), **SETTINGS, **OPENERS})

_TELEPHONY = re.compile(
    r"(?:session target ipv4:|sccp ccm |mgcp call-agent |ccm-manager config server |associate ccm )"
    r"(\d+(?:\.\d+){3})"
)
_HEX = re.compile(r"[0-9A-F]{8}(?: [0-9A-F]{2,8})*$", re.MULTILINE)


def understand(section: str) -> Meaning:
    """What a section text means."""
    words = section.partition("\n")[0].split()
    if not words or words[0][0] == "!" or section[0] == " ":
        return _unread(*grow(section, 0))
    if words[0] in {"end", "exit", "quit"} or _HEX.match(section):
        return _unread(*_head(section).children)._replace(irrelevant=1)
    found = _TOP.find(words)
    negated = _TOP.find(words[1:]) if words[0] in {"default", "no"} else None
    if negated and (found is None or negated[1] + 1 > found[1]):
        return _negated(negated[0], words[negated[1] + 1 :], section)
    if found is None:
        return _unread(_head(section))
    value, used = found
    if isinstance(value, Opener):
        return _open(value, words[used:], section)
    return _irrelevant(section) if value is IRRELEVANT else _set(value, value.do, words[used:], section)


def _head(section: str) -> Line:
    """The section's first line with all that stands below it."""
    return grow(section, 0)[0]


def _family_of(line: str) -> str:
    """The kind of section a single line counts as."""
    return "mls qos" if line.removeprefix("no ").startswith(("mls qos", "qos")) else "global"


def _unread(*lines: Line) -> Meaning:
    """Nothing of them is understood; there may be none."""
    family = _family_of(lines[0].text) if lines else "global"
    return Meaning(family, unread=tuple((line.number, line.text) for line in walk(lines)))


def _open(opener: Opener, words: list[str], section: str) -> Meaning:
    """A section that makes records."""
    tally, head = Tally(), _head(section)
    try:
        puts = opener.read(words, head.children, tally)
    except (ValueError, IndexError, KeyError):
        return _unread(head)._replace(section=opener.section, puts=opener.lost(words))
    passed_over = tuple((n, text) for n, text in _below(head) if n not in tally.seen)
    return Meaning(
        opener.section,
        puts,
        None,
        tally.read + 1,
        tally.irrelevant,
        (*tally.unread, *passed_over),
        _references(section) if opener.section == "global" else (),
    )


def _below(head: Line) -> Iterator[tuple[int, str]]:
    """Offset and text of every line below a header."""
    return ((line.number, line.text) for line in walk(head.children))


def _irrelevant(section: str) -> Meaning:
    """Something that nothing depends on, with all that stands below it."""
    rows = [row.lstrip() for row in section.split("\n")]
    count = sum(1 for row in rows if row and row[0] != "!")
    return Meaning(_family_of(rows[0]), _servers(section), None, 0, count, (), _references(section))


def _servers(section: str) -> Puts:
    """Call-control servers that voice sections name."""
    if not any(hint in section for hint in ("ccm", "ipv4:", "mgcp")):
        return ()
    return tuple(("telephony", ip, ip) for ip in _TELEPHONY.findall(section))


def _set(command: Command, action: Action, words: list[str], section: str) -> Meaning:
    """A one-line setting, if its words make sense."""
    head = _head(section)
    try:
        action({}, words)
    except (ValueError, IndexError, KeyError):
        return _unread(head)
    return Meaning(_family_of(head.text), (), (command._replace(do=action), words), 1, 0, tuple(_below(head)))


def _negated(value: Command | Opener, words: list[str], section: str) -> Meaning:
    """``no …`` and ``default …``."""
    if not isinstance(value, Opener):
        action = value.undo if section.startswith("no ") else value.reset
        return _irrelevant(section) if value is IRRELEVANT else _set(value, action, words, section)
    try:
        puts = value.gone(words) if value.gone else _gone(value, words)
    except (ValueError, IndexError):
        return _unread(_head(section))._replace(section=value.section)
    return Meaning(value.section, puts, None, 1, 0, tuple(_below(_head(section))))


def _gone(opener: Opener, words: list[str]) -> Puts:
    """What takes records out whose key the words are."""
    return tuple((opener.slot or "interface_gone", key, None) for key in _keys(opener, words))


def _keys(opener: Opener, words: list[str]) -> tuple[Any, ...]:
    """Which records a ``no`` line takes out."""
    if opener.slot == "vlans":
        try:
            return tuple(parse_vlans(" ".join(words)))
        except ValueError:
            return ()
    if opener.slot in {"", "ttys"}:
        return (" ".join(words),)
    return (words[-1],) if words else ()


def _references(section: str) -> tuple[tuple[str, str, int], ...]:
    """Access lists that the text names."""
    found: list[tuple[str, str, int]] = []
    if not any(hint in section for hint in acl_sections.HINTS):
        return ()
    for match in acl_sections.REFERENCE.finditer(section):
        offset = section.count("\n", 0, match.start())
        names = [match["acl"], *match["more"].split()] if "address" in match["by"] else [match["acl"]]
        found += [(match["by"], name, offset) for name in names]
    return tuple(found)
