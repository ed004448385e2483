"""The interfaces of a device while its config is being read."""

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from msgspec.structs import replace

from netaudit.model import Interface, Unread, Vlan
from netaudit.parsers import names
from netaudit.parsers.ios.interface import PortReading, reading, resolve
from netaudit.parsers.memory import Memory
from netaudit.parsers.vocabulary import At, Fields

Target = tuple[str, str]
"""An interface's canonical name and kind."""

_OUT_OF_BAND = frozenset({"FastEthernet0", "FastEthernet1", "GigabitEthernet0", "GigabitEthernet0/0"})
"""Names that management ports have on switches whose other ports are layer 2."""


_LEARNED = re.compile(r" sticky +[0-9A-Fa-f.]{14}\b")
"""An address that port security learned; every port has others, and they change no behaviour."""


def woven(parts: Iterable[tuple[int, str]]) -> str:
    """Sections of one thing, each with its line, as one: bodies stand where they stood.

    Blank lines take the place of all that stands between them, so that offsets stay true.
    """
    (first, text), *later = parts
    pieces, count = [text], text.count("\n")
    for number, section in later:
        body = section.partition("\n")[2]
        gap = number - first - count + 1
        pieces += ("\n" * gap, body)
        count += gap + body.count("\n")
    return "".join(pieces)


def _kind(name: str, *, switch: bool) -> str:
    """Kind of interface; a switch's out-of-band port is none of its ports."""
    return "management" if switch and name in _OUT_OF_BAND else names.kind(name)


def _is_several(header: str) -> bool:
    """Whether a header is ``interface range …``, abbreviated or not, or ``interface A, B``."""
    _, _, written = header.partition(" ")
    first, _, more = written.strip().partition(" ")
    return "," in header or (bool(first and more) and "range".startswith(first.lower()))


def _target(header: str, *, switch: bool) -> tuple[Target, ...]:
    """The interface of ``interface gi 1/0/5`` or ``interface Serial0/1.64 point-to-point``.

    None where the header speaks of several, or of nothing that is a name.
    """
    head, *rest = header.split()[1:] or [""]
    if _is_several(header) or not names.is_name(head):
        return ()
    numbered = rest and rest[0][0].isdecimal() and not head[-1].isdecimal()
    name = names.canonical(head + rest[0] if numbered else head)
    return ((name, _kind(name, switch=switch)),)


def _bodies(switch: bool, kind: str) -> Memory[PortReading]:  # noqa: FBT001 - bound by partial
    return Memory(partial(reading, kind=kind, switch=switch))


_READINGS: dict[bool, Memory[Memory[PortReading]]] = {
    switch: Memory(partial(_bodies, switch)) for switch in (False, True)
}
_TARGETS: dict[bool, Memory[tuple[Target, ...]]] = {
    switch: Memory(partial(_target, switch=switch)) for switch in (False, True)
}


class Ports:
    """Interfaces by name, in the order of the config; ``switch``: layer 2 until told otherwise."""

    def __init__(self, *, switch: bool) -> None:
        self.switch = switch
        self.ranges: dict[str, str] = {}
        self.unknown_names: list[Unread] = []
        """Lines that name a VLAN which the config does not define."""
        self._readings = _READINGS[switch]
        self._targets = _TARGETS[switch]
        self._ports: dict[str, Interface] = {}
        self._texts: dict[str, tuple[int, str, PortReading]] = {}
        self._more: dict[str, list[tuple[int, str]]] = {}
        """Later sections of interfaces that have several."""
        self._special = False

    def read(self, section: str, number: int) -> tuple[PortReading, bool] | None:
        """Take in a section, of a range too; what it means, and whether a description was apart.

        None where the header names no interface.
        """
        header, _, body = section.partition("\n")
        description = None
        if body.startswith(" description "):
            line, _, rest = body.partition("\n")
            description, body = line[13:], "\n" + rest
        if " sticky " in body:
            body = _LEARNED.sub(" sticky", body)
        port = None
        for name, kind in self._targets[header] or self._range(header):
            port = self._readings[kind][body]
            if name in self._ports:
                self._more.setdefault(name, []).append((number, section))
                continue
            told = port.template.description if description is None else description
            self._ports[name] = replace(port.template, name=name, line=number, description=told)
            self._texts[name] = (number, section, port)
            self._special |= port.late
        return None if port is None else (port, description is not None)

    def _weave(self, name: str) -> None:
        """All sections of an interface together, the later line wins."""
        first, text, _ = self._texts[name]
        whole = woven([(first, text), *self._more[name]])
        kind = _kind(name, switch=self.switch)
        port = reading(whole.partition("\n")[2], kind, switch=self.switch)
        self._ports[name] = replace(port.template, name=name, line=first)
        self._texts[name] = (first, whole, port)
        self._special |= port.late

    def targets(self, header: str) -> tuple[Target, ...]:
        """The interfaces that a header speaks of; none when it makes no sense."""
        return self._targets[header] or self._range(header)

    def _range(self, header: str) -> tuple[Target, ...]:
        """The interfaces of ``interface range …``, ``range macro NAME`` and ``interface A, B``."""
        if not _is_several(header):
            return ()
        written = header.partition(" ")[2].strip()
        if "range".startswith(written.partition(" ")[0].lower()):
            written = written.partition(" ")[2].strip()
        if written.startswith("macro "):
            written = self.ranges.get(written[6:].strip(), "")
        try:
            return tuple((name, _kind(name, switch=self.switch)) for name in names.expand(written))
        except ValueError:
            return ()

    def drop(self, header: str) -> None:
        """``no interface X``."""
        for name, _ in self.targets(header):
            self._forget(name)

    def _forget(self, name: str) -> bool:
        """Drop all that was said of an interface; whether anything was."""
        self._more.pop(name, None)
        return self._ports.pop(name, None) is not None

    def reset(self, header: str, number: int) -> None:
        """``default interface X``: as if never configured."""
        for name, _ in self.targets(header):
            if self._forget(name):
                self.read(f"interface {name}", number)

    def finish(
        self, templates: Mapping[str, tuple[int, str, PortReading]], vlans: tuple[Vlan, ...]
    ) -> tuple[Interface, ...]:
        """All interfaces, with template settings and VLAN names filled in."""
        for name in self._more:
            self._weave(name)
        if not self._special:
            return tuple(self._ports.values())
        ids = {vlan.name: vlan.id for vlan in vlans if vlan.name}
        return tuple(self._filled(port, templates, ids) for port in self._ports.values())

    def _filled(
        self, port: Interface, templates: Mapping[str, tuple[int, str, PortReading]], ids: Mapping[str, int]
    ) -> Interface:
        """One interface; its own lines override its templates'."""
        own = self._texts[port.name][2]
        if not own.late:
            return port
        above, at = _inherited(port, templates)
        fields = _numbered({**above, **own.fields}, ids)
        at = {**at, **own.at}
        self._note_unknown(port, fields, at)
        complete = resolve(fields, port.kind, switch=self.switch)
        return replace(complete, name=port.name, line=port.line, description=port.description, at=at)

    def _note_unknown(self, port: Interface, fields: Fields, at: At) -> None:
        """A VLAN name that stands for no number here: what the port does is not known."""
        for which in ("access_vlan", "voice_vlan"):
            if name := fields.get(f"{which}_name"):
                text = f"switchport {which.replace('_', ' ')} name {name}"
                self.unknown_names.append(Unread(port.line + at[which][-1], text, "interface"))


def _inherited(port: Interface, templates: Mapping[str, tuple[int, str, PortReading]]) -> tuple[Fields, At]:
    """Fields of the port's templates and where they stand, counted from the port's header."""
    fields: Fields = {}
    at: At = {}
    for name in port.templates:
        if name in templates:
            line, _, template = templates[name]
            shift = line - port.line
            fields.update(template.fields)
            at.update({field: tuple(o + shift for o in lines) for field, lines in template.at.items()})
    return fields, at


def _numbered(fields: dict[str, Any], ids: Mapping[str, int]) -> Fields:
    """Fields with VLAN names replaced by their numbers; an unknown name stays."""
    known = dict(fields)
    for which in ("access_vlan", "voice_vlan"):
        if known.get(f"{which}_name") in ids:
            known[which] = ids[known.pop(f"{which}_name")]
    return known
