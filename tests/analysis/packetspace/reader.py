"""What a description says of a packet, read from its text alone: the check that the text is right."""

import re
from ipaddress import ip_address, ip_network

from netaudit.analysis.packetspace.fields import FLAGS, LATER, PORTED, TCP, TYPED
from netaudit.analysis.packetspace.header import Header
from netaudit.parsers.ios.icmp_types import ICMP_TYPES, ICMPV6_TYPES, IGMP_TYPES
from netaudit.parsers.ios.keywords import DSCP, PROTOCOL_NUMBERS


def _list(item: str) -> str:
    """`A, B and C`."""
    return rf"(?:{item})(?:, (?:{item}))*(?: and (?:{item}))?"


_PLACES = _list(r"[0-9a-f.:]+(?:/\d+|-[0-9a-f.:]+| wildcard [0-9a-f.:]+)?")
_ADDRESS = rf"any but {_PLACES}|any|host [0-9a-f.:]+|[0-9a-f.:]+/\d+ but {_PLACES}|{_PLACES}"
_SPANS = _list(r"\d+(?:-\d+)?")
_PORTS = rf"all ports but {_SPANS}|ports? {_SPANS}"
_MESSAGES = _list(r"types? \d+(?:-\d+)?(?: code \d+)?|(?!with|est|later|dscp|all)[a-z][a-z0-9-]*")
_MESSAGE = rf"all types but {_MESSAGES}|(?:all types|types {_SPANS}) with codes {_SPANS}|{_MESSAGES}"
_CUBE = rf"with {_list('[A-Z]+')}(?: without {_list('[A-Z]+')})?|without {_list('[A-Z]+')}"
_FLAGS = rf"established only|without ACK and RST \(new connections\)|(?:{_CUBE})(?: or (?:{_CUBE}))*"
_PROTOCOLS = rf"ip|ipv6|(?:all protocols but )?{_list(r'protocols? [0-9-]+|[a-z][a-z0-9]*')}"
_CLAUSE = re.compile(
    rf"(?P<protocols>{_PROTOCOLS})(?: over ipv6)?"
    rf"(?: from (?P<source>{_ADDRESS})?(?:,? ?(?P<source_ports>{_PORTS}),?)?)?"
    rf"(?: to (?P<destination>{_ADDRESS})?(?:,? ?(?P<destination_ports>{_PORTS}))?)?"
    rf"(?:,? (?P<message>{_MESSAGE}))?(?:,? (?P<flags>{_FLAGS}))?"
    rf"(?:,? (?P<fragment>later fragments|without later fragments))?"
    rf"(?:,? (?P<dscp>dscp {_list('[a-z0-9-]+')}|all dscp but {_list('[a-z0-9-]+')}))?"
    rf"(?P<too>, later fragments too)?"
    rf"(?P<when>(?: while | unless ).*)?"
)
_TOGETHER = "later fragments of all these too"
_NAMED = {(4, 1): ICMP_TYPES, (4, 2): IGMP_TYPES, (6, 58): ICMPV6_TYPES}

Words = dict[str, str | None]


def says(lines: tuple[str, ...], header: Header, conditions: tuple[str, ...]) -> bool:
    """Whether some lines have a packet."""
    together = _TOGETHER in lines
    return any(_line(line, header, conditions, too=together) for line in lines if line != _TOGETHER)


def _line(line: str, header: Header, conditions: tuple[str, ...], *, too: bool) -> bool:
    """Whether one line has a packet."""
    text, _, missing = line.partition(", but not: ")
    version = 6 if re.search(r"ipv6|::", text) else 4
    if version != header.version or not _clause(text, header, conditions, too=too):
        return False
    return not any(_clause(part, header, conditions, too=False) for part in missing.split("; ") if part)


def _clause(clause: str, header: Header, conditions: tuple[str, ...], *, too: bool) -> bool:
    """Whether a product has a packet."""
    found = _CLAUSE.fullmatch(clause)
    assert found, f"not to be read: {clause}"
    words = found.groupdict()
    asked = (
        _protocol(words["protocols"], header)
        and _address(words["source"], header.source)
        and _address(words["destination"], header.destination)
        and _dscp(words["dscp"], header.dscp)
        and _when(words["when"], header.condition, conditions)
    )
    layer4 = any(words[name] for name in ("source_ports", "destination_ports", "message", "flags"))
    if header.fragment == LATER and layer4:
        return asked and bool(words["too"] or too)
    return asked and _fragment(words["fragment"], header.fragment) and _layer4(words, header)


def _items(text: str) -> list[str]:
    """The items of a list."""
    return re.split(r", | and ", text)


def _protocol(text: str, header: Header) -> bool:
    if text in {"ip", "ipv6"}:
        return True
    names = text.removeprefix("all protocols but ")
    numbers: set[int] = set()
    for name in _items(names):
        if found := re.fullmatch(r"protocols? (\d+)(?:-(\d+))?", name):
            numbers |= set(range(int(found[1]), int(found[2] or found[1]) + 1))
        else:
            numbers.add(PROTOCOL_NUMBERS[name])
    return (header.protocol in numbers) == (names == text)


def _address(text: str | None, value: int) -> bool:
    if text in {None, "any"}:
        return True
    assert text
    whole, _, holes = text.partition(" but ")
    within = whole == "any" or any(_in_place(item, value) for item in _items(whole.removeprefix("host ")))
    return within and not any(_in_place(item, value) for item in _items(holes) if item)


def _in_place(item: str, value: int) -> bool:
    if "wildcard" in item:
        base, wildcard = (int(ip_address(word)) for word in item.split(" wildcard "))
        return not (base ^ value) & ~wildcard
    if "-" in item:
        first, last = (int(ip_address(word)) for word in item.split("-"))
        return first <= value <= last
    network = ip_network(item)
    return int(network.network_address) <= value <= int(network.broadcast_address)


def _in_spans(text: str, value: int) -> bool:
    ends = ([int(word) for word in item.split("-")] for item in _items(text))
    return any(span[0] <= value <= span[-1] for span in ends)


def _layer4(words: Words, header: Header) -> bool:
    ported = header.protocol in PORTED
    for side, port in (
        ("source_ports", header.source_port),
        ("destination_ports", header.destination_port),
    ):
        if (text := words[side]) and not (ported and _in_ports(text, port)):
            return False
    if words["message"] and not (
        header.protocol in TYPED[header.version] and _message(words["message"], header)
    ):
        return False
    return not words["flags"] or (header.protocol == TCP and _flags(words["flags"], header.flags))


def _in_ports(text: str, port: int) -> bool:
    spans = text.removeprefix("all ports but ")
    return _in_spans(re.sub("ports? ", "", spans), port) == (spans == text)


def _message(text: str, header: Header) -> bool:
    if found := re.fullmatch(r"(all types|types (.*)) with codes (.*)", text):
        kinds = found[2] is None or _in_spans(found[2], header.source_port)
        return kinds and _in_spans(found[3], header.destination_port)
    names = text.removeprefix("all types but ")
    return any(_one_message(name, header) for name in _items(names)) == (names == text)


def _one_message(name: str, header: Header) -> bool:
    kind, code = header.source_port, header.destination_port
    if found := re.fullmatch(r"types? (\d+)(?:-(\d+))?(?: code (\d+))?", name):
        within = int(found[1]) <= kind <= int(found[2] or found[1])
        return within and (found[3] is None or int(found[3]) == code)
    wanted, wanted_code = _NAMED[header.version, header.protocol][name]
    return kind == wanted and wanted_code in {None, code}


def _flags(text: str, flags: int) -> bool:
    if text == "established only":
        return bool(flags & 20)
    return any(_flag_cube(cube, flags) for cube in text.replace(" (new connections)", "").split(" or "))


def _flag_cube(cube: str, flags: int) -> bool:
    there, _, absent = f" {cube}".partition(" without ")
    bits = [sum(FLAGS[name.lower()] for name in re.findall("[A-Z]+", words)) for words in (there, absent)]
    return flags & bits[0] == bits[0] and not flags & bits[1]


def _fragment(text: str | None, fragment: int) -> bool:
    return text is None or (fragment == LATER) == (text == "later fragments")


def _dscp(text: str | None, dscp: int) -> bool:
    if text is None:
        return True
    names = text.removeprefix("all dscp but ")
    found = any(_one_dscp(name, dscp) for name in _items(names.removeprefix("dscp ")))
    return found == (names == text)


def _one_dscp(name: str, dscp: int) -> bool:
    return DSCP[name] == dscp if name in DSCP else _in_spans(name, dscp)


def _when(text: str | None, condition: int, conditions: tuple[str, ...]) -> bool:
    if text is None:
        return True
    return any(_case(case, condition, conditions) for case in re.split(r" or(?= while | unless )", text))


def _case(case: str, condition: int, conditions: tuple[str, ...]) -> bool:
    hold, _, fail = case.partition(" unless ")
    bits = {name: condition >> n & 1 for n, name in enumerate(conditions)}
    holding = [bits[name] for name in hold.removeprefix(" while ").split(" and ") if name]
    return all(holding) and not any(bits[name] for name in fail.split(" or ") if name)
