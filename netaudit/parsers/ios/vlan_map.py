"""VLAN access-maps: which lists they match, what they do, and the VLANs that they filter."""

from netaudit.model import VlanAccessMap, VlanSet, parse_vlans
from netaudit.parsers.grammar import Grammar, Tally
from netaudit.parsers.vocabulary import At, Command, Fields, command, keyword
from netaudit.syntax.tree import Line, walk

FIRST_SEQUENCE = 10
"""What a map without a number gets."""


def _names(field: str) -> Command:
    """``match … address A B``: names add up, ``no`` takes out some or all."""

    def do(fields: Fields, words: list[str]) -> None:
        if not words:
            raise ValueError(words)
        fields[field] = (*fields.get(field, ()), *words)

    def undo(fields: Fields, words: list[str]) -> None:
        fields[field] = tuple(name for name in fields.get(field, ()) if words and name not in words)

    return command(field, do=do, undo=undo, adds=True)


def _action(fields: Fields, words: list[str]) -> None:
    """``forward [capture | vlan N]``, ``drop [log]``, ``redirect PORTS``."""
    fields["action"] = keyword(words[0], "drop", "forward", "redirect")
    fields["action_options"] = tuple(words[1:])


ACCESS_MAP = Grammar(
    {
        "action": command("action", "action_options", do=_action),
        "match ip address": _names("ip_acls"),
        "match ipv6 address": _names("ipv6_acls"),
        "match mac address": _names("mac_acls"),
    },
    ("description", "exit", "statistics"),
)


def read_access_map(words: list[str], body: tuple[Line, ...], tally: Tally) -> VlanAccessMap:
    """``vlan access-map NAME [SEQUENCE]``."""
    fields: Fields = {}
    at: At = {}
    for line in walk(body):
        tally.note(ACCESS_MAP.read(line.text, line.number, fields, at), line.number, line.text)
    sequence = int(words[1]) if words[1:] else FIRST_SEQUENCE
    return VlanAccessMap(name=words[0], line=0, sequence=sequence, at=at, **fields)


def read_filter(words: list[str]) -> tuple[str, VlanSet]:
    """``vlan filter NAME vlan-list VLANS``: the map and its VLANs."""
    return words[0], parse_vlans(" ".join(words[words.index("vlan-list") + 1 :]))
