"""From the text of one device to its record."""

from typing import Any

from msgspec.structs import replace

from netaudit.model import (
    AccessClass,
    Acl,
    Attachment,
    Coverage,
    Device,
    Globals,
    Interface,
    Unread,
    Vlan,
)
from netaudit.parsers import names
from netaudit.parsers.detect import Identity
from netaudit.parsers.ios.blocks import add_entry, with_offset
from netaudit.parsers.ios.interface import PortReading, merged, reading
from netaudit.parsers.ios.sections import Meaning, understand
from netaudit.parsers.vocabulary import At, Fields
from netaudit.syntax.tree import cut

_REMEMBERED = 50_000
"""Texts whose meaning is kept; a fleet repeats itself, and a process must not grow for ever."""

SWITCH_FAMILIES = frozenset({"c2950", "c3550", "c3k", "c4500l", "c4500m", "uadp", "xl"})
"""Families whose ports are layer 2 until told otherwise."""

_meanings: dict[str, Meaning] = {}
_ports: dict[tuple[str, bool], dict[str, PortReading]] = {}
_headers: dict[bool, dict[str, tuple[tuple[str, str], ...]]] = {False: {}, True: {}}


def _meaning(section: str) -> Meaning:
    """What a global section means, remembered."""
    known = _meanings.get(section)
    if known is None:
        if len(_meanings) >= _REMEMBERED:
            _meanings.clear()
        known = _meanings[section] = understand(section)
    return known


def _port_reading(body: str, kind: str, switch: bool) -> PortReading:
    """What an interface body means, remembered."""
    known = _ports.setdefault((kind, switch), {})
    port = known.get(body)
    if port is None:
        if len(known) >= _REMEMBERED:
            known.clear()
        port = known[body] = reading(body, kind, switch=switch)
    return port


class Draft:
    """What has been read so far of a device; later lines win."""

    def __init__(self, identity: Identity, first_line: int, *, switch: bool) -> None:
        self.identity = identity
        self.first_line = first_line
        self.switch = switch
        self.headers = _headers[switch]
        self.settings: Fields = {}
        self.at: At = {}
        self.slots: dict[str, dict[Any, Any]] = {}
        self.ports: dict[str, Interface] = {}
        self.port_texts: dict[str, tuple[int, str, PortReading]] = {}
        self.acls: dict[str, list[tuple[int, str, Any]]] = {}
        self.references: list[AccessClass] = []
        self.unread: list[Unread] = []
        self.counts: dict[str, list[int]] = {}

    def read(self, text: str) -> None:
        """Take in every section of the device's text."""
        number = self.first_line
        for section in cut(text):
            if section.startswith("interface "):
                self.interface(section, number)
            elif section and section[0] != "!":
                self.section(section, number)
            number += section.count("\n") + 1

    def section(self, section: str, number: int) -> None:
        """One global section."""
        meaning = _meaning(section)
        if meaning.command:
            command, words = meaning.command
            command.do(self.settings, words)
            for field in command.fields:
                self.at[field] = (*self.at.get(field, ()), number) if command.adds else (number,)
        for slot, key, record in meaning.puts:
            self.put(slot, key, record, section, number)
        self.count(meaning.section, meaning.read, meaning.irrelevant)
        if meaning.unread:
            self.lost(meaning.section, meaning.unread, number)
        for by, acl, offset in meaning.references:
            self.references.append(AccessClass(used_by=by, acl=acl, line=number + offset))

    def count(self, section: str, read: int, irrelevant: int) -> None:
        """Account for lines."""
        counts = self.counts.setdefault(section, [0, 0, 0])
        counts[0] += read
        counts[1] += irrelevant

    def lost(self, section: str, unread: tuple[tuple[int, str], ...], number: int) -> None:
        """Account for lines that were not understood."""
        self.counts.setdefault(section, [0, 0, 0])[2] += len(unread)
        self.unread += [Unread(number + offset, text, section) for offset, text in unread]

    def put(self, slot: str, key: Any, record: Any, section: str, number: int) -> None:
        """Put a record in its slot, or take it out."""
        if slot in _SPECIAL:
            _SPECIAL[slot](self, key, record, section, number)
        elif record is None:
            self.slots.get(slot, {}).pop(key, None)
        else:
            known = self.slots.setdefault(slot, {})
            known[key] = _merge(known.get(key), (number, section, record))

    # Interfaces

    def interface(self, section: str, number: int) -> None:
        """An interface section, a range or a macro of them."""
        header, _, body = section.partition("\n")
        targets = self.headers.get(header) or self.targets(header)
        description = None
        if body.startswith(" description "):
            line, _, rest = body.partition("\n")
            description, body = line[13:], "\n" + rest
        for name, kind in targets:
            port = _port_reading(body, kind, self.switch)
            if name in self.ports:
                self.again(name, section, number)
            else:
                told = port.template.description if description is None else description
                self.ports[name] = replace(port.template, name=name, line=number, description=told)
                self.port_texts[name] = (number, section, port)
        if targets:
            self.account(port, number, description is not None)
        else:
            self.lost("interface", tuple(enumerate(section.split("\n"))), number)

    def account(self, port: PortReading, number: int, described: int) -> None:
        """Count the lines of an interface section, once however many ports it speaks of."""
        self.count("interface", port.read + 1 + described, port.irrelevant)
        if port.unread:
            self.lost("interface", port.unread, number)
        for by, acl, offset in port.references:
            self.references.append(AccessClass(used_by=by, acl=acl, line=number + offset))

    def targets(self, header: str) -> tuple[tuple[str, str], ...]:
        """Canonical names and kinds of the interfaces that a header speaks of."""
        written = header.split(None, 1)[1].strip()
        if written.lower().startswith("range"):
            found = self.span(written[5:].strip())
        else:
            found = (names.canonical(_bare(written)),)
        targets = tuple((name, _kind(name, self.switch)) for name in found)
        if not written.lower().startswith("range"):
            if len(self.headers) >= _REMEMBERED:
                self.headers.clear()
            self.headers[header] = targets
        return targets

    def span(self, written: str) -> tuple[str, ...]:
        """Names of ``range …`` or ``range macro NAME``; none when it makes no sense."""
        if written.startswith("macro "):
            written = self.slots.get("ranges", {}).get(written[6:].strip(), (0, "", ""))[2]
        try:
            return names.expand(written)
        except ValueError:
            return ()

    def again(self, name: str, section: str, number: int) -> None:
        """A second section of an interface: both together, the later line wins."""
        first, text, _ = self.port_texts[name]
        both = _joined(text, first, section, number)
        port = reading(both.partition("\n")[2], _kind(name, self.switch), switch=self.switch)
        self.ports[name] = replace(port.template, name=name, line=first)
        self.port_texts[name] = (first, both, port)

    # The record

    def finish(self, source: str, lines: int, warnings: tuple[str, ...]) -> Device:
        """The device as a record."""
        identity = self.identity
        vlans = tuple(sorted(self.records("vlans"), key=lambda vlan: vlan.id))
        return Device(
            source=source,
            hostname=self.slots.get("hostname", {}).get("", ""),
            first_line=self.first_line,
            lines=lines,
            platform=identity.platform,
            family=identity.family,
            family_reason=identity.reason,
            version=identity.version,
            model=identity.model,
            globals=Globals(at=self.at, telephony_servers=self.telephony(), **self.settings),
            vlans=vlans,
            vlans_hidden=self.vlans_hidden(vlans),
            interfaces=self.interfaces(vlans),
            acls=tuple(_acl(name, parts) for name, parts in self.acls.items()),
            object_groups=self.records("object_groups"),
            vlan_access_maps=self.records("vlan_access_maps"),
            vlan_filters=tuple(r for _, _, r in self.slots.get("vlan_filters", {}).values()),
            class_maps=self.records("class_maps"),
            policy_maps=self.records("policy_maps"),
            table_maps=self.records("table_maps"),
            dhcp_pools=self.records("dhcp_pools"),
            templates=tuple(self.slots.get("templates", {})),
            ttys=self.records("ttys"),
            attachments=self.attachments(),
            access_classes=tuple(self.references),
            static_routes=tuple(r for _, _, r in self.slots.get("static_routes", {}).values()),
            coverage=tuple(
                Coverage(section=section, read=r, irrelevant=i, unread=u)
                for section, (r, i, u) in sorted(self.counts.items())
            ),
            unread=tuple(sorted(self.unread, key=lambda unread: unread.line)),
            warnings=warnings,
        )

    def records(self, slot: str) -> tuple[Any, ...]:
        """The records of a slot, each at its line."""
        return tuple(replace(record, line=line) for line, _, record in self.slots.get(slot, {}).values())

    def attachments(self) -> tuple[Any, ...]:
        """Attachments at their absolute lines."""
        found = self.slots.get("attachments", {}).values()
        templates = self.slots.get("templates", {}).items()
        return tuple(replace(a, line=line + a.line) for line, _, a in found) + tuple(
            Attachment(where=f"template {name}", policy=policy, line=line)
            for name, (line, _, port) in templates
            for policy in port.template.policies
        )

    def telephony(self) -> tuple[str, ...]:
        """Addresses of call control, sorted."""
        return tuple(sorted(self.slots.get("telephony", {})))

    def vlans_hidden(self, vlans: tuple[Vlan, ...]) -> bool:
        """Whether VLANs may live outside the text: shown VLANs or VTP transparent say no."""
        mode = self.settings.get("vtp_mode")
        if mode in {"off", "transparent"}:
            return False
        return mode in {"client", "server"} or not vlans

    def interfaces(self, vlans: tuple[Vlan, ...]) -> tuple[Interface, ...]:
        """Ports with templates and VLAN names filled in, in the order of the config."""
        if not any(p.templates for p in self.ports.values()) and not any(
            "access_vlan_name" in t[2].fields or "voice_vlan_name" in t[2].fields
            for t in self.port_texts.values()
        ):
            return tuple(self.ports.values())
        ids = {vlan.name: vlan.id for vlan in vlans if vlan.name}
        return tuple(self.filled(port, ids) for port in self.ports.values())

    def filled(self, port: Interface, ids: dict[str, int]) -> Interface:
        """One port with its template's settings and its VLAN names looked up."""
        reading = self.port_texts[port.name][2]
        above, at = self.template(port)
        fields = {**above, **reading.fields}
        if not above and not {"access_vlan_name", "voice_vlan_name"} & fields.keys():
            return port
        for which in ("access_vlan", "voice_vlan"):
            if (name := fields.get(f"{which}_name")) in ids:
                fields[which] = ids[name]
                del fields[f"{which}_name"]
        complete = merged(reading._replace(fields=fields), {}, switch=self.switch)
        return replace(
            complete,
            name=port.name,
            line=port.line,
            description=port.description,
            at={**at, **reading.at},
        )

    def template(self, port: Interface) -> tuple[Fields, At]:
        """Fields of the port's templates and where they stand, relative to the port."""
        fields: Fields = {}
        at: At = {}
        for name in port.templates:
            if name in self.slots.get("templates", {}):
                line, _, reading = self.slots["templates"][name]
                fields.update(reading.fields)
                shift = line - port.line
                at.update({f: tuple(o + shift for o in offsets) for f, offsets in reading.at.items()})
        return fields, at


def _bare(written: str) -> str:
    """The name without what may follow it: ``Serial0/1.64 point-to-point``."""
    head, *rest = written.split()
    return head + rest[0] if rest and rest[0][0].isdigit() and not head[-1].isdigit() else head


def _kind(name: str, switch: bool) -> str:
    """Kind of interface; a switch's out-of-band port is none of its ports."""
    if switch and name in {"FastEthernet0", "FastEthernet1", "GigabitEthernet0", "GigabitEthernet0/0"}:
        return "management" if name != "FastEthernet1" else "physical"
    return names.kind(name)


def _joined(text: str, line: int, later: str, number: int) -> str:
    """A section with a later section's body below it, blank lines between: offsets stay true."""
    gap = "\n" * (number - line - text.count("\n"))
    return f"{text}{gap}\n{later.partition(chr(10))[2]}"


def _merge(known: tuple[int, str, Any] | None, new: tuple[int, str, Any]) -> tuple[int, str, Any]:
    """A section that appears again adds to the first one."""
    if known is None or isinstance(new[2], str | tuple):
        return new
    number, text, record = known
    if isinstance(record, Vlan):
        told = {f: getattr(new[2], f) for f in record.__struct_fields__ if getattr(new[2], f) not in {None, True}}
        told.pop("line")
        return number, text, replace(record, **told)
    both = _joined(text, number, new[1], new[0])
    ((_, _, again),) = understand(both).puts or ((None, None, new[2]),)
    return number, both, again


def _acl(name: str, parts: list[tuple[int, str, Any]]) -> Acl:
    """A list from all the sections and lines that add to it."""
    first, _, (kind, entries, remarks) = parts[0]
    if len(parts) == 1:
        return Acl(name=name, kind=kind, line=first, entries=entries, remarks=remarks)
    together = list(entries)
    for line, _, (_, more, notes) in parts[1:]:
        for entry in more:
            add_entry(together, with_offset(entry, line - first + entry.offset))
        remarks = (*remarks, *notes)
    return Acl(name=name, kind=kind, line=first, entries=tuple(together), remarks=remarks)


def _put_hostname(draft: Draft, _key: Any, record: Any, _section: str, _number: int) -> None:
    draft.slots.setdefault("hostname", {})[""] = record or ""


def _put_acl(draft: Draft, key: Any, record: Any, section: str, number: int) -> None:
    if record is None:
        draft.acls.pop(key, None)
        return
    parts = draft.acls.setdefault(key, [])
    if parts and not section.startswith("access-list"):
        line, text, _ = parts.pop()
        section, number = _joined(text, line, section, number), line
        record = understand(section).puts[0][2]
    parts.append((number, section, record))


def _put_interface(draft: Draft, key: Any, _record: Any, section: str, number: int) -> None:
    draft.interface(f"interface {key}\n{section.partition(chr(10))[2]}".rstrip("\n"), number)
    draft.count("interface", -1, 0)


def _reset_interface(draft: Draft, key: Any, _record: Any, _section: str, number: int) -> None:
    written = str(key).removeprefix("interface ")
    for name, _ in draft.targets(f"interface {written}"):
        if draft.ports.pop(name, None):
            draft.interface(f"interface {name}", number)


def _drop_interface(draft: Draft, key: Any, _record: Any, _section: str, _number: int) -> None:
    for name, _ in draft.targets(f"interface {key}") if key else ():
        draft.ports.pop(name, None)


_SPECIAL = {
    "acls": _put_acl,
    "default_interface": _reset_interface,
    "hostname": _put_hostname,
    "interface": _put_interface,
    "interface_gone": _drop_interface,
}
