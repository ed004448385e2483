"""The values that a site policy is made of: VLANs, networks, globs, dates, choices."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum

from netaudit.model import FIRST_VLAN, LAST_VLAN, NO_VLANS, VlanSet, parse_vlans
from netaudit.site.kinds import Kind, closest, listed, refuse, scalar
from netaudit.site.policy import CODECS, ROLES

_TEXT = {"type": "string", "pattern": "\\S"}
_NUMBER = "(409[0-4]|40[0-8][0-9]|[1-3][0-9]{3}|[1-9][0-9]{0,2})"
_SPAN = f"{_NUMBER}( *- *{_NUMBER})?"
_VLANS = {
    "anyOf": [
        {"type": "integer", "minimum": FIRST_VLAN, "maximum": LAST_VLAN},
        {"type": "string", "pattern": f"^(all|none|{_SPAN}( *, *{_SPAN})*)$"},
    ]
}


def _words(text: str) -> str:
    """Text on one line, blanks single."""
    return " ".join(text.split()) or refuse(text)


def choice(*words: str) -> Kind:
    """One of a few words."""
    says = f"one of {', '.join(words)}"
    convert = {word: word for word in words}
    return scalar(
        says,
        {"enum": list(words)},
        lambda text: convert.get(text) or refuse(text),
        lambda text: closest(text, words),
    )


def member(enum: type[StrEnum]) -> Kind:
    """One of an enumeration."""
    words = [item.value for item in enum]
    says, schema = f"one of {', '.join(words)}", {"enum": words}
    return scalar(says, schema, enum, lambda text: closest(text, words))


def whole(low: int, high: int) -> Kind:
    """A whole number, bounds inclusive."""

    def convert(text: str) -> int:
        return int(text) if re.fullmatch(r"[0-9]{1,6}", text) and low <= int(text) <= high else refuse(text)

    schema = {"type": "integer", "minimum": low, "maximum": high}
    return scalar(f"a whole number from {low} to {high}", schema, convert)


def _network(text: str) -> str:
    from ipaddress import ip_network

    return str(ip_network(text))


def _without_host_bits(text: str) -> str:
    """The network that an address with a prefix length lies in; empty if it is neither."""
    from ipaddress import ip_network

    try:
        return str(ip_network(text, strict=False))
    except ValueError:
        return ""


def _address(text: str) -> str:
    from ipaddress import ip_address

    return str(ip_address(text))


def _day(text: str) -> date:
    return date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else refuse(text)


def _union(parts: Iterable[VlanSet]) -> VlanSet:
    return NO_VLANS.union(*parts)


SHORT_NAMES = {
    "et": "Ethernet",
    "fa": "FastEthernet",
    "fo": "FortyGigabitEthernet",
    "gi": "GigabitEthernet",
    "hu": "HundredGigE",
    "lo": "Loopback",
    "po": "Port-channel",
    "se": "Serial",
    "te": "TenGigabitEthernet",
    "tu": "Tunnel",
    "tw": "TwoGigabitEthernet",
    "vl": "Vlan",
}
"""Abbreviations that people type and that a glob over full names would silently never match."""


def _full_name(text: str) -> str:
    """The glob with its interface type written out."""
    return SHORT_NAMES.get(text[:2].lower(), text[:2]) + text[2:]


def _object_glob(abbreviated: str) -> Kind:
    """A glob over names of objects that refuses abbreviated interfaces."""

    def convert(text: str) -> str:
        short = re.match(abbreviated, text) and _full_name(text) != text
        return refuse(text) if short else _words(text)

    return scalar("a glob over full names", _TEXT, convert, _full_name)


def rule_glob(known: Collection[str]) -> Kind:
    """A glob over rule names or codes; a plain word must be a known one, where any are given."""

    def convert(text: str) -> str:
        plain = known and not set("*?[") & set(text)
        return refuse(text) if plain and text not in known else _words(text)

    says = "the name or code of a rule, or a glob over them"
    return scalar(says, _TEXT, convert, lambda text: closest(text, known))


VLANS = listed(scalar("a VLAN list such as 110,120-129 (1-4094)", _VLANS, parse_vlans), _union)
GLOB = scalar("a name or a glob", _TEXT, _words)
GLOBS = listed(GLOB)
PORT = _object_glob(r"[A-Za-z]{2}\d")
SUBJECT = _object_glob(r"[A-Za-z]{2}\d+/")
ROLE = choice(*ROLES)
CODEC = choice(*CODECS)
CALLS = whole(0, 100_000)
REASON = scalar("a reason in words", _TEXT, _words)
DAY = scalar("a date such as 2027-01-31", {"type": "string", "format": "date"}, _day)
PERCENT = whole(1, 100)
NETWORKS = listed(
    scalar(
        "a network such as 10.20.0.0/16",
        {"type": "string", "pattern": "^[0-9A-Fa-f.:]+(/[0-9.]+)?$"},
        _network,
        _without_host_bits,
    )
)
ADDRESSES = listed(
    scalar("an address such as 10.1.1.20", {"type": "string", "pattern": "^[0-9A-Fa-f.:]+$"}, _address)
)
