"""Global sections: what opens one, and what it means. A meaning is worked out once per text."""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from netaudit.model import parse_vlans
from netaudit.parsers.grammar import Tally, Trie
from netaudit.parsers.ios import acl_sections, blocks
from netaudit.parsers.ios.class_map import read_class_map
from netaudit.parsers.ios.interface import reading
from netaudit.parsers.ios.irrelevant import phrases
from netaudit.parsers.ios.policy_map import read_policy_map, read_table_map
from netaudit.parsers.ios.settings import SETTINGS
from netaudit.parsers.vocabulary import IRRELEVANT, Action, Command
from netaudit.syntax.tree import Line, grow, walk

Puts = tuple[tuple[str, Any, Any], ...]
"""Slot of the draft, key in it, record to put there; the record is None to take the key out."""

Reader = Callable[[list[str], tuple[Line, ...], Tally], Puts]


class Opener(NamedTuple):
    """A phrase that opens a section: the words behind it and the lines below it give records."""

    section: str
    slot: str
    read: Reader


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


def _named(slot: str, read: Callable[[list[str], tuple[Line, ...], Tally], Any]) -> Reader:
    """A section that makes one record with a name."""

    def puts(words: list[str], body: tuple[Line, ...], tally: Tally) -> Puts:
        record = read(words, body, tally)
        return ((slot, record.name, record),)

    return puts


def _vlans(words: list[str], body: tuple[Line, ...], tally: Tally) -> Puts:
    return tuple(("vlans", vlan.id, vlan) for vlan in blocks.read_vlans(words, body, tally))


def _tty(words: list[str], body: tuple[Line, ...], tally: Tally) -> Puts:
    return (("ttys", " ".join(words), blocks.read_line(words, body, tally)),)


def _acl(kind: str) -> Reader:
    def puts(words: list[str], body: tuple[Line, ...], tally: Tally) -> Puts:
        acl = acl_sections.read_acl(kind, words, body, tally)
        return (("acls", acl.name, (kind, acl.entries, acl.remarks)),)

    return puts


def _numbered(words: list[str], _body: tuple[Line, ...], _tally: Tally) -> Puts:
    name, kind, entry, remark = acl_sections.read_numbered(words)
    return (("acls", name, (kind, (entry,) if entry else (), (remark,) if remark else ())),)


def _group(kind: str) -> Reader:
    def puts(words: list[str], body: tuple[Line, ...], tally: Tally) -> Puts:
        return (("object_groups", words[0], blocks.read_group(kind, words, body, tally)),)

    return puts


def _access_map(words: list[str], body: tuple[Line, ...], tally: Tally) -> Puts:
    record = blocks.read_access_map(words, body, tally)
    return (("vlan_access_maps", (record.name, record.sequence), record),)


def _attached(where: str) -> Reader:
    def puts(words: list[str], body: tuple[Line, ...], tally: Tally) -> Puts:
        name = " ".join([where, *words]).strip()
        return tuple(("attachments", (name, a.line), a) for a in blocks.read_attachments(name, body, tally))

    return puts


def _template(words: list[str], body: tuple[Line, ...], tally: Tally) -> Puts:
    text = _padded(body)
    port = reading(text, "physical", switch=True)
    tally.read, tally.irrelevant = tally.read + port.read, tally.irrelevant + port.irrelevant
    tally.unread += list(port.unread)
    tally.seen |= {line.number for line in walk(body)}
    return (("templates", words[0], port),)


def _padded(lines: tuple[Line, ...]) -> str:
    """The lines below a header as text again, each at its own offset."""
    rows: list[str] = []
    for line in walk(lines):
        rows += [""] * (line.number - 1 - len(rows)) + [f" {line.text}"]
    return "\n".join(rows)


def _hostname(words: list[str], _body: tuple[Line, ...], _tally: Tally) -> Puts:
    return (("hostname", "", words[0].strip('"')),)


def _route(words: list[str], _body: tuple[Line, ...], _tally: Tally) -> Puts:
    return (("static_routes", " ".join(words), " ".join(words)),)


def _filter(words: list[str], _body: tuple[Line, ...], _tally: Tally) -> Puts:
    vlans = parse_vlans(" ".join(words[words.index("vlan-list") + 1 :]))
    return (("vlan_filters", words[0], (words[0], vlans)),)


def _range(words: list[str], _body: tuple[Line, ...], _tally: Tally) -> Puts:
    return (("ranges", words[0], " ".join(words[1:])),)


def _interface(words: list[str], body: tuple[Line, ...], tally: Tally) -> Puts:
    """An abbreviated header: the draft reads the section once more, and counts it."""
    tally.seen |= {line.number for line in walk(body)}
    return (("interface", " ".join(words), None),)


def _default_interface(words: list[str], _body: tuple[Line, ...], _tally: Tally) -> Puts:
    return (("default_interface", " ".join(words), None),)


OPENERS = {
    "access-list": Opener("acl", "acls", _numbered),
    "class-map": Opener("class-map", "class_maps", _named("class_maps", read_class_map)),
    "control-plane": Opener("global", "attachments", _attached("control-plane")),
    "default interface": Opener("interface", "", _default_interface),
    "define interface-range": Opener("global", "ranges", _range),
    "hostname": Opener("global", "", _hostname),
    "interface": Opener("interface", "", _interface),
    "ip access-list extended": Opener("acl", "acls", _acl("extended")),
    "ip access-list standard": Opener("acl", "acls", _acl("standard")),
    "ip dhcp pool": Opener("global", "dhcp_pools", _named("dhcp_pools", blocks.read_pool)),
    "ip route": Opener("global", "static_routes", _route),
    "ipv6 access-list": Opener("acl", "acls", _acl("ipv6")),
    "line": Opener("global", "ttys", _tty),
    "mac access-list extended": Opener("acl", "acls", _acl("mac")),
    "map-class": Opener("global", "attachments", _attached("map-class")),
    "object-group ip address": Opener("acl", "object_groups", _group("network")),
    "object-group ip port": Opener("acl", "object_groups", _group("service")),
    "object-group network": Opener("acl", "object_groups", _group("network")),
    "object-group service": Opener("acl", "object_groups", _group("service")),
    "object-group v4-network": Opener("acl", "object_groups", _group("network")),
    "object-group v6-network": Opener("acl", "object_groups", _group("network")),
    "policy-map": Opener("policy-map", "policy_maps", _named("policy_maps", read_policy_map)),
    "switchname": Opener("global", "", _hostname),
    "table-map": Opener("policy-map", "table_maps", _named("table_maps", read_table_map)),
    "template": Opener("interface", "templates", _template),
    "vlan": Opener("vlan", "vlans", _vlans),
    "vlan access-map": Opener("acl", "vlan_access_maps", _access_map),
    "vlan configuration": Opener("global", "attachments", _attached("vlan configuration")),
    "vlan filter": Opener("acl", "vlan_filters", _filter),
}
"""Phrase to what it opens; sorted."""

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
        return _unread(head)._replace(section=opener.section)
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
    puts = tuple((value.slot or "interface_gone", key, None) for key in _keys(value, words))
    return Meaning(value.section, puts, None, 1, 0, tuple(_below(_head(section))))


def _keys(opener: Opener, words: list[str]) -> tuple[Any, ...]:
    """Which records a ``no`` line takes out."""
    if opener.slot == "vlans":
        try:
            return tuple(parse_vlans(" ".join(words)))
        except ValueError:
            return ()
    if opener.slot in {"", "ttys", "static_routes"}:
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


__all__ = ["Meaning", "Opener", "understand"]
