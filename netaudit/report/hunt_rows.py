"""What a hunt found, for machines that want rows: a table, and a bare list of addresses."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from netaudit.model import Sighting
from netaudit.report.escape import csv_cell
from netaudit.report.hunt import Hunted

COLUMNS = (
    "address",
    "inside",
    "verdict",
    "count",
    "first_seen",
    "last_seen",
    "signatures",
    "target_count",
    "targets",
    "statuses",
    "evidence",
    "sha256",
    "excerpt",
)

_UNCOMMON = re.compile(r"[^A-Za-z0-9._-]+")

_LONGEST = 300
"""Characters of a comment of the list."""


def as_csv(hunted: Hunted) -> Iterator[str]:
    """A row for each address: RFC 4180. No cell can become a formula."""
    yield _row(COLUMNS)
    for sighting in hunted.sightings:
        yield _row(_cells(sighting))


def _row(cells: tuple[str, ...]) -> str:
    """One row."""
    table = StringIO()
    csv.writer(table, lineterminator="\r\n").writerow([csv_cell(cell) for cell in cells])
    return table.getvalue()


def _cells(sighting: Sighting) -> tuple[str, ...]:
    """What is said of one address, in the order of the columns; of the evidence the first line."""
    first = sighting.evidence[0] if sighting.evidence else None
    return (
        sighting.address,
        "yes" if sighting.inside else "no",
        sighting.verdict,
        str(sighting.count),
        sighting.first_seen or "",
        sighting.last_seen or "",
        " ".join(sighting.signatures),
        str(sighting.target_count),
        " ".join(sighting.targets),
        "; ".join(f"{status} {count}" for status, count in sighting.statuses.items()),
        f"{first.source}:{first.line}" if first else "",
        first.sha256 if first else "",
        first.excerpt if first else "",
    )


def as_list(hunted: Hunted) -> Iterator[str]:
    """An address a line, behind it a comment; names from logs only in letters, digits, dots and dashes."""
    if hunted.partial:
        yield "# partial: the hunt was ended before it was through\n"
    for sighting in hunted.sightings:
        names = " ".join(_UNCOMMON.sub("_", name) for name in sighting.signatures)
        comment = f"{sighting.verdict} {sighting.count} {names}"
        yield f"{sighting.address} # {comment[:_LONGEST]}\n"
