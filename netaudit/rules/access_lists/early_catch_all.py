"""An entry of an access list matches everything, and others stand below it.

Those below are never asked, whatever they say.

Why it matters
    Below a `permit ip any any` no deny works: the filter is open, although it reads as if it was
    not. It is mostly left over from looking for a fault. Below a `deny ip any any` stand the
    permits that somebody added at the end of the list, and wonders why they do not work.

How to fix
    Move it to the end of the list, or delete it.

Not reported
    Lists that nothing refers to. Medium where an interface, a VLAN map or a line filters by the list
    and the entries below would do something else; low otherwise.

Bad
    ip access-list extended VOICE-IN
     permit ip any any
     permit udp any any range 16384 32767
     deny ip any any
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip access-group VOICE-IN in

Good
    ip access-list extended VOICE-IN
     permit udp any any range 16384 32767
     deny ip any any
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip access-group VOICE-IN in
"""

from collections.abc import Iterator

from netaudit.analysis.acl.flaws import Unreachable
from netaudit.model import Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.lists import Linted, blocked, has_lists, is_catch_all, lines_of, linted, subject
from netaudit.site.policy import Policy


@rule(
    "F-01",
    severity=Severity.MEDIUM,
    references=("DISA VVoIP 5605 (V-19636)", "Cisco IOS, IP access lists: the first match decides"),
    applies=has_lists,
)
def early_catch_all(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each entry that matches every packet and has entries below it."""
    for list_ in linted(device):
        for by, those in blocked(list_):
            if is_catch_all(list_, by):
                yield _hit(list_, by[0], those)


def _hit(list_: Linted, place: int, below: list[Unreachable]) -> Hit:
    action = list_.acl.entries[place].action
    harmful = list_.filters and any(each.different_action for each in below)
    entries = "1 entry" if len(below) == 1 else f"{len(below)} entries"
    why = (
        f"{'permits' if action == 'permit' else 'denies'} everything, so that {entries} below are never asked"
    )
    lines = lines_of(list_.acl, place, *(each.index for each in below))
    severity = Severity.MEDIUM if harmful else Severity.LOW
    return Hit(subject(list_.acl, place), lines, why, severity=severity)
