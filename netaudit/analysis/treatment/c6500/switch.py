"""Whether a 6500 only queues: ``mls qos queueing-only`` leaves trust, marking and policing off."""

from netaudit.analysis.treatment.mls.maps import lines
from netaudit.analysis.treatment.places import settings
from netaudit.model import Device, Place

QUEUES_ONLY = "mls qos queueing-only"


def queues_only(device: Device) -> tuple[Place, ...]:
    """Where that line stands; nothing where ``mls qos`` is on or the line is not there."""
    if device.globals.mls_qos:
        return ()
    return tuple(settings("qos_maps", at) for at, _words in lines(device, QUEUES_ONLY))
