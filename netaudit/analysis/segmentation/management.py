"""How phones are managed: the services that only the management of the site should reach."""

from netaudit.analysis.packetspace.fields import TCP, UDP
from netaudit.analysis.packetspace.numbers import of
from netaudit.analysis.packetspace.packets import PacketSet, Region, includes

TCP_PORTS = (22, 23, 80, 443, 8080, 8443)
UDP_PORTS = (69, 161)
"""TFTP and SNMP."""

MANAGEMENT = tuple(
    Region(version, protocol=of((protocol,), 8), destination_port=of(ports, 16))
    for version in (4, 6)
    for protocol, ports in ((TCP, TCP_PORTS), (UDP, UDP_PORTS))
)


def is_management(packets: PacketSet) -> bool:
    """Whether packets to phones are for their management and nothing else."""
    return all(any(includes(service, region) for service in MANAGEMENT) for region in packets.regions)
