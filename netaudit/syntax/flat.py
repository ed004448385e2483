"""Indentation for scripts that were pasted without any.

Typed or pasted commands need no indentation, IOS knows where it is. Here the same knowledge is
two tables: what opens a section with the words that may follow at once (the proof that the
text is flat), and what can only be global and so closes it.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from msgspec import Struct

_PORT = (
    r"access-session|arp|authentication|auto qos|bandwidth|cdp|channel-group|dampening|delay|description"
    r"|dot1x|duplex|encapsulation|int\w* vlan|ip (?:access-group|address|arp|dhcp (?:snooping|relay)"
    r"|helper|nat (?:in|out)|ospf|pim|proxy-arp|redirects|unreachables|verify|vrf|policy|flow|igmp"
    r"|router)|ipv6 (?:address|enable|nd|traffic)|keepalive|lldp|load-interval|mab|macro|mdix|media-type"
    r"|mls qos (?:cos|trust|vlan-based)|mtu|negotiation|nonegotiate|power inline|priority-queue|queue-set"
    r"|rate-limit|service-policy|shut\w*|snmp trap|source template|spanning-tree|speed|srr-queue|standby"
    r"|storm-control|sw\w*|switchport|trust|tx-queue|udld|vrf|vrrp"
)
_CRYPTO = r"authentication|description|encr\w*|group|hash|lifetime|match|mode|pre-shared-key|prf|set"
_FLOW = r"cache|collect|description|destination|export\w*|match|record|source|transport"
_VOICE = r"codec|description|destination-pattern|dtmf|incoming|port|preference|session|voice-class"

_SECTIONS: Mapping[str, str] = {
    r"aaa group server": r"deadtime|ip |load-balance|server",
    r"archive": r"log config|maximum|path|time-period|write-memory",
    r"class-m\w*": r"description|match",
    r"control-plane": r"service-policy",
    r"crypto (?:ikev2|isakmp|ipsec profile|ipsec transform-set|keyring|pki trustpoint)\b": _CRYPTO,
    r"crypto map \S+ \d+": _CRYPTO,
    r"dial-peer voice": _VOICE,
    r"flow (?:exporter|monitor|record)": _FLOW,
    r"int\w* (?!vlan-)": _PORT,
    r"ip access-l\w* (?:ext|sta)\w*": r"\d+ (?:permit|deny|remark)|deny|evaluate|permit|remark",
    r"ip dhcp pool": r"bootfile|client|default-router|dns|domain|hardware|host|lease|netbios|network|next"
    r"|option|vrf",
    r"ip vrf": r"description|rd|route-target",
    r"ipv6 access-l\w*": r"(?:sequence )?\d* ?(?:deny|permit|remark)",
    r"key chain": r"key",
    r"line": r"access-class|exec-timeout|history|length|logging|login|password|privilege|session|stopbits"
    r"|transport",
    r"mac access-l\w*": r"deny|permit",
    r"object-group": r"\d|any|description|group-object|host|icmp|ip|network-object|tcp|udp",
    r"pol\w*-m\w*|policy": r"class|description",
    r"radius server|tacacs server": r"address|automate|key|timeout",
    r"route-map": r"description|match|set",
    r"router": r"address-family|area|bgp|default-information|distance|eigrp|maximum|metric|neighbor"
    r"|network|no auto|no syn|passive|redistribute|router-id|timers|version",
    r"table-map": r"default|map",
    r"template": _PORT,
    r"vlan \d\S*": r"exit|name|private-vlan|remote-span|shut\w*|state",
    r"voice-port": r"cptone|description|station-id|timeouts",
    r"vrf definition": r"address-family|description|rd|route-target",
}
"""What opens a section, and the words of which one follows where the script is flat."""

_NESTED: Mapping[str, tuple[str, ...]] = {
    r"key chain": (r"key \d",),
    r"pol\w*-m\w*|policy": (r"class\b", r"police\b"),
    r"router": (r"address-family\b",),
    r"vrf definition": (r"address-family\b",),
}
"""Sections with further levels, outermost first, and what opens each."""

_POLICE_DEPTH = 3
_POLICE_ACTION = re.compile(r"(?:conform|exceed|violate)-")

_GLOBAL = (
    r"(?:no |default )?(?:aaa\b|access-list|alias|banner|boot\b|cdp (?:run|timer)|clock (?:calendar"
    r"|summer|timezone)|dot1x system|enable (?:password|secret)|errdisable|hostname|ip (?:cef|classless"
    r"|default-gateway|default-network|dhcp (?:excluded|snooping(?:$| database| vlan))|domain"
    r"|forward-protocol|ftp|host |http|local pool|multicast-routing|name-server|nat (?:inside"
    r"|outside) source|nat (?:pool|translation)|prefix-list|route |routing|scp|sla|ssh|subnet-zero|tftp)"
    r"|ipv6 (?:prefix-list|route |router|unicast)|lldp (?:run|timer)|logging (?:\d|buffered|console"
    r"|facility|host|monitor|on|source|trap)|login (?:block|delay|on-|quiet)|mac address-table"
    r"|macro (?:global|name)|mls qos(?:$| (?:map|queue-set|rewrite|srr))|monitor session|multilink bundle"
    r"|ntp (?:auth|master|peer|server|source|trust|update)|port-channel load|radius-server|redundancy"
    r"|service (?!instance)|snmp-server|spanning-tree (?:backbone|etherchannel|extend|logging|loopguard"
    r"|mode|mst|pathcost|portfast (?:bpdu|default|edge (?:bpdu|default))|uplink|vlan \S+ (?:forward|hello"
    r"|max|priority|root))|switch \d|system mtu|tacacs-server|track\b|udld (?:aggr|enable)|username"
    r"|version \d+\.|vlan (?:access|dot1q|filter|internal)|vtp)"
)
"""Commands that exist in global configuration only."""

_HINT = re.compile(
    r"\n(?:aaa group|archive(?=\n)|class-m|control-|crypto |dial-peer|flow |int|ip (?:access-l|dhcp pool"
    r"|vrf)|ipv6 acc|key chain|line|mac acc|object-g|pol|radius s|route|ta|template|vlan \d|voice-p"
    r"|vrf def)(?=[^\n]*+\n++[a-z0-9])"
)
"""A header with an unindented line below; cheap, and true of few real configs."""


class _Words(Struct, frozen=True):
    """The tables above as patterns; large, and so made only when a text looks flat."""

    flat: re.Pattern[str]
    closer: re.Pattern[str]


@cache
def _words() -> _Words:
    """The patterns for flat headers, and for lines that end a flat section."""
    rows = sorted(_SECTIONS.items())
    headers = "|".join(rf"(?:{opener})\b.*\n+(?:no )?(?:{body})\b" for opener, body in rows)
    openers = "|".join(opener for opener, _ in rows)
    return _Words(
        flat=re.compile(headers), closer=re.compile(rf"(?:no |default )?(?:{openers})\b|{_GLOBAL}|(?:!|end)$")
    )


class _Place(Struct, frozen=True):
    """Where the reader of a flat script stands: how deep, and what opens the levels below."""

    depth: int
    openers: tuple[str, ...] = ()
    shift: int = 0
    """Blanks put before the last line; lines it already indents move with it."""


_OUTSIDE = _Place(0)


def indent(text: str) -> str:
    """Give flat sections of clean text their indentation; anything else stays as it is."""
    flat = set(_flat_headers(text))
    return "\n".join(_indented(text.split("\n"), flat)) if flat else text


def _flat_headers(text: str) -> Iterator[int]:
    """Indexes of the header lines whose body is not indented."""
    index = done = 0
    for hint in _HINT.finditer(f"\n{text}"):
        if _words().flat.match(text, hint.start()):
            index += text.count("\n", done, hint.start())
            done = hint.start()
            yield index


def _indented(lines: list[str], flat: set[int]) -> Iterator[str]:
    """Each line at its depth; ``flat`` are the indexes of headers whose body is flat."""
    place = _OUTSIDE
    for index, line in enumerate(lines):
        if index in flat and not _continues(place, line):
            place = _Place(1, _levels(line))
        elif line:
            place = _next(place, line)
        yield " " * place.shift + line if line else line


def _continues(place: _Place, line: str) -> bool:
    """Whether a line that could open a section is a command of the section it stands in."""
    return any(re.match(opener, line) for opener in place.openers)


def _levels(header: str) -> tuple[str, ...]:
    """What opens further levels in the section of this header."""
    return next((nested for opener, nested in _NESTED.items() if re.match(opener, header)), ())


def _next(place: _Place, line: str) -> _Place:
    """Where the reader stands after a line of a flat section; ``shift`` says how deep it goes."""
    if not place.depth:
        return _OUTSIDE
    if line[0] == " ":
        return place
    if _words().closer.match(line):
        return _OUTSIDE
    if line.startswith("exit"):
        return _Place(place.depth - 1, place.openers, place.depth)
    for level, opener in enumerate(place.openers[: place.depth], 1):
        if re.match(opener, line):
            return _Place(level + 1, place.openers, level)
    leaves_police = place.depth == _POLICE_DEPTH and not _POLICE_ACTION.match(line)
    depth = place.depth - leaves_police
    return _Place(depth, place.openers, depth)
