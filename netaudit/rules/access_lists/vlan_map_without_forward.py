"""A VLAN access-map drops some packets and forwards none.

What no sequence of a map matches is dropped where the map has a list for this type of packet.

Why it matters
    The map was meant to keep one attacker out, and cuts off the whole VLAN: users, phones and all.

How to fix
    Add a last sequence without `match` whose action is `forward`.

Not reported
    Maps that are applied to no VLAN. Maps with a sequence that forwards something: that the rest is
    dropped may be meant.

Bad
    ip access-list extended ATTACKER
     permit ip host 10.10.10.66 any
    vlan access-map QUARANTINE 10
     match ip address ATTACKER
     action drop
    vlan filter QUARANTINE vlan-list 10

Good
    ip access-list extended ATTACKER
     permit ip host 10.10.10.66 any
    vlan access-map QUARANTINE 10
     match ip address ATTACKER
     action drop
    vlan access-map QUARANTINE 20
     action forward
    vlan filter QUARANTINE vlan-list 10
"""

from collections.abc import Iterator

from netaudit.model import Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.site.policy import Policy


def has_vlan_maps(device: Device) -> bool:
    """The rule speaks of devices that filter VLANs by maps."""
    return bool(device.vlan_filters)


@rule(
    "A-04",
    severity=Severity.CRITICAL,
    references=("Catalyst 3750-X and 4500, Software Configuration Guide: VLAN map configuration guidelines",),
    applies=has_vlan_maps,
)
def vlan_map_without_forward(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each map in use whose sequences all drop."""
    for name in sorted({name for name, vlans in device.vlan_filters if vlans}):
        steps = [step for step in device.vlan_access_maps if step.name == name]
        if any(step.ip_acls or not step.matches for step in steps) and all(
            step.action == "drop" for step in steps
        ):
            lines = tuple(step.line for step in steps)
            yield Hit(name, lines, "drops what it matches and, as nothing is forwarded, all other packets")
