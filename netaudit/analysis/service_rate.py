"""The rate that was bought, where it is less than what the interface can do."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from netaudit.analysis.treatment.bundles import type_of
from netaudit.analysis.treatment.link import wire_kbps
from netaudit.model import Device, Interface

_RATE = re.compile(
    r"(?<![\w.,])(\d{1,5}(?:[.,]\d{1,3})?)(?:([kmg])| ?([kmg])(?:bit/?s?|bps|b/s|b|eg))(?![\w/])",
    re.IGNORECASE,
)
"""``50M``, ``50 Mbit/s``, ``1,5 Mbps``; a lone letter must follow its number at once."""

_KBPS = {"k": 1, "m": 1_000, "g": 1_000_000}


class Service(NamedTuple):
    """A rate in kbps, and the field of the interface that tells it."""

    kbps: float
    field: str


def described_kbps(description: str | None) -> float | None:
    """The rate that a description speaks of, in kbps; of several the last one."""
    found = _RATE.findall(description or "")
    if not found:
        return None
    number, unit, spelt = found[-1]
    return float(number.replace(",", ".")) * _KBPS[(unit or spelt).lower()]


def bought(device: Device, port: Interface) -> Service | None:
    """The rate behind an Ethernet interface that could do more; None where nothing tells of one."""
    if "Ethernet" not in port.name and "GigE" not in type_of(port.name):
        return None
    wire = wire_kbps(device, port).kbps
    slower = [service for service in _told(port) if wire is not None and service.kbps < wire]
    return min(slower, default=None)


def _told(port: Interface) -> Iterator[Service]:
    """The rates that lines of the interface tell."""
    if port.bandwidth_kbps:
        yield Service(port.bandwidth_kbps, "bandwidth_kbps")
    if kbps := described_kbps(port.description):
        yield Service(kbps, "description")
