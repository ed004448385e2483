"""The filter of a voice VLAN drops what phones can not do without.

Of everything that phones register by, load their configuration by, or carry speech in, a list or
VLAN map at the voice gateway lets nothing pass.

Why it matters
    Phones stay unregistered, or ring and have no speech. Within the VLAN calls still work: packets
    do not pass the gateway there, so that a short test finds nothing.

How to fix
    Permit signalling and TFTP to the call-control servers, and UDP 16384-32767 between the voice
    subnets, in both directions of the filter. `docs/segmentation.md` has the table.

Not reported
    Lists that let any of the usual protocols pass (SCCP, SIP, H.323, MGCP; TFTP or HTTP). Which
    servers there are is known from `voice.call_control` and `voice.tftp_servers` of the site policy
    alone; without these any address counts. RTP counts where other voice VLANs are routed here, or
    `voice.subnets` names them. Links on which static routes lead to another router. Lists that
    stand the wrong way round, and maps that forward nothing: `misdirected-filter` and
    `vlan-map-without-forward` speak of them. VLANs that only their name makes voice VLANs. Unknown
    where a condition that no config tells decides.

Bad
    ip routing
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip access-group VOICE-IN in
    ip access-list extended VOICE-IN
     permit udp any eq bootpc any eq bootps
     permit udp 10.20.110.0 0.0.0.255 host 10.1.1.20 eq tftp
     permit udp 10.20.110.0 0.0.0.255 10.20.0.0 0.0.255.255 range 16384 32767
     deny ip any any

Good
    ip routing
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip access-group VOICE-IN in
    ip access-list extended VOICE-IN
     permit udp any eq bootpc any eq bootps
     permit udp 10.20.110.0 0.0.0.255 host 10.1.1.20 eq tftp
     permit tcp 10.20.110.0 0.0.0.255 host 10.1.1.20 range 5060 5061
     permit udp 10.20.110.0 0.0.0.255 10.20.0.0 0.0.255.255 range 16384 32767
     deny ip any any
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from netaudit.analysis.segmentation.alike import all_unless_alike
from netaudit.analysis.segmentation.plan import phone_vlans, plan
from netaudit.model import Confidence, Device, Interface, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.scope import filters_hosts
from netaudit.site.policy import Policy

if TYPE_CHECKING:
    from netaudit.analysis.reach.crossing import Crossing
    from netaudit.analysis.segmentation.arriving import Dropped
    from netaudit.analysis.segmentation.calls import Need


@rule(
    "F-27",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    references=("Cisco, UCM TCP and UDP Port Usage", "DISA VVoIP 5605 (V-19636)"),
    applies=filters_hosts,
)
@all_unless_alike
def filter_blocks_calls(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each filter at a gateway of phones that leaves a need of theirs without any packet."""
    from netaudit.analysis.segmentation.arriving import arriving, leads_on, leaving
    from netaudit.analysis.segmentation.calls import answers, needs
    from netaudit.analysis.segmentation.direction import turned_round

    for port in phone_vlans(device, policy).values():
        if leads_on(device, port):
            continue
        site = plan(device, policy)
        turned = dict(turned_round(device, port))
        if "in" not in turned:
            yield from _hits(port, arriving(device, port), needs(port, site))
        if "out" not in turned:
            yield from _hits(port, leaving(device, port), answers(port, site))


def _hits(port: Interface, way: "Crossing | None", wanted: Iterable["Need"]) -> Iterator[Hit]:
    """One hit for each filter that drops something, with all that it drops."""
    from netaudit.analysis.segmentation.arriving import dropped
    from netaudit.rules.passage import drop_hit, listed

    found: dict[tuple[str, bool], tuple[Dropped, list[str]]] = {}
    for need in wanted if way else ():
        if way and (drop := dropped(way, need.packets)):
            first, what = found.setdefault((drop.name, drop.sure), (drop, []))
            lines = tuple(sorted({*first.lines, *drop.lines}))
            found[drop.name, drop.sure] = first._replace(lines=lines), [*what, need.what]
    for drop, what in found.values():
        yield drop_hit(port, drop, listed(what), Severity.HIGH)
