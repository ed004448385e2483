"""Whether the gateway of a VLAN forwards packets from addresses that its hosts do not have (RFC 2827)."""

from collections.abc import Iterator

from netaudit.analysis.packetspace.numbers import complement, difference, matching, of, union
from netaudit.analysis.packetspace.packets import PacketSet, Region
from netaudit.analysis.reach.crossing import passing
from netaudit.analysis.segmentation.alike import all_unless_alike
from netaudit.analysis.segmentation.answers import UNASSIGNED, is_everything
from netaudit.analysis.segmentation.arriving import arriving, leads_on, passes_nothing
from netaudit.analysis.segmentation.pairs import guards
from netaudit.analysis.segmentation.plan import phone_vlans, user_vlans
from netaudit.analysis.segmentation.tight import may_permit
from netaudit.analysis.segments import segments
from netaudit.analysis.subnets import subnets
from netaudit.errors import ComplexityError
from netaudit.model import Device, Interface
from netaudit.site.policy import Policy

_NONE = matching(0, 0, 32)
"""0.0.0.0, which hosts have before they have an address."""

_GROUPS = matching(0xE0000000, 0x1FFFFFFF, 32)
"""Multicast, reserved and broadcast."""


@all_unless_alike
def forwarders(device: Device, policy: Policy) -> Iterator[tuple[int, Interface]]:
    """The VLANs of hosts whose gateways forward packets from foreign addresses."""
    hosts = {**user_vlans(device, policy), **phone_vlans(device, policy)}
    yield from ((vlan, port) for vlan, port in sorted(hosts.items()) if forwards_foreign(device, port))


def forwards_foreign(device: Device, port: Interface) -> bool:
    """Whether packets of any kind from foreign addresses are sure to pass the input side."""
    if port.urpf or leads_on(device, port):
        return False
    way = arriving(device, port)
    if way is None:
        return not (port.acl_in or passes_nothing(device, port))
    foreign = difference(complement(subnets(port, 4)), union(_NONE, _GROUPS))
    region = Region(4, foreign, complement(_GROUPS))
    anything = region._replace(protocol=of((UNASSIGNED,), 8))
    if not all(may_permit(stop.filter, anything) for stop in guards(way, 4) if stop.filter):
        return False
    try:
        passed = passing(way, PacketSet((region,)))
    except ComplexityError:
        return False
    return is_everything(passed.sure)


def guarded_by_ports(device: Device, vlan: int) -> bool:
    """Whether all ports with hosts of a VLAN let only addresses pass that were leased there."""
    found = segments(device)
    ports = (*found.voice.get(vlan, ()), *found.data.get(vlan, ()))
    return bool(ports) and all(port.source_guard for port in ports)
