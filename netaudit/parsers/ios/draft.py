"""What has been read so far of a device; later lines win."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from netaudit.model import NO_VLANS, AccessClass, Ace, Acl, Unread, VlanSet
from netaudit.parsers.grammar import apply
from netaudit.parsers.ios.acl_sections import add_entry, with_offset
from netaudit.parsers.ios.ports import Ports, woven
from netaudit.parsers.ios.sections import Meaning, understand
from netaudit.parsers.memory import Memory
from netaudit.syntax.tree import cut

if TYPE_CHECKING:
    from netaudit.parsers.vocabulary import At, Fields

Part = tuple[int, str, Any]
"""A section's line, its text and the record it makes."""

_MEANINGS: Memory[Meaning] = Memory(understand)


class Draft:
    """The parts of a device record, filled section by section."""

    def __init__(self, *, switch: bool) -> None:
        self.hostname = ""
        self.settings: Fields = {}
        self.at: At = {}
        self.slots: dict[str, dict[Any, list[Part]]] = {}
        self.ports = Ports(switch=switch)
        self.acls: dict[str, list[Part]] = {}
        self.references: list[AccessClass] = []
        self.unread: list[Unread] = []
        self.counts: dict[str, list[int]] = {}

    def read(self, text: str, first_line: int) -> None:
        """Take in every section of the device's text."""
        number = first_line
        for section in cut(text):
            if section.startswith("interface "):
                self.interface(section, number)
            elif section and section[0] != "!":
                self._section(section, number)
            elif section:
                self._lost("global", tuple(_written(section)), number)
            number += section.count("\n") + 1

    def interface(self, section: str, number: int) -> None:
        """An interface section; its lines count once however many ports it speaks of."""
        found = self.ports.read(section, number)
        if found is None:
            self._lost("interface", tuple(_written(section)), number)
            return
        port, described = found
        counts = self.counts.setdefault("interface", [0, 0, 0])
        counts[0] += port.read + 1 + described
        counts[1] += port.irrelevant
        if port.unread:
            self._lost("interface", port.unread, number)
        for by, acl, offset in port.references:
            self.references.append(AccessClass(used_by=by, acl=acl, line=number + offset))

    def _section(self, section: str, number: int) -> None:
        """One global section."""
        meaning = _MEANINGS[section]
        if meaning.command:
            command, words = meaning.command
            apply(command, command.do, words, number, self.settings, self.at)
        counts = self.counts.setdefault(meaning.section, [0, 0, 0])
        counts[0] += meaning.read
        counts[1] += meaning.irrelevant
        for slot, key, record in meaning.puts:
            _PLACES.get(slot, _put)(self, slot, key, (number, section, record))
        if meaning.unread:
            self._lost(meaning.section, meaning.unread, number)
        for by, acl, offset in meaning.references:
            self.references.append(AccessClass(used_by=by, acl=acl, line=number + offset))

    def doubt(self, lines: Iterable[Unread]) -> None:
        """Lines that were read, and turn out not to say what they mean; several ports may share one."""
        for line in dict.fromkeys(lines):
            self.counts[line.section][0] -= 1
            self.counts[line.section][2] += 1
            self.unread.append(line)

    def _lost(self, section: str, unread: tuple[tuple[int, str], ...], number: int) -> None:
        """Account for lines that were not understood."""
        self.counts.setdefault(section, [0, 0, 0])[2] += len(unread)
        self.unread += [Unread(number + offset, text, section) for offset, text in unread]


def _written(section: str) -> Iterator[tuple[int, str]]:
    """Offset and text of the lines of a section that are neither blank nor comments."""
    for offset, row in enumerate(map(str.strip, section.split("\n"))):
        if row and row[0] != "!":
            yield offset, row


def _put(draft: Draft, slot: str, key: Any, part: Part) -> None:
    """Put a record in its slot, or take it out; a plain value replaces the one before it."""
    known = draft.slots.setdefault(slot, {})
    if part[2] is None:
        known.pop(key, None)
    elif isinstance(part[2], str | tuple):
        known[key] = [part]
    else:
        known.setdefault(key, []).append(part)


def _put_attachment(draft: Draft, slot: str, key: Any, part: Part) -> None:
    """An attachment; each section has its own."""
    _put(draft, slot, (key, part[0]), part)


def _drop_access_map(draft: Draft, _slot: str, key: tuple[str, int | None], _part: Part) -> None:
    """One sequence of a VLAN access-map, or all where none is named."""
    name, sequence = key
    known = draft.slots.get("vlan_access_maps", {})
    for each in [each for each in known if each[0] == name and sequence in {None, each[1]}]:
        del known[each]


def _drop_routes(draft: Draft, _slot: str, key: tuple[int, str], _part: Part) -> None:
    """The static routes that begin with these words."""
    version, start = key
    known = draft.slots.get("static_routes", {})
    for each in [each for each in known if each[0] == version and f"{each[1]} ".startswith(f"{start} ")]:
        del known[each]


def _drop_process(draft: Draft, _slot: str, key: tuple[str, str | None], _part: Part) -> None:
    """A routing process, in whatever tables it works."""
    known = draft.slots.get("routing_processes", {})
    for each in [each for each in known if each[:2] == key]:
        del known[each]


def _filter_more(draft: Draft, _slot: str, name: str, part: Part) -> None:
    """VLANs of a VLAN access-map add up."""
    _put(draft, "vlan_filters", name, (*part[:2], (name, _filtered(draft, name) | part[2][1])))


def _filter_less(draft: Draft, _slot: str, name: str, part: Part) -> None:
    left = _filtered(draft, name) - part[2][1]
    _put(draft, "vlan_filters", name, (*part[:2], (name, left) if left else None))


def _filtered(draft: Draft, name: str) -> VlanSet:
    """The VLANs that a VLAN access-map filters so far."""
    parts = draft.slots.get("vlan_filters", {}).get(name, [])
    return NO_VLANS.union(*(vlans for _, _, (_, vlans) in parts))


def _put_hostname(draft: Draft, _slot: str, _key: str, part: Part) -> None:
    draft.hostname = part[2] or ""


def _put_acl(draft: Draft, _slot: str, name: str, part: Part) -> None:
    """Sections and numbered lines of a list add up."""
    if part[2] is None:
        draft.acls.pop(name, None)
    else:
        draft.acls.setdefault(name, []).append(part)


def _put_interface(draft: Draft, _slot: str, header: str, part: Part) -> None:
    """An interface header in abbreviated words."""
    number, section, _ = part
    body = section.partition("\n")[2]
    draft.counts["interface"][0] -= 1
    draft.interface(f"interface {header}\n{body}".rstrip("\n"), number)


def _put_range(draft: Draft, _slot: str, name: str, part: Part) -> None:
    draft.ports.ranges[name] = part[2] or ""


def _reset_interface(draft: Draft, _slot: str, header: str, part: Part) -> None:
    draft.ports.reset(f"interface {header.removeprefix('interface ')}", part[0])


def _drop_interface(draft: Draft, _slot: str, header: str, _part: Part) -> None:
    draft.ports.drop(f"interface {header}")


_PLACES: dict[str, Callable[[Draft, str, Any, Part], None]] = {
    "acls": _put_acl,
    "attachments": _put_attachment,
    "default_interface": _reset_interface,
    "hostname": _put_hostname,
    "interface": _put_interface,
    "interface_gone": _drop_interface,
    "ranges": _put_range,
    "routing_processes_gone": _drop_process,
    "static_routes_gone": _drop_routes,
    "vlan_access_maps_gone": _drop_access_map,
    "vlan_filters_less": _filter_less,
    "vlan_filters_more": _filter_more,
}
"""Slots that are more than a dictionary."""


def settled(key: Any, parts: list[Part]) -> Part:
    """The one part that all sections of a thing make together, at the line of the first."""
    line, text, record = parts[0]
    if len(parts) == 1:
        return parts[0]
    text = woven((number, section) for number, section, _ in parts)
    puts = {where: each for _, where, each in understand(text).puts}
    return line, text, puts.get(key, record)


def as_acl(name: str, parts: list[Part]) -> Acl:
    """A list from all the sections and lines that add to it."""
    named = [part for part in parts if not part[1].startswith("access-list")]
    if len(named) > 1:
        parts = [part for part in parts if part not in named] + [settled(name, named)]
    (first, _, (kind, entries, remarks)), *more = sorted(parts, key=lambda part: part[0])
    together: list[Ace] = list(entries)
    for line, _, (_, later, notes) in more:
        for entry in later:
            add_entry(together, with_offset(entry, line - first + entry.offset))
        remarks = (*remarks, *notes)
    return Acl(name=name, kind=kind, line=first, entries=tuple(together), remarks=remarks)


def settle(draft: Draft, slot: str) -> dict[Any, Part]:
    """What is in a slot, each thing as one part."""
    return {key: settled(key, parts) for key, parts in draft.slots.get(slot, {}).items()}
