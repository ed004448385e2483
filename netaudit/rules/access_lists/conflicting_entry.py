"""An entry of an access list is never asked, and the entries above it do the opposite.

All packets that it is for are decided before, and some of them the other way: what is written here
is not what happens.

Why it matters
    Somebody wrote a permit and it does not let anything in, or, worse, wrote a deny and everything
    goes on as before. The list reads as if the fault was mended.

How to fix
    Move the entry above those that are in its way, or delete it if they are right. `netaudit acl
    compare` shows what the change does to packets.

Not reported
    Lists that nothing refers to. Entries below one that matches everything: that one is reported.
    What a line that was not understood may match does not count as in the way. An entry
    that asks for ports may still let later fragments pass. Medium in lists that interfaces, VLAN maps
    and lines filter by, low in those that select for NAT, route-maps, QoS and so on.
    The code F-06 is netaudit's own.

Bad
    ip access-list extended DATA-IN
     deny ip any 10.20.0.0 0.0.255.255
     permit tcp any host 10.20.30.5 eq 443
     permit ip any any
    interface Vlan10
     ip address 10.10.10.1 255.255.255.0
     ip access-group DATA-IN in

Good
    ip access-list extended DATA-IN
     permit tcp any host 10.20.30.5 eq 443
     deny ip any 10.20.0.0 0.0.255.255
     permit ip any any
    interface Vlan10
     ip address 10.10.10.1 255.255.255.0
     ip access-group DATA-IN in
"""

from collections.abc import Iterator

from netaudit.analysis.acl.flaws import Unreachable
from netaudit.model import Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.lists import Linted, blocked_hits, has_lists, quoted, witness
from netaudit.site.policy import Policy


@rule(
    "F-06",
    severity=Severity.MEDIUM,
    references=("Cisco IOS, IP access lists: the first match decides",),
    applies=has_lists,
)
def conflicting_entry(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each entry all of whose packets are decided before, some of them the other way."""
    yield from blocked_hits(device, _why, Severity.MEDIUM, conflict=True)


def _why(list_: Linted, each: Unreachable) -> str:
    late = "; only later fragments get here" if each.later_fragments else ""
    decide = "decides" if len(each.blocked_by) == 1 else "decide"
    blockers = quoted(list_.acl, each.blocked_by)
    return f"never asked, {blockers} above {decide} first: {witness(list_, each)}{late}"
