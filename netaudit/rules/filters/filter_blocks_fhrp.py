"""A filter drops the hellos of the redundant gateway.

The interface takes part in HSRP, VRRP or GLBP, and a list on its way in drops what the other
routers of the group send.

Why it matters
    Each router believes that it is alone and takes the address of the gateway. Two active
    gateways answer for one address: calls break whenever a switch learns the other one.

How to fix
    Permit the hellos before any deny: `permit udp 10.20.110.0 0.0.0.255 host 224.0.0.2 eq 1985` for
    HSRP, 224.0.0.102 for version 2, `permit 112 any host 224.0.0.18` for VRRP, `udp … host
    224.0.0.102 eq 3222` for GLBP.

Not reported
    Interfaces without a redundancy group, groups over IPv6, and lists that let the hellos of any
    address in the subnet pass. Unknown where a condition that no config tells decides.

Bad
    interface Vlan110
     ip address 10.20.110.2 255.255.255.0
     standby 110 ip 10.20.110.1
     ip access-group VOICE-IN in
    ip access-list extended VOICE-IN
     permit udp any eq bootpc any eq bootps
     permit ip 10.20.110.0 0.0.0.255 10.1.1.0 0.0.0.255
     deny ip any any

Good
    interface Vlan110
     ip address 10.20.110.2 255.255.255.0
     standby 110 ip 10.20.110.1
     ip access-group VOICE-IN in
    ip access-list extended VOICE-IN
     permit udp 10.20.110.0 0.0.0.255 host 224.0.0.2 eq 1985
     permit udp any eq bootpc any eq bootps
     permit ip 10.20.110.0 0.0.0.255 10.1.1.0 0.0.0.255
     deny ip any any
"""

from collections.abc import Iterator

from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.scope import filters_hosts
from netaudit.site.policy import Policy


@rule(
    "F-25",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    references=("RFC 2281", "RFC 9568", "Cisco IOS First Hop Redundancy Protocols Configuration Guide"),
    applies=filters_hosts,
)
def filter_blocks_fhrp(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each interface whose filter drops the hellos of its redundancy group."""
    from netaudit.analysis.segmentation.arriving import arriving, dropped
    from netaudit.analysis.segmentation.hellos import standby_hellos
    from netaudit.rules.passage import drop_hit

    for port in device.interfaces:
        if not (port.fhrp and port.enabled and port.addresses):
            continue
        way = arriving(device, port)
        for protocol in sorted({group.protocol for group in port.fhrp} if way else ()):
            group = next(each for each in port.fhrp if each.protocol == protocol)
            if way and (drop := dropped(way, standby_hellos(port, group))):
                yield drop_hit(port, drop, f"hellos of {protocol.upper()}", Severity.HIGH)
