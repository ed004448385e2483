"""Static routes of both IP versions."""

from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Any

from netaudit.model import StaticRoute
from netaudit.parsers import names

_OTHER = frozenset({"profile", "static"})
"""What may follow ``ip route`` that is no route."""

_PASSED_OVER = {"multicast": 0, "name": 1, "permanent": 0, "tag": 1, "track": 1, "unicast": 0}
"""Words behind a route that do not say where it leads, and how many words each takes along."""


def read_route(words: list[str], version: int) -> StaticRoute | None:
    """``[vrf V] PREFIX MASK [INTERFACE] [NEXTHOP] [DISTANCE] …``; None for settings of routing itself.

    Raises:
        ValueError, IndexError: the words make no sense.
    """
    if words[0] in _OTHER:
        return None
    left = words[::-1]
    fields: dict[str, Any] = {"text": " ".join(words), "line": 0, "version": version}
    if left[-1] == "vrf":
        left.pop()
        fields["vrf"] = left.pop()
    fields["prefix"] = _prefix(left, version)
    fields |= _hop(left, version)
    while left:
        fields |= _detail(left)
    return StaticRoute(**fields)


def _prefix(left: list[str], version: int) -> str:
    """``A MASK`` or ``A/LENGTH`` in CIDR form."""
    word = left.pop()
    if version == 6:
        return str(IPv6Network(word, strict=False))
    return str(IPv4Network(word if "/" in word else f"{word}/{left.pop()}", strict=False))


def _hop(left: list[str], version: int) -> dict[str, Any]:
    """Where the route leads: interface, address, both, or ``dhcp``."""
    if left[-1] == "dhcp":
        left.pop()
        return {"distance": 254}
    fields: dict[str, Any] = {}
    if not _is_address(left[-1], version):
        fields["interface"] = _interface(left)
    if left and _is_address(left[-1], version):
        fields["next_hop"] = left.pop()
    return fields


def _interface(left: list[str]) -> str:
    """An interface's name, written as one word or two."""
    word = left.pop()
    apart = not word[-1].isdecimal() and left and left[-1][0].isdecimal() and "." not in left[-1]
    name = names.canonical(word + left.pop() if apart else word)
    if not name[-1].isdecimal():
        raise ValueError(word)
    return name


def _is_address(word: str, version: int) -> bool:
    """Whether a word is an address of this IP version."""
    try:
        IPv6Address(word) if version == 6 else IPv4Address(word)
    except AddressValueError:
        return False
    return True


def _detail(left: list[str]) -> dict[str, Any]:
    """A word behind the next hop, and what belongs to it."""
    word = left.pop()
    if word.isdecimal() and 1 <= int(word) <= 255:
        return {"distance": int(word)}
    if word == "global":
        return {"next_hop_global": True}
    if word == "nexthop-vrf":
        return {"next_hop_vrf": left.pop()}
    if word not in _PASSED_OVER:
        raise ValueError(word)
    for _ in range(_PASSED_OVER[word]):
        left.pop()
    return {}
