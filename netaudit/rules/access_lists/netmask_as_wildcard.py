"""An entry of an access list has a subnet mask where IOS takes a wildcard.

In a wildcard the bits that are 1 do not matter. `10.1.1.0 255.255.255.0` is therefore not a network
but every address that ends in .0, and IOS writes it as `0.0.0.0 255.255.255.0`.

Why it matters
    The entry matches almost nothing of what was meant, and something of everything else. A deny
    lets the network through; a permit keeps it out.

How to fix
    Write the wildcard: `0.0.0.255` for a /24.

Not reported
    Wildcards that look like masks in front of an address with bits of its own behind them, as in
    `0.0.0.1 255.255.255.0`: all addresses that end in .1 may be meant. Lists that nothing refers to.
    High in lists that interfaces, VLAN maps and lines filter by, medium elsewhere.

Bad
    ip access-list extended DATA-IN
     deny ip any 10.20.110.0 255.255.255.0
     permit ip any any
    interface Vlan10
     ip address 10.10.10.1 255.255.255.0
     ip access-group DATA-IN in

Good
    ip access-list extended DATA-IN
     deny ip any 10.20.110.0 0.0.0.255
     permit ip any any
    interface Vlan10
     ip address 10.10.10.1 255.255.255.0
     ip access-group DATA-IN in
"""

from collections.abc import Iterator

from netaudit.analysis.usage import used_acls
from netaudit.model import Address, Device, Severity
from netaudit.rules.engine import Hit, rule
from netaudit.rules.lists import filters, has_lists, lines_of, subject
from netaudit.site.policy import Policy

MASKS = {(1 << 32) - (1 << 32 - length): length for length in range(8, 31)}
"""Subnet mask as a number to the length of its prefix."""


@rule(
    "A-05",
    severity=Severity.HIGH,
    references=("Cisco IOS, IP access lists: wildcard masks",),
    applies=has_lists,
)
def netmask_as_wildcard(device: Device, _policy: Policy) -> Iterator[Hit]:
    """Yield each entry with a mask for a wildcard."""
    used, filtering = used_acls(device), filters(device)
    for acl in device.acls:
        for place, ace in enumerate(acl.entries) if acl.name in used else ():
            if ace.source.wildcard not in MASKS and ace.destination.wildcard not in MASKS:
                continue
            if length := _mask(ace.source) or _mask(ace.destination):
                why = (
                    f"a /{length} mask is taken as a wildcard: the entry matches every address whose last "
                    f"{32 - length} bits are 0, and no network"
                )
                severity = Severity.HIGH if acl.name in filtering else Severity.MEDIUM
                yield Hit(subject(acl, place), lines_of(acl, place), why, severity=severity)


def _mask(address: Address) -> int | None:
    """The length of the prefix whose mask stands in place of a wildcard."""
    length = MASKS.get(address.wildcard)
    if length is None or address.version == 6 or address.base & ~address.wildcard:  # noqa: PLR2004 - IP version
        return None
    return length
