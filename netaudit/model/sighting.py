"""What a hunt says: hosts that attack, and hosts that can be attacked, with the log lines that show it."""

from enum import StrEnum

from msgspec import Struct


class Verdict(StrEnum):
    """What a host is, by the evidence; worst first."""

    INFECTED = "infected"
    """It sends what only a worm or a back door sends: quarantine it."""
    ATTACKER = "attacker"
    """It sends attacks that a person or a tool may send just as well."""
    SCANNER = "scanner"
    """It looks for what could be attacked."""
    VULNERABLE = "vulnerable"
    """It can be attacked, or answered an attack as a taken host does; nothing says that it attacks."""

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {verdict: rank for rank, verdict in enumerate(Verdict)}


class Evidence(Struct, frozen=True, kw_only=True):
    """One line of a log."""

    source: str
    """Path as the user gave it; - is standard input."""
    line: int
    """From 1, in the decompressed text."""
    sha256: str
    """Hex digest of the bytes of the line without its line ending (LF or CR LF)."""
    signature: str
    """Name of the signature that it shows."""
    time: str | None = None
    """UTC, RFC 3339, whole seconds; None where the log does not tell."""
    status: str = ""
    """HTTP status, or what the firewall did."""
    excerpt: str = ""
    """What was asked, cut to at most 160 characters. Hostile text: escape it for where it is shown."""


class Sighting(Struct, frozen=True, kw_only=True):
    """One address with all that the logs say against it."""

    address: str
    """As ``ipaddress`` writes it."""
    inside: bool
    """Whether it is in a network of ours."""
    verdict: Verdict
    """The worst of its signatures."""
    signatures: tuple[str, ...]
    """Names, sorted."""
    count: int
    """Log lines that count."""
    first_seen: str | None
    """UTC, RFC 3339."""
    last_seen: str | None
    targets: tuple[str, ...]
    """Addresses that it was seen to attack, sorted; at most 100 are kept."""
    target_count: int
    """How many they are in all, also beyond those that are listed; 1000 stands for so many or more."""
    statuses: dict[str, int]
    """HTTP status or firewall action, and how often. A 404 is an attempt: its source is the infected host."""
    evidence: tuple[Evidence, ...]
    """The first lines for each signature, in the order of time, path and line."""


class LogSource(Struct, frozen=True, kw_only=True):
    """One log, and what of it was read."""

    path: str
    format: str | None
    """Name of the log format; None where none was recognised."""
    lines: int
    candidates: int
    """Lines that a signature could concern; only these were taken apart."""
    skipped: dict[str, int]
    """Why candidate lines could not be judged, and how many."""
    notes: tuple[str, ...] = ()
    """What was assumed, such as columns inferred where ``#Fields`` is missing."""


class SignatureSummary(Struct, frozen=True, kw_only=True):
    """A signature that was seen."""

    name: str
    title: str
    verdict: Verdict
    level: str
    """Sigma's: informational, low, medium, high or critical."""
    references: tuple[str, ...]
    count: int
    """Log lines in all."""
    addresses: int
    """Hosts."""
