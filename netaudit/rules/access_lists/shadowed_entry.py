"""An entry of an access list is never asked: entries above it match all that it matches.

They do the same with these packets, so that it makes no difference today.

Why it matters
    Lists that nobody can read are changed wrongly. Who deletes the entry above believes that this one
    still does what it says for these packets alone, and each entry costs room in the switch's TCAM.

How to fix
    Delete the entry, or the wider one above it where only this was meant.

Not reported
    Lists that nothing refers to, and entries below one that matches everything: that one is reported.
    Unknown where a list is too tangled for an exact answer within the bound on work. The code F-07 is
    netaudit's own.

Bad
    ip access-list extended DATA-IN
     permit udp 10.10.10.0 0.0.0.127 host 10.1.1.53
     permit udp 10.10.10.128 0.0.0.127 host 10.1.1.53
     permit udp 10.10.10.0 0.0.0.255 host 10.1.1.53 eq domain
    interface Vlan10
     ip address 10.10.10.1 255.255.255.0
     ip access-group DATA-IN in

Good
    ip access-list extended DATA-IN
     permit udp 10.10.10.0 0.0.0.255 host 10.1.1.53 eq domain
    interface Vlan10
     ip address 10.10.10.1 255.255.255.0
     ip access-group DATA-IN in
"""

from collections.abc import Iterator

from netaudit.analysis.acl.flaws import Unreachable
from netaudit.model import Device, Result, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.lists import Linted, blocked_hits, has_lists, linted, quoted
from netaudit.site.policy import Policy


@rule(
    "F-07",
    severity=Severity.LOW,
    references=("Cisco IOS, IP access lists: the first match decides",),
    applies=has_lists,
)
def shadowed_entry(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each entry all of whose packets are decided before, in the same way."""
    yield from blocked_hits(device, _why, Severity.LOW, conflict=False)
    for list_ in linted(device):
        if list_.found.message:
            yield Hit(list_.acl.name, (list_.acl.line,), list_.found.message, Result.UNKNOWN)


def _why(list_: Linted, each: Unreachable) -> str:
    late = "; only later fragments get here" if each.later_fragments else ""
    return f"never asked, all that it matches is decided by {quoted(list_.acl, each.blocked_by)} above{late}"
