"""A second reading of Cisco's access lists, made for the referee.

It knows nothing of netaudit: own tokens, own tables, own records. What two readers who never met
agree on is not a slip of one of them. A word it does not know is an error, not a guess.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from ipaddress import IPv4Address, ip_address

import msgspec
from msgspec import Struct

from tests.referees.ios_words import (
    DSCP,
    FLAGS,
    ICMP,
    ICMP6,
    ICMP6_TYPES,
    ICMP_TYPES,
    PORTS,
    PRECEDENCE,
    PROTOCOLS,
)

ALL_ONES = 0xFFFFFFFF
SILENT = frozenset({"log", "log-input"})
"""Options that do not narrow what an entry matches."""

Words = deque[str]


class Addresses(Struct, frozen=True, kw_only=True):
    """Addresses equal to ``base`` wherever ``wildcard`` has a 0."""

    base: int
    wildcard: int


ANY = Addresses(base=0, wildcard=ALL_ONES)
"""Every address, of IPv6 as well."""


class Ports(Struct, frozen=True, kw_only=True):
    """Ports by IOS's operator: ``eq`` and ``neq`` of one or more, ``gt``, ``lt``, ``range`` with its ends."""

    operator: str
    numbers: tuple[int, ...]


class Flags(Struct, frozen=True, kw_only=True):
    """TCP flags under a mask, equal to a value or anything but it."""

    mask: int
    equal: bool
    value: int


class Entry(Struct, frozen=True, kw_only=True):
    """One entry of an extended list; None: not stated."""

    action: str
    protocol: int | None = None
    source: Addresses = ANY
    destination: Addresses = ANY
    source_ports: Ports | None = None
    destination_ports: Ports | None = None
    flags: Flags | None = None
    icmp_type: int | None = None
    icmp_code: int | None = None
    dscp: int | None = None
    precedence: int | None = None
    fragments: bool = False


def entries(text: str) -> tuple[Entry, ...]:
    """The entries of a text that holds one list, in the order in which the device asks them."""
    version = 6 if "ipv6 access-list" in text else 4
    found: list[tuple[int, Entry]] = []
    for line in text.splitlines():
        words: Words = deque(line.split())
        if version == 6:
            words = deque(str(ICMP6) if word == "icmp" else word for word in words)
        numbered = _without_heading(words)
        if not words or words[0] not in {"permit", "deny"}:
            continue
        after_last = max((number for number, _ in found), default=0) + 10
        found.append((numbered or after_last, _entry(words)))
    return tuple(entry for _, entry in sorted(found, key=lambda pair: pair[0]))


def _without_heading(words: Words) -> int | None:
    """Take ``access-list 101`` or a sequence number off the front; the latter is returned."""
    if words and words[0] == "access-list":
        words.popleft()
        words.popleft()
    if words and words[0] == "sequence":
        words.popleft()
    return int(words.popleft()) if words and words[0].isdecimal() else None


def _entry(words: Words) -> Entry:
    """One entry; the words are used up. In a standard list no protocol stands before the address."""
    action = words.popleft()
    if words[0] in {"any", "host"} or "." in words[0]:
        return _narrowed(Entry(action=action, source=_source(words)), words)
    protocol = _protocol(words.popleft())
    source = _addresses(words)
    source_ports = _ports(words)
    destination = _addresses(words)
    entry = Entry(
        action=action,
        protocol=protocol,
        source=source,
        source_ports=source_ports,
        destination=destination,
        destination_ports=_ports(words),
    )
    return _narrowed(_with_icmp(entry, words), words)


def _protocol(word: str) -> int | None:
    if word in {"ip", "ipv6"}:
        return None
    return int(word) if word.isdecimal() else PROTOCOLS[word]


def _source(words: Words) -> Addresses:
    """The address of a standard list, which is a host's where no wildcard follows."""
    alone = len(words) == 1 or "." not in words[1]
    if alone and "." in words[0] and "/" not in words[0]:
        words.appendleft("host")
    return _addresses(words)


def _addresses(words: Words) -> Addresses:
    """``any``, ``host A``, ``A W`` or ``A/length``."""
    word = words.popleft()
    if word == "any":
        return ANY
    if word == "host":
        return _under(words.popleft(), 0)
    if "/" in word:
        address, length = word.split("/")
        return _under(address, (1 << ip_address(address).max_prefixlen - int(length)) - 1)
    return _under(word, int(IPv4Address(words.popleft())))


def _under(address: str, wildcard: int) -> Addresses:
    """The bits of an address that a wildcard covers do not count."""
    return Addresses(base=int(ip_address(address)) & ~wildcard, wildcard=wildcard)


def _ports(words: Words) -> Ports | None:
    """An operator with its ports, if one stands here; ``eq`` and ``neq`` take as many as follow."""
    if not words or words[0] not in {"eq", "neq", "gt", "lt", "range"}:
        return None
    operator = words.popleft()
    numbers: list[int] = []
    most = {"range": 2, "gt": 1, "lt": 1}.get(operator, 10)
    while words and len(numbers) < most and (words[0].isdecimal() or words[0] in PORTS):
        word = words.popleft()
        numbers.append(int(word) if word.isdecimal() else PORTS[word])
    return Ports(operator=operator, numbers=tuple(numbers))


def _with_icmp(entry: Entry, words: Words) -> Entry:
    """The type and code that may follow the addresses of an ICMP entry."""
    types = {ICMP: ICMP_TYPES, ICMP6: ICMP6_TYPES}.get(entry.protocol or 0)
    if types is None or not words:
        return entry
    if words[0] in types:
        kind, code = types[words.popleft()]
        return msgspec.structs.replace(entry, icmp_type=kind, icmp_code=code)
    if words[0].isdecimal():
        kind = int(words.popleft())
        code = int(words.popleft()) if words and words[0].isdecimal() else None
        return msgspec.structs.replace(entry, icmp_type=kind, icmp_code=code)
    return entry


def _narrowed(entry: Entry, words: Words) -> Entry:
    """The entry with the options at its end."""
    while words:
        word = words.popleft()
        if word not in SILENT:
            entry = msgspec.structs.replace(entry, **OPTIONS[word](words))
    return entry


def _bare_flags(word: str) -> Callable[[Words], dict[str, object]]:
    """``ack rst``, the form before ``match-any``: one of them is set (IOS 12.4, ACL TCP Flags Filtering)."""

    def read(words: Words) -> dict[str, object]:
        mask = FLAGS[word]
        while words and words[0] in FLAGS:
            mask |= FLAGS[words.popleft()]
        return {"flags": Flags(mask=mask, equal=False, value=0)}

    return read


def _marking(field: str, names: Mapping[str, int]) -> Callable[[Words], dict[str, object]]:
    def read(words: Words) -> dict[str, object]:
        word = words.popleft()
        return {field: int(word) if word.isdecimal() else names[word]}

    return read


def _signed(words: Words) -> Iterable[str]:
    """The ``+ack -syn`` that follow ``match-any`` or ``match-all``."""
    while words and words[0][0] in "+-":
        yield words.popleft()


def _match_all(words: Words) -> dict[str, object]:
    """Every flag as signed: under the mask, exactly the flags with a plus."""
    signed = tuple(_signed(words))
    mask = sum(FLAGS[word[1:]] for word in signed)
    return {"flags": Flags(mask=mask, equal=True, value=sum(FLAGS[w[1:]] for w in signed if w[0] == "+"))}


def _match_any(words: Words) -> dict[str, object]:
    """At least one flag as signed: under the mask, anything but exactly the flags with a minus."""
    signed = tuple(_signed(words))
    mask = sum(FLAGS[word[1:]] for word in signed)
    return {"flags": Flags(mask=mask, equal=False, value=sum(FLAGS[w[1:]] for w in signed if w[0] == "-"))}


def _established(_words: Words) -> dict[str, object]:
    """ACK or RST is set."""
    return _match_any(deque(("+ack", "+rst")))


OPTIONS: Mapping[str, Callable[[Words], dict[str, object]]] = {
    **{flag: _bare_flags(flag) for flag in FLAGS},
    "dscp": _marking("dscp", DSCP),
    "established": _established,
    "fragments": lambda _words: {"fragments": True},
    "match-all": _match_all,
    "match-any": _match_any,
    "precedence": _marking("precedence", PRECEDENCE),
}
"""First word of an option to what it reads: fields of ``Entry``."""
