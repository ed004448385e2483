"""Which signatures name an attack of the bench; where nothing is said any will do."""

from collections.abc import Mapping

ACCEPTED: Mapping[str, frozenset[str]] = {}
