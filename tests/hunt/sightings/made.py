"""Signatures, correlations and records for tests of sightings."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import convert

from netaudit.hunt.formats.record import Record
from netaudit.hunt.sightings.sums import Sum
from netaudit.hunt.sightings.tally import Tally
from netaudit.hunt.sigma.signature import All, Correlation, Signature, Signatures
from netaudit.hunt.terms import Terms
from netaudit.model import Verdict

WEB = frozenset({"webserver"})


def signature(name: str, verdict: str = "attacker", **more: Any) -> Signature:  # noqa: ANN401
    """A signature of this name; what it looks for does not matter here."""
    return Signature(
        name=name,
        id=name,
        title=f"Title of {name}",
        level="high",
        verdict=Verdict(verdict),
        categories=WEB,
        condition=All(()),
        literals=None,
        **more,
    )


def correlation(name: str, signatures: Iterable[str], kind: str = "event_count", **more: Any) -> Correlation:  # noqa: ANN401
    """A correlation by source."""
    fields = {
        "name": name,
        "id": name,
        "title": f"Title of {name}",
        "level": "high",
        "verdict": "infected",
        "kind": kind,
        "signatures": tuple(signatures),
        "group_by": ("c-ip",),
        "timespan": 60.0,
        **more,
    }
    return convert(fields, Correlation)


def terms(signatures: Sequence[Signature], correlations: Sequence[Correlation] = (), **more: Any) -> Terms:  # noqa: ANN401
    """Terms with these."""
    return Terms(
        signatures=Signatures(signatures=tuple(signatures), correlations=tuple(correlations)), **more
    )


def record(
    source: str, time: float | None = 0.0, target: str = "", status: str = "404", **fields: str
) -> Record:
    """A request; fields with ``_`` for ``-``."""
    named = {"c-uri": "/x", "cs-method": "GET"} | {
        key.replace("_", "-"): text for key, text in fields.items()
    }
    return Record(source, time, target, status, named)


def summed(known: Terms, lines: Iterable[tuple[Record, Sequence[Signature]]], source: str = "a.log") -> Sum:
    """The sum of one slice with these lines."""
    tally, total = Tally(known), Sum(known)
    for number, (each, signatures) in enumerate(lines, 1):
        tally.add(each, signatures, number, b"line %d" % number)
    total.absorb(tally.pack(), source, 0)
    return total
