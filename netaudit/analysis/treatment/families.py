"""The pipeline of each QoS family."""

from collections.abc import Mapping

from netaudit.analysis.treatment import (
    c3k,
    c2950,
    c3550,
    c4500l,
    c4500m,
    c6500,
    c6800,
    isr,
    uadp,
    unknown,
    xl,
)
from netaudit.analysis.treatment.family import Family

FAMILIES: Mapping[str, Family] = {
    "c2950": c2950.FAMILY,
    "c3550": c3550.FAMILY,
    "c3k": c3k.FAMILY,
    "c4500l": c4500l.FAMILY,
    "c4500m": c4500m.FAMILY,
    "c6500": c6500.FAMILY,
    "c6800": c6800.FAMILY,
    "isr": isr.FAMILY,
    "uadp": uadp.FAMILY,
    "unknown": unknown.FAMILY,
    "xl": xl.FAMILY,
}
"""Family to its pipeline; sorted. What is not listed is treated as unknown hardware."""


def family_of(name: str) -> Family:
    """The pipeline of a family."""
    return FAMILIES.get(name, unknown.FAMILY)
