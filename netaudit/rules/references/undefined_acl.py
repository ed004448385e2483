"""Something filters by an access list that does not exist.

IOS treats an access list without entries as if it permitted everything. On an interface, a
line or an SNMP community the filter is therefore open, although the config names one.

Why it matters
    A filter between voice and data, or in front of the management of the switch, that is
    believed to be there and is not.

How to fix
    Define the access list, or correct the name. Define it before you attach it, with the
    entries that keep your own access open.

Not reported
    Interfaces that are shut down, and lists that IOS builds in. Uses other than filters (NAT,
    route-maps, encryption, …) are of medium severity. Unknown in a piece of a config without
    hostname, and where a line that was not understood names the list.

Bad
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip access-group VOICE-IN in

Good
    ip access-list extended VOICE-IN
     permit ip 10.20.110.0 0.0.0.255 any
    interface Vlan110
     ip address 10.20.110.1 255.255.255.0
     ip access-group VOICE-IN in
"""

from collections.abc import Iterator

from netaudit.analysis.usage import BUILTIN_ACLS, Use, acl_uses, used_acls
from netaudit.model import Confidence, Device, Result, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.evidence import dangling
from netaudit.site.policy import Policy

FILTERS = {
    "interface": "packets pass unfiltered",
    "ipv6": "anybody may connect over IPv6",
    "line": "anybody may connect",
    "snmp": "anybody who knows the community may ask",
}
"""Users of access lists that are open without one, and what that means."""


@rule(
    "F-04",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    references=("Cisco IOS, IP access lists: undefined access lists permit all",),
)
def undefined_acl(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each place that refers to an access list which is not defined."""
    missing = used_acls(device) - {acl.name for acl in device.acls} - BUILTIN_ACLS
    for use in acl_uses(device) if missing else ():
        if use.kind != "other" and use.name in missing:
            yield _hit(use, dangling(device, use.name))


def _hit(use: Use, result: Result) -> Hit:
    """High where the list is a filter, medium where it selects."""
    effect = FILTERS.get(use.kind, "what it should select is not selected")
    severity = None if use.kind in FILTERS else Severity.MEDIUM
    why = f"access list {use.name} is not defined: {effect}"
    return Hit(use.where, use.lines, why, result, severity)
