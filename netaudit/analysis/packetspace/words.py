"""One packet in words, both ways: ``tcp 10.1.1.1:1234 10.2.2.2:80 established``.

The form is `PROTOCOL SOURCE DESTINATION` and what else is not as usual: ``established`` (ACK; a TCP
packet without this is the SYN of a new connection), ``flags syn+fin`` or ``flags none``,
``echo`` or ``type 3 code 13``, ``fragment`` (a later one, which has no ports), ``dscp ef``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address

from netaudit.analysis.packetspace.fields import FLAGS, ICMP, ICMP6, IGMP, LATER, PORTED, TCP, TYPED, WHOLE
from netaudit.analysis.packetspace.header import Header, has, witness
from netaudit.analysis.packetspace.names import (
    address_text,
    condition_text,
    dscp_text,
    flags_text,
    message_text,
    protocol_text,
)
from netaudit.analysis.packetspace.packets import PacketSet
from netaudit.errors import UsageError
from netaudit.parsers.ios import keywords
from netaudit.parsers.ios.icmp_types import Types, message_types

Fields = dict[str, int]

EXAMPLES: Mapping[int, str] = {
    TCP: "tcp 10.1.1.1:1234 10.2.2.2:80",
    17: "udp 10.1.1.1:1234 10.2.2.2:53",
    132: "sctp 10.1.1.1:1234 10.2.2.2:2905",
    ICMP: "icmp 10.1.1.1 10.2.2.2 echo",
    IGMP: "igmp 10.1.1.1 224.0.0.1 host-query",
    ICMP6: "icmp6 2001:db8::1 2001:db8::2 echo-request",
}
"""Protocol to what a packet of it looks like here."""

_ESTABLISHED, _SYN = FLAGS["ack"], FLAGS["syn"]
_PLACE = re.compile(
    r"\[(?P<six>[^]]*)\](?::(?P<port6>.*))?|(?P<four>[^:]*)(?::(?P<port4>[^:]*))?|(?P<bare>.*)"
)
"""An address, and a port where there is one: ``A``, ``A:P``, ``[A]:P``."""


class _WrongError(Exception):
    """What is wrong with a packet's words, as the second half of a sentence."""


def header_text(header: Header, conditions: tuple[str, ...] = ()) -> str:
    """A packet in the form that ``parse_header`` reads, and which of some conditions hold for it.

    What a packet has no field for (ports of a later fragment) is left out.
    """
    words = [protocol_text(header.version, header.protocol), *_places(header), *_layer4(header)]
    words += ["fragment"] * (header.fragment == LATER)
    words += ["dscp", dscp_text(header.dscp)] * bool(header.dscp)
    return " ".join(words) + condition_text(header.condition, 0, conditions)


def witness_text(packets: PacketSet, conditions: tuple[str, ...] = ()) -> str | None:
    """A packet of the set with the conditions that it is in the set by; None where the set is empty."""
    if (header := witness(packets)) is None:
        return None
    matter = sum(1 << n for n in range(len(conditions)) if not _either_way(packets, header, 1 << n))
    plain = header_text(header)
    return plain + condition_text(header.condition & matter, ~header.condition & matter, conditions)


def _either_way(packets: PacketSet, header: Header, bit: int) -> bool:
    """Whether a packet is in the set whether a condition holds or not, the others as they are."""
    values = {field: getattr(header, field) for field in header.__struct_fields__}
    return has(packets, Header(**{**values, "condition": header.condition ^ bit}))


def _places(header: Header) -> Iterator[str]:
    """Both addresses, with their ports where it has any."""
    ported = header.protocol in PORTED and header.fragment == WHOLE
    for address, port in (
        (header.source, header.source_port),
        (header.destination, header.destination_port),
    ):
        text = address_text(header.version, address)
        bracketed = f"[{text}]" if ":" in text else text
        yield f"{bracketed}:{port}" if ported else text


def _layer4(header: Header) -> Iterator[str]:
    """Flags, or the message."""
    if header.fragment == LATER:
        return
    if header.protocol in TYPED[header.version]:
        yield _one_message(header)
    elif header.protocol == TCP and header.flags == _ESTABLISHED:
        yield "established"
    elif header.protocol == TCP and header.flags != _SYN:
        yield f"flags {flags_text(header.flags)}"


def _one_message(header: Header) -> str:
    """The message of a packet: an exact name before one that stands for every code of the type."""
    known = message_types(str(header.protocol), header.version).values()
    kind, code = header.source_port, header.destination_port
    unnamed = not code and (kind, 0) not in known and (kind, None) in known
    every = unnamed or header.protocol == IGMP
    return message_text(header.version, header.protocol, kind, None if every else code)


def parse_header(text: str) -> Header:
    """The packet that a text states.

    Raises:
        UsageError: it states none, or not all of it.
    """
    words = text.lower().split()
    try:
        return _parsed(words)
    except _WrongError as wrong:
        protocol = keywords.PROTOCOL_NUMBERS.get(words[0], TCP) if words else TCP
        example = EXAMPLES.get(protocol, "ospf 10.1.1.1 224.0.0.5")
        raise UsageError(f"{text!r} is no packet: {wrong}. Write it like {example!r}") from None


def _parsed(words: list[str]) -> Header:
    """The packet of some words."""
    name, *rest = words[1:] if words[:1] == ["protocol"] and words[1:] else words or [""]
    if len(rest) < 2:  # noqa: PLR2004 - source and destination
        raise _WrongError("it takes a protocol, a source and a destination")
    (source, source_port), (destination, destination_port) = map(_place, rest[:2])
    if source.version != destination.version:
        raise _WrongError("its addresses are of two IP versions")
    version = source.version
    protocol = _protocol(name, version)
    given = _options(rest[2:], message_types(str(protocol), version))
    _check(protocol, version, given, (source_port, destination_port))
    if protocol in PORTED and source_port is not None and destination_port is not None:
        given |= {"source_port": source_port, "destination_port": destination_port}
    if protocol == TCP and "fragment" not in given:
        given.setdefault("flags", _SYN)
    addresses = {"source": int(source), "destination": int(destination)}
    return Header(version=version, protocol=protocol, **addresses, **given)


def _check(protocol: int, version: int, given: Fields, ports: tuple[int | None, int | None]) -> None:
    """Whether a packet has all that it must, and nothing that it can not have."""
    whole = "fragment" not in given
    name = protocol_text(version, protocol)
    if protocol in PORTED and whole and None in ports:
        raise _WrongError(f"{name} takes a port behind both addresses")
    if not (protocol in PORTED and whole) and ports != (None, None):
        raise _WrongError(f"{name if whole else 'a later fragment'} has no ports")
    if "flags" in given and not (protocol == TCP and whole):
        raise _WrongError(f"{name if whole else 'a later fragment'} has no TCP flags")
    typed = protocol in TYPED[version]
    if typed and whole and "source_port" not in given:
        raise _WrongError(f"{name} takes the type of its message")
    if "source_port" in given and not (typed and whole):
        raise _WrongError(f"{name if whole else 'a later fragment'} has no message type")


def _protocol(name: str, version: int) -> int:
    """The number of a protocol's name or number."""
    try:
        number = keywords.protocol_number(name, version)
    except ValueError:
        raise _WrongError(f"{name!r} is no IP protocol") from None
    if number is None:
        raise _WrongError(f"{name} is every protocol, a packet has one")
    return number


def _place(word: str) -> tuple[IPv4Address | IPv6Address, int | None]:
    """An address and its port."""
    found = _PLACE.fullmatch(word)
    parts = found.groupdict() if found else {}
    address = next((parts[name] for name in ("six", "four", "bare") if parts.get(name) is not None), word)
    port = next((parts[name] for name in ("port6", "port4") if parts.get(name) is not None), None)
    try:
        # Zones (fe80::1%eth0) are no part of a packet: what is left of one is no address.
        return ip_address(address.replace("%", "zone")), None if port is None else _port(port)
    except ValueError:
        raise _WrongError(f"{word!r} is no IP address, nor one with a port") from None


def _port(word: str) -> int:
    """A port's name or number."""
    return keywords.PORTS[word] if word in keywords.PORTS else _number(word, 65535, "port")


def _number(word: str, most: int, what: str) -> int:
    """A number from 0."""
    if not (word.isascii() and word.isdecimal() and int(word[:6]) <= most and len(word) <= len(str(most))):
        raise _WrongError(f"{word!r} is no {what}: 0-{most}")
    return int(word)


def _options(words: list[str], messages: Types) -> Fields:
    """What stands behind the addresses."""
    found: Fields = {}
    while words:
        fields, words = _option(words, messages)
        if twice := found.keys() & fields.keys():
            raise _WrongError(f"it states {_SAID[min(twice)]} twice")
        found |= fields
    return found


_SAID: Mapping[str, str] = {
    "destination_port": "the message",
    "dscp": "the DSCP",
    "flags": "the flags",
    "fragment": "the fragment",
    "source_port": "the message",
}


def _option(words: list[str], messages: Types) -> tuple[Fields, list[str]]:
    """The fields of one option, and the words behind it."""
    match words:
        case ["established", *rest]:
            fields = {"flags": _ESTABLISHED}
        case ["flags", names, *rest]:
            fields = {"flags": _flags(names.split("+"))}
        case ["fragment" | "fragments", *rest]:
            fields = {"fragment": LATER}
        case ["dscp", value, *rest]:
            fields = {"dscp": _dscp(value)}
        case ["type", kind, "code", code, *rest]:
            fields = _message(_number(kind, 255, "type"), _number(code, 255, "code"))
        case ["type", kind, *rest]:
            fields = _message(_number(kind, 255, "type"), 0)
        case [name, *rest] if name in messages:
            fields = _message(*messages[name])
        case _:
            raise _WrongError(f"{words[0]!r} is not known behind the addresses")
    return fields, rest


def _message(kind: int, code: int | None) -> Fields:
    """Type and code; the first where any code will do."""
    return {"source_port": kind, "destination_port": code or 0}


def _flags(names: Iterable[str]) -> int:
    """The bits of flags, or none."""
    if (wrong := set(names) - {*FLAGS, "none"}) or (len(set(names)) > 1 and "none" in names):
        raise _WrongError(
            f"{'+'.join(sorted(wrong or names))!r} are no TCP flags: {', '.join(FLAGS)} or none"
        )
    return sum(FLAGS[name] for name in set(names) - {"none"})


def _dscp(value: str) -> int:
    """A DSCP's name or number."""
    try:
        return keywords.dscp(value)
    except ValueError:
        raise _WrongError(f"{value!r} is no DSCP: ef, cs3, af31, … or 0-63") from None
