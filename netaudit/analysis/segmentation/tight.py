"""A quick look at the lists between two interfaces that settles most cases without exact sets.

A way is tight where some list on it permits nothing between the two but what the matrix allows,
entry by entry. Where this can not see it, nothing is said: the exact answer decides.
"""

from netaudit.analysis.acl.meaning import Filter, meaning, version_of
from netaudit.analysis.memory import once
from netaudit.analysis.packetspace.fields import ADDRESS_WIDTH
from netaudit.analysis.packetspace.numbers import EVERY, count
from netaudit.analysis.packetspace.packets import PacketSet, Region, apart, includes, meet
from netaudit.analysis.segmentation.matrix import is_allowed
from netaudit.analysis.segmentation.plan import AddressPlan
from netaudit.model import Device, Interface
from netaudit.model.interface import IP_ACL_FIELDS


def is_tight(
    device: Device,
    site: AddressPlan,
    way: tuple[Interface, Interface | None],
    between: Region,
    bits: int = 0,
) -> bool:
    """Whether a list where packets come in, or one where they go out, is sure to keep to the matrix.

    Without a second interface only the first one's input list is asked. Entries with fewer than 2 to
    the power of ``bits`` destinations do not count.

    Raises:
        ComplexityError: a list is more tangled than the bound allows.
    """
    ingress, egress = way
    if ingress.inspect_out or (egress and egress.inspect_in):
        return False
    version = between.version
    inward: str | None = getattr(ingress, IP_ACL_FIELDS[version, "in"])
    outward: str | None = getattr(egress, IP_ACL_FIELDS[version, "out"]) if egress else None
    filters = (_filters(device).get((name, version)) for name in (inward, outward) if name)
    return any(_keeps(each, between, site, bits) for each in filters if each)


def only_routes(ingress: Interface, egress: Interface) -> bool:
    """Whether nothing but routing is on the way of IPv4 between two interfaces."""
    return ingress.zone == egress.zone and not (
        ingress.acl_in
        or egress.acl_out
        or ingress.policy_route_map
        or any(
            port.crypto_map or port.nat or port.inspect_in or port.inspect_out for port in (ingress, egress)
        )
    )


@once
def _filters(device: Device) -> dict[tuple[str, int], Filter]:
    """The lists at the gateways by name and IP version, those without entries left out."""
    return {
        (acl.name, version_of(acl)): meaning(device, acl)
        for acl in device.acls
        if acl.kind != "mac" and acl.entries and acl.name in _attached(device)
    }


@once
def _attached(device: Device) -> frozenset[str]:
    """Names of the lists that routed interfaces filter with."""
    ports = (port for port in device.interfaces if not port.is_switchport)
    names = (getattr(port, field) for port in ports for field in IP_ACL_FIELDS.values())
    return frozenset(name for name in names if name)


def _may_exceed(region: Region, between: Region, site: AddressPlan, bits: int) -> bool:
    """Whether some of what an entry permits is not in one row of the matrix."""
    if bits and not count(region.destination, ADDRESS_WIDTH[region.version]) >> bits:
        return False
    met = meet(region, between)
    return met is not None and not is_allowed(site, met)


def first_passes(filter_: Filter, packets: PacketSet) -> bool:
    """Whether a permit entry is sure to let some of the packets pass, as no entry before it meets them."""
    for entry in filter_.entries:
        if entry.packets.meets(packets):
            return entry.action == "permit" and all(r.condition is EVERY for r in entry.packets.regions)
    return False


def may_permit(filter_: Filter, region: Region) -> bool:
    """Whether any entry permits packets of a region, whatever entries before it deny."""
    return any(
        entry.action == "permit" and not all(apart(each, region) for each in entry.packets.regions)
        for entry in filter_.entries
    )


def _keeps(filter_: Filter, between: Region, site: AddressPlan, bits: int) -> bool:
    """Whether no permit entry before a deny of everything lets more pass than may."""
    for entry in filter_.entries:
        for region in entry.packets.regions:
            if entry.action == "deny":
                if includes(region, between):
                    return True
            elif _may_exceed(region, between, site, bits):
                return False
    return True
