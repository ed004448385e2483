"""Words that several rules use."""

BY_NAME = "; taken for voice by its name only, declare it in the site policy"
"""Ends what is said of a VLAN that may not be a voice VLAN."""


def ports(number: int) -> str:
    """``1 port``, ``24 ports``."""
    return "1 port" if number == 1 else f"{number} ports"
