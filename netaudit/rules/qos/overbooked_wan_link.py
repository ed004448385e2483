"""The calls that the site declares do not fit into the strict queue of a link.

The site policy says how many calls cross the link at once, the config says what the queue of voice gets
on a full link. The strict queue knows nothing of calls: what is too much is dropped from all of them.

Why it matters
    With one call more than fit, every call on the link loses packets, not only the last one.

How to fix
    Give the strict queue more, up to a third of the link, or the link more bandwidth; take a smaller
    codec, or compress headers on a slow serial link; and let call admission control (locations in the
    call manager, RSVP, a limit on the dial-peers) stop the call that does not fit.

Not reported
    Links for which the site policy declares no calls. `netaudit capacity` shows how many fit.

Bad
    class-map match-any VOICE
     match dscp ef
    policy-map WAN-EDGE
     class VOICE
      priority 80
    interface GigabitEthernet0/0
     description WAN
     bandwidth 10000
     ip address 192.0.2.1 255.255.255.252
     ! policy: calls: {calls: 2}
     service-policy output WAN-EDGE

Good
    class-map match-any VOICE
     match dscp ef
    policy-map WAN-EDGE
     class VOICE
      priority 200
    interface GigabitEthernet0/0
     description WAN
     bandwidth 10000
     ip address 192.0.2.1 255.255.255.252
     ! policy: calls: {calls: 2}
     service-policy output WAN-EDGE
"""

from collections.abc import Iterator

from netaudit.analysis.capacity.capacity import Capacity, capacity
from netaudit.analysis.capacity.links import links
from netaudit.analysis.treatment.words import number
from netaudit.model import Confidence, Device, Interface, Result, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy


@rule(
    "Q-32",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    references=("Enterprise QoS SRND 3.3, call admission control", "ITU-T G.114"),
)
def overbooked_wan_link(device: Device, policy: Policy) -> Iterator[Hit]:
    """Yield each link whose declared calls take more than voice gets there."""
    for port in _declared(device, policy):
        link = capacity(device, port, policy)
        lines = link.lines or (port.line,)
        wanted, there = link.declared_kbps, link.voice_kbps
        if wanted is None or there is None:
            missing = "the config does not tell the size of a call" if wanted is None else link.says
            why = f"whether the declared calls fit is unknown: {missing}"
            yield Hit(port.name, lines, why, Result.UNKNOWN)
        elif wanted > there:
            yield Hit(port.name, lines, _why(link, wanted, there))


def _declared(device: Device, policy: Policy) -> Iterator[Interface]:
    """Links that declared calls cross; an interface that is named in full is one, whatever its role."""
    if not policy.calls:
        return
    named = {each.interface for each in policy.calls if each.concern(device.hostname, each.interface)}
    shared = {port.name for port in links(device)}
    for port in device.interfaces:
        crossed = any(each.concern(device.hostname, port.name) for each in policy.calls)
        if port.enabled and crossed and (port.name in shared or port.name in named):
            yield port


def _why(link: Capacity, wanted: float, there: float) -> str:
    """What is too much."""
    queue = f"class {link.voice_class}" if link.strict else "voice, not served first,"
    return f"the declared calls take {number(wanted)} kbps, {queue} gets {number(there)} kbps of a full link"
