"""Indentation for scripts that were pasted without any.

Typed or pasted commands need no indentation, IOS knows where it is. Here the same knowledge is
two tables: what opens a section with the words that may follow at once (the proof that the
text is flat), and what can only be global and so closes it.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

_PORT = (
    r"access-session|arp|authentication|auto qos|bandwidth|cdp|channel-group|dampening|delay|description"
    r"|dot1x"
    r"|duplex|encapsulation|int\w* vlan|ip (?:access-group|address|arp|dhcp (?:snooping|relay)|helper"
    r"|nat (?:in|out)"
    r"|ospf|pim|proxy-arp|redirects|unreachables|verify|vrf|policy|flow|igmp|router)|ipv6 (?:address"
    r"|enable|nd|traffic)"
    r"|keepalive|lldp|load-interval|mab|macro|mdix|media-type|mls qos (?:cos|trust|vlan-based)|mtu"
    r"|negotiation"
    r"|nonegotiate|power inline|priority-queue|queue-set|rate-limit|service-policy|shut\w*|snmp trap"
    r"|source template"
    r"|spanning-tree|speed|srr-queue|standby|storm-control|sw\w*|switchport|trust|tx-queue|udld|vrf|vrrp"
)
_CRYPTO = r"authentication|description|encr\w*|group|hash|lifetime|match|mode|pre-shared-key|prf|set"
_FLOW = r"cache|collect|description|destination|export\w*|match|record|source|transport"
_VOICE = r"codec|connection|description|destination-pattern|dtmf|incoming|port|preference|session"
r"|voice-class"

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
    r"|network|no auto"
    r"|no syn|passive|redistribute|router-id|timers|version",
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

_GLOBAL = re.compile(
    r"(?:no |default )?(?:aaa\b|access-list|alias|banner|boot\b|cdp (?:run|timer)|clock (?:calendar|summer"
    r"|timezone)"
    r"|dot1x system|enable (?:password|secret)|errdisable|hostname|ip (?:cef|classless|default-gateway"
    r"|default-network"
    r"|dhcp (?:excluded|snooping(?:$| database| vlan))|domain|forward-protocol|ftp|host |http|local pool"
    r"|multicast-routing"
    r"|name-server|nat (?:inside|outside) source|nat (?:pool|translation)|prefix-list|route |routing|scp"
    r"|sla|ssh|subnet-zero"
    r"|tftp)|ipv6 (?:prefix-list|route |router|unicast)|lldp (?:run|timer)|logging (?:\d|buffered|console"
    r"|facility|host"
    r"|monitor|on|source|trap)|login (?:block|delay|on-|quiet)|mac address-table|macro (?:global|name)"
    r"|mls qos(?:$| (?:map|queue-set|rewrite|srr))|monitor session|multilink bundle|ntp (?:auth|master"
    r"|peer|server|source"
    r"|trust|update)|port-channel load|radius-server|redundancy|service (?!instance)|snmp-server"
    r"|spanning-tree (?:backbone"
    r"|etherchannel|extend|logging|loopguard|mode|mst|pathcost|portfast (?:bpdu|default|edge (?:bpdu"
    r"|default))|uplink"
    r"|vlan \S+ (?:forward|hello|max|priority|root))|switch \d|system mtu|tacacs-server|track\b|udld (?:aggr"
    r"|enable)|username"
    r"|version \d+\.|vlan (?:access|dot1q|filter|internal)|vtp)"
)
"""Commands that exist in global configuration only."""

_OPENER = re.compile(rf"(?:no |default )?(?:{'|'.join(sorted(_SECTIONS))})\b")
_FLAT = re.compile(
    r"(?:"
    + "|".join(rf"(?:{opener})\b.*\n+(?:no )?(?:{body})\b" for opener, body in sorted(_SECTIONS.items()))
    + r")"
)
_HINT = re.compile(
    r"\n(?:aaa group|archive(?=\n)|class-m|control-|crypto |dial-peer|flow |int|ip (?:access-l|dhcp pool|vrf)"
    r"|ipv6 acc|key chain|line|mac acc|object-g|pol|radius s|route|ta|template|vlan \d|voice-p|vrf def)"
    r"(?=[^\n]*+\n++[a-z0-9])"
)
"""A header with an unindented line below; cheap, and true of few real configs."""


class _Place(Struct, frozen=True):
    """Where the reader of a flat script stands: how deep, and what opens the levels below."""

    depth: int
    openers: tuple[re.Pattern[str], ...] = ()
    shift: int = 0
    """Blanks put before the last line; lines it already indents move with it."""


_OUTSIDE = _Place(0)
_LEVELS = tuple(
    (re.compile(opener), tuple(map(re.compile, nested))) for opener, nested in sorted(_NESTED.items())
)


def indent(text: str) -> str:
    """Give flat sections of clean text their indentation; anything else stays as it is."""
    hints = (hint.start() for hint in _HINT.finditer(f"\n{text}"))
    flat = {text.count("\n", 0, start) for start in hints if _FLAT.match(text, start)}
    return "\n".join(_indented(text.split("\n"), flat)) if flat else text


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
    return any(opener.match(line) for opener in place.openers)


def _levels(header: str) -> tuple[re.Pattern[str], ...]:
    """What opens further levels in the section of this header."""
    return next((nested for opener, nested in _LEVELS if opener.match(header)), ())


def _next(place: _Place, line: str) -> _Place:
    """Where the reader stands after a line of a flat section; ``shift`` says how deep it goes."""
    if not place.depth:
        return _OUTSIDE
    if line[0] == " ":
        return place
    if line in {"!", "end"} or _GLOBAL.match(line) or _OPENER.match(line):
        return _OUTSIDE
    if line.startswith("exit"):
        return _Place(place.depth - 1, place.openers, place.depth)
    for level, opener in enumerate(place.openers[: place.depth], 1):
        if opener.match(line):
            return _Place(level + 1, place.openers, level)
    leaves_police = place.depth == _POLICE_DEPTH and not _POLICE_ACTION.match(line)
    depth = place.depth - leaves_police
    return _Place(depth, place.openers, depth)
