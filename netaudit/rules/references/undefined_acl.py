"""Something filters by an access list that does not exist or is empty.

IOS treats an access list without entries as if it permitted everything. On an interface, a
line or an SNMP community the filter is therefore open, although the config names one.

Why it matters
    A filter between voice and data, or in front of the management of the switch, that is
    believed to be there and is not.

How to fix
    Define the access list, or correct the name. Define it before you attach it, with the
    entries that keep your own access open.

Not reported
    Interfaces that are shut down, and lists that IOS builds in. High on interfaces, medium
    elsewhere: who may manage the switch, and what NAT, route-maps or encryption select. Unknown
    in a piece of a config without hostname, and where a line that was not understood names the
    list.

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

from netaudit.analysis.usage import Use, acl_uses, open_acls
from netaudit.model import Confidence, Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.evidence import dangling
from netaudit.site.policy import Policy

EFFECTS = {
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
    missing = open_acls(device)
    empty = {acl.name for acl in device.acls}
    for use in acl_uses(device) if missing else ():
        if use.kind != "other" and use.name in missing:
            yield _hit(use, "has no entry" if use.name in empty else "is not defined", device)


def _hit(use: Use, lack: str, device: Device) -> Hit:
    """High where the list stands between networks, medium elsewhere."""
    effect = EFFECTS.get(use.kind, "what it selects is not what was meant")
    severity = None if use.kind == "interface" else Severity.MEDIUM
    why = f"access list {use.name} {lack}: {effect}"
    return Hit(use.where, use.lines, why, dangling(device, use.name), severity)
