"""Voice gateways with both IP versions where only one is filtered."""

from collections.abc import Iterator
from typing import NamedTuple

from netaudit.analysis.packetspace.numbers import EMPTY
from netaudit.analysis.segmentation.plan import phone_vlans, user_vlans
from netaudit.analysis.subnets import subnets
from netaudit.analysis.usage import open_acls
from netaudit.model import Device, Interface
from netaudit.site.policy import Policy


class Uncovered(NamedTuple):
    """A voice gateway whose IPv6 meets no filter."""

    port: Interface
    others: tuple[int, ...]
    """Data VLANs here that have IPv6 as well and no filter for it."""


def uncovered(device: Device, policy: Policy) -> Iterator[Uncovered]:
    """Each voice gateway that is filtered for IPv4 and has IPv6 without a filter."""
    if not device.globals.ipv6_routing:
        return
    data = user_vlans(device, policy)
    for port in phone_vlans(device, policy).values():
        if _speaks(port) and _lists(device, port, "acl_in", "acl_out") and not _six(device, port):
            yield Uncovered(
                port, tuple(sorted(vlan for vlan, each in data.items() if _is_open(device, port, each)))
            )


def _is_open(device: Device, voice: Interface, data: Interface) -> bool:
    """Whether IPv6 gets from a data gateway to a voice gateway."""
    return data.vrf == voice.vrf and data.zone == voice.zone and _speaks(data) and not _six(device, data)


def _speaks(port: Interface) -> bool:
    """Whether hosts behind a gateway have IPv6 addresses that are routed."""
    return subnets(port, 6) is not EMPTY


def _six(device: Device, port: Interface) -> bool:
    """Whether a list filters IPv6 on an interface, or a VLAN map its VLAN."""
    mapped = any(device.svis.get(vlan) is port for _name, vlans in device.vlan_filters for vlan in vlans)
    return mapped or _lists(device, port, "ipv6_acl_in", "ipv6_acl_out")


def _lists(device: Device, port: Interface, *fields: str) -> bool:
    """Whether any of some lists of an interface is there; one without entries is none."""
    names = (getattr(port, field) for field in fields)
    return any(name and name not in open_acls(device) for name in names)
