"""An access list does the same without one of its entries.

The packets that it decides would be decided in the same way by the entries below it.

Why it matters
    Little today. It is one more line to read, to keep up and to hold in the switch's TCAM, and who
    changes the entry below finds that this one has a will of its own.

How to fix
    Delete the entry. All that this rule names can go at once.

Not reported
    Lists that nothing refers to. A last `deny ip any any`, and a deny that says beforehand what the
    end of the list denies anyway: these are there to be seen and counted, and `netaudit acl lint` tells
    of the latter. Entries that log, or keep packets out of the log of an entry below. What is
    redundant except for later fragments. The code F-08 is netaudit's own.

Bad
    ip access-list extended DATA-IN
     permit tcp 10.10.10.0 0.0.0.255 host 10.1.1.80 eq 443
     permit tcp 10.10.10.0 0.0.0.255 host 10.1.1.80
     deny ip any any
    interface Vlan10
     ip address 10.10.10.1 255.255.255.0
     ip access-group DATA-IN in

Good
    ip access-list extended DATA-IN
     permit tcp 10.10.10.0 0.0.0.255 host 10.1.1.80
     deny ip any any
    interface Vlan10
     ip address 10.10.10.1 255.255.255.0
     ip access-group DATA-IN in
"""

from collections.abc import Iterator

from netaudit.analysis.acl.flaws import Redundant
from netaudit.model import Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.lists import Linted, has_lists, is_catch_all, lines_of, linted, subject
from netaudit.site.policy import Policy


@rule(
    "F-08",
    severity=Severity.INFO,
    references=("Cisco IOS, IP access lists: the first match decides",),
    applies=has_lists,
)
def redundant_entry(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each entry that decides packets as the rest of the list would."""
    for list_ in linted(device):
        for each in list_.found.redundant:
            if not _is_reminder(list_, each):
                lines = lines_of(list_.acl, each.index, *each.covered_by)
                yield Hit(subject(list_.acl, each.index), lines, _why(each))


def _is_reminder(list_: Linted, each: Redundant) -> bool:
    """Whether this is a deny that only comes before the end of the list, which denies everything."""
    denies = list_.acl.entries[each.index].action == "deny"
    return denies and (each.by_end or any(is_catch_all(list_, (place,)) for place in each.covered_by))


def _why(each: Redundant) -> str:
    if not each.covered_by:
        return "needless: what IOS adds at the end of the list does the same"
    return (
        f"needless: what stands below{' and what IOS adds at the end' if each.by_end else ''} does the same"
    )
