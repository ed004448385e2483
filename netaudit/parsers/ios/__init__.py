"""Cisco IOS and IOS-XE."""

from netaudit.model import Device
from netaudit.parsers.detect import Identity
from netaudit.parsers.ios.device import SWITCH_FAMILIES, Draft


def read_device(
    text: str, source: str, identity: Identity, first_line: int, warnings: tuple[str, ...]
) -> Device:
    """Read the clean text of one device into its record."""
    switch = identity.family in SWITCH_FAMILIES
    if identity.family == "unknown":
        switch = "\n switchport " in text
    draft = Draft(identity, first_line, switch=switch)
    draft.read(text)
    return draft.finish(source, text.count("\n") + (not text.endswith("\n")), warnings)


__all__ = ["read_device"]
