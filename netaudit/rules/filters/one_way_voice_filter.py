"""Packets between voice and data are filtered on one way only.

What phones send to users is filtered and what users send to phones is not, or the other way
round. The filter that is there keeps to the table of services, so no conversation comes about.

Why it matters
    Answers are dropped, but one packet is enough to flood the media port of a phone or to
    forge signalling over UDP.

How to fix
    A list for the other way as well: for what users send, out on the voice SVI with the data subnets
    denied, or in on the data SVIs with the voice subnets denied; for what phones send, in on the
    voice SVI, with their servers and other phones permitted and the rest denied.

Not reported
    Voice VLANs that `unfiltered-voice-vlan`, `leaky-voice-filter` or `misdirected-filter` speaks of,
    VLANs that only their name makes voice VLANs, lists without entries.

Bad
    ip routing
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan10
     ip address 10.20.10.1 255.255.255.0
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip access-group VOICE-IN in
    ip access-list extended VOICE-IN
     permit tcp 10.20.110.0 0.0.0.255 10.1.1.20 0.0.0.1 eq 2000
     deny ip any any

Good
    ip routing
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan10
     ip address 10.20.10.1 255.255.255.0
     ip access-group DATA-IN in
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip access-group VOICE-IN in
    ip access-list extended VOICE-IN
     permit tcp 10.20.110.0 0.0.0.255 10.1.1.20 0.0.0.1 eq 2000
     deny ip any any
    ip access-list extended DATA-IN
     deny ip any 10.20.110.0 0.0.0.255
     permit ip 10.20.10.0 0.0.0.255 any
"""

from collections.abc import Iterator

from netaudit.analysis.gateways import unfiltered_vlans
from netaudit.analysis.segmentation.plan import user_vlans
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.rules.scope import filters_vlans
from netaudit.site.policy import Policy

MISSING = {
    "to data": "what users send to phones meets no filter, only what phones send to users does",
    "to voice": "what phones send to users meets no filter, only what users send to phones does",
}
"""The way that is filtered, to what is said of the other."""


@rule(
    "F-31",
    severity=Severity.LOW,
    references=("DISA VVoIP 5605 (V-19636)",),
    confidence=Confidence.MEDIUM,
    applies=filters_vlans,
)
def one_way_voice_filter(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each voice gateway with a filter on one way only."""
    from netaudit.analysis.segmentation.direction import turned_round
    from netaudit.analysis.segmentation.leaks import leaks

    for name, filtered in leaks(device, policy).one_way:
        port = device.interface(name)
        if port is None or any(turned_round(device, port)):
            continue
        if not unfiltered_vlans(device, port, user_vlans(device, policy)):
            yield on_port(port, MISSING[filtered], "acl_in", "acl_out")
