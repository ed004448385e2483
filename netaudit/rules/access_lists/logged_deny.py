"""A switch logs what an access list denies, packet by packet, in its CPU.

A switch drops packets in hardware; each packet that is to be logged goes to the CPU for that.

Why it matters
    A worm or a scan in a user VLAN is denied a hundred thousand times a second. The CPU that keeps
    up spanning tree, routing and the phones' power is then busy with log messages.

How to fix
    Leave `log` out where users are, and count: `show access-lists hardware counters`. Where the
    security guide asks for the log, limit it: `ip access-list logging interval`, `logging rate-limit`.
    `no ip unreachables` on the interface spares the CPU the answers, too.

Not reported
    Routers, which do not filter in hardware. Lists on lines, SNMP and so on, which see few packets.
    Permits.

Bad
    switch 1 provision ws-c3750x-48p
    ip access-list extended DATA-IN
     permit ip 10.10.10.0 0.0.0.255 any
     deny ip any any log
    interface GigabitEthernet1/0/1
     switchport mode access
    interface Vlan10
     ip address 10.10.10.1 255.255.255.0
     ip access-group DATA-IN in

Good
    switch 1 provision ws-c3750x-48p
    ip access-list extended DATA-IN
     permit ip 10.10.10.0 0.0.0.255 any
     deny ip any any
    interface GigabitEthernet1/0/1
     switchport mode access
    interface Vlan10
     ip address 10.10.10.1 255.255.255.0
     ip access-group DATA-IN in
"""

from collections.abc import Iterator

from netaudit.analysis.usage import acl_uses
from netaudit.model import Ace, Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.lists import lines_of
from netaudit.site.policy import Policy


def filters_in_hardware(device: Device) -> bool:
    """The rule speaks of switches with access lists."""
    return bool(device.acls) and device.family not in {"isr", "unknown"}


@rule(
    "A-06",
    severity=Severity.LOW,
    references=(
        "Catalyst 2960-XR, Security Configuration Guide: hardware and software treatment of IP ACLs",
    ),
    applies=filters_in_hardware,
)
def logged_deny(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each list on an interface that logs what it denies."""
    applied = {use.name for use in acl_uses(device) if use.kind == "interface"}
    for acl in device.acls:
        entries = acl.entries if acl.name in applied else ()
        logged = [place for place, ace in enumerate(entries) if ace.options and _is_logged(ace)]
        if logged:
            why = "denied packets are logged one by one: a worm's would keep the CPU busy"
            yield Hit(acl.name, lines_of(acl, *logged), why)


def _is_logged(ace: Ace) -> bool:
    return ace.action == "deny" and any(option.startswith("log") for option in ace.options)
