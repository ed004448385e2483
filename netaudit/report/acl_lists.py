"""The lists of a config by their names, what they do, and the lines that their entries stand on."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

from netaudit.analysis.acl.meaning import Entry, Filter, meaning
from netaudit.analysis.acl.vlan_map import sequences, vlan_filter
from netaudit.errors import UsageError
from netaudit.model import Ace, Acl, Device
from netaudit.report.acl import AclLine
from netaudit.syntax.secrets import redact

MOST_NAMES = 30
"""Names of lists that a message tells."""

NONE = AclLine(entry="(no such list: everything passes)", sequence=None, line=None)


class Listed(NamedTuple):
    """A list of a device: what it does, and its lines by the places of the entries."""

    device: Device
    name: str
    filter: Filter
    lines: tuple[AclLine, ...]

    def line_of(self, entry: Entry) -> AclLine:
        """The line of an entry; for what IOS adds, words in brackets."""
        if entry.index is not None:
            return self.lines[entry.index]
        if entry.action == "deny":
            return AclLine(entry="(the end of the list: deny)", sequence=None, line=None)
        if self.filter.version == 6 and self.lines:  # noqa: PLR2004 - IP version
            return AclLine(entry="(added by IOS: permit icmp any any nd-na, nd-ns)", sequence=None, line=None)
        return AclLine(entry="(no entry: everything passes)", sequence=None, line=None)


def is_ip(acl: Acl) -> bool:
    """Whether a list filters IP packets."""
    return acl.kind != "mac"


def listed(device: Device, acl: Acl) -> Listed:
    """An access list.

    Raises:
        ComplexityError: it is more tangled than the bound allows.
    """
    return Listed(device, acl.name, meaning(device, acl), lines_of(acl))


def lines_of(acl: Acl) -> tuple[AclLine, ...]:
    """The lines of a list by the places of its entries."""
    return tuple(line_of(acl, ace) for ace in acl.entries)


def line_of(acl: Acl, ace: Ace) -> AclLine:
    """The line of an entry."""
    return AclLine(entry=redact(ace.text), sequence=ace.sequence, line=acl.line + ace.offset)


def named(devices: Sequence[Device], name: str) -> list[tuple[Device, Acl]]:
    """The devices that have a list of this name. Upper and lower case differ, as they do on IOS.

    Raises:
        UsageError: there is none, or it does not filter IP.
    """
    found = [(device, acl) for device in devices if (acl := device.acl(name)) is not None]
    if not found:
        names = sorted({acl.name for device in devices for acl in device.acls})
        raise UsageError(f"{_where(devices)} has no access list {name}{_instead(name, names)}")
    if other := [acl for _, acl in found if not is_ip(acl)]:
        raise UsageError(f"{name} is a list of kind {other[0].kind}: it does not filter IP packets")
    return found


def mapped(devices: Sequence[Device], name: str, version: int) -> list[Listed]:
    """The VLAN access-maps of this name, as they treat packets of an IP version.

    Raises:
        UsageError: there is none.
        ComplexityError: one is more tangled than the bound allows.
    """
    found = [device for device in devices if sequences(device, name)]
    if not found:
        names = sorted({each.name for device in devices for each in device.vlan_access_maps})
        raise UsageError(f"{_where(devices)} has no VLAN access-map {name}{_instead(name, names)}")
    return [
        Listed(device, name, vlan_filter(device, name, version), _steps(device, name)) for device in found
    ]


def _steps(device: Device, name: str) -> tuple[AclLine, ...]:
    """The sequences of a VLAN access-map."""
    return tuple(
        AclLine(
            entry=f"vlan access-map {each.name} {each.sequence}: action {each.action or 'forward'}",
            sequence=each.sequence,
            line=each.line,
        )
        for each in sequences(device, name)
    )


def _where(devices: Sequence[Device]) -> str:
    """The files."""
    return ", ".join(dict.fromkeys(device.source for device in devices))


def _instead(name: str, names: Sequence[str]) -> str:
    """Names that are like it, and those there are."""
    if not names:
        return "; there is none at all"
    alike = {each.lower(): each for each in names}
    near = [alike[each] for each in get_close_matches(name.lower(), alike, n=3)]
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    meant = f"; did you mean {' or '.join(near)}? It" if near else "; it"
    return f"{meant} has {', '.join(names[:MOST_NAMES])}{more}"
