"""An entry of an access list can not match any packet.

It names an object group without members, or ports that there are none of, such as `gt 65535`.

Why it matters
    What the entry was written for is not done. An empty group in a deny keeps nobody out; one in a
    permit lets nobody in.

How to fix
    Fill the group, correct the ports, or delete the entry.

Not reported
    Lists that nothing refers to, and groups that are not defined here or have a member that was not
    understood. The code F-09 is netaudit's own.

Bad
    object-group network QUARANTINE
    ip access-list extended DATA-IN
     deny ip object-group QUARANTINE any
     permit ip any any
    interface Vlan10
     ip address 10.10.10.1 255.255.255.0
     ip access-group DATA-IN in

Good
    object-group network QUARANTINE
     host 10.10.10.66
    ip access-list extended DATA-IN
     deny ip object-group QUARANTINE any
     permit ip any any
    interface Vlan10
     ip address 10.10.10.1 255.255.255.0
     ip access-group DATA-IN in
"""

from collections.abc import Iterator

from netaudit.model import Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.lists import has_lists, lines_of, linted, subject
from netaudit.site.policy import Policy


@rule(
    "F-09",
    severity=Severity.LOW,
    references=("Cisco IOS, object groups for access lists",),
    applies=has_lists,
)
def unmatchable_entry(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each entry that matches nothing by itself."""
    for list_ in linted(device):
        for each in list_.found.unreachable:
            if each.reason == "unmatchable":
                where = subject(list_.acl, each.index)
                why = "can not match any packet: an empty group, or ports that do not exist"
                yield Hit(where, lines_of(list_.acl, each.index), why)
