"""What an audit says."""

from enum import StrEnum
from typing import Self

from msgspec import Struct


class Severity(StrEnum):
    """How bad it is for calls, worst first."""

    CRITICAL = "critical"
    """Separation or priority is absent network-wide."""
    HIGH = "high"
    """Voice breaks under load, or a segment is bridged."""
    MEDIUM = "medium"
    """Deviation with partial effect."""
    LOW = "low"
    """Hygiene."""
    INFO = "info"
    """Design note."""

    @property
    def rank(self) -> int:
        """0 for the worst; sorts findings."""
        return list(Severity).index(self)

    def at_least(self, other: Self) -> bool:
        """Whether this is as bad as the other or worse."""
        return self.rank <= other.rank


class Confidence(StrEnum):
    """How sure the rule is of its facts about the platform."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Result(StrEnum):
    """What a check says of one object; pass and not-applicable are counted, not listed."""

    FAIL = "fail"
    UNKNOWN = "unknown"


class Waived(Struct, frozen=True, kw_only=True):
    """Why a finding was accepted; ``until`` is an inclusive ISO date or None."""

    reason: str
    until: str | None = None


class Finding(Struct, frozen=True, kw_only=True):
    """One cause, with every object it concerns. Plain values: reports need no model."""

    rule: str
    code: str
    severity: Severity
    confidence: Confidence
    result: Result
    device: str
    source: str
    subjects: tuple[str, ...]
    lines: tuple[int, ...]
    """Source lines, ascending; each shows the behaviour the message speaks of."""
    message: str
    references: tuple[str, ...] = ()
    fix: str | None = None
    waived: Waived | None = None
    baseline: str | None = None
    """``new`` or ``unchanged`` where a baseline was given."""
    evidence: tuple[tuple[int, str], ...] = ()
    """The first lines with their text, secrets removed."""


class DeviceSummary(Struct, frozen=True, kw_only=True):
    """A device as the audit report lists it; ``unread`` counts lines not understood."""

    hostname: str
    source: str
    platform: str
    family: str
    family_reason: str
    lines: int
    unread: int
    supported: bool = True
    roles: dict[str, int] = {}
    warnings: tuple[str, ...] = ()


class Problem(Struct, frozen=True, kw_only=True):
    """An input that could not be read, or a rule that broke; the exit code becomes 3."""

    source: str
    message: str
