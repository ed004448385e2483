"""A port for phones or users neither sends nor hears BPDUs.

`spanning-tree bpdufilter enable` takes the port out of spanning tree. BPDU guard on the same
port never sees the BPDU that it should act on.

Why it matters
    Two such sockets joined by a patch cable, or by a phone with both its jacks in the wall,
    are a loop that nothing stops. The VLAN is flooded and calls end.

How to fix
    Remove the line and use `spanning-tree bpduguard enable`.

Not reported
    Ports that are shut down or may negotiate a trunk, and `spanning-tree portfast bpdufilter
    default`, which still reacts to BPDUs that it receives. The code V-48 is netaudit's own.

Bad
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     spanning-tree portfast
     spanning-tree bpdufilter enable

Good
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport voice vlan 110
     spanning-tree portfast
     spanning-tree bpduguard enable
"""

from collections.abc import Iterator

from netaudit.analysis.visibility import edges
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, on_port, rule
from netaudit.site.policy import Policy


@rule(
    "V-48",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("DISA CISC-L2-000100 (V-220630, V-220656)",),
    fix="guard_edge_port",
)
def bpdufilter_on_edge_port(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live edge port that filters BPDUs."""
    for port in edges(device):
        if port.bpdufilter:
            why = "BPDU filter takes the port out of spanning tree: a loop here is never stopped"
            yield on_port(port, why, "bpdufilter", "bpduguard")
