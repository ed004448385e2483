"""The pipeline of each QoS family, loaded when a device of that family is there."""

from functools import cache
from importlib import import_module

from netaudit.analysis.treatment.family import Family

FAMILIES = ("c2950", "c3550", "c3k", "c4500l", "c4500m", "c6500", "c6800", "isr", "uadp", "xl")
"""Families whose hardware is known; each has a module of its name with a ``FAMILY``. Sorted."""


@cache
def family_of(name: str) -> Family:
    """The pipeline of a family; that of unknown hardware where it is not listed."""
    module = import_module(f"netaudit.analysis.treatment.{name if name in FAMILIES else 'unknown'}")
    found: Family = module.FAMILY
    return found
