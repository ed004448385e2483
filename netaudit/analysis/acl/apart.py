"""Lists in which nothing can be wrong, seen without a packet: most of those that guard the management."""

from itertools import combinations

from netaudit.model import Ace, Acl


def permits_apart(acl: Acl) -> bool:
    """Whether every entry permits sources that no other entry names, and asks for nothing else.

    Then each decides something, and without it that would be denied: the lint finds nothing.
    """
    return all(map(_permits_source, acl.entries)) and not any(
        _meet(one, other) for one, other in combinations(acl.entries, 2)
    )


def _permits_source(ace: Ace) -> bool:
    """Whether an entry permits by addresses alone."""
    asks = ace.source_ports or ace.destination_ports or ace.options or ace.service_group or ace.dynamic
    return ace.action == "permit" and not (asks or ace.source.group or ace.destination.group)


def _meet(one: Ace, other: Ace) -> bool:
    """Whether an address is a source of both."""
    open_bits = one.source.wildcard | other.source.wildcard
    return not (one.source.base ^ other.source.base) & ~open_bits
