"""What a router's scheduler does by its release: hierarchical queueing came with 12.4(20)T."""

import re

from netaudit.analysis.treatment.mqc.shares import Queueing
from netaudit.model import Device, Interface

FIRST_HQF = 15
"""Major release from which every image has hierarchical queueing."""

LAST_WITHOUT = (12, 4)
"""The release whose T train brought it; before that only S trains may have it."""

FIRST_T = 20
"""12.4(20)T is the first with it."""

MAX_RESERVED_PERCENT = 75
"""What classes may reserve of an interface before hierarchical queueing, where no line says otherwise."""

_RELEASE = re.compile(r"(\d+)\.(\d+)(?:\((\d+)\w*\))?([A-Z]*)")


def has_hqf(device: Device) -> bool | None:
    """Whether queueing is hierarchical; None where the version line leaves it open (``version 12.4``)."""
    if device.platform == "iosxe":
        return True
    found = _RELEASE.match(device.version or "")
    if found is None:
        return None
    major, minor, build, train = int(found[1]), int(found[2]), found[3], found[4]
    if major >= FIRST_HQF:
        return True
    if train.startswith("S"):
        return None
    if (major, minor) < LAST_WITHOUT:
        return False
    return None if build is None else train.startswith("T") and int(build) >= FIRST_T


def rules_of(device: Device, port: Interface) -> Queueing:
    """What the scheduler of an interface does."""
    hqf = has_hqf(device)
    reserved = MAX_RESERVED_PERCENT if port.max_reserved_percent is None else port.max_reserved_percent
    return Queueing(hqf=hqf, max_reserved_percent=100 if hqf else reserved)
