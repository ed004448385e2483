"""What an intrusion detection system's classification says of the host that it names.

Snort and Suricata share the descriptions of ``classification.config``. What they class as mere events,
oddities of a protocol or matters of policy is no attack, and nothing is claimed.
"""

from netaudit.hunt.formats.record import Claim
from netaudit.model import Verdict

_INFECTED = frozenset(
    (
        "a network trojan was detected",
        "crypto currency mining activity detected",
        "domain observed used for c2 detected",
        "malware command and control activity detected",
    )
)
_SCANNER = frozenset(
    (
        "attempted information leak",
        "detection of a network scan",
        "device retrieving external ip address detected",
    )
)
_VULNERABLE = frozenset(
    (
        "information leak",
        "large scale information leak",
        "successful administrator privilege gain",
        "successful credential theft detected",
        "successful user privilege gain",
    )
)
"""What the answer of a taken host shows."""
_NOTHING = frozenset(
    (
        "a network event",
        "a suspicious string was detected",
        "a tcp connection was detected",
        "generic icmp event",
        "generic protocol command decode",
        "inappropriate content was detected",
        "misc activity",
        "not suspicious traffic",
        "possibly unwanted program detected",
        "potential corporate privacy violation",
        "unknown traffic",
    )
)
_LEVELS = {"1": "high", "2": "medium", "3": "low"}


def verdict(category: str) -> Verdict | None:
    """By the description of a class; None where it is no attack. A class of one's own is one."""
    name = category.strip().lower()
    if name in _NOTHING:
        return None
    for names, said in (
        (_INFECTED, Verdict.INFECTED),
        (_SCANNER, Verdict.SCANNER),
        (_VULNERABLE, Verdict.VULNERABLE),
    ):
        if name in names:
            return said
    return Verdict.ATTACKER


def claim(name: str, title: str, category: str, priority: str) -> Claim | None:
    """What a rule says; ``priority`` is 1 for the worst."""
    said = verdict(category)
    if said is None:
        return None
    return Claim(name, said, title[:200], _LEVELS.get(priority, "informational"))
