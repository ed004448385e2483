"""An access list does the same without one of its entries.

The packets that it decides would be decided in the same way by the entries below it.

Why it matters
    Little today. It is one more line to read, to keep up and to hold in the switch's TCAM, and who
    changes the entry below finds that this one has a will of its own.

How to fix
    Delete the entry. All that this rule names can go at once.

Not reported
    Lists that nothing refers to; a last `deny ip any any`; entries that keep packets out of the log
    of a later entry, or log them; what is redundant except for later fragments. The
    code F-08 is netaudit's own.

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
from netaudit.model import Acl, Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.lists import has_lists, lines_of, linted, quoted, subject
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
            lines = lines_of(list_.acl, each.index, *each.covered_by)
            yield Hit(subject(list_.acl, each.index), lines, _why(list_.acl, each))


def _why(acl: Acl, each: Redundant) -> str:
    below = [f"{quoted(acl, each.covered_by)} below"] if each.covered_by else []
    end = ["what IOS adds at the end of the list"] if each.by_end else []
    return f"needless: the same is done by {' and '.join(below + end)}"
