"""What opens a section, and the records that a body makes."""

from collections.abc import Callable
from typing import Any, NamedTuple

from netaudit.parsers.grammar import Tally
from netaudit.parsers.ios import acl_sections, blocks, vlan_map
from netaudit.parsers.ios.class_map import read_class_map
from netaudit.parsers.ios.interface import reading
from netaudit.parsers.ios.map_class import read_map_class
from netaudit.parsers.ios.policy_map import read_policy_map, read_table_map
from netaudit.parsers.ios.routes import read_route
from netaudit.parsers.ios.routing import read_process
from netaudit.syntax.tree import Line, walk

Puts = tuple[tuple[str, Any, Any], ...]
"""Slot of the draft, key in it, record to put there; the record is None to take the key out."""

Reader = Callable[[list[str], tuple[Line, ...], Tally], Puts]


def _nothing(_words: list[str]) -> Puts:
    return ()


class Opener(NamedTuple):
    """A phrase that opens a section: the words behind it and the lines below it give records."""

    section: str
    slot: str
    read: Reader
    lost: Callable[[list[str]], Puts] = _nothing
    """What stays to be put where the words make no sense."""
    gone: Callable[[list[str]], Puts] | None = None
    """What ``no`` with these words takes out, where that is more than the record of the last word."""


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


def _numbered_lost(words: list[str]) -> Puts:
    found = acl_sections.lost_entry(words)
    return (("acls", found[0], (found[1], (found[2],), ())),) if found else ()


def _acl_gone(words: list[str]) -> Puts:
    """``no access-list 101 permit …`` takes out the whole list, as ``no access-list 101`` does."""
    return tuple(("acls", name, None) for name in words[:1])


def _group(kind: str, version: int = 4) -> Reader:
    def puts(words: list[str], body: tuple[Line, ...], tally: Tally) -> Puts:
        return (("object_groups", words[0], blocks.read_group(kind, version, words, body, tally)),)

    return puts


def _access_map(words: list[str], body: tuple[Line, ...], tally: Tally) -> Puts:
    record = vlan_map.read_access_map(words, body, tally)
    return (("vlan_access_maps", (record.name, record.sequence), record),)


def _access_map_gone(words: list[str]) -> Puts:
    """``no vlan access-map NAME [SEQUENCE]``."""
    name, sequence = words[0], int(words[1]) if words[1:] else None
    return (("vlan_access_maps_gone", (name, sequence), None),)


def _attached(where: str) -> Reader:
    def puts(words: list[str], body: tuple[Line, ...], tally: Tally) -> Puts:
        name = " ".join([where, *words]).strip()
        return tuple(("attachments", (name, a.line), a) for a in blocks.read_attachments(name, body, tally))

    return puts


def _map_class(words: list[str], body: tuple[Line, ...], tally: Tally) -> Puts:
    """Its policies are attached; what Frame Relay does besides is a record of its own."""
    if words[:1] != ["frame-relay"]:
        return _attached("map-class")(words, body, tally)
    record, attached = read_map_class(words[1], body, tally)
    held = tuple(("attachments", (each.where, each.line), each) for each in attached)
    return (*held, ("map_classes", record.name, record))


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


def _route(version: int) -> Reader:
    def puts(words: list[str], _body: tuple[Line, ...], _tally: Tally) -> Puts:
        route = read_route(words, version)
        return (("static_routes", (version, route.text), route),) if route else ()

    return puts


def _route_gone(version: int) -> Callable[[list[str]], Puts]:
    def puts(words: list[str]) -> Puts:
        return (("static_routes_gone", (version, " ".join(words)), None),)

    return puts


def _router(protocol: str, version: int = 4) -> Opener:
    """A routing process; ``no`` takes it out of every table."""

    def puts(words: list[str], body: tuple[Line, ...], tally: Tally) -> Puts:
        records = read_process(protocol, version, words, body, tally)
        return tuple(("routing_processes", (protocol, r.name, r.vrf, r.version), r) for r in records)

    def gone(words: list[str]) -> Puts:
        return (("routing_processes_gone", (protocol, words[0] if words else None), None),)

    return Opener("global", "routing_processes", puts, gone=gone)


def _filter(words: list[str], _body: tuple[Line, ...], _tally: Tally) -> Puts:
    return (("vlan_filters_more", words[0], vlan_map.read_filter(words)),)


def _filter_gone(words: list[str]) -> Puts:
    return (("vlan_filters_less", words[0], vlan_map.read_filter(words)),)


def _range(words: list[str], _body: tuple[Line, ...], _tally: Tally) -> Puts:
    return (("ranges", words[0], " ".join(words[1:])),)


def _interface(words: list[str], body: tuple[Line, ...], tally: Tally) -> Puts:
    """An abbreviated header: the draft reads the section once more, and counts it."""
    tally.seen |= {line.number for line in walk(body)}
    return (("interface", " ".join(words), None),)


def _default_interface(words: list[str], _body: tuple[Line, ...], _tally: Tally) -> Puts:
    return (("default_interface", " ".join(words), None),)


OPENERS = {
    "access-list": Opener("acl", "acls", _numbered, _numbered_lost, _acl_gone),
    "class-map": Opener("class-map", "class_maps", _named("class_maps", read_class_map)),
    "control-plane": Opener("global", "attachments", _attached("control-plane")),
    "default interface": Opener("interface", "", _default_interface),
    "define interface-range": Opener("global", "ranges", _range),
    "hostname": Opener("global", "", _hostname),
    "interface": Opener("interface", "", _interface),
    "ip access-list extended": Opener("acl", "acls", _acl("extended")),
    "ip access-list standard": Opener("acl", "acls", _acl("standard")),
    "ip dhcp pool": Opener("global", "dhcp_pools", _named("dhcp_pools", blocks.read_pool)),
    "ip route": Opener("global", "static_routes", _route(4), gone=_route_gone(4)),
    "ipv6 access-list": Opener("acl", "acls", _acl("ipv6")),
    "ipv6 route": Opener("global", "static_routes", _route(6), gone=_route_gone(6)),
    "ipv6 router eigrp": _router("eigrp", 6),
    "ipv6 router ospf": _router("ospf", 6),
    "ipv6 router rip": _router("rip", 6),
    "line": Opener("global", "ttys", _tty),
    "mac access-list extended": Opener("acl", "acls", _acl("mac")),
    "map-class": Opener("global", "map_classes", _map_class),
    "object-group ip address": Opener("acl", "object_groups", _group("network")),
    "object-group ip port": Opener("acl", "object_groups", _group("service")),
    "object-group network": Opener("acl", "object_groups", _group("network")),
    "object-group service": Opener("acl", "object_groups", _group("service")),
    "object-group v4-network": Opener("acl", "object_groups", _group("network")),
    "object-group v6-network": Opener("acl", "object_groups", _group("network", 6)),
    "policy-map": Opener("policy-map", "policy_maps", _named("policy_maps", read_policy_map)),
    "router bgp": _router("bgp"),
    "router eigrp": _router("eigrp"),
    "router isis": _router("isis"),
    "router ospf": _router("ospf"),
    "router ospfv3": _router("ospfv3", 6),
    "router rip": _router("rip"),
    "switchname": Opener("global", "", _hostname),
    "table-map": Opener("policy-map", "table_maps", _named("table_maps", read_table_map)),
    "template": Opener("interface", "templates", _template),
    "vlan": Opener("vlan", "vlans", _vlans),
    "vlan access-map": Opener("acl", "vlan_access_maps", _access_map, gone=_access_map_gone),
    "vlan configuration": Opener("global", "attachments", _attached("vlan configuration")),
    "vlan filter": Opener("acl", "vlan_filters", _filter, gone=_filter_gone),
}
"""Phrase to what it opens; sorted."""
