"""An access list is defined, but nothing on the device refers to it.

No interface, line, class-map, SNMP community, NAT rule, route-map or other user names it.

Why it matters
    Mostly litter. Now and then it is the filter between voice and data that was written and
    never applied.

How to fix
    Apply it, or remove it. Check dynamic users first, such as RADIUS (`Filter-Id`) and
    web authentication.

Not reported
    Lists that IOS builds in, and pieces of a config without any interface. Unknown in a piece
    without hostname, and where a line that was not understood names the list. The code
    F-05 is netaudit's own.

Bad
    ip access-list extended VOICE-IN
     permit ip 10.20.110.0 0.0.0.255 any
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0

Good
    ip access-list extended VOICE-IN
     permit ip 10.20.110.0 0.0.0.255 any
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip access-group VOICE-IN in
"""

from collections.abc import Iterator

from netaudit.analysis.usage import BUILTIN_ACLS, used_acls
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.evidence import dangling
from netaudit.site.policy import Policy


@rule(
    "F-05",
    severity=Severity.INFO,
    confidence=Confidence.MEDIUM,
    references=("Cisco IOS, IP access lists: applying access lists",),
)
def unused_acl(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each access list without a user."""
    if not device.acls or not device.interfaces:
        return
    used = used_acls(device) | BUILTIN_ACLS
    for acl in device.acls:
        if acl.name not in used:
            yield Hit(acl.name, (acl.line,), "defined, but nothing refers to it", dangling(device, acl.name))
