"""What the words after the addresses of an entry ask of a packet."""

from collections.abc import Callable, Mapping
from functools import reduce

from msgspec import Struct

from netaudit.analysis.acl.entry.layer4 import flag_numbers, is_message, message_numbers
from netaudit.analysis.packetspace.fields import FLAGS
from netaudit.analysis.packetspace.numbers import EVERY, Numbers, intersection, matching, of, union
from netaudit.analysis.packetspace.values import ESTABLISHED, LATER_ONLY
from netaudit.model import Ace
from netaudit.parsers.ios.icmp_types import message_types
from netaudit.parsers.ios.keywords import dscp, precedence, tos

IDLE = frozenset({"log", "log-input", "reflect", "sequence", "smartlog", "timeout"})
"""First words of options that do not narrow what an entry matches."""

IN_PART = frozenset({"tos"})
"""First words of options of which a header tells a part: the rest is a condition."""

Fields = dict[str, Numbers]


class Asked(Struct, frozen=True, kw_only=True):
    """Fields that options narrow, and conditions that no header tells."""

    fields: Mapping[str, Numbers] = {}
    conditions: tuple[str, ...] = ()


def narrow(ace: Ace, version: int) -> Asked:
    """What the options of an entry ask."""
    fields: Fields = {}
    conditions = [f"lock-and-key entry {ace.dynamic} is open"] if ace.dynamic else []
    types = message_types(ace.protocol, version)
    message = [option for option in ace.options if is_message(option, types)]
    if message:
        kind, code = message_numbers(message, types)
        fields.update(source_port=kind, destination_port=code)
    for option in _with_flags_joined(ace.options):
        word, _, rest = option.lower().partition(" ")
        if word in _NARROWING:
            _add(fields, _NARROWING[word](rest or word))
        if word in IN_PART or (word not in {*_NARROWING, *IDLE} and option not in message):
            conditions.append(f"{option} is active" if word == "time-range" else option)
    return Asked(fields=fields, conditions=tuple(conditions))


def _with_flags_joined(options: tuple[str, ...]) -> tuple[str, ...]:
    """The options, flags without a sign made one: any of them does.

    It is the form before ``match-any`` (IOS 12.4 configuration guide, ACL TCP Flags Filtering).
    """
    bare = [option for option in options if option.lower() in FLAGS]
    others = tuple(option for option in options if option.lower() not in FLAGS)
    return (*others, f"match-any {' '.join(bare)}") if bare else others


def _add(fields: Fields, more: Fields) -> None:
    """Narrow the fields further."""
    for field, numbers in more.items():
        fields[field] = intersection(fields.get(field, EVERY), numbers)


def _dscp(value: str) -> Fields:
    return {"dscp": of((dscp(value),), 6)}


def _precedence(value: str) -> Fields:
    return {"dscp": matching(precedence(value) << 3, 0b111, 6)}


def _tos(value: str) -> Fields:
    """The bits of a type of service that are in the DSCP; the fourth is in no header here (RFC 1349)."""
    return {"dscp": matching(tos(value) >> 1, 0b111000, 6)}


def _flag(word: str) -> Fields:
    return {"flags": flag_numbers(word)}


def _established(_word: str) -> Fields:
    """A segment of a connection that was set up before: ACK or RST is set."""
    return {"flags": ESTABLISHED}


def _any_flag(words: str) -> Fields:
    return {"flags": reduce(union, map(flag_numbers, words.split()))}


def _every_flag(words: str) -> Fields:
    return {"flags": reduce(intersection, map(flag_numbers, words.split()))}


def _fragments(_word: str) -> Fields:
    return {"fragment": LATER_ONLY}


_NARROWING: Mapping[str, Callable[[str], Fields]] = {
    "+ack": _flag,
    "+fin": _flag,
    "+psh": _flag,
    "+rst": _flag,
    "+syn": _flag,
    "+urg": _flag,
    "-ack": _flag,
    "-fin": _flag,
    "-psh": _flag,
    "-rst": _flag,
    "-syn": _flag,
    "-urg": _flag,
    "dscp": _dscp,
    "established": _established,
    "fragments": _fragments,
    "match-all": _every_flag,
    "match-any": _any_flag,
    "precedence": _precedence,
    "tos": _tos,
}
"""First word of an option to what narrows the fields by it."""
