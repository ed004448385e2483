"""The filter of a voice VLAN lets phones reach the Internet.

A line of the list where phones send permits services to almost any address, beside the table of
services (docs/segmentation.md).

Why it matters
    A phone needs its call manager, a few servers and other phones. Whoever takes its place at the
    socket needs the rest: a way out for data, a way in for a remote control.

How to fix
    Name the servers as destinations. `deny ip any any` ends the list.

Not reported
    Destinations that are a small part of the Internet: sites use such addresses within. ICMP, and
    answers (`established`). Services of the table, as far as the site policy does not say which
    servers there are. Voice VLANs without any filter, and lines by which phones reach users, too:
    `unfiltered-voice-vlan`, `leaky-voice-filter` and `voice-reaches-data` speak of them. Low for
    some services only. Unknown where a condition that no config tells decides, and where only its
    name makes a VLAN a voice VLAN.

Bad
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip access-group VOICE-IN in
    ip routing
    ip access-list extended VOICE-IN
     permit udp any eq bootpc any eq bootps
     permit tcp 10.20.110.0 0.0.0.255 any
     deny ip any any

Good
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip access-group VOICE-IN in
    ip routing
    ip access-list extended VOICE-IN
     permit udp any eq bootpc any eq bootps
     permit tcp 10.20.110.0 0.0.0.255 10.1.1.20 0.0.0.1 range 2000 2002
     deny ip any any
"""

from collections.abc import Iterator

from netaudit.model import Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.scope import filters_hosts
from netaudit.site.policy import Policy


@rule(
    "F-21",
    severity=Severity.MEDIUM,
    references=("DISA VVoIP 5605 (V-19636)", "Cisco SAFE IP telephony axioms"),
    applies=filters_hosts,
)
def voice_reaches_internet(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each line by which phones reach the Internet and no users."""
    from netaudit.analysis.segmentation.answers import is_everything
    from netaudit.analysis.segmentation.leaks import leaks
    from netaudit.analysis.segmentation.outward import to_internet
    from netaudit.rules.passage import leak_hit, tangled_hits

    inside = leaks(device, policy)
    told = {leak.line for leak in (*inside.to_voice, *inside.to_data)}
    found = to_internet(device, policy)
    for leak in found.leaks:
        if leak.line not in told:
            severity = Severity.MEDIUM if is_everything(leak.packets) else Severity.LOW
            yield leak_hit(leak, "lets phones reach the Internet", severity)
    if not inside.tangled:
        yield from tangled_hits(device, found.tangled)
