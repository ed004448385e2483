"""Messages of Cisco's firewalls: PIX, ASA, FWSM and Firepower, by their numbers.

Wordings are those of Cisco's system log message guides. A teardown (302014, 302016, 302021) does not
say who began the connection and ends one that was counted when it was built, so it is left out, as are
messages about addresses that the firewall says are forged (106016, 106017, 106021, 106022).
"""

import re
from collections.abc import Callable, Mapping

from netaudit.hunt.formats.flow import Ends, record
from netaudit.hunt.formats.ids import answers, claim, meaning, turned
from netaudit.hunt.formats.record import Claim, Record
from netaudit.model import Verdict

Message = Callable[[str, int, float | None], Record | None]
"""Text, where the message begins in it and its time -> the record; None if it is worded otherwise."""

_USER = r"(?: ?\([^)]*\))*"
"""Mapped address, user and security group, each in brackets."""
_AT = rf"([^\s:]+):([^\s/(]+)(?:/([\w-]+))?{_USER}"
"""Interface, address, port."""
_BARE = rf"([^\s/(]+)(?:/([\w-]+))?{_USER}"

_DENY = re.compile(rf"Deny (?:inbound )?(?:protocol )?(\S+) src {_AT} dst {_AT}", re.IGNORECASE)
_DENY_FROM = re.compile(
    rf"Deny inbound (\w+) from {_BARE} to {_BARE} (?:on interface (\S+)|due to)", re.IGNORECASE
)
_INBOUND = re.compile(rf"Inbound (\w+) connection denied from {_BARE} to {_BARE} flags .* on interface (\S+)")
_STRAY = re.compile(rf"Deny (\w+) \(no connection\) from {_BARE} to {_BARE} flags .* on interface (\S+)")
_ACCESS = re.compile(
    rf"(\w+) (?:access|request) (denied|permitted|discarded)(?: by ACL)? from {_BARE} to {_AT}"
)
_ICMP = re.compile(r"Denied (ICMP|ICMPv6) type=\S+,? code=\S+ from (\S+) on interface (\S+)")
_LISTED = re.compile(
    r"access-list \S+ (permitted|denied|est-allowed) (\S+) "
    r"([^\s/]+)/([^\s(]+)\((\d+)\)[^>]{0,300}-> ?([^\s/]+)/([^\s(]+)\((\d+)\)"
)
_BUILT = re.compile(
    rf"Built (in|out)bound (?:Probe ?)?(\w+) connection \S+ for {_AT} to {_AT}", re.IGNORECASE
)
_BUILT_ICMP = re.compile(
    rf"Built (in|out)bound (ICMP\w*) connection for faddr {_BARE} gaddr \S+?{_USER} laddr {_BARE}",
    re.IGNORECASE,
)
_ATTACKING = re.compile(r"Host \[?([0-9A-Fa-f.:]+?)\]? is attacking\b")
_PAIR = re.compile(r'([A-Z][A-Za-z]+): (?:"([^"]*)"|([^,]*))(?:, |$)')
_DONE = {"denied": "deny", "discarded": "deny", "permitted": "permit", "est-allowed": "permit"}


def _deny(text: str, start: int, time: float | None) -> Record | None:
    if not (found := _DENY.match(text, start)):
        return None
    protocol, *ends = found.groups()
    return record("deny", protocol, ends, time)


def _from_to(pattern: re.Pattern[str], action: str) -> Message:
    """Protocol, source, port, target, port and the interface at which it came in."""

    def read(text: str, start: int, time: float | None) -> Record | None:
        if not (found := pattern.match(text, start)):
            return None
        protocol, source, source_port, target, target_port, zone = found.groups()
        return record(action, protocol, (zone, source, source_port, None, target, target_port), time)

    return read


def _access(text: str, start: int, time: float | None) -> Record | None:
    """To the firewall itself."""
    if not (found := _ACCESS.match(text, start)):
        return None
    protocol, done, source, source_port, zone, target, target_port = found.groups()
    return record(_DONE[done], protocol, (zone, source, source_port, None, target, target_port), time)


def _icmp(text: str, start: int, time: float | None) -> Record | None:
    """To the firewall itself, whose address it does not tell."""
    if not (found := _ICMP.match(text, start)):
        return None
    protocol, source, zone = found.groups()
    return record("deny", protocol, (zone, source, None, None, None, None), time)


def _listed(text: str, start: int, time: float | None) -> Record | None:
    """What stands in the place of ports is type and code where the protocol is ICMP."""
    if not (found := _LISTED.match(text, start)):
        return None
    done, protocol, source_zone, source, source_port, target_zone, target, target_port = found.groups()
    if protocol not in {"tcp", "udp"}:
        source_port = target_port = None
    ends = (source_zone, source, source_port, target_zone, target, target_port)
    return record(_DONE[done], protocol, ends, time)


def _built(text: str, start: int, time: float | None) -> Record | None:
    """The side of less trust comes first: inbound connections begin there, outbound ones at the other."""
    if not (found := _BUILT.match(text, start)):
        return None
    way, protocol, *ends = found.groups()
    if way.lower() == "out":
        ends = ends[3:] + ends[:3]
    return record("built", protocol, ends, time)


def _built_icmp(text: str, start: int, time: float | None) -> Record | None:
    """The foreign address is named first; what looks like ports is a sequence number."""
    if not (found := _BUILT_ICMP.match(text, start)):
        return None
    way, protocol, foreign, _, local, _ = found.groups()
    source, target = (foreign, local) if way.lower() == "in" else (local, foreign)
    return record("built", protocol, (None, source, None, None, target, None), time)


_SCANNING = Claim(
    "asa-scanning-threat", Verdict.SCANNER, "The firewall's threat detection sees a host scanning", "medium"
)


def _attacking(text: str, start: int, time: float | None) -> Record | None:
    """Threat detection; subnets and hosts that are targeted are no source of anything."""
    if not (found := _ATTACKING.match(text, start)):
        return None
    return record("", "", (None, found[1], None, None, None, None), time, (_SCANNING,))


def _pairs(text: str, start: int) -> dict[str, str]:
    return {key: quoted or plain for key, quoted, plain in _PAIR.findall(text[start:])}


def _ends(pairs: Mapping[str, str]) -> Ends:
    return (
        pairs.get("IngressInterface") or pairs.get("IngressZone"),
        *(pairs.get(name) for name in ("SrcIP", "SrcPort")),
        pairs.get("EgressInterface") or pairs.get("EgressZone"),
        *(pairs.get(name) for name in ("DstIP", "DstPort")),
    )


def _connection(text: str, start: int, time: float | None) -> Record | None:
    """Block, with reset or without, and everything else lets it pass."""
    pairs = _pairs(text, start)
    if "SrcIP" not in pairs or "AccessControlRuleAction" not in pairs:
        return None
    blocked = "block" in pairs["AccessControlRuleAction"].lower()
    return record("deny" if blocked else "permit", pairs.get("Protocol", ""), _ends(pairs), time)


def _intrusion(text: str, start: int, time: float | None) -> Record | None:
    """Snort's verdict, by its classification; of the end of the connection that it speaks of."""
    pairs = _pairs(text, start)
    if "SrcIP" not in pairs or "SID" not in pairs:
        return None
    said = meaning(pairs.get("Classification", ""))
    blocked = pairs.get("InlineResult", "").lower() in {"blocked", "dropped", "block", "drop"}
    told = record("deny" if blocked else "permit", pairs.get("Protocol", ""), _ends(pairs), time)
    if said is None:
        return told
    name = f"snort-{pairs.get('GID', '1')[:9]}-{pairs['SID'][:9]}"
    claims = (claim(name, pairs.get("Message", name), said.verdict, pairs.get("Priority", "")),)
    answer = answers(told.fields.get("src_port", ""), told.fields.get("dst_port", ""))
    if not turned(said.end, answer=answer):
        return told._replace(claims=claims)
    return told._replace(source=told.target, target=told.source, fields={}, claims=claims)


MESSAGES: Mapping[str, Message] = {
    "106001": _from_to(_INBOUND, "deny"),
    "106006": _from_to(_DENY_FROM, "deny"),
    "106007": _from_to(_DENY_FROM, "deny"),
    "106010": _deny,
    "106014": _deny,
    "106015": _from_to(_STRAY, "stray"),
    "106023": _deny,
    "106100": _listed,
    "302013": _built,
    "302015": _built,
    "302017": _built,
    "302020": _built_icmp,
    "313001": _icmp,
    "313008": _icmp,
    "430001": _intrusion,
    "430002": _connection,
    "430003": _connection,
    "710002": _access,
    "710003": _access,
    "710005": _access,
    "733101": _attacking,
}
"""By message number."""
