"""A hunt put together for reports."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from netaudit.hunt.found import Found
from netaudit.hunt.sightings.addresses import Ranges
from netaudit.hunt.sightings.order import Sightings
from netaudit.hunt.terms import Network, Terms
from netaudit.model import Problem, Verdict
from netaudit.report.hunt import Concern, Hunted

Role = tuple[str, Sequence[Network]]
"""What the site policy calls an address, and which ones it calls so."""


def gathered(
    found: Found, terms: Terms, roles: Sequence[Role], missing: Iterable[Problem], min_count: int
) -> Hunted:
    """All addresses with at least so many lines, and what else there is to tell."""
    sightings, signatures = found.sum.told(min_count)
    return Hunted(
        sightings=sightings,
        sources=found.sources,
        signatures=signatures,
        concerns=tuple(_concerns(sightings, roles)),
        refused=terms.signatures.refused,
        problems=(*missing, *found.problems),
        partial=found.partial,
        rules=len(terms.signatures.signatures) + len(terms.signatures.correlations),
    )


def only(hunted: Hunted, verdicts: Collection[Verdict]) -> Hunted:
    """The same, of addresses with these verdicts alone."""
    return hunted._replace(
        sightings=hunted.sightings.only(verdicts),
        concerns=tuple(each for each in hunted.concerns if each.verdict in verdicts),
    )


def _concerns(sightings: Sightings, roles: Sequence[Role]) -> Iterator[Concern]:
    """Addresses that the site policy names, each with the first role that it has."""
    known = [(role, Ranges(networks)) for role, networks in roles if networks]
    for each in sightings.ranked if known else ():
        role = next((role for role, ranges in known if ranges.holds(each.address)), None)
        if role is not None:
            yield Concern(address=each.address, verdict=each.verdict, role=role)
