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

SPECIAL = ("T", "X", "Y")
"""The T train, and the special releases made from it (``12.4(22)YB``)."""

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
    return _in_release((int(found[1]), int(found[2])), found[3], found[4])


def _in_release(release: tuple[int, int], build: str | None, train: str) -> bool | None:
    """Whether a release has it."""
    if release >= (FIRST_HQF, 0):
        return True
    if train.startswith("S") or (release == LAST_WITHOUT and build is None):
        return None
    return release == LAST_WITHOUT and int(build or 0) >= FIRST_T and train.startswith(SPECIAL)


def rules_of(device: Device, port: Interface) -> Queueing:
    """What the scheduler of an interface does."""
    hqf = has_hqf(device)
    reserved = MAX_RESERVED_PERCENT if port.max_reserved_percent is None else port.max_reserved_percent
    return Queueing(hqf=hqf, max_reserved_percent=100 if hqf else reserved)
