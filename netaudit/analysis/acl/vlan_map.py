"""What a VLAN access-map (VACL) does to the packets of its VLANs.

A packet is put to the sequences in order. It matches one where any of its access lists permits it;
a deny entry means no match. A list that is empty or not defined is matched by everything, and so
is a sequence without a match. What no sequence matches is dropped where the map has a list for
this type of packet, and else forwarded.

Sources: Catalyst 3750-X and 4500 Software Configuration Guides, Configuring VLAN Maps; Catalyst
4500 Command Reference, action; Catalyst 6500 15.0SY Configuration Guide, VACLs.
"""

from collections.abc import Iterable, Iterator

from netaudit.analysis.acl.decide import permitted
from netaudit.analysis.acl.meaning import Entry, Filter, meaning, open_filter, version_of
from netaudit.analysis.packetspace.numbers import matching
from netaudit.analysis.packetspace.packets import NOTHING, PacketSet, Region
from netaudit.model import Device, VlanAccessMap


def sequences(device: Device, name: str) -> tuple[VlanAccessMap, ...]:
    """The sequences of a map in the order that packets meet them."""
    return tuple(sorted((m for m in device.vlan_access_maps if m.name == name), key=lambda m: m.sequence))


def vlan_filter(device: Device, name: str, version: int = 4) -> Filter:
    """What the map of this name does to packets of an IP version; ``Entry.index`` counts ``sequences``.

    Raises:
        ComplexityError: its sets of packets are more tangled than the bound allows.
    """
    maps = sequences(device, name)
    if not any(_lists(each, version) or not each.matches for each in maps):
        return open_filter(version)
    lists = _meanings(device, {name for each in maps for name in _lists(each, version)}, version)
    redirects = {_redirect(each) for each in maps if each.action == "redirect"}
    conditions = tuple(sorted(redirects.union(*(each.conditions for each in lists.values()))))
    lists = _meanings(device, lists, version, Filter(version=version, entries=(), conditions=conditions))
    entries = [e for n, each in enumerate(maps) for e in _entries(each, n, version, lists, conditions)]
    last = "deny" if any(_lists(each, version) for each in maps) else "permit"
    entries.append(Entry(index=None, action=last, packets=PacketSet((Region(version),))))
    return Filter(version=version, entries=tuple(entries), conditions=conditions)


def _lists(sequence: VlanAccessMap, version: int) -> tuple[str, ...]:
    """The access lists by which a sequence looks at packets of a version."""
    return sequence.ip_acls if version == 4 else sequence.ipv6_acls  # noqa: PLR2004 - IP version


def _meanings(device: Device, names: Iterable[str], version: int, *others: Filter) -> dict[str, Filter]:
    """Lists by name, as far as they are defined for this version."""
    acls = ((name, device.acl(name)) for name in names)
    return {
        name: meaning(device, acl, *others)
        for name, acl in acls
        if acl is not None and acl.kind != "mac" and version_of(acl) == version
    }


def _entries(
    sequence: VlanAccessMap, index: int, version: int, lists: dict[str, Filter], conditions: tuple[str, ...]
) -> Iterator[Entry]:
    """What a sequence decides; redirected packets arrive where a condition says so."""
    packets = _matched(sequence, version, lists)
    if sequence.action != "redirect":
        yield Entry(index=index, action="deny" if sequence.action == "drop" else "permit", packets=packets)
        return
    bit = 1 << conditions.index(_redirect(sequence))
    width = len(conditions)
    held = PacketSet((Region(version, condition=matching(bit, (1 << width) - 1 & ~bit, width)),))
    yield Entry(index=index, action="permit", packets=packets & held)
    yield Entry(index=index, action="deny", packets=packets)


def _redirect(sequence: VlanAccessMap) -> str:
    """The condition under which redirected packets arrive all the same."""
    return f"vlan access-map {sequence.name} {sequence.sequence} redirects to where packets go anyway"


def _matched(sequence: VlanAccessMap, version: int, lists: dict[str, Filter]) -> PacketSet:
    """The packets that match a sequence."""
    everything = PacketSet((Region(version),))
    if not sequence.matches:
        return everything
    matched = NOTHING
    for name in _lists(sequence, version):
        matched = matched | (permitted(lists[name], everything) if name in lists else everything)
    return matched
