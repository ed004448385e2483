"""Messages of Cisco's routers and switches: IOS, IOS XE, IOS XR, NX-OS, by their mnemonics.

    IPACCESSLOGP   list 105 denied tcp 192.0.2.1(3345) -> 10.0.0.5(80), 1 packet
    IPACCESSLOGDP  … icmp, with type and code in brackets      IPACCESSLOGSP  the same for igmp
    IPACCESSLOGNP  … a protocol by its number                  IPACCESSLOGRP  one by its name
    IPACCESSLOGS   a standard list: only the source            ACCESSLOGP     IPv6
    IPACCESSLOGRL  lines that were not written: no event

One message may stand for many packets: it counts once, the field ``packets`` says how many they were.
"""

import re
from collections.abc import Callable, Mapping

from netaudit.hunt.formats.flow import record
from netaudit.hunt.formats.record import Claim, Record
from netaudit.model import Verdict

_LIST = re.compile(
    r"(?:F\d+/\d+: )?(?:\w+: )?(?:access-)?list \S+ (?:\(\d+\) )?(permit|den)\w+ (\S+) +"
    r"(?:[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4} )?([^\s(,]+)(?:\((\d+)\))? ?(?:\(([^\s)]*+)[^)]*+\) ?)?"
    r"-> ?([^\s(,]+)(?:\((\d+)\))?(?: ?\([\d/ ]+\))?, (\d+) packet"
)
_STANDARD = re.compile(r"(?:F\d+/\d+: )?(?:\w+: )?list \S+ (permit|den)\w+ ([^\s,]+),? (\d+) packet")
_NEXUS = re.compile(
    r"S(?:rc|ource) IP: ([^\s,]+), D(?:st|estination) IP: ([^\s,]+), S(?:rc|ource) Port: (\d+), "
    r'D(?:st|estination) Port: (\d+), S(?:rc|ource) Int\w*: ([^\s,]+), Protocol: "[^"]*"\((\d+)\)'
    r"(?:.{0,200}?ACE Action: (Permit|Deny))?.{0,200}?Hit-count(?::| =) (\d+)"
)
_DROPPED = re.compile(
    r"Dropping (\w+) (?:session|pkt) ([0-9A-Fa-f.:]+?):(\d+) (?:=> )?([0-9A-Fa-f.:]+?):(\d+) "
)
_STARTED = re.compile(
    r"Start (\S+) session: initiator \(([0-9A-Fa-f.:]+):(\d+)\) -- responder \(([0-9A-Fa-f.:]+):(\d+)\)"
)
_SIGNATURE = re.compile(
    r"Sig:(\d{1,9}) Subsig:(\d{1,9}) Sev:(\d{1,3}) (.{0,200}?) "
    r"\[([0-9A-Fa-f.:]+):(\d+) -> ([0-9A-Fa-f.:]+):(\d+)\]"
)
_DONE = {"den": "deny", "permit": "permit", "Deny": "deny", "Permit": "permit", None: ""}
_LEVELS = {"2": "low", "3": "medium", "4": "medium", "5": "high", "50": "low", "75": "medium", "100": "high"}
"""Severity of an IPS signature; 25 and 1 are informational and no claim."""


def _listed(text: str, start: int, time: float | None) -> Record | None:
    if not (found := _LIST.match(text, start)):
        return None
    done, protocol, source, source_port, zone, target, target_port, packets = found.groups()
    ends = (zone, source, source_port, None, target, target_port)
    return record(_DONE[done], protocol, ends, time, packets=packets)


def _standard(text: str, start: int, time: float | None) -> Record | None:
    if not (found := _STANDARD.match(text, start)):
        return None
    done, source, packets = found.groups()
    return record(_DONE[done], "", (None, source, None, None, None, None), time, packets=packets)


def _nexus(text: str, start: int, time: float | None) -> Record | None:
    """Older releases do not say what was done; ports are 0 where the protocol has none."""
    if not (found := _NEXUS.match(text, start)):
        return None
    source, target, source_port, target_port, zone, protocol, done, packets = found.groups()
    if protocol not in {"6", "17"}:
        source_port = target_port = ""
    ends = (zone, source, source_port, None, target, target_port)
    return record(_DONE[done], protocol, ends, time, packets=packets)


def _session(pattern: re.Pattern[str], action: str) -> Callable[[str, int, float | None], Record | None]:
    """Zone-based firewall and inspection; ICMP has no ports."""

    def read(text: str, start: int, time: float | None) -> Record | None:
        if not (found := pattern.match(text, start)):
            return None
        protocol, source, source_port, target, target_port = found.groups()
        if protocol == "icmp":
            source_port = target_port = ""
        return record(action, protocol, (None, source, source_port, None, target, target_port), time)

    return read


def _signature(text: str, start: int, time: float | None) -> Record | None:
    """IOS IPS."""
    if not (found := _SIGNATURE.match(text, start)):
        return None
    number, _, severity, title, source, source_port, target, target_port = found.groups()
    level = _LEVELS.get(severity)
    claims = (Claim(f"cisco-ips-{number}", Verdict.ATTACKER, title, level),) if level else ()
    return record("", "", (None, source, source_port, None, target, target_port), time, claims)


MESSAGES: Mapping[str, Callable[[str, int, float | None], Record | None]] = {
    "ACCESSLOGDP": _listed,
    "ACCESSLOGNP": _listed,
    "ACCESSLOGP": _listed,
    "ACCESSLOGSP": _listed,
    "ACLLOG_FLOW_INTERVAL": _nexus,
    "ACLLOG_NEW_FLOW": _nexus,
    "DROP_PKT": _session(_DROPPED, "deny"),
    "IPACCESSLOGDP": _listed,
    "IPACCESSLOGNP": _listed,
    "IPACCESSLOGP": _listed,
    "IPACCESSLOGRP": _listed,
    "IPACCESSLOGS": _standard,
    "IPACCESSLOGSP": _listed,
    "SESS_AUDIT_TRAIL_START": _session(_STARTED, "built"),
    "SIGNATURE": _signature,
}
"""By mnemonic."""
