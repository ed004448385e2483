"""The pipeline of each QoS family."""

from collections.abc import Mapping

from netaudit.analysis.treatment import unknown
from netaudit.analysis.treatment.family import Family

FAMILIES: Mapping[str, Family] = {
    "unknown": unknown.FAMILY,
}
"""Family to its pipeline; sorted. What is not listed is treated as unknown hardware."""


def family_of(name: str) -> Family:
    """The pipeline of a family."""
    return FAMILIES.get(name, unknown.FAMILY)
