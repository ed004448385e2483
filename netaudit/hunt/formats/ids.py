"""What an intrusion detection system's classification says, and of which end of a connection.

Snort and Suricata share the descriptions of ``classification.config``. An alert names who sent the packet,
which is not always who is to blame:

- an attack, a scan: who sent it;
- malware that calls its master, or spreads: the client, whichever of the two spoke last;
- an attack that succeeded: the server that answers as a taken host does.

What is classed as an event, an oddity of a protocol, a matter of policy or merely suspicious is no attack,
and nothing is claimed. A class of one's own is an attack: somebody wrote a rule for it.
"""

from enum import Enum
from typing import NamedTuple

from netaudit.hunt.formats.record import Claim
from netaudit.model import Verdict


class End(Enum):
    """Of a connection."""

    SENDER = "sender"
    """Of the packet."""
    CLIENT = "client"
    SERVER = "server"


class Meaning(NamedTuple):
    """Of a class of alerts."""

    verdict: Verdict
    end: End


_ATTACK = Meaning(Verdict.ATTACKER, End.SENDER)
_MEANINGS = {
    Meaning(Verdict.INFECTED, End.CLIENT): (
        "a network trojan was detected",
        "crypto currency mining activity detected",
        "domain observed used for c2 detected",
        "malware command and control activity detected",
        "targeted malicious activity was detected",
    ),
    Meaning(Verdict.SCANNER, End.SENDER): (
        "access to a potentially vulnerable web application",
        "attempted information leak",
        "decode of an rpc query",
        "detection of a network scan",
    ),
    Meaning(Verdict.VULNERABLE, End.SERVER): (
        "information leak",
        "large scale information leak",
        "successful administrator privilege gain",
        "successful user privilege gain",
    ),
    Meaning(Verdict.VULNERABLE, End.CLIENT): (
        "exploit kit activity detected",
        "successful credential theft detected",
    ),
    None: (
        "a client was using an unusual port",
        "a suspicious filename was detected",
        "a suspicious string was detected",
        "a system call was detected",
        "a tcp connection was detected",
        "detection of a non-standard protocol or event",
        "device retrieving external ip address detected",
        "generic icmp event",
        "generic protocol command decode",
        "inappropriate content was detected",
        "misc activity",
        "not suspicious traffic",
        "possible social engineering attempted",
        "possibly unwanted program detected",
        "potential corporate privacy violation",
        "potentially bad traffic",
        "unknown traffic",
    ),
}
_CLASSES = {name: meaning for meaning, names in _MEANINGS.items() for name in names}
_LEVELS = {"1": "high", "2": "medium", "3": "low"}
_TITLE = 200
"""Characters that are kept."""
_SERVICE = 1024
"""Servers listen below."""


def meaning(category: str) -> Meaning | None:
    """Of the description of a class; None where it is no attack."""
    return _CLASSES.get(category.strip().lower(), _ATTACK)


def claim(name: str, title: str, verdict: Verdict, priority: str, references: tuple[str, ...] = ()) -> Claim:
    """What a rule says; ``priority`` is 1 for the worst."""
    return Claim(name, verdict, title[:_TITLE], _LEVELS.get(priority, "informational"), references)


def answers(source_port: str, target_port: str) -> bool:
    """Whether a packet goes from a server to a client, as far as ports tell."""
    return _is_service(source_port) and not _is_service(target_port)


def turned(end: End, *, answer: bool) -> bool:
    """Whether the end in question is the one that the packet went to."""
    return (end is End.CLIENT and answer) or (end is End.SERVER and not answer)


def _is_service(port: str) -> bool:
    return port.isascii() and port.isdigit() and 0 < int(port[:6]) < _SERVICE
