"""A phone port runs full spanning tree, or takes BPDUs from whoever sends them.

Without portfast the port stays blocked for about 30 seconds after the phone starts, and its
flapping makes the switch flush its address table. Without BPDU guard a switch or a loop behind
the phone takes part in spanning tree.

Why it matters
    Phones time out on DHCP when they boot. A loop made at a desk stops every call in the
    VLAN, and a rogue root bridge redirects it.

How to fix
    `spanning-tree portfast` and `spanning-tree bpduguard enable` on the port, or the global
    defaults `spanning-tree portfast default` and `spanning-tree portfast bpduguard default`.

Not reported
    Ports that are shut down. BPDU guard on 2900XL and 3500XL, which do not have it. The global
    defaults count on ports that are not trunks. Unknown where a template or macro may add the
    lines; in a piece of a config without hostname, where only the port's own lines are known.

Bad
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
     spanning-tree portfast

Good
    interface GigabitEthernet1/0/5
     switchport mode access
     switchport access vlan 10
     switchport voice vlan 110
     spanning-tree portfast
     spanning-tree bpduguard enable
"""

from collections.abc import Iterator

from netaudit.analysis.visibility import live
from netaudit.model import Confidence, Device, Interface, Severity
from netaudit.rules.engine import Hit, has_phones, rule
from netaudit.rules.evidence import on_absent
from netaudit.site.policy import Policy


@rule(
    "V-31",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    references=("DISA CISC-L2-000100 (V-220630, V-220656)",),
    fix="guard_edge_port",
    applies=has_phones,
)
def unguarded_edge_port(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each live phone port without portfast or without BPDU guard."""
    for port in live(device, "phone"):
        if port.portfast and port.bpduguard and port.portfast != "disable":
            continue
        fast = _portfast(device, port)
        if not fast:
            why = "no portfast: the phone waits about 30 s for spanning tree"
            yield on_absent(device, port, why, "portfast", globally=not port.portfast)
        if not (device.family == "xl" or _guarded(device, port, fast=fast)):
            why = "no BPDU guard: a switch or loop behind the phone joins"
            yield on_absent(device, port, why, "bpduguard", globally=port.bpduguard is None)


def _guarded(device: Device, port: Interface, *, fast: bool) -> bool:
    """Whether a BPDU shuts the port, by its own line or by the global default of portfast ports."""
    if port.bpduguard is None:
        return device.globals.bpduguard_default and fast and port.mode != "trunk"
    return port.bpduguard


def _portfast(device: Device, port: Interface) -> bool:
    """Whether the port forwards at once, by its own line or by the global default."""
    if port.portfast:
        return port.portfast in {"edge", "trunk"}
    return device.globals.portfast_default and port.mode != "trunk"
