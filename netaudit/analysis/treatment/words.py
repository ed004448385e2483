"""Markings and figures in words."""

from netaudit.model import Marking

NAMES = {
    0: "0",
    44: "VA",
    46: "EF",
    **{8 * n: f"CS{n}" for n in range(1, 8)},
    **{8 * x + 2 * y: f"AF{x}{y}" for x in range(1, 5) for y in range(1, 4)},
}
"""DSCP values that have a name (RFC 2474, 2597, 3246, 5865)."""


THOUSAND = 1000
"""From here on, fractions of a kbps are of no interest."""


def number(value: float) -> str:
    """``333,333``, ``506.9``, ``7.68``: as exact as anybody can use."""
    return f"{value:,.0f}" if value >= THOUSAND else f"{value:.4g}"


def dscp_name(dscp: int | None) -> str:
    """``EF``, ``CS3``, the number of a value without name, ``unknown``."""
    return "unknown" if dscp is None else NAMES.get(dscp, str(dscp))


def show(marking: Marking) -> str:
    """A marking: ``DSCP EF, CoS 5``, ``DSCP 0, untagged``, ``DSCP 8, CoS 1, qos-group 46``."""
    cos = "untagged" if not marking.tagged else f"CoS {'unknown' if marking.cos is None else marking.cos}"
    group = "" if marking.qos_group is None else f", qos-group {marking.qos_group}"
    return f"DSCP {dscp_name(marking.dscp)}, {cos}{group}"
