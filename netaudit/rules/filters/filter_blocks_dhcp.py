"""The filter of a VLAN drops the requests of hosts for an address.

The gateway relays DHCP or has a pool for the VLAN, but a list or VLAN map on the way in denies
what hosts send for it. A host without address sends from 0.0.0.0: an entry against foreign
sources drops that, unless the entry for DHCP stands before it.

Why it matters
    Phones and PCs that start anew get no address. It is noticed after the next power cut, and
    then everywhere at once.

How to fix
    `permit udp any eq bootpc any eq bootps` as the first entry.

Not reported
    Gateways without relay and pool, and links on which static routes lead to another router. Where
    only renewals to the server are dropped, it is medium: at the end of the lease hosts lose their
    address for a moment; low where they may ask by broadcast before that. Unknown where a
    condition that no config tells decides.

Bad
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip helper-address 10.1.1.10
     ip access-group VOICE-IN in
    ip access-list extended VOICE-IN
     permit ip 10.20.110.0 0.0.0.255 10.1.1.0 0.0.0.255
     deny ip any any

Good
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip helper-address 10.1.1.10
     ip access-group VOICE-IN in
    ip access-list extended VOICE-IN
     permit udp any eq bootpc any eq bootps
     permit ip 10.20.110.0 0.0.0.255 10.1.1.0 0.0.0.255
     deny ip any any
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from netaudit.analysis.gateways import gateways, gives_addresses
from netaudit.analysis.segmentation.alike import all_unless_alike
from netaudit.model import Confidence, Device, Interface, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.scope import filters_hosts
from netaudit.site.policy import Policy

if TYPE_CHECKING:
    from netaudit.analysis.reach.crossing import Crossing

NEVER = "requests of hosts for an address (udp 0.0.0.0:68 255.255.255.255:67)"
LATE = "renewals of addresses, and hosts lose theirs when the lease ends"
SOON = "renewals of addresses until hosts ask by broadcast"


@rule(
    "F-24",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    references=("RFC 2131 section 4.4", "Cisco IOS IP Addressing: DHCP relay"),
    applies=filters_hosts,
)
@all_unless_alike
def filter_blocks_dhcp(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each gateway whose filter drops what DHCP needs."""
    from netaudit.analysis.segmentation.arriving import served

    for port, way in served(device, gateways(device).values()):
        if gives_addresses(device, port):
            yield from _hits(way, port)


def _hits(way: "Crossing", port: Interface) -> Iterator[Hit]:
    """The worst that happens to DHCP on one gateway."""
    from netaudit.analysis.segmentation.arriving import dropped
    from netaudit.analysis.segmentation.leases import discover, rebinding, renewal
    from netaudit.rules.passage import drop_hit

    if never := dropped(way, discover()):
        yield drop_hit(port, never, NEVER, Severity.HIGH)
    elif late := dropped(way, renewal(port)):
        if dropped(way, rebinding(port)):
            yield drop_hit(port, late, LATE, Severity.MEDIUM)
        else:
            yield drop_hit(port, late, SOON, Severity.LOW)
