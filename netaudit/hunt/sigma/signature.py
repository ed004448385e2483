"""Signatures: what netaudit keeps of a Sigma rule. Plain records, so that they can be sent and stored."""

from typing import Literal

from msgspec import Struct

from netaudit.model import Verdict

Pieces = tuple[str, ...]
"""A Sigma string in pieces: text, with ``*`` and ``?`` as pieces of their own where they are wildcards.

Text that is a real asterisk stands as ``\\*``, a real question mark as ``\\?``, a backslash as ``\\\\``.
"""


class Text(Struct, frozen=True, tag="text"):
    """A field that reads like this as a whole (contains and the like are wildcards at the ends)."""

    field: str
    """Sigma's name; empty for a keyword: anywhere in the URL."""
    pieces: Pieces
    cased: bool = False


class Pattern(Struct, frozen=True, tag="pattern"):
    """A field in which a regular expression is found."""

    field: str
    expression: str
    flags: str = ""
    """Any of i, m, s."""


class Within(Struct, frozen=True, tag="within"):
    """A field that is an address in a network."""

    field: str
    network: str


class Compared(Struct, frozen=True, tag="compared"):
    """A field that is a number, compared."""

    field: str
    operator: Literal["=", "<", "<=", ">", ">="]
    number: float


class Present(Struct, frozen=True, tag="present"):
    """A field that is there, or is not (null, exists: false)."""

    field: str
    there: bool


class All(Struct, frozen=True, tag="all"):
    """Every one holds."""

    of: "tuple[Condition, ...]"


class Any(Struct, frozen=True, tag="any"):
    """One of them holds."""

    of: "tuple[Condition, ...]"


class Not(Struct, frozen=True, tag="not"):
    """It does not hold, in no reading of the text."""

    of: "Condition"


Condition = Text | Pattern | Within | Compared | Present | All | Any | Not


class Signature(Struct, frozen=True, kw_only=True):
    """One Sigma rule."""

    name: str
    """Sigma's ``name``, else made of the title: lower case, words joined by ``-``. Unique."""
    id: str
    title: str
    level: str
    verdict: Verdict
    """The custom attribute ``verdict``, else attacker."""
    answered: Verdict | None = None
    """The custom attribute ``answered``: what the server is that answered with a 2xx status."""
    silent: bool = False
    """Only counted by correlations (a rule that correlations name and that they do not ``generate``)."""
    categories: frozenset[str]
    """Log source categories: webserver, proxy, firewall."""
    references: tuple[str, ...] = ()
    source: str = ""
    """File that it comes from."""
    condition: Condition
    literals: tuple[str, ...] | None
    """Lower-case texts, one of which is in some reading of the URL, or in another field, of every record
    that matches; None where there is no such text: then every record is judged."""


class Correlation(Struct, frozen=True, kw_only=True):
    """A Sigma correlation: how often, or how many different, within how long."""

    name: str
    id: str
    title: str
    level: str
    verdict: Verdict
    references: tuple[str, ...] = ()
    source: str = ""
    kind: Literal["event_count", "value_count", "temporal", "temporal_ordered"]
    signatures: tuple[str, ...]
    """Names of the signatures that it counts."""
    group_by: tuple[str, ...]
    timespan: float
    """Seconds; events further apart do not count together."""
    field: str = ""
    """Whose different values value_count counts."""
    operator: Literal[">", ">="] = ">="
    number: int = 1
    explains: tuple[str, ...] = ()
    """The custom attribute ``explains``: signatures that an address is not said to show of its own once
    it shows this one."""


class Refused(Struct, frozen=True, kw_only=True):
    """A rule that can not be used, or not all of it, and why."""

    source: str
    rule: str
    reason: str


class Signatures(Struct, frozen=True, kw_only=True):
    """All that a hunt goes by."""

    signatures: tuple[Signature, ...]
    correlations: tuple[Correlation, ...] = ()
    refused: tuple[Refused, ...] = ()
    searched: dict[str, tuple[str, ...]] = {}
    """What logs are searched for, worked out beforehand: by log source categories, sorted and joined by
    blanks; latin-1, a character for each byte. Only of exactly these signatures."""
