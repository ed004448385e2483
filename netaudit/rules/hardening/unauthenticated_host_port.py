"""A port for phones or users asks nobody who they are.

There is no `authentication port-control auto` (or `dot1x`, `access-session`) on the port:
whatever is plugged in is in the network.

Why it matters
    A design note rather than a fault: many sites do without 802.1X. The STIG for layer 2
    switches demands it on every host-facing port.

How to fix
    802.1X with MAB as fallback, host mode multi-domain on phone ports, and
    `authentication event server dead action authorize voice` so that calls survive an
    outage of the RADIUS server.

Not reported
    Ports that are shut down; 2900XL and 3500XL, which can not do it. Unknown where a template or
    macro may add the lines. The code V-46 is netaudit's own.

Bad
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110

Good
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
     authentication host-mode multi-domain
     authentication port-control auto
     dot1x pae authenticator
"""

from collections.abc import Iterator

from netaudit.analysis.visibility import live
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, has_phones, on_port, rule
from netaudit.rules.evidence import on_absent
from netaudit.site.policy import Policy


@rule(
    "V-46",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    references=("DISA CISC-L2-000020 (V-220623, V-220649)",),
    applies=has_phones,
)
def unauthenticated_host_port(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live edge port that is open without 802.1X or MAB."""
    if device.family == "xl":
        return
    for port in live(device, "phone", "user"):
        if port.port_control == "auto" or not port.is_switchport:
            continue
        if port.port_control == "force-authorized":
            yield on_port(port, "802.1X is forced open: every host is admitted", "port_control")
        elif port.port_control is None:
            yield on_absent(device, port, "hosts are admitted without 802.1X or MAC authentication")
