"""Access lists and object groups."""

from functools import lru_cache
from ipaddress import IPv6Network

from netaudit.model import ANY4, ANY6, Ace, Address, Ports
from netaudit.parsers.ios.keywords import PORTS, PROTOCOLS

OPTIONS = {
    "ack": 0,
    "cookie": 1,
    "dest-option": 0,
    "dscp": 1,
    "established": 0,
    "evaluate": 1,
    "fin": 0,
    "flow-label": 1,
    "fragments": 0,
    "log": 0,
    "log-input": 0,
    "match-all": -1,
    "match-any": -1,
    "mobility": 0,
    "option": 1,
    "precedence": 1,
    "psh": 0,
    "reflect": 1,
    "routing": 0,
    "rst": 0,
    "sequence": 1,
    "syn": 0,
    "time-range": 1,
    "timeout": 1,
    "tos": 1,
    "ttl": 2,
    "undetermined-transport": 0,
    "urg": 0,
}
"""Words after the addresses and how many words each takes along; -1: the rest of the line."""

_OPERATORS = {"eq": 1, "gt": 1, "lt": 1, "neq": 1, "range": 2}
_WITH_PORTS = {"sctp", "tcp", "udp"}
_ICMP = {"icmp", "icmp6", "igmp"}


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


def _options(words: _Words, protocol: str) -> tuple[str, ...]:
    """What narrows the match after the addresses."""
    options: list[str] = []
    while word := words.peek():
        if word[0] in "+-" or (word not in OPTIONS and protocol in _ICMP):
            options.append(words.take())
            continue
        arity = OPTIONS[word]
        if arity < 0:
            options.append(" ".join(words.rest()))
            break
        taken = [words.take() for _ in range(arity + 1)]
        if taken[:2] == ["ttl", "range"]:
            taken.append(words.take())
        options.append(" ".join(taken))
    return tuple(options)


def _standard(words: _Words) -> dict[str, object]:
    """Source address and ``log``."""
    return {"source": _address(words, 4), "options": _options(words, "ip")}


def _extended(words: _Words, version: int) -> dict[str, object]:
    """Protocol, addresses, ports and options."""
    protocol = words.take().lower()
    group = None
    if protocol == "object-group":
        group, protocol = words.take(), "object-group"
    elif protocol not in PROTOCOLS and not protocol.isdecimal():
        raise ValueError(protocol)
    fields: dict[str, object] = {"protocol": protocol, "service_group": group}
    fields["source"] = _address(words, version)
    fields["source_ports"] = _ports(words) if protocol in _WITH_PORTS else None
    fields["destination"] = _address(words, version)
    fields["destination_ports"] = _ports(words) if protocol in _WITH_PORTS else None
    fields["options"] = _options(words, protocol)
    return fields


@lru_cache(maxsize=65536)
def read_ace(text: str, kind: str) -> Ace:
    """One entry, its sequence number included, with offset 0.

    Raises:
        ValueError, IndexError, KeyError: the entry is not understood.
    """
    words = _Words(text.removeprefix("sequence ").split())
    sequence = int(words.take()) if words.peek().isdecimal() else None
    _skip_dynamic(words)
    action = _action(words.take())
    match kind:
        case "standard":
            fields = _standard(words)
        case "mac":
            fields = {"protocol": "mac", "options": tuple(words.rest())}
        case _:
            fields = _extended(words, 6 if kind == "ipv6" else 4)
    return Ace(offset=0, action=action, text=text, sequence=sequence, **fields)  # type: ignore[arg-type]


def _skip_dynamic(words: _Words) -> None:
    """``dynamic NAME [timeout MINUTES]`` before a lock-and-key entry."""
    if words.peek() == "dynamic":
        words.take(), words.take()
        if words.peek() == "timeout":
            words.take(), words.take()


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
