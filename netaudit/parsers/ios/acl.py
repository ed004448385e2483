"""Access lists and object groups."""

import re
from collections.abc import Mapping
from functools import lru_cache
from ipaddress import IPv6Network

from netaudit.model import ANY4, ANY6, Ace, Address, Ports
from netaudit.parsers.ios.icmp_types import IGMP_TYPES, message_types
from netaudit.parsers.ios.keywords import PORTS, PROTOCOLS, TCP_FLAGS, dscp, precedence, tos

OPTIONS = {
    **dict.fromkeys(TCP_FLAGS, 0),
    "auth": 0,
    "cookie": 1,
    "dest-option": 0,
    "dest-option-type": 1,
    "dscp": 1,
    "established": 0,
    "flow-label": 1,
    "fragments": 0,
    "log": 0,
    "log-input": 0,
    "match-all": -1,
    "match-any": -1,
    "mobility": 0,
    "mobility-type": 1,
    "option": 1,
    "precedence": 1,
    "reflect": 1,
    "routing": 0,
    "routing-type": 1,
    "sequence": 1,
    "smartlog": 0,
    "time-range": 1,
    "timeout": 1,
    "tos": 1,
    "ttl": 2,
    "undetermined-transport": 0,
}
"""Words after the addresses and how many words each takes along; -1: all that begin with + or -."""

_VALUES = {"dscp": dscp, "precedence": precedence, "tos": tos}
"""Options whose value is looked at: what is no value of theirs, IOS does not take."""

_COOKIE = re.compile(r"(?!0x)[a-z0-9]{1,64}")
"""The user's tag behind ``log`` (Cisco, ACL Syslog Correlation)."""

HIGHEST_SEQUENCE = 2**31 - 1
"""Of an entry (Cisco, IP Access List Entry Sequence Numbering)."""

_OPERATORS = {**dict.fromkeys(("eq", "gt", "lt", "neq"), 1), "range": 2}
_WITH_PORTS = {"6", "17", "132", "sctp", "tcp", "udp"}


class _Words:
    """The words of an entry, taken one after the other."""

    def __init__(self, words: list[str]) -> None:
        self._left = words[::-1]

    def peek(self) -> str:
        """The next word in lower case; empty at the end."""
        return self._left[-1].lower() if self._left else ""

    def take(self) -> str:
        """The next word; raises IndexError at the end."""
        return self._left.pop()

    def rest(self) -> list[str]:
        """All words that are left."""
        left, self._left = self._left[::-1], []
        return left


def _is_address(word: str) -> bool:
    """Whether the word is a dotted quad."""
    return word.count(".") == 3


@lru_cache(maxsize=65536)
def _dotted(text: str) -> int:
    """A dotted quad as an integer; raises ValueError otherwise."""
    octets = text.split(".")
    if len(octets) != 4 or not all(octet.isdecimal() and len(octet) < 4 for octet in octets):
        raise ValueError(text)
    return int.from_bytes(bytes(map(int, octets)), "big")


def _address(words: _Words, version: int) -> Address:
    """``any``, ``host A``, ``A WILDCARD``, ``A/LEN`` or ``object-group N``."""
    word = words.take()
    match word.lower():
        case "any" | "any4" | "any6":
            return ANY6 if version == 6 else ANY4
        case "host":
            return _prefix(words.take(), version)
        case "object-group" | "addrgroup":
            return Address(0, 0, version, words.take())
    if version == 6 or "/" in word:
        return _prefix(word, version)
    wildcard = _dotted(words.take()) if _is_address(words.peek()) else 0
    return Address(_dotted(word) & ~wildcard, wildcard)


def _prefix(text: str, version: int) -> Address:
    """An address or prefix as base and wildcard."""
    if version == 6:
        network = IPv6Network(text, strict=False)
        return Address(int(network.network_address), int(network.hostmask), 6)
    base, _, length = text.partition("/")
    wildcard = (1 << (32 - int(length or 32))) - 1
    if wildcard < 0 or int(length or 32) > 32:
        raise ValueError(text)
    return Address(_dotted(base) & ~wildcard, wildcard)


def _port(word: str) -> int:
    """A port number or its IOS name."""
    value = PORTS.get(word.lower())
    number = int(word) if value is None else value
    if not 0 <= number <= 65535:
        raise ValueError(word)
    return number


def _ports(words: _Words) -> Ports | None:
    """``eq www 443``, ``range 16384 32767``, …; None where there is no condition."""
    operator = words.peek()
    if operator not in _OPERATORS:
        return None
    words.take()
    values = [_port(words.take()) for _ in range(_OPERATORS[operator])]
    while operator in {"eq", "neq"} and (words.peek().isdecimal() or words.peek() in PORTS):
        values.append(_port(words.take()))
    return Ports(operator, tuple(values))


def _options(words: _Words, protocol: str, version: int = 4) -> tuple[str, ...]:
    """What narrows the match after the addresses."""
    options: list[str] = []
    known = message_types(protocol, version)
    message: list[str] = []
    while word := words.peek():
        if known and (word in known or word.isdecimal()):
            message.append(words.take().lower())
            options.append(message[-1])
        else:
            options.append(_option(words, OPTIONS[word]))
    _check_message(message, known)
    return tuple(options)


def _check_message(words: list[str], known: Mapping[str, object]) -> None:
    """Raises ValueError for what is neither a name, nor a type with or without a code of ICMP."""
    numbers = [int(word) for word in words if word not in known]
    most = 1 if len(numbers) < len(words) or known is IGMP_TYPES else 2
    if len(words) > most or max(numbers, default=0) > 255:
        raise ValueError(words)


def _option(words: _Words, arity: int) -> str:
    """An option and the words that it takes along."""
    taken = [words.take().lower()]
    if arity < 0:
        while words.peek()[:1] in {"+", "-"}:
            taken.append(_flag(words.take()))
        if not taken[1:]:
            raise ValueError(taken)
    else:
        taken += [words.take() for _ in range(arity)]
    if taken[0] in {"log", "log-input"} and _COOKIE.fullmatch(words.peek()) and words.peek() not in OPTIONS:
        taken.append(words.take())
    if taken[0] in _VALUES:
        _VALUES[taken[0]](taken[1])
    if taken[0] == "ttl" and taken[1].lower() == "range":
        taken.append(words.take())
    return " ".join(taken)


def _flag(word: str) -> str:
    """``+ack`` or ``-syn``; raises ValueError for what is no flag."""
    if word[1:].lower() not in TCP_FLAGS:
        raise ValueError(word)
    return word.lower()


def _standard(words: _Words) -> dict[str, object]:
    """Source address and ``log``."""
    return {"source": _address(words, 4), "options": _options(words, "ip")}


def _extended(words: _Words, version: int) -> dict[str, object]:
    """Protocol, addresses, ports and options."""
    protocol = words.take().lower()
    group = None
    if protocol == "object-group":
        group, protocol = words.take(), "object-group"
    elif protocol not in PROTOCOLS and not (protocol.isdecimal() and int(protocol) <= 255):
        raise ValueError(protocol)
    fields: dict[str, object] = {"protocol": protocol, "service_group": group}
    fields["source"] = _address(words, version)
    fields["source_ports"] = _ports(words) if protocol in _WITH_PORTS else None
    fields["destination"] = _address(words, version)
    fields["destination_ports"] = _ports(words) if protocol in _WITH_PORTS else None
    return fields | _numbered(_options(words, protocol, version))


def _numbered(options: tuple[str, ...]) -> dict[str, object]:
    """The options; ``sequence N`` at the end of an IPv6 entry is its number."""
    for option in options:
        if option.startswith("sequence "):
            others = tuple(each for each in options if each != option)
            return {"options": others, "sequence": int(option.split()[1])}
    return {"options": options}


@lru_cache(maxsize=16384)
def read_ace(text: str, kind: str) -> Ace:
    """One entry, its sequence number included, with offset 0.

    Raises:
        ValueError, IndexError, KeyError: the entry is not understood.
    """
    words = _Words(text.removeprefix("sequence ").split())
    fields: dict[str, object] = {"sequence": int(words.take()) if words.peek().isdecimal() else None}
    if words.peek() == "evaluate" and kind in {"extended", "ipv6"}:
        return unsure("evaluate", text, kind, **fields | _evaluated(words))
    fields["dynamic"] = _dynamic(words)
    fields["action"] = _action(words.take())
    match kind:
        case "standard":
            fields |= _standard(words)
        case "mac":
            fields |= {"protocol": "mac", "options": tuple(words.rest())}
        case _:
            fields |= _extended(words, 6 if kind == "ipv6" else 4)
    return Ace(offset=0, text=text, **fields)  # type: ignore[arg-type]


def _evaluated(words: _Words) -> dict[str, object]:
    """``evaluate NAME [sequence N]``."""
    words.take()
    fields: dict[str, object] = {"reflexive": words.take()}
    match words.rest():
        case []:
            return fields
        case ["sequence", number]:
            return fields | {"sequence": int(number)}
        case rest:
            raise ValueError(rest)


def unsure(action: str, text: str, kind: str, **fields: object) -> Ace:
    """An entry of which it can not be told what it matches, so that it may be anything."""
    everywhere = ANY6 if kind == "ipv6" else ANY4
    given = {"source": everywhere, "destination": everywhere, "protocol": "ipv6" if kind == "ipv6" else "ip"}
    return Ace(offset=0, action=action, text=text, **given | fields)  # type: ignore[arg-type]


def unread_ace(text: str, kind: str) -> Ace:
    """What takes the place of a line that was not understood, at its number if it has one."""
    number = text.removeprefix("sequence ").partition(" ")[0]
    known = number.isdecimal() and number.isascii() and len(number) <= len(str(HIGHEST_SEQUENCE))
    return unsure("unread", text, kind, sequence=int(number) if known else None)


def _dynamic(words: _Words) -> str | None:
    """The name in ``dynamic NAME [timeout MINUTES]`` before a lock-and-key entry."""
    if words.peek() != "dynamic":
        return None
    words.take()
    name = words.take()
    if words.peek() == "timeout":
        words.take(), words.take()
    return name


def _action(word: str) -> str:
    """``permit`` or ``deny``, abbreviated or not."""
    for action in ("deny", "permit"):
        if action.startswith(word.lower()) and word:
            return action
    raise ValueError(word)


def numbered_kind(number: int) -> str:
    """The kind of list that a number stands for; raises ValueError for a number IOS has not."""
    if 1 <= number <= 99 or 1300 <= number <= 1999:
        return "standard"
    if 100 <= number <= 199 or 2000 <= number <= 2699:
        return "extended"
    if 700 <= number <= 799 or 1100 <= number <= 1199:
        return "mac"
    raise ValueError(f"{number} is not an IP access list number")
