"""A list filters in the direction in which its entries never match.

The list is on the way in from a VLAN, and every source that it names is elsewhere, while hosts of
the VLAN are its destinations; or it is on the way out, the other way round.

Why it matters
    The entries that somebody wrote do nothing, and what the end of the list does is done to
    everything: nothing is protected, or nothing passes.

How to fix
    `in` at a VLAN's gateway is what its hosts send, `out` is what is sent to them. Change the
    direction of `ip access-group`, or swap source and destination; where the list was copied from
    another VLAN, write its addresses anew.

Not reported
    Lists with any entry that does match there, standard lists, lists that name no address of the
    VLAN on either side. Links on which static routes lead to another router, ports that are no
    gateway of a VLAN, VLAN maps, IPv6.

Bad
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip access-group TO-VOICE in
    ip access-list extended TO-VOICE
     permit tcp 10.1.1.20 0.0.0.1 10.20.110.0 0.0.0.255
     deny ip 10.20.10.0 0.0.0.255 10.20.110.0 0.0.0.255
     permit ip any any

Good
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip access-group TO-VOICE out
    ip access-list extended TO-VOICE
     permit tcp 10.1.1.20 0.0.0.1 10.20.110.0 0.0.0.255
     deny ip 10.20.10.0 0.0.0.255 10.20.110.0 0.0.0.255
     permit ip any any
"""

from collections.abc import Iterator

from netaudit.analysis.gateways import gateways
from netaudit.analysis.segmentation.alike import all_unless_alike
from netaudit.model import Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.scope import filters_hosts
from netaudit.site.policy import Policy

SAYS = {
    "in": "stands where hosts of the VLAN send, but the senders it names are elsewhere",
    "out": "stands where packets go to the VLAN, but the receivers it names are elsewhere",
}


@rule(
    "F-28",
    severity=Severity.HIGH,
    references=("Cisco IOS Security Configuration Guide: Access Control Lists, direction",),
    applies=filters_hosts,
)
@all_unless_alike
def misdirected_filter(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each gateway with a list that stands the wrong way round."""
    from netaudit.analysis.segmentation.arriving import leads_on
    from netaudit.analysis.segmentation.direction import turned_round

    for port in gateways(device).values():
        if leads_on(device, port):
            continue
        for direction, found in turned_round(device, port):
            yield Hit(port.name, found.lines, f"access list {found.name} {SAYS[direction]}: never matched")
