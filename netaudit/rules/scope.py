"""Which devices the rules on filters speak of: cheap to ask, as most switches filter nothing."""

from netaudit.analysis.gateways import gateways, may_filter, routes
from netaudit.model import Device


def filters_vlans(device: Device) -> bool:
    """The rule speaks of devices that route between VLANs and filter what they route."""
    ports = gateways(device)
    if len(ports) < 2 or not routes(device):  # noqa: PLR2004 - between two at least
        return False
    return any(may_filter(device, port) for port in ports.values())


def filters_hosts(device: Device) -> bool:
    """The rule speaks of devices that filter what the hosts of a VLAN send."""
    return any(may_filter(device, port) for port in gateways(device).values())
